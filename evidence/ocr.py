"""Reads the text in a picture with the models that come inside the rapidocr package; nothing is ever downloaded.

Every setting is measured, see docs/decisions/0014. The engine is given arrays only: a string would be fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

from evidence.line import Line, Page

Pixels: TypeAlias = NDArray[np.uint8]
Letter: TypeAlias = tuple[str, float, float]  # what, left, right

TILE: Final = 1280  # pixels
OVERLAP: Final = 96  # pixels
TALL: Final = 2.5  # height ÷ width from which a picture is read in tiles
SKEWED: Final = 0.6  # degrees
STEEPEST: Final = 15.0  # degrees
PHONE_SIDE: Final = 736  # pixels the detector sees of a phone's screenshot
OTHER_SIDE: Final = 1280  # of a desktop's, or of a photo
SPACE: Final = 0.255  # of a letter's width
SEEN_SPACE: Final = 0.17  # where the engine saw one too
WORD_SPACE: Final = 0.22  # beside a Latin word or a number
NARROW_SPACE: Final = 0.3  # beside letters drawn narrower than their place
BESIDE_ONE: Final = 0.31  # a 1 stands in a wide field of its own
APART: Final = 0.85
HALF: Final = 0.4  # the empty half of an opening bracket
LONG_NUMBER: Final = 12
DIGIT: Final = 0.556  # the width of a digit in letters' widths

_NARROW: Final = "月日目自白口儿"
_MARKS: Final = "，。、；：！？（）“”《》【】·,:;()…¥￥"
_OPENING: Final = "（(【《"
_MODELS: Final = Path(rapidocr.__file__).parent / "models"
_SETTINGS: Final[dict[str, Any]] = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
    "Det.limit_type": "max",
    "Det.limit_side_len": PHONE_SIDE,
    "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
    "Rec.rec_img_shape": [3, 48, 96],
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class Eyes:
    """The engine, loaded once per process (about 240 MB)."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._engine: Any = RapidOCR(params=_SETTINGS)
        self._read(np.full((64, 160, 3), 255, np.uint8))

    def read(self, picture: Image.Image) -> Page:
        """All the text of an upright RGB picture."""
        return self.look(picture)[0]

    def look(self, picture: Image.Image) -> tuple[Page, Image.Image]:
        """All the text, and the picture it has its places in: straightened when it leaned."""
        pixels: Pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        found = self._tiles(pixels)
        angle = _skew(found)
        if abs(angle) >= SKEWED:
            pixels = _turned(pixels, angle)
            found = self._tiles(pixels)
        lines = [line for one in found for line in self._pieces(pixels, one)]
        height, width = pixels.shape[:2]
        page = Page(width, height, tuple(sorted(lines, key=lambda line: (line.top, line.left))))
        return page, Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))

    def _tiles(self, pixels: Pixels) -> "list[_Found]":
        height, width = pixels.shape[:2]
        if height <= TALL * width:
            return self._read(pixels)
        step = min(TILE, int(2.2 * width))
        found: list[_Found] = []
        for top in range(0, max(1, height - OVERLAP), step - OVERLAP):
            tile = pixels[top : top + step]
            whole = [one.moved(top) for one in self._read(tile) if one.inside(tile.shape[0], top, height)]
            found += [one for one in whole if not any(one.same(other) for other in found)]
        return found

    def _read(self, pixels: Pixels) -> "list[_Found]":
        height, width = pixels.shape[:2]
        if self._engine.text_det is not None:
            tall = height >= 1.6 * width
            self._engine.text_det.limit_side_len = PHONE_SIDE if tall else OTHER_SIDE
        answer: Any = self._engine(pixels, return_word_box=True, return_single_char_box=True)
        if answer.txts is None:
            return []
        rows = zip(answer.boxes, answer.txts, answer.scores, answer.word_results, strict=False)
        return [
            _Found(np.array(box, float), text, float(sure), _letters(words))
            for box, text, sure, words in rows
        ]

    def _pieces(self, pixels: Pixels, found: "_Found") -> Iterator[Line]:
        crop = found.crop(pixels)
        again = self._stretched(crop) if _has_long_number(found.text) else ""
        pieces = list(_split(crop, found))
        for piece in pieces:
            differs = again if len(pieces) == 1 and _plain(again) != _plain(piece.text) else ""
            yield Line(
                piece.text, piece.left, piece.top, piece.right, piece.bottom, piece.sure, found.em, differs
            )

    def _stretched(self, crop: Pixels) -> str:
        """A second reading: the decoder joins equal neighbours that stand too close, and stretching parts them."""
        wide = cv2.resize(crop, None, fx=1.5, fy=1.0, interpolation=cv2.INTER_CUBIC)
        answer: Any = self._engine(np.asarray(wide, np.uint8), use_det=False, use_cls=False, use_rec=True)
        self._engine.update_params(use_det=True, use_cls=False, use_rec=True)
        return str(answer.txts[0]) if answer.txts else ""


