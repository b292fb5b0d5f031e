"""Pages of text at its places, without a picture."""

from datetime import datetime

from evidence.fields import extract
from evidence.line import Line, Page
from evidence.reading import Reading

NOW = datetime(2026, 11, 4, 15, 0)
Piece = tuple[str, float, float] | tuple[str, float, float, float]


def page(*pieces: Piece, width: int = 590, height: int = 1280) -> Page:
    """Pieces of text at (left, top), in letters 22 pixels wide or as wide as told."""

    def line(text: str, left: float, top: float, em: float = 22) -> Line:
        wide = sum(em if ord(letter) > 255 else 0.556 * em for letter in text)
        return Line(text, left, top, left + wide, top + 1.36 * em, em=em)

    return Page(width, height, tuple(line(*piece) for piece in pieces))


def read(*pieces: Piece, width: int = 590, height: int = 1280) -> Reading:
    return extract(page(*pieces, width=width, height=height), NOW)
