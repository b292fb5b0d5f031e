"""How fast the page is there: next to an almost empty page of the same server, on the same machine, in the same minute."""

from pathlib import Path
from statistics import median

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright, expect

from playground import TOKEN, site
from playground.server import running
from tests.page.browser import ARGUMENTS
from tests.playground.conftest import Phone

ROUNDS = 7
PAINTED = """() => new Promise((done) => {
  const look = () => {
    const [found] = performance.getEntriesByName("first-contentful-paint");
    if (found) done(found.startTime); else setTimeout(look, 10);
  };
  look();
})"""


async def _empty(request: web.Request) -> web.Response:
    return web.Response(text="<!doctype html><meta charset=utf-8><p>本机演练", content_type="text/html")


async def _painted(browser: Browser, url: str) -> float:
    """Milliseconds to the first contentful paint, with nothing cached."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(url, wait_until="commit")
    found = float(await page.evaluate(PAINTED))
    await context.close()
    return found


async def test_the_first_paint_takes_little_longer_than_an_empty_pages(
    chromium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = site.routes()
    monkeypatch.setattr(site, "routes", lambda: [*known, web.get("/empty", _empty)])
    async with running(tmp_path) as place, async_playwright() as playwright:
        async with aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session:
            phone = Phone(place, session)
            await phone.arrive()
            for number in range(100):
                await phone.say(f"第 {number} 条")
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        full, empty = [], []
        for _ in range(ROUNDS):
            empty.append(await _painted(browser, f"{place.url}/empty"))
            full.append(await _painted(browser, place.url))
        await browser.close()
    print(f"first contentful paint, median ms: {median(full):.0f}, an empty page {median(empty):.0f}")
    assert median(full) < 3 * median(empty) + 50
    assert median(full) < 1500  # whatever else runs on the machine


async def test_the_frame_is_painted_before_the_history_comes(desktop: Page, tmp_path: Path) -> None:
    async with running(tmp_path) as place:
        await desktop.route("**/play/**", lambda route: None)  # never answered
        await desktop.goto(place.url)
        await expect(desktop.get_by_label("发消息")).to_be_visible()
        assert await desktop.evaluate(PAINTED) > 0
        await expect(desktop.locator(".app")).not_to_have_attribute("inert", "")
        await desktop.unroute_all(behavior="ignoreErrors")


async def test_nothing_but_the_page_itself_is_asked_for_before_the_first_paint(
    desktop: Page, tmp_path: Path
) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    async with running(tmp_path) as place:
        await desktop.add_init_script("window.PerformanceObserver = class { observe() {} }")
        await desktop.add_init_script("window.setTimeout = () => 0")
        await desktop.goto(place.url)
        await expect(desktop.get_by_label("发消息")).to_be_visible()
        assert set(asked) <= {f"{place.url}/{path}" for path in ("", "favicon.ico")}
