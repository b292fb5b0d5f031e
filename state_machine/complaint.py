"""What is true of one user: their settings and complaints, as frozen facts.

Nothing here decides or changes anything. `lifecycle` says which stage may follow which, `deadlines`
computes dates from these facts, and `dialogs` turns events into new facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from state_machine.quiet import Quiet
from state_machine.workdays import PUBLISHED, Calendar

LEGAL_ZONE: Final = ZoneInfo("Asia/Shanghai")

# An answer is a JSON value: words and choice keys are text, days ISO text, money integer 分, counts integers.
Answer: TypeAlias = str | int | dict[str, str]
SKIPPED: Final[Answer] = {"none": "skipped"}
UNKNOWN: Final[Answer] = {"none": "unknown"}


def is_known(answer: Answer | None) -> bool:
    """True for a value the user gave; False when never asked, skipped, or "I don't know"."""
    return answer is not None and not isinstance(answer, dict)


class Stage(StrEnum):
    """Where a complaint stands. Stored, and moved only along `lifecycle.TRANSITIONS`."""

    TRIAGE = "triage"
    FACTS = "facts"
    EVIDENCE = "evidence"
    RULES = "rules"
    CLAIM = "claim"
    STATEMENT = "statement"
    FILING = "filing"
    PLATFORM = "platform"
    REFUSED = "refused"
    REVIEW = "review"
    DOOR = "door"
    OUTSIDE = "outside"
    AUTHORITY = "authority"
    MEDIATION = "mediation"
    LAW = "law"
    CLOSING = "closing"
    CLOSED = "closed"


DRAFTING: Final = (Stage.FACTS, Stage.EVIDENCE, Stage.RULES, Stage.CLAIM, Stage.STATEMENT)
BEFORE_FILING: Final = (Stage.TRIAGE, *DRAFTING, Stage.FILING)
WAITING: Final = (
    Stage.PLATFORM,
    Stage.REVIEW,
    Stage.OUTSIDE,
    Stage.AUTHORITY,
    Stage.MEDIATION,
    Stage.LAW,
)
AFTER_FILING: Final = (
    Stage.PLATFORM,
    Stage.REFUSED,
    Stage.REVIEW,
    Stage.DOOR,
    Stage.OUTSIDE,
    Stage.AUTHORITY,
    Stage.MEDIATION,
    Stage.LAW,
)
OPEN: Final = tuple(stage for stage in Stage if stage is not Stage.CLOSED)


class Outcome(StrEnum):
    """How a complaint ended. Apart from the stage: a closed complaint may have any of them."""

    FULL_REFUND = "full_refund"
    PARTIAL_REFUND = "partial_refund"
    REDELIVERED = "redelivered"
    COMPENSATED = "compensated"
    WITHDRAWN = "withdrawn"
    UNRESOLVED = "unresolved"


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frozen record that is stored as JSON; unknown keys of a newer version are ignored when read."""


class Origin(Fact, frozen=True):
    """Who wrote a forwarded message first, and when (Telegram's forward_origin)."""

    kind: str  # user | hidden_user | chat | channel
    name: str = ""
    at: datetime | None = None


class Reading(Fact, frozen=True):
    """What a picture was read to show: words as they stand there, none of it true before the user says so.

    Amounts are yuan with two decimals, times `YYYY-MM-DD HH:MM[:SS]` in Chinese time. `card_key` says that a card
    key can be seen; it is never kept. `confidence` is 0 to 1 per field, `problem` why nothing could be read.
    """

    kind: str = ""
    fields: Mapping[str, str] = {}
    confidence: Mapping[str, float] = {}
    card_key: bool = False
    secrets: Mapping[str, int] = {}  # card_key | phone | identity | bank_card | faces → in how many places
    look: str = ""  # the picture in 256 bits as hex: near for one scaled or compressed again, "" when unknown
    problem: str = ""


class Evidence(Fact, frozen=True):
    """One thing the user sent: recorded at once, its bytes kept in the vault under `id` when fetched."""

    id: str
    kind: str  # photo | document | video | voice | audio | video_note | animation | sticker | text ...
    received_at: datetime
    label: str = ""  # key of the checklist item it proves; "" when not yet said
    name: str = ""  # the sender's file name: shown, never used as a path
    mime: str = ""
    size: int = 0  # bytes: as announced, then as fetched
    sha256: str = ""  # of the bytes (of the UTF-8 text for kind "text"); "" until they are in the vault
    text: str = ""  # the text itself, or the caption
    origin: Origin | None = None
    unique: str = ""  # Telegram's file_unique_id: the same file sent twice has the same one
    album: str = ""  # pictures sent together share it
    message: int = 0  # message id in the user's chat; an edited message is a new version of it
    problem: str = ""  # why the bytes could not be kept: too_big | gone
    withdrawn: bool = False
    reading: Reading | None = None  # of a picture, once it was read
    seen_as: str = ""  # the checklist item its reading put it under
    copy_of: str = ""  # the item this is a copy of, made by the bot with its secrets painted over

    @property
    def counts(self) -> bool:
        """Whether it proves anything: an original, not taken back, and its bytes could be kept."""
        return not (self.withdrawn or self.problem or self.copy_of)


