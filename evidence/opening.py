"""Turns untrusted bytes into one upright RGB picture, or says why not.

The only place where a picture is decoded, and it runs only inside the worker process. The format is what the bytes
say, never a file name or a MIME type; the size is judged by the header before a pixel is decoded.
"""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from evidence.problem import Problem, Unreadable

LARGEST_FILE: Final = 20 * 1024 * 1024  # bytes; getFile gives no more
LARGEST_AREA: Final = 16_000_000  # pixels
LONGEST_SIDE: Final = 16_384  # pixels
SHORTEST_SIDE: Final = 100  # pixels
NARROW_WIDTH: Final = 260  # pixels
NARROW_SHAPE: Final = 3.2  # height ÷ width
MOST_SCANS: Final = 500  # of a progressive JPEG, which has about ten; each costs a walk over all of it
DRAFT: Final = (2000, 4000)  # pixels; larger JPEGs are decoded at a half, a quarter or an eighth
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_SCAN: Final = b"\xff\xda"
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif")

Image.MAX_IMAGE_PIXELS = LARGEST_AREA


def open_picture(content: bytes) -> Image.Image:
    """The first frame, upright, RGB, transparency on white.

    Raises Unreadable, or MemoryError: that says nothing about the picture.
    """
    _check_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decoded(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(Problem.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise Unreadable(Problem.UNKNOWN_FORMAT) from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # Pillow's decoders raise whatever a damaged file provokes
        raise Unreadable(Problem.DAMAGED) from error


def _check_bytes(content: bytes) -> None:
    if not content:
        raise Unreadable(Problem.EMPTY)
    if len(content) > LARGEST_FILE:
        raise Unreadable(Problem.TOO_MANY_BYTES)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise Unreadable(Problem.HEIC)
    if content.startswith(b"\xff\xd8") and content.count(_SCAN) > MOST_SCANS:
        raise Unreadable(Problem.TOO_LONG)


def _decoded(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        _check_size(*picture.size)
        if picture.format == "JPEG":
            picture.draft("RGB", DRAFT)
        picture.load()
        return _flattened(_upright(picture))


def _upright(picture: Image.Image) -> Image.Image:
    """As its EXIF says; nonsense in there does not make the picture unreadable."""
    try:
        return ImageOps.exif_transpose(picture)
    except MemoryError:
        raise
    except Exception:  # Pillow's reader of EXIF raises whatever nonsense provokes
        return picture


def _check_size(width: int, height: int) -> None:
    if width * height > LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise Unreadable(Problem.TOO_MANY_PIXELS)
    if width < NARROW_WIDTH and height > NARROW_SHAPE * width:
        raise Unreadable(Problem.NARROW)
    if min(width, height) < SHORTEST_SIDE:
        raise Unreadable(Problem.TOO_SMALL)


def _flattened(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")
