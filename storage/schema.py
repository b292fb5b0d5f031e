"""The tables, as migrations: a database of any earlier version is brought to the newest when it is opened.

Large sealed bodies live in rowid tables (their inner pages then hold numbers only and stay few); WITHOUT
ROWID is for small rows. Each index is paid for on every write: those that matter to few rows are partial.
"""

from typing import Final

from sqlite_utils import Database, Migrations

MIGRATIONS: Final = Migrations("storage")

FIRST: Final = (
    # What the database says of itself: the check value of its key.
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        wrapped_key BLOB NOT NULL,
        wake_at INTEGER,
        calendar TEXT NOT NULL DEFAULT '',
        entries INTEGER NOT NULL DEFAULT 0,
        head BLOB,
        settings BLOB
    ) STRICT
    """,
    "CREATE INDEX users_wake ON users (wake_at) WHERE wake_at IS NOT NULL",
    """
    CREATE TABLE complaints (
        number INTEGER PRIMARY KEY,
        user INTEGER NOT NULL REFERENCES users (id),
        id TEXT NOT NULL,
        entries INTEGER NOT NULL DEFAULT 0,
        head BLOB,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX complaints_of_user ON complaints (user, id)",
    """
    CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        user INTEGER NOT NULL REFERENCES users (id),
        complaint TEXT NOT NULL,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        update_id INTEGER,
        item_sha256 TEXT NOT NULL,
        hash BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX journal_chain ON journal (user, complaint, number)",
    "CREATE UNIQUE INDEX journal_update ON journal (update_id) WHERE update_id IS NOT NULL",
    """
    CREATE TABLE ledger (
        user INTEGER NOT NULL REFERENCES users (id),
        complaint TEXT NOT NULL,
        kind TEXT NOT NULL,
        trigger TEXT NOT NULL,
        due TEXT NOT NULL,
        step TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (user, complaint, kind, trigger, due, step)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE inbox (
        arrival INTEGER PRIMARY KEY,
        update_id INTEGER NOT NULL UNIQUE,
        user INTEGER,
        received_at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead', 'malformed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0,
        event_id TEXT NOT NULL,
        error TEXT,
        body BLOB
    ) STRICT
    """,
    "CREATE INDEX inbox_pending ON inbox (arrival) WHERE state = 'pending'",
    "CREATE INDEX inbox_troubled ON inbox (user, arrival) WHERE not_before > 0",
    """
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        slot TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending')),
        attempts INTEGER NOT NULL DEFAULT 0,
        doubtful INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0,
        head INTEGER NOT NULL,
        queued_at INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX outbox_queue ON outbox (chat, id)",
    "CREATE INDEX outbox_heads ON outbox (id) WHERE head = 1",
    "CREATE INDEX outbox_postponed ON outbox (not_before) WHERE not_before > 0",
    """
    CREATE TABLE slots (
        chat INTEGER NOT NULL,
        slot TEXT NOT NULL,
        message_id INTEGER NOT NULL,
        PRIMARY KEY (chat, slot)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE work (
        id INTEGER PRIMARY KEY,
        user INTEGER NOT NULL,
        complaint TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'dead')),
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0,
        event_id TEXT NOT NULL,
        error TEXT,
        body BLOB
    ) STRICT
    """,
    "CREATE INDEX work_waiting ON work (not_before) WHERE state = 'waiting'",
    # What stays of an erased complaint: an opaque id and the end of its chain.
    """
    CREATE TABLE receipts (
        complaint TEXT PRIMARY KEY,
        head BLOB,
        entries INTEGER NOT NULL,
        erased_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vitals (
        name TEXT PRIMARY KEY,
        at INTEGER,
        count INTEGER NOT NULL DEFAULT 0,
        note TEXT
    ) STRICT, WITHOUT ROWID
    """,
)


SECOND: Final = (
    # Two users may have complaints of the same short id: a receipt has a number of its own.
    """
    CREATE TABLE numbered_receipts (
        number INTEGER PRIMARY KEY,
        complaint TEXT NOT NULL,
        head BLOB NOT NULL,
        entries INTEGER NOT NULL,
        erased_at INTEGER NOT NULL
    ) STRICT
    """,
    """
    INSERT INTO numbered_receipts (complaint, head, entries, erased_at)
    SELECT complaint, coalesce(head, zeroblob(32)), entries, erased_at FROM receipts ORDER BY erased_at
    """,
    "DROP TABLE receipts",
    "ALTER TABLE numbered_receipts RENAME TO receipts",
    # Of an answered update nothing stays but its number.
    "UPDATE inbox SET user = NULL, event_id = '' WHERE state = 'done'",
)


THIRD: Final = (
    # Sealed parts of an export that wait to be sent; few, and none older than a day.
    """
    CREATE TABLE exports (
        id TEXT PRIMARY KEY,
        user INTEGER NOT NULL,
        complaint TEXT NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


FOURTH: Final = (
    # Outcomes told without a name; `platform` is a digest under DATA_KEY.
    """
    CREATE TABLE outcomes (
        platform BLOB NOT NULL,
        outcome TEXT NOT NULL,
        cases INTEGER NOT NULL,
        PRIMARY KEY (platform, outcome)
    ) STRICT, WITHOUT ROWID
    """,
)


@MIGRATIONS()
def first_tables(db: Database) -> None:
    """Everything the first version needs."""
    for statement in FIRST:
        db.execute(statement)


@MIGRATIONS()
def receipts_with_numbers(db: Database) -> None:
    """Receipts that cannot collide, and no user's id on answered updates."""
    for statement in SECOND:
        db.execute(statement)


@MIGRATIONS()
def exports_on_their_way(db: Database) -> None:
    """Sealed files that are sent and removed."""
    for statement in THIRD:
        db.execute(statement)


@MIGRATIONS()
def outcomes_without_names(db: Database) -> None:
    """How complaints about a platform ended, as told."""
    for statement in FOURTH:
        db.execute(statement)