FILING: Final = "filing"  # the kind of an episode that keeps a filing at a door once another door is tried


class Episode(Fact, frozen=True):
    """What can recur (a request for more material, an offer, a filing that led nowhere): own answers and clocks."""

    kind: str
    id: str
    opened_at: datetime
    closed_at: datetime | None = None
    answers: Mapping[str, Answer] = {}


class Album(Fact, frozen=True):
    """Pictures arriving as separate messages: counted until they stop, then acknowledged once."""

    id: str
    first_at: datetime
    last_at: datetime
    count: int = 1


class Complaint(Fact, frozen=True):
    """One dispute about one order. All times are zone-aware instants; days in answers are ISO dates in the legal zone."""

    id: str  # opaque, shown to the user
    opened_at: datetime
    touched_at: datetime  # the user's last act on it
    stage: Stage = Stage.TRIAGE
    entered_at: Mapping[str, datetime] = {}  # stage → when it was last entered, reopening apart
    answers: Mapping[str, Answer] = {}
    stated: Mapping[str, Answer] = {}  # the answers the agreed statement was written from
    pinned: str = ""  # the question the user went back to; the only cursor
    episodes: tuple[Episode, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    album: Album | None = None
    outcome: Outcome | None = None
    closed_from: Stage | None = None
    closed_at: datetime | None = None
    full: bool = False  # the user was told that no more can be kept
    alerted: tuple[str, ...] = ()  # keys of reminders given, see reminders.Reminder.key
    told: Mapping[str, str] = {}  # deadline key → due date last computed, to tell old → new when it moves
    card: str = ""  # fingerprint of the status card as last sent: an unchanged card is not edited
    paused: bool = False
    muted: bool = False
    snoozed_until: datetime | None = None
    erase_at: datetime | None = None  # deletion asked for; carried out after the undo delay
    counted: Outcome | None = None  # the outcome as told for the platform's numbers, without a name
    exporting: datetime | None = None  # everything was asked for then, and is still being put together

    def shown_as(self, item: Evidence) -> Evidence:
        """What papers name for an item: its last copy that was not taken back, else itself."""
        copies = [each for each in self.evidence if each.copy_of == item.id and not each.withdrawn]
        return copies[-1] if copies else item


SHOWN_FROM: Final = 5  # cases: fewer could be recognised


class Tally(Fact, frozen=True):
    """Cases of one platform: how many were told, and how many of them got money or goods."""

    cases: int = 0
    got_it: int = 0

    @property
    def shown(self) -> bool:
        """Enough of them that nobody can be recognised."""
        return self.cases >= SHOWN_FROM


class Settings(Fact, frozen=True):
    """What belongs to the user rather than to one complaint."""

    focus: str = ""  # id of the complaint that free text and pictures belong to
    blocked: bool = False  # the user blocked the bot: nothing is sent until /start
    greeted: bool = False
    erase_at: datetime | None = None  # "delete everything", after the undo delay
    quiet_begins: int = 21  # hours of the user's day, see quiet.Quiet
    quiet_ends: int = 9


@dataclass(frozen=True, slots=True)
class Caseload:
    """One user's settings and complaints, and under which calendar and zone they are read (not stored with them).

    `others` is what other buyers told of a complaint's platform, by the complaint's id; it only changes words.

    `zone` moves quiet hours only; dates, typed or counted, are always those of LEGAL_ZONE.
    """

    user: int
    settings: Settings = field(default_factory=Settings)
    complaints: tuple[Complaint, ...] = ()
    calendar: Calendar = PUBLISHED
    zone: ZoneInfo = field(default=LEGAL_ZONE)
    others: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def quiet(self) -> Quiet:
        """When this user is not to be called."""
        return Quiet(self.zone, self.settings.quiet_begins, self.settings.quiet_ends)

    def complaint(self, id: str) -> Complaint | None:
        """The complaint with this id, or None: an id from elsewhere never reaches another user's facts."""
        return next((c for c in self.complaints if c.id == id), None)

    def focused(self) -> Complaint | None:
        """The complaint that free text and pictures belong to now."""
        return self.complaint(self.settings.focus)
