"""What the engine must be kept from, and long pictures."""

import io

import pytest
from PIL import Image

from evidence.line import Line, Page
from evidence.masking import counted, covered, secrets
from evidence.ocr import TILE
from evidence.opening import open_picture
from evidence.pictures import Pictures
from evidence.problem import Problem, Unreadable
from evidence.reading import Kept, Kind
from tests.evidence.screens import Look, Made, chat, draw, jpeg, site_phone


def test_a_long_picture_is_read_in_tiles_without_losing_or_doubling_a_line(pictures: Pictures) -> None:
    made = Made(1, Look(width=700, height=3 * TILE))
    rows = [f"第{row:02}行 编号{made.number(12)}" for row in range(70)]
    for row, words in enumerate(rows):
        made.write(40, words, 26, y=30 + 53 * row)
    texts = [line.text.replace(" ", "") for line in pictures.page(jpeg(made.picture)).lines]
    assert texts == [words.replace(" ", "") for words in rows]


def test_card_keys_are_painted_over(pictures: Pictures) -> None:
    screen = draw(site_phone, 4)
    (secret,) = secrets(pictures.page(jpeg(screen.picture)))
    assert secret.kind is Kept.CARD_KEY
    hidden = open_picture(covered(open_picture(jpeg(screen.picture)), [secret.box]))
    left, top, right, bottom = secret.box
    inside = hidden.crop((left + 8, top + 8, right - 8, bottom - 8))
    assert max(inside.convert("L").tobytes()) < 8


def test_a_copy_shows_no_secret_and_says_nothing_beside_its_pixels(pictures: Pictures) -> None:
    picture = draw(site_phone, 4).picture
    told = Image.Exif()
    told[0x010E] = "card 1234"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92, exif=told)
    assert pictures.read(out.getvalue()).secrets == {"card_key": 1}
    copy = pictures.cover(out.getvalue(), ("card_key",))
    assert copy.covered == 1
    assert b"1234" not in copy.content
    assert b"Exif" not in copy.content
    after = pictures.read(copy.content)
    assert after.secrets == {}
    assert not after.card_key


def test_a_picture_that_leans_is_covered_where_the_secret_stands(pictures: Pictures) -> None:
    leaning = draw(site_phone, 4).picture.rotate(
        2, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    copy = pictures.cover(jpeg(leaning), ("card_key",))
    assert pictures.read(copy.content).secrets == {}


def test_where_nothing_is_to_be_covered_there_is_no_copy(pictures: Pictures) -> None:
    with pytest.raises(Unreadable) as raised:
        pictures.cover(jpeg(draw(site_phone, 4).picture), ("identity",))
    assert raised.value.problem is Problem.NOTHING_TO_COVER


def test_a_card_key_and_a_number_in_one_line_are_both_seen() -> None:
    page = Page(600, 300, (Line("卡密 QWER-TYUI-ASDF-GHJK 联系13812345678", 20, 100, 560, 130),))
    assert counted(secrets(page)) == {"card_key": 1, "phone": 1}
    assert counted(secrets(page, Kind.ALIPAY_BILL)) == {"phone": 1}


@pytest.mark.parametrize("seed", [1, 4])
def test_who_else_is_in_a_chat_can_be_covered_and_what_was_said_still_reads(
    pictures: Pictures, seed: int
) -> None:
    content = jpeg(draw(chat, seed).picture)
    before = pictures.read(content)
    column = next(each.box for each in secrets(pictures.page(content), Kind.CHAT) if each.kind is Kept.FACES)
    assert column[0] == 0
    assert 66 <= column[2] < 80  # an avatar ends at 66, the text of a bubble begins at 90
    after = pictures.read(pictures.cover(content, ("faces",)).content)
    assert (after.refusals, after.merchant) == (before.refusals, before.merchant)


def test_where_nobody_else_speaks_there_are_no_faces(pictures: Pictures) -> None:
    assert "faces" not in pictures.read(jpeg(draw(site_phone, 1).picture)).secrets


def test_spaces_stand_where_they_were_drawn(pictures: Pictures) -> None:
    names = (
        "Adobe Creative Cloud 全家桶",
        "Windows 11 Pro 密钥",
        "影音会员12个月 直充",
        "WPS Super VIP 年卡",
        "Win11专业版 1年",
    )
    made = Made(1, Look(width=700, height=500))
    for row, name in enumerate(names):
        made.write(40, name, 25, y=40 + 80 * row)
    assert [line.text for line in pictures.page(jpeg(made.picture)).lines] == list(names)
