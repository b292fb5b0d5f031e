"""The queue of updates the bot has not confirmed yet, and getUpdates with its offset, long poll and 409."""

import asyncio

from playground.bell import Bell
from playground.call import Call
from playground.errors import Refused, bad
from playground.state import State
from playground.values import Json, Value, dump, load

# Telegram keeps these back unless they are asked for by name.
_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Updates:
    """`add` writes inside the caller's transaction; ring the bell after its commit."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._poll = 0
        self.bell = Bell()

    def add(self, kind: str, body: Json) -> int | None:
        """Queue an update unless the bot did not allow its kind; its update_id."""
        allowed = self._state.get("allowed_updates") or []
        if (kind not in allowed) if allowed else (kind in _UNASKED):
            return None
        number = self._state.next("update")
        self._insert(number, {"update_id": number, kind: body}, once=False)
        return number

    def inject(self, raw: Value) -> int:
        """Queue any JSON as an update, malformed included.

        An object without update_id gets the next one. An update_id of the caller's is kept: one that was
        confirmed before is delivered once more, a higher one makes the counter jump.
        """
        if isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
            return self._again(raw["update_id"], raw)
        number = self._state.next("update")
        self._insert(number, {"update_id": number} | raw if isinstance(raw, dict) else raw, once=False)
        return number

    def _again(self, number: int, raw: Json) -> int:
        jumped = self._state.run("UPDATE counter SET n = ?1 WHERE name = 'update' AND n < ?1", number)
        self._insert(number, raw, once=not jumped)
        return number

    def _insert(self, number: int, body: Value, *, once: bool) -> None:
        self._state.run("INSERT INTO pending (id, body, once) VALUES (?,?,?)", number, dump(body), int(once))

    def bent(self, kind: str, batch: list[Value]) -> list[Value]:
        """A batch as it arrives on a bad day; what is added comes with the next."""
        if kind == "shuffle":
            return batch[::-1]
        with self._state.change():
            if kind == "again":
                for update in batch:
                    self.inject(update)
            elif kind == "jump":
                self._state.run("UPDATE counter SET n = n + 100000 WHERE name = 'update'")
            else:
                self.inject({"message": "malformed"})
        self.bell.ring()
        return batch

    def waiting(self) -> int:
        """How many updates the bot has not confirmed."""
        found = self._state.row("SELECT count(*) FROM pending")
        return int(found[0]) if found else 0

    def confirm(self, offset: int) -> None:
        """Forget what the offset confirms; a negative one keeps only the last -offset updates."""
        with self._state.change():
            if offset > 0:
                self._state.run("DELETE FROM pending WHERE id < ? AND once = 0", offset)
            elif offset < 0:
                keep = "SELECT seq FROM pending ORDER BY seq DESC LIMIT ?"
                self._state.run(f"DELETE FROM pending WHERE seq NOT IN ({keep})", -offset)

    def clear(self) -> None:
        """Drop everything pending (deleteWebhook with drop_pending_updates)."""
        with self._state.change():
            self._state.run("DELETE FROM pending")

    def _take(self, limit: int) -> list[Value]:
        rows = self._state.rows("SELECT seq, body, once FROM pending ORDER BY seq LIMIT ?", limit)
        if any(once for _, _, once in rows):
            with self._state.change():
                self._state.run("DELETE FROM pending WHERE once = 1 AND seq <= ?", rows[-1][0])
        return [load(body) for _, body, _ in rows]

    async def get(self, call: Call) -> list[Value]:
        """The getUpdates method: the older of two pollers is told of the conflict."""
        self._remember(call.json("allowed_updates"))
        self._poll += 1
        mine = self._poll
        self.bell.ring()
        self.confirm(call.number("offset", 0))
        limit = min(max(call.number("limit", 100), 1), 100)
        batch = self._take(limit)
        if not batch:
            batch = await self._sleep(mine, limit, call.number("timeout", 0))
        return batch

    async def _sleep(self, mine: int, limit: int, seconds: int) -> list[Value]:
        """Wait for a ring: a new update, a moved clock (an empty answer) or another poller (409)."""
        if seconds > 0:
            await self.bell.wait(min(seconds, 600))
            await asyncio.sleep(0)
        if mine != self._poll:
            raise Refused(409, _CONFLICT)
        return self._take(limit)

    def _remember(self, kinds: Value) -> None:
        if kinds is None:
            return
        if not isinstance(kinds, list):
            raise bad("can't parse allowed updates: array expected")
        if kinds != self._state.get("allowed_updates", []):
            with self._state.change():
                self._state.put("allowed_updates", kinds)
