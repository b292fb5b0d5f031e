"""The parts of Telegram's updates we read, as strict types: msgspec refuses anything of another shape.

Only fields that are used; what Telegram adds later is skipped without cost.
"""

from typing import Annotated, Final

import msgspec

Id = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Instant = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799)]  # a Unix time up to the year 9999


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A piece of an update."""


class Chat(Shape, frozen=True):
    id: Id
    type: str
    title: str = ""


class User(Shape, frozen=True):
    id: Id
    first_name: str = ""
    last_name: str = ""


class Media(Shape, frozen=True):
    """Any file: a size of a photo, a document, a video, a voice message, a sticker."""

    file_id: str
    file_unique_id: str = ""
    file_name: str = ""
    mime_type: str = ""
    file_size: Count = 0
    width: Count = 0
    height: Count = 0


class ForwardOrigin(Shape, frozen=True):
    """Telegram's four kinds in one: which fields are there depends on `type`."""

    type: str
    date: Instant = 0
    sender_user: User | None = None
    sender_user_name: str = ""
    sender_chat: Chat | None = None
    chat: Chat | None = None
    author_signature: str = ""


class Message(Shape, frozen=True):
    message_id: Id
    chat: Chat
    text: str | None = None
    caption: str = ""
    media_group_id: str = ""
    message_thread_id: Id = 0
    forward_origin: ForwardOrigin | None = None
    photo: tuple[Media, ...] = ()
    animation: Media | None = None
    document: Media | None = None
    video: Media | None = None
    voice: Media | None = None
    audio: Media | None = None
    video_note: Media | None = None
    sticker: Media | None = None


class Place(Shape, frozen=True):
    """The message a button hangs under; an old one comes without its contents."""

    message_id: Id
    chat: Chat


class CallbackQuery(Shape, frozen=True):
    id: str
    from_: User = msgspec.field(name="from")
    message: Place | None = None
    data: str = ""


class Member(Shape, frozen=True):
    status: str


class MemberChange(Shape, frozen=True):
    chat: Chat
    new_chat_member: Member


class Update(Shape, frozen=True):
    update_id: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MemberChange | None = None


FILES: Final = ("animation", "document", "video", "voice", "audio", "video_note", "sticker")
