"""What the conversation asks the outside to do: messages to the user, work for the workers."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import msgspec

from state_machine.complaint import Caseload


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """One button under a message: exactly one of `data` (≤ 64 bytes), `copy` (1–256 characters), `url`."""

    text: str
    data: str = ""
    copy: str = ""
    url: str = ""


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


class Say(msgspec.Struct, frozen=True, omit_defaults=True, tag="say"):
    """A new message (Telegram HTML, user values escaped, ≤ 4096 characters after parsing).

    With a `slot` it becomes that slot's message; an older message of the slot loses its buttons.
    """

    text: str
    buttons: Rows = ()
    slot: str = ""
    reply_to: int = 0  # the user's message it answers; ignored when that is gone
    silent: bool = False


class Edit(msgspec.Struct, frozen=True, omit_defaults=True, tag="edit"):
    """Change the slot's message in place; sent anew when no message of the slot is known or it is gone.

    A newer pending edit of the same slot replaces an older one.
    """

    slot: str
    text: str
    buttons: Rows = ()


class Toast(msgspec.Struct, frozen=True, omit_defaults=True, tag="toast"):
    """The short words over a pressed button (≤ 200 characters): best effort, after the commit, past the queue."""

    text: str
    alert: bool = False


class File(msgspec.Struct, frozen=True, omit_defaults=True, tag="file"):
    """A sealed file as a document: a part of a complaint's export, removed once it has arrived, or with `kept` an
    item of its evidence, which stays.

    `name` is what the user sees, `caption` plain text (≤ 1024 characters).
    """

    complaint: str
    file: str
    name: str
    caption: str = ""
    kept: bool = False


Reply: TypeAlias = Say | Edit | Toast | File


class Fetch(msgspec.Struct, frozen=True, omit_defaults=True, tag="fetch"):
    """Bring an item's bytes into the vault; answered by Fetched or FetchFailed."""

    complaint: str
    item: str
    file: str
    size: int = 0


class Read(msgspec.Struct, frozen=True, omit_defaults=True, tag="read"):
    """Have a picture read that is in the vault; answered by PictureRead, or by nothing where reading is off.

    `at` is when it was received: what 「昨天」 on it is counted from.
    """

    complaint: str
    item: str
    at: datetime


class Mask(msgspec.Struct, frozen=True, omit_defaults=True, tag="mask"):
    """Make a copy of a picture without its secrets of these kinds, in the vault; answered by Masked."""

    complaint: str
    item: str
    kinds: tuple[str, ...]


class Erase(msgspec.Struct, frozen=True, omit_defaults=True, tag="erase"):
    """Remove a complaint, its journal, reminders, waiting messages and files; answered by Erased.

    The complaint is already missing from the turn's caseload. With `everything` the user's row and key go too
    (after every complaint), and nothing of the user remains but the receipts.
    """

    complaint: str = ""
    everything: bool = False


class Verify(msgspec.Struct, frozen=True, omit_defaults=True, tag="verify"):
    """Check a complaint's chain and its files; answered by Verified."""

    complaint: str


class Export(msgspec.Struct, frozen=True, omit_defaults=True, tag="export"):
    """Put everything of a complaint together in sealed files; answered by Exported."""

    complaint: str


class Count(msgspec.Struct, frozen=True, omit_defaults=True, tag="count"):
    """Add an outcome to the numbers of a platform, in the same commit; `instead_of` is what it said before."""

    platform: str
    outcome: str
    instead_of: str = ""


Ask: TypeAlias = Fetch | Read | Mask | Erase | Verify | Export | Count


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reminder given in this turn; (kind, complaint, trigger, due, step) is unique for ever in the ledger."""

    kind: str
    complaint: str
    trigger: str
    due: str
    step: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to. `about` is the complaint the event belonged to ("" when none): its chain gets the entry.

    `wake_at` is when this user's next clock needs a look (zone-aware), None when nothing is waiting.
    """

    caseload: Caseload
    replies: tuple[Reply, ...] = ()
    asks: tuple[Ask, ...] = ()
    alerts: tuple[Alert, ...] = ()
    about: str = ""
    wake_at: datetime | None = None
