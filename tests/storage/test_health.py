"""The figures of health."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from storage import complaints, health, inbox, outbox, work
from storage.database import Store
from storage.inbox import Arrival
from tests.storage.conftest import Reopen
from tests.storage.people import NOW, complaint, remember

READ = """
import sys
from datetime import datetime
from pathlib import Path
import msgspec
from storage.health import figures
print(msgspec.json.encode(figures(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))).decode())
"""


def test_a_quiet_bot_has_nothing_waiting(store: Store) -> None:
    figures = health.figures(store.data_dir, NOW)
    assert figures.beats == {}
    assert (figures.inbox_age, figures.outbox_age, figures.reminder_lag) == (None, None, None)
    assert figures.disk_free > 0
    assert figures.database_size > 0


def test_the_figures_say_what_waits_and_for_how_long(store: Store) -> None:
    health.beat(store, "poll", NOW - timedelta(minutes=1))
    health.beat(store, "poll", NOW)
    inbox.accept(store, [Arrival(id, b"x", id) for id in range(5)], NOW)
    inbox.done(store, 0)
    inbox.bury(store, 1, NOW, "x")
    inbox.quarantine(store, 9, b"x", NOW, "x")
    outbox.put(store, 1, "say", b"x", NOW + timedelta(seconds=10))
    remember(store, 1, complaint(), wake=NOW + timedelta(seconds=20))
    work.ask(store, 1, "case-1", "fetch", b"x")
    work.give_up(store, work.ask(store, 1, "case-1", "fetch", b"x"), NOW, "gone")
    figures = health.figures(store.data_dir, NOW + timedelta(seconds=50))
    assert figures.beats == {"poll": NOW}
    assert (figures.inbox_pending, figures.inbox_age) == (3, 50)
    assert (figures.outbox_pending, figures.outbox_age) == (1, 40)
    assert figures.reminder_lag == 30
    assert (figures.dead_letters, figures.work_pending, figures.work_dead) == (2, 1, 1)


def test_another_process_reads_them_while_the_bot_runs_and_after(store: Store, reopen: Reopen) -> None:
    health.beat(store, "poll", NOW)
    store.db.execute("BEGIN IMMEDIATE")
    remember(store, 1, complaint(), wake=NOW)
    assert ask_another_process(store.data_dir)["reminder_lag"] is None
    store.db.execute("COMMIT")
    assert ask_another_process(store.data_dir)["reminder_lag"] == 0
    data_dir = store.data_dir
    store.close()
    assert ask_another_process(data_dir)["beats"] == {"poll": NOW.isoformat().replace("+00:00", "Z")}


def ask_another_process(data_dir: Path) -> dict[str, object]:
    command = [sys.executable, "-c", READ, str(data_dir), NOW.isoformat()]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    return msgspec.json.decode(said, type=dict[str, object])


def test_reading_them_writes_nothing(store: Store) -> None:
    before = store.db.execute("PRAGMA data_version").fetchone()
    health.figures(store.data_dir, NOW)
    assert store.db.execute("PRAGMA data_version").fetchone() == before


def test_without_a_database_there_are_no_figures(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        health.figures(tmp_path, NOW)


def test_the_figures_go_into_json(store: Store) -> None:
    health.beat(store, "poll", NOW)
    figures = health.figures(store.data_dir, NOW)
    assert msgspec.json.decode(msgspec.json.encode(figures), type=health.Figures) == figures
    assert complaints.next_wake(store) is None
