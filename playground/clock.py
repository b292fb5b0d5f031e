"""The playground's clock: the real one plus an offset a tester moves. No other module here reads the time."""

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970, shifted by `offset` seconds. Monotonic waiting does not go through here."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """The playground's time, as a Unix time with fractions."""
        return time.time() + self.offset

    def seconds(self) -> int:
        """The playground's time in whole seconds, as the Bot API's `date` fields carry it."""
        return int(self.now())

    def iso(self) -> str:
        """The playground's time in UTC, ISO 8601."""
        return iso(self.now())

    def move_to(self, moment: float) -> None:
        """Shift so that it is `moment` now."""
        self.offset += moment - self.now()


def iso(moment: float) -> str:
    """A Unix time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).isoformat()


def parse(text: str) -> float:
    """ISO 8601 to Unix time; without an offset it is read as UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
