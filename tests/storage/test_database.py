"""Opening the data directory."""

import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage import erase
from storage.database import CHECK, AlreadyRunning, Store, integrity_problems, open_store
from storage.keys import seal
from storage.schema import FIRST
from tests.storage.conftest import KEY, Reopen
from tests.storage.people import NOW, complaint, remember

HOLD = """
import sys, time
from pathlib import Path
from storage.database import open_store
from storage.keys import DataKey
store = open_store(Path(sys.argv[1]), DataKey(bytes(range(32))))
print("open", flush=True)
time.sleep(60)
"""


def test_everything_in_the_directory_is_private(store: Store) -> None:
    remember(store, 1, complaint())
    assert stat.S_IMODE(store.data_dir.stat().st_mode) == 0o700
    names = {path.name for path in store.data_dir.iterdir()}
    assert {"complaints.db", "complaints.db-wal", "complaints.db-shm", "lock", "vault"} <= names
    for path in store.data_dir.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name


def test_a_directory_left_open_to_others_is_closed(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o755)
    (data_dir / "complaints.db").touch(mode=0o644)
    open_store(data_dir, KEY).close()
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((data_dir / "complaints.db").stat().st_mode) == 0o600


def test_a_second_instance_in_the_same_process_is_refused(store: Store) -> None:
    with pytest.raises(AlreadyRunning, match="another instance"):
        open_store(store.data_dir, KEY)


def test_a_second_process_is_refused_until_the_first_is_gone(data_dir: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(data_dir)], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        with pytest.raises(AlreadyRunning):
            open_store(data_dir, KEY)
        first.send_signal(signal.SIGKILL)
    open_store(data_dir, KEY).close()


def test_durability_and_checks_are_switched_on(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_every_table_is_strict_but_the_migrations_own(store: Store) -> None:
    tables = store.db.execute("PRAGMA table_list").fetchall()
    loose = {row[1] for row in tables if row[0] == "main" and row[2] == "table" and not row[5]}
    assert loose == {"_sqlite_migrations", "sqlite_schema"}


def test_opening_again_changes_nothing(store: Store, reopen: Reopen) -> None:
    remember(store, 1, complaint())
    schema = store.db.schema
    again = reopen()
    assert again.db.schema == schema
    assert integrity_problems(again) == []


def test_a_row_without_its_user_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute("INSERT INTO complaints (user, id, body) VALUES (404, 'x', x'00')")


def test_a_file_that_is_no_database_is_refused_and_the_lock_let_go(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "complaints.db").write_bytes(b"no database at all" * 1000)
    for _ in range(2):
        with pytest.raises(sqlite3.DatabaseError):
            open_store(data_dir, KEY)


def test_a_database_of_the_first_version_is_brought_to_the_newest(data_dir: Path) -> None:
    data_dir.mkdir()
    old = sqlite3.connect(data_dir / "complaints.db")
    for statement in FIRST:
        old.execute(statement)
    old.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    old.execute("INSERT INTO _sqlite_migrations VALUES ('storage', 'first_tables', '2026-11-01')")
    old.execute("INSERT INTO meta VALUES ('key-check', ?)", (seal(KEY.secret, CHECK, CHECK),))
    old.execute("INSERT INTO receipts VALUES ('case-1', zeroblob(32), 3, 5)")
    old.execute(
        "INSERT INTO inbox (update_id, user, received_at, state, event_id) VALUES (1, 7, 5, 'done', 'e')"
    )
    old.commit()
    old.close()
    store = open_store(data_dir, KEY)
    assert store.db.execute("SELECT user, event_id FROM inbox").fetchall() == [(None, "")]
    remember(store, 7, complaint("case-1"))
    assert erase.erase_complaint(store, 7, "case-1", NOW)
    receipts = store.db.execute("SELECT number, complaint, entries FROM receipts").fetchall()
    assert receipts == [(1, "case-1", 3), (2, "case-1", 0)]
    store.close()
