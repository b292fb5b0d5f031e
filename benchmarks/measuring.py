"""What a measure is: paired runs, their ratios, and the goal the median is held to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.running import Figures


@dataclass(frozen=True)
class Options:
    """How thoroughly to measure."""

    pairs: int = 3
    quick: bool = False  # shorter and smaller, for development: no figure to be quoted
    keep: bool = False  # leave what was filled for the next time
    profile: Path | None = None


@dataclass(frozen=True)
class Goal:
    """What the median must reach, or must not exceed."""

    limit: float
    at_most: bool = False

    def met(self, value: float) -> bool:
        """Whether the goal is reached."""
        return value <= self.limit if self.at_most else value >= self.limit

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.limit:g}"


@dataclass(frozen=True)
class Pair:
    """Two runs one after the other, and what one is to the other."""

    ratio: float
    ours: Figures
    theirs: Figures


@dataclass(frozen=True)
class Found:
    """What a measure came to; `names` are the two sides of its pairs."""

    pairs: tuple[Pair, ...]
    names: tuple[str, str]
    notes: tuple[str, ...] = field(default=())

    @property
    def value(self) -> float:
        """The median of the ratios."""
        return median(pair.ratio for pair in self.pairs)


@dataclass(frozen=True)
class Measure:
    """One row of the table."""

    name: str
    what: str
    goal: Goal
    run: Callable[[Options], Found]


def in_turn(
    theirs: Callable[[int], Figures],
    ours: Callable[[int], Figures],
    figure: Callable[[Figures], float],
    pairs: int,
) -> tuple[Pair, ...]:
    """A B A B …: what slows the machine down for a while slows both. The runs are told their number."""
    found: list[Pair] = []
    for number in range(pairs):
        their = theirs(number)
        our = ours(number)
        found.append(Pair(figure(our) / figure(their), our, their))
    return tuple(found)
