"""sendMessage, the edits, deletions, reactions and chat actions."""

from playground import formatting, keyboards
from playground.call import Call
from playground.entities import units
from playground.errors import bad
from playground.history import Stored
from playground.values import Json, whole
from playground.world import World

MOST_TEXT = 4096
MOST_CAPTION = 1024
_DELETABLE_SECONDS = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def text_of(call: Call) -> Json:
    """text and entities of a call, within Telegram's limits (in UTF-16 units, the stricter reading)."""
    text, entities = formatting.formatted(call, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if units(text) > MOST_TEXT:
        raise bad("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(call: Call) -> Json:
    """caption and caption_entities of a call; empty when there is none."""
    text, entities = formatting.formatted(call, "caption", "caption_entities")
    if units(text) > MOST_CAPTION:
        raise bad("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def envelope(world: World, call: Call, chat: Json) -> Json:
    """What every message of the bot begins with: from, chat, date, the reply it is."""
    body: Json = {"from": bot(world), "chat": chat, "date": world.clock.seconds()}
    reply = _reply_to(world, call, chat["id"])
    if reply is not None:
        body["reply_to_message"] = reply
    if call.flag("protect_content"):
        body["has_protected_content"] = True
    return body


def bot(world: World) -> Json:
    """The bot as a User."""
    name = world.state.get("name") or "维权助手"
    return {"id": world.bot_id, "is_bot": True, "first_name": name, "username": "playground_bot"}


def _reply_to(world: World, call: Call, chat: int) -> Json | None:
    given = call.object("reply_parameters")
    number = given.get("message_id") or call.number("reply_to_message_id", 0)
    if not number:
        return None
    found = world.history.find(chat, whole(number) or 0)
    if found is not None:
        return without_parent(found.body)
    if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def without_parent(body: Json) -> Json:
    """A replied message does not carry its own parent."""
    return {key: value for key, value in body.items() if key != "reply_to_message"}


def post(world: World, method: str, body: Json, markup: Json | None) -> Json:
    """Keep a message of the bot, show it, and log it. Inside State.change()."""
    if markup and markup.get("inline_keyboard"):
        body["reply_markup"] = markup
    message = world.history.add(body, mine=True)
    if world.chats.set_keyboard(body["chat"]["id"], markup):
        world.feed.note(body["chat"]["id"], "keyboard")
    world.feed.show(method, message)
    return message


async def send_message(world: World, call: Call) -> Json:
    """sendMessage."""
    chat = world.chats.reachable(call.text("chat_id"))
    content = text_of(call)
    markup = keyboards.read(call)
    preview = call.object("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    with world.state.change():
        message = post(world, "sendMessage", envelope(world, call, chat) | content, markup)
    world.changed()
    return message


def _editable(world: World, call: Call) -> Stored:
    """The bot's own message an edit names. Raises Refused."""
    if not call.has("message_id") or not call.has("chat_id"):
        raise bad("message identifier is not specified")
    chat = world.chats.reachable(call.text("chat_id"))
    found = world.history.find(chat["id"], call.number("message_id", 0))
    if found is None:
        raise bad("message to edit not found")
    if not found.mine:
        raise bad("message can't be edited")
    return found


def _edit(world: World, method: str, stored: Stored, content: Json, markup: Json | None) -> Json:
    """Put new content in place; an edit without a keyboard removes the old one, as on Telegram."""
    changing = {"text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options"}
    kept = {key: value for key, value in stored.body.items() if key not in changing}
    new = kept | content | ({"reply_markup": markup} if markup else {})
    if new == stored.body:
        raise bad(_NOT_MODIFIED)
    only_keyboard = without_markup(new) == without_markup(stored.body)
    stored.body = new | {"edit_date": world.clock.seconds()}
    with world.state.change():
        world.history.replace(stored, edited=not only_keyboard)
        world.feed.show(method, stored.body)
    world.changed()
    return stored.body


def without_markup(body: Json) -> Json:
    """A message but for its keyboard and the time of its edit."""
    return {key: value for key, value in body.items() if key not in ("reply_markup", "edit_date")}


async def edit_text(world: World, call: Call) -> Json:
    """editMessageText."""
    stored = _editable(world, call)
    content = text_of(call)
    markup = keyboards.inline_only(call)
    if "text" not in stored.body:
        raise bad("there is no text in the message to edit")
    preview = call.object("link_preview_options")
    return _edit(
        world,
        "editMessageText",
        stored,
        content | ({"link_preview_options": preview} if preview else {}),
        markup,
    )


async def edit_caption(world: World, call: Call) -> Json:
    """editMessageCaption."""
    stored = _editable(world, call)
    if "text" in stored.body:
        raise bad("there is no caption in the message to edit")
    return _edit(world, "editMessageCaption", stored, caption_of(call), keyboards.inline_only(call))


async def edit_markup(world: World, call: Call) -> Json:
    """editMessageReplyMarkup."""
    stored = _editable(world, call)
    kept = ("text", "entities", "caption", "caption_entities", "link_preview_options")
    content = {key: stored.body[key] for key in kept if key in stored.body}
    return _edit(world, "editMessageReplyMarkup", stored, content, keyboards.inline_only(call))


def _delete(world: World, chat: int, number: int, method: str) -> None:
    found = world.history.find(chat, number)
    if found is None:
        raise bad("message to delete not found")
    if world.clock.seconds() - found.body["date"] > _DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")
    world.history.delete(found)
    world.feed.show(method, without_markup({**found.body, "text": None}))


async def delete_message(world: World, call: Call) -> bool:
    """deleteMessage: only within 48 hours of its sending."""
    chat = world.chats.reachable(call.text("chat_id"))
    with world.state.change():
        _delete(world, chat["id"], call.number("message_id", 0), "deleteMessage")
    world.changed()
    return True


async def delete_messages(world: World, call: Call) -> bool:
    """deleteMessages: those that cannot be found are skipped."""
    chat = world.chats.reachable(call.text("chat_id"))
    numbers = [whole(each) or 0 for each in call.array("message_ids")]
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    with world.state.change():
        for number in numbers:
            if world.history.find(chat["id"], number):
                _delete(world, chat["id"], number, "deleteMessages")
    world.changed()
    return True


async def set_reaction(world: World, call: Call) -> bool:
    """setMessageReaction: one emoji, or none to take it back."""
    chat = world.chats.reachable(call.text("chat_id"))
    found = world.history.find(chat["id"], call.number("message_id", 0))
    if found is None:
        raise bad("message to react not found")
    reactions = call.array("reaction")
    emoji = [item.get("emoji") for item in reactions if isinstance(item, dict)]
    if len(emoji) > 1 or not all(isinstance(one, str) and len(one) <= 4 for one in emoji):
        raise bad("REACTION_INVALID")
    with world.state.change():
        world.history.react(found, emoji[0] if emoji else None)
    world.changed()
    return True


async def send_action(world: World, call: Call) -> bool:
    """sendChatAction: seen for five seconds."""
    chat = world.chats.reachable(call.text("chat_id"))
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    with world.state.change():
        world.feed.note(chat["id"], "action", body={"action": action})
    world.changed()
    return True
