"""What stands around a piece of a page, in words a choice can weigh: its place, its label, its neighbours.

The words are features: `learned.json` holds their weights, so a change here asks for learning anew.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from evidence import values
from evidence.labels import event, exact, find
from evidence.layout import Sheet, is_button
from evidence.line import Line
from evidence.values import squashed

_SHORT: Final = 10  # letters up to which a neighbour's words count one by one
_FAR: Final = 9.0  # line heights: nothing near
_UNDER: Final = 1.6  # line heights from a label down to the value below it
_QUANTITY: Final = re.compile(r"[x×X]\d+.*|数量.*|共\d+[件个份张].*")


class Surroundings:
    """The neighbours of every piece of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._told: dict[int, tuple[str, ...]] = {}
        self._near: dict[int, _Near] = {}

    def of(self, line: Line, label: str = "") -> list[str]:
        """The features of what is told in a line behind this label; without one, of the whole line."""
        return [*self._around(line), *_announced("before", label or self._word_before(line), bool(label))]

    @cached_property
    def _usual(self) -> float:
        return self.sheet.usual_height or 1.0

    def _around(self, line: Line) -> tuple[str, ...]:
        if id(line) not in self._told:
            self._told[id(line)] = (*self._place(line), *self._neighbours(line))
        return self._told[id(line)]

    def near(self, line: Line) -> "_Near":
        """The nearest pieces on each side."""
        if id(line) not in self._near:
            self._near[id(line)] = _Near(self.sheet, line)
        return self._near[id(line)]

    def _word_before(self, line: Line) -> str:
        before = self.near(line).before
        return before[0].text if before else ""

    def _place(self, line: Line) -> Iterator[str]:
        sheet = self.sheet
        yield f"height{min(6, int(3 * line.height / self._usual))}"
        yield f"down{int(10 * line.middle / sheet.height)}"
        yield f"screen{'wide' if sheet.landscape else 'tall'}"
        yield f"side={self.side(line)}"
        centred = abs(line.centre - sheet.width / 2) < 0.06 * sheet.width
        left, right = line.left < 0.15 * sheet.width, line.right > 0.85 * sheet.width
        yield f"across={'centre' if centred else 'left' if left else 'right' if right else 'between'}"
        if line.middle < 0.14 * sheet.height:
            yield "head"
        if sheet.is_recommended(line):
            yield "recommended"

    def side(self, line: Line) -> str:
        """Whose side of a talk a line stands on: there, here or in the middle."""
        lines = self._paragraph.get(id(line), (line,))
        low, high = min(each.left for each in lines), max(each.right for each in lines)
        width = self.sheet.width
        if (low > 0.26 * width and high > 0.62 * width) or low > 0.45 * width:
            return "here"
        return "there" if low < 0.26 * width and high < 0.88 * width else "middle"

    @cached_property
    def _paragraph(self) -> dict[int, tuple[Line, ...]]:
        return {id(line): lines for lines in self.sheet.paragraphs for line in lines}

    def _neighbours(self, line: Line) -> Iterator[str]:
        near = self.near(line)
        for where, others in (("left", near.before), ("right", near.after)):
            yield from _neighbour(where, others[0] if others else None)
            yield f"{where}{min(3, len(others))}"
        for where, others in (("up", near.above), ("down", near.below)):
            yield from _neighbour(where, others[0] if others else None)
            yield f"{where}gap{min(5, int(2 * _gap(line, others)))}"
        if (
            near.above
            and _gap(line, near.above) < _UNDER
            and abs(near.above[0].left - line.left) < line.height
        ):
            yield from _announced("above", near.above[0].text, exact(near.above[0].text) is not None)
        heading = next((o for o in near.above if exact(o.text) and self.sheet.is_heading(o)), None)
        if heading:
            yield from _announced("heading", heading.text, True)


class _Near:
    """The pieces on the same line and in the same column, the nearest first."""

    def __init__(self, sheet: Sheet, line: Line) -> None:
        self.before = sheet.before(line)
        self.after = sheet.after(line, buttons=True)
        column = [other for other in sheet.lines if other is not line and _shares_column(line, other)]
        edge = 0.35 * line.height
        above = [other for other in column if other.bottom <= line.top + edge]
        below = [other for other in column if other.top >= line.bottom - edge]
        self.above = sorted(above, key=lambda other: -other.bottom)
        self.below = sorted(below, key=lambda other: other.top)


def _shares_column(line: Line, other: Line) -> bool:
    overlap = min(line.right, other.right) - max(line.left, other.left)
    return overlap > 0.2 * min(line.width, other.width)


def _gap(line: Line, others: list[Line]) -> float:
    """In line heights."""
    if not others:
        return _FAR
    other = others[0]
    return max(0.0, line.top - other.bottom, other.top - line.bottom) / max(1.0, line.height)


def _announced(where: str, text: str, marked: bool) -> Iterator[str]:
    """A label's words: whole, in pairs of letters, and the field they are known for."""
    word = squashed(text).rstrip(":：.…·")[-_SHORT:]
    if not word or (not marked and len(squashed(text)) > _SHORT):
        return
    yield from (f"{where}={word}", f"{where}end={word[-2:]}")
    yield from (f"{where}~{pair}" for pair in pairs(word))
    if marked:
        yield f"{where}marked"
    if known := exact(word) or event(word):
        yield from (
            f"{where}known",
            f"{where}field={known.field}",
            f"{where}field={known.field}{min(3, known.rank)}",
        )


def _neighbour(where: str, other: Line | None) -> Iterator[str]:
    if other is None:
        yield f"{where}=nothing"
        return
    text = squashed(other.text).rstrip(":：")
    yield f"{where}is{sort_of(text)}"
    if happened := event(other.text):
        yield f"{where}event={happened.field}"
    if label := find(other.text):
        yield f"{where}label={label.field}" if not label.rest else f"{where}tells={label.field}"
    if len(text) <= _SHORT:
        yield f"{where}={text}"
        yield from (f"{where}~{pair}" for pair in pairs(text))


def sort_of(text: str) -> str:
    """What sort of text it is, seen from outside."""
    if values.money(text):
        return "sum"
    if values.moment(text):
        return "moment"
    if values.number(text):
        return "number"
    if _QUANTITY.fullmatch(text):
        return "quantity"
    return "button" if is_button(text) else "label" if exact(text) else "words"


def pairs(text: str) -> set[str]:
    """Its letters two by two."""
    return {text[at : at + 2] for at in range(len(text) - 1)}
