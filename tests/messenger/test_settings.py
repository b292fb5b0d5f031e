"""Settings and exit statuses, by running the program as an operator does."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from messenger.settings import Settings, settings_table
from tests.messenger.stage import ROOT, Bot, Playground, clean_environment, wait_for

SECRET = "123456:SECRETsecretSECRETsecretSECRET"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run bot.py to its end in an empty folder."""

    def start(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        env = {**clean_environment(), "DATA_DIR": str(tmp_path / "data"), **settings}
        command = [sys.executable, str(ROOT / "bot.py"), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
        )

    return start


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("PLAYGROUND_PORT", "eighty"),
        ("PLAYGROUND_PORT", "70000"),
        ("SEND_RATE", "-1"),
        ("SEND_RATE", "nan"),
        ("LOG_LEVEL", "LOUD"),
        ("ADMIN_IDS", "7,me"),
        ("ADMIN_IDS", "7,-8"),
        ("ADMIN_IDS", "0"),
        ("ADMIN_IDS", str(2**63)),
        ("ADMIN_IDS", "9" * 5000),
        ("DATA_DIR", "/dev/null"),
        ("DATA_DIR", "/dev/null/data"),
        ("DATA_DIR", "/proc/none"),
        ("DATA_DIR", "/"),
        ("DATA_KEY_FILE", "/dev/null/key"),
        ("DATA_KEY_FILE", "/proc/none/key"),
        ("DATA_KEY_FILE", "/dev"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("TELEGRAM_API_URL", "https://example.org:port"),
        ("TELEGRAM_API_URL", "https://example.org"),
        ("HOLIDAYS_FILE", "/nowhere/holidays.json"),
        ("HOLIDAYS_FILE", "/dev/null"),
        ("DATA_KEY", "short"),
    ],
)
def test_a_wrong_value_ends_with_one_line_and_status_2(run: Run, name: str, value: str) -> None:
    ended = run(**{name: value})
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert name in ended.stderr
    assert not Path("/dev/null.key").exists()


def test_a_file_that_holds_no_key_ends_with_one_line_and_status_2(run: Run) -> None:
    ended = run(DATA_KEY_FILE="/dev/null")
    assert ended.returncode == 2
    assert "/dev/null is not a key" in ended.stderr


def test_no_limits_are_accepted_only_on_this_machine(run: Run) -> None:
    ended = run(TELEGRAM_BOT_TOKEN=SECRET, SEND_RATE="0")
    assert ended.returncode == 2
    assert "SEND_RATE" in ended.stderr
    assert "SECRET" not in ended.stderr


def test_a_wrong_token_ends_with_one_line_and_status_1(run: Run, playground: Playground) -> None:
    ended = run(TELEGRAM_BOT_TOKEN=SECRET, TELEGRAM_API_URL=playground.url, LOG_LEVEL="DEBUG")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("bot.py: the Bot API refuses TELEGRAM_BOT_TOKEN")
    assert "Traceback" not in ended.stderr
    assert "SECRET" not in ended.stdout + ended.stderr


def test_a_missing_key_beside_a_database_ends_with_status_2(
    run: Run, playground: Playground, tmp_path: Path
) -> None:
    assert run(TELEGRAM_BOT_TOKEN=SECRET, TELEGRAM_API_URL=playground.url).returncode == 1
    (tmp_path / "data.key").rename(tmp_path / "elsewhere.key")
    ended = run(TELEGRAM_BOT_TOKEN=SECRET, TELEGRAM_API_URL=playground.url)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "data.key").exists()
    assert run(TELEGRAM_BOT_TOKEN=SECRET, TELEGRAM_API_URL=playground.url, DATA_KEY="ab" * 32).returncode == 2


def test_an_unreachable_server_is_waited_for_with_a_line_and_a_signal_still_ends(
    start: Callable[..., Bot],
) -> None:
    bot = start(TELEGRAM_API_URL="http://127.0.0.1:9", TELEGRAM_BOT_TOKEN=SECRET)
    wait_for(lambda: "waiting for the Bot API" in bot.output)
    assert bot.stop(5) == 0
    assert "SECRET" not in bot.output


def test_without_a_token_the_playground_is_started_and_ends_with_the_bot(tmp_path: Path) -> None:
    env = {**clean_environment(), "DATA_DIR": str(tmp_path / "data"), "PLAYGROUND_PORT": "0"}
    with subprocess.Popen(
        [sys.executable, str(ROOT / "bot.py")],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as bot:
        assert bot.stdout is not None
        lines = [bot.stdout.readline(), bot.stdout.readline()]
        assert str(tmp_path / "data.key") in lines[0]
        assert "http://127.0.0.1:" in lines[1]
        bot.kill()
    folder = str(tmp_path / "data" / "playground")
    wait_for(lambda: not _processes_on(folder))


def _processes_on(folder: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if folder in line:
            found.append(line)
    return found


def test_health_tells_of_a_running_bot_without_its_key(
    run: Run, start: Callable[..., Bot], tmp_path: Path
) -> None:
    assert run("health").returncode == 1
    start().running()
    (tmp_path / "data.key").unlink()

    def healthy() -> bool:
        return run("health").returncode == 0

    wait_for(healthy)
    told = run("health").stdout
    assert "healthy: yes" in told
    assert "last poll:" in told
    assert re.search(r"^disk free: [0-9.]+ [MGT]iB$", told, re.MULTILINE)
    assert "dead letters: 0\ndropped: 0\n" in told
    _give_work_up(tmp_path / "data" / "complaints.db")
    told = run("health").stdout
    assert "work dead: 1\n" in told
    assert "healthy: no – work was given up" in told


def test_health_says_no_when_nothing_was_received_lately(
    run: Run, start: Callable[..., Bot], tmp_path: Path
) -> None:
    bot = start().running()
    wait_for(lambda: run("health").returncode == 0)
    bot.stop()
    _age_the_beats(tmp_path / "data" / "complaints.db")
    ended = run("health")
    assert ended.returncode == 1
    assert "no successful poll lately" in ended.stdout


def _age_the_beats(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE vitals SET at = at - 600000")
    connection.close()


def _give_work_up(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO work (user, complaint, kind, state, event_id) VALUES (1, '', 'verify', 'dead', '')"
        )
    connection.close()


def test_a_server_that_is_no_bot_api_is_waited_for_without_quoting_it(
    start: Callable[..., Bot], playground: Playground
) -> None:
    playground.fault(method="getMe", kind="html")
    bot = start(TELEGRAM_API_URL=playground.url)
    wait_for(lambda: "waiting for the Bot API" in bot.output)
    assert "<" not in bot.output.splitlines()[0]
    assert "the answer is not the Bot API's" in bot.output
    bot.running()


def test_settings_come_from_a_dotenv_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("SEND_RATE=5\nADMIN_IDS=7, 8\nTELEGRAM_BOT_TOKEN=\nPOSTGRES=other\n")
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    settings = Settings()  # type: ignore[call-arg]
    assert (settings.send_rate, settings.admin_ids, settings.telegram_bot_token) == (5, (7, 8), None)


def test_the_table_of_settings_names_every_one() -> None:
    table = settings_table()
    assert table.startswith("| setting | default | meaning |\n|---|---|---|\n")
    assert all(f"| `{name.upper()}` |" in table for name in Settings.model_fields)
    assert "| `DATA_DIR` | `./data` |" in table
    assert "| `SEND_RATE` | `30` |" in table


def test_a_complaint_is_verified_from_the_command_line(run: Run) -> None:
    assert run("verify", "k3x9q2ab").stdout.strip() == "there is no database"
    assert run("verify").returncode == 1
