"""Callback queries: made by a press, answered by the bot within 150 seconds."""

import secrets

from playground.call import Call
from playground.entities import units
from playground.errors import bad
from playground.history import Stored
from playground.messages import without_parent
from playground.values import Json
from playground.world import World

LIFETIME_SECONDS = 150
_OLD = "query is too old and response timeout expired or query ID is invalid"


def press(world: World, user: Json, stored: Stored, data: str) -> str:
    """A user pressed the button with `data`; the query's id. Inside State.change(). Raises Refused(400)."""
    rows = stored.body.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise bad("no such button")
    number = str(secrets.randbits(63))
    world.state.run(
        "INSERT INTO query (id, user, message, chat, date) VALUES (?,?,?,?,?)",
        number, user["id"], stored.id, stored.chat, world.clock.seconds(),
    )  # fmt: skip
    query = {"id": number, "from": user, "message": without_parent(stored.body), "data": data}
    query["chat_instance"] = str(stored.chat * 7919)
    world.updates.add("callback_query", query)
    return number


async def answer(world: World, call: Call) -> bool:
    """answerCallbackQuery: a second answer is accepted and shows nothing."""
    number = call.text("callback_query_id")
    found = world.state.row("SELECT chat, message, date, answered FROM query WHERE id = ?", number)
    if not found or world.clock.seconds() - found[2] > LIFETIME_SECONDS:
        raise bad(_OLD)
    text = call.text("text")
    if units(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if found[3]:
        return True
    body = {"callback_query_id": number, "text": text, "show_alert": call.flag("show_alert")}
    with world.state.change():
        world.state.run("UPDATE query SET answered = 1 WHERE id = ?", number)
        world.feed.note(found[0], "toast", found[1], body)
    world.changed()
    return True
