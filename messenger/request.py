"""The HTTP client under python-telegram-bot: aiohttp, because it takes a quarter of the stock client's time.

PTB's `Bot` uses it through `do_request`; `api.Api` uses `exchange` directly for the calls that come by the
thousand. Both tell apart what matters to a sender: a request that never left may be sent again unmarked.
"""

import asyncio
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from messenger.upload import Form

KEEP_ALIVE: Final = 20.0  # seconds; shorter than the servers', so that we are the one to close
CONNECT: Final = 10.0
READ: Final = 25.0
UPLOAD: Final = 600.0  # a file of 20 MB at 35 KB a second
UPLOAD_ANSWER: Final = 60.0  # once it is sent
_NOT_OURS: Final = b'{"ok":false,"description":"the answer is not the Bot API\'s"}'
_JSON: Final = {"Content-Type": "application/json"}


class Unsent(NetworkError):
    """The server was not reached: the request had no effect."""


def is_loopback(url: str) -> bool:
    """True when the URL's host is this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Request(BaseRequest):
    """A pool of keep-alive connections to one Bot API server.

    `read` is how long (seconds) one call may take once it has a connection; every wait is bounded, so a
    half-open socket costs at most that. `date` is the server's clock as of the last answer.
    """

    def __init__(self, *, connections: int = 256, read: float = READ, direct: bool = False) -> None:
        self._connections = connections
        self._read = read
        self._direct = direct  # no proxy of the environment: the server is on this machine
        self._timeout = _bounds(read)
        self._open: aiohttp.ClientSession | None = None
        self.date = ""

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._open is None:
            self._open = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                trust_env=not self._direct,
                skip_auto_headers=("User-Agent", "Accept-Encoding", "Accept"),
            )

    async def shutdown(self) -> None:
        if self._open is not None:
            await self._open.close()
            self._open = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session; only between initialize() and shutdown()."""
        if self._open is None:
            raise Unsent("the client is closed")
        return self._open

    async def do_request(  # noqa: PLR0917 - PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """PTB's way in. Of its four timeouts the reading one is honoured; the others are fixed here."""
        bounds = _bounds(read_timeout) if isinstance(read_timeout, int | float) else None
        code, payload = await self._send(method, URL(url, encoded=True), _form(request_data), None, bounds)
        return code, payload if code < 300 or _is_ours(payload) else _NOT_OURS

    async def exchange(
        self, url: URL, body: bytes, bounds: aiohttp.ClientTimeout | None = None
    ) -> tuple[int, bytes]:
        """POST a JSON body; returns the status and the answer. Raises Unsent, TimedOut or NetworkError."""
        return await self._send("POST", url, body, _JSON, bounds)

    async def upload(self, url: URL, form: Form) -> tuple[int, bytes]:
        """POST a form with a file, as `exchange`; with time for a slow line."""
        bounds = aiohttp.ClientTimeout(total=UPLOAD, sock_connect=CONNECT, sock_read=UPLOAD_ANSWER)
        return await self._send("POST", url, form, None, bounds)

    async def _send(
        self,
        method: str,
        url: URL,
        body: bytes | aiohttp.FormData | Form | None,
        headers: Mapping[str, str] | None,
        bounds: aiohttp.ClientTimeout | None,
    ) -> tuple[int, bytes]:
        try:
            async with self.session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=bounds or self._timeout,
                allow_redirects=False,
            ) as answer:
                payload = await answer.read()
                self.date = answer.headers.get("Date", "")
                return answer.status, payload
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unsent(f"no connection ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError) as error:
            raise NetworkError(f"connection lost ({type(error).__name__})") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As PTB's, but an unreadable answer is not written to the log."""
        try:
            parsed = msgspec.json.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("the server's answer is not JSON") from None
        if not isinstance(parsed, dict) or "ok" not in parsed:
            raise TelegramError("the server's answer is not the Bot API's")
        return parsed


def _is_ours(payload: bytes) -> bool:
    """PTB quotes in its error what it cannot read: such a body must not reach it."""
    try:
        return bool(Request.parse_json_payload(payload))
    except TelegramError:
        return False


def _bounds(read: float) -> aiohttp.ClientTimeout:
    """One timer for the whole call: the pool is larger than the number of calls, so nothing waits for it."""
    return aiohttp.ClientTimeout(total=read, sock_connect=min(CONNECT, read))


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None or not (data.json_parameters or data.contains_files):
        return None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file, content, mime) in data.multipart_data.items() if data.contains_files else ():
        form.add_field(name, content, filename=file, content_type=mime)
    return form
