"""What was accepted from a user's phone under the phone's own key: sent again, it is the same answer, not a second message."""

from collections.abc import Callable

from playground.errors import bad
from playground.state import State
from playground.values import Value, dump, load

_LONGEST = 64


class Sent:
    """Rows are written inside the caller's transaction, with the message they belong to."""

    def __init__(self, state: State) -> None:
        self._state = state

    def once(self, user: int, key: str, act: Callable[[], Value]) -> Value:
        """What `act` gave when the key was new. Inside State.change(). Raises Refused(400)."""
        if not key:
            return act()
        if len(key) > _LONGEST:
            raise bad(f"key is at most {_LONGEST} characters")
        row = self._state.row("SELECT answer FROM sent WHERE user = ? AND key = ?", user, key)
        if row is not None:
            return load(row[0])
        made = act()
        self._state.run(
            "INSERT INTO sent (user, key, message, answer) VALUES (?,?,?,?)",
            user,
            key,
            _first(made),
            dump(made),
        )
        return made

    def key(self, message: int) -> str | None:
        """The key a message (the first of several) was sent under."""
        row = self._state.row("SELECT key FROM sent WHERE message = ?", message)
        return str(row[0]) if row else None


def _first(made: Value) -> int | None:
    """The id of the first message; None for a press."""
    return int(made[0]["message_id"]) if isinstance(made, list) else None
