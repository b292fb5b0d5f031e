"""Opening the data directory: one instance, private files, WAL with full durability, the newest schema."""

import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlite_utils import Database

from storage.files import private, private_folder
from storage.keys import DATABASE, DataKey, KeyProblem, Tampered, seal, unseal
from storage.schema import MIGRATIONS
from storage.userkeys import UserKeys

LOCK: Final = "lock"
VAULT: Final = "vault"
CHECK: Final = b"meta/key-check"

PRAGMAS: Final = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",  # pages: hot ones are copied back less often
    "PRAGMA cache_size = -8192",  # KiB: the inner pages of a million rows
    "PRAGMA journal_size_limit = 67108864",
)
# Nobody else writes while we hold the directory; a stranger who does must not stop the event loop.
LOCK_WAIT: Final = "PRAGMA busy_timeout = 20"


SEALED_ROWS: Final = "SELECT 1 FROM users UNION ALL SELECT 1 FROM inbox LIMIT 1"


class AlreadyRunning(Exception):
    """Another process holds this data directory: one clear line, non-zero exit."""


@dataclass(slots=True)
class Store:
    """An open database with its keys. One connection, used by one thread at a time (see `writer`).

    Every function of this package that takes a `store` is synchronous and belongs inside `Writer.do`, which
    makes the transaction. Read-only ones may also be called straight from the event loop, for what may be
    looked at again: they can see what is just being committed.
    """

    data_dir: Path
    db: Database
    key: DataKey
    keys: UserKeys
    outbox_ids: "count[int]"  # known before the row is written, because a sealed body is bound to its id
    work_ids: "count[int]"
    _open: ExitStack

    @property
    def vault(self) -> Path:
        """The folder of the sealed evidence files."""
        return self.data_dir / VAULT

    def close(self) -> None:
        """Close the database and release the directory."""
        self.keys.clear()
        self._open.close()


def open_store(data_dir: Path, key: DataKey) -> Store:
    """Open (and if needed create) the database in `data_dir` (0700, files 0600).

    Raises AlreadyRunning, KeyProblem (the key is not this database's), or sqlite3.DatabaseError.
    """
    data_dir = private_folder(data_dir.resolve())
    with ExitStack() as stack:
        _lock(stack, data_dir)
        db = Database(_connect(data_dir / DATABASE), recursive_triggers=False, execute_plugins=False)
        stack.callback(db.close)
        _prepare(db, key)
        private_folder(data_dir / VAULT)
        return Store(
            data_dir=data_dir,
            db=db,
            key=key,
            keys=UserKeys(db, key),
            outbox_ids=_ids(db, "SELECT max(id) FROM outbox"),
            work_ids=_ids(db, "SELECT max(id) FROM work"),
            _open=stack.pop_all(),
        )


def integrity_problems(store: Store) -> list[str]:
    """What SQLite's own checks find wrong; empty when all is well. Reads the whole database."""
    found = [str(row[0]) for row in store.db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    orphans = [
        f"{row[0]} row {row[1]} has no {row[2]}" for row in store.db.execute("PRAGMA foreign_key_check")
    ]
    return found + orphans


def _lock(stack: ExitStack, data_dir: Path) -> None:
    lock = FileLock(
        data_dir / LOCK,
        timeout=0,
        mode=0o600,
        thread_local=False,
        fallback_to_soft=False,
        preserve_lock_file=True,
    )
    try:
        stack.enter_context(lock)
    except Timeout:
        raise AlreadyRunning(f"another instance is running on {data_dir}") from None


def _connect(path: Path) -> sqlite3.Connection:
    """SQLite gives -wal and -shm the mode of the database file, so that one is made first."""
    with open(path, "ab", opener=private):
        path.chmod(0o600)
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)


def _prepare(db: Database, key: DataKey) -> None:
    for pragma in PRAGMAS:
        db.execute(pragma).fetchall()
    MIGRATIONS.apply(db)
    _check_key(db, key)
    db.execute(LOCK_WAIT).fetchall()


def _check_key(db: Database, key: DataKey) -> None:
    """Compare with the key the database was made with; a database without any user takes this one."""
    row = db.execute("SELECT value FROM meta WHERE name = 'key-check'").fetchone()
    if row is None and db.execute("SELECT 1 FROM users UNION SELECT 1 FROM inbox LIMIT 1").fetchone() is None:
        db.execute(
            "INSERT INTO meta (name, value) VALUES ('key-check', ?)", (seal(key.secret, CHECK, CHECK),)
        )
        return
    try:
        unseal(key.secret, b"" if row is None else row[0], CHECK)
    except Tampered:
        raise KeyProblem("DATA_KEY is not the key this database was made with") from None


def _ids(db: Database, newest: str) -> "count[int]":
    return count((db.execute(newest).fetchone()[0] or 0) + 1)
