"""The practice sets hold their scores: what was understood once stays understood."""

import pytest

from tests.score import amounts, dates, drafts, halves, paragraphs


@pytest.mark.parametrize(("half", "floor"), [(0, 0.99), (1, 0.97)])
def test_dates_and_amounts_are_read_or_asked_again(half: int, floor: float) -> None:
    for name, measure in (("dates", dates), ("amounts", amounts)):
        score = measure(halves(name)[half])
        assert score.rate("right", "right", "wrong") >= floor
        assert score.counts["wrong_value"] == 0


def test_stories_are_understood() -> None:
    tuned, untouched = (paragraphs(half) for half in halves("paragraphs"))
    assert tuned.rate("right", "right", "missed", "wrong") >= 0.95
    assert tuned.rate("sure_and_wrong", "right", "missed", "wrong") <= 0.01
    assert untouched.rate("right", "right", "missed", "wrong") >= 0.88
    assert untouched.rate("sure_and_wrong", "right", "missed", "wrong") <= 0.025


@pytest.mark.parametrize("half", [0, 1])
def test_the_tone_of_drafts_is_judged_and_calmed(half: int) -> None:
    score = drafts(halves("drafts")[half])
    for group in ("tone", "other"):
        assert score.rate(f"{group}_good", f"{group}_good", f"{group}_false") >= 0.95
        assert score.rate(f"{group}_hit", f"{group}_hit", f"{group}_missed") >= 0.9
    assert score.counts["calm_angry"] == 0
