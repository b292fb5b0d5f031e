"""`python -m tests.page.screenshots OUT`: key moments of the page as pictures, to be looked at."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page, async_playwright, expect

from tests.page.browser import ARGUMENTS, CHROMIUM
from tests.page.conftest import town
from tests.page.hands import CLOSING, ESCALATION, EVIDENCE, FACTS, FILING, Hands

DESK: Final = {"viewport": {"width": 1180, "height": 820}}
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}


class Album:
    """Numbers the pictures in the order they are taken."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.count = 0

    async def take(self, page: Page, name: str) -> None:
        """One picture, when everything has come to rest."""
        await page.wait_for_timeout(700)
        self.count += 1
        await page.screenshot(path=self.folder / f"{self.count:02d}-{name}.png")


@asynccontextmanager
async def _page(**options: Any) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = await browser.new_page(locale="zh-CN", **options)
        page.set_default_timeout(20_000)
        yield page
        await browser.close()


async def _on_a_desk(album: Album, url: str) -> None:
    async with _page(**DESK) as page:
        hands = Hands(page)
        await page.goto(url)
        await album.take(page, "start")
        await hands.begin(url)
        await hands.through(FACTS[:2])
        await expect(hands.asked("买来做什么用")).to_be_visible()
        await album.take(page, "first-questions")
        await hands.through(FACTS[2:], EVIDENCE[:2])
        await expect(hands.asked("请发「付款记录」")).to_be_visible()
        await page.get_by_role("button", name="样例截图").click()
        await album.take(page, "samples")
        for name in ("付款记录", "催发货的聊天", "商品页和发货承诺"):
            await page.get_by_label(f"选中{name}").check()
        await page.locator("#samples-send").click()
        await expect(hands.asked("归入「付款记录」")).to_be_visible()
        await album.take(page, "album")
        await hands.through(EVIDENCE[3:], FILING)
        await expect(hands.asked("状态：等平台答复")).to_be_visible()
        await hands.wait_for("平台答复：等到了")
        await album.take(page, "reminder")
        await hands.answer("平台有结果了吗", "[到期仍未答复]")
        await hands.through(ESCALATION[:1])
        await expect(hands.asked("照上面的内容在 12315 提交后")).to_be_visible()
        await album.take(page, "copy-buttons")
        await page.get_by_role("button", name="故障开关").click()
        await page.locator("#faults-kind").select_option("429")
        await page.locator("#faults-method").select_option("sendPhoto")  # the bot sends none: it stays armed
        await page.get_by_role("button", name="设上").click()
        await album.take(page, "faults")
        await page.get_by_role("button", name="全部取消").click()
        await page.keyboard.press("Escape")


async def _on_a_phone(album: Album, url: str) -> None:
    async with _page(**PHONE) as page:
        hands = Hands(page)
        await page.goto(url)
        await hands.unfold()
        await album.take(page, "phone-unfolded")
        await page.get_by_role("button", name="新用户").click()
        await hands.use(page.get_by_role("button", name="开始", exact=True))
        await hands.through(FACTS, EVIDENCE)
        await album.take(page, "phone")
        await hands.through(FILING)
        await page.emulate_media(color_scheme="dark")
        await expect(hands.asked("状态：等平台答复")).to_be_visible()
        await hands.wait_for("平台答复：等到了")
        await hands.answer("平台有结果了吗", "[到期仍未答复]")
        await hands.through(ESCALATION, CLOSING)
        await expect(hands.asked("状态：已结束")).to_be_visible()
        await album.take(page, "phone-dark-closed")
        await page.emulate_media(color_scheme="light")
        await hands.unfold()
        await page.get_by_role("button", name="播放一个故事").click()
        await album.take(page, "phone-stories")


async def _all(out: Path) -> None:
    album = Album(out)
    with tempfile.TemporaryDirectory() as folder, town(Path(folder)) as place:
        await _on_a_desk(album, place.url)
        await _on_a_phone(album, place.url)


if __name__ == "__main__":
    asyncio.run(_all(Path(sys.argv[1])))
