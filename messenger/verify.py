"""`python bot.py verify CASE`: whether a complaint's chain and files are as they were kept."""

from storage.checking import check
from storage.database import Store


def verify(store: Store, case: str) -> int:
    """Print what was found; 0 when all is whole, 1 when something was altered or there is no such complaint."""
    status, known = 0, False
    for found in check(store, case):
        known = True
        chain = found.verdict
        state = "whole" if found.sound else "NOT WHOLE"
        print(f"{case}: {state}, {chain.entries} entries, {found.files} files, head {chain.head[:32]}")
        if chain.first_bad:
            print(f"  the chain breaks at entry {chain.first_bad}")
        for item in found.changed:
            print(f"  file {item} is not what was kept")
        status = status if found.sound else 1
    if not known:
        print(f"{case}: no such complaint")
    return status if known else 1
