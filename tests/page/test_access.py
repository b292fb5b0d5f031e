"""What a screen reader and a strict eye find: nothing serious, in light and dark, wide and narrow, in every drawer."""

import importlib.util
import os
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Page, expect

from tests.e2e.town import Town
from tests.page.hands import EVIDENCE, FACTS, Hands

_PACKAGE = "axe_playwright_python"  # carries axe.min.js (MPL 2.0), so nothing is fetched


@pytest.fixture
def axe() -> str:
    """axe-core's source; without it skipped in one visible line, or failed where nothing may be skipped."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        reason = f"{_PACKAGE} is missing: the page's accessibility is not checked"
        if os.environ.get("NO_SKIPS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


async def _violations(page: Page, axe: str) -> list[str]:
    """Everything serious or critical, named with where it is."""
    await page.evaluate("document.getAnimations().forEach(one => one.finish())")
    await page.evaluate(axe)
    found: dict[str, Any] = await page.evaluate("axe.run()")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


async def _look_everywhere(page: Page, axe: str) -> list[str]:
    found = []
    schemes: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {one}" for one in await _violations(page, axe)]
        hands = Hands(page)
        await hands.unfold()
        found += [f"{scheme} unfolded {one}" for one in await _violations(page, axe)]
        for name in ("样例截图", "播放一个故事", "故障开关"):
            await hands.unfold()
            await page.get_by_role("button", name=name).click()
            await expect(page.get_by_role("dialog", name=name)).to_be_visible()
            found += [f"{scheme} {name} {one}" for one in await _violations(page, axe)]
            await page.keyboard.press("Escape")
        await page.get_by_role("button", name="命令菜单").click()
        found += [f"{scheme} menu {one}" for one in await _violations(page, axe)]
        await page.keyboard.press("Escape")
    return found


async def test_nothing_serious_on_a_desk(desktop: Page, place: Town, axe: str) -> None:
    hands = Hands(desktop)
    await hands.begin(place.url)
    await hands.through(FACTS, EVIDENCE[:1])
    await expect(hands.asked("归入「订单详情页」")).to_be_visible()
    assert await _look_everywhere(desktop, axe) == []


async def test_nothing_serious_on_a_phone(phone: Page, place: Town, axe: str) -> None:
    await phone.goto(place.url)
    assert await _violations(phone, axe) == []
    hands = Hands(phone)
    await hands.begin(place.url)
    await expect(hands.asked("卡盟订单投诉助手")).to_be_visible()
    assert await _look_everywhere(phone, axe) == []
