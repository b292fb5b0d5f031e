"""The practice sets hold their scores: what was understood once stays understood."""

from pathlib import Path

import pytest

from dialogs.understanding.learned import LESSONS
from evidence.understanding.learned import LESSONS as PAGE_LESSONS
from tests.practice import learn_pages, learn_words
from tests.practice.learn import digest, learnt
from tests.practice.retelling import RETOLD, names_of, retold
from tests.score import SETS, amounts, dates, drafts, halves, paragraphs


@pytest.mark.parametrize(("half", "floor"), [(0, 0.99), (1, 0.97)])
def test_dates_and_amounts_are_read_or_asked_again(half: int, floor: float) -> None:
    for name, measure in (("dates", dates), ("amounts", amounts), ("dates_2", dates), ("amounts_2", amounts)):
        score = measure(halves(name)[half])
        assert score.rate("right", "right", "wrong") >= floor
        assert score.counts["wrong_value"] == 0


STORIES = [name for name, measure in SETS.items() if measure is paragraphs]


@pytest.mark.parametrize(("half", "match", "sure_and_wrong"), [(0, 0.97, 0.005), (1, 0.85, 0.015)])
def test_stories_are_understood(half: int, match: float, sure_and_wrong: float) -> None:
    """The first half was learned from; nothing was learned from the other."""
    score = paragraphs([case for name in STORIES for case in halves(name)[half]])
    assert score.rate("right", "right", "missed", "wrong") >= match
    assert score.rate("sure_and_wrong", "right", "missed", "wrong") <= sure_and_wrong


def test_the_weights_were_learned_from_the_stories_as_they_are() -> None:
    assert digest(learnt()) == LESSONS.stories, "run `make learn`"


def test_the_weights_were_learned_from_the_pages_as_they_are() -> None:
    assert learn_pages.digest() == PAGE_LESSONS.pages, "run `make learn`"


def test_the_words_a_line_may_break_within_were_learned_from_the_stories_as_they_are() -> None:
    assert learn_words.learned() == learn_words.PAIRS.read_text(encoding="utf-8"), "run `make learn`"


def test_a_page_told_again_shows_its_other_names() -> None:
    """Every name told again can be found where it now stands, whole or wrapped."""
    pages = [
        page for path in sorted(learn_pages.PAGES.glob("drawn.jsonl")) for page in learn_pages.read(path)
    ]
    pages = [page for page in pages if not page.spoilt]
    names = names_of(pages)
    again = [(page, retold(page, names)) for page in pages]
    renamed = [(old, new) for old, new in again if old.fields != new.fields]
    assert len(renamed) > 50
    for old, new in renamed:
        told = "".join("".join(line[0].split()) for line in new.lines)
        others = [new.fields[field] for field in RETOLD if new.fields.get(field) != old.fields.get(field)]
        assert all("".join(name.split()) in told for name in others), new.name
    assert any(len(new.lines) > len(old.lines) for old, new in renamed)


@pytest.mark.parametrize("path", sorted(learn_pages.PAGES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_pages_are_read_as_they_were(path: Path) -> None:
    """Spoilt copies and halves were learned from too; here only pages as they came count."""
    as_they_came = [page for page in learn_pages.read(path) if not page.spoilt]
    score = learn_pages.scored(as_they_came, PAGE_LESSONS.decisions)
    assert score.right.total() >= 0.93 * score.shown.total()
    assert score.false.total() <= 0.01 * score.absent
    assert score.kinds_right.total() >= 0.99 * score.pictures


@pytest.mark.parametrize(("name", "half"), [("drafts", 0), ("drafts", 1), ("drafts_2", 0)])
def test_the_tone_of_drafts_is_judged_and_calmed(name: str, half: int) -> None:
    score = drafts(halves(name)[half])
    for group in ("tone", "other"):
        assert score.rate(f"{group}_good", f"{group}_good", f"{group}_false") >= 0.95
        assert score.rate(f"{group}_hit", f"{group}_hit", f"{group}_missed") >= 0.9
    assert score.counts["calm_angry"] == 0
