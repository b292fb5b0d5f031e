"""The script as a whole: nothing it offers leads where the table does not go."""

import pytest

from dialogs.clock_words import CLOCK_WORDS
from dialogs.script import INTERLUDES, SCRIPT
from state_machine.clocks import CLOCKS, Clock
from state_machine.complaint import FILING, Stage
from state_machine.lifecycle import TRANSITIONS
from state_machine.starts import Party

MOVES = {(row.trigger, row.source) for row in TRANSITIONS}


def test_every_stage_has_a_scene_and_every_open_one_a_question() -> None:
    assert set(SCRIPT) == set(Stage)
    assert all(SCRIPT[stage].questions for stage in Stage if stage is not Stage.CLOSED)


@pytest.mark.parametrize("stage", SCRIPT)
def test_what_an_option_triggers_is_a_move_from_its_stage(stage: Stage) -> None:
    for question in SCRIPT[stage].questions:
        rows = getattr(question.answer, "rows", ())
        for trigger in {*(row.then for row in rows), question.unknown_then} - {""}:
            assert (trigger, stage) in MOVES, f"{question.key}: {trigger}"


@pytest.mark.parametrize("kind", INTERLUDES)
def test_what_happens_meanwhile_may_end_in_every_stage_it_may_begin_in(kind: str) -> None:
    interlude = INTERLUDES[kind]
    for question in interlude.questions:
        for row in getattr(question.answer, "rows", ()):
            for stage in interlude.stages:
                assert not row.then or (row.then, stage) in MOVES, f"{row.then} from {stage}"


def test_no_two_kinds_of_episode_share_their_ids() -> None:
    kinds = (*INTERLUDES, FILING)
    assert len({kind[:4] for kind in kinds}) == len(kinds)


def test_a_key_names_one_question() -> None:
    keys = [question.key for scene in SCRIPT.values() for question in scene.questions]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
def test_every_clock_has_its_words(clock: Clock) -> None:
    words = CLOCK_WORDS[clock.key]
    if clock.basis in ("ours", "yours"):
        assert words.comes
    else:
        assert words.late
        assert words.ahead or clock.binds is not Party.USER


def test_there_are_words_for_no_other_clock() -> None:
    assert set(CLOCK_WORDS) == {clock.key for clock in CLOCKS}
