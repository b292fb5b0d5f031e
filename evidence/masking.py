"""Card keys, phone numbers, identity and bank cards in a picture, who else is in a chat, and a copy with them painted over."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from evidence.labels import Field, exact, find
from evidence.layout import Sheet
from evidence.line import Line, Page
from evidence.phrases import CARD_KEY
from evidence.reading import BILLS, Kept, Kind
from evidence.values import squashed

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
QUALITY: Final = 92  # of the JPEG
# The other side's bubbles in a chat, in shares of the picture: where their text begins, and between which heights.
BEGINS: Final = (0.08, 0.27)
SPOKEN: Final = (0.08, 0.93)
LONGEST_NAME: Final = 16  # letters
SHORTEST_KEY: Final = 6  # letters and digits behind a label that announces a card key


SHAPES: Final[Mapping[Kept, re.Pattern[str]]] = {
    Kept.CARD_KEY: CARD_KEY,
    Kept.PHONE: re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    Kept.IDENTITY: re.compile(
        r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
    ),  # GB 11643
    Kept.BANK_CARD: re.compile(r"(?<!\d)62\d{14,17}(?!\d)"),  # UnionPay
}


class Secret(NamedTuple):
    """One place, and what stands there."""

    kind: Kept
    box: Box


def secrets(page: Page, shown: Kind | None = None) -> tuple[Secret, ...]:
    """Where secrets stand, in pixels of the page; a number with an order's label is none, nor is one of a bill's own."""
    sheet = Sheet(page)
    written = tuple(
        Secret(kind, _box(line))
        for line in sheet.lines
        for kind in _kinds(sheet, line)
        if not (kind is Kept.CARD_KEY and shown in BILLS)
    )
    return (*written, *_faces(sheet)) if shown is Kind.CHAT else written


def _faces(sheet: Sheet) -> Iterator[Secret]:
    """The column left of the other side's bubbles, where avatars stand, and the names over bubbles."""
    theirs = [line for line in sheet.lines if _is_theirs(sheet, line)]
    names = [line for line, below in pairwise(theirs) if _is_name(line, below)]
    said = [line for line in theirs if line not in names]
    if len(said) < 2:
        return
    high = median(line.height for line in said)
    edge = median(line.left for line in said) - 0.35 * high  # between the bubble's side and its text
    column = (0, theirs[0].top - 0.5 * high, edge, said[-1].top + 2 * high)
    yield Secret(Kept.FACES, tuple(round(side) for side in column))  # type: ignore[arg-type]
    yield from (Secret(Kept.FACES, _box(name)) for name in names)


def _is_name(line: Line, below: Line) -> bool:
    """Short, no larger than a bubble right below it, and without its padding to the left."""
    near = below.top - line.top < 1.6 * below.height
    apart = below.left - line.left > 0.2 * below.height
    return near and apart and line.height < 1.1 * below.height and len(line.text) <= LONGEST_NAME


def _is_theirs(sheet: Sheet, line: Line) -> bool:
    across, down = line.left / sheet.width, line.middle / sheet.height
    return BEGINS[0] < across < BEGINS[1] and SPOKEN[0] < down < SPOKEN[1]


def _kinds(sheet: Sheet, line: Line) -> Iterator[Kept]:
    """Everything of the kind that a line shows: a card key and a number may stand in one."""
    labels = list(_labels(sheet, line))
    if any(label in (Field.ORDER_NO, Field.TRADE_NO, Field.MERCHANT_NO) for label in labels):
        return
    text = squashed(line.text)
    told = Field.CARD_KEY in labels and len(re.sub(r"[^A-Za-z0-9]", "", text)) >= SHORTEST_KEY
    for kind, shape in SHAPES.items():
        if shape.search(text) or (told and kind is Kept.CARD_KEY):
            yield kind


def _labels(sheet: Sheet, line: Line) -> Iterator[Field]:
    """The labels in the text, to its left, and right above it."""
    own = find(line.text)
    if own and own.rest:
        yield own.field
    before = sheet.before(line)
    above = [
        other
        for other in sheet.lines
        if 0 < line.top - other.top < 2.5 * line.height and abs(other.left - line.left) < line.height
    ]
    for other in before[:1] or above[-1:]:
        if label := exact(other.text):
            yield label.field


def _box(line: Line) -> Box:
    rim = 0.15 * line.height
    return round(line.left - rim), round(line.top - rim), round(line.right + rim), round(line.bottom + rim)


def counted(found: Iterable[Secret]) -> dict[str, int]:
    """How many places of each kind."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.kind.value] = counts.get(each.kind.value, 0) + 1
    return counts


def covered(picture: Image.Image, boxes: Iterable[Box]) -> bytes:
    """A JPEG with the boxes black: nothing of what was below remains, nor anything the file said beside its pixels."""
    copy = Image.new("RGB", picture.size)
    copy.paste(picture)
    pen = ImageDraw.Draw(copy)
    for box in boxes:
        pen.rectangle(box, fill="black")
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
