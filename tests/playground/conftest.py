"""A real playground on a free port, a phone to act as a user, and the real PTB bot on the other side."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from playground import TOKEN
from playground.server import Place, running

CHROMIUM = Path("/usr/bin/chromium")


class Phone:
    """Acts as one user through the control API, and calls the Bot API without PTB's help."""

    def __init__(self, place: Place, session: aiohttp.ClientSession) -> None:
        self.place = place
        self.session = session
        self.user = 0

    async def play(self, act: str, *, status: int = 200, **body: Any) -> Any:
        async with self.session.post(f"/play/{act}", json={"user": self.user, **body}) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def arm(self, **fault: Any) -> list[Any]:
        """Arm a fault; what is armed now."""
        async with self.session.post("/play/faults", json=fault) as answer:
            assert answer.status == 200, await answer.text()
            return list((await answer.json())["faults"])

    async def look(self, act: str, **query: Any) -> Any:
        async with self.session.get(f"/play/{act}", params={"user": self.user, **query}) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def arrive(self, name: str = "小林") -> int:
        """A new user who has said /start, so that the bot may write."""
        self.user = (await self.play("users", first_name=name))["id"]
        await self.play("send", text="/start")
        return self.user

    async def call(self, method: str, **values: Any) -> Any:
        """A Bot API call that must succeed."""
        async with self.session.post(f"/bot{TOKEN}/{method}", json=values) as answer:
            body = await answer.json()
            assert body["ok"], body
            return body["result"]

    async def say(self, text: str, **values: Any) -> Any:
        return await self.call("sendMessage", chat_id=self.user, text=text, **values)

    async def refused(self, method: str, **values: Any) -> str:
        """A Bot API call that must fail; its description."""
        async with self.session.post(f"/bot{TOKEN}/{method}", json=values) as answer:
            body = await answer.json()
            assert body["ok"] is False, body
            assert answer.status == body["error_code"]
            return str(body["description"])

    async def upload(self, kind: str, *files: tuple[str, bytes, str], **fields: str) -> list[Any]:
        form = aiohttp.FormData(quote_fields=False)
        for name, value in {"user": str(self.user), "as": kind, **fields}.items():
            form.add_field(name, value)
        for name, content, mime in files:
            form.add_field("files", content, filename=name, content_type=mime)
        async with self.session.post("/play/media", data=form) as answer:
            assert answer.status == 200, await answer.text()
            return list(await answer.json())

    async def updates(self, **values: Any) -> list[Any]:
        return list(await self.call("getUpdates", **values))


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with running(tmp_path / "playground") as found:
        yield found


@pytest.fixture
async def phone(place: Place) -> AsyncIterator[Phone]:
    async with aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session:
        made = Phone(place, session)
        await made.arrive()
        yield made


@pytest.fixture
async def bot(place: Place) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{place.url}/bot", base_file_url=f"{place.url}/file/bot") as made:
        yield made


@pytest.fixture
def chromium() -> Path:
    """The browser; without it the test is skipped in one visible line, or fails where nothing may be skipped."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: the chat page is not tested in a browser"
        if os.environ.get("NO_SKIPS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return CHROMIUM
