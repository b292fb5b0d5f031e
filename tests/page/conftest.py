"""A town with the real program in it, and a real browser looking at its page."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Page, async_playwright

from playground.server import Place, running
from tests.e2e.town import Town, _address, _started
from tests.page.browser import ARGUMENTS
from tests.playground.conftest import chromium
from tests.story import FOLDER

__all__ = ["chromium"]


def _serious(line: ConsoleMessage) -> bool:
    """A refused connection or an old session's 401 or a late 503 is what a restart looks like; 400 and 502 are asked for."""
    return line.type == "error" and not re.search(r"ERR_|status of (400|401|502|503)", line.text)


@contextmanager
def town(folder: Path, **settings: str) -> Iterator[Town]:
    """A server that knows the stories, and the program running against it."""
    log = folder / "server.log"
    log.touch()
    data, stories = str(folder / "playground"), str(FOLDER)
    server = _started(["-m", "playground", "--port", "0", "--data", data, "--stories", stories], {}, log)
    made: Town | None = None
    try:
        made = Town(folder, server, _address(log))
        made.start(**settings)
        yield made
    finally:
        for process in (made.program if made else None, made.server if made else server):
            if process and process.poll() is None:
                process.kill()
                process.wait()


@pytest.fixture
def place(chromium: Path, tmp_path: Path) -> Iterator[Town]:
    """The town of one test."""
    with town(tmp_path) as made:
        yield made


@pytest.fixture
async def lane(tmp_path: Path) -> AsyncIterator[Place]:
    """A server without a bot."""
    async with running(tmp_path / "playground") as found:
        yield found


@asynccontextmanager
async def _context(chromium: Path, **options: Any) -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        context = await browser.new_context(locale="zh-CN", **options)
        context.set_default_timeout(20_000)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context
        await browser.close()


Opened = Callable[..., Any]


@pytest.fixture
async def problems() -> AsyncIterator[list[str]]:
    """What went wrong in the browser's console: nothing."""
    found: list[str] = []
    yield found
    assert found == []


def _watched(page: Page, problems: list[str]) -> Page:
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if _serious(line) else None)
    return page


@pytest.fixture
async def desktop(chromium: Path, problems: list[str]) -> AsyncIterator[Page]:
    """A browser on a desk."""
    async with _context(chromium, viewport={"width": 1180, "height": 820}) as context:
        yield _watched(await context.new_page(), problems)


@pytest.fixture
async def phone(chromium: Path, problems: list[str]) -> AsyncIterator[Page]:
    """A window as narrow as a phone."""
    async with _context(chromium, viewport={"width": 390, "height": 844}) as context:
        yield _watched(await context.new_page(), problems)
