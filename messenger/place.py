"""Which Bot API server we talk to: Telegram, another server, or the playground on this machine.

The playground runs as a child that ends with us (its standard input is a pipe we hold), unless one is
running already at TELEGRAM_API_URL.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from messenger.settings import TELEGRAM, Settings

_HOME: Final = Path(__file__).parents[1]
_ANNOUNCED: Final = "playground: "
_NOT_ITS_BUSINESS: Final = ("TELEGRAM_BOT_TOKEN", "DATA_KEY", "DATA_KEY_FILE")
_START: Final = 30.0  # seconds for the playground to come up


class NoPlayground(Exception):
    """The playground did not start; the text is one line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A server, the token for it, and whether it is our own playground (then its clock is ours)."""

    url: str
    token: str
    playground: bool = False


@asynccontextmanager
async def open_place(settings: Settings, playground_token: str) -> AsyncIterator[Place]:
    """The server of these settings; starts the playground when there is no token. Raises NoPlayground."""
    if settings.telegram_bot_token is not None:
        yield Place(settings.telegram_api_url, settings.telegram_bot_token.get_secret_value())
    elif settings.telegram_api_url != TELEGRAM:
        yield Place(settings.telegram_api_url, playground_token, playground=True)
    else:
        async with _started(settings.playground_port, settings.data_dir.resolve() / "playground") as url:
            yield Place(url, playground_token, playground=True)


@asynccontextmanager
async def _started(port: int, data: Path) -> AsyncIterator[str]:
    command = ("-m", "playground", "--port", str(port), "--data", str(data), "--with-parent", *_stories())
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=_HOME,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name not in _NOT_ITS_BUSINESS},
        start_new_session=True,  # Ctrl-C is for the bot: it closes the playground after its own work
    )
    try:
        page = await _announcement(child)
        print(f"playground: open {page} in a browser and write to the bot", flush=True)
        yield page.rstrip("/")
    finally:
        await _ended(child)


def _stories() -> tuple[str, ...]:
    """The transcripts, for the page to play; an installation without the tests has none."""
    folder = _HOME / "tests" / "transcripts"
    return ("--stories", str(folder)) if folder.is_dir() else ()


async def _announcement(child: asyncio.subprocess.Process) -> str:
    """The page's address from the child's first line; its key (after #) stays in what is printed."""
    if child.stdout is None:
        raise NoPlayground("the playground has no output")
    try:
        line = (await asyncio.wait_for(child.stdout.readline(), _START)).decode().strip()
    except TimeoutError:
        line = ""
    if not line.startswith(_ANNOUNCED):
        raise NoPlayground("the playground did not start; is PLAYGROUND_PORT taken?")
    return line.removeprefix(_ANNOUNCED)


async def _ended(child: asyncio.subprocess.Process) -> None:
    if child.stdin is not None:
        child.stdin.close()
    try:
        await asyncio.wait_for(child.wait(), 3)
    except TimeoutError:
        child.kill()
        await child.wait()
