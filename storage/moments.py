"""Instants as the database keeps them: whole milliseconds UTC, so that they compare and index as integers.

What may not come early (a wake, a retry) is rounded up; everything else is cut. A row is due when
`milliseconds(now) >= stored`, and then `now` is never before the instant that was asked for.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)


def milliseconds(at: datetime) -> int:
    """The whole milliseconds since 1970 UTC that have passed at `at`; raises TypeError for a naive time."""
    return (at - EPOCH) // MILLISECOND


def cut(at: datetime) -> datetime:
    """The instant as it will be read back: in UTC, to the millisecond."""
    return instant(milliseconds(at))


def not_before(at: datetime) -> int:
    """The first whole millisecond that is not before `at`."""
    return -((EPOCH - at) // MILLISECOND)


def instant(ms: int) -> datetime:
    """The UTC instant of a stored number of milliseconds."""
    return EPOCH + timedelta(milliseconds=ms)
