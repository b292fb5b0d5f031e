"""Photos as Telegram keeps them: re-encoded JPEGs on a ladder of sizes, without a trace of EXIF."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from playground.errors import bad

LADDER = (90, 320, 800, 1280)
THUMBNAIL = 320
_QUALITY = 87
_MOST_PIXELS = 64_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


@dataclass(frozen=True)
class Size:
    """One rung of the ladder."""

    width: int
    height: int
    content: bytes


def ladder(content: bytes, sides: tuple[int, ...] = LADDER, *, any_shape: bool = False) -> list[Size]:
    """All sizes of a picture, smallest first; never enlarged. CPU-bound: call it in a thread.

    A user's phone shrinks before it sends (`any_shape`); a bot's picture must have a shape Telegram takes.
    Raises Refused(400).
    """
    picture = _open(content, any_shape)
    longest = max(picture.size)
    wanted = [side for side in sides if side < longest] + [min(longest, sides[-1])]
    return [_encode(picture, side) for side in dict.fromkeys(wanted)]


def _open(content: bytes, any_shape: bool) -> Image.Image:
    """Decode, turn upright, flatten transparency on white."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            _check_shape(*picture.size, any_shape)
            upright = ImageOps.exif_transpose(picture)
            flat = Image.new("RGB", upright.size, "white")
            rgba = upright.convert("RGBA")
            flat.paste(rgba, mask=rgba.getchannel("A"))
            return flat
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise bad("IMAGE_PROCESS_FAILED") from error


def _check_shape(width: int, height: int, any_shape: bool) -> None:
    ratio = max(width, height) / max(1, min(width, height))
    refused = (width + height > 10_000 or ratio > 20) and not any_shape
    if refused or width * height > _MOST_PIXELS:
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _encode(picture: Image.Image, longest: int) -> Size:
    scale = longest / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    small = picture if scale == 1 else picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return Size(width, height, out.getvalue())
