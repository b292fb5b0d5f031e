"""A chat as its owner's phone shows it."""

from playground.history import Stored
from playground.profile import menu
from playground.values import Json, Value
from playground.world import World

_COPIED = (
    "message_id", "date", "edit_date", "text", "entities", "caption", "caption_entities", "media_group_id",
    "forward_origin", "reply_to_message",
)  # fmt: skip


def message(world: World, stored: Stored) -> Json:
    """A message with what the page needs: own (the user's) and its key, media addresses, keyboard, marks."""
    body = stored.body
    shown: Json = {key: body[key] for key in _COPIED if key in body}
    return shown | {
        "from": body["from"],
        "chat": stored.chat,
        "own": not stored.mine,
        "key": None if stored.mine else world.sent.key(stored.id),
        "media": _media(body),
        "inline_keyboard": body.get("reply_markup", {}).get("inline_keyboard", []),
        "edited": stored.edited,
        "deleted": stored.deleted,
        "reaction": stored.reaction,
    }


def _media(body: Json) -> Json | None:
    if "photo" in body:
        return _one("photo", body["photo"][-1])
    for kind in ("document", "video", "voice", "audio"):
        if kind in body:
            return _one(kind, body[kind])
    return None


def _one(kind: str, file: Json) -> Json:
    thumbnail = file.get("thumbnail")
    return {
        "kind": kind,
        "url": f"/play/file/{file['file_id']}",
        "thumbnail": f"/play/file/{thumbnail['file_id']}" if thumbnail else None,
        "name": file.get("file_name"),
        "mime": file.get("mime_type", "image/jpeg"),
        "size": file["file_size"],
        "width": file.get("width"),
        "height": file.get("height"),
    }


def chat(world: World, number: int, language: str, after: int, limit: int) -> Json:
    """A chat's newest messages and everything around them; `seq` is where the feed goes on."""
    return {
        "seq": world.feed.last(),
        "messages": [message(world, stored) for stored in world.history.newest(number, after, limit)],
        "blocked": world.chats.blocked(number),
        "keyboard": world.chats.keyboard(number),
        "commands": menu(world, number, language),
        "bot": {
            "name": world.state.get("name") or "维权助手",
            "description": world.state.get("description", ""),
        },
        "clock": clock(world),
    }


def clock(world: World) -> Json:
    """The playground's time, how far it is from the real one, and when the bot wants to wake next."""
    return {"now": world.clock.iso(), "offset": world.clock.offset, "next_wake": world.state.get("next_wake")}


def events(world: World, raw: list[Json], language: str) -> list[Json]:
    """Feed rows with the current state of what they name."""
    return [event | _content(world, event, language) for event in raw]


def _content(world: World, event: Json, language: str) -> dict[str, Value]:
    kind = event["kind"]
    if kind in ("new", "edited", "deleted"):
        stored = world.history.any(event["chat"], event["message_id"])
        return {"message": message(world, stored) if stored else None}
    if kind == "clock":
        return {"clock": clock(world)}
    if kind == "keyboard":
        return {"keyboard": world.chats.keyboard(event["chat"])}
    return {}
