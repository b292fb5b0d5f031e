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
from dataclasses import dataclass
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
        self._next_id = plan.first_update
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
        while not server.taken:  # noqa: ASYNC110 - a look now and then costs least
            await asyncio.sleep(LOOK)
        await self._until(Passed(plan.warm_up, plan.warm_up_updates, 0))
        tell(Began())
        began, cpu = self._passed(), process_time()
        calls = server.calls.copy()
        server.crowd.waits.clear()
        await self._until(Passed(plan.seconds, plan.updates, plan.rounds))
        p50, p99 = _percentiles(server.crowd.waits)
        passed = self._passed().since(began)
        tell(
            Tally(
                seconds=passed.seconds,
                updates=passed.updates,
                calls=dict(server.calls - calls),
                rounds=passed.rounds,
                p50=p50,
                p99=p99,
                cpu=process_time() - cpu,
                stalled=server.crowd.stalled(),
            )
        )

    def _passed(self) -> "Passed":
        return Passed(perf_counter(), self._server.taken, self._server.crowd.rounds)

    async def _until(self, enough: "Passed") -> None:
        """So much has passed, or somebody waits in vain."""
        began = self._passed()
        while not self._passed().since(began).covers(enough):
            await asyncio.sleep(LOOK)
            if self._server.crowd.stalled():
                return


@dataclass(frozen=True)
class Passed:
    """A stretch of a run, by all its measures."""

    seconds: float
    updates: int
    rounds: int

    def since(self, began: "Passed") -> "Passed":
        """From there to here."""
        return Passed(self.seconds - began.seconds, self.updates - began.updates, self.rounds - began.rounds)

    def covers(self, enough: "Passed") -> bool:
        """At least as much, by every measure."""
        return (
            self.seconds >= enough.seconds and self.updates >= enough.updates and self.rounds >= enough.rounds
        )


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
