"""Telling the operators what needs a hand: a line in the log always, a message to ADMIN_IDS now and then."""

import logging
import time
from typing import Final

from messenger.courtesy import Courtesies

QUIET: Final = 600.0  # seconds between two messages of the same kind

_log = logging.getLogger(__name__)


class Operators:
    """`kind` is a constant of the program: what is told never holds anything of a user."""

    def __init__(self, courtesies: Courtesies, admins: tuple[int, ...]) -> None:
        self._courtesies = courtesies
        self._admins = admins
        self._told: dict[str, float] = {}

    def tell(self, kind: str, detail: str = "") -> None:
        """Log it; message the operators unless they were told of the same kind a short while ago."""
        _log.error("%s%s", kind, f": {detail}" if detail else "")
        now = time.monotonic()
        if now - self._told.get(kind, -QUIET) < QUIET:
            return
        self._told[kind] = now
        for admin in self._admins:
            self._courtesies.post(
                "sendMessage", {"chat_id": admin, "text": f"⚠ {kind}（详情见日志与 bot.py health）"}
            )
