"""One piece of text in a picture, with its place."""

from __future__ import annotations

import msgspec


class Line(msgspec.Struct, frozen=True):
    """Text in a box in pixels, its letters' centres from left to right, and how sure the reading is (0 to 1)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0
    em: float = 0.0  # the width of a Chinese letter in pixels, 0 when unknown
    again: str = ""  # what a second, stretched reading of a long number gave, when it differs

    @property
    def height(self) -> float:
        """Pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Pixels."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Centre from the top, in pixels."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Centre from the left, in pixels."""
        return (self.left + self.right) / 2


class Page(msgspec.Struct, frozen=True):
    """All the text of one picture, and its size in pixels after it was set upright."""

    width: int
    height: int
    lines: tuple[Line, ...]


def retold(line: Line, text: str) -> Line:
    """The same place with other words."""
    return Line(text, line.left, line.top, line.right, line.bottom, line.sure)
