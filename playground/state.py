"""What the playground remembers, in one SQLite file that survives a kill of the process."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from playground.errors import Refused
from playground.values import Value, dump, load

Row = tuple[Value, ...]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chat (
    id INTEGER PRIMARY KEY, body TEXT NOT NULL, met INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0, keyboard TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, mine INTEGER NOT NULL, body TEXT NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, reaction TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS message_of_chat ON message (chat, id);
CREATE TABLE IF NOT EXISTS pending (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL, body TEXT NOT NULL,
    once INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS pending_id ON pending (id);
CREATE TABLE IF NOT EXISTS query (
    id TEXT PRIMARY KEY, user INTEGER NOT NULL, message INTEGER NOT NULL, chat INTEGER NOT NULL,
    date INTEGER NOT NULL, answered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS sent (
    user INTEGER NOT NULL, key TEXT NOT NULL, message INTEGER, answer TEXT NOT NULL, PRIMARY KEY (user, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sent_message ON sent (message);
CREATE TABLE IF NOT EXISTS file (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, size INTEGER NOT NULL,
    kind TEXT NOT NULL, parts TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, kind TEXT NOT NULL, message INTEGER,
    body TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS change_of_chat ON change (chat, seq);
CREATE TABLE IF NOT EXISTS shown (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, method TEXT NOT NULL,
    message INTEGER NOT NULL, text TEXT, keyboard TEXT, date INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS shown_in_chat ON shown (chat, seq);
INSERT OR IGNORE INTO counter VALUES ('update', 100000000), ('message', 0), ('user', 700000000),
    ('group', 4000000000), ('file', 0);
"""


class State:
    """The database. Every change goes through `change()`, so a killed process leaves whole calls only."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        path = folder / "playground.sqlite3"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self.closed = False
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        self.connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + _SCHEMA)

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing. Never await inside."""
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _execute(self, sql: str, values: tuple[Value, ...] = ()) -> sqlite3.Cursor:
        """A call whose caller has gone may wake after the end: it is refused, not broken."""
        if self.closed:
            raise Refused(503, "Service Unavailable")
        return self.connection.execute(sql, values)

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """All rows of a constant statement."""
        return self._execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> Row | None:
        """The first row, if any."""
        found: Row | None = self._execute(sql, values).fetchone()
        return found

    def run(self, sql: str, *values: Value) -> int:
        """Run a statement; the number of rows it touched."""
        return self._execute(sql, values).rowcount

    def next(self, counter: str) -> int:
        """The next number of a counter: they never go back, restarts included."""
        found = self.row("UPDATE counter SET n = n + 1 WHERE name = ? RETURNING n", counter)
        if found is None:
            raise KeyError(counter)
        return int(found[0])

    def get(self, key: str, default: Value = None) -> Value:
        """A stored setting."""
        found = self.row("SELECT value FROM setting WHERE key = ?", key)
        return load(found[0]) if found else default

    def put(self, key: str, value: Value) -> None:
        """Store a setting; None removes it."""
        if value is None:
            self.run("DELETE FROM setting WHERE key = ?", key)
        else:
            self.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, dump(value))

    def close(self) -> None:
        """Fold the write-ahead log back and close."""
        self.closed = True
        self.connection.close()
