"""What a user does in the chat: writes, sends pictures, edits, blocks; each becomes an update."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playground import attachments, entities, media, messages
from playground.call import Upload
from playground.errors import bad
from playground.history import Stored
from playground.values import Json, Value
from playground.world import World

_HANDLE = "@playground_bot"


@dataclass(frozen=True)
class Draft:
    """What a user is about to send."""

    text: str
    origin: Json | None = None
    group: int | None = None
    reply_to: int | None = None
    uploads: list[Upload] = field(default_factory=list)
    kind: str = "photo"
    facts: Json = field(default_factory=dict)
    key: str = ""


def _chat_for(world: World, user: Json, group: int | None) -> Json:
    """The chat a user acts in; who blocked the bot must unblock it first."""
    if group is not None:
        return world.chats.chat(group)
    if world.chats.blocked(user["id"]):
        raise bad("the user blocked the bot; unblock it first")
    world.chats.meet(user["id"])
    return world.chats.chat(user["id"])


def _common(world: World, user: Json, draft: Draft) -> Json:
    """What all messages of one draft share. Inside State.change()."""
    chat = _chat_for(world, user, draft.group)
    body: Json = {"from": user, "chat": chat, "date": world.clock.seconds()}
    if draft.origin is not None:
        body["forward_origin"] = draft.origin
    if draft.reply_to is not None:
        body["reply_to_message"] = _replied(world, chat["id"], draft.reply_to)
    return body


def _replied(world: World, chat: int, number: int) -> Json:
    found = world.history.find(chat, number)
    if found is None:
        raise bad("message to be replied not found")
    return messages.without_parent(found.body)


def _heard(message: Json) -> bool:
    """In a group the bot hears commands, mentions of it and replies to it, as with privacy mode on."""
    if message["chat"]["type"] == "private":
        return True
    text = str(message.get("text", message.get("caption", "")))
    to_bot = message.get("reply_to_message", {}).get("from", {}).get("is_bot", False)
    return text.startswith("/") or _HANDLE in text or bool(to_bot)


def _tell(world: World, body: Json) -> Json:
    """Keep a user's message and queue its update. Inside State.change()."""
    message = world.history.add(body, mine=False)
    if _heard(message):
        world.updates.add("message", message)
    return message


def pieces(text: str, most: int = messages.MOST_TEXT) -> list[str]:
    """A long text as a client sends it: in pieces of at most `most` UTF-16 units."""
    found = []
    while text:
        cut = min(len(text), most)
        while entities.units(text[:cut]) > most:
            cut -= 1
        found.append(text[:cut])
        text = text[cut:]
    return found


def _text(piece: str, name: str = "text", entities_name: str = "entities") -> Json:
    clean, found = entities.finish(piece, [])
    return {name: clean, entities_name: found} if found else {name: clean}


def _once(world: World, user: Json, key: str, act: Callable[[], list[Json]]) -> list[Json]:
    with world.state.change():
        sent: list[Json] = world.sent.once(user["id"], key, act)
    world.arrived()
    return sent


def send(world: World, user: Json, draft: Draft) -> list[Json]:
    """Write; the messages it became. Raises Refused(400)."""
    if not draft.text.strip():
        raise bad("message text is empty")

    def tell() -> list[Json]:
        common = _common(world, user, draft)
        return [_tell(world, common | _text(piece)) for piece in pieces(draft.text) if piece.strip()]

    return _once(world, user, draft.key, tell)


async def send_media(world: World, user: Json, draft: Draft) -> list[Json]:
    """Send files; more than one is an album, whose first item carries the caption. Raises Refused(400)."""
    _check(draft)
    files, kind = world.files, draft.kind
    ready = [await attachments.prepare(files, kind, one, draft.facts, by_user=True) for one in draft.uploads]
    group = {"media_group_id": media.album_id()} if len(ready) > 1 and kind != "voice" else {}
    caption = _text(draft.text, "caption", "caption_entities") if draft.text.strip() else {}

    def tell() -> list[Json]:
        common = _common(world, user, draft) | group
        captions = [caption] + [{}] * (len(ready) - 1)
        return [
            _tell(world, common | attachments.attach(files, parts) | words)
            for parts, words in zip(ready, captions, strict=True)
        ]

    return _once(world, user, draft.key, tell)


def _check(draft: Draft) -> None:
    if draft.kind not in attachments.KINDS:
        raise bad(f"as is one of {', '.join(attachments.KINDS)}")
    if not 1 <= len(draft.uploads) <= 10:
        raise bad("1 to 10 files are needed")
    if entities.units(draft.text) > messages.MOST_CAPTION:
        raise bad("message caption is too long")


def edit(world: World, user: Json, stored: Stored, text: str, key: str = "") -> Json:
    """A user changes their own message: an edited_message update, once per key. Raises Refused(400)."""
    if stored.mine or stored.body["from"]["id"] != user["id"]:
        raise bad("message can't be edited")
    names = ("text", "entities") if "text" in stored.body else ("caption", "caption_entities")
    if not text.strip() and names[0] == "text":
        raise bad("message text is empty")
    kept = {key: value for key, value in stored.body.items() if key not in names}
    stored.body = kept | _text(text, *names) | {"edit_date": world.clock.seconds()}

    def change() -> Json:
        world.history.replace(stored, edited=True)
        if _heard(stored.body):
            world.updates.add("edited_message", stored.body)
        return stored.body

    with world.state.change():
        made: Json = world.sent.once(user["id"], key, change)
    world.arrived()
    return made


def block(world: World, user: Json, *, blocked: bool) -> None:
    """Block or unblock the bot: a my_chat_member update, once per change."""
    if world.chats.blocked(user["id"]) == blocked:
        return
    me = messages.bot(world)
    free: Json = {"user": me, "status": "member"}
    kicked: Json = {"user": me, "status": "kicked", "until_date": 0}
    old, new = (free, kicked) if blocked else (kicked, free)
    with world.state.change():
        world.chats.set_blocked(user["id"], blocked)
        change = {"chat": world.chats.chat(user["id"]), "from": user, "date": world.clock.seconds()}
        world.updates.add("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})
        world.feed.note(user["id"], "blocked", body={"blocked": blocked})
    world.arrived()


def origin(world: World, raw: Value) -> Json | None:
    """A forward_origin: a full one of Telegram's, or {"type", "name", "date"?} from which one is made."""
    if raw is None:
        return None
    if not isinstance(raw, dict) or raw.get("type") not in _ORIGINS:
        raise bad(f"forward_origin type is one of {', '.join(_ORIGINS)}")
    made = _ORIGINS[raw["type"]](str(raw.get("name") or "客服"))
    told = {key: value for key, value in raw.items() if key != "name"}
    return {"date": world.clock.seconds()} | made | told


_ORIGINS: dict[str, Callable[[str], Json]] = {
    "user": lambda name: {"sender_user": {"id": 600000001, "is_bot": False, "first_name": name}},
    "hidden_user": lambda name: {"sender_user_name": name},
    "chat": lambda name: {"sender_chat": {"id": -1001000000001, "type": "supergroup", "title": name}},
    "channel": lambda name: {
        "chat": {"id": -1001000000002, "type": "channel", "title": name},
        "message_id": 1,
    },
}
