"""One event applied to one user's caseload, inside one unit of work: load, respond, save, journal, queue, ask.

Everything an event leads to is stored together or not at all. There is one path for what users send, what
workers bring back and what the clock says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from dialogs.event import Blocked, Event, Fetched
from dialogs.reply import Ask, Edit, Reply, Say, Toast, Turn
from state_machine.complaint import Caseload
from state_machine.workdays import Calendar
from storage import complaints, journal, ledger, outbox, work
from storage.database import Store
from storage.outbox import Outgoing

Respond = Callable[[Caseload, Event, datetime], Turn]

_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Effects:
    """What to do after the commit: words over the pressed button, messages to send at once, and whom to tell."""

    toast: Toast | None = None
    claimed: tuple[Outgoing, ...] = ()
    replies: bool = False
    asks: bool = False


class Turns:
    """Applies events. Synchronous: call `apply` inside `Writer.do` only."""

    def __init__(self, store: Store, respond: Respond, calendar: Calendar, zone: ZoneInfo) -> None:
        self.store = store
        self.respond = respond
        self.calendar = calendar
        self.zone = zone

    def load(self, user: int) -> Caseload:
        """The user's caseload under this program's calendar and zone."""
        return complaints.load(self.store, user, self.calendar, self.zone)

    def apply(self, user: int, event: Event, now: datetime, update_id: int | None = None) -> Effects:
        """One event of one user. Raises journal.AlreadyApplied for an update that was applied before."""
        before = self.load(user)
        turn = self.respond(before, event, now)
        complaints.save(self.store, before, turn.caseload, turn.wake_at, self.calendar.fingerprint)
        seal = event.sha256 if isinstance(event, Fetched) else ""
        journal.append(
            self.store, user, turn.about, _encode(event), now, item_sha256=seal, update_id=update_id
        )
        if isinstance(event, Blocked):
            outbox.cancel(self.store, user)
        replies = turn.replies if self._is_news(user, turn, now) else ()
        for ask in turn.asks:
            self._ask(user, ask)
        toast = self._queue(user, replies, now)
        return Effects(toast, replies=bool(replies), asks=bool(turn.asks))

    def _is_news(self, user: int, turn: Turn, now: datetime) -> bool:
        """False when every reminder of this turn was given before: it must not be given twice."""
        fresh = [
            ledger.record(
                self.store,
                user,
                kind=alert.kind,
                complaint=alert.complaint,
                trigger=alert.trigger,
                due=alert.due,
                step=alert.step,
                at=now,
            )
            for alert in turn.alerts
        ]
        return not fresh or any(fresh)

    def _queue(self, user: int, replies: tuple[Reply, ...], now: datetime) -> Toast | None:
        toast = None
        for reply in replies:
            if isinstance(reply, Toast):
                toast = reply
            else:
                queue(self.store, user, reply, now)
        return toast

    def _ask(self, user: int, ask: Ask) -> None:
        work.ask(self.store, user, ask.complaint, type(ask).__name__.lower(), _encode(ask))


def queue(store: Store, user: int, reply: Say | Edit, now: datetime) -> None:
    """Put one message into the user's outbox."""
    kind = "edit" if isinstance(reply, Edit) else "say"
    outbox.put(store, user, kind, _encode(reply), now, slot=reply.slot)
