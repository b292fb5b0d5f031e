"""From the inbox to the caseloads: one ordered lane per user, many users in one commit.

A round takes the first waiting update of every user and applies each in a unit of work of its own; the
writer groups them into one transaction. A user's next update is taken only after the earlier one is on
disk, so their order needs no memory of users here.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from dialogs.event import Event, Pressed, Stumbled
from dialogs.reply import Say
from messenger.bell import Bell
from messenger.delivery import Delivery
from messenger.means import Means
from messenger.reading import Malformed, Reading, read
from messenger.redaction import places
from messenger.turns import Effects, Turns, queue
from storage import inbox, journal
from storage.inbox import Waiting
from storage.writer import StorageFailed

ATTEMPTS: Final = 3
ROUND: Final = 128
MOST_WAITING: Final = 3000  # updates in the inbox, above which no more are fetched
TICK: Final = 1.0  # seconds between looks when nothing rings
PRESS_LIVES: Final = timedelta(seconds=150)
SORRY: Final = (
    "抱歉，刚才那条消息没能处理好，内容已经留存。请换个说法再发一次，或发送 /status 看看现在的进度。"
)

_log = logging.getLogger(__name__)


class Lanes:
    """Applies what waits in the inbox, and the events of workers and clocks.

    A user's first message is handed to `delivery` at once; `work` is rung when something was asked for.
    """

    def __init__(self, turns: Turns, means: Means, delivery: Delivery, work: Bell) -> None:
        self._turns = turns
        self._store = turns.store
        self._writer = means.writer
        self._clock = means.clock
        self._courtesies = means.courtesies
        self._operators = means.operators
        self._delivery = delivery
        self._work = work
        self.bell = Bell()
        self._taken = Bell()
        self._stopping = False
        self._backlog = 0  # accepted by this process and not yet taken

    def arrived(self, count: int) -> None:
        """The poller stored `count` new updates."""
        self._backlog += count
        self.bell.ring()

    def stop(self) -> None:
        """Take nothing more from the inbox."""
        self._stopping = True
        self.bell.ring()

    async def room(self) -> None:
        """Return when the inbox may take another batch."""
        while self._backlog > MOST_WAITING:
            await self._taken.wait(TICK)

    async def put(self, user: int, *events: Event, also: Callable[[], object] | None = None) -> None:
        """Apply events that are no updates, with `also` in the same unit of work; raises what applying raises."""
        self._after(await self._writer.do(partial(self._apply_with, user, events, also)))

    def _apply_with(self, user: int, events: tuple[Event, ...], also: Callable[[], object] | None) -> Effects:
        if also is not None:
            also()
        found = [self._turns.apply(user, event, self._clock()) for event in events]
        effects = Effects(replies=any(one.replies for one in found), asks=any(one.asks for one in found))
        return self._claimed(user, effects)

    async def run(self) -> None:
        """Until told to stop; a round that has begun is finished."""
        while not self._stopping:
            waiting = self._first_of_each()
            if waiting:
                await self._round(waiting)
            else:
                self._backlog = 0
                await self.bell.wait(self._pause())

    def _pause(self) -> float:
        until = inbox.next_attempt(self._store)
        return TICK if until is None else min(TICK, (until - self._clock()).total_seconds())

    def _first_of_each(self) -> list[Waiting]:
        """The first waiting update of each user; a second look keeps a flood of one user from hiding the rest."""
        now = self._clock()
        firsts: dict[int | None, Waiting] = {}
        for _ in range(2):
            users = [user for user in firsts if user is not None]
            found = inbox.pending(self._store, now, ROUND, users)
            for waiting in found:
                firsts.setdefault(waiting.user, waiting)
            if len(found) < ROUND or len(firsts) > ROUND // 2:
                break
        return list(firsts.values())

    async def _round(self, waiting: Sequence[Waiting]) -> None:
        results = await asyncio.gather(*map(self._one, waiting))
        self._backlog = max(0, self._backlog - len(waiting))
        self._taken.ring()
        if not all(results):
            await asyncio.sleep(TICK)  # the disk refuses: nothing was lost, look again in a while

    async def _one(self, waiting: Waiting) -> bool:
        """Answer one update, or note its failure; False when the storage refused."""
        try:
            await self._answer(waiting)
        except StorageFailed as error:
            _log.error("storage refused, will try again: %s", " ".join(str(error).split()))
            return False
        return True

    async def _answer(self, waiting: Waiting) -> None:
        if not waiting.raw:
            await self._altered(waiting)
            return
        try:
            reading = read(waiting.raw, waiting.event_id)
            effects = await self._writer.do(partial(self._apply, waiting, reading))
        except Malformed as error:
            await self._writer.do(partial(self._set_aside, waiting, str(error)))
        except journal.AlreadyApplied:
            await self._writer.do(partial(inbox.done, self._store, waiting.update_id))
        except StorageFailed:
            raise
        except Exception as error:
            await self._failed(waiting, error)
        else:
            self._after(effects)
            self._answer_press(waiting, reading, effects)

    def _apply(self, waiting: Waiting, reading: Reading) -> Effects:
        effects = Effects()
        if reading.event is not None:
            effects = self._turns.apply(reading.user, reading.event, self._clock(), waiting.update_id)
            effects = self._claimed(reading.user, effects)
        inbox.done(self._store, waiting.update_id)
        return effects

    def _claimed(self, user: int, effects: Effects) -> Effects:
        """Claim the user's first message in this very unit of work: it goes out one commit earlier."""
        return replace(effects, claimed=tuple(self._delivery.claim_now(user))) if effects.replies else effects

    def _set_aside(self, waiting: Waiting, why: str) -> None:
        inbox.quarantine(self._store, waiting.update_id, waiting.raw, self._clock(), why)

    def _after(self, effects: Effects) -> None:
        if effects.claimed:
            self._delivery.begin(effects.claimed)
        elif effects.replies:
            self._delivery.bell.ring()
        if effects.asks:
            self._work.ring()

    def _answer_press(self, waiting: Waiting, reading: Reading, effects: Effects) -> None:
        if not reading.callback or self._clock() - waiting.received_at > PRESS_LIVES:
            return
        toast = effects.toast
        words = {"text": toast.text[:200], "show_alert": toast.alert} if toast else {}
        self._courtesies.post("answerCallbackQuery", {"callback_query_id": reading.callback, **words})

    async def _failed(self, waiting: Waiting, error: Exception) -> None:
        place = places(error)
        _log.error("update %s raised (attempt %s): %s", waiting.update_id, waiting.attempts + 1, place)
        if waiting.attempts + 1 < ATTEMPTS:
            await self._writer.do(
                lambda: inbox.failed(self._store, waiting.update_id, self._clock(), place[:500])
            )
            return
        await self._give_up(waiting, partial(self._bury, waiting, place[:500]))
        self._operators.tell("an update is given up", str(waiting.update_id))

    async def _altered(self, waiting: Waiting) -> None:
        """What is stored of it is not what was written: set aside, the rest flows."""
        _log.error("update %s is given up, its row was altered or moved", waiting.update_id)
        await self._give_up(waiting, partial(self._bury, waiting, "altered"))
        self._operators.tell("an update is given up", str(waiting.update_id))

    def _bury(self, waiting: Waiting, place: str) -> None:
        inbox.bury(self._store, waiting.update_id, self._clock(), place)

    async def _give_up(self, waiting: Waiting, bury: Callable[[], None]) -> None:
        """Bury the update and tell its user in one commit, by the conversation if it still can speak."""
        for telling in (self._stumble, self._apologise, None):
            try:
                self._after(
                    await self._writer.do(partial(_both, bury, telling and partial(telling, waiting)))
                )
            except StorageFailed:
                raise
            except Exception as error:
                _log.error("telling of a failure raised: %s", places(error))
            else:
                return

    def _stumble(self, waiting: Waiting) -> Effects:
        event = Stumbled(id=waiting.event_id, what=_what(waiting))
        return self._turns.apply(waiting.user or 0, event, self._clock())

    def _apologise(self, waiting: Waiting) -> Effects:
        queue(self._store, waiting.user or 0, Say(SORRY), self._clock())
        return Effects(replies=True)


def _both(bury: Callable[[], None], telling: Callable[[], Effects] | None) -> Effects:
    bury()
    return telling() if telling else Effects()


def _what(waiting: Waiting) -> str:
    if not waiting.raw:
        return ""
    event = read(waiting.raw, waiting.event_id).event
    return "按钮" if isinstance(event, Pressed) else ""
