"""Everything cited anywhere exists: no letter, clock or door names a statute we do not hold."""

import re
from pathlib import Path

from state_machine.channels import DOORS
from state_machine.clocks import CLOCKS
from state_machine.statutes import STATUTES

ROOT = Path(__file__).parents[1]
PREFIXES = {key.rstrip("0123456789-") for key in STATUTES}


def test_every_statute_named_in_the_code_is_in_the_table() -> None:
    named = {
        word
        for path in (*ROOT.glob("dialogs/**/*.py"), *ROOT.glob("state_machine/*.py"))
        for word in re.findall(r"""["']([a-z][a-z-]*-\d+(?:-\d+)?)["']""", path.read_text(encoding="utf-8"))
        if word.rstrip("0123456789-") in PREFIXES
    }
    assert len(named) > 20
    assert named <= set(STATUTES)


def test_clocks_and_doors_rest_on_statutes_we_hold() -> None:
    assert {clock.basis for clock in CLOCKS} - {
        "ours",
        "yours",
        "platform",
        "merchant",
        "asker",
        "court",
    } <= set(STATUTES)
    assert {key for door in DOORS for clause in door.does for key in clause.statutes} <= set(STATUTES)