class _Found:
    """What the engine gave for one box."""

    def __init__(self, box: NDArray[np.float64], text: str, sure: float, letters: list[Letter]) -> None:
        self.box, self.text, self.sure, self.letters = box, text, sure, letters

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        (left, top), (right, bottom) = self.box.min(axis=0), self.box.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    @property
    def em(self) -> float:
        """The width of a Chinese letter: from the longest run of them, else of digits; 0 when there is no run."""
        return _pitch(self.letters, "\u4e00", "\u9fff", 4) or _pitch(self.letters, "0", "9", 6) / DIGIT

    def moved(self, down: int) -> "_Found":
        return _Found(self.box + np.array((0, down)), self.text, self.sure, self.letters)

    def inside(self, tile: int, top: int, height: int) -> bool:
        """False when the tile's edge cuts it and the neighbouring tile has it whole."""
        _, upper, _, lower = self.bounds
        return (top == 0 or upper > 3) and (top + tile >= height or lower < tile - 3)

    def same(self, other: "_Found") -> bool:
        mine, its = self.bounds, other.bounds
        across = min(mine[2], its[2]) - max(mine[0], its[0])
        down = min(mine[3], its[3]) - max(mine[1], its[1])
        return down > 0.5 * (mine[3] - mine[1]) and across > 0.5 * (mine[2] - mine[0])

    def crop(self, pixels: Pixels) -> Pixels:
        left, top, right, bottom = (round(side) for side in self.bounds)
        return pixels[max(0, top) : max(bottom, top + 1), max(0, left) : max(right, left + 1)]


def _letters(words: Iterable[tuple[str, float, Any]]) -> list[Letter]:
    letters: list[Letter] = []
    for what, _, box in words:
        if box is not None:
            xs = [float(point[0]) for point in box]
            letters.append((str(what), min(xs), max(xs)))
    return letters


def _pitch(letters: list[Letter], first: str, last: str, enough: int) -> float:
    """From centre to centre in the longest run of letters between two; 0 when it is shorter than enough."""
    runs: list[list[float]] = [[]]
    for what, left, right in letters:
        if first <= what <= last:
            runs[-1].append((left + right) / 2)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return (longest[-1] - longest[0]) / (len(longest) - 1) if len(longest) >= enough else 0.0


