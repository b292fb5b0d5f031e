"""The chat page in a real browser: what a user does there, and that hostile text stays text."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import ConsoleMessage, Page, async_playwright, expect

from playground import TOKEN
from playground.server import running
from tests.playground.conftest import Phone

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _serious(line: ConsoleMessage) -> bool:
    """A refused connection or an old session's 401 is what a restart looks like."""
    return line.type == "error" and not re.search(r"ERR_|401|503", line.text)


@pytest.fixture
async def page(chromium: Path) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        context = await browser.new_context(viewport={"width": 390, "height": 844})
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        made = await context.new_page()
        problems: list[str] = []
        made.on("pageerror", lambda error: problems.append(str(error)))
        made.on("console", lambda line: problems.append(line.text) if _serious(line) else None)
        yield made
        await browser.close()
        assert problems == []


async def test_a_user_talks_presses_copies_and_sends_a_picture(page: Page, phone: Phone) -> None:
    await page.goto(phone.place.url)
    await page.get_by_label("发消息").fill("你好")
    await page.keyboard.press("Enter")
    await expect(page.locator(".own .text").last).to_have_text("你好")

    buttons = [
        [{"text": "自用", "callback_data": "self"}],
        [{"text": "复制订单号", "copy_text": {"text": "A1"}}],
    ]
    markup = {"inline_keyboard": buttons}
    sent = await phone.say("<b>第 1/7 步</b> 自用吗？", parse_mode="HTML", reply_markup=markup)
    await expect(page.locator(".theirs .text b")).to_have_text("第 1/7 步")
    async with page.expect_response("**/play/press"):
        await page.get_by_role("button", name="自用").click()
    [pressed] = await phone.updates(offset=-1)
    assert pressed["callback_query"]["data"] == "self"
    await phone.call("answerCallbackQuery", callback_query_id=pressed["callback_query"]["id"], text="记下了")
    await expect(page.locator("#toast")).to_have_text("记下了")
    await page.get_by_role("button", name="复制订单号").click()
    await expect(page.locator("#toast")).to_have_text("已复制")
    assert await page.evaluate("navigator.clipboard.readText()") == "A1"
    await phone.call("editMessageText", chat_id=phone.user, message_id=sent["message_id"], text="自用")
    await expect(page.locator(".theirs .text").last).to_have_text("自用")
    await expect(page.locator(".keys")).to_have_count(0)

    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "PNG")
    await page.locator("#files").set_input_files(
        {"name": "单.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.locator(".own img")).to_have_js_property("naturalWidth", 300)


async def test_the_clock_is_moved_and_the_bot_blocked_from_the_page(page: Page, phone: Phone) -> None:
    await page.goto(phone.place.url)
    await page.get_by_role("button", name="+1 天").click()
    await expect(page.locator("#drift")).to_contain_text("快 1 天")
    await phone.play("wake", at="2099-01-01T09:00:00+08:00")
    await page.get_by_role("button", name="到下一个期限").click()
    await expect(page.locator("#now")).to_contain_text("2099年1月1日")
    await page.get_by_role("button", name="停用机器人").click()
    said = page.get_by_role("button", name="重新启用机器人")
    await expect(said).to_be_visible()
    assert "blocked" in await phone.refused("sendMessage", chat_id=phone.user, text="x")
    await said.click()
    await expect(page.get_by_label("发消息")).to_be_visible()
    await phone.say("回来了")
    await expect(page.locator(".theirs .text").last).to_have_text("回来了")


HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


async def test_hostile_text_stays_text_in_every_field(page: Page, phone: Phone) -> None:
    await phone.call("setMyName", name=HOSTILE[:64])
    await phone.call("setMyDescription", description=HOSTILE)
    await phone.call("setMyCommands", commands=[{"command": "x", "description": HOSTILE}])
    link = '<a href="javascript:document.title=1">x</a>'
    await phone.say(f"{link}{HOSTILE.replace('<', '&lt;')}", parse_mode="HTML")
    entities = [{"type": "text_link", "offset": 0, "length": 4, "url": "javascript:document.title='owned'"}]
    await phone.say(HOSTILE, entities=entities)
    await phone.say(
        "x", reply_markup={"inline_keyboard": [[{"text": HOSTILE, "callback_data": HOSTILE[:64]}]]}
    )
    await phone.say("y", reply_markup={"keyboard": [[HOSTILE]], "input_field_placeholder": HOSTILE})
    await phone.upload("document", (HOSTILE.replace('"', "'"), b"x", "text/html"), caption=HOSTILE)
    await phone.play("send", text=HOSTILE, forward_origin={"type": "hidden_user", "name": HOSTILE})
    await phone.play("users", first_name=HOSTILE)
    await page.goto(phone.place.url)
    await expect(page.locator(".own .text").last).to_have_text(HOSTILE)
    await expect(page.locator("a[href^='javascript']")).to_have_count(0)
    await expect(page.locator("img[src='x']")).to_have_count(0)
    assert await page.title() == "维权助手 · 本机演练"


async def test_other_users_messages_are_counted_until_looked_at(page: Page, phone: Phone) -> None:
    first = phone.user
    await phone.arrive("小周")
    await page.goto(phone.place.url)
    await page.get_by_role("button", name="更多").click()
    await expect(page.get_by_role("button", name="小林")).to_have_attribute("aria-current", "true")
    await phone.say("给小周")
    other = page.locator("#people button").nth(1)
    await expect(other.locator(".badge")).to_have_text("1")
    await other.click()
    await expect(other).to_be_hidden()  # a choice folds the controls again
    await expect(page.locator(".theirs .text")).to_have_text("给小周")
    await expect(other.locator(".badge")).to_have_count(0)
    assert first != phone.user


async def test_the_page_comes_back_after_a_restart_and_misses_nothing(page: Page, tmp_path: Path) -> None:
    async with running(tmp_path) as place, aiohttp.ClientSession(headers={"X-Session": TOKEN}) as session:
        async with session.post(f"{place.url}/play/users", json={}) as answer:
            user = (await answer.json())["id"]
        await session.post(f"{place.url}/play/send", json={"user": user, "text": "重启之前"})
        await page.goto(place.url)
        await expect(page.locator(".own .text")).to_have_text("重启之前")
        port = int(place.url.rpartition(":")[2])
    await expect(page.locator("#offline")).to_be_visible()
    async with running(tmp_path, port) as place, aiohttp.ClientSession() as session:
        message = {"chat_id": user, "text": "重启之后"}
        await session.post(f"{place.url}/bot{TOKEN}/sendMessage", json=message)
        await expect(page.locator(".theirs .text")).to_have_text("重启之后")
        await expect(page.locator("#offline")).to_be_hidden()
