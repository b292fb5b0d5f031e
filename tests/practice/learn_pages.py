"""Learn from the practice pages how pages are read: `python -m tests.practice.learn_pages` writes the weights.

Prints first how pages are read that the weights were not learned from: each set of layouts by what the others taught.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import evidence.understanding
from evidence.fields import extract
from evidence.reading import Kind
from evidence.score import Score
from evidence.understanding.candidates import Candidate
from evidence.understanding.choice import of_candidate, of_nothing
from evidence.understanding.facts import FACTS, REFUSALS, Fact
from evidence.understanding.kinds import KINDS, of_page, shown
from evidence.understanding.learned import Lessons, Weights
from evidence.understanding.sight import Sight
from tests.practice.retelling import STORIES, Names, Practice, names_of, retold

PAGES: Final = Path(__file__).with_name("pages")
WEIGHTS: Final = Path(evidence.understanding.__file__ or "").with_name("learned.json")
NOW: Final = datetime(2026, 11, 23, 9, 30)
_SMALL: Final = 1.0  # how strongly weights are kept small
_STEPS: Final = 120
_SPEAKS: Final = 0.02  # what weighs less says nothing
_TABLES: Final = (
    "is_", "strictly", "loosely", "beforeknown", "aboveknown", "headingknown", "beforefield", "abovefield", "headingfield", "brand", "grammar",
    "refusing", "other", "told_refusing", "error", "door",
)  # fmt: skip
_TELLING: Final = 3  # facts that say what a part of a page is of
_TWICE: Final = 2  # a feature seen once teaches nothing


@dataclass
class Question:
    """Options, each its features, and which of them are right."""

    options: list[set[str]]
    right: set[int]


class Lesson:
    """A practice page and what is asked of it."""

    def __init__(self, practice: Practice) -> None:
        self.practice, self.kind, self.fields = practice, practice.kind, practice.fields

    @cached_property
    def questions(self) -> dict[str, list[Question]]:
        """For each decision."""
        sight = Sight(self.practice.page, NOW)
        asked = {"kind": [_of_kind(sight, self.kind)]}
        for fact in FACTS:
            if self.kind in fact.kinds:
                asked[fact.field] = list(self._of_fact(sight, fact))
        if self.kind in REFUSALS:
            asked["refusals"] = [found for each in sight.refusals if (found := self._of_refusal(each))]
        return asked

    def _of_fact(self, sight: Sight, fact: Fact) -> Iterator[Question]:
        """Nothing is asked where the true value is not among the candidates."""
        found, true = fact.among(sight), self.fields.get(fact.field)
        right = {at for at, each in enumerate(found) if fact.told(each.value, self.kind) == true}
        if right or true is None:
            yield self._among(found, right)

    def _of_refusal(self, wordings: Sequence[Candidate]) -> Question | None:
        """Nothing is asked of a clause that holds a refusal in none of its wordings."""
        true = self.fields.get("refusals", ())
        right = {at for at, each in enumerate(wordings) if each.value in true}
        if not right and any(refusal in each.value for refusal in true for each in wordings):
            return None
        return self._among(wordings, right)

    def _among(self, found: Sequence[Candidate], right: set[int]) -> Question:
        options = [of_candidate(self.kind, each) for each in found]
        return Question([*options, of_nothing(self.kind, found)], right or {len(found)})


def _of_kind(sight: Sight, kind: Kind) -> Question:
    told = set(of_page(sight.sheet))
    options = [{f"{each}|{feature}" for feature in told} for each in KINDS]
    return Question(options, {at for at, each in enumerate(KINDS) if shown(each, sight.sheet) is kind})


def fitted(questions: Sequence[Question]) -> Weights:
    """The weights under which the right options are the likeliest, small ones left out."""
    seen = Counter(feature for question in questions for option in question.options for feature in option)
    features = {
        feature: at
        for at, feature in enumerate(sorted(each for each, times in seen.items() if times >= _TWICE))
    }
    options = [option for question in questions for option in question.options]
    rows = [[features[feature] for feature in option if feature in features] for option in options]
    ends = [0, *accumulate(len(row) for row in rows)]
    columns = np.fromiter((column for row in rows for column in sorted(row)), np.int32)
    table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(features)))
    starts = np.array([0, *accumulate(len(question.options) for question in questions)][:-1])
    right = np.array([at in question.right for question in questions for at in range(len(question.options))])
    answer = minimize(
        _loss(table, starts, right),
        np.zeros(len(features)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS},
    )
    return {
        feature: round(float(answer.x[at]), 3)
        for feature, at in features.items()
        if abs(answer.x[at]) >= _SPEAKS
    }


_Vector = NDArray[np.float64]


def _loss(
    table: Any, starts: NDArray[np.int64], right: NDArray[np.bool_]
) -> Callable[[_Vector], tuple[float, _Vector]]:
    """How unlikely the right options are, and which way that grows."""
    question = np.repeat(np.arange(len(starts)), np.diff([*starts, table.shape[0]]))

    def loss(weights: _Vector) -> tuple[float, _Vector]:
        sums = table @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[question])
        all_, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts) + 1e-12
        slope = table.T @ (powers / all_[question] - powers * right / good[question])
        return float(np.log(all_ / good).sum() + 0.5 * _SMALL * weights @ weights), slope + _SMALL * weights

    return loss


def cropped(practice: Practice) -> Practice | None:
    """Half of a page with what that half still shows, as people cut out what seems to matter; None when that is little."""
    chance = random.Random(practice.name)
    top = chance.uniform(0, 0.5) * practice.height
    low, high = top, top + 0.5 * practice.height
    lines = [
        (text, left, up - low, right, down - low, *rest)
        for text, left, up, right, down, *rest in practice.lines
        if low <= up and down <= high
    ]
    half = msgspec.structs.replace(practice, height=round(high - low), lines=lines)
    kept = {
        field: value
        for field, value in practice.fields.items()
        if _shows(Sight(half.page), practice.kind, field, value)
    }
    return msgspec.structs.replace(half, fields=kept) if len(kept) >= _TELLING else None


def _shows(sight: Sight, kind: Kind, field: str, value: Any) -> bool:
    if field == "refusals":
        told = {each.value for wordings in sight.refusals for each in wordings}
        return set(value) <= told
    fact = next(fact for fact in FACTS if fact.field == field)
    return any(fact.told(each.value, kind) == value for each in fact.among(sight))


def lessons(practice: Iterable[Practice]) -> dict[str, Weights]:
    """What these pages and their halves teach, decision by decision: once as they are, once without some of our own tables."""
    given = list(practice)
    names = names_of(given)
    pages = [page for each in given for page in (each, cropped(each), _again(each, names)) if page]
    told = [Lesson(each).questions for each in pages]
    told += [_without_some_tables(each, page.name) for each, page in zip(told, pages, strict=True)]
    decisions = dict.fromkeys(name for each in told for name in each)
    return {
        name: fitted([question for each in told for question in each.get(name, ())]) for name in decisions
    }


def _again(practice: Practice, names: Names) -> Practice | None:
    """The page with other names, unless it was spoilt: those teach what spoils letters."""
    return (
        None
        if practice.spoilt
        else msgspec.structs.replace(retold(practice, names), name=f"{practice.name}'")
    )


def _without_some_tables(told: dict[str, list[Question]], name: str) -> dict[str, list[Question]]:
    """Tables made with practice pages in sight are surer there than on pages never seen: weights must not trust them alone."""
    chance = random.Random(name)
    gone = tuple(table for table in _TABLES if chance.random() < 0.5)

    def kept(option: set[str]) -> set[str]:
        return {feature for feature in option if not feature.rpartition("&")[2].startswith(gone)}

    return {
        decision: [
            Question([kept(option) for option in question.options], question.right) for question in questions
        ]
        for decision, questions in told.items()
        if decision != "kind"
    }


def read(path: Path) -> list[Practice]:
    """The practice pages of one file."""
    return [msgspec.json.decode(line, type=Practice) for line in path.read_bytes().splitlines()]


def digest() -> str:
    """Of all practice pages, and of the stories that lend them names."""
    paths = (*sorted(PAGES.glob("*.jsonl")), *sorted(STORIES.glob("paragraphs*.jsonl")))
    content = (path.read_bytes() for path in paths)
    return sha256(b"".join(content)).hexdigest()[:16]


def scored(practice: Iterable[Practice], decisions: dict[str, Weights]) -> Score:
    """How well these weights read these pages."""
    score = Score()
    for each in practice:
        score.add(each.name, each.kind, each.fields, extract(each.page, decisions=decisions))
    return score


def _left_out(path: Path) -> Score:
    others = [each for other in sorted(PAGES.glob("*.jsonl")) if other != path for each in read(other)]
    return scored([each for each in read(path) if not each.spoilt], lessons(others))


def main() -> None:
    """Measure, then learn from all and write the weights."""
    paths = sorted(PAGES.glob("*.jsonl"))
    with ProcessPoolExecutor(2) as pool:
        for path, score in zip(paths, pool.map(_left_out, paths), strict=True):
            print("\n".join(score.lines(path.stem)), flush=True)
    learned = Lessons(digest(), lessons(each for path in paths for each in read(path)))
    WEIGHTS.write_text(
        json.dumps(msgspec.to_builtins(learned), ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
