"""The messages of all chats, as the bot knows them: one row each, changed in place."""

from dataclasses import dataclass

from playground.feed import Feed
from playground.state import Row, State
from playground.values import Json, dump, load

_COLUMNS = "id, chat, mine, body, edited, deleted, reaction"


@dataclass
class Stored:
    """A message: `mine` when the bot sent it, `body` the Bot API's Message."""

    id: int
    chat: int
    mine: bool
    body: Json
    edited: bool = False
    deleted: bool = False
    reaction: str | None = None


def _stored(row: Row) -> Stored:
    number, chat, mine, body, edited, deleted, reaction = row
    return Stored(number, chat, bool(mine), load(body), bool(edited), bool(deleted), reaction)


class History:
    """Every write also notes the change for the page; call inside State.change()."""

    def __init__(self, state: State, feed: Feed) -> None:
        self._state = state
        self._feed = feed

    def add(self, body: Json, *, mine: bool) -> Json:
        """Number a message and keep it; the whole Message."""
        number = self._state.next("message")
        whole = {"message_id": number} | body
        chat = body["chat"]["id"]
        self._state.run(
            "INSERT INTO message (id, chat, mine, body) VALUES (?,?,?,?)",
            number,
            chat,
            int(mine),
            dump(whole),
        )
        self._feed.note(chat, "new", number)
        return whole

    def find(self, chat: int, number: int) -> Stored | None:
        """A message that is still there."""
        row = self._state.row(
            f"SELECT {_COLUMNS} FROM message WHERE id = ? AND chat = ? AND deleted = 0", number, chat
        )
        return _stored(row) if row else None

    def newest(self, chat: int, after: int, limit: int) -> list[Stored]:
        """The last `limit` messages of a chat with an id above `after`, oldest first, deleted ones too."""
        rows = self._state.rows(
            f"SELECT {_COLUMNS} FROM message WHERE chat = ? AND id > ? ORDER BY id DESC LIMIT ?",
            chat,
            after,
            limit,
        )
        return [_stored(row) for row in reversed(rows)]

    def any(self, chat: int, number: int) -> Stored | None:
        """A message, deleted or not."""
        row = self._state.row(f"SELECT {_COLUMNS} FROM message WHERE id = ? AND chat = ?", number, chat)
        return _stored(row) if row else None

    def replace(self, stored: Stored, *, edited: bool) -> None:
        """Keep the changed body; `edited` marks it for the reader."""
        mark = stored.edited or edited
        self._state.run(
            "UPDATE message SET body = ?, edited = ? WHERE id = ?", dump(stored.body), int(mark), stored.id
        )
        self._feed.note(stored.chat, "edited", stored.id)

    def delete(self, stored: Stored) -> None:
        """Delete for both sides; the row stays so that the log can be explained."""
        self._state.run("UPDATE message SET deleted = 1 WHERE id = ?", stored.id)
        self._feed.note(stored.chat, "deleted", stored.id)

    def react(self, stored: Stored, reaction: str | None) -> None:
        """The bot's reaction to a message."""
        self._state.run("UPDATE message SET reaction = ? WHERE id = ?", reaction, stored.id)
        self._feed.note(stored.chat, "edited", stored.id)
