"""What each character of a story belongs to, with how likely that is: a linear-chain model over learned weights.

Each field has a label for its first character and one, with a plus, for those that follow.
"""

from collections.abc import Iterable, Sequence
from math import exp
from typing import Final, TypeAlias

from dialogs.understanding.learned import Learned

INSIDE: Final = "+"
_Row: TypeAlias = list[float]


class Chances:
    """How likely each label is at each character; between 0 and 1."""

    def __init__(self, labels: Sequence[str], rows: list[_Row]) -> None:
        self._at = {label: index for index, label in enumerate(labels)}
        self._rows = rows

    def of(self, label: str) -> list[float]:
        """The chances of this label, character by character."""
        index = self._at.get(label)
        return [0.0 if index is None else row[index] for row in self._rows]


class Tagger:
    """A linear-chain model. What goes on in a field follows its first character, or what goes on in it."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned
        index = {label: at for at, label in enumerate(learned.labels)}
        self._first = [0.0 if label.endswith(INSIDE) else 1.0 for label in learned.labels]
        self._moves = [
            (index[first], index[then], exp(learned.moves.get(first, {}).get(then, 0.0)))
            for first in learned.labels
            for then in learned.labels
            if not then.endswith(INSIDE) or first.removesuffix(INSIDE) == then.removesuffix(INSIDE)
        ]

    def chances(self, features: list[list[str]]) -> Chances:
        """The chances of every label at every character, given the whole text: forward and backward."""
        seen = [_factors(each, self._learned) for each in features]
        ahead = [_times(row, self._first) for row in seen[:1]]
        behind = [[1.0 for _ in row] for row in seen[:1]]
        for row in seen[1:]:
            ahead.append(_scaled(_times(self._into(ahead[-1]), row)))
        for row in reversed(seen[1:]):
            behind.append(_scaled(self._out_of(_times(behind[-1], row))))
        both = [_scaled(_times(row, back)) for row, back in zip(ahead, reversed(behind), strict=True)]
        return Chances(self._learned.labels, both)

    def _into(self, row: _Row) -> _Row:
        """How much flows from these labels into each next one."""
        sums = [0.0] * len(row)
        for first, then, factor in self._moves:
            sums[then] += row[first] * factor
        return sums

    def _out_of(self, row: _Row) -> _Row:
        """How much each label before leads to these."""
        sums = [0.0] * len(row)
        for first, then, factor in self._moves:
            sums[first] += row[then] * factor
        return sums


def _factors(features: Iterable[str], learned: Learned) -> _Row:
    """What these features speak for, label by label; the most is 1."""
    sums, weights = [0.0] * len(learned.labels), learned.weights
    for feature in features:
        for label, weight in weights.get(feature, ()):
            sums[label] += weight
    most = max(sums)
    return [exp(value - most) for value in sums]


def _times(row: _Row, other: _Row) -> _Row:
    return [value * factor for value, factor in zip(row, other, strict=True)]


def _scaled(row: _Row) -> _Row:
    total = sum(row)
    return [value / total for value in row]


def likeliest(features: Iterable[str], learned: Learned, nothing: str) -> tuple[str, float]:
    """The likeliest label of a whole story but `nothing`, and its chance, which may be small."""
    row = _scaled(_factors(features, learned))
    labels = [each for each in zip(learned.labels, row, strict=True) if each[0] != nothing]
    return max(labels, key=lambda each: each[1], default=(nothing, 1.0))
