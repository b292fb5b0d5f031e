"""The page stays open while the program dies and comes back, and while its user changes their mind."""

from playwright.async_api import Page, expect

from tests.e2e.town import Town
from tests.page.hands import Hands


async def test_a_message_sent_while_the_bot_is_dead_is_answered_when_it_is_back(
    desktop: Page, place: Town
) -> None:
    hands = Hands(desktop)
    await hands.begin(place.url)
    place.kill()
    await desktop.fill("#text", "/new")
    await desktop.keyboard.press("Enter")
    await expect(desktop.locator(".own").last).to_contain_text("/new")
    place.start()
    await expect(hands.asked("先说说遇到了什么")).to_be_visible()


async def test_a_sent_message_can_be_edited_and_the_bot_keeps_both(desktop: Page, place: Town) -> None:
    hands = Hands(desktop)
    await hands.begin(place.url)
    await desktop.fill("#text", "我在快充卡盟买的点卡三天没发货了")
    await desktop.keyboard.press("Enter")
    await expect(hands.asked("这是我从你的话里读到的")).to_be_visible()
    mine = desktop.locator(".own").last
    await mine.hover()
    await mine.get_by_role("button", name="编辑").click()
    await desktop.fill("#text", "我在快充卡盟买的点卡四天没发货了")
    await desktop.keyboard.press("Enter")
    await expect(desktop.locator(".own").last).to_contain_text("四天")
    await expect(desktop.locator(".theirs").filter(has_text="改前改后我都留着")).to_be_visible()
