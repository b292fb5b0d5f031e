"""SIGKILL at random moments: what was acknowledged is there, what is there is whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage import complaints, inbox, journal, outbox, vault
from storage.database import Store, integrity_problems, open_store
from tests.storage.conftest import KEY
from tests.storage.people import NOW

CHILD = [sys.executable, "-m", "tests.storage.busy"]
ROOT = Path(__file__).parents[2]


def run_and_kill(data_dir: Path, seconds: float) -> list[str]:
    """Let the busy process work for so long after it opened the store; the lines it acknowledged."""
    with subprocess.Popen([*CHILD, str(data_dir)], stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        lines = child.stdout.read().decode().split("\n")
    return lines[:-1]  # the last one may be cut


def check_batches(store: Store, acknowledged: list[str]) -> None:
    """Each batch of twenty is whole or absent, and there when it was acknowledged."""
    sizes = dict(store.db.execute("SELECT update_id / 20, count(*) FROM inbox GROUP BY 1").fetchall())
    assert set(sizes.values()) <= {20}
    for line in acknowledged:
        kind, number = line.split()
        if kind == "batch":
            assert sizes[int(number)] == 20


def check_turns(store: Store, acknowledged: list[str]) -> None:
    """An update is done, journalled and answered together or not at all, and once."""
    done = {row[0] for row in store.db.execute("SELECT update_id FROM inbox WHERE state = 'done'")}
    journalled = [row[0] for row in store.db.execute("SELECT update_id FROM journal")]
    queued = [int(row[0]) for row in store.db.execute("SELECT slot FROM outbox")]
    assert sorted(journalled) == sorted(queued) == sorted(done)
    for line in acknowledged:
        kind, number = line.split()
        if kind == "done":
            assert int(number) in done
    for (user,) in store.db.execute("SELECT id FROM users").fetchall():
        for complaint in complaints.load(store, user).complaints:
            verdict = journal.verify(store, user, complaint.id)
            assert verdict.sound
            assert complaint.answers["count"] == verdict.entries


def check_files(store: Store, acknowledged: list[str]) -> None:
    vault.sweep(store)
    kept = [int(line.split()[1]) for line in acknowledged if line.startswith("file")]
    for item in vault.items(store, 1):
        assert len(vault.read(store, 1, item)) == 150_000
    assert {f"item-{number}" for number in kept} <= set(vault.items(store, 1))


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_process_leaves_everything_whole(data_dir: Path, seed: int) -> None:
    draw = random.Random(seed)
    acknowledged: list[str] = []
    for _ in range(3):
        acknowledged += run_and_kill(data_dir, draw.uniform(0.0, 0.25))
        store = open_store(data_dir, KEY)
        try:
            assert integrity_problems(store) == []
            check_batches(store, acknowledged)
            check_turns(store, acknowledged)
            check_files(store, acknowledged)
            outbox.recover(store)
            inbox.pending(store, NOW, 1000)
        finally:
            store.close()
