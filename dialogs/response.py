"""One turn in the making: facts are replaced, replies and asks collected, then sealed into a Turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

from msgspec.structs import replace as revise

from dialogs.cards import card, card_buttons
from dialogs.question import View
from dialogs.reply import Alert, Ask, Edit, Reply, Rows, Say, Toast, Turn
from state_machine.complaint import Caseload, Complaint, Episode, Settings, Stage
from state_machine.deadlines import Deadline, Reminder, deadline, pending, reminders, running, speaks_at

TOAST_LIMIT = 200


@dataclass(slots=True)
class Response:
    """What is being answered: the caseload as it stands so far, and everything to say and ask."""

    caseload: Caseload
    now: datetime
    id: str  # the event's fresh identity
    replies: list[Reply] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    about: str = ""
    touched: dict[str, None] = field(default_factory=dict)
    before: Caseload = field(init=False)

    def __post_init__(self) -> None:
        """Remember where the turn began."""
        self.before = self.caseload

    def view(self, complaint: Complaint, episode: Episode | None = None) -> View:
        """The complaint as questions and letters see it."""
        return View(complaint, self.now, self.caseload.calendar, episode)

    def put(self, complaint: Complaint) -> Complaint:
        """The complaint as it now is, replacing its former self; it becomes what this turn is about."""
        self.about = complaint.id
        self.touched[complaint.id] = None
        others = self.caseload.complaints
        if self.caseload.complaint(complaint.id) is None:
            self.caseload = replace(self.caseload, complaints=(*others, complaint))
        else:
            changed = tuple(complaint if c.id == complaint.id else c for c in others)
            self.caseload = replace(self.caseload, complaints=changed)
        return complaint

    def set(self, **changes: object) -> None:
        """Change the user's settings."""
        settings: Settings = revise(self.caseload.settings, **changes)
        if settings != self.caseload.settings:
            self.caseload = replace(self.caseload, settings=settings)

    def remove(self, complaint: str) -> None:
        """Take a complaint out of the caseload (its rows go with the Erase ask)."""
        rest = tuple(c for c in self.caseload.complaints if c.id != complaint)
        self.caseload = replace(self.caseload, complaints=rest)
        self.touched.pop(complaint, None)
        self.focus_elsewhere(complaint)

    def focus_elsewhere(self, complaint: str) -> None:
        """Free text and pictures go to another open complaint, or open a new one."""
        if self.caseload.settings.focus == complaint:
            others = [c for c in self.caseload.complaints if c.id != complaint and not c.erase_at]
            self.set(focus=next((c.id for c in reversed(others) if c.stage is not Stage.CLOSED), ""))

    def say(
        self, text: str, buttons: Rows = (), slot: str = "", reply_to: int = 0, *, silent: bool = False
    ) -> None:
        """A new message."""
        self.replies.append(Say(text, buttons, slot, reply_to, silent))

    def edit(self, slot: str, text: str, buttons: Rows = ()) -> None:
        """A message changed in place."""
        self.replies.append(Edit(slot, text, buttons))

    def toast(self, text: str, *, alert: bool = False) -> None:
        """Short words over the pressed button; only the last ones are shown."""
        self.replies = [reply for reply in self.replies if not isinstance(reply, Toast)]
        self.replies.append(Toast(text[:TOAST_LIMIT], alert))

    def show_card(self, complaint: Complaint) -> Complaint:
        """Send the status card anew, as the newest message."""
        text = card(complaint, self.caseload, self.now)
        self.say(text, card_buttons(complaint), slot=card_slot(complaint), silent=True)
        return self.put(revise(complaint, card=_fingerprint(text)))

    def sealed(self, wake_at: datetime | None, *, woke: bool = False) -> Turn:
        """The finished turn: cards brought up to date, reminders of past dates that are new not called late."""
        for id in self.touched:
            complaint = self.caseload.complaint(id)
            if complaint is not None:
                self._settle(complaint, woke=woke)
        return Turn(
            self.caseload, tuple(self.replies), tuple(self.asks), tuple(self.alerts), self.about, wake_at
        )

    def _settle(self, complaint: Complaint, *, woke: bool) -> None:
        settled = (
            complaint
            if woke
            else _baseline(self.before.complaint(complaint.id), complaint, self.caseload, self.now)
        )
        if settled.card and settled.album is None:  # an album still arriving is counted once, at its end
            text = card(settled, self.caseload, self.now)
            if _fingerprint(text) != settled.card:
                self.edit(card_slot(settled), text, card_buttons(settled))
                settled = revise(settled, card=_fingerprint(text))
        if settled is not complaint:
            self.put(settled)


def card_slot(complaint: Complaint) -> str:
    """The address of a complaint's one status card."""
    return f"{complaint.id}:card"


def _fingerprint(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _baseline(before: Complaint | None, complaint: Complaint, caseload: Caseload, now: datetime) -> Complaint:
    """A date the user has just given may lie in the past: what would have been said by now is taken as said."""
    told, alerted = {}, list(complaint.alerted)
    for each in running(complaint, caseload.calendar):
        due, known = each.due.isoformat(), complaint.told.get(each.key)
        told[each.key] = known if known and _stood(before, each, caseload) else due
        if known is None or told[each.key] == due != known:
            past = (r.key for r in reminders(each, caseload.zone) if r.at <= now)
            alerted.extend(key for key in past if key not in complaint.alerted)
    if told == complaint.told and len(alerted) == len(complaint.alerted):
        return complaint
    return revise(complaint, told=told, alerted=tuple(alerted))


def _stood(before: Complaint | None, each: Deadline, caseload: Caseload) -> bool:
    """The user did not move this date: another due than the one told is a new calendar's, and is told by a wake."""
    was = deadline(before, each.clock.key, caseload.calendar) if before else None
    return was is not None and was.due == each.due


def due_reminders(complaint: Complaint, caseload: Caseload, now: datetime) -> tuple[Reminder, ...]:
    """The reminders to give now: late at most until the morning, or the end of a snooze."""
    zone = caseload.zone
    return tuple(r for r in pending(complaint, caseload) if speaks_at(r, complaint, now, zone) <= now)
