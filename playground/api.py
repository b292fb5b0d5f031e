"""The Bot API over HTTP: /bot{token}/METHOD and /file/bot{token}/PATH."""

import asyncio
import secrets
import socket
import struct
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from playground import call as calls
from playground import media, messages, profile, queries
from playground.call import Call
from playground.errors import Refused
from playground.faults import Fault
from playground.keys import WORLD
from playground.values import Json, Value
from playground.world import World

Method = Callable[[World, Call], Awaitable[Value]]
_CHUNK = 64 * 1024
_HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


async def _get_updates(world: World, call: Call) -> list[Value]:
    batch = await world.updates.get(call)
    fault = world.faults.bend() if batch else None
    return world.updates.bent(fault.kind, batch) if fault else batch


METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "getUpdates": _get_updates,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendMediaGroup": media.send_group,
    "sendChatAction": messages.send_action,
    "editMessageText": messages.edit_text,
    "editMessageCaption": messages.edit_caption,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": queries.answer,
    "getFile": media.get_file,
    "getMyCommands": profile.get_commands,
    "setMyCommands": profile.set_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyDescription": profile.set_description,
    "getMyDescription": profile.get_description,
    "setMyShortDescription": profile.set_short_description,
    "getMyShortDescription": profile.get_short_description,
    "setMyName": profile.set_name,
    "setChatMenuButton": profile.set_menu_button,
    "setMessageReaction": messages.set_reaction,
    "getChat": profile.get_chat,
}
_BY_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}
_LIMITED = ("send", "edit")


def answer(body: Value, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


async def method(request: web.Request) -> web.StreamResponse:
    """One Bot API call."""
    world = request.app[WORLD]
    try:
        if not _same(request.match_info["token"], world.token):
            raise Refused(401, "Unauthorized")
        found = _BY_NAME.get(request.match_info["method"].lower())
        if found is None:
            raise Refused(404, "Not Found")
        return await _with_faults(request, world, *found)
    except Refused as refused:
        return answer(refused.body(), refused.code)


async def _with_faults(request: web.Request, world: World, name: str, run: Method) -> web.StreamResponse:
    call = await calls.read(request)
    chat = call.text("chat_id")
    struck = await _strike(request, world.faults.take(name, "before", chat))
    if struck is not None:
        return struck
    if name.startswith(_LIMITED) and name != "sendChatAction":
        world.limits.spend(chat)
    result = await run(world, call)
    struck = await _strike(request, world.faults.take(name, "after", chat))
    return struck or answer({"ok": True, "result": result})


async def _strike(request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
    """Carry a fault out; None when the call goes on."""
    if fault is None:
        return None
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.kind in ("status", "429"):
        raise fault.refusal()
    if fault.kind == "html":
        refused = fault.refusal()
        text = _HTML.format(f"{refused.code} {refused.description}")
        return web.Response(text=text, status=refused.code, content_type="text/html")
    _hang_up(request, reset=fault.kind == "reset")
    return web.Response()


def _hang_up(request: web.Request, *, reset: bool) -> None:
    """Close the connection without an answer; with a TCP reset when asked."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if reset and raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def download(request: web.Request) -> web.StreamResponse:
    """A file's bytes at its file_path."""
    world = request.app[WORLD]
    try:
        if not _same(request.match_info["token"], world.token):
            raise Refused(401, "Unauthorized")
        kept = world.files.at(request.match_info["path"])
        if kept is None:
            raise Refused(404, "Not Found")
        return await _serve(request, world, kept.digest)
    except Refused as refused:
        return answer(refused.body(), refused.code)


async def _serve(request: web.Request, world: World, digest: str) -> web.StreamResponse:
    fault = world.faults.take("file", "before", None) or world.faults.take("file", "after", None)
    path = world.files.folder / digest
    if fault is not None and fault.kind in ("cut", "stall"):
        return await _half(request, await asyncio.to_thread(path.read_bytes), fault)
    if fault is not None and fault.kind == "short":
        half = (await asyncio.to_thread(path.read_bytes))[: path.stat().st_size // 2]
        return web.Response(body=half, content_type="application/octet-stream")
    struck = await _strike(request, fault)
    return struck or web.FileResponse(
        path, chunk_size=_CHUNK, headers={"Content-Type": "application/octet-stream"}
    )


async def _half(request: web.Request, content: bytes, fault: Fault) -> web.StreamResponse:
    """Half of the bytes under the full length; then silence for `seconds` (stall) or nothing more (cut)."""
    response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    response.content_length = len(content)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if fault.kind == "stall":
        await asyncio.sleep(fault.seconds)
        await response.write(content[len(content) // 2 :])
    else:
        _hang_up(request, reset=False)
    return response


def routes() -> list[web.RouteDef]:
    """The Bot API's two addresses."""
    return [
        web.route("*", "/bot{token:[^/]+}/{method:[^/]+}", method),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]


def ok(result: Json | list[Value]) -> web.Response:
    """The control API's plain JSON answer."""
    return answer(result)
