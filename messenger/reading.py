"""From a Telegram update to an event: the only place that knows what Telegram's JSON means.

It works on the stored JSON: building `telegram.Update` objects would cost more than answering.
"""

import re
from datetime import UTC, datetime
from typing import Final

import msgspec

from dialogs.event import Attached, Blocked, Commanded, Edited, Event, Pressed, Said, Unblocked, Unsupported
from messenger.shapes import FILES, ForwardOrigin, Media, MemberChange, Message, Update
from state_machine.complaint import Origin

KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")

# What cannot be kept as evidence, in the words the user reads.
CANNOT_KEEP: Final = {
    "poll": "投票",
    "location": "位置",
    "venue": "地点",
    "contact": "联系人名片",
    "dice": "骰子",
    "game": "游戏",
    "story": "动态",
    "paid_media": "付费媒体",
    "invoice": "账单",
    "checklist": "清单",
    "giveaway": "抽奖",
    "giveaway_winners": "抽奖结果",
}
# Telegram's own notes in a private chat: nobody said anything.
SERVICE: Final = frozenset(
    [
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "message_auto_delete_timer_changed",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "successful_payment",
        "refunded_payment",
        "users_shared",
        "chat_shared",
        "connected_website",
        "write_access_allowed",
        "passport_data",
        "proximity_alert_triggered",
        "boost_added",
        "chat_background_set",
        "checklist_tasks_done",
        "checklist_tasks_added",
        "direct_message_price_changed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "giveaway_created",
        "giveaway_completed",
        "paid_message_price_changed",
        "suggested_post_approved",
        "suggested_post_approval_failed",
        "suggested_post_declined",
        "suggested_post_paid",
        "suggested_post_refunded",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
        "web_app_data",
        "gift",
        "unique_gift",
        "gift_upgrade_sent",
    ]
)
_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
_update: Final = msgspec.json.Decoder(Update)
_ORIGIN: Final = {"user", "hidden_user", "chat", "channel"}


class Malformed(ValueError):
    """An update of a shape Telegram does not send."""


class Reading(msgspec.Struct, frozen=True):
    """What a stored update is: whose, and what happened.

    `user` is 0 outside private chats; `event` is None when there is nothing to react to; `callback` is the
    id of the press to be answered; `hint` is where a group's command wants to be shown the way.
    """

    update_id: int
    user: int = 0
    event: Event | None = None
    callback: str = ""
    hint: "Hint | None" = None


class Hint(msgspec.Struct, frozen=True):
    """A command given in a group: the chat, its topic and the message to answer."""

    chat: int
    thread: int
    message: int


def read(body: bytes | msgspec.Raw, id: str, username: str = "") -> Reading:
    """The reading of one raw update; `id` is the fresh id the event carries. Raises Malformed."""
    try:
        update = _update.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("not an update") from None
    if update.message is not None:
        return _message(update.update_id, update.message, id, username, body)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message, id)
    if update.callback_query is not None:
        return _pressed(update, id)
    if update.my_chat_member is not None:
        return _member(update.update_id, update.my_chat_member, id)
    return Reading(update.update_id)


def _message(number: int, message: Message, id: str, username: str, body: bytes | msgspec.Raw) -> Reading:
    if message.chat.type != "private":
        return Reading(number, hint=_hint(message, username))
    return Reading(number, message.chat.id, _content(message, id, body))


def _content(message: Message, id: str, body: bytes | msgspec.Raw) -> Event | None:
    if message.photo:
        return _attached("photo", max(message.photo, key=lambda size: size.width * size.height), message, id)
    for kind in FILES:
        media: Media | None = getattr(message, kind)
        if media is not None:
            return _attached(kind, media, message, id)
    if message.text is None:
        return _other(message, id, body)
    if message.forward_origin is not None:
        origin = _origin(message.forward_origin)
        return Attached(
            id=id,
            kind="text",
            text=message.text,
            album=message.media_group_id,
            origin=origin,
            message=message.message_id,
        )
    return _words(message.text, message.message_id, id)


def _words(text: str, message: int, id: str) -> Event:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Said(id=id, text=text, message=message)
    argument = (command[3] or "").strip()
    return Commanded(id=id, name=command[1].lower(), argument=argument, message=message)


def _attached(kind: str, media: Media, message: Message, id: str) -> Attached:
    return Attached(
        id=id,
        kind=kind,
        file=media.file_id,
        unique=media.file_unique_id,
        name=media.file_name,
        mime=media.mime_type,
        size=media.file_size,
        width=media.width,
        height=media.height,
        text=message.caption,
        album=message.media_group_id,
        origin=_origin(message.forward_origin) if message.forward_origin else None,
        message=message.message_id,
    )


def _origin(said: ForwardOrigin) -> Origin:
    user = said.sender_user
    chat = said.sender_chat or said.chat
    name = (
        said.sender_user_name
        or (f"{user.first_name} {user.last_name}".strip() if user else "")
        or (chat.title if chat else "")
        or said.author_signature
    )
    at = datetime.fromtimestamp(said.date, UTC) if said.date else None
    return Origin(kind=said.type if said.type in _ORIGIN else "hidden_user", name=name, at=at)


def _other(message: Message, id: str, body: bytes | msgspec.Raw) -> Event | None:
    """A message without words or a file: a service note, or something that cannot be kept."""
    raw = msgspec.json.decode(body)["message"]
    kind = next((words for key, words in CANNOT_KEEP.items() if key in raw), "")
    if not kind and not SERVICE.isdisjoint(raw):
        return None
    return Unsupported(id=id, kind=kind or "这类消息", message=message.message_id)


def _edited(number: int, message: Message, id: str) -> Reading:
    text = message.text or message.caption
    if message.chat.type != "private":
        return Reading(number)
    event = Edited(id=id, message=message.message_id, text=text) if text else None
    return Reading(number, message.chat.id, event)


def _pressed(update: Update, id: str) -> Reading:
    query = update.callback_query
    if query is None or query.message is None or query.message.chat.type != "private":
        return Reading(update.update_id, callback=query.id if query else "")
    event = Pressed(id=id, data=query.data, message=query.message.message_id)
    return Reading(update.update_id, query.message.chat.id, event, callback=query.id)


def _member(number: int, change: MemberChange, id: str) -> Reading:
    if change.chat.type != "private":
        return Reading(number)
    events: dict[str, Event] = {"kicked": Blocked(id=id), "member": Unblocked(id=id)}
    return Reading(number, change.chat.id, events.get(change.new_chat_member.status))


def _hint(message: Message, username: str) -> Hint | None:
    """A command for this bot. A bare one reaches a bot only when it is likely to be meant (privacy mode)."""
    command = _COMMAND.fullmatch(message.text or "")
    if command is None or (command[2] and command[2][1:].lower() != username.lower()):
        return None
    return Hint(message.chat.id, message.message_thread_id, message.message_id)
