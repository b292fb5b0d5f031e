"""Where a request finds the world it belongs to."""

from aiohttp import web

from playground.world import World

WORLD = web.AppKey("world", World)
