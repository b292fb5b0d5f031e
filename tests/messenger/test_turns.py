"""One event, one user, one unit of work."""

from collections.abc import Iterator
from dataclasses import replace as replace_caseload
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from dialogs.conversation import respond
from dialogs.event import Attached, Blocked, Commanded, Edited, Event, Fetched, Pressed, Said, Woke
from dialogs.reply import Alert, Count, Fetch, Say, Turn
from messenger.turns import Turns
from state_machine.complaint import Caseload, Stage, Tally
from state_machine.workdays import PUBLISHED
from storage import health, journal, outbox, work
from storage.database import Store, open_store
from storage.identity import fresh_id
from tests.messenger.works import NOW, Heard
from tests.storage.conftest import KEY
from tests.storage.people import complaint, remember

ZONE = ZoneInfo("Asia/Shanghai")
USER = 7


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", KEY)
    yield opened
    opened.close()


def happened() -> list[Event]:
    """The beginning of a complaint, with a picture, an album and an edited message."""
    photo = fresh_id()
    return [
        Commanded(id=fresh_id(), name="start"),
        Pressed(id=fresh_id(), data="n"),
        Said(id=fresh_id(), text="昨天买了一张点卡，付了 100 元，卖家一直不发货", message=1),
        Attached(id=photo, kind="photo", file="f", unique="u", size=10, message=2),
        Attached(id=fresh_id(), kind="photo", file="g", unique="v", size=10, album="a", message=3),
        Woke(id=fresh_id()),
        Edited(id=fresh_id(), message=1, text="前天买的"),
        Commanded(id=fresh_id(), name="status"),
        Woke(id=fresh_id()),
    ]


def test_the_journal_replayed_gives_the_caseload_as_stored(store: Store) -> None:
    turns = Turns(store, respond, PUBLISHED, ZONE)
    for number, event in enumerate(happened()):
        turns.apply(USER, event, NOW + number * timedelta(minutes=7, microseconds=777), number)
    for job in work.claim(store, NOW, 10, ("fetch",)):
        ask = msgspec.json.decode(job.body, type=Fetch)
        event = Fetched(id=job.event_id, complaint=ask.complaint, item=ask.item, size=3, sha256="ab" * 32)
        turns.apply(USER, event, NOW + timedelta(hours=2, microseconds=1))
    turns.apply(USER, Woke(id=fresh_id()), NOW + timedelta(days=4, microseconds=1))
    stored = turns.load(USER)
    assert sum(bool(item.sha256) for item in stored.complaints[0].evidence) >= 3
    assert replayed(store) == stored


def replayed(store: Store) -> Caseload:
    caseload = Caseload(USER, calendar=PUBLISHED, zone=ZONE)
    for entry in journal.entries(store, USER):
        event: Any = msgspec.json.decode(entry.body, type=Event)
        caseload = respond(caseload, event, entry.at).caseload
    return caseload


def test_a_reminder_the_ledger_knows_is_logged_and_counted_and_nothing_is_kept_back(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def remind(caseload: Caseload, _event: Event, _now: datetime) -> Turn:
        alert = Alert("platform_answer", "case-1", "t", "2026-11-03", "1")
        return Turn(caseload, (Say("remember"), Say("something else")), alerts=(alert,))

    remember(store, USER, complaint("case-1"))
    turns = Turns(store, remind, PUBLISHED, ZONE)
    turns.apply(USER, Woke(id=fresh_id()), NOW)
    assert not caplog.text
    turns.apply(USER, Woke(id=fresh_id()), NOW)
    assert store.db.execute("SELECT count(*) FROM outbox").fetchone() == (4,)
    assert store.db.execute("SELECT count(*) FROM ledger").fetchone() == (1,)
    assert health.figures(store.data_dir, NOW).repeated_reminders == 1
    assert "a reminder is given that the ledger knows already: platform_answer" in caplog.text


def test_a_stranger_who_blocks_us_leaves_no_trace(store: Store) -> None:
    outbox.put(store, USER, "say", b"farewell", NOW)
    Turns(store, Heard().respond, PUBLISHED, ZONE).apply(USER, Blocked(id=fresh_id()), NOW)
    for table in ("users", "journal", "outbox"):
        assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_instant_a_conversation_sees_is_the_one_in_the_journal(store: Store) -> None:
    seen: list[datetime] = []

    def watch(caseload: Caseload, _event: Event, now: datetime) -> Turn:
        seen.append(now)
        return Turn(caseload)

    Turns(store, watch, PUBLISHED, ZONE).apply(USER, Woke(id=fresh_id()), NOW)
    assert [entry.at for entry in journal.entries(store, USER)] == seen


def test_what_others_told_of_a_platform_is_read_while_its_rules_are_asked_for(store: Store) -> None:
    seen: list[Caseload] = []

    def look(caseload: Caseload, event: Event, now: datetime) -> Turn:
        seen.append(caseload)
        told = {"platform": "快充卡盟"}
        case = replace(complaint("case-1"), stage=Stage.RULES, answers=told)
        return Turn(replace_caseload(caseload, complaints=(case,)), asks=(Count("快充卡盟", "unresolved"),))

    turns = Turns(store, look, PUBLISHED, ZONE)
    for _ in range(6):
        turns.apply(USER, Woke(id=fresh_id()), NOW)
    assert [case.others.get("case-1", Tally()).cases for case in seen] == [0, 1, 2, 3, 4, 5]
