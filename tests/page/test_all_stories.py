"""Eight of the stories the page lists, chosen evenly, played on their own days as fast as it goes: none strays from its script.

All would take four minutes on two cores; the choice moves on when a story is added.
"""

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Browser, async_playwright, expect

from playground import TOKEN
from tests.e2e.town import Town
from tests.page.browser import ARGUMENTS
from tests.page.conftest import town

SAMPLE = 8
BESIDE = 4
BEFORE_ALL = "2025-12-01T00:00:00+08:00"
NOTED = """() => {
  window.noted = [];
  const toast = document.querySelector("#toast");
  new MutationObserver(() => window.noted.push(toast.textContent)).observe(toast, { childList: true });
}"""


async def _call(place: Town, method: str, act: str, **body: Any) -> Any:
    async with (
        aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session,
        session.request(method, f"/play/{act}", json=body or None) as answer,
    ):
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def _listed() -> list[str]:
    """The names of the stories, as the server tells them."""
    with tempfile.TemporaryDirectory() as folder, town(Path(folder)) as place:
        return [story["name"] for story in await _call(place, "GET", "stories")]


async def _play(browser: Browser, place: Town, number: int) -> str:
    """How the story ended, with every line it had to leave out."""
    await _call(place, "POST", "clock", to=BEFORE_ALL, reset=True)
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1180, "height": 820})
    page = await context.new_page()
    await page.goto(place.url)
    await page.evaluate(NOTED)
    await page.get_by_role("button", name="播放一个故事").click()
    await page.locator("#stories-list button").nth(number).click()
    await page.get_by_label("速度").select_option("50")
    status = page.locator("#player-text")
    await expect(status).to_have_text(re.compile("演完了|停在这里"), timeout=120_000)
    left_out = [note for note in await page.evaluate("window.noted") if "略过" in note]
    ended = await status.text_content()
    await context.close()
    return " ".join([str(ended), *left_out])


async def test_the_stories_the_page_lists_are_played_to_their_ends(chromium: Path, tmp_path: Path) -> None:
    names = await _listed()
    chosen = [len(names) * turn // SAMPLE for turn in range(SAMPLE)]
    turns = asyncio.Semaphore(BESIDE)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)

        async def one(number: int) -> str:
            folder = tmp_path / names[number]
            folder.mkdir()
            async with turns:
                with town(folder) as place:
                    return await _play(browser, place, number)

        ended = await asyncio.gather(*(one(number) for number in chosen))
        await browser.close()
    strayed = {names[n]: how for n, how in zip(chosen, ended, strict=True) if how != "故事演完了，可以接着聊"}
    assert strayed == {}
