"""The program with a conversation of its own, so that the pipeline is tested apart from what the bot says.

Run as `python -m tests.messenger.parrot` with the settings of bot.py. It answers words with the same words and
their number; a few words make it do something special.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from dialogs.event import (
    Attached,
    Commanded,
    Erased,
    Event,
    Fetched,
    FetchFailed,
    Pressed,
    Said,
    Stumbled,
    Verified,
    Woke,
)
from dialogs.reply import Alert, Ask, Button, Edit, Erase, Fetch, Reply, Say, Toast, Turn, Verify
from messenger.place import open_place
from messenger.presenting import Presentation
from messenger.program import CannotRun, Program, Wiring
from messenger.redaction import set_up
from messenger.settings import read_settings
from playground import TOKEN
from state_machine.complaint import Caseload, Complaint, Evidence
from storage.database import open_store
from storage.keys import find_key

PRESENTATION = Presentation((("start", "开始"),), "学舌", "学舌", "请私聊：")


def respond(caseload: Caseload, event: Event, now: datetime) -> Turn:
    """Say back what was said, counting; the count is kept in the one complaint."""
    complaint = (
        caseload.complaints[0]
        if caseload.complaints
        else Complaint(id=event.id, opened_at=now, touched_at=now)
    )
    count = int(str(complaint.answers.get("count", 0))) + 1
    complaint = replace(
        complaint, answers={"count": count, **_remembered(complaint, event, now)}, touched_at=now
    )
    complaint, replies, asks, alerts = _act(complaint, event, count, now)
    if isinstance(event, Erased):
        return Turn(caseload, (Say(f"erased {event.entries}"),))
    if any(isinstance(ask, Erase) for ask in asks):
        return Turn(replace_complaints(caseload), replies, asks)
    after = Caseload(caseload.user, caseload.settings, (complaint,), caseload.calendar, caseload.zone)
    return Turn(after, replies, asks, alerts, complaint.id, _wake(complaint))


def replace_complaints(caseload: Caseload) -> Caseload:
    """The caseload of one who wants to be forgotten."""
    return Caseload(caseload.user, caseload.settings, (), caseload.calendar, caseload.zone)


def _remembered(complaint: Complaint, event: Event, now: datetime) -> dict[str, str]:
    wake = str(complaint.answers.get("wake", ""))
    if isinstance(event, Said) and event.text.startswith("wake "):
        wake = (now + timedelta(seconds=int(event.text.split()[1]))).isoformat()
    return {"wake": "" if isinstance(event, Woke) else wake}


def _wake(complaint: Complaint) -> datetime | None:
    wake = str(complaint.answers.get("wake", ""))
    return datetime.fromisoformat(wake) if wake else None


def _act(
    complaint: Complaint, event: Event, count: int, now: datetime
) -> tuple[Complaint, tuple[Reply, ...], tuple[Ask, ...], tuple[Alert, ...]]:
    replies: tuple[Reply, ...] = ()
    asks: tuple[Ask, ...] = ()
    alerts: tuple[Alert, ...] = ()
    match event:
        case Said(text="forget me"):
            replies = (Say("farewell"),)
            asks = (Erase(complaint.id), Erase(everything=True))
        case Said(text="verify"):
            asks = (Verify(complaint.id),)
        case Verified():
            replies = (Say(f"{count} {event.entries} entries, {event.items} items, {event.sound}"),)
        case Said():
            replies = _words(event.text, count)
        case Commanded():
            replies = (Say(f"{count} /{event.name} {event.argument}".strip()),)
        case Pressed():
            replies = (Toast("按了"), Edit("card", f"{count} pressed {event.data}"))
        case Attached():
            item = Evidence(id=event.id, kind=event.kind, received_at=now, size=event.size)
            complaint = replace(complaint, evidence=(*complaint.evidence, item))
            replies = (Say(f"{count} got {event.kind}"),)
            asks = (Fetch(complaint.id, event.id, event.file, event.size),) if event.file else ()
        case Fetched():
            kept = (
                replace(item, sha256=event.sha256) if item.id == event.item else item
                for item in complaint.evidence
            )
            complaint = replace(complaint, evidence=tuple(kept))
            replies = (Say(f"{count} fetched {event.size} {event.sha256}"),)
        case FetchFailed():
            replies = (Say(f"{count} not fetched: {event.why}"),)
        case Woke():
            replies = (Say(f"{count} woke"),)
            alerts = (Alert("test", complaint.id, "t", str(complaint.opened_at), "1"),)
        case Stumbled():
            replies = (Say("stumbled"),)
        case _:
            pass
    return complaint, replies, asks, alerts


def _words(text: str, count: int) -> tuple[Reply, ...]:
    if text == "raise":
        raise RuntimeError("张三的秘密")
    if text == "raise always":
        raise RuntimeError("又一个秘密")
    if text == "card":
        return (Say(f"{count} card", buttons=((Button("按", data="x"),),), slot="card"),)
    if text == "edit":
        return (Edit("card", f"{count} edited", buttons=((Button("按", data="y"),),)),)
    if text == "same":
        return (Edit("card", "same"), Edit("other", "same"))
    if text == "bad markup":
        return (Say(f"{count} <b>open &amp; shut"),)
    if text == "long":
        return (Say("长" * 5000),)
    return (Say(f"{count} {text}"),)


async def _run() -> None:
    settings = read_settings()
    set_up(settings.log_level, settings.secrets)
    store = open_store(settings.data_dir, find_key(settings.data_dir).key)
    try:
        async with open_place(settings, TOKEN) as place:
            wiring = Wiring(
                store,
                place,
                settings.calendar(),
                settings.zone,
                settings.send_rate,
                _now,
                respond,
                PRESENTATION,
            )
            await Program(wiring).run()
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - it stands in for bot.py


if __name__ == "__main__":
    try:
        asyncio.run(_run())
    except CannotRun as error:
        print(f"parrot: {error}", file=sys.stderr)
        sys.exit(1)
