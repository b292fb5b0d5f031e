"""Files as somebody who means harm, or a broken phone, sends them: made here, each a few kilobytes at most megabytes."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

PLAIN: Final = Image.new("RGB", (300, 400), "#123456")
PDF: Final = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    b"/Names<</EmbeddedFiles<</Names[(x.exe)3 0 R]>>>>/AA<</O<</S/Launch/F(cmd.exe)>>>>>>endobj\n%%EOF"
)


class Attack(NamedTuple):
    """One file: what it is called here, the name it is sent under, its bytes, and whether anything can be read from it."""

    what: str
    name: str
    content: bytes
    opens: bool = False


def encoded(picture: Image.Image, form: str, **more: object) -> bytes:
    """The picture in a format."""
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def png(
    width: int, height: int, *more: bytes, depth: int = 8, colours: int = 2, rows: bytes = bytes(1000)
) -> bytes:
    """A PNG that claims a size; `more` are chunks before the pixels."""
    head = struct.pack("!IIBBBBB", width, height, depth, colours, 0, 0, 0)
    body = (
        chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg_of(width: int, height: int) -> bytes:
    """A whole JPEG whose header lies about its size."""
    content = bytearray(encoded(PLAIN, "JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack("!HH", height, width)
    return bytes(content)


def zipped(name: str, size: int) -> bytes:
    """An archive with one file of zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return out.getvalue()


def bombs() -> Iterator[Attack]:
    """Small files that claim, or grow to, much."""
    for side in (16_385, 30_000, 50_000, 2**31 - 1):
        yield Attack(f"png {side} square", "图.png", png(side, side))
    yield Attack("png one row of a million", "图.png", png(1_000_000, 1))
    yield Attack("png 16 bits deep", "图.png", png(4_100, 4_100, depth=16, rows=bytes(10_000_000)))
    yield Attack(
        "png with a text bomb",
        "图.png",
        png(300, 300, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000), 9)), rows=bytes(301 * 900)),
    )
    yield Attack(
        "png with a profile bomb",
        "图.png",
        png(300, 300, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000), 9)), rows=bytes(301 * 900)),
    )
    for width, height in ((65_535, 65_535), (65_535, 1), (20_000, 20_000)):
        yield Attack(f"jpeg of {width}×{height}", "图.jpg", jpeg_of(width, height))
    yield Attack(
        "gif of 65535 square",
        "图.gif",
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(3) + b"," + bytes(20),
    )
    yield Attack(
        "bmp of a billion",
        "图.bmp",
        b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 1, 1, 0, 0)
        + bytes(50),
    )
    yield Attack(
        "bmp of negative height",
        "图.bmp",
        b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 300, -(2**31), 1, 24, 0, 0, 1, 1, 0, 0)
        + bytes(50),
    )
    yield Attack(
        "webp of 16383 square",
        "图.webp",
        encoded(PLAIN, "WEBP", lossless=True)[:20] + b"\x2f\xff\xff\xff\x0f" + bytes(40),
    )
    yield Attack("jpeg of 5000 scans", "图.jpg", scans(5000))
    yield Attack("zip of a gigabyte", "图.jpg", zipped("a", 100_000_000))


def scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: each costs a walk over the whole picture."""
    content = encoded(PLAIN, "JPEG", progressive=True)
    at = content.rindex(b"\xff\xda")
    return content[:at] + content[at:-2] * count + content[-2:]


def movies() -> Iterator[Attack]:
    """Many frames."""
    frames = [Image.new("RGB", (200, 200), (n % 256, 3 * n % 256, 99)) for n in range(60)]
    for form, name in (("GIF", "图.gif"), ("PNG", "图.png"), ("WEBP", "图.webp")):
        yield Attack(
            f"{form} of 60 frames",
            name,
            encoded(frames[0], form, save_all=True, append_images=frames[1:]),
            True,
        )
    yield Attack(
        "tiff of 60 pages", "图.tif", encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    )


def lies() -> Iterator[Attack]:
    """One thing under the name of another, or two things in one."""
    whole = {form: encoded(PLAIN, form) for form in ("JPEG", "PNG", "WEBP", "GIF", "BMP")}
    for form, content in whole.items():
        yield Attack(f"{form} with an archive behind", "图.jpg", content + zipped("evil.sh", 10), True)
        yield Attack(f"{form} with a page behind", "图.html", content + b"<script>alert(1)</script>", True)
    yield Attack("page with a picture behind", "图.jpg", b"<html><script>alert(1)</script>" + whole["JPEG"])
    yield Attack("pdf with scripts, a launch and an attachment", "发票.pdf", PDF)
    yield Attack("pdf called jpg", "图.jpg", PDF)
    yield Attack(
        "svg with a script",
        "图.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    )
    yield Attack(
        "svg that fetches",
        "图.png",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/"/></svg>',
    )
    yield Attack(
        "postscript", "图.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n(%pipe%id) (r) file\n"
    )
    yield Attack("program", "图.jpg", b"\x7fELF" + bytes(300))
    yield Attack("archive", "图.png", zipped("../../x", 10))
    yield Attack("text", "图.png", "这不是图片".encode())
    yield Attack("heic", "IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200))
    yield Attack("video", "图.jpg", b"\x00\x00\x00\x18ftypmp42" + bytes(300))
    yield Attack("mpo", "图.mpo", encoded(PLAIN, "MPO", save_all=True, append_images=[PLAIN]))


def wrecks() -> Iterator[Attack]:
    """Cut short, overwritten, or nothing at all."""
    noise = Image.effect_noise((400, 400), 80).convert("RGB")
    chance = random.Random(7)
    yield Attack("one byte", "图.jpg", b"\xff")
    yield Attack("random bytes", "图.jpg", chance.randbytes(5000))
    for form in ("JPEG", "PNG", "WEBP", "GIF", "BMP"):
        content = encoded(noise, form)
        for part in (0.05, 0.5, 0.95):
            yield Attack(f"{form} cut at {part}", "图.jpg", content[: int(len(content) * part)])
        holes = bytearray(content)
        for _ in range(60):
            holes[chance.randrange(30, len(holes))] = chance.randrange(256)
        yield Attack(f"{form} with holes", "图.jpg", bytes(holes), True)


def oddities() -> Iterator[Attack]:
    """Good pictures of unusual make."""
    page = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(page).text((20, 100), "ORDER 20261028001", fill="black", font_size=40)
    for mode in ("1", "L", "P", "RGBA", "LA", "I;16"):
        yield Attack(
            f"png in {mode}",
            "图.png",
            encoded(page.convert("L").convert(mode) if mode in ("LA", "I;16") else page.convert(mode), "PNG"),
            True,
        )
    yield Attack("jpeg in CMYK", "图.jpg", encoded(page.convert("CMYK"), "JPEG"), True)
    yield Attack("progressive jpeg", "图.jpg", encoded(page, "JPEG", progressive=True), True)
    for turn in range(2, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        yield Attack(f"jpeg turned {turn}", "图.jpg", encoded(page, "JPEG", exif=exif), True)
    yield Attack(
        "jpeg with nonsense for its rotation", "图.jpg", encoded(page, "JPEG", exif=b"Exif\0\0nonsense"), True
    )
    exif = Image.Exif()
    exif[0x010E] = "x" * 60_000
    yield Attack("jpeg with a long description", "图.jpg", encoded(page, "JPEG", exif=exif), True)
    yield Attack("narrow and long", "图.jpg", encoded(Image.new("RGB", (120, 9_000)), "JPEG"))
    yield Attack("a dot", "图.png", encoded(Image.new("RGB", (1, 1)), "PNG"))


def attacks() -> list[Attack]:
    """All of them."""
    return [*bombs(), *movies(), *lies(), *wrecks(), *oddities()]
