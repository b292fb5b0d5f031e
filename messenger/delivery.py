"""From the outbox to Telegram: each chat in order, many chats side by side, nothing dropped by a crash.

One loop settles what was sent and claims what comes next in the same unit of work, so that a message costs
one place in a group commit. A message is marked as being sent before its call: after a crash exactly those
have an unknown outcome, and only they are sent again with a mark.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from telegram.error import NetworkError

from dialogs.event import Blocked
from dialogs.letters.wording import html
from dialogs.reply import Edit, File, Say
from messenger.api import Refused, Unreadable, message_id
from messenger.bell import Bell
from messenger.calls import Meaning, edit_call, file_call, in_plain_parts, meaning, reply_of, send_call
from messenger.limits import Limits
from messenger.means import Means
from messenger.redaction import places
from messenger.request import Unsent
from messenger.turns import Turns
from messenger.upload import Upload
from storage import exports, outbox, vault
from storage.database import Store
from storage.identity import fresh_id
from storage.keys import Tampered
from storage.outbox import Outgoing
from storage.writer import StorageFailed

SIDE_BY_SIDE: Final = 256
GIVE_UP_AFTER: Final = 40  # attempts whose outcome nobody knows
LONGEST_PAUSE: Final = 300.0
UPLOADS: Final = 2  # files at once: each is a share of the line
FILE_GONE: Final = "有一个导出的文件已经不在了（做好后只留一天），没能发给你。需要的话请再发一次 /export。"
KEPT_GONE: Final = "这一份的文件读不出来，没能发给你。请用 /verify 核对，并联系运行者。"
FILE_LARGE: Final = "导出的文件「{}」太大，Telegram 没有收，没能发给你。这里存着的原件还在。"

Settle = Callable[[], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that stands in the chat (0: the server did not say under which id)."""

    message: int


