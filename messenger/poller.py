"""Receiving: what Telegram hands over is on disk before Telegram is told that it arrived.

PTB's updater confirms a batch while it still waits in memory; a crash then loses it. Here the next
getUpdates, which confirms, is asked only after the batch is committed. Whatever goes wrong is waited out:
only a token that is refused ends the program.
"""

import asyncio
import hashlib
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import aiohttp
import msgspec
from telegram.error import NetworkError

from messenger.api import Api, Refused
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.reading import KINDS, Hint, Malformed, Reading, read
from storage import health, inbox
from storage.inbox import Arrival
from storage.writer import StorageFailed

HOLD: Final = 30  # seconds the server may hold an empty poll open
MARGIN: Final = 15  # and so much longer until the connection counts as dead
BATCH: Final = 100
LONGEST_PAUSE: Final = 30.0

_bounds: Final = aiohttp.ClientTimeout(total=HOLD + MARGIN, sock_connect=10)
_batch: Final = msgspec.json.Decoder(list[msgspec.Raw])
_log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """The server does not know this token (any more)."""


class _Number(msgspec.Struct):
    update_id: int


_number: Final = msgspec.json.Decoder(_Number, strict=False)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A fetched batch: what to store, what to set aside, what to answer outside private chats."""

    arrivals: tuple[Arrival, ...]
    malformed: tuple[tuple[int, bytes], ...]
    elsewhere: tuple[Reading, ...]
    highest: int | None


def sort(batch: Sequence[msgspec.Raw], username: str) -> Sorted:
    """Look at every update of a batch by itself, so that a malformed one stops none of the others."""
    arrivals: list[Arrival] = []
    malformed: list[tuple[int, bytes]] = []
    elsewhere: list[Reading] = []
    highest: int | None = None
    for raw in batch:
        number = _number_of(raw)
        if number is not None and number < 2**62:
            highest = max(number, highest or 0)
        try:
            reading = read(raw, "", username)
        except Malformed:
            malformed.append((_stand_in(raw) if number is None or number >= 2**62 else number, bytes(raw)))
            continue
        body = bytes(raw) if reading.user else b""
        arrivals.append(Arrival(reading.update_id, body, reading.user or None))
        if not reading.user:
            elsewhere.append(reading)
    return Sorted(tuple(arrivals), tuple(malformed), tuple(elsewhere), highest)


def _number_of(raw: msgspec.Raw) -> int | None:
    try:
        number = _number.decode(raw).update_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return number if number >= 0 else None


def _stand_in(raw: msgspec.Raw) -> int:
    """A negative id of its own for an update without a usable one: the same bytes give the same."""
    return -1 - int.from_bytes(hashlib.sha256(raw).digest()[:7])


class Poller:
    """The getUpdates loop, into the lanes. `answered` is called after every answer."""

    def __init__(
        self,
        means: Means,
        api: Api,
        lanes: Lanes,
        *,
        username: str,
        hint: str,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._courtesies = means.courtesies
        self._operators = means.operators
        self._api = api  # with connections of its own: a long poll holds one
        self._username = username
        self._hint = hint
        self._offset: int | None = None
        self._troubles = 0
        self._heard = False  # the first poll is short: health shows at once that we receive
        self._lanes = lanes
        self._answered = answered

    async def run(self) -> None:
        """Until cancelled. Raises TokenRefused."""
        await self._until_done(self._claim_updates)
        while True:
            await self._lanes.room()
            await self._until_done(self._once)

    async def _claim_updates(self) -> None:
        await self._api.call("deleteWebhook", {"drop_pending_updates": False})

    async def _once(self) -> None:
        """Fetch a batch, store it, and only then let the offset confirm it."""
        asked = {"timeout": HOLD if self._heard else 0, "limit": BATCH, "allowed_updates": KINDS}
        if self._offset is not None:
            asked["offset"] = self._offset
        answer = await self._api.call("getUpdates", asked, _bounds)
        self._heard = True
        self._answered()
        sorted_ = sort(_batch.decode(answer), self._username)
        new = await self._writer.do(lambda: self._keep(sorted_))
        self._move_on(sorted_)
        for number, _raw in sorted_.malformed:
            self._operators.tell("a malformed update is set aside", str(number))
        if new:
            self._lanes.arrived(new)
        for reading in sorted_.elsewhere:
            self._greet(reading)

    def _keep(self, batch: Sorted) -> int:
        now = self._clock()
        for number, raw in batch.malformed:
            inbox.quarantine(self._store, number, raw, now, "malformed")
        health.beat(self._store, "poll", now)
        return inbox.accept(self._store, batch.arrivals, now)

    def _move_on(self, batch: Sorted) -> None:
        """After an empty answer everything is confirmed and the offset is dropped: ids may start anew, lower.

        Updates whose ids cannot be read are passed one number at a time: all later ids are higher than theirs.
        """
        if batch.highest is not None:
            self._offset = batch.highest + 1
        elif batch.malformed:
            self._offset = (self._offset or 0) + 1
        else:
            self._offset = None

    def _greet(self, reading: Reading) -> None:
        if reading.callback:
            self._courtesies.post("answerCallbackQuery", {"callback_query_id": reading.callback})
        if reading.hint is not None:
            self._courtesies.post("sendMessage", _hint(reading.hint, self._hint))

    async def _until_done(self, step: Callable[[], Awaitable[None]]) -> None:
        """Repeat a step over everything that can pass, with growing pauses."""
        while True:
            try:
                await step()
            except Refused as refusal:
                await self._rest(*_words(refusal))
            except StorageFailed as error:
                await self._rest(f"storage refused: {' '.join(str(error).split())}")
            except msgspec.DecodeError:
                await self._rest("the server's answer cannot be read")
            except NetworkError as error:
                await self._rest(f"the Bot API cannot be reached ({error.message})")
            else:
                self._recovered()
                return

    async def _rest(self, line: str, at_least: float = 0) -> None:
        self._troubles += 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** min(self._troubles - 1, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
        pause = max(pause, at_least)
        _log.warning("%s; trying again in %.1f s", line, pause)
        await asyncio.sleep(pause)

    def _recovered(self) -> None:
        if self._troubles:
            _log.warning("receiving again")
        self._troubles = 0


def _words(refusal: Refused) -> tuple[str, float]:
    if refusal.code == 401:
        raise TokenRefused
    if refusal.code == 409:
        return "another program receives this bot's updates (409): stop it, or this one", 1
    return f"getUpdates refused ({refusal.code})", refusal.retry_after


def _hint(hint: Hint, text: str) -> dict[str, object]:
    call: dict[str, object] = {
        "chat_id": hint.chat,
        "text": text,
        "reply_parameters": {"message_id": hint.message, "allow_sending_without_reply": True},
    }
    if hint.thread:
        call["message_thread_id"] = hint.thread
    return call
