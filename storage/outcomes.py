"""Outcomes told without a name: how many complaints about a platform ended how.

A platform is known by a digest under DATA_KEY: what a user typed as its name does not lie on the disk, and no
row leads back to a complaint.
"""

import hmac
from hashlib import sha256
from typing import Final

from state_machine.complaint import Caseload, Outcome, Stage, Tally
from state_machine.outcomes import GOT_IT, platform_key
from storage.database import Store

ADD: Final = """
    INSERT INTO outcomes (platform, outcome, cases) VALUES (?, ?, 1)
    ON CONFLICT (platform, outcome) DO UPDATE SET cases = cases + 1
"""
TAKE_BACK: Final = "UPDATE outcomes SET cases = max(cases - 1, 0) WHERE platform = ? AND outcome = ?"
OF: Final = "SELECT outcome, cases FROM outcomes WHERE platform = ?"
# While the platform's rules are asked for; at other times the numbers are not shown.
SHOWN_IN: Final = (Stage.EVIDENCE, Stage.RULES)


def count(store: Store, platform: str, outcome: str, instead_of: str = "") -> None:
    """One more case; `instead_of` takes back what the same complaint had said before."""
    place = _digest(store, platform)
    if instead_of:
        store.db.execute(TAKE_BACK, (place, instead_of))
    store.db.execute(ADD, (place, outcome))


def tally(store: Store, platform: str) -> Tally:
    """What is known of a platform."""
    rows = store.db.execute(OF, (_digest(store, platform),)).fetchall()
    got_it = sum(cases for outcome, cases in rows if Outcome(outcome) in GOT_IT)
    return Tally(sum(cases for _, cases in rows), got_it)


def of_others(store: Store, caseload: Caseload) -> dict[str, Tally]:
    """Complaint id → what is known of its platform, for complaints about to be told."""
    return {
        complaint.id: tally(store, name)
        for complaint in caseload.complaints
        if complaint.stage in SHOWN_IN and (name := platform_key(complaint))
    }


def _digest(store: Store, platform: str) -> bytes:
    return hmac.digest(store.key.secret, b"platform/" + platform.encode(), sha256)[:16]
