"""The whole way of a buyer, at the page, against the real program: from /start to the money back."""

import re

from playwright.async_api import Page, expect

from tests.e2e.town import Town
from tests.page.hands import CLOSING, ESCALATION, EVIDENCE, FACTS, FILING, Hands


async def _go(hands: Hands, place: Town) -> None:
    page = hands.page
    await hands.begin(place.url)
    await hands.through(FACTS, EVIDENCE)
    await expect(page.locator(".own img")).to_have_count(2)
    await hands.through(FILING)
    await expect(hands.asked("状态：等平台答复")).to_be_visible()
    await hands.wait_for("平台答复：等到了")
    await hands.answer("平台有结果了吗", "[到期仍未答复]")
    await hands.through(ESCALATION)
    await expect(hands.asked("状态：等 12315 受理")).to_be_visible()
    await hands.through(CLOSING)
    await expect(hands.asked("状态：已结束")).to_contain_text("全额退款")


async def test_a_buyer_gets_from_start_to_the_money_back(desktop: Page, place: Town) -> None:
    await _go(Hands(desktop), place)
    await expect(desktop.locator("#drift")).to_contain_text(re.compile("快 .*天"))


async def test_the_same_on_a_narrow_screen_by_keyboard_alone(phone: Page, place: Town) -> None:
    hands = Hands(phone, keyboard=True)
    await _go(hands, place)
    assert hands.tabs < 400
    wide = await phone.evaluate("document.documentElement.scrollWidth")
    assert wide == 390


async def test_a_drawer_opens_and_closes_by_keyboard(phone: Page, place: Town) -> None:
    hands = Hands(phone, keyboard=True)
    await hands.begin(place.url)
    await hands.unfold()
    await hands.use(phone.get_by_role("button", name="故障开关"))
    await expect(phone.get_by_role("dialog", name="故障开关")).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(phone.get_by_role("dialog")).to_have_count(0)
    await expect(phone.get_by_role("button", name="更多")).to_be_focused()
    menu = phone.get_by_role("button", name="命令菜单")
    await hands.use(menu)
    await expect(phone.get_by_role("list", name="命令").get_by_role("button").first).to_be_focused()
    await phone.keyboard.press("Escape")
    await expect(menu).to_be_focused()


async def test_on_a_narrow_screen_the_controls_take_one_row_and_unfold_by_keyboard(
    phone: Page, place: Town
) -> None:
    hands = Hands(phone, keyboard=True)
    await hands.begin(place.url)
    assert await phone.evaluate("document.querySelector('.side').offsetHeight") <= 60
    await expect(phone.get_by_role("button", name="新用户")).to_be_hidden()
    await hands.unfold()
    await expect(phone.get_by_role("button", name="新用户")).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(phone.get_by_role("button", name="新用户")).to_be_hidden()
    await expect(phone.get_by_role("button", name="更多")).to_be_focused()
    await hands.unfold()
    await hands.use(phone.get_by_role("button", name="新用户"))
    await expect(phone.locator("#people button")).to_have_count(2)
    await expect(phone.get_by_role("button", name="更多")).to_be_focused()
