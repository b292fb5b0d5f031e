"""One run: a load server and a bot, each in a process of its own, and what the bot used meanwhile."""

import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

import msgspec
import psutil  # type: ignore[import-untyped]

from benchmarks.plan import Began, Line, Opened, Plan, Tally

ROOT: Final = Path(__file__).parents[1]
OUT: Final = Path(__file__).parent / "out"  # on the real disk: durability is part of what is measured
TOKEN: Final = "7000000001:benchmark"
KEY: Final = "00" * 32  # DATA_KEY of everything made here
PATIENCE: Final = 300.0  # seconds for a run to say anything
T = TypeVar("T", Opened, Began, Tally)
_line: Final = msgspec.json.Decoder(Line)


class RunFailed(Exception):
    """A run whose figures mean nothing; the text says why."""


@dataclass(frozen=True)
class Bot:
    """How a bot is started; `{url}` in its arguments becomes the server's address."""

    name: str
    arguments: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """What one run gave."""

    tally: Tally
    bot_cpu: float  # seconds in the window

    @property
    def cpu_per_update(self) -> float:
        """Seconds of the bot's CPU time for each update."""
        return self.bot_cpu / self.tally.updates


ECHO: Final = Bot("bare echo", ("-m", "benchmarks.echo_bot", "{url}", TOKEN))


def ours(data: Path, profile: Path | None = None) -> Bot:
    """The real program on a data directory; with `profile` its CPU time is sampled into that file."""
    under = ("-m", "benchmarks.sampler", str(profile)) if profile else ()
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "{url}",
        "SEND_RATE": "0",
        "READ_SCREENSHOTS": "off",  # what is sent there is no picture
        "DATA_DIR": str(data),
        "DATA_KEY": KEY,
    }
    return Bot("ours", (*under, str(ROOT / "bot.py")), settings)


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder for one run, removed afterwards."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT, prefix="run-") as folder:
        yield Path(folder)


def measure(bot: Bot, plan: Plan) -> Figures:
    """Let the bot serve the load. Raises RunFailed."""
    with run_folder() as folder, _server(plan) as server:
        opened = _said(server, Opened)
        log = folder / "bot.log"
        with _started(bot, opened.url, log) as running:
            process = psutil.Process(running.pid)
            try:
                _said(server, Began, running)
                before = _cpu(process)
                tally = _said(server, Tally, running)
                used = _cpu(process) - before
            except RunFailed as error:
                raise RunFailed(f"{bot.name}: {error}\n{log.read_text()[-2000:]}") from None
    if tally.stalled:
        raise RunFailed(f"{bot.name}: {len(tally.stalled)} chats stand still, {tally.stalled[0]}")
    return Figures(tally, used)


@contextmanager
def _server(plan: Plan) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "benchmarks.load_server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as server:
        try:
            if server.stdin is not None:
                server.stdin.write(msgspec.json.encode(plan) + b"\n")
            yield server
        finally:
            server.kill()


@contextmanager
def _started(bot: Bot, url: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The bot in a folder without .env; told to end afterwards, so that it ends as it always does."""
    command = [sys.executable, *(argument.replace("{url}", url) for argument in bot.arguments)]
    settings = {name: value.replace("{url}", url) for name, value in bot.settings.items()}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=log.parent, env=environment, stdout=out, stderr=out) as process,
    ):
        try:
            yield process
            process.terminate()
            process.wait(30)
        finally:
            process.kill()


def _said(server: subprocess.Popen[bytes], kind: type[T], bot: subprocess.Popen[bytes] | None = None) -> T:
    """The server's next line, which must be of this kind."""
    if server.stdout is None:
        raise RunFailed("the load server has no output")
    ends = monotonic() + PATIENCE
    while not select.select((server.stdout,), (), (), 0.5)[0]:
        if bot is not None and bot.poll() is not None:
            raise RunFailed(f"the bot ended with {bot.returncode}")
        if monotonic() > ends:
            raise RunFailed("nothing happens")
    line = server.stdout.readline()
    said = _line.decode(line) if line else None
    if not isinstance(said, kind):
        raise RunFailed("the load server ended")
    return said


def _cpu(process: psutil.Process) -> float:
    """User and system seconds of a process."""
    times = process.cpu_times()
    return float(times.user + times.system)
