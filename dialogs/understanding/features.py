"""What the learned weights look at: around each character of a story, and in a story as a whole."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from dialogs.understanding.circumstances import STATED, TROUBLES, UNWISHED, WISHES
from dialogs.understanding.signs import STOPS, Sign

# Signs whose value may be one of the fields' values; what stands beside the whole of them counts.
VALUED: Final = frozenset({"sum", "figure", "number", "day", "hours", "code"})
# Words by which the others of their clause are known.
ANCHORS: Final = ("saying", "speaker", "buying", "place", "site", "goods")
_NEAR: Final = 4  # characters to each side that are looked at one by one
_FAR: Final = 7


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "0"
    if "\u4e00" <= sign <= "\u9fff":
        return "h"
    if sign in STOPS:
        return ","
    return "a" if sign.isalpha() else sign


class _Clauses:
    """Where the clause of each character begins and ends."""

    def __init__(self, text: str) -> None:
        stops = [-1, *(at for at, sign in enumerate(text) if sign in STOPS), len(text)]
        self.spans = [
            (stops[index - 1] + 1, stops[index])
            for index in (bisect_right(stops, at - 1) for at in range(len(text)))
        ]
        starts = sorted({start for start, _ in self.spans})
        self.number = {start: number for number, start in enumerate(starts)}


def around(text: str, signs: list[Sign]) -> list[list[str]]:
    """The features of every character."""
    clauses, marks = _Clauses(text), _marks(text, signs)
    kinds = "".join(map(_kind, text))
    anchors = {name: [sign for sign in signs if sign.name == name] for name in ANCHORS}
    led = {start: list(_led(text, anchors, clauses, start)) for start in clauses.number}
    found = []
    for at in range(len(text)):
        start, end = clauses.spans[at]
        found.append(
            [
                *_letters(text, at),
                *_shapes(kinds, at),
                *_place(text, at, start, end, clauses.number[start]),
                *_marked(marks, at, start, end),
                *_anchored(text, anchors, at, start, end),
                *led[start],
            ]
        )
    for sign in signs:
        if sign.name in VALUED:
            found[sign.start] += [*_beside(text, sign), *_became(text, signs, sign)]
        if sign.name == "quoted":
            for at in range(sign.start, sign.end):
                found[at] += _quoted(text, sign)
    return found


def _letters(text: str, at: int) -> Iterator[str]:
    padded = (
        f"{'^' * _NEAR}{text[max(0, at - _NEAR) : at]}"[-_NEAR:] + f"{text[at : at + _NEAR + 1]}{'$' * _NEAR}"
    )
    for length in (1, 2, 3):
        for index in range(2 * _NEAR + 2 - length):
            yield f"{length}{index}{padded[index : index + length]}"
    for sign in text[max(0, at - _FAR) : max(0, at - _NEAR)]:
        yield f"far-{sign}"
    for sign in text[at + _NEAR + 1 : at + _FAR + 1]:
        yield f"far+{sign}"


def _shapes(kinds: str, at: int) -> Iterator[str]:
    padded = f"###{kinds[max(0, at - 3) : at]}"[-3:] + f"{kinds[at : at + 4]}###"[:4]
    yield f"shape{padded}"
    for index in range(6):
        yield f"s{index}{padded[index : index + 2]}"


def _place(text: str, at: int, start: int, end: int, number: int) -> Iterator[str]:
    yield f"opens2{text[start : start + 2]}"
    yield f"opens3{text[start : start + 3]}"
    yield f"before{text[max(0, start - 3) : start]}"
    yield f"closes2{text[max(start, end - 2) : end]}"
    yield f"closes3{text[max(start, end - 3) : end]}"
    yield f"next{text[end : end + 3]}"
    yield f"clause{min(number, 6)}"
    yield f"from{min(at - start, 8)}"
    yield f"to{min(end - at, 6)}"
    yield f"long{min((end - start) // 3, 6)}"


def _marks(text: str, signs: list[Sign]) -> list[list[str]]:
    """The names of the signs at each character, with where in them it stands, and their rank among their like."""
    marks: list[list[str]] = [[] for _ in text]
    for sign in signs:
        for at in range(sign.start, sign.end):
            marks[at].append(f"{sign.name}{'<' if at == sign.start else '='}")
        marks[sign.end - 1].append(f"{sign.name}>")
    for name in ("sum", "figure", "day", "hours"):
        alike = sorted(sign for sign in signs if sign.name == name)
        for number, sign in enumerate(alike):
            others = [other.value for other in alike if other is not sign]
            marks[sign.start] += [
                f"{name}#{min(number, 3)}/{min(len(alike), 4)}",
                f"{name}{'most' if sign.value >= max(others, default=0) else 'less'}",
                f"{name}{'again' if sign.value in others else 'once'}",
            ]
    return marks


def _marked(marks: list[list[str]], at: int, start: int, end: int) -> Iterator[str]:
    for step in (-2, -1, 0, 1, 2):
        if 0 <= at + step < len(marks):
            for mark in marks[at + step]:
                yield f"m{step}{mark}"
    yield from {f"ahead{mark}" for each in marks[start:at] for mark in each if mark[-1] == "<"}
    yield from {f"after{mark}" for each in marks[at + 1 : end] for mark in each if mark[-1] == "<"}


def _anchored(text: str, anchors: dict[str, list[Sign]], at: int, start: int, end: int) -> Iterator[str]:
    """The nearest word of each kind before and after in the clause: which, and how far."""
    for name, alike in anchors.items():
        before = [sign for sign in alike if start <= sign.start and sign.end <= at]
        after = [sign for sign in alike if at < sign.end <= end]
        if before:
            yield f"{name}-{min(at - before[-1].end, 8)}"
            yield f"{name}-{text[before[-1].start : before[-1].end]}"
        if after:
            yield f"{name}+{min(after[0].end - at, 10)}"
            yield f"{name}+{text[after[0].start : after[0].end]}"
            yield f"{name}++{min(after[-1].end - at, 10)}"


def _led(text: str, anchors: dict[str, list[Sign]], clauses: _Clauses, start: int) -> Iterator[str]:
    """What the clause before this one holds, and with what words of its kind it ends."""
    if start == 0:
        return
    before, end = clauses.spans[start - 1]
    yield f"led{text[start - 1]}{min(end - before, 6)}"
    for name in ("saying", "speaker"):
        alike = anchors[name]
        held = [sign for sign in alike if before <= sign.start and sign.end <= end]
        if held:
            yield f"led {name}"
        if held and held[-1].end == end:
            yield f"led by {name}{text[start - 1]}"
            yield f"led by {text[held[-1].start : end]}"


def _quoted(text: str, sign: Sign) -> Iterator[str]:
    """What stands before and after the quotation marks around it."""
    for length in (1, 2, 3):
        yield f"quoted<{text[max(0, sign.start - length) : sign.start]}"
        yield f"quoted>{text[sign.end : sign.end + length]}"
    yield f"quoted{min(sign.end - sign.start, 16) // 3}"


def _beside(text: str, sign: Sign) -> Iterator[str]:
    """The words right before and right after the whole sign."""
    for length in (1, 2, 3):
        yield f"{sign.name}<{text[max(0, sign.start - length) : sign.start]}"
        yield f"{sign.name}>{text[sign.end : sign.end + length]}"


def _became(text: str, signs: list[Sign], sign: Sign) -> Iterator[str]:
    """What is told between this value and the next of its kind: that it went wrong, that it arrived."""
    end = min(
        (other.start for other in signs if other.name == sign.name and other.start > sign.start),
        default=len(text),
    )
    for name in ("failing", "arrived", "back", "buying"):
        if any(other.name == name and sign.end <= other.start < end for other in signs):
            yield f"{sign.name} {name}"


# A story as a whole ----------------------------------------------------------------------------------------

_CLAUSE: Final = re.compile(f"[^{STOPS}]+")
_WISH: Final = re.compile(
    "要求|请|求|希望|盼|麻烦|能不能|可不可以|可以|能否|赶[紧快]|尽快|马上|给我|帮|[让叫要]他|我[就只还]?[是想]?[要想]|得|必须|[吧呗]$|[Pp]lease|诉求|应该|该"
)


def _grams(words: str, least: int, most: int, name: str = "") -> Iterator[str]:
    for length in range(least, most + 1):
        for at in range(len(words) - length + 1):
            yield f"{name}{words[at : at + length]}"


def whole(text: str, signs: list[Sign], said: tuple[int, int], paid: int) -> list[str]:
    """The features of a story. `said` is the stretch of the other side's words, `paid` the amount in 分, 0 if unknown."""
    told = f"{text[: said[0]]}…{text[said[1] :]}" if said[1] else text
    found: set[str] = {*_grams(f"^{text}$", 1, 3), *_grams(f"^{told}$", 2, 4, "told:")}
    clauses = [(match.start(), match[0]) for match in _CLAUSE.finditer(told)]
    for _, clause in clauses:
        found.add(f"opens:{clause[:2]}")
        if _WISH.search(clause):
            found.update(_grams(f"^{clause}$", 1, 4, "wish:"))
    for _, clause in clauses[-2:]:
        found.update(_grams(f"^{clause}$", 1, 4, "last:"))
    found.update(f"wants {each}" for each in _wanted(text, signs, paid))
    found.update(_told(told, clauses))
    found.update(name for name, pattern in STATED.items() if pattern.search(told))
    found.add(f"long{min(len(text) // 15, 8)}")
    return sorted(found)


