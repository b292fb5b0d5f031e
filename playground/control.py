"""The control API under /play/: what tests, the bot and the page do as users and with the clock."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from playground import acting, queries, views
from playground import call as calls
from playground.acting import Draft
from playground.api import answer
from playground.call import Call
from playground.clock import iso, parse
from playground.errors import Refused, bad
from playground.history import Stored
from playground.keys import WORLD
from playground.values import Json, Value, whole
from playground.world import World

Act = Callable[[World, Call], Awaitable[Value]]
_MOST_MESSAGES = 200
_LAST_MOMENT = 253_370_764_800.0  # the end of the year 9998


def _number(call: Call, name: str) -> int | None:
    """An optional integer. Raises Refused(400) when it is given and none."""
    if not call.has(name):
        return None
    found = whole(call.text(name))
    if found is None:
        raise bad(f"{name} must be an integer")
    return found


def _user(world: World, call: Call) -> Json:
    number = _number(call, "user")
    if number is None:
        raise bad("user is missing")
    return world.chats.user(number)


def _place(world: World, call: Call) -> tuple[int, str]:
    """The chat looked at and its owner's language: a group when `chat` is given."""
    user = _user(world, call)
    group = _number(call, "chat")
    return (user["id"] if group is None else group), user.get("language_code", "")


def _message(world: World, call: Call) -> Stored:
    chat, _ = _place(world, call)
    found = world.history.find(chat, call.number("message_id", 0))
    if found is None:
        raise bad("message not found")
    return found


async def _new_user(world: World, call: Call) -> Json:
    with world.state.change():
        return world.chats.new_user(call.text("first_name"), call.text("language_code"))


async def _users(world: World, call: Call) -> list[Json]:
    return world.chats.users()


async def _new_group(world: World, call: Call) -> Json:
    with world.state.change():
        return world.chats.new_group(call.text("title", "一个群"))


async def _send(world: World, call: Call) -> Json:
    return acting.send(world, _user(world, call), _draft(world, call, "text"))[0]


async def _media(world: World, call: Call) -> list[Json]:
    return await acting.send_media(world, _user(world, call), _draft(world, call, "caption"))


def _draft(world: World, call: Call, text: str) -> Draft:
    return Draft(
        text=call.text(text),
        origin=acting.origin(world, call.json("forward_origin")),
        group=_number(call, "chat"),
        reply_to=_number(call, "reply_to"),
        uploads=list(call.files.values()),
        kind=call.text("as", "photo"),
        key=call.text("key"),
        facts={name: call.number(name, 0) for name in ("width", "height", "duration")},
    )


async def _press(world: World, call: Call) -> Json:
    user = _user(world, call)

    def press() -> Json:
        stored = _message(world, call)
        if world.chats.blocked(user["id"]):
            raise bad("the user blocked the bot; unblock it first")
        return {"callback_query_id": queries.press(world, user, stored, call.text("data"))}

    with world.state.change():
        made: Json = world.sent.once(user["id"], call.text("key"), press)
    world.arrived()
    return made


async def _edit(world: World, call: Call) -> Json:
    return acting.edit(world, _user(world, call), _message(world, call), call.text("text"), call.text("key"))


async def _block(world: World, call: Call) -> Json:
    acting.block(world, _user(world, call), blocked=True)
    return {"blocked": True}


async def _unblock(world: World, call: Call) -> Json:
    acting.block(world, _user(world, call), blocked=False)
    return {"blocked": False}


async def _chat(world: World, call: Call) -> Json:
    chat, language = _place(world, call)
    limit = min(max(call.number("limit", _MOST_MESSAGES), 1), _MOST_MESSAGES)
    return views.chat(world, chat, language, call.number("after", 0), limit)


async def _feed(world: World, call: Call) -> Json:
    """Changes after a sequence number; waits for one. Without a user: of all chats."""
    chat, language = _place(world, call) if call.has("user") else (None, "")
    after = call.number("after", 0)
    until = time.monotonic() + min(call.number("timeout", 25), 60)
    found = world.feed.since(chat, after)
    while not found and not world.ending and time.monotonic() < until:
        await world.feed.bell.wait(until - time.monotonic())
        found = world.feed.since(chat, after)
    return {"events": views.events(world, found, language), "seq": found[-1]["seq"] if found else after}


async def _log(world: World, call: Call) -> Json:
    chat, _ = _place(world, call)
    after = call.number("after", 0)
    shown = world.feed.shown(chat, after)
    return {"calls": shown, "seq": shown[-1]["seq"] if shown else after}


