"""The same screen sent again is recognised by its look; another one of the same app is not mistaken for it."""

import io

import pytest
from PIL import Image, ImageDraw

from dialogs.keeping import APART
from evidence.likeness import likeness
from tests.evidence.screens import Layout, alipay, chat, draw, has_font, news, product, taobao, wechat

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")


def apart(one: Image.Image, other: Image.Image) -> int:
    return (int(likeness(one), 16) ^ int(likeness(other), 16)).bit_count()


def again(picture: Image.Image, quality: int, scale: float) -> Image.Image:
    out = io.BytesIO()
    picture.resize((round(picture.width * scale), round(picture.height * scale))).save(
        out, "JPEG", quality=quality
    )
    return Image.open(out).convert("RGB")


@pytest.mark.parametrize("template", [taobao, alipay, wechat, chat, product, news])
@pytest.mark.parametrize(("quality", "scale"), [(50, 1.0), (90, 0.6), (60, 0.8)])
def test_a_screen_compressed_or_scaled_looks_the_same(template: Layout, quality: int, scale: float) -> None:
    picture = draw(template, 5).picture
    assert apart(picture, again(picture, quality, scale)) <= APART


def test_different_screens_do_not() -> None:
    pictures = [draw(template, 5).picture for template in (taobao, alipay, wechat, chat, product, news)]
    assert all(apart(a, b) > APART for i, a in enumerate(pictures) for b in pictures[:i])


def test_an_empty_picture_has_no_look() -> None:
    assert likeness(Image.new("RGB", (300, 300), "white")) == ""
    marked = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(marked).rectangle((100, 100, 200, 200), fill="black")
    assert likeness(marked)