def _told(told: str, clauses: list[tuple[int, str]]) -> Iterator[str]:
    """What went wrong, how often and in which order it is told; what is wished, and in the last clauses."""
    places = {name: [match.start() for match in pattern.finditer(told)] for name, pattern in TROUBLES.items()}
    heard = sorted((at[0], name) for name, at in places.items() if at)
    yield from (f"{name} {min(len(places[name]), 3)}" for _, name in heard)
    yield from (f"{one} then {other}" for (_, one), (_, other) in pairwise(heard))
    yield from (f"{one} with {other}" for _, one in heard for _, other in heard if one < other)
    if heard:
        yield f"ends {max((at[-1], name) for name, at in places.items() if at)[1]}"
        yield f"only {heard[0][1]}" if len(heard) == 1 else f"troubles {min(len(heard), 4)}"
    yield from _wished(told, clauses)


def _wished(told: str, clauses: list[tuple[int, str]]) -> Iterator[str]:
    """What is wished: at all, in words of wishing, in the last clauses, without a no before it, and at last."""
    plain: list[tuple[int, str]] = []
    wishing = [clause for _, clause in clauses if _WISH.search(clause)]
    for name, pattern in WISHES.items():
        found = list(pattern.finditer(told))
        if found:
            yield name
        if any(pattern.search(clause) for clause in wishing):
            yield f"wish {name}"
        for at, (_, clause) in enumerate(reversed(clauses[-3:])):
            if pattern.search(clause):
                yield f"{at} {name}"
        plain += [
            (match.start(), name)
            for match in found
            if not UNWISHED.search(told, max(0, match.start() - 7), match.start())
        ]
    yield from sorted({f"plain {name}" for _, name in plain})
    if plain:
        yield f"at last {max(plain)[1]}"


def _wanted(text: str, signs: list[Sign], paid: int) -> Iterator[str]:
    """Whether a sum beside words of wanting is all that was paid, or a part of it."""
    for sign in signs:
        if (
            paid
            and sign.name in ("sum", "figure")
            and _BACK.search(text, max(0, sign.start - 12), sign.end + 8)
        ):
            yield "all" if sign.value == paid else "part" if sign.value < paid else "more"


_BACK: Final = re.compile("退|还|返|吐|补|赔")
