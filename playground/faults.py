"""Faults on demand: what the network and Telegram do on a bad day, before or after the call's effect."""

from dataclasses import asdict, dataclass, fields
from typing import Literal

import msgspec

from playground.errors import Refused, bad, too_many
from playground.values import Json, Value, whole

Kind = Literal[
    "status", "429", "html", "drop", "reset", "delay", "cut", "stall", "short",
    "again", "shuffle", "jump", "malformed",
]  # fmt: skip
BENT = ("again", "shuffle", "jump", "malformed")
_SENTENCES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass
class Fault:
    """`method` is a Bot API method, "file" (a download) or "*"; `count` calls are hit, in `chat` if given.

    status, 429, html answer in the call's place; drop closes the connection without an answer, reset with a
    TCP reset; delay waits `seconds` and goes on; cut and stall (downloads) stop half-way, for good or for
    `seconds`; short (downloads) is a whole answer with half of the bytes. The kinds in BENT hit the next
    getUpdates that has something to deliver: its updates come again, in reverse, with a jump of ids after
    them, or with a malformed one after them.
    """

    method: str = "*"
    kind: Kind = "status"
    status: int = 500
    description: str = ""
    retry_after: int = 1
    seconds: float = 1.0
    when: Literal["before", "after"] = "before"
    count: int = 1
    chat: int | None = None

    def refusal(self) -> Refused:
        """The error that kinds "status" and "429" answer with."""
        if self.kind == "429":
            return too_many(self.retry_after)
        return Refused(self.status, self.description or _SENTENCES.get(self.status, "Error"))


class Faults:
    """The faults still waiting for a call to hit."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def arm(self, raw: Json) -> Fault:
        """Arm a fault from the control API. Raises Refused(400)."""
        unknown = raw.keys() - {each.name for each in fields(Fault)}
        if unknown:
            raise bad(f"unknown fault field: {', '.join(sorted(unknown))}")
        try:
            fault = msgspec.convert(raw, Fault)
        except msgspec.ValidationError as error:
            raise bad(f"wrong fault: {error}") from error
        self._armed.append(fault)
        return fault

    def take(self, method: str, when: str, chat: Value) -> Fault | None:
        """The first armed fault that hits this call; its count goes down."""
        if not self._armed:
            return None
        for fault in self._armed:
            if fault.kind in BENT or fault.when != when:
                continue
            if _same(fault.method, method) and fault.chat in (None, whole(chat)):
                return self._spent(fault)
        return None

    def bend(self) -> Fault | None:
        """The first armed fault for the updates of an answer; its count goes down."""
        found = next((fault for fault in self._armed if fault.kind in BENT), None)
        return self._spent(found) if found else None

    def _spent(self, fault: Fault) -> Fault:
        fault.count -= 1
        if fault.count <= 0:
            self._armed.remove(fault)
        return fault

    def list(self) -> list[Json]:
        """What is armed."""
        return [asdict(fault) for fault in self._armed]

    def clear(self) -> None:
        """Disarm all."""
        self._armed.clear()


def _same(wanted: str, method: str) -> bool:
    return wanted == "*" or wanted.lower() == method.lower()
