"""Learn from the practice stories how stories are told: `python -m tests.practice.learn` writes the weights.

Prints first how stories are understood that the weights were not learned from: each fifth by what the others taught.
"""

import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pycrfsuite

import dialogs.understanding
from dialogs.understanding import JUDGED, NOTHING, TAGS, Listener, heard
from dialogs.understanding.features import around
from dialogs.understanding.learned import Learned, Lessons
from dialogs.understanding.signs import Sign, signs
from dialogs.understanding.stretches import VALUED, WORDED, Days, Value, value_of
from dialogs.understanding.tagger import INSIDE
from dialogs.understanding.typed import as_typed, evened
from tests.score import SETS, Case, halves, lines, paragraphs, plain, same

WEIGHTS: Final = Path(dialogs.understanding.__file__).with_name("learned.json")
FOLDS: Final = 5
LEVELS: Final = (0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
# Weights that bring little are left out: c1 is how little; c2 keeps the others small.
_TAGGING: Final = {"c1": 0.1, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": True}
_JUDGING: Final = {"c1": 0.1, "c2": 1.0, "max_iterations": 150}
_SPEAKS: Final = 0.01  # what weighs less says nothing, and is half of all
_RARELY: Final = _JUDGING | {"c2": 0.1}  # for what few stories tell, mostly in set words


class Story:
    """A practice story and its truth."""

    def __init__(self, case: Case) -> None:
        self.truth: dict[str, Any] = case["truth"]
        self.text, self.now = case["text"], datetime.fromisoformat(case["now"])
        self.words = evened(self.text)

    @cached_property
    def signs(self) -> list[Sign]:
        """What its stretches could be."""
        return signs(self.words, self.now)

    @cached_property
    def features(self) -> list[list[str]]:
        """What the tagger looks at."""
        return around(self.words, self.signs)

    @cached_property
    def labels(self) -> list[str]:
        """What each character belongs to: the true words wherever they stand, of what was said the last."""
        labels = [NOTHING] * len(self.words)
        for field in sorted(WORDED, key=lambda field: -len(str(self.truth.get(field, "")))):
            if field in self.truth:
                true = evened(self.truth[field])
                spans = [found.span() for found in re.finditer(re.escape(true), self.words)]
                for span in spans[-1:] if field == "contact_said" else spans:
                    _label(labels, field, *span)
        for field in VALUED:
            for sign in self.signs:
                if field in self.truth and self._is(field, sign):
                    _label(labels, field, sign.start, sign.end)
        return labels

    def _is(self, field: str, sign: Sign) -> bool:
        paid = self.truth.get("paid_on")
        value = value_of(self.words, field, sign, Days(self.now, paid and date.fromisoformat(paid)))
        return bool((value.isoformat() if isinstance(value, date) else value) == self.truth[field])

    def judged(self, field: str) -> str:
        """The label of a field the whole story is judged by."""
        return next(
            (label for label, value in JUDGED[field].items() if value == self.truth.get(field)), NOTHING
        )


def _label(labels: list[str], field: str, start: int, end: int) -> None:
    if set(labels[start:end]) == {NOTHING}:
        labels[start:end] = [field] + [f"{field}{INSIDE}"] * (end - start - 1)


def fitted(rows: Iterable[tuple[list[list[str]], list[str]]], settings: Mapping[str, Any]) -> Learned:
    """The weights under which these labels follow best from these features."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(dict(settings))
    numbers: dict[str, str] = {}  # the trainer's own list of features holds no line ends
    for features, labels in rows:
        trainer.append(
            [[numbers.setdefault(each, str(len(numbers))) for each in seen] for seen in features], labels
        )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info, names = tagger.info(), tuple(sorted(tagger.labels()))
        tagger.close()
    weights: dict[str, list[tuple[int, float]]] = {}
    features_by = {number: feature for feature, number in numbers.items()}
    for (number, label), weight in sorted(info.state_features.items()):
        if abs(weight) >= _SPEAKS:
            weights.setdefault(features_by[number], []).append((names.index(label), round(weight, 3)))
    moves: dict[str, dict[str, float]] = {}
    for (first, then), weight in sorted(info.transitions.items()):
        moves.setdefault(first, {})[then] = round(weight, 3)
    return Learned(names, {feature: tuple(each) for feature, each in weights.items()}, moves)


def _tagging(stories: list[Story]) -> Learned:
    return fitted(((story.features, story.labels) for story in stories), _TAGGING)


def _judging(stories: list[Story], seen: list[list[str]]) -> dict[str, Learned]:
    return {
        field: fitted(
            (([features], [story.judged(field)]) for story, features in zip(stories, seen, strict=True)),
            _JUDGING if field in ("scenario", "demand") else _RARELY,
        )
        for field in JUDGED
    }


def _none() -> dict[str, Learned]:
    return {field: Learned((NOTHING,), {}) for field in JUDGED}


def _seen(stories: list[Story], tags: Learned) -> list[list[str]]:
    """What the whole stories are judged by, with the fields these weights find in them."""
    listener = Listener({TAGS: tags, **_none()})
    return [listener.tags(story.words, story.now)[1] for story in stories]


def _tags_from(cases: list[Case]) -> Learned:
    return _tagging([Story(case) for case in cases])


def out_of_fold(cases: list[Case]) -> tuple[list[list[str]], list[Mapping[str, tuple[Value, float]]]]:
    """For every story what is judged of it and what is likely in it, by weights learned from the other four fifths."""
    folds = [range(first, len(cases), FOLDS) for first in range(FOLDS)]
    others = [[case for at, case in enumerate(cases) if at % FOLDS != first] for first in range(FOLDS)]
    with ProcessPoolExecutor() as pool:
        tags = list(pool.map(_tags_from, others))
    stories = [Story(case) for case in cases]
    seen: list[list[str]] = [[] for _ in cases]
    for fold, weights in zip(folds, tags, strict=True):
        for at, features in zip(fold, _seen([stories[at] for at in fold], weights), strict=True):
            seen[at] = features
    likely: list[Mapping[str, tuple[Value, float]]] = [{} for _ in cases]
    for fold, weights in zip(folds, tags, strict=True):
        rest = [at for at in range(len(cases)) if at not in fold]
        judges = _judging([stories[at] for at in rest], [seen[at] for at in rest])
        listener = Listener({TAGS: weights, **judges})
        for at in fold:
            likely[at] = listener.likely(stories[at].words, stories[at].now)
    return seen, likely


def learnt() -> list[Case]:
    """The stories that are learned from: of every set the tuned half."""
    names = sorted(name for name, measure in SETS.items() if measure is paragraphs)
    return [case for name in names for case in halves(name)[0]]


def digest(cases: list[Case]) -> str:
    """What changes when a story does."""
    texts = sorted(json.dumps(case, ensure_ascii=False, sort_keys=True) for case in cases)
    return sha256("\n".join(texts).encode()).hexdigest()


def main() -> None:
    """Print the honest score, write the weights learned from all."""
    cases = learnt()
    random.Random(1).shuffle(cases)
    seen, likely = out_of_fold(cases)
    told = {case["text"]: heard(each, case["text"]) for case, each in zip(cases, likely, strict=True)}
    score = paragraphs(cases, lambda case: told[case["text"]])
    print(f"each fifth by the other four ({len(cases)})", *lines("paragraphs", score), sep="\n  ")
    print(*certainty(cases, likely), sep="\n")
    stories = [Story(case) for case in cases]
    save(Lessons(digest(cases), {TAGS: _tagging(stories), **_judging(stories, seen)}))


def certainty(cases: list[Case], likely: list[Mapping[str, tuple[Value, float]]]) -> Iterator[str]:
    """For every field and chance from which it could be sure: how many would be, and how many of them wrongly."""
    chances: dict[str, list[tuple[float, bool]]] = {}
    for case, each in zip(cases, likely, strict=True):
        for field, (value, chance) in each.items():
            right = field in case["truth"] and is_right(value, case["truth"][field], case["text"])
            chances.setdefault(field, []).append((chance, right))
    for field, rows in sorted(chances.items()):
        sure = {least: [right for chance, right in rows if chance >= least] for least in LEVELS}
        told = ", ".join(f"{least}: {len(rights)}/{rights.count(False)}" for least, rights in sure.items())
        yield f"  {field:17} {told}"


def is_right(value: Value, true: object, text: str) -> bool:
    """Whether a value is the true one, in the words of the text."""
    return same(plain(as_typed(value, text) if isinstance(value, str) else value), true)


def save(lessons: Lessons) -> None:
    """A weight a line, so that what changes can be read."""
    rows = ",\n".join(
        f'{json.dumps(name)}: {{{_row("labels", each.labels)},\n{_row("moves", each.moves)},\n"weights": {{\n'
        + ",\n".join(_row(feature, labels) for feature, labels in sorted(each.weights.items()))
        + "\n}}"
        for name, each in lessons.decisions.items()
    )
    WEIGHTS.write_text(
        f'{{\n{_row("stories", lessons.stories)},\n"decisions": {{\n{rows}\n}}}}\n', encoding="utf-8"
    )


def _row(key: str, value: object) -> str:
    return f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"


if __name__ == "__main__":
    main()
