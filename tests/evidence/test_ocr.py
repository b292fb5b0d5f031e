"""What the engine must be kept from, and long pictures."""

from PIL import Image

from evidence.masking import masked, secrets
from evidence.ocr import TILE
from evidence.opening import open_picture
from evidence.pictures import Pictures
from tests.evidence.screens import Look, Made, draw, jpeg, site_phone


def test_a_long_picture_is_read_in_tiles_without_losing_or_doubling_a_line(pictures: Pictures) -> None:
    made = Made(1, Look(width=700, height=3 * TILE))
    rows = [f"第{row:02}行 编号{made.number(12)}" for row in range(70)]
    for row, words in enumerate(rows):
        made.write(40, words, 26, y=30 + 53 * row)
    texts = [line.text.replace(" ", "") for line in pictures.page(jpeg(made.picture)).lines]
    assert texts == [words.replace(" ", "") for words in rows]


def test_card_keys_are_painted_over(pictures: Pictures) -> None:
    screen = draw(site_phone, 4)
    page = pictures.page(jpeg(screen.picture))
    boxes = secrets(page)
    assert len(boxes) == 1
    hidden = masked(open_picture(jpeg(screen.picture)), boxes)
    left, top, right, bottom = boxes[0]
    assert hidden.crop((left, top, right, bottom)).getextrema() == ((0, 0), (0, 0), (0, 0))
    assert isinstance(hidden, Image.Image)
