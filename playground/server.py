"""Puts the Bot API, the control API and the page together and opens the door on 127.0.0.1."""

import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from playground import TOKEN, api, control, guard, site
from playground.keys import WORLD
from playground.world import World

_MOST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """A running playground."""

    url: str
    world: World


def application(world: World) -> web.Application:
    """The web application around a world."""
    app = web.Application(client_max_size=_MOST_BODY, middlewares=[guard.host, guard.session])
    app[WORLD] = world
    app.on_response_prepare.append(guard.headers)
    app.add_routes([*api.routes(), *control.routes(), *site.routes()])
    return app


def _door(port: int) -> socket.socket:
    """A listening socket on loopback. Raises OSError when the port is taken."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    return door


@contextlib.asynccontextmanager
async def running(
    folder: Path,
    port: int = 0,
    token: str = TOKEN,
    *,
    limited: bool = False,
    stories: Path | None = None,
) -> AsyncIterator[Place]:
    """A playground as long as the block lasts; port 0 takes a free one."""
    door = _door(port)
    world = World(folder, token, limited, stories)
    runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield Place(f"http://127.0.0.1:{door.getsockname()[1]}", world)
    finally:
        world.end()
        await runner.cleanup()
        world.close()
