"""Users and complaints as the storage's tests need them."""

from datetime import UTC, datetime

from state_machine.complaint import Caseload, Complaint, Evidence, Settings
from storage import complaints
from storage.database import Store

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
CANARY = "金丝雀13800001111"


def complaint(id: str = "case-1", words: str = CANARY, items: tuple[str, ...] = ()) -> Complaint:
    evidence = tuple(Evidence(id=item, kind="photo", received_at=NOW) for item in items)
    return Complaint(id=id, opened_at=NOW, touched_at=NOW, answers={"seller": words}, evidence=evidence)


def remember(store: Store, user: int, *known: Complaint, wake: datetime | None = None) -> Caseload:
    """Save a user with these complaints, as after a turn."""
    after = Caseload(user, Settings(focus=known[0].id if known else "", greeted=True), known)
    complaints.save(store, complaints.load(store, user), after, wake, "published")
    return after
