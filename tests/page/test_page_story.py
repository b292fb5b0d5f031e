"""Stories and samples on the page: played to the end, paused, stopped; sent one by one and as an album."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.e2e.town import Town
from tests.page.hands import Hands


async def _play(page: Page, place: Town, story: str) -> None:
    await page.goto(place.url)
    await page.get_by_role("button", name="播放一个故事").click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{story}")).click()
    await page.get_by_label("速度").select_option("50")


@pytest.mark.parametrize(
    ("story", "ending"),
    [
        ("silent then 12315", "没有解决"),
        ("two complaints", ""),
        ("supplement asked", ""),
        ("refused then 12315", ""),
        ("other paths", ""),
        ("withdrawn", ""),
        ("not a consumer", ""),
        ("restart in", ""),
        ("resolved at", ""),
    ],
)
async def test_a_story_is_played_to_its_end(desktop: Page, place: Town, story: str, ending: str) -> None:
    await _play(desktop, place, story)
    await expect(desktop.locator("#player-text")).to_have_text(re.compile("演完了|停在这里"), timeout=60_000)
    await expect(desktop.locator("#player-text")).to_contain_text("演完了")
    await expect(Hands(desktop).asked("状态：已结束")).to_contain_text(ending)
    await expect(desktop.locator("#drift")).to_contain_text("比真实时间快")
