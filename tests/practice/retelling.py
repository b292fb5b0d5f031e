"""Practice pages, and each told again with other names in the same places, so that places are learned and not names."""

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from evidence.line import Line, Page
from evidence.names import platform
from evidence.reading import Kind

STORIES: Final = Path(__file__).parent
RETOLD: Final = ("product", "merchant", "platform")
_LATIN: Final = 0.55  # width of a Latin letter, in Chinese ones
_NARROW: Final = 0.2  # chance that a name has less room than it needs
_LONG: Final = 0.4  # chance of a product's name as long as two
_CENTRED: Final = 0.4  # chance that labels stand in the middle of what they announce
_LEADING: Final = 1.15  # from line to line, in heights of one

Row: TypeAlias = tuple[str, float, float, float, float, float, float, str]


class Practice(msgspec.Struct, frozen=True):
    """A page as it was read, and what it shows."""

    name: str
    kind: Kind
    fields: dict[str, Any]
    width: int
    height: int
    lines: list[Row]

    @property
    def spoilt(self) -> bool:
        """True for a copy that was compressed, scaled, turned or photographed before it was read."""
        return "#" in self.name

    @property
    def page(self) -> Page:
        """The text in its places."""
        return Page(self.width, self.height, tuple(Line(*line) for line in self.lines))


Names: TypeAlias = dict[str, tuple[list[str], ...]]  # by field: those of pages, those of stories


def names_of(practice: Iterable[Practice]) -> Names:
    """All names these pages tell, and those of the stories."""
    stories = [
        json.loads(line)["truth"]
        for path in sorted(STORIES.glob("paragraphs*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    pages = [each.fields for each in practice]
    return {field: tuple(_told(field, source) for source in (pages, stories)) for field in RETOLD}


def _told(field: str, source: Iterable[dict[str, Any]]) -> list[str]:
    names = dict.fromkeys(each[field] for each in source if each.get(field))
    return [name for name in names if field != "platform" or not platform(name)]


def retold(practice: Practice, names: Names) -> Practice:
    """The page with other names in the same places; what has no room goes on below and moves the rest down."""
    chance = random.Random(practice.name)
    fields, page = dict(practice.fields), practice
    for field in RETOLD:
        old = fields.get(field)
        if old and any(old in line[0] for line in page.lines) and not (field == "platform" and platform(old)):
            new = _another(names[field], field, chance)
            page, fields[field] = _renamed(page, old, new, chance), new
    return msgspec.structs.replace(page, fields=fields)


def _another(names: tuple[list[str], ...], field: str, chance: random.Random) -> str:
    name = chance.choice(chance.choice([source for source in names if source]))
    if field == "product" and chance.random() < _LONG:
        return f"{name} {chance.choice(names[0])}"
    return name


def _renamed(page: Practice, old: str, new: str, chance: random.Random) -> Practice:
    lines, height, at = list(page.page.lines), float(page.height), 0
    narrow = chance.uniform(0.6, 0.95) if chance.random() < _NARROW else 1.0
    centred = chance.random() < _CENTRED
    while at < len(lines):
        line = lines[at]
        if old not in line.text:
            at += 1
            continue
        written = _written(line, line.text.replace(old, new), _bounds(page, lines, line), narrow)
        grown = sum(each.height for each in written[1:]) * _LEADING
        rest = [_moved(each, line, grown, centred=centred) for each in lines]
        lines, height, at = [*rest[:at], *written, *rest[at + 1 :]], height + grown, at + len(written)
    rows = [msgspec.structs.astuple(line) for line in lines]
    return msgspec.structs.replace(page, lines=rows, height=round(height))


def _moved(each: Line, line: Line, by: float, *, centred: bool) -> Line:
    """What stood below a line that grew, further down; what stood before it in the middle, if labels do."""
    if each.top > line.bottom - 0.4 * line.height:
        down = by
    else:
        down = by / 2 if centred and each.right < line.left and each.bottom > line.middle > each.top else 0.0
    return msgspec.structs.replace(each, top=each.top + down, bottom=each.bottom + down) if down else each


def _bounds(page: Practice, lines: Sequence[Line], line: Line) -> tuple[float, float]:
    """Where a line's column begins and ends; one that stands at the right edge may reach to the left."""
    row = [each for each in lines if each is not line and each.top < line.bottom and each.bottom > line.top]
    gap = line.height / 2
    low = max((each.right + gap for each in row if each.right <= line.left), default=0.03 * page.width)
    high = min((each.left - gap for each in row if each.left >= line.right), default=0.97 * page.width)
    at_right = line.right > 0.9 * page.width and line.left > low + 2 * line.height
    return (low, line.right) if at_right else (line.left, max(line.right, high))


def _width(text: str) -> float:
    return sum(_LATIN if sign.isascii() else 1.0 for sign in text)


def _written(line: Line, text: str, bounds: tuple[float, float], narrow: float) -> list[Line]:
    """A text in as many lines as it needs, from where the line began or up to where it ended."""
    low, high = bounds
    letter = line.width / max(1.0, _width(line.text))
    room = max(6.0, min((high - low) / letter, max(8.0, narrow * _width(text)) if narrow < 1 else 1e9))
    return [
        _placed(line, row, at * line.height * _LEADING, letter * _width(row), at_right=low < line.left)
        for at, row in enumerate(_broken(text, room))
    ]


def _placed(line: Line, text: str, down: float, width: float, *, at_right: bool) -> Line:
    left = line.right - width if at_right else line.left
    return Line(text, left, line.top + down, left + width, line.bottom + down, line.sure, line.em)


def _broken(text: str, room: float) -> list[str]:
    """A text as browsers break it: between Chinese letters, and not within Latin words."""
    rows, row, word = [], "", ""
    for sign in [*text, ""]:
        if sign and sign.isascii() and sign != " ":
            word += sign
            continue
        for piece in (word, sign):
            if row and piece.strip() and _width(row + piece) > room:
                rows.append(row.strip())
                row = ""
            row += piece
        word = ""
    return [*rows, row.strip()]
