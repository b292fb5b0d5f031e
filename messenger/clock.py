"""The instant the bot works by: the machine's clock, and in the playground the playground's.

`bot.py` passes in the real clock; nothing here reads one. Only an API server that is our own playground may
move it, through the `Date` header of its answers.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_NOISE: Final = timedelta(seconds=2)  # a Date header tells whole seconds


class Clock:
    """Calling it gives the present instant, zone-aware in UTC."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._offset = timedelta()

    def __call__(self) -> datetime:
        return self._real() + self._offset

    def follow(self, date: str) -> bool:
        """Adopt the server's clock; True when it had been moved. An unreadable header changes nothing."""
        try:
            there = parsedate_to_datetime(date).astimezone(UTC)
        except ValueError:
            return False
        apart = there + timedelta(milliseconds=500) - self._real()
        if abs(apart - self._offset) <= _NOISE:
            return False
        self._offset = timedelta(seconds=round(apart.total_seconds()))
        return True
