"""Boxes over card keys, phone numbers, identity and bank cards, burned into a copy of a picture."""

import re
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageDraw

from evidence.labels import Field, exact, find
from evidence.layout import Sheet
from evidence.line import Line, Page
from evidence.phrases import CARD_KEY
from evidence.values import squashed

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels

SECRETS: Final = (
    CARD_KEY,
    re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),  # a mobile phone
    re.compile(
        r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
    ),  # GB 11643
    re.compile(r"(?<!\d)62\d{14,17}(?!\d)"),  # a UnionPay bank card
)


def secrets(page: Page) -> tuple[Box, ...]:
    """Where secrets stand, in pixels of the page; a number with an order's label is no secret."""
    sheet = Sheet(page)
    return tuple(_box(line) for line in sheet.lines if _is_secret(sheet, line))


def _is_secret(sheet: Sheet, line: Line) -> bool:
    labels = list(_labels(sheet, line))
    if any(label in (Field.ORDER_NO, Field.TRADE_NO, Field.MERCHANT_NO) for label in labels):
        return False
    text = squashed(line.text)
    told = Field.CARD_KEY in labels and len(re.sub(r"[^A-Za-z0-9]", "", text)) >= 6
    return told or any(pattern.search(text) for pattern in SECRETS)


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


def masked(picture: Image.Image, boxes: tuple[Box, ...]) -> Image.Image:
    """A copy with the boxes painted black; nothing of what was below remains."""
    copy = picture.copy()
    pen = ImageDraw.Draw(copy)
    for box in boxes:
        pen.rectangle(box, fill="black")
    return copy
