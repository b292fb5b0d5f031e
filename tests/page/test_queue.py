"""What a user sends while the server is away waits on the page, in order, and arrives once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, Route, expect

from playground import TOKEN
from playground.server import Place, running
from tests.page.test_controls import HANDED
from tests.playground.conftest import Phone


class Lane:
    """A server without a bot that goes away and comes back on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.stack = AsyncExitStack()

    async def start(self) -> Place:
        place = await self.stack.enter_async_context(running(self.folder, self.port))
        self.port = int(place.url.rpartition(":")[2])
        return place

    async def stop(self) -> None:
        await self.stack.aclose()

    async def texts(self) -> list[str]:
        """What the first user has said, as the server knows it."""
        url = f"http://127.0.0.1:{self.port}"
        async with aiohttp.ClientSession(url, headers={"X-Session": TOKEN}) as session:
            async with session.get("/play/users") as answer:
                user = (await answer.json())[0]["id"]
            async with session.get("/play/chat", params={"user": user}) as answer:
                messages = (await answer.json())["messages"]
        return [m.get("text") or m["media"]["name"] or "图片" for m in messages if m["own"]]


@pytest.fixture
async def away(tmp_path: Path, desktop: Page) -> AsyncIterator[Lane]:
    """An open chat; then the server is stopped."""
    lane = Lane(tmp_path / "playground")
    place = await lane.start()
    await desktop.goto(place.url)
    await desktop.get_by_role("button", name="开始", exact=True).click()
    await expect(desktop.locator("#messages .own .text")).to_have_text("/start")
    await lane.stop()
    await expect(desktop.locator("#offline")).to_be_visible()
    yield lane
    await lane.stop()


async def _write(page: Page, *lines: str) -> None:
    for line in lines:
        await page.fill("#text", line)
        await page.keyboard.press("Enter")


async def test_texts_and_files_written_while_it_is_away_arrive_by_themselves_in_order(
    desktop: Page, away: Lane
) -> None:
    await _write(desktop, "一", "二")
    await desktop.evaluate(HANDED, "paste")
    await desktop.locator("#as-file").check()
    await desktop.get_by_role("button", name="发送", exact=True).click()
    await _write(desktop, "三")
    waiting = desktop.locator("#queue li")
    await expect(waiting).to_have_count(4)
    await expect(waiting.nth(2)).to_contain_text("贴图.png")
    await expect(waiting.first.locator(".foot")).to_have_text("等待发送")
    await away.start()
    await expect(waiting).to_have_count(0)
    assert await away.texts() == ["/start", "一", "二", "贴图.png", "三"]


async def test_the_queue_goes_on_after_a_reload(desktop: Page, away: Lane) -> None:
    await desktop.evaluate(HANDED, "paste")
    await desktop.locator("#as-file").check()
    await _write(desktop, "看图")
    await _write(desktop, "之后")
    await expect(desktop.locator("#queue li")).to_have_count(2)
    await desktop.route("**/play/send", lambda route: route.abort())
    await desktop.route("**/play/media", lambda route: route.abort())
    await away.start()
    await desktop.reload()
    await expect(desktop.locator("#queue .text")).to_have_text(["看图", "之后"])
    await desktop.unroute_all()
    await expect(desktop.locator("#queue li")).to_have_count(0)
    assert await away.texts() == ["/start", "贴图.png", "之后"]


@pytest.mark.parametrize("how", ["lost answer", "502"])
async def test_an_answer_lost_after_the_effect_doubles_nothing(desktop: Page, away: Lane, how: str) -> None:
    await away.start()

    async def lose(route: Route) -> None:
        await route.fetch()
        await (route.abort() if how == "lost answer" else route.fulfill(status=502, body="<html>"))

    await desktop.route("**/play/send", lose, times=2)
    await expect(desktop.locator("#offline")).to_be_hidden()
    await _write(desktop, "只说一次", "然后这句")
    await expect(desktop.locator("#messages .own .text")).to_have_text(["/start", "只说一次", "然后这句"])
    await expect(desktop.locator("#queue li")).to_have_count(0)
    await asyncio.sleep(1)
    assert await away.texts() == ["/start", "只说一次", "然后这句"]


