"""Pieces of the Bot API: what of a call is read, and the JSON of updates and answers."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

DATE: Final = 1_790_000_000  # nobody looks at it
BOT: Final = b'{"id":7000000001,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
TRUE: Final = b'{"ok":true,"result":true}'
NOTHING: Final = b'{"ok":true,"result":[]}'

_CHAT: Final = b'{"id":%d,"first_name":"Buyer","username":"buyer%d","type":"private"}'
_FROM: Final = b'{"id":%d,"is_bot":false,"first_name":"Buyer","username":"buyer%d","language_code":"zh-hans"}'
_HEAD: Final = b'{"message_id":%d,"from":%b,"chat":%b,"date":%d'
_SIZE: Final = b'{"file_id":"f%d-%d","file_unique_id":"u%d-%d","file_size":%d,"width":%d,"height":%d}'
_SIZES: Final = ((1300, 67, 90), (14_000, 240, 320), (61_000, 600, 800), (120_000, 960, 1280))


class Button(msgspec.Struct):
    """A button of a keyboard; without data it cannot be pressed."""

    text: str
    callback_data: str = ""


class Keyboard(msgspec.Struct):
    """The buttons under a message."""

    inline_keyboard: list[list[Button]]


class Call(msgspec.Struct):
    """The parameters that matter here, of any method."""

    chat_id: int = 0
    text: str = ""
    message_id: int = 0
    reply_markup: msgspec.Raw = msgspec.Raw()
    offset: int = 0
    limit: int = 100
    timeout: int = 0
    file_id: str = ""


_json: Final = msgspec.json.Decoder(Call)
_keyboard: Final = msgspec.json.Decoder(Keyboard)
quoted: Final = msgspec.json.Encoder().encode


def read_call(body: bytes, form: bool) -> Call:
    """The parameters of a call, sent as JSON or as a form."""
    if not body:
        return Call()
    if not form:
        return _json.decode(body)
    fields: Mapping[str, Any] = dict(parse_qsl(body.decode(), keep_blank_values=True))
    markup = msgspec.Raw(fields.get("reply_markup", "").encode())
    plain = {name: value for name, value in fields.items() if name != "reply_markup"}
    call = msgspec.convert(plain, Call, strict=False)
    call.reply_markup = markup
    return call


def buttons(markup: msgspec.Raw) -> list[Button]:
    """Those that can be pressed."""
    if not markup:
        return []
    rows = _keyboard.decode(markup).inline_keyboard
    return [button for row in rows for button in row if button.callback_data]


def sent(user: int, message: int, text: str, markup: msgspec.Raw) -> bytes:
    """A message of the bot, as the API returns it."""
    head = _HEAD % (message, BOT, _CHAT % (user, user), DATE)
    keyboard = b',"reply_markup":' + bytes(markup) if markup else b""
    return head + b',"text":' + quoted(text) + keyboard + b"}"


def said(user: int, message: int, text: str) -> bytes:
    """Words of a user, as the part of an update."""
    head = _HEAD % (message, _FROM % (user, user), _CHAT % (user, user), DATE)
    command = b',"entities":[{"offset":0,"length":%d,"type":"bot_command"}]' % len(text)
    entities = command if text.startswith("/") else b""
    return b'"message":' + head + b',"text":' + quoted(text) + entities + b"}"


def photo(user: int, message: int) -> bytes:
    """A picture of a user nobody sent before, in the usual sizes."""
    head = _HEAD % (message, _FROM % (user, user), _CHAT % (user, user), DATE)
    sizes = (
        _SIZE % (message, number, message, number, size, width, height)
        for number, (size, width, height) in enumerate(_SIZES)
    )
    return b'"message":' + head + b',"photo":[' + b",".join(sizes) + b"]}"


def pressed(user: int, number: int, message: bytes, data: str) -> bytes:
    """A button pressed under a message."""
    parts = (number, _FROM % (user, user), message, number, quoted(data))
    return b'"callback_query":{"id":"%d","from":%b,"message":%b,"chat_instance":"%d","data":%b}' % parts
