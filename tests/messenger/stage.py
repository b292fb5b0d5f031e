"""The real program against the real playground, each a process of its own, driven over HTTP as a user would."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from playground import TOKEN

ROOT = Path(__file__).parents[2]
T = TypeVar("T")


def wait_for(look: Callable[[], T], seconds: float = 15) -> T:
    """What `look` gives as soon as it is something."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found or time.monotonic() > end:
            assert found, f"nothing within {seconds} s"
            return found
        time.sleep(0.03)


class Playground:
    """`python -m playground` and its control API."""

    def __init__(self, data: Path) -> None:
        command = [sys.executable, "-m", "playground", "--port", "0", "--data", str(data)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().split()[-1].rstrip("/")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def act(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"X-Session": TOKEN, "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/play/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())

    def user(self) -> "User":
        return User(self, self.act("POST", "users", {"first_name": "王女士"})["id"])

    def fault(self, **what: Any) -> None:
        self.act("POST", "faults", what)

    def advance(self, seconds: float) -> None:
        self.act("POST", "clock", {"advance": seconds})


class User:
    """One user in their private chat with the bot."""

    def __init__(self, playground: Playground, id: int) -> None:
        self.playground = playground
        self.id = id

    def say(self, text: str, **more: Any) -> Any:
        return self.playground.act("POST", "send", {"user": self.id, "text": text, **more})

    def press(self, message: int, data: str) -> Any:
        return self.playground.act("POST", "press", {"user": self.id, "message_id": message, "data": data})

    def block(self) -> None:
        self.playground.act("POST", "block", {"user": self.id})

    def unblock(self) -> None:
        self.playground.act("POST", "unblock", {"user": self.id})

    def inject(self, raw: Any) -> None:
        self.playground.act("POST", "updates", {"raw": raw})

    def send_files(self, kind: str, *files: tuple[str, bytes], caption: str = "") -> Any:
        """Several files of one kind become an album."""
        edge = uuid.uuid4().hex
        parts = [
            _field(edge, "user", str(self.id)),
            _field(edge, "as", kind),
            _field(edge, "caption", caption),
        ]
        for number, (name, content) in enumerate(files):
            head = f'Content-Disposition: form-data; name="file{number}"; filename="{name}"\r\n'
            parts.append(
                f"--{edge}\r\n{head}Content-Type: application/octet-stream\r\n\r\n".encode()
                + content
                + b"\r\n"
            )
        parts.append(f"--{edge}--\r\n".encode())
        headers = {"X-Session": TOKEN, "Content-Type": f"multipart/form-data; boundary={edge}"}
        request = urllib.request.Request(f"{self.playground.url}/play/media", b"".join(parts), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())

    def messages(self) -> list[dict[str, Any]]:
        """The bot's messages in this chat, oldest first."""
        chat = self.playground.act("GET", f"chat?user={self.id}")
        return [message for message in chat["messages"] if not message["own"]]

    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages()]

    def hears(self, *texts: str, seconds: float = 15) -> None:
        """Wait until the bot's messages are exactly these."""
        end = time.monotonic() + seconds
        while (heard := self.texts()) != list(texts) and time.monotonic() < end:
            time.sleep(0.03)
        assert heard == list(texts)

    def calls(self) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = self.playground.act("GET", f"log?user={self.id}")["calls"]
        return calls


def _field(edge: str, name: str, value: str) -> bytes:
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


class Bot:
    """A bot process on a data directory; `output` is everything it printed."""

    def __init__(self, data: Path, url: str, module: str = "tests.messenger.parrot", **settings: str) -> None:
        self.data = data
        self._log = data.with_name(f"{data.name}-{uuid.uuid4().hex[:6]}.log")
        env = {
            **clean_environment(),
            "DATA_DIR": str(data),
            "TELEGRAM_API_URL": url,
            "SEND_RATE": "0",
            "READ_SCREENSHOTS": "off",
            **settings,
        }
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def output(self) -> str:
        return self._log.read_text()

    def running(self) -> "Bot":
        wait_for(lambda: "running as" in self.output or self._process.poll() is not None, 20)
        assert self._process.poll() is None, self.output
        return self

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def stop(self, seconds: float = 10) -> int:
        """SIGTERM; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(seconds)

    def ended(self, seconds: float = 15) -> int:
        return self._process.wait(seconds)


def clean_environment() -> dict[str, str]:
    """Ours without settings of the machine."""
    keep = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name in keep}
