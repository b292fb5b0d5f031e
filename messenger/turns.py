"""One event applied to one user's caseload, inside one unit of work: load, respond, save, journal, queue, ask.

Everything an event leads to is stored together or not at all. There is one path for what users send, what
workers bring back and what the clock says.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import asdict

from dialogs.event import Blocked, Erased, Event, Fetched, Masked
from dialogs.reply import (
    Alert,
    Count,
    Edit,
    Erase,
    Export,
    Fetch,
    File,
    Mask,
    Read,
    Reply,
    Say,
    Toast,
    Turn,
    Verify,
)
from state_machine.complaint import Caseload
from state_machine.workdays import Calendar
from storage import complaints, erase, exports, journal, ledger, outbox, outcomes, work
from storage.database import Store
from storage.health import note
from storage.moments import cut
from storage.outbox import Outgoing

Respond = Callable[[Caseload, Event, datetime], Turn]

_encode: Final = msgspec.json.Encoder().encode
_log = logging.getLogger(__name__)


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
        """The user's caseload under this program's calendar and zone, with what others told of its platforms."""
        caseload = complaints.load(self.store, user, self.calendar, self.zone)
        others = outcomes.of_others(self.store, caseload)
        return replace(caseload, others=others) if others else caseload

    def apply(self, user: int, event: Event, now: datetime, update_id: int | None = None) -> Effects:
        """One event of one user. Raises journal.AlreadyApplied for an update that was applied before.

        `now` is cut to what the journal keeps, so that a replay is exact.
        """
        now = cut(now)
        before = self.load(user)
        turn = self.respond(before, event, now)
        if Erase(everything=True) in turn.asks:
            erase.erase_user(self.store, user, now)
        elif not (isinstance(event, Erased | Blocked) and self.store.keys.find(user) is None):
            self._keep(before, event, turn, now, update_id)  # news of a stranger leaves no trace
        if isinstance(event, Blocked):
            outbox.cancel(self.store, user)
            exports.forget(self.store, user)
        toast = self._queue(user, turn.replies, now)
        return Effects(toast, replies=bool(turn.replies), asks=bool(turn.asks))

    def _keep(self, before: Caseload, event: Event, turn: Turn, now: datetime, update_id: int | None) -> None:
        """Write down what happened and what it changed, erase and ask for what the turn wants."""
        user = before.user
        complaints.save(self.store, before, turn.caseload, turn.wake_at, self.calendar.fingerprint)
        seal = event.sha256 if isinstance(event, Fetched | Masked) else ""
        journal.append(
            self.store, user, turn.about, _encode(event), now, item_sha256=seal, update_id=update_id
        )
        for alert in turn.alerts:
            self._record(user, alert, now)
        for ask in turn.asks:
            if isinstance(ask, Erase):
                erase.erase_complaint(self.store, user, ask.complaint, now)
            elif isinstance(ask, Count):
                outcomes.count(self.store, ask.platform, ask.outcome, ask.instead_of)
            else:
                self._ask(user, ask)

    def _record(self, user: int, alert: Alert, now: datetime) -> None:
        """Into the ledger. Known already: the caseload is older than the ledger, as after an odd restore."""
        if not ledger.record(self.store, user, **asdict(alert), at=now):
            _log.error("a reminder is given that the ledger knows already: %s", alert.kind)
            note(self.store, "repeated reminders", alert.kind)

    def _queue(self, user: int, replies: tuple[Reply, ...], now: datetime) -> Toast | None:
        toast = None
        for reply in replies:
            if isinstance(reply, Toast):
                toast = reply
            else:
                queue(self.store, user, reply, now)
        return toast

    def _ask(self, user: int, ask: Fetch | Read | Mask | Verify | Export) -> None:
        work.ask(self.store, user, ask.complaint, type(ask).__name__.lower(), _encode(ask))


def queue(store: Store, user: int, reply: Say | Edit | File, now: datetime) -> None:
    """Put one message into the user's outbox. A file has no slot, only its complaint's mark, by which it is erased."""
    if isinstance(reply, File):
        mark = "kept" if reply.kept else "file"
        outbox.put(store, user, "file", _encode(reply), now, slot=f"{reply.complaint}:{mark}")
        return
    kind = "edit" if isinstance(reply, Edit) else "say"
    outbox.put(store, user, kind, _encode(reply), now, slot=reply.slot)
