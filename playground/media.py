"""sendPhoto, sendDocument, sendMediaGroup and getFile."""

import secrets

from playground import attachments, keyboards
from playground.call import Call, Upload
from playground.errors import Refused, bad
from playground.files import Part
from playground.messages import caption_of, envelope, post
from playground.values import Json, Value
from playground.world import World

_MOST_PHOTO = 10 * 1024 * 1024
_MOST_UPLOAD = 50 * 1024 * 1024


async def _parts(world: World, kind: str, given: Upload | str) -> tuple[Part, ...]:
    """The stored parts of an upload or of an earlier file_id."""
    if isinstance(given, str):
        return attachments.again(world.files, kind, given)
    if len(given.content) > (_MOST_PHOTO if kind == "photo" else _MOST_UPLOAD):
        raise Refused(413, "Request Entity Too Large")
    return await attachments.prepare(world.files, kind, given)


async def _send(world: World, call: Call, kind: str, method: str) -> Json:
    chat = world.chats.reachable(call.text("chat_id"))
    caption = caption_of(call)
    markup = keyboards.read(call)
    parts = await _parts(world, kind, call.upload(kind))
    with world.state.change():
        body = envelope(world, call, chat) | attachments.attach(world.files, parts) | caption
        message = post(world, method, body, markup)
    world.changed()
    return message


async def send_photo(world: World, call: Call) -> Json:
    """sendPhoto."""
    return await _send(world, call, "photo", "sendPhoto")


async def send_document(world: World, call: Call) -> Json:
    """sendDocument."""
    return await _send(world, call, "document", "sendDocument")


async def send_group(world: World, call: Call) -> list[Json]:
    """sendMediaGroup: one message per item, sharing a media_group_id."""
    chat = world.chats.reachable(call.text("chat_id"))
    items = _items(call.json("media"))
    ready = [(await _item(world, call, item), _caption(item)) for item in items]
    group = {"media_group_id": album_id()} if len(ready) > 1 else {}
    with world.state.change():
        messages = []
        for parts, caption in ready:
            body = envelope(world, call, chat) | group | attachments.attach(world.files, parts) | caption
            messages.append(post(world, "sendMediaGroup", body, None))
    world.changed()
    return messages


def _items(media: Value) -> list[Json]:
    if not isinstance(media, list) or not all(isinstance(item, dict) for item in media):
        raise bad("can't parse media: expected an Array of InputMedia")
    if not media:
        raise bad("there are no messages to send")
    if len(media) > 10:
        raise bad("too many messages to send as an album")
    if len({item.get("type") == "document" for item in media}) > 1:
        raise bad("document can't be mixed with other media types")
    return media


async def _item(world: World, call: Call, item: Json) -> tuple[Part, ...]:
    kind = item.get("type")
    if kind not in ("photo", "document", "video", "audio"):
        raise bad(f'type "{kind}" of media is not supported')
    return await _parts(world, str(kind), call.reference(str(item.get("media", ""))))


def _caption(item: Json) -> Json:
    return caption_of(Call(item))


def album_id() -> str:
    """A new media_group_id."""
    return str(13_000_000_000_000_000 + secrets.randbits(48))


async def get_file(world: World, call: Call) -> Json:
    """getFile."""
    return world.files.describe(call.text("file_id"))