def _has_long_number(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if letter.isascii() and letter.isalnum() else 0
        if run >= LONG_NUMBER:
            return True
    return False


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def _skew(found: "Sequence[_Found]") -> float:
    """Degrees by which the wide lines lean, 0 when they do not agree."""
    angles = []
    for one in found:
        (x0, y0), (x1, y1) = one.box[0], one.box[1]
        (x3, y3), (x2, y2) = one.box[3], one.box[2]
        wide, high = x1 - x0, y3 - y0
        if wide > 4 * high > 0:
            angles.append(float(np.degrees(np.arctan2((y1 - y0) + (y2 - y3), (x1 - x0) + (x2 - x3)))))
    if len(angles) < 3:
        return 0.0
    middle = float(np.median(angles))
    return middle if abs(middle) <= STEEPEST else 0.0


def _turned(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    flags = cv2.INTER_CUBIC
    turned = cv2.warpAffine(pixels, turn, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def _split(crop: Pixels, found: _Found) -> Iterator[Line]:
    """The line in pieces where it has wide gaps, and with spaces where it has narrow ones."""
    left, top, right, bottom = found.bounds
    letters = [letter for letter in found.letters if letter[0].strip()]
    spaced = _spaced(found.text)
    if "".join(what for what, _, _ in letters) != found.text.replace(" ", "") or len(spaced) != len(letters):
        yield Line(found.text, left, top, right, bottom, found.sure)
        return
    ink = _ink(crop)
    em = found.em or _em(ink)
    gaps = [(start + left, end + left) for start, end in _gaps(ink)]
    text, begin = "", left
    for (here, after), seen in zip(pairwise([*letters, ("", right, right)]), spaced, strict=True):
        text += here[0]
        gap = _gap_between(gaps, here, after) / em if after[0] else 0.0
        if gap > APART + (HALF if after[0] in _OPENING else 0.0) and not _belong(text, after[0]):
            middle = max(here[2], begin + 1)
            yield Line(text, begin, top, middle, bottom, found.sure)
            text, begin = "", after[1]
        elif after[0] and gap > _least_space(here[0], after[0], found.text, seen=seen):
            text += " "
    if text:
        yield Line(text, begin, top, right, bottom, found.sure)


def _spaced(text: str) -> list[bool]:
    """For every sign of the text, spaces left out, whether the engine put a space behind it."""
    signs = text.strip()
    return [after.isspace() for sign, after in pairwise(signs + "|") if not sign.isspace()]


def _belong(before: str, after: str) -> bool:
    """A currency sign and a sign never stand alone."""
    return before in ("¥", "￥", "-", "+", "-¥", "-￥")


def _least_space(before: str, after: str, text: str, *, seen: bool) -> float:
    """In letters' widths; without an end where no space can be: digits set side by side show wide gaps around every 1."""
    if before.isascii() and after.isascii():
        return _least_latin_space(before, after, text, seen=seen)
    if before in _MARKS or after in _MARKS:
        return inf
    if seen:
        return SEEN_SPACE
    if before in _NARROW or after in _NARROW:
        return NARROW_SPACE + (HALF / 4 if before in _NARROW and after in _NARROW else 0.0)
    if "1" in (before, after):
        return BESIDE_ONE
    return WORD_SPACE if before.isascii() or after.isascii() else SPACE


def _least_latin_space(before: str, after: str, text: str, *, seen: bool) -> float:
    """Words are only parted where the engine says so, a word and a number not inside a code."""
    if not (before.isalnum() and after.isalnum()) or (before.isdigit() and after.isdigit()):
        return inf
    if seen:
        return SEEN_SPACE
    if before.isalpha() == after.isalpha() or text.isascii():
        return inf
    return SPACE if "1" in (before, after) else WORD_SPACE


def _gap_between(gaps: list[tuple[float, float]], here: Letter, after: Letter) -> float:
    low, high = (here[1] + here[2]) / 2, (after[1] + after[2]) / 2
    return max((end - start for start, end in gaps if low <= (start + end) / 2 <= high), default=0.0)


def _ink(crop: Pixels) -> NDArray[np.bool_]:
    """Where the crop differs from its background."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.int16)
    away = np.abs(grey - np.median(grey))
    return np.asarray(away > max(24.0, 0.35 * float(away.max())))


def _em(ink: NDArray[np.bool_]) -> float:
    """The letters' height in pixels."""
    rows = np.flatnonzero(ink.any(axis=1))
    return float(rows[-1] - rows[0] + 1) if rows.size else float(ink.shape[0])


def _gaps(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of columns without ink, in pixels from the crop's left."""
    inked = ink.any(axis=0).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([1], inked, [1]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
