"""A whole town on loopback: the local Bot API server, the real program on a real disk, and buyers acting out stories."""

import asyncio
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

from playground import TOKEN
from tests.story import At, Bot, Me, Names, Restart, Stands, Step, document

ROOT = Path(__file__).parents[2]
PATIENCE = 45.0  # seconds for one answer, on a busy machine
SETTLED = 1.5  # seconds after which the program has posted its next wake
REPEATED = "（可能重复）"
ID = re.compile(r"^[a-z]{1,2}:([a-z0-9]{8,})(?::|$)")


def _started(arguments: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=out,
            stderr=out,
        )


@dataclass
class Town:
    """The server, and the program that is started, killed and started again."""

    folder: Path
    server: subprocess.Popen[bytes]
    url: str
    program: subprocess.Popen[bytes] | None = None
    kills: int = 0

    @property
    def data(self) -> Path:
        """The program's DATA_DIR."""
        return self.folder / "data"

    @property
    def log(self) -> str:
        """Everything the program said."""
        return (self.folder / "bot.log").read_text()

    def start(self, dies_at: str = "", **settings: str) -> None:
        """Start the program in playground mode against the server; it finds what it left.

        With `dies_at` it ends itself at that step, see `dying`.
        """
        environment = {
            "TELEGRAM_API_URL": self.url,
            "DATA_DIR": str(self.data),
            "SEND_RATE": "0",
            "LOG_LEVEL": "INFO",
            "READ_SCREENSHOTS": "off",
            **settings,
        }
        arguments = ["-m", "tests.e2e.dying", dies_at] if dies_at else ["bot.py"]
        self.program = _started(arguments, environment, self.folder / "bot.log")

    def kill(self) -> None:
        """SIGKILL, as a power cut."""
        self._end(signal.SIGKILL)
        self.kills += 1

    def stop(self) -> int:
        """SIGTERM, as an operator; the exit status."""
        return self._end(signal.SIGTERM)

    def _end(self, number: int) -> int:
        assert self.program is not None
        self.program.send_signal(number)
        return self.program.wait(timeout=PATIENCE)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """A server with nobody in it yet."""
    log = folder / "server.log"
    log.touch()
    arguments = ["-m", "playground", "--port", "0", "--data", str(folder / "playground")]
    server = _started(arguments, {}, log)
    place: Town | None = None
    try:
        place = Town(folder, server, _address(log))
        yield place
    finally:
        for process in (place.program if place else None, server):
            if process and process.poll() is None:
                process.kill()
                process.wait()


