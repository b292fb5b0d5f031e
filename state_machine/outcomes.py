"""How complaints about one platform ended, as their buyers chose to tell: counted without names, shown from a few up.

A single case could be recognised; that is why nothing is said of fewer than SHOWN_FROM.
"""

import re
from typing import Final

from state_machine.complaint import Complaint, Outcome, Stage, is_known
from state_machine.platforms import rule_card

GOT_IT: Final = (Outcome.FULL_REFUND, Outcome.PARTIAL_REFUND, Outcome.REDELIVERED, Outcome.COMPENSATED)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def platform_key(complaint: Complaint) -> str:
    """One name for the ways people write a platform: its card's name, its address, or the letters; "" when not told."""
    told = complaint.answers.get("platform")
    if not (isinstance(told, str) and is_known(told)):
        return ""
    card = rule_card(told)
    if card:
        return card.names[0]
    words = told.lower()
    address = _DOMAIN.search(words)
    return address[0].removeprefix("www.") if address else re.sub(r"[\W_]+", "", words)


def may_be_counted(complaint: Complaint) -> bool:
    """Ended with something to tell that is not counted yet."""
    told = complaint.stage is Stage.CLOSED and complaint.outcome not in (None, Outcome.WITHDRAWN)
    return told and bool(platform_key(complaint)) and complaint.counted != complaint.outcome
