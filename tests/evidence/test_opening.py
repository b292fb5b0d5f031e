"""Bytes from strangers are opened once, carefully, or refused with a sentence that helps."""

import io
import struct
import zlib

import pytest
from PIL import Image

from evidence.opening import open_picture
from evidence.problem import Problem, Unreadable
from tests.evidence.attacks import scans


def encoded(picture: Image.Image, form: str, **more: object) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, form, **more)
    return kept.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def png_header(width: int, height: int) -> bytes:
    """A small file that claims a huge picture."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


PLAIN = Image.new("RGB", (300, 400), "#123456")


def refused(content: bytes) -> Problem:
    with pytest.raises(Unreadable) as caught:
        open_picture(content)
    return caught.value.problem


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_the_usual_formats_are_opened_as_rgb(form: str) -> None:
    opened = open_picture(encoded(PLAIN, form))
    assert (opened.mode, opened.size) == ("RGB", (300, 400))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"\xff\xd8\xff" + bytes(21 * 1024 * 1024), Problem.TOO_MANY_BYTES),
        (png_header(50_000, 50_000), Problem.TOO_MANY_PIXELS),
        (png_header(20_000, 200), Problem.TOO_MANY_PIXELS),
        (png_header(5_000, 4_000), Problem.TOO_MANY_PIXELS),
        (png_header(800, 900), Problem.DAMAGED),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200), Problem.HEIC),
        (b"%PDF-1.7\n1 0 obj\n", Problem.UNKNOWN_FORMAT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Problem.UNKNOWN_FORMAT),
        (b"PK\x03\x04" + bytes(100), Problem.UNKNOWN_FORMAT),
        (b"GIF89a", Problem.UNKNOWN_FORMAT),
        (encoded(Image.new("RGB", (60, 60)), "PNG"), Problem.TOO_SMALL),
        (encoded(Image.new("RGB", (144, 1280)), "JPEG"), Problem.NARROW),
        (encoded(PLAIN, "TIFF"), Problem.UNKNOWN_FORMAT),
    ],
    ids=[
        "no_bytes", "too_many_bytes", "bomb", "too_wide", "too_many_pixels", "no_rows", "heic", "pdf", "svg", "zip", "half_a_gif", "tiny", "narrow", "tiff",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(content: bytes, problem: Problem) -> None:
    assert refused(content) is problem


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_truncated_picture_is_refused_not_read_in_half(form: str) -> None:
    noise = Image.effect_noise((400, 400), 80).convert("RGB")
    content = encoded(noise, form)
    assert refused(content[: len(content) // 2]) is Problem.DAMAGED


def test_only_the_first_frame_of_an_animation_is_seen() -> None:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    for form in ("GIF", "PNG", "WEBP"):
        content = encoded(frames[0], form, save_all=True, append_images=frames[1:])
        red, _, blue = open_picture(content).getpixel((50, 50))  # type: ignore[misc]
        assert red > 200 > 60 > blue


def test_the_bytes_say_what_a_picture_is_whatever_follows_them() -> None:
    polyglot = encoded(PLAIN, "PNG") + b"PK\x03\x04<script>alert(1)</script>"
    assert open_picture(polyglot).size == (300, 400)


def test_a_picture_on_its_side_is_set_upright_once() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = open_picture(encoded(PLAIN, "JPEG", exif=exif))
    assert opened.size == (400, 300)
    assert not opened.getexif().get(0x0112)


def test_nonsense_for_a_rotation_does_not_hide_the_picture() -> None:
    assert open_picture(encoded(PLAIN, "JPEG", exif=b"Exif\0\0nonsense")).size == (300, 400)


def test_a_jpeg_of_more_scans_than_anybody_draws_is_not_walked_through() -> None:
    assert open_picture(scans(5)).size == (300, 400)
    assert refused(scans(5000)) is Problem.TOO_LONG


def test_transparency_becomes_white_paper() -> None:
    assert open_picture(encoded(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG")).getpixel((9, 9)) == (
        255,
        255,
        255,
    )


def test_a_large_jpeg_is_decoded_small() -> None:
    opened = open_picture(encoded(Image.new("RGB", (4000, 3900)), "JPEG"))
    assert max(opened.size) <= 4000
    assert opened.width * opened.height <= 16_000_000


def test_every_problem_has_a_sentence_that_tells_what_would_work() -> None:
    for problem in Problem:
        assert problem.advice.endswith("。")
