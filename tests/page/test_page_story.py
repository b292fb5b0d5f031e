"""Stories and samples on the page: played to the end, paused, stopped; sent one by one and as an album."""

import re
from pathlib import Path

from playwright.async_api import Page, expect

from playground.server import running
from tests.e2e.town import Town
from tests.page.hands import Hands


async def _play(page: Page, place: Town, story: str) -> None:
    await page.goto(place.url)
    await Hands(page).unfold()
    await page.get_by_role("button", name="播放一个故事").click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{story}")).click()
    await page.get_by_label("速度").select_option("50")


async def test_a_story_is_played_to_its_end(desktop: Page, place: Town) -> None:
    await _play(desktop, place, "私下和解后撤回")
    await expect(desktop.locator("#player-text")).to_have_text(re.compile("演完了|停在这里"), timeout=60_000)
    await expect(desktop.locator("#player-text")).to_contain_text("演完了")
    await expect(Hands(desktop).asked("状态：已结束")).to_contain_text("补发")
    await expect(desktop.locator("#drift")).to_contain_text("比真实时间快")


async def test_a_story_pauses_goes_on_and_stops(phone: Page, place: Town) -> None:
    await _play(phone, place, "平台不答复")
    hands, status = Hands(phone, keyboard=True), phone.locator("#player-text")
    await expect(status).to_contain_text(re.compile(r"[4-9]/"))
    await phone.keyboard.press("Tab")  # away from where the mouse put the focus, and back by keyboard
    await hands.use(phone.get_by_role("button", name="暂停播放"))
    await phone.wait_for_timeout(600)
    held = await status.text_content()
    await phone.wait_for_timeout(600)
    await expect(status).to_have_text(held or "")
    await hands.use(phone.get_by_role("button", name="继续播放"))
    await expect(status).not_to_have_text(held or "")
    await hands.use(phone.get_by_role("button", name="停止播放"))
    await expect(status).to_have_text("已停止")
    await hands.use(phone.get_by_role("button", name="收起"))
    await expect(phone.locator("#player")).to_be_hidden()


async def test_samples_go_out_one_by_one_as_files_and_as_an_album(desktop: Page, place: Town) -> None:
    await Hands(desktop).begin(place.url)
    opener = desktop.get_by_role("button", name="样例截图")
    await opener.click()
    await desktop.get_by_role("button", name="发送：订单详情页").click()
    await expect(desktop.locator(".own img")).to_have_js_property("naturalWidth", 780)
    await opener.click()
    await desktop.get_by_label("作为文件发送（不压缩）").check()
    await desktop.get_by_role("button", name="发送：付款记录").click()
    await expect(desktop.locator(".own .file-name")).to_contain_text("样例-付款记录.jpg")
    await opener.click()
    await desktop.get_by_label("作为文件发送（不压缩）").uncheck()
    for name in ("付款记录", "催发货的聊天"):
        await desktop.get_by_label(f"选中{name}").check()
    await desktop.get_by_role("button", name="发送选中的 2 张（成一组）").click()
    await expect(desktop.locator(".own .grid img")).to_have_count(2)


async def test_without_stories_the_button_is_not_there(desktop: Page, tmp_path: Path) -> None:
    async with running(tmp_path) as lane:
        await desktop.goto(lane.url)
        await expect(desktop.get_by_role("button", name="样例截图")).to_be_visible()
        await expect(desktop.locator("#people button")).to_have_count(1)
        await expect(desktop.get_by_role("button", name="播放一个故事")).to_be_hidden()
