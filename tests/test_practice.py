"""The practice sets hold their scores: what was understood once stays understood."""

import pytest

from tests.score import amounts, dates, drafts, halves, paragraphs


@pytest.mark.parametrize(("half", "floor"), [(0, 0.99), (1, 0.97)])
def test_dates_and_amounts_are_read_or_asked_again(half: int, floor: float) -> None:
    for name, measure in (("dates", dates), ("amounts", amounts), ("dates_2", dates), ("amounts_2", amounts)):
        score = measure(halves(name)[half])
        assert score.rate("right", "right", "wrong") >= floor
        assert score.counts["wrong_value"] == 0


@pytest.mark.parametrize(
    ("name", "half", "match", "sure_and_wrong"),
    [
        ("paragraphs", 0, 0.95, 0.01),
        ("paragraphs", 1, 0.93, 0.01),
        ("paragraphs_2", 0, 0.96, 0.01),
        ("paragraphs_2", 1, 0.84, 0.02),
        ("paragraphs_3", 0, 0.97, 0.01),
        ("paragraphs_4", 0, 0.95, 0.01),
        ("paragraphs_5", 0, 0.95, 0.01),
        ("paragraphs_6", 0, 0.93, 0.01),
        ("paragraphs_7", 0, 0.92, 0.01),
        ("paragraphs_8", 0, 0.90, 0.01),
        ("paragraphs_9", 0, 0.93, 0.01),
        ("paragraphs_10", 0, 0.85, 0.01),
        ("paragraphs_11", 0, 0.90, 0.01),
    ],
)
def test_stories_are_understood(name: str, half: int, match: float, sure_and_wrong: float) -> None:
    score = paragraphs(halves(name)[half])
    assert score.rate("right", "right", "missed", "wrong") >= match
    assert score.rate("sure_and_wrong", "right", "missed", "wrong") <= sure_and_wrong


@pytest.mark.parametrize(("name", "half"), [("drafts", 0), ("drafts", 1), ("drafts_2", 0)])
def test_the_tone_of_drafts_is_judged_and_calmed(name: str, half: int) -> None:
    score = drafts(halves(name)[half])
    for group in ("tone", "other"):
        assert score.rate(f"{group}_good", f"{group}_good", f"{group}_false") >= 0.95
        assert score.rate(f"{group}_hit", f"{group}_hit", f"{group}_missed") >= 0.9
    assert score.counts["calm_angry"] == 0
