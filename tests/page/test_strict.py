"""Hostile text through every method the page shows, a restart under the writer's hands."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import Page, expect

from playground import TOKEN
from playground.server import Place, running
from tests.playground.conftest import Phone

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><svg onload=document.title='owned'><b>\u202e&lt;"
LINKS = ("javascript:document.title='owned'", "data:text/html,<script>1</script>", "vbscript:x")


@pytest.fixture
async def attacker(lane: Place) -> AsyncIterator[Phone]:
    """Says whatever it likes, as the bot and as a user."""
    async with aiohttp.ClientSession(lane.url, headers={"X-Session": TOKEN}) as session:
        made = Phone(lane, session)
        await made.arrive(HOSTILE)
        yield made


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG")
    return out.getvalue()


async def _file(attacker: Phone, method: str, kind: str, **fields: str) -> Any:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(attacker.user))
    for name, value in fields.items():
        form.add_field(name, value)
    name = HOSTILE.replace('"', "'")
    form.add_field(kind, _picture(), filename=name, content_type="text/html")
    async with attacker.session.post(f"/bot{TOKEN}/{method}", data=form) as answer:
        body = await answer.json()
        assert body["ok"], body
        return body["result"]


async def _attack(attacker: Phone) -> None:
    """Every method with text in it, each field hostile."""
    call, user = attacker.call, attacker.user
    await call("setMyName", name=HOSTILE[:64])
    await call("setMyDescription", description=HOSTILE)
    await call("setMyShortDescription", short_description=HOSTILE[:120])
    await call("setMyCommands", commands=[{"command": "x", "description": HOSTILE}])
    keys = {
        "inline_keyboard": [
            [{"text": HOSTILE, "callback_data": "x"}, {"text": HOSTILE, "copy_text": {"text": HOSTILE}}]
        ]
    }
    sent = await attacker.say(HOSTILE, reply_markup=keys)
    await call(
        "editMessageText", chat_id=user, message_id=sent["message_id"], text=f"{HOSTILE}!", reply_markup=keys
    )
    await attacker.say(HOSTILE, reply_parameters={"message_id": sent["message_id"]})
    for kind in (
        "bold",
        "code",
        "pre",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "hashtag",
        "url",
        "bot_command",
    ):
        await attacker.say(HOSTILE, entities=[{"type": kind, "offset": 0, "length": 30, "language": HOSTILE}])
    for link in LINKS:
        await attacker.say(HOSTILE, entities=[{"type": "text_link", "offset": 0, "length": 9, "url": link}])
    photo = await _file(attacker, "sendPhoto", "photo", caption=HOSTILE)
    await call("editMessageCaption", chat_id=user, message_id=photo["message_id"], caption=f"{HOSTILE}!")
    await _file(attacker, "sendDocument", "document", caption=HOSTILE)
    media = [{"type": "photo", "media": "attach://a", "caption": HOSTILE}]
    await _file(attacker, "sendMediaGroup", "a", media=json.dumps(media))
    await attacker.say("y", reply_markup={"keyboard": [[HOSTILE]], "input_field_placeholder": HOSTILE[:64]})
    for kind in ("user", "hidden_user", "chat", "channel"):
        await attacker.play("send", text=HOSTILE, forward_origin={"type": kind, "name": HOSTILE})
    await attacker.upload("document", (HOSTILE.replace('"', "'"), b"<script>", "text/html"), caption=HOSTILE)
    await attacker.upload(
        "photo", ("a.jpg", _picture(), "image/jpeg"), ("b.jpg", _picture(), "image/jpeg"), caption=HOSTILE
    )


async def test_hostile_text_stays_text_through_every_method(
    desktop: Page, lane: Place, attacker: Phone
) -> None:
    (lane.world.folder / "stories").mkdir()
    (lane.world.folder / "stories" / "x.txt").write_text(
        f"// 故事：{HOSTILE}\n# 2026-01-01 10:00\n我> {HOSTILE}\n"
    )
    lane.world.stories = lane.world.folder / "stories"
    await _attack(attacker)
    await desktop.goto(lane.url)
    await expect(desktop.locator("#messages > li:not(.day)")).to_have_count(25)
    await desktop.get_by_role("button", name="播放一个故事").click()
    await expect(desktop.locator("#stories-list b")).to_have_text(HOSTILE)
    await desktop.keyboard.press("Escape")
    await attacker.say(HOSTILE)
    message = desktop.locator("#messages [data-data]").first
    async with desktop.expect_response("**/play/press"):
        await message.click()
    [pressed] = await attacker.updates(offset=-1)
    answer = {"callback_query_id": pressed["callback_query"]["id"], "text": HOSTILE, "show_alert": True}
    await attacker.call("answerCallbackQuery", **answer)
    await expect(desktop.locator("#alert-text")).to_have_text(HOSTILE)
    made = await desktop.evaluate(
        """() => ({
        strange: [...document.querySelectorAll('svg:not(.glyph), script:not([src], #boot), iframe, object, embed, img[src=x]')].length,
        handlers: [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(a => /^on/.test(a.name))).length,
        links: [...document.querySelectorAll('a[href]')].filter(a => !/^(https?|mailto|tel):|#/.test(a.href)).length,
        title: document.title })"""
    )
    assert made == {"strange": 0, "handlers": 0, "links": 0, "title": "维权助手 · 本机演练"}


async def test_nothing_written_is_lost_when_the_server_restarts(desktop: Page, tmp_path: Path) -> None:
    async with running(tmp_path) as place:
        await desktop.goto(place.url)
        await desktop.get_by_role("button", name="开始", exact=True).click()
        await expect(desktop.locator(".own .text")).to_have_text("/start")
        port = int(place.url.rpartition(":")[2])
    await expect(desktop.locator("#offline")).to_be_visible()
    box = desktop.get_by_label("发消息")
    await box.fill("断线时写的")
    await desktop.keyboard.press("Enter")
    await expect(desktop.locator("#queue")).to_contain_text("断线时写的")
    await expect(box).to_have_value("")
    async with running(tmp_path, port):
        await expect(desktop.locator("#offline")).to_be_hidden()
        await expect(desktop.locator("#messages .own .text").last).to_have_text("断线时写的")
        await expect(desktop.locator("#queue li")).to_have_count(0)
        await box.fill("重新载入之前写的")
        await desktop.reload()
        await expect(box).to_have_value("重新载入之前写的")
        await expect(desktop.locator(".own .text")).to_have_count(2)


async def test_pictures_sent_together_stand_in_one_grid(desktop: Page, lane: Place, attacker: Phone) -> None:
    pictures = [(f"{number}.jpg", _picture(), "image/jpeg") for number in range(3)]
    await desktop.goto(lane.url)
    sent = await attacker.upload("photo", *pictures, caption="三张")
    grid = desktop.locator("#messages > li > .grid")
    await expect(grid.locator(".picture img")).to_have_count(3)
    await expect(grid.locator(".text:visible")).to_have_text("三张")
    await expect(grid.locator("time:visible")).to_have_count(1)
    await attacker.say("答第一张", reply_parameters={"message_id": sent[0]["message_id"]})
    await desktop.locator(".theirs .quote").click()
    await expect(grid.locator("li.flash")).to_have_count(1)


async def test_faults_are_armed_counted_and_cleared(desktop: Page, lane: Place, attacker: Phone) -> None:
    await desktop.goto(lane.url)
    await desktop.get_by_role("button", name="故障开关").click()
    await desktop.get_by_label("故障", exact=True).select_option("500")
    await desktop.get_by_label("出在").select_option("sendMessage")
    await desktop.get_by_label("时机").select_option("after")
    await desktop.get_by_label("次数").fill("2")
    await desktop.get_by_role("button", name="设上").click()
    armed = desktop.locator("#faults-armed li")
    await expect(armed).to_have_text("500 服务器出错 · 发消息 sendMessage · 生效之后 · 还剩 2 次")
    assert "Internal" in await attacker.refused("sendMessage", chat_id=attacker.user, text="做成了但没说")
    await expect(armed).to_contain_text("还剩 1 次")
    await desktop.get_by_role("button", name="全部取消").click()
    await expect(armed).to_contain_text("没有设置故障")
    await desktop.keyboard.press("Escape")
    await expect(desktop.locator(".theirs .text")).to_have_text("做成了但没说")


async def test_every_fault_of_the_drawer_can_be_armed_and_is_named(desktop: Page, lane: Place) -> None:
    await desktop.goto(lane.url)
    await desktop.get_by_role("button", name="故障开关").click()
    kinds = desktop.locator("#faults-kind option")
    armed = desktop.locator("#faults-armed li")
    for number in range(await kinds.count()):
        name = await kinds.nth(number).text_content() or ""
        await desktop.locator("#faults-kind").select_option(name)
        await desktop.get_by_role("button", name="设上").click()
        await expect(armed).to_contain_text(name)
        await desktop.get_by_role("button", name="全部取消").click()
        await expect(armed).to_contain_text("没有设置故障")
