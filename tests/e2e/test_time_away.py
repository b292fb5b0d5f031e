"""What happens while nobody is there: downtime, a new holiday table, a deletion that falls due."""

from pathlib import Path

import aiohttp

from tests.chats import FACTS, FILED
from tests.e2e.town import Buyer, Town, town
from tests.test_deadlines import TABLE


async def _acted(buyer: Buyer, *lines: str, at: str = "2026-09-30T10:00:00+08:00") -> None:
    await buyer.arrive()
    await buyer.play("clock", to=at, reset=True)
    buyer.town.start()
    await buyer.does(*lines)


async def test_after_downtime_one_digest_arrives_for_each_complaint(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = Buyer(place, session)
            await _acted(buyer, *FILED, *FILED)
            assert place.stop() == 0
            before = len(buyer.seen)
            await buyer.play("clock", to="2026-11-20T10:00:00+08:00")
            place.start()
            await buyer.until_seen("平台答复", since=before)
            await buyer.quiet()
            digests = [bot.text for bot in buyer.seen[before:] if bot.text.startswith("提醒 · ")]
            assert len(digests) == 2
            assert place.stop() == 0
            before = len(buyer.seen)
            place.start()
            await buyer.quiet(3)
            assert buyer.seen[before:] == []


async def test_a_new_holiday_table_is_told_old_and_new_after_the_next_start(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = Buyer(place, session)
            await _acted(buyer, *FILED, at="2027-03-01T10:00:00+08:00")
            assert place.stop() == 0
            before = len(buyer.seen)
            table = tmp_path / "holidays.toml"
            table.write_text(TABLE, encoding="utf-8")
            place.start(HOLIDAYS_FILE=str(table))
            await buyer.until_seen(
                "日期有变：平台答复 2027年3月10日（周三） → 2027年3月12日（周五）", since=before
            )


async def test_deletion_falls_due_and_leaves_nothing_but_a_receipt(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = Buyer(place, session)
            await _acted(buyer, *FACTS, "(图片 1)", "/delete", "[删除投诉 K1]")
            assert _files(place) == 1
            clock = await buyer.ask("clock")
            assert clock["next_wake"]
            await buyer.play("clock", advance=11 * 60)
            await buyer.until_seen("删除回执")
            await buyer.quiet()
            assert _files(place) == 0
            assert place.stop() == 0


def _files(place: Town) -> int:
    return sum(1 for path in (place.data / "vault").rglob("*") if path.is_file())
