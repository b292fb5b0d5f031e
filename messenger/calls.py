"""A reply as a call of the Bot API, and what the API's refusals mean for it."""

import html
import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import msgspec

from dialogs.reply import Button, Edit, File, Rows, Say
from messenger.api import Refused
from storage.outbox import Outgoing

AGAIN: Final = "（可能重复）"
LONGEST: Final = 4096  # UTF-16 units of a message, as Telegram counts
_NO_PREVIEW: Final = {"is_disabled": True}
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_say: Final = msgspec.json.Decoder(Say)
_edit: Final = msgspec.json.Decoder(Edit)
_file: Final = msgspec.json.Decoder(File)


class Meaning(Enum):
    """What a refusal says about the message."""

    DONE = "it stands there already"
    GONE = "the message to change is no more"
    MARKUP = "the HTML is not accepted"
    LONG = "longer than a message may be"
    LARGE = "a larger file than is taken"
    NOBODY = "the chat does not take messages from us"
    WAIT = "too many"
    LATER = "the server's trouble"
    NEVER = "it can never be sent"


_WORDS: Final = (
    ("message is not modified", Meaning.DONE),
    ("message to edit not found", Meaning.GONE),
    ("message can't be edited", Meaning.GONE),
    ("message_id_invalid", Meaning.GONE),
    ("can't parse entities", Meaning.MARKUP),
    ("can't find end of", Meaning.MARKUP),
    ("message is too long", Meaning.LONG),
    ("message_too_long", Meaning.LONG),
    ("too large", Meaning.LARGE),
    ("too big", Meaning.LARGE),
    ("chat not found", Meaning.NOBODY),
    ("user not found", Meaning.NOBODY),
    ("peer_id_invalid", Meaning.NOBODY),
    ("user is deactivated", Meaning.NOBODY),
    ("bot was blocked", Meaning.NOBODY),
)


def meaning(refusal: Refused) -> Meaning:
    """Sort a refusal by its code and Telegram's words."""
    if refusal.code == 429:
        return Meaning.WAIT
    if refusal.code == 403:
        return Meaning.NOBODY
    if refusal.code == 413:
        return Meaning.LARGE
    if refusal.code != 400:
        return Meaning.LATER
    words = refusal.why.lower()
    return next((means for phrase, means in _WORDS if phrase in words), Meaning.NEVER)


def reply_of(row: Outgoing) -> Say | Edit | File:
    """The stored reply."""
    if row.kind == "file":
        return _file.decode(row.body)
    return _edit.decode(row.body) if row.kind == "edit" else _say.decode(row.body)


def edit_call(chat: int, message: int, reply: Edit) -> dict[str, object]:
    """Parameters of editMessageText."""
    return {"message_id": message, **_message(chat, reply.text, reply.buttons)}


def send_call(chat: int, reply: Say | Edit, *, again: bool) -> dict[str, object]:
    """Parameters of sendMessage; `again` marks what may have arrived before."""
    call = _message(chat, AGAIN + reply.text if again else reply.text, reply.buttons)
    if isinstance(reply, Say):
        if reply.silent:
            call["disable_notification"] = True
        if reply.reply_to:
            call["reply_parameters"] = {"message_id": reply.reply_to, "allow_sending_without_reply": True}
    return call


def file_call(chat: int, reply: File, *, again: bool) -> dict[str, object]:
    """Parameters of sendDocument beside the file; the caption is plain text."""
    return {"chat_id": chat, "caption": AGAIN + reply.caption if again else reply.caption}


def _message(chat: int, text: str, buttons: Rows) -> dict[str, object]:
    call: dict[str, object] = {
        "chat_id": chat,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if buttons:
        call["reply_markup"] = {"inline_keyboard": [[_button(button) for button in row] for row in buttons]}
    return call


def _button(button: Button) -> dict[str, object]:
    if button.copy:
        return {"text": button.text, "copy_text": {"text": button.copy}}
    if button.url:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "callback_data": button.data}


def in_plain_parts(call: dict[str, object]) -> Iterator[dict[str, object]]:
    """The same message without markup, in as many parts as it takes; the buttons stay with the last."""
    text = html.unescape(_TAG.sub("", str(call["text"])))
    parts = list(_split(text))
    for number, part in enumerate(parts, 1):
        plain = {key: value for key, value in call.items() if key != "parse_mode"} | {"text": part}
        if number < len(parts):
            plain.pop("reply_markup", None)
        yield plain


def _split(text: str) -> Iterator[str]:
    """Pieces of at most LONGEST UTF-16 units, cut at a line end where there is one."""
    while text:
        size = _fitting(text)
        if size < len(text):
            size = text.rfind("\n", size // 2, size) + 1 or size
        yield text[:size]
        text = text[size:]


def _fitting(text: str) -> int:
    """How many letters of the text make at most LONGEST UTF-16 units."""
    units = 0
    for size, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > LONGEST:
            return size
    return len(text)
