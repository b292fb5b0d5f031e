"""The documents keep up with the code: what is generated is fresh, what they point to exists."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from dialogs.script import SCRIPT
from docs import generate
from messenger import health
from messenger.settings import Settings
from state_machine.workdays import PUBLISHED, read_holidays
from tests import story

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
WRITTEN = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"`([a-z_./-]+(?:\.[a-z]+|/))`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The fragments by which the headings of a Markdown file can be reached."""
    titles = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", generate.documents())
def test_what_is_generated_is_fresh(name: str) -> None:
    assert text_of(name) == generate.documents()[name], "run `make docs`"


def test_check_names_what_is_stale(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = generate.documents()
    assert generate.main(["--check"]) == 0
    monkeypatch.setattr(generate, "documents", lambda: fresh | {generate.STAGES: "another text"})
    assert generate.main(["--check"]) == 1
    assert generate.STAGES in capsys.readouterr().out


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_have_the_settings_and_the_commands(name: str) -> None:
    assert {found[2] for found in generate.BLOCK.finditer(text_of(name))} == {"settings", "commands"}
    for setting in Settings.model_fields:
        assert f"| `{setting.upper()}` |" in text_of(name)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        name, _, fragment = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not fragment or fragment in anchors(target), link


def test_every_stage_and_every_question_is_in_the_stage_document() -> None:
    text = text_of(generate.STAGES)
    for stage, scene in SCRIPT.items():
        assert f"### {stage.value} · {scene.title}" in text
        assert all(f"`{question.key}`" in text for question in scene.questions)


def test_what_the_table_says_to_touch_exists() -> None:
    table = text_of("CONTRIBUTING.md").partition("## To add")[2].partition("\n## ")[0]
    named = FILE.findall("".join(line for line in table.splitlines() if line.startswith("|")))
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_form_of_a_story_is_told_as_its_reader_reads_it() -> None:
    form = [line for line in (story.__doc__ or "").splitlines() if line.startswith("    ")]
    told = text_of("CONTRIBUTING.md").splitlines()
    assert len(form) > 5
    assert [line for line in form if line not in told] == []


def test_the_changelog_has_a_section_for_what_comes_or_a_version() -> None:
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", text_of("CHANGELOG.md"), re.MULTILINE)


def test_every_decision_is_listed_once() -> None:
    files = sorted(path.name for path in DECISIONS.glob("0*.md"))
    listed = LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert listed == files
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]


def test_a_decision_says_why_what_and_what_follows() -> None:
    for path in DECISIONS.glob("0*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} · "), path.name
        assert all(f"\n## {part}\n" in text for part in ("Context", "Decision", "Consequences")), path.name


def test_the_operator_s_holiday_example_is_a_file_the_program_reads_and_says_what_the_notice_said() -> None:
    example = text_of("docs/operating.md").partition("```toml\n")[2].partition("```")[0]
    calendar = read_holidays(example)
    (year,) = (each["year"] for each in tomllib.loads(example)["year"])
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    assert all(calendar.is_working_day(day) == PUBLISHED.is_working_day(day) for day in days)


def test_health_limits_in_the_operator_s_table_are_the_program_s() -> None:
    text = text_of("docs/operating.md")
    for seconds in (health.POLL_AGE, health.INBOX_AGE, health.OUTBOX_AGE, health.REMINDER_LAG):
        assert f"| {seconds:.0f} s |" in text
    assert f"below {health.DISK_FREE // 1024**2} MiB" in text
