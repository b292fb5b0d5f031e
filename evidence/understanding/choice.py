"""Which candidate is the fact, and how likely: a log-linear choice between all candidates of a page and that it shows none."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import exp
from typing import Final, NamedTuple

from evidence.reading import Kind
from evidence.understanding.candidates import Candidate
from evidence.understanding.learned import Weights

_TOGETHER: Final = (
    "rivals",
    "mention",
    "recommended",
    "beforefield", "abovefield", "headingfield", "different", "head", "height", "across", "is_", "uplabel", "shape", "minus", "higher",
    "side", "door", "nth", "same", "grammar", "delivers", "refusing",
)  # fmt: skip
"""What speaks differently on pages of different kinds."""
_DOUBT: Final = 0.5  # chance of nothing being shown from which nothing is told


class Chosen(NamedTuple):
    """A value and its chance, 0 to 1; None is that the page does not show it."""

    value: str | None
    sure: float


def of_candidate(kind: Kind, candidate: Candidate) -> set[str]:
    """What speaks for a candidate on a page of this kind."""
    together = (f"{kind}&{each}" for each in candidate.features if each.startswith(_TOGETHER))
    return {*candidate.features, *together, "told", f"told&{kind}"}


def of_nothing(kind: Kind, found: Sequence[Candidate]) -> set[str]:
    """What speaks for a page of this kind not showing a fact."""
    return {"nothing", f"nothing&{kind}", f"nothing{min(3, len(found))}"}


def chances(weights: Weights, options: Iterable[Iterable[str]]) -> list[float]:
    """How likely each option is; together 1."""
    sums = [sum(weights.get(feature, 0.0) for feature in features) for features in options]
    most = max(sums)
    powers = [exp(each - most) for each in sums]
    total = sum(powers)
    return [power / total for power in powers]


def choose(
    weights: Weights, kind: Kind, found: Sequence[Candidate], told: Callable[[str, Kind], str]
) -> Chosen:
    """The likeliest value of a fact; what is told several times counts together."""
    options = [of_candidate(kind, each) for each in found]
    rest, *each = reversed(chances(weights, [*options, of_nothing(kind, found)]))
    by_value: dict[str | None, float] = defaultdict(float, {None: rest})
    for candidate, chance in zip(reversed(found), each, strict=True):
        by_value[told(candidate.value, kind)] += chance
    nothing = by_value.pop(None)
    if nothing > _DOUBT or not by_value:
        return Chosen(None, nothing)
    best = max(by_value, key=lambda one: by_value[one])
    return Chosen(best, by_value[best])
