"""Which reminders were given: one row each, so that none is ever given twice."""

from datetime import datetime
from typing import Final

from storage.database import Store
from storage.moments import milliseconds

RECORD: Final = """
    INSERT OR IGNORE INTO ledger (user, kind, complaint, trigger, due, step, at) VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def record(
    store: Store, user: int, *, kind: str, complaint: str, trigger: str, due: str, step: str, at: datetime
) -> bool:
    """Note a reminder; False when that very one was given before (then nothing may be sent).

    Call it after `complaints.save`: the user must have a row.
    """
    given = (user, kind, complaint, trigger, due, step, milliseconds(at))
    return store.db.execute(RECORD, given).rowcount == 1
