"""What a chat's owner sees change (the feed), and every bot call that was ever shown (the log)."""

from playground.bell import Bell
from playground.state import State
from playground.values import Json, Value, dump, load

EVERYWHERE = 0
_BATCH = 200
_CHANGES = "SELECT seq, chat, kind, message, body FROM change"
_SHOWN = "SELECT seq, method, message, text, keyboard, date FROM shown"


class Feed:
    """Rows are written inside the caller's transaction; ring the bell after its commit."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.bell = Bell()

    def note(self, chat: int, kind: str, message: int | None = None, body: Value = None) -> None:
        """Something changed in `chat` (or EVERYWHERE)."""
        text = None if body is None else dump(body)
        self._state.run(
            "INSERT INTO change (chat, kind, message, body) VALUES (?,?,?,?)", chat, kind, message, text
        )

    def last(self) -> int:
        """The newest sequence number."""
        found = self._state.row("SELECT max(seq) FROM change")
        return int(found[0] or 0) if found else 0

    def since(self, chat: int | None, after: int) -> list[Json]:
        """Changes after a sequence number; of all chats when `chat` is None."""
        if chat is None:
            rows = self._state.rows(f"{_CHANGES} WHERE seq > ? ORDER BY seq LIMIT ?", after, _BATCH)
        else:
            near = f"{_CHANGES} WHERE chat IN (0, ?) AND seq > ? ORDER BY seq LIMIT ?"
            rows = self._state.rows(near, chat, after, _BATCH)
        return [
            {
                "seq": seq,
                "chat": where,
                "kind": kind,
                "message_id": message,
                "body": load(body) if body else None,
            }
            for seq, where, kind, message, body in rows
        ]

    def show(self, method: str, message: Json) -> None:
        """Keep for good what a bot call showed the user."""
        keyboard = message.get("reply_markup")
        self._state.run(
            "INSERT INTO shown (chat, method, message, text, keyboard, date) VALUES (?,?,?,?,?,?)",
            message["chat"]["id"],
            method,
            message["message_id"],
            message.get("text", message.get("caption")),
            None if keyboard is None else dump(keyboard),
            message.get("edit_date", message["date"]),
        )

    def shown(self, chat: int, after: int) -> list[Json]:
        """The log of a chat, oldest first."""
        rows = self._state.rows(f"{_SHOWN} WHERE chat = ? AND seq > ? ORDER BY seq", chat, after)
        return [
            {"seq": seq, "method": method, "message_id": message, "text": text, "date": date}
            | {"keyboard": load(keyboard).get("inline_keyboard") if keyboard else None}
            for seq, method, message, text, keyboard, date in rows
        ]