async def _clock(world: World, call: Call) -> Json:
    return views.clock(world)


async def _set_clock(world: World, call: Call) -> Json:
    """Advance by seconds or move to a moment; backwards only with reset (alone: to the real time)."""
    now = world.clock.now()
    target = _moment(world, call, now)
    if target < now - 1 and not call.flag("reset"):
        raise bad("the clock does not go backwards unless reset is true")
    world.set_offset(target)
    return views.clock(world)


def _moment(world: World, call: Call, now: float) -> float:
    try:
        if call.has("to"):
            return _possible(parse(call.text("to")))
        if call.has("advance"):
            return _possible(now + float(call.text("advance")))
    except ValueError as error:
        raise bad("to is an ISO 8601 time, advance a number of seconds") from error
    if call.flag("reset"):
        return now - world.clock.offset
    raise bad("to or advance is missing")


def _possible(moment: float) -> float:
    """A moment that dates can be written for. Raises ValueError."""
    if not 0 <= moment < _LAST_MOMENT:
        raise ValueError(moment)
    return moment


async def _wake(world: World, call: Call) -> Json:
    """The bot tells when it wants to wake next, so that the page can jump there."""
    try:
        at = iso(_possible(parse(call.text("at")))) if call.has("at") else None
    except ValueError as error:
        raise bad("at is an ISO 8601 time or null") from error
    if at != world.state.get("next_wake"):
        with world.state.change():
            world.state.put("next_wake", at)
            world.feed.note(0, "clock")
        world.changed()
    return views.clock(world)


async def _arm(world: World, call: Call) -> Json:
    world.faults.arm(call.values)
    return {"faults": world.faults.list()}


async def _disarm(world: World, call: Call) -> Json:
    world.faults.clear()
    return {"faults": []}


async def _faults(world: World, call: Call) -> Json:
    return {"faults": world.faults.list()}


async def _stories(world: World, call: Call) -> list[Json]:
    """The stories of the folder given at the start, as text; the page plays them."""
    if world.stories is None:
        return []
    return [
        {"name": path.stem, "text": path.read_text("utf-8")} for path in sorted(world.stories.glob("*.txt"))
    ]


async def _inject(world: World, call: Call) -> Json:
    if "raw" not in call.values:
        raise bad("raw is missing")
    with world.state.change():
        number = world.updates.inject(call.values["raw"])
    world.arrived()
    return {"update_id": number}


_ACTS: dict[tuple[str, str], Act] = {
    ("POST", "users"): _new_user,
    ("GET", "users"): _users,
    ("POST", "groups"): _new_group,
    ("POST", "send"): _send,
    ("POST", "media"): _media,
    ("POST", "press"): _press,
    ("POST", "edit"): _edit,
    ("POST", "block"): _block,
    ("POST", "unblock"): _unblock,
    ("GET", "chat"): _chat,
    ("GET", "feed"): _feed,
    ("GET", "log"): _log,
    ("GET", "clock"): _clock,
    ("POST", "clock"): _set_clock,
    ("POST", "wake"): _wake,
    ("POST", "faults"): _arm,
    ("DELETE", "faults"): _disarm,
    ("GET", "faults"): _faults,
    ("GET", "stories"): _stories,
    ("POST", "updates"): _inject,
}


async def act(request: web.Request) -> web.StreamResponse:
    """One control call; errors look like the Bot API's."""
    world = request.app[WORLD]
    found = _ACTS.get((request.method, request.match_info["act"]))
    try:
        if found is None:
            raise Refused(404, "Not Found")
        return answer(await found(world, await calls.read(request)))
    except Refused as refused:
        return answer(refused.body(), refused.code)


async def file(request: web.Request) -> web.StreamResponse:
    """A file for the page, by file_id; never under a type a browser would run."""
    world = request.app[WORLD]
    try:
        kept = world.files.find(request.match_info["id"])
    except Refused as refused:
        return answer(refused.body(), 404)
    safe = "image/jpeg" if kept.kind in ("photo", "thumbnail") else "application/octet-stream"
    headers = {"Content-Type": safe, "Cache-Control": "private, max-age=31536000, immutable"}
    return web.FileResponse(world.files.folder / kept.digest, headers=headers)


def routes() -> list[web.RouteDef]:
    """Everything under /play/."""
    return [web.get("/play/file/{id:[^/]+}", file), web.route("*", "/play/{act:[a-z]+}", act)]
