"""One turn in the making: facts are replaced, replies and asks collected, then sealed into a Turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

from msgspec.structs import replace as revise

from dialogs.cards import card, card_buttons
from dialogs.question import View
from dialogs.reply import Alert, Ask, Edit, Reply, Rows, Say, Toast, Turn
from dialogs.standing import standing
from state_machine.complaint import Answer, Caseload, Complaint, Episode, Settings, Stage
from state_machine.deadlines import Deadline, deadline, running
from state_machine.reminders import Reminder, pending, reminders, speaks_at

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
    _stands: dict[str, tuple[Mapping[str, Answer], dict[str, Answer]]] = field(default_factory=dict)
    _said: dict[str, tuple[tuple[Deadline, ...], tuple[Reminder, ...]]] = field(default_factory=dict)
    _dates: dict[str, tuple[object, Complaint, tuple[Deadline, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember where the turn began."""
        self.before = self.caseload

    def view(self, complaint: Complaint, episode: Episode | None = None) -> View:
        """The complaint as questions and letters see it: with the answers that stand."""
        others = self.caseload.others.get(complaint.id)
        return View(self.as_it_stands(complaint), self.now, self.caseload.calendar, episode, others)

    def as_it_stands(self, complaint: Complaint) -> Complaint:
        """Without answers to questions that would no longer be asked; worked out once for the same answers."""
        known = self._stands.get(complaint.id)
        if known is None or known[0] is not complaint.answers:
            known = self._stands[complaint.id] = (complaint.answers, standing(complaint.answers))
        return revise(complaint, answers=known[1])

    def dates(self, complaint: Complaint) -> tuple[Deadline, ...]:
        """Its running deadlines, counted once a turn: only its stage, answers and episodes decide them."""
        key = (complaint.stage, id(complaint.answers), id(complaint.episodes))
        known = self._dates.get(complaint.id)
        if known is None or known[0] != key:
            found = running(self.as_it_stands(complaint), self.caseload.calendar)
            known = self._dates[complaint.id] = (key, complaint, found)
        return known[2]

    def reminders(self, complaint: Complaint) -> tuple[Reminder, ...]:
        """Everything there is to say about its running deadlines, given or not; made once a turn."""
        dates = self.dates(complaint)
        known = self._said.get(complaint.id)
        if known is None or known[0] is not dates:
            every = tuple(r for each in dates for r in reminders(each, self.caseload.quiet))
            known = self._said[complaint.id] = (dates, every)
        return known[1]

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
        text = card(complaint, self.dates(complaint), self.now)
        self.say(text, card_buttons(complaint), slot=card_slot(complaint), silent=True)
        return self.put(revise(complaint, card=_fingerprint(text)))

    def settle(self, *, woke: bool) -> None:
        """At the end: cards brought up to date, reminders of dates that are new and past not called late."""
        for id in self.touched:
            complaint = self.caseload.complaint(id)
            if complaint is not None:
                self._settle(complaint, woke=woke)

    def turn(self, wake_at: datetime | None) -> Turn:
        """The finished turn."""
        return Turn(
            self.caseload, tuple(self.replies), tuple(self.asks), tuple(self.alerts), self.about, wake_at
        )

    def _settle(self, complaint: Complaint, *, woke: bool) -> None:
        settled = complaint if woke else self._baseline(complaint)
        if settled.card and settled.album is None:  # an album still arriving is counted once, at its end
            text = card(settled, self.dates(settled), self.now)
            if _fingerprint(text) != settled.card:
                self.edit(card_slot(settled), text, card_buttons(settled))
                settled = revise(settled, card=_fingerprint(text))
        if settled is not complaint:
            self.put(settled)

    def _baseline(self, complaint: Complaint) -> Complaint:
        """A date just given may lie in the past: what would have been said by now is taken as said."""
        told, alerted = {}, list(complaint.alerted)
        fresh = set()
        for each in self.dates(complaint):
            due, known = each.due.isoformat(), complaint.told.get(each.key)
            told[each.key] = known if known and known != due and self._stood(each, complaint) else due
            if known is None or told[each.key] == due != known:
                fresh.add(each.key)
        if fresh:
            past = (r for r in self.reminders(complaint) if r.at <= self.now and r.deadline.key in fresh)
            alerted.extend(r.key for r in past if r.key not in complaint.alerted)
        if told == complaint.told and len(alerted) == len(complaint.alerted):
            return complaint
        return revise(complaint, told=told, alerted=tuple(alerted))

    def _stood(self, each: Deadline, complaint: Complaint) -> bool:
        """The user did not move this date: a due other than the one told is a new calendar's, told by a wake."""
        before = self.before.complaint(complaint.id)
        if before is None:
            return False
        was = deadline(self.as_it_stands(before), each.clock.key, self.caseload.calendar)
        return was is not None and was.due == each.due


def card_slot(complaint: Complaint) -> str:
    """The address of a complaint's one status card."""
    return f"{complaint.id}:card"


def _fingerprint(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def due_reminders(response: Response, complaint: Complaint) -> tuple[Reminder, ...]:
    """The reminders to give now: late at most until the morning, or the end of a snooze."""
    quiet, now = response.caseload.quiet, response.now
    found = pending(complaint, response.reminders(complaint))
    return tuple(r for r in found if speaks_at(r, complaint, now, quiet) <= now)
