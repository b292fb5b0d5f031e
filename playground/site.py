"""The chat page: plain files; the session token, the style and the first script are written into the first."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from aiohttp import web

from playground.keys import WORLD

_FOLDER = Path(__file__).parent / "page"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_SAMPLES = _FOLDER / "samples"
_STYLE = '<link rel="stylesheet" href="/page/page.css">'
_BOOT = '<script type="module" id="boot" src="/page/boot.js"></script>'


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def hash_of(name: str) -> str:
    """What the policy allows in the page itself – style and first script –, as asking for them would delay the paint."""
    return base64.b64encode(hashlib.sha256(_text(name).encode()).digest()).decode()


@cache
def _page() -> str:
    html = _text("index.html").replace(_STYLE, f"<style>{_text('page.css')}</style>")
    return html.replace(_BOOT, f'<script type="module" id="boot">{_text("boot.js")}</script>')


async def index(request: web.Request) -> web.Response:
    """The page. Token and name are random, drawn from an alphabet that needs no escaping."""
    world = request.app[WORLD]
    filled = _page().replace("{session}", world.session).replace("{world}", world.name)
    return web.Response(text=filled, content_type="text/html")


async def asset(request: web.Request) -> web.Response:
    """A file of the page, by its exact name."""
    path = _FOLDER / request.match_info["name"]
    if path.suffix not in _TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")


async def sample(request: web.Request) -> web.Response:
    """A sample screenshot, by its exact name."""
    path = _SAMPLES / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type="image/jpeg")


async def icon(request: web.Request) -> web.Response:
    """Browsers ask for it unasked."""
    return web.Response(status=204)


def routes() -> list[web.RouteDef]:
    """The page and what it loads."""
    return [
        web.get("/", index),
        web.get("/page/{name:[a-z]+\\.[a-z]+}", asset),
        web.get("/page/samples/{name:[a-z]+\\.jpg}", sample),
        web.get("/favicon.ico", icon),
    ]
