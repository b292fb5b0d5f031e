"""Papers the bot sends stand in the chat as files with name and size, and are downloaded by keyboard."""

import json
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, expect

from playground import TOKEN
from playground.server import Place
from tests.playground.conftest import Phone

PAPER = b"%PDF-1.7 " + bytes(3000)


def _form(user: int, **values: str) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in {"chat_id": str(user), **values}.items():
        form.add_field(name, value)
    form.add_field("one", PAPER, filename="投诉书.pdf", content_type="application/pdf")
    form.add_field("two", b"a,b", filename="证据目录.csv", content_type="text/csv")
    return form


def _content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize("method", ["sendDocument", "sendMediaGroup"])
async def test_documents_by_attach_are_named_sized_and_downloaded_by_keyboard(
    desktop: Page, lane: Place, method: str
) -> None:
    media = [{"type": "document", "media": f"attach://{name}"} for name in ("one", "two")]
    given = {"document": "attach://one"} if method == "sendDocument" else {"media": json.dumps(media)}
    async with aiohttp.ClientSession(lane.url, headers={"X-Session": TOKEN}) as session:
        phone = Phone(lane, session)
        await phone.arrive()
        async with session.post(f"/bot{TOKEN}/{method}", data=_form(phone.user, **given)) as answer:
            assert (await answer.json())["ok"]
    await desktop.goto(lane.url)
    files = desktop.locator(".theirs .file")
    await expect(files).to_have_count(1 if method == "sendDocument" else 2)
    await expect(files.first).to_contain_text("投诉书.pdf")
    await expect(files.first).to_contain_text("3 KB")
    await files.first.focus()
    async with desktop.expect_download() as download:
        await desktop.keyboard.press("Enter")
    found = await download.value
    assert found.suggested_filename == "投诉书.pdf"
    assert _content(await found.path()) == PAPER
