"""Fetching a file's bytes: streamed, capped, and never trusting what the server says about itself.

PTB's own download reads a *local* file when the path the server names exists on this disk; here a path is
only ever appended to the server's URL.
"""

import asyncio
from collections.abc import Callable
from typing import Final

import aiohttp
from telegram.error import NetworkError, TimedOut
from yarl import URL

from messenger.request import Request, Unsent

PIECE: Final = 64 * 1024
STALL: Final = 30.0  # seconds without a byte
WHOLE: Final = 600.0


class TooBig(Exception):
    """More bytes than the limit: the download was stopped."""


class Missing(Exception):
    """The server says there is no such file (any more); `code` is its HTTP status."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


async def download(request: Request, url: str, limit: int, sink: Callable[[bytes], object]) -> int:
    """Stream at most `limit` bytes into `sink`; returns how many. A shorter body than announced is an error.

    Raises TooBig, Missing, Unsent, TimedOut or NetworkError.
    """
    bounds = aiohttp.ClientTimeout(total=WHOLE, sock_connect=10, sock_read=STALL)
    try:
        async with request.session.get(
            URL(url, encoded=True), timeout=bounds, allow_redirects=False
        ) as answer:
            if answer.status in (400, 403, 404, 410):
                raise Missing(answer.status)
            if answer.status != 200:
                raise NetworkError(f"file answered {answer.status}")
            return await _pour(answer, limit, sink)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise Unsent("no connection") from None
    except TimeoutError:
        raise TimedOut("the file stalled") from None
    except (aiohttp.ClientError, asyncio.IncompleteReadError) as error:
        raise NetworkError(f"the file broke off ({type(error).__name__})") from None


async def _pour(answer: aiohttp.ClientResponse, limit: int, sink: Callable[[bytes], object]) -> int:
    if (answer.content_length or 0) > limit:
        raise TooBig
    total = 0
    async for piece in answer.content.iter_chunked(PIECE):
        total += len(piece)
        if total > limit:
            raise TooBig
        sink(piece)
    return total
