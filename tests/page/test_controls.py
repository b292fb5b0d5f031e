"""The controls of the chat, each as a person uses it: typing, times, links, keyboards, paste and drop."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Page, expect

from playground import TOKEN
from playground.server import Place
from tests.playground.conftest import Phone

# What a browser hands over when a picture is pasted or dropped.
HANDED = """async (kind) => {
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext("2d").fillRect(0, 0, 40, 30);
  const data = new DataTransfer();
  data.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], "贴图.png", { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent("drop", { ...options, dataTransfer: data });
  document.querySelector("#text").dispatchEvent(event);
}"""


@pytest.fixture
async def bot(lane: Place, desktop: Page) -> AsyncIterator[Phone]:
    """What the bot would call, for the user of an open page who said /start."""
    async with aiohttp.ClientSession(lane.url, headers={"X-Session": TOKEN}) as session:
        await desktop.goto(lane.url)
        await desktop.get_by_role("button", name="开始", exact=True).click()
        await expect(desktop.locator(".own .text")).to_have_text("/start")
        made = Phone(lane, session)
        made.user = (await made.look("users"))[0]["id"]
        yield made


async def test_typing_shows_and_a_message_ends_it(bot: Phone, desktop: Page) -> None:
    await bot.call("sendChatAction", chat_id=bot.user, action="typing")
    await expect(desktop.locator("#presence")).not_to_have_text("机器人")
    await bot.say("好了")
    await expect(desktop.locator("#presence")).to_have_text("机器人")


async def test_a_moment_is_shown_in_the_readers_time(bot: Phone, desktop: Page) -> None:
    await bot.say('到 <tg-time unix="1795370400" format="wDt">那时</tg-time> 为止', parse_mode="HTML")
    shown = desktop.locator(".theirs .text").last
    await expect(shown).to_contain_text("2026")
    await expect(shown).not_to_contain_text("那时")


async def test_a_link_under_a_message_opens_apart(bot: Phone, desktop: Page) -> None:
    markup = {"inline_keyboard": [[{"text": "打开", "url": "https://example.org/a"}]]}
    await bot.say("看这里", reply_markup=markup)
    link = desktop.get_by_role("link", name="打开")
    await expect(link).to_have_attribute("href", "https://example.org/a")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_a_reply_keyboard_answers_with_its_words(bot: Phone, desktop: Page) -> None:
    await bot.say("选一个", reply_markup={"keyboard": [[{"text": "甲"}, {"text": "乙"}]]})
    await desktop.get_by_role("group", name="快捷回复").get_by_role("button", name="乙").click()
    await expect(desktop.locator(".own .text").last).to_have_text("乙")


@pytest.mark.parametrize("kind", ["paste", "drop"])
async def test_a_picture_handed_over_waits_to_be_sent(bot: Phone, desktop: Page, kind: str) -> None:
    await desktop.evaluate(HANDED, kind)
    await expect(desktop.locator("#staged-files")).to_contain_text("贴图.png")
    await desktop.get_by_role("button", name="发送", exact=True).click()
    await expect(desktop.locator(".own img")).to_have_count(1)


async def test_a_voice_message_can_be_listened_to(bot: Phone, desktop: Page) -> None:
    await bot.upload("voice", ("话.ogg", b"OggS" + bytes(60), "audio/ogg"))
    await expect(desktop.locator(".own audio")).to_have_count(1)
