"""Calls of the Bot API by name and parameters, with its refusals as one exception.

PTB's `Bot` builds an object tree for every answer and a parameter object for every argument; a sender of
thousands of messages needs a status and a message id. The bot's own request client carries the calls.
"""

from collections.abc import Mapping
from typing import Final

import aiohttp
import msgspec
from telegram import Bot
from telegram.error import NetworkError
from yarl import URL

from messenger.request import Request
from messenger.upload import Form, Upload

Parameters = Mapping[str, object]


class Parameter(msgspec.Struct):
    """What Telegram adds to some refusals; `retry_after` in seconds."""

    retry_after: float = 0


class Answer(msgspec.Struct):
    """The envelope of every answer; `result` stays as the server wrote it."""

    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    error_code: int = 0
    description: str = ""
    parameters: Parameter | None = None


class Refused(Exception):
    """The server answered and did not do it: its code, its words, and how long to wait (seconds, 0 unknown)."""

    def __init__(self, code: int, why: str, retry_after: float = 0) -> None:
        super().__init__(f"{code} {why}")
        self.code = code
        self.why = why
        self.retry_after = retry_after


class Unreadable(NetworkError):
    """The server answered with something that is not the Bot API's JSON (a proxy's page, a cut answer)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"answer {code} is not the Bot API's")
        self.code = code


_answer: Final = msgspec.json.Decoder(Answer)
_encode: Final = msgspec.json.Encoder().encode


class Api:
    """One bot's methods, called through one of its request clients."""

    def __init__(self, bot: Bot, request: Request) -> None:
        self._root = bot.base_url
        self._request = request
        self._urls: dict[str, URL] = {}

    async def call(
        self, method: str, parameters: Parameters, bounds: aiohttp.ClientTimeout | None = None
    ) -> msgspec.Raw:
        """The result as raw JSON. Raises Refused, Unreadable, Unsent, TimedOut or NetworkError."""
        code, payload = await self._request.exchange(self._url(method), _encode(parameters), bounds)
        return _opened(code, payload)

    async def upload(self, method: str, parameters: Parameters, upload: Upload) -> msgspec.Raw:
        """As `call`, with a file."""
        return _opened(*await self._request.upload(self._url(method), Form(parameters, upload)))

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(f"{self._root}/{method}", encoded=True)
        return url


def _opened(code: int, payload: bytes) -> msgspec.Raw:
    try:
        answer = _answer.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable(code) from None
    if answer.ok and code < 300:
        return answer.result
    wait = answer.parameters.retry_after if answer.parameters else 0
    raise Refused(answer.error_code or code, answer.description, wait)


def message_id(result: msgspec.Raw) -> int:
    """The id of the message a send or edit returned; 0 when the answer has none (an edit may answer True)."""
    try:
        return _sent.decode(result).message_id
    except msgspec.DecodeError:
        return 0


class _Sent(msgspec.Struct):
    message_id: int


_sent: Final = msgspec.json.Decoder(_Sent)
