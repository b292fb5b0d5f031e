"""The benchmarks work from end to end: tiny runs, whose figures nobody looks at."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import dialogue_vs_echo, growth_1m, population, report, running, stories
from benchmarks.measuring import Found, Goal, Options, Pair
from benchmarks.plan import Plan, Step, Tally
from benchmarks.running import ECHO, Figures, RunFailed, measure, ours
from state_machine.complaint import LEGAL_ZONE, Stage
from storage import complaints, journal
from tests.story import Chat

TALLY = Tally(2.0, 10, {"sendmessage": 20, "getfile": 10}, 1, 0.001, 0.002, 0.5, ())


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is left in the project's folder."""
    for module in (running, growth_1m, report):
        monkeypatch.setattr(module, "OUT", tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize(
    "day", [datetime(2026, 11, 3, 0, 5), datetime(2026, 11, 8, 10), datetime(2027, 1, 1, 23)]
)
@pytest.mark.parametrize(
    "steps",
    [stories.complaint(), stories.words_only(), (*stories.until_waiting(), *stories.after_waiting())],
    ids=["whole", "words only", "returning"],
)
def test_every_step_is_answered_by_as_many_messages_as_it_says(
    steps: tuple[Step, ...], day: datetime
) -> None:
    chat = Chat(now=day.replace(tzinfo=LEGAL_ZONE))
    for step in steps:
        before = len(chat.shown)
        chat.does(step.act)
        assert sum(not shown.edited for shown in chat.shown[before:]) == step.answers, step
    assert chat.stage() == Stage.CLOSED


def test_the_program_and_the_echo_serve_a_load(tmp_path: Path) -> None:
    whole = measure(ours(tmp_path / "data"), Plan(stories.complaint(), chats=2, rounds=2)).tally
    assert whole.rounds >= 2
    assert whole.updates >= len(stories.complaint())
    assert whole.calls["sendmessage"] > whole.updates
    assert measure(ECHO, Plan(stories.ECHO, chats=2, stay=True, updates=20)).tally.updates >= 20


def test_a_chat_that_stands_still_fails_the_run(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match=r"no button \[nowhere\]"):
        measure(ours(tmp_path / "data"), Plan((Step("/start"), Step("[nowhere]")), chats=1, updates=9))


def test_stored_users_are_as_if_they_had_played(tmp_path: Path) -> None:
    sample = population.played()
    population.fill(tmp_path / "data", sample, 5)
    with closing(population.open_data(tmp_path / "data")) as store:
        (complaint,) = complaints.load(store, population.user(4)).complaints
        assert complaint.stage is Stage.PLATFORM
        assert complaint.answers == sample.caseload.complaints[0].answers
        assert journal.verify(store, population.user(4), complaint.id).sound
    visitors = tuple(population.user(number) for number in range(5))
    plan = Plan(stories.after_waiting(), chats=2, visitors=visitors, rounds=5, first_update=10_000)
    assert measure(ours(tmp_path / "data"), plan).tally.rounds == 5


def test_figures_are_printed_and_kept(out: Path) -> None:
    figures = Figures(TALLY, 1.5)
    found = Found((Pair(4.2, figures, figures),), ("ours", "theirs"), ("a note",))
    text = report.table(dialogue_vs_echo.MEASURE, found, Options())
    assert "4.20 / 4.20 / 4.20" in text
    assert "goal ≥ 4: met" in text
    report.keep(dialogue_vs_echo.MEASURE, found, Options())
    assert '"met": true' in (out / "dialogue_vs_echo.json").read_text()


def test_goals_have_a_direction() -> None:
    assert Goal(4.0).met(4.0)
    assert not Goal(4.0).met(3.9)
    assert Goal(1.15, at_most=True).met(1.1)
    assert not Goal(1.15, at_most=True).met(1.2)


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["nonsense"])
    assert "no such measure: nonsense" in capsys.readouterr().err