class Delivery:
    """Sends what the outbox holds. Ring `bell` when there is more."""

    def __init__(self, means: Means, turns: Turns, rate: float) -> None:
        self._turns = turns
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._api = means.api
        self._courtesies = means.courtesies
        self._limits = Limits(rate)
        self._settled: list[Settle] = []
        self._calls: set[asyncio.Task[None]] = set()
        self._uploading = 0
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._closing = False
        self._one_turn = asyncio.Lock()
        self.bell = Bell()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                begun = await self._turn()
            except StorageFailed as error:
                _log.error("storage refused, will try again: %s", " ".join(str(error).split()))
                await asyncio.sleep(1)
                continue
            if not begun:
                await self.bell.wait(self._pause())

    def claim_now(self, chat: int) -> Sequence[Outgoing]:
        """Inside a unit of work: claim what this chat may be sent at once; `begin` it after the commit."""
        now = time.monotonic()
        if self._closing or len(self._calls) >= SIDE_BY_SIDE or not self._limits.allowance(now, 1):
            return ()
        if chat in self._limits.resting(now):
            return ()
        return outbox.claim(self._store, self._clock(), 1, (chat,), files=self._free_uploads())

    def begin(self, rows: Sequence[Outgoing]) -> None:
        """Send what was claimed, now that the claim is on disk."""
        for row in rows:
            self._limits.spend(row.chat, time.monotonic(), edit=row.kind == "edit")
            call = asyncio.create_task(self._deliver(row))
            self._calls.add(call)
            if row.kind == "file":
                self._uploading += 1
                call.add_done_callback(self._uploaded)
            call.add_done_callback(self._ended)

    def close(self) -> None:
        """Claim nothing more."""
        self._closing = True

    async def finish(self, seconds: float) -> None:
        """At the end: let running calls end, note their outcome; what remains is unknown after the next start."""
        end = time.monotonic() + seconds
        await self._turn()
        while self._calls and time.monotonic() < end:
            await asyncio.wait(
                self._calls, timeout=end - time.monotonic(), return_when=asyncio.FIRST_COMPLETED
            )
            await self._turn()
        for call in self._calls:
            call.cancel()
        await self._turn()  # what ended during the last commit

    def _pause(self) -> float:
        """Seconds to the next look: a free token, or the first message that waits for its time."""
        now = time.monotonic()
        patience = self._limits.wait(now)
        until = outbox.next_attempt(self._store)
        if until is None or not self._limits.allowance(now, 1):
            return patience
        return min(patience, max((until - self._clock()).total_seconds(), 0.01))

    async def _turn(self) -> int:
        """Write down what was settled, claim and begin what may go now, in one unit of work; how many began."""
        async with self._one_turn:
            free = 0 if self._closing else SIDE_BY_SIDE - len(self._calls)
            free = self._limits.allowance(time.monotonic(), free)
            settled = self._settled
            if not settled and (not free or not self._anything()):
                return 0
            self._settled = []
            try:
                claimed = await self._writer.do(lambda: self._settle_and_claim(settled, free))
            except BaseException:
                self._settled = settled + self._settled
                raise
            self.begin(claimed)
            return len(claimed)

    def _anything(self) -> bool:
        resting = self._limits.resting(time.monotonic())
        files = self._free_uploads() > 0
        ready = outbox.ready_chats(self._store, self._clock(), len(resting) + 1, files=files)
        return any(chat not in resting for chat in ready)

    def _settle_and_claim(self, settled: list[Settle], free: int) -> list[Outgoing]:
        for settle in settled:
            settle()
        now = self._clock()
        resting = self._limits.resting(time.monotonic())
        files = self._free_uploads()
        if not free:
            return []
        if not resting:
            return outbox.claim(self._store, now, free, files=files)
        ready = outbox.ready_chats(self._store, now, free + len(resting), files=files > 0)
        chats = [chat for chat in ready if chat not in resting][:free]
        return outbox.claim(self._store, now, free, chats, files=files) if chats else []

    def _free_uploads(self) -> int:
        return max(0, UPLOADS - self._uploading)

    def _uploaded(self, _: asyncio.Task[None]) -> None:
        self._uploading -= 1

    def _ended(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self.bell.ring()

    async def _deliver(self, row: Outgoing) -> None:
        """One attempt at one message; what it came to is settled with the next unit of work."""
        try:
            settle = await self._attempt(row)
        except Exception as error:
            _log.error("message %s cannot be sent: %s", row.id, places(error))
            settle = self._dropper(row, type(error).__name__)
        self._settled.append(settle)

    async def _attempt(self, row: Outgoing) -> Settle:
        try:
            sent = await self._send(row, reply_of(row))
        except Unsent:
            return self._later(row, certain=True)
        except Unreadable as error:
            return self._later(row, certain=400 <= error.code < 500)
        except NetworkError:
            return self._later(row, certain=False)
        except Refused as refusal:
            return await self._refused(row, refusal)
        return self._sender(row, sent.message)

    async def _send(self, row: Outgoing, reply: Say | Edit | File) -> Delivered:
        if isinstance(reply, Edit):
            return await self._edit(row, reply)
        if isinstance(reply, File):
            async with self._uploads:
                return await self._file(row, reply)
        sent = await self._message(send_call(row.chat, reply, again=row.repeated))
        if reply.slot and row.message_id and row.message_id != sent.message:
            self._courtesies.post(
                "editMessageReplyMarkup", {"chat_id": row.chat, "message_id": row.message_id}
            )
        return sent

    async def _edit(self, row: Outgoing, reply: Edit) -> Delivered:
        if row.message_id is None:
            return await self._message(send_call(row.chat, reply, again=row.repeated))
        call = edit_call(row.chat, row.message_id, reply)
        try:
            await self._api.call("editMessageText", call)
        except Refused as refusal:
            match meaning(refusal):
                case Meaning.DONE:
                    pass
                case Meaning.GONE | Meaning.LONG:
                    return await self._message(send_call(row.chat, reply, again=row.repeated))
                case Meaning.MARKUP:
                    _log.warning("message %s: its HTML is refused, edited as plain text", row.id)
                    await self._api.call("editMessageText", next(in_plain_parts(call)))
                case _:
                    raise
        return Delivered(row.message_id)

    async def _file(self, row: Outgoing, reply: File) -> Delivered:
        """The sealed part as a document; what cannot be sent is said in its place."""
        try:
            source = vault.chunks if reply.kept else exports.chunks
            chunks = partial(source, self._store, row.chat, reply.file)
            size = await asyncio.to_thread(_measured, chunks())
        except (FileNotFoundError, LookupError, Tampered) as error:
            _log.error("file of message %s cannot be sent: %s", row.id, type(error).__name__)
            return await self._message(
                send_call(row.chat, Say(KEPT_GONE if reply.kept else FILE_GONE), again=row.repeated)
            )
        try:
            call = file_call(row.chat, reply, again=row.repeated)
            upload = Upload("document", reply.name, size, chunks)
            return Delivered(message_id(await self._api.upload("sendDocument", call, upload)))
        except (Refused, Unreadable) as refusal:
            if not _too_large(refusal):
                raise
        _log.error("file of message %s is refused, it has %s bytes", row.id, size)
        words = Say(FILE_LARGE.format(html(reply.name)))
        return await self._message(send_call(row.chat, words, again=row.repeated))

    async def _message(self, call: dict[str, object]) -> Delivered:
        try:
            return Delivered(message_id(await self._api.call("sendMessage", call)))
        except Refused as refusal:
            if meaning(refusal) not in (Meaning.MARKUP, Meaning.LONG):
                raise
        _log.warning("a message is refused as it is, sent as plain text")
        sent = 0
        for part in in_plain_parts(call):
            sent = message_id(await self._api.call("sendMessage", part))
        return Delivered(sent)

    async def _refused(self, row: Outgoing, refusal: Refused) -> Settle:
        match meaning(refusal):
            case Meaning.DONE:
                return self._sender(row, row.message_id or 0)
            case Meaning.WAIT:
                seconds = refusal.retry_after or 1
                self._limits.told_to_wait(row.chat, seconds, time.monotonic())
                until = self._clock() + timedelta(seconds=seconds)
                return lambda: outbox.postpone(self._store, row.id, until)
            case Meaning.NOBODY:
                return await self._gone(row)
            case Meaning.LATER:
                return self._later(row, certain=400 <= refusal.code < 500)
            case _:
                _log.error("message %s refused: %s %s", row.id, refusal.code, refusal.why[:100])
                return self._dropper(row, f"refused {refusal.code}")

    async def _gone(self, row: Outgoing) -> Settle:
        """The user blocked us or is no more: their queue goes, their caseload is told."""
        try:
            event = Blocked(id=fresh_id())
            await self._writer.do(partial(self._turns.apply, row.chat, event, self._clock()))
        except StorageFailed:
            return self._later(row, certain=True)
        except Exception as error:
            _log.error("telling of a block raised: %s", places(error))
        return partial(_forget, self._store, row.chat)

    def _later(self, row: Outgoing, *, certain: bool) -> Settle:
        if not certain and row.attempts >= GIVE_UP_AFTER:
            return self._dropper(row, "never answered")
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** min(row.attempts, 12)) * random.uniform(0.75, 1.25)  # noqa: S311
        until = self._clock() + timedelta(seconds=pause)
        return lambda: outbox.postpone(self._store, row.id, until, certain=certain)

    def _sender(self, row: Outgoing, message: int) -> Settle:
        def settle() -> None:
            outbox.sent(self._store, row.id, None if row.kind == "file" else message or None)
            self._release(row)

        return settle

    def _dropper(self, row: Outgoing, why: str) -> Settle:
        def settle() -> None:
            outbox.drop(self._store, row.id, why)
            self._release(row)

        return settle

    def _release(self, row: Outgoing) -> None:
        """The message is settled for good: its file goes, in the same unit of work."""
        if row.kind == "file" and isinstance(reply := reply_of(row), File) and not reply.kept:
            exports.delivered(self._store, row.chat, reply.file)


def _measured(chunks: Iterator[bytes]) -> int:
    """How many bytes there are, all of them verified before the first is sent."""
    return sum(map(len, chunks))


def _too_large(refusal: Refused | Unreadable) -> bool:
    """By the Bot API's words, or by a proxy before it that stopped reading."""
    if isinstance(refusal, Unreadable):
        return refusal.code == 413
    return meaning(refusal) is Meaning.LARGE


def _forget(store: Store, chat: int) -> None:
    outbox.cancel(store, chat)
    exports.forget(store, chat)
