"""Who may come in: this machine only, by a name a foreign web page cannot use, with the session's token."""

import secrets
from collections.abc import Awaitable, Callable
from email.utils import formatdate

from aiohttp import web

from playground.api import answer
from playground.errors import Refused
from playground.keys import WORLD
from playground.site import hash_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-{boot}'; style-src 'self' 'sha256-{style}'; connect-src 'self'; img-src 'self' blob:; "
    "media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY.format(style=hash_of("page.css"), boot=hash_of("boot.js")),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # no Cross-Origin-Opener-Policy: it has the browser change processes first, which doubles the time to load


def _loopback(host: str, port: int) -> bool:
    """A foreign name that resolves to this machine (DNS rebinding) is refused."""
    return host.lower() in (f"127.0.0.1:{port}", f"localhost:{port}")


@web.middleware
async def host(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every route: only 127.0.0.1 and localhost."""
    local = request.get_extra_info("sockname")
    port = local[1] if local else 0
    if not _loopback(request.headers.get("Host", ""), port):
        return answer(Refused(403, "Forbidden: host is not allowed").body(), 403)
    return await handler(request)


@web.middleware
async def session(request: web.Request, handler: Handler) -> web.StreamResponse:
    """/play/: the page's session token, or the bot's own token."""
    if not request.path.startswith("/play/"):
        return await handler(request)
    world = request.app[WORLD]
    given = request.headers.get("X-Session", "").encode()
    if not any(secrets.compare_digest(given, known.encode()) for known in (world.session, world.token)):
        return answer(Refused(401, "Unauthorized").body(), 401)
    return await handler(request)


async def headers(request: web.Request, response: web.StreamResponse) -> None:
    """Every answer: the playground's Date, and what keeps a browser strict."""
    response.headers["Date"] = formatdate(request.app[WORLD].clock.now(), usegmt=True)
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
