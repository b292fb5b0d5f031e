"""Five screenshots picked in the browser fill the form: one card, one tap, the checklist complete."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.e2e.town import Town
from tests.evidence.purchase import album
from tests.evidence.screens import has_font
from tests.page.conftest import town
from tests.page.hands import Hands

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
REST = (
    ("先说说遇到了什么", "[付了款，没收到卡密或商品]"),
    ("买来做什么用", "[自己用]"),
    ("付款的人多大", "[满 18 周岁]"),
    ("买的是外挂", "[不是]"),
    ("有没有下面这种急事", "[没有这些]"),
    ("在哪个平台或网站买的", "样例卡盟 sample.example"),
    ("是哪一种？", "[独立网站、发卡网]"),
    ("钱是怎么付的", "[在平台页面付款]"),
    ("请发「商家或网站的身份」", "[跳过]"),
    ("多少天内要投诉", "[没查到]"),
)


@pytest.fixture
def reading(chromium: Path, tmp_path: Path) -> Iterator[Town]:
    """A town whose program reads pictures."""
    with town(tmp_path, READ_SCREENSHOTS="on") as made:
        yield made


async def test_an_album_fills_the_form_and_completes_the_checklist(desktop: Page, reading: Town) -> None:
    hands = Hands(desktop)
    await hands.begin(reading.url)
    files: list[FilePayload] = [
        {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for number, content in enumerate(album(), 1)
    ]
    await desktop.locator("#files").set_input_files(files)
    await desktop.get_by_role("button", name="发送", exact=True).click()
    await expect(hands.asked("看图归类")).to_contain_text("第 2 份「付款记录」", timeout=60_000)
    card = hands.asked("这是我从截图里读到的")
    await expect(card).to_contain_text("商家说法")
    await expect(
        desktop.locator("#messages > li.theirs").filter(has_text="这是我从截图里读到的")
    ).to_have_count(1)
    await expect(card).to_contain_text("订单号：KM2026110120152688（第 1 份）")
    await hands.use(card.get_by_role("button", name="都对，继续"))
    await hands.through(REST)
    await expect(hands.asked("轮到：你")).to_contain_text("必需项 3/3")
