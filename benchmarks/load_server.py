"""A lean Bot API server with buyers in it: `python -m benchmarks.load_server`, told a Plan on standard input.

It runs in a process of its own and says what it used of its core, so that a figure limited by the load
instead of by the bot is seen.
"""

import asyncio
import io
import re
import sys
from collections import Counter, deque
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Final

import msgspec
from PIL import Image

from benchmarks import shapes
from benchmarks.buyers import Crowd
from benchmarks.plan import Began, Line, Opened, Plan, Tally
from benchmarks.shapes import Call
from benchmarks.wire import Wire, file, not_found, ok

LOOK: Final = 0.02  # seconds between looks at the window
_PATH: Final = re.compile(r"(/file)?/bot[^/]+/(.+)")
_RESULT: Final = b'{"ok":true,"result":%b}'
_UPDATE: Final = b'{"update_id":%d,%b}'
_GOT_FILE: Final = b'{"file_id":%b,"file_unique_id":"u","file_size":%d,"file_path":"photos/1.jpg"}'
_DESCRIBED: Final = b'{"ok":true,"result":{"description":"","short_description":"","name":""}}'


class Server:
    """The methods, the updates that wait, and the counts."""

    def __init__(self, plan: Plan) -> None:
        self.crowd = Crowd(plan, self._offer)
        self.calls: Counter[str] = Counter()
        self.taken = 0
        self._next_id = 1
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._held: tuple[Wire, Call, asyncio.TimerHandle] | None = None
        self._picture = _picture()
        self._methods: dict[str, Callable[[Call], bytes]] = {
            "sendmessage": self._send,
            "editmessagetext": self._edit,
            "getme": lambda _: _RESULT % shapes.BOT,
            "getfile": self._file,
            "getmycommands": lambda _: shapes.NOTHING,
            "getmydescription": lambda _: _DESCRIBED,
            "getmyshortdescription": lambda _: _DESCRIBED,
        }

    def answer(self, path: str, body: bytes, form: bool, wire: Wire) -> bytes | None:
        """One request; None when it is a poll that finds nothing yet."""
        found = _PATH.fullmatch(path)
        if found is None:
            return not_found()
        if found[1]:
            return file(self._picture)
        method, call = found[2].lower(), shapes.read_call(body, form)
        if method == "getupdates":
            return self._poll(wire, call)
        self.calls[method] += 1
        does = self._methods.get(method)
        return ok(shapes.TRUE if does is None else does(call))

    def _offer(self, update: bytes) -> None:
        """What happens in one turn of the loop arrives as one batch."""
        self._waiting.append((self._next_id, _UPDATE % (self._next_id, update)))
        self._next_id += 1
        if self._held is not None and len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._hand_over)

    def _poll(self, wire: Wire, call: Call) -> bytes | None:
        while self._waiting and self._waiting[0][0] < call.offset:
            self._waiting.popleft()
            self.taken += 1
        if self._waiting or not call.timeout:
            return self._batch(call)
        self._hand_over()  # a second poller takes the first one's place
        timer = asyncio.get_running_loop().call_later(call.timeout, self._hand_over)
        self._held = (wire, call, timer)
        return None

    def _hand_over(self) -> None:
        if self._held is not None:
            wire, call, timer = self._held
            self._held = None
            timer.cancel()
            wire.write(self._batch(call))

    def _batch(self, call: Call) -> bytes:
        several = min(call.limit, len(self._waiting))
        return ok(_RESULT % (b"[" + b",".join(self._waiting[n][1] for n in range(several)) + b"]"))

    def _send(self, call: Call) -> bytes:
        return _RESULT % self.crowd.sent(call.chat_id, call.text, call.reply_markup)

    def _edit(self, call: Call) -> bytes:
        return _RESULT % self.crowd.edited(call.chat_id, call.message_id, call.text, call.reply_markup)

    def _file(self, call: Call) -> bytes:
        name = shapes.quoted(call.file_id)
        return _RESULT % (_GOT_FILE % (name, len(self._picture)))


def _picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((240, 320), 60).save(out, "JPEG", quality=80)
    return out.getvalue()


class Window:
    """The time that counts."""

    def __init__(self, server: Server, plan: Plan) -> None:
        self._server = server
        self._plan = plan

    async def watch(self) -> None:
        """From the first update taken until the window closes."""
        server, plan = self._server, self._plan
        server.crowd.begin()
        while not server.taken:
            await asyncio.sleep(LOOK)
        await self._until(plan.warm_up, plan.warm_up_updates)
        tell(Began())
        calls, taken, rounds = server.calls.copy(), server.taken, server.crowd.rounds
        server.crowd.waits.clear()
        began, cpu = perf_counter(), process_time()
        await self._until(plan.seconds, plan.updates)
        p50, p99 = _percentiles(server.crowd.waits)
        tell(
            Tally(
                seconds=perf_counter() - began,
                updates=server.taken - taken,
                calls=dict(server.calls - calls),
                rounds=server.crowd.rounds - rounds,
                p50=p50,
                p99=p99,
                cpu=process_time() - cpu,
                stalled=server.crowd.stalled(),
            )
        )

    async def _until(self, seconds: float, updates: int) -> None:
        """Both have passed, or all rounds are done, or somebody waits in vain."""
        server, ends, enough = self._server, perf_counter() + seconds, self._server.taken + updates
        while perf_counter() < ends or server.taken < enough:
            await asyncio.sleep(LOOK)
            if self._plan.rounds and server.crowd.rounds >= self._plan.rounds:
                return
            if server.crowd.stalled():
                return


def _percentiles(waits: list[float]) -> tuple[float, float]:
    ordered = sorted(waits) or [0.0]
    return ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]


def tell(line: Line) -> None:
    """One line to whoever started us."""
    print(msgspec.json.encode(line).decode(), flush=True)


async def serve(plan: Plan) -> None:
    """Until the window is closed; then until killed, so that the bot can end in peace."""
    server = Server(plan)
    listening = await asyncio.get_running_loop().create_server(lambda: Wire(server.answer), "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    tell(Opened(f"http://127.0.0.1:{port}"))
    await Window(server, plan).watch()
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(msgspec.json.decode(sys.stdin.readline(), type=Plan)))