async def test_a_press_waits_and_is_heard_once(desktop: Page, away: Lane) -> None:
    place = await away.start()
    async with aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session:
        bot = Phone(place, session)
        bot.user = (await bot.look("users"))[0]["id"]
        await bot.say("好吗", reply_markup={"inline_keyboard": [[{"text": "好", "callback_data": "yes"}]]})
        key = desktop.get_by_role("button", name="好", exact=True)
        await expect(key).to_be_visible()
    await away.stop()
    await expect(desktop.locator("#offline")).to_be_visible()
    await key.click()
    await key.click()
    await expect(desktop.locator("#queue .text")).to_have_text("［好］")
    place = await away.start()
    await expect(desktop.locator("#queue li")).to_have_count(0)
    async with aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session:
        pressed = [one for one in await Phone(place, session).updates() if "callback_query" in one]
    assert [one["callback_query"]["data"] for one in pressed] == ["yes"]


async def test_a_change_made_while_it_is_away_waits_and_arrives_once(desktop: Page, away: Lane) -> None:
    await desktop.locator("#messages .own").hover()
    await desktop.get_by_role("button", name="编辑").click()
    await _write(desktop, "改过了")
    waiting = desktop.locator("#queue li")
    await expect(waiting.locator(".text")).to_have_text("改为：改过了")

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await desktop.route("**/play/edit", lose, times=1)
    place = await away.start()
    await expect(waiting).to_have_count(0)
    await expect(desktop.locator("#messages .own .text")).to_have_text("改过了")
    url = f"{place.url}/bot{TOKEN}/getUpdates"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        updates = (await answer.json())["result"]
    changes = [update["edited_message"]["text"] for update in updates if "edited_message" in update]
    assert changes == ["改过了"]


async def test_what_is_refused_says_why_and_does_not_hold_up_the_rest(desktop: Page, away: Lane) -> None:
    await away.start()
    await expect(desktop.locator("#offline")).to_be_hidden()
    answer = {"ok": False, "description": "Bad Request: no"}
    await desktop.route("**/play/send", lambda route: route.fulfill(status=400, json=answer), times=1)
    await _write(desktop, "不行的", "行的")
    await expect(desktop.locator("#messages .own .text")).to_have_text(["/start", "行的"])
    refused = desktop.locator("#queue li")
    await expect(refused).to_contain_text("没有发出：Bad Request: no")
    await refused.get_by_role("button", name="重发").click()
    await expect(desktop.locator("#messages .own .text")).to_have_text(["/start", "行的", "不行的"])
    await expect(refused).to_have_count(0)


async def test_what_waits_can_be_taken_back(desktop: Page, away: Lane) -> None:
    await _write(desktop, "算了")
    await desktop.locator("#queue").get_by_role("button", name="不发了").click()
    await expect(desktop.locator("#queue li")).to_have_count(0)
    await away.start()
    await expect(desktop.locator("#offline")).to_be_hidden()
    assert await away.texts() == ["/start"]


async def test_words_and_files_not_sent_yet_stay_with_their_user_through_a_reload(
    desktop: Page, away: Lane
) -> None:
    await away.start()
    await expect(desktop.locator("#offline")).to_be_hidden()
    await desktop.fill("#text", "写到一半")
    await desktop.evaluate(HANDED, "paste")
    await expect(desktop.locator("#staged-files")).to_contain_text("贴图.png")
    await desktop.get_by_role("button", name="新用户").click()
    await expect(desktop.locator("#people button")).to_have_count(2)
    await expect(desktop.locator("#staged-files li")).to_have_count(0)
    await desktop.reload()
    await desktop.locator("#people button").first.click()
    await expect(desktop.get_by_label("发消息")).to_have_value("写到一半")
    await expect(desktop.locator("#staged-files")).to_contain_text("贴图.png")
    await desktop.get_by_role("button", name="发送", exact=True).click()
    await expect(desktop.locator("#messages .own .text").last).to_have_text("写到一半")
    await desktop.reload()
    await expect(desktop.locator("#messages .own .text").last).to_have_text("写到一半")
    await expect(desktop.locator("#staged-files li")).to_have_count(0)
    await expect(desktop.get_by_label("发消息")).to_have_value("")
