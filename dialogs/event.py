"""Everything that can happen to a user's complaints, as facts without Telegram.

`messenger.reading` makes them from updates, workers from their results, the clock from `wake_at`.
Each is journalled with the instant it was applied at, so that a replay gives the same result.
"""

from typing import TypeAlias

import msgspec

from state_machine.complaint import Origin, Reading


class Happening(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="type"):
    """What every event carries: one fresh opaque id, used where the answer needs a new identity."""

    id: str


class Said(Happening, frozen=True, tag="said"):
    """Words typed by the user (not forwarded, not a command)."""

    text: str
    message: int = 0


class Commanded(Happening, frozen=True, tag="commanded"):
    """A command such as /start; `name` without the slash, lower case; `argument` is the rest of the line."""

    name: str
    argument: str = ""
    message: int = 0


class Pressed(Happening, frozen=True, tag="pressed"):
    """A button; `data` is whatever came back and is not to be trusted."""

    data: str
    message: int = 0


class Attached(Happening, frozen=True, tag="attached"):
    """Something to keep: a picture, a file, a voice message, or forwarded text. Its evidence id is the event's id."""

    kind: str
    file: str = ""  # Telegram's file_id to fetch; "" for text
    unique: str = ""
    name: str = ""
    mime: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    text: str = ""
    album: str = ""
    origin: Origin | None = None
    message: int = 0


class Edited(Happening, frozen=True, tag="edited"):
    """A message sent earlier was changed: a new version, not a new answer."""

    message: int
    text: str


class Unsupported(Happening, frozen=True, tag="unsupported"):
    """Something that cannot be kept (a poll, a game, a location): the user is told so."""

    kind: str
    message: int = 0


class Blocked(Happening, frozen=True, tag="blocked"):
    """The user blocked the bot or is gone: nothing more can be sent."""


class Unblocked(Happening, frozen=True, tag="unblocked"):
    """The user let the bot back in."""


class Woke(Happening, frozen=True, tag="woke"):
    """A clock of this user's complaints ran out."""


class Fetched(Happening, frozen=True, tag="fetched"):
    """The bytes of an item are in the vault."""

    complaint: str
    item: str
    size: int
    sha256: str


class FetchFailed(Happening, frozen=True, tag="fetch_failed"):
    """The bytes of an item cannot be had: `why` is "too_big" or "gone"."""

    complaint: str
    item: str
    why: str


class PictureRead(Happening, frozen=True, tag="picture_read"):
    """A picture of the evidence was read, or could not be."""

    complaint: str
    item: str
    reading: Reading


class Masked(Happening, frozen=True, tag="masked"):
    """A copy without its secrets is in the vault, under the event's id; or `problem` says why there is none."""

    complaint: str
    item: str
    covered: int = 0  # places
    size: int = 0
    sha256: str = ""
    problem: str = ""


class Erased(Happening, frozen=True, tag="erased"):
    """A complaint's rows and files are gone; `head` is the last link of its chain, for the receipt."""

    complaint: str
    head: str
    entries: int


class Verified(Happening, frozen=True, tag="verified"):
    """The chain of a complaint and the files in the vault were checked."""

    complaint: str
    entries: int
    items: int
    head: str
    sound: bool
    broken: int = 0  # the first entry of the chain that does not fit
    changed: tuple[int, ...] = ()  # which of the files, counted from one, are not what came


class Part(msgspec.Struct, frozen=True):
    """One sealed file of an export: its opaque id, the name it is shown under, its size in bytes."""

    id: str
    name: str
    size: int


class Exported(Happening, frozen=True, tag="exported"):
    """Everything of a complaint lies sealed and ready to be sent; without parts it could not be put together."""

    complaint: str
    parts: tuple[Part, ...] = ()


class Stumbled(Happening, frozen=True, tag="stumbled"):
    """Handling something of this user failed for good: they are told, and may send it again."""

    what: str = ""  # short Chinese words for what it was, when known


Event: TypeAlias = (
    Said
    | Commanded
    | Pressed
    | Attached
    | Edited
    | Unsupported
    | Blocked
    | Unblocked
    | Woke
    | Fetched
    | FetchFailed
    | PictureRead
    | Masked
    | Erased
    | Verified
    | Exported
    | Stumbled
)