def _address(log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = re.search(r"playground: (http://\S+)/", log.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text()}")


@dataclass
class Buyer:
    """One user of the chat: acts a story, and keeps what the bot showed."""

    town: Town
    session: aiohttp.ClientSession
    user: int = 0
    names: Names = field(default_factory=Names)
    seen: list[Bot] = field(default_factory=list)
    repeats: int = 0
    screen: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    seq: int = 0
    hazard: random.Random | None = None  # with one, the program is killed at its whim

    async def play(self, act: str, **body: Any) -> Any:
        """One call of the control API."""
        url = f"{self.town.url}/play/{act}"
        async with self.session.post(url, json=body, headers={"X-Session": TOKEN}) as answer:
            assert answer.status == 200, await answer.text()
            return json.loads(await answer.text())

    async def ask(self, act: str, **query: Any) -> Any:
        """One look through the control API."""
        url = f"{self.town.url}/play/{act}"
        async with self.session.get(url, params=query, headers={"X-Session": TOKEN}) as answer:
            assert answer.status == 200, await answer.text()
            return json.loads(await answer.text())

    async def arrive(self) -> None:
        """A new user of the local Telegram."""
        self.user = (await self.play("users", first_name="小王"))["id"]

    async def act_out(self, steps: list[Step]) -> None:
        """The buyer's side of a story; after each step the bot must show what the story says."""
        expected: list[Bot] = []
        for step, then in _with_replies(steps):
            expected += then
            if isinstance(step, At):
                await self._move_clock(step.when, len(expected))
            elif isinstance(step, Me):
                await self._do(step.words)
            elif isinstance(step, Restart):
                assert self.town.stop() == 0
                self.town.start()
            if not isinstance(step, Stands):
                await self._endanger()
                await self._until(len(expected))
                assert self.seen == expected, f"after {step}: {self.seen[-5:]}"

    async def does(self, *lines: str) -> None:
        """The buyer's lines without a story to compare with: each is answered before the next."""
        for line in lines:
            before = len(self.seen)
            await self._do(line)
            await self._until(before + 1)
            await self.quiet(0.15)

    async def _endanger(self) -> None:
        if self.hazard and self.hazard.random() < 0.35:
            await asyncio.sleep(self.hazard.random() * 0.25)
            self.town.kill()
            self.town.start()

    async def _until(self, count: int) -> None:
        end = time.monotonic() + PATIENCE
        while len(self.seen) < count:
            assert time.monotonic() < end, (
                f"waited for {count}, saw {self.seen[-3:]}\n{self.town.log[-2000:]}"
            )
            await self._look(0.05)

    async def quiet(self, pause: float = 0.4) -> None:
        """Until the bot has had nothing to say for a while: two pictures at once would share one edit of the card."""
        before = -1
        while before != len(self.seen):
            before = len(self.seen)
            await self._look(pause)

    async def until_seen(self, words: str, since: int = 0) -> None:
        """Until a message with these words was shown."""
        end = time.monotonic() + PATIENCE
        while not any(words in bot.text for bot in self.seen[since:]):
            assert time.monotonic() < end, f"never saw {words}, only {self.seen[since:][-4:]}"
            await self._look(0.1)

    async def _look(self, pause: float) -> None:
        """Take in what the bot has done since; marked repeats are counted, not shown twice."""
        await asyncio.sleep(pause)
        found = await self.ask("log", user=self.user, after=self.seq)
        self.seq = found["seq"]
        for call in found["calls"]:
            if call["method"].lower() == "senddocument":
                await self._take_document(call)
            else:
                self._take_in(call)

    async def _take_document(self, call: dict[str, Any]) -> None:
        """A file the bot sent, by its name; a marked repeat is counted, not shown twice."""
        chat = await self.ask("chat", user=self.user)
        media = next(m["media"] for m in chat["messages"] if m["message_id"] == call["message_id"])
        shown = document(media["name"], self.names)
        if REPEATED in call["text"]:
            self.repeats += 1
            if shown in self.seen[-4:]:
                return
        self.seen.append(shown)

    def _take_in(self, call: dict[str, Any]) -> None:
        rows = call.get("keyboard") or []
        self.screen[call["message_id"]] = [
            (b["text"], b.get("callback_data", "")) for row in rows for b in row
        ]
        if call["method"].lower() not in ("sendmessage", "editmessagetext"):
            return
        ids = (ID.match(data) for _, data in self.screen[call["message_id"]])
        self.names.learn([found[1] for found in ids if found])
        text = call["text"]
        if REPEATED in text:
            self.repeats += 1
            text = text.replace(REPEATED, "").strip()
            bare = _shown(text, rows, self.names, edited=False)
            if bare in self.seen[-4:]:
                return
        self.seen.append(_shown(text, rows, self.names, edited="edit" in call["method"].lower()))

    async def _move_clock(self, when: datetime, count: int) -> None:
        """Stop at every wake on the way, as time itself would."""
        if not self.seen:
            await self.play("clock", to=when.isoformat(), reset=True)
            self.town.start()
            return
        await asyncio.sleep(SETTLED)
        before = None
        while True:
            wake = await self._next_wake(before)
            if wake is None or wake > when:
                break
            before = wake
            await self.play("clock", to=wake.isoformat())
        await self._until(count)
        now = datetime.fromisoformat((await self.ask("clock"))["now"])
        if now < when:
            await self.play("clock", to=when.isoformat())

    async def _next_wake(self, passed: datetime | None) -> datetime | None:
        """The program's next wake; after a jump, the one it posts when the wakes up to then are done."""
        end = time.monotonic() + PATIENCE
        while True:
            found = (await self.ask("clock"))["next_wake"]
            wake = datetime.fromisoformat(found) if found else None
            if passed is None or wake is None or wake > passed:
                return wake
            assert time.monotonic() < end, f"no wake after {passed}\n{self.town.log[-2000:]}"
            await self._look(0.05)

    async def _do(self, words: str) -> None:
        if words.startswith("["):
            await self._press(words[1:-1])
        elif words.startswith("("):
            await self._send(words[1:-1])
        else:
            await self.play("send", user=self.user, text=words)

    async def _press(self, label: str) -> None:
        for message in sorted(self.screen, reverse=True):
            for text, data in self.screen[message]:
                if self.names.plain(text) == label and data:
                    await self.play("press", user=self.user, message_id=message, data=data)
                    return
        raise AssertionError(f"no button [{label}], saw {self.seen[-4:]}")

    async def _send(self, what: str) -> None:
        kind, _, rest = what.partition(" ")
        if kind == "文件":
            await self._upload([picture()], "document", rest)
        elif kind == "相册":
            await self._upload([picture() for _ in range(int(rest))], "photo")
        else:
            for _ in range(int(rest or "1")):
                await self._upload([picture()], "photo")
                await self.quiet()

    async def send_files(self, files: list[bytes], name: str = "图.jpg") -> None:
        """Pictures as files: what arrives is what was sent."""
        await self._upload(files, "document", name)

    async def _upload(self, files: list[bytes], kind: str, name: str = "图.jpg") -> None:
        form = aiohttp.FormData()
        form.add_field("user", str(self.user))
        form.add_field("as", kind)
        for content in files:
            form.add_field("files", content, filename=name, content_type="image/jpeg")
        url = f"{self.town.url}/play/media"
        async with self.session.post(url, data=form, headers={"X-Session": TOKEN}) as answer:
            assert answer.status == 200, await answer.text()


def _with_replies(steps: list[Step]) -> list[tuple[Step, list[Bot]]]:
    """Each step of the buyer with what the bot shows after it."""
    found: list[tuple[Step, list[Bot]]] = []
    for step in steps:
        if isinstance(step, Bot):
            if not step.alert:  # alerts are no messages: the page's feed shows them
                found[-1][1].append(step)
        else:
            found.append((step, []))
    return found


def _shown(text: str, rows: list[list[dict[str, Any]]], names: Names, *, edited: bool) -> Bot:
    lines = (" ".join(f"[{_label(b)}]" for b in row) for row in rows)
    return Bot("\n".join([names.plain(text), *(names.plain(line) for line in lines)]), edited=edited)


def _label(button: dict[str, Any]) -> str:
    return f"{button['text']} ⧉" if "copy_text" in button else str(button["text"])


def picture() -> bytes:
    """A small photo nobody sent before."""
    image = Image.frombytes("RGB", (40, 60), random.randbytes(40 * 60 * 3))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
