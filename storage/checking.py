"""Whether a complaint is as it was kept: its chain of entries, and every file against the hash it came with."""

from collections.abc import Iterator
from dataclasses import dataclass

from state_machine.complaint import Complaint, Evidence
from storage import complaints, journal, vault
from storage.database import Store
from storage.keys import Tampered

WITH_ID = "SELECT user FROM complaints WHERE id = ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one complaint: its chain, how many files, and the ids of those that changed or are gone."""

    verdict: journal.Verdict
    files: int
    changed: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Nothing was altered."""
        return self.verdict.sound and not self.changed


def files_of(complaint: Complaint) -> tuple[Evidence, ...]:
    """The items whose bytes lie in the vault."""
    return tuple(item for item in complaint.evidence if item.sha256 and item.kind != "text")


def unchanged(store: Store, user: int, item: Evidence) -> bool:
    """Whether the sealed file still has the bytes that came. Touches no row: may run in a thread."""
    try:
        return vault.sha256(store, user, item.id) == item.sha256
    except (OSError, Tampered):
        return False


def check(store: Store, id: str) -> Iterator[Checked]:
    """Every complaint with this id: two users may have the same short one. Reads all of their files."""
    for (user,) in store.db.execute(WITH_ID, (id,)).fetchall():
        complaint = complaints.load(store, user).complaint(id)
        kept = files_of(complaint) if complaint else ()
        changed = tuple(item.id for item in kept if not unchanged(store, user, item))
        yield Checked(journal.verify(store, user, id), len(kept), changed)
