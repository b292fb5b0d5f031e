"""Following the playground's clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from messenger.clock import Clock

REAL = datetime(2026, 11, 3, 10, 0, 0, 700_000, tzinfo=UTC)


def header(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def test_the_clock_is_the_machines_until_the_server_moves_its_own() -> None:
    clock = Clock(lambda: REAL)
    assert not clock.follow(header(REAL))
    assert clock() == REAL
    assert clock.follow(header(REAL + timedelta(days=1)))
    assert abs(clock() - REAL - timedelta(days=1)) <= timedelta(seconds=1)
    assert not clock.follow(header(REAL + timedelta(days=1, seconds=1)))
    assert clock.follow(header(REAL))
    assert abs(clock() - REAL) <= timedelta(seconds=1)


@pytest.mark.parametrize("date", ["", "soon", "Tue, 99 Nov 2026 10:00:00 GMT"])
def test_an_unreadable_date_changes_nothing(date: str) -> None:
    clock = Clock(lambda: REAL)
    assert not clock.follow(date)
    assert clock() == REAL
