"""What an update costs among a million stored complaints, against what it costs among a thousand.

The same users come in both: each looks at a complaint that waits for the platform and takes it to its end.
CPU time is compared, not speed: it does not depend on how much of the disk is in memory.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from benchmarks import population, stories
from benchmarks.measuring import Found, Goal, Measure, Options, in_turn
from benchmarks.plan import Plan
from benchmarks.population import Sample
from benchmarks.running import OUT, Figures, measure, ours, run_folder

FEW: Final = 1_000
MANY: Final = 1_000_000
MANY_QUICK: Final = 100_000
CHATS: Final = 64
UPDATES_BEFORE: Final = 2_000  # served before it counts
UPDATES: Final = 6_000
FIRST_UPDATE: Final = 1_000_000_000  # later than all that are stored
UPDATES_APART: Final = 10_000_000  # between two runs


class Filled(msgspec.Struct):
    """What stands beside a filled directory. Its complaints are only good on the day they were played."""

    day: date
    seconds: float
    runs: int = 0


def run(options: Options) -> Found:
    """CPU time per update, many to few."""
    sample = population.played()
    users = MANY_QUICK if options.quick else MANY
    with _filled(sample, users, options.keep) as many:
        made = _read(many)
        notes = (
            f"{users:,} complaints: database {population.size(many) / 1e6:,.0f} MB, filled in {made.seconds:.0f} s",
        )
        pairs = in_turn(_few(sample), _many(many, users), lambda one: one.cpu_per_update, options.pairs)
    return Found(pairs, (f"{users:,}", f"{FEW:,}"), notes)


def _few(sample: Sample) -> Callable[[int], Figures]:
    def run_one(number: int) -> Figures:
        with run_folder() as folder:
            population.fill(folder / "data", sample, FEW)
            return measure(ours(folder / "data"), _plan(FEW, 0, number))

    return run_one


def _many(data: Path, users: int) -> Callable[[int], Figures]:
    def run_one(_number: int) -> Figures:
        filled = _read(data)
        _write(data, msgspec.structs.replace(filled, runs=filled.runs + 1))
        return measure(ours(data), _plan(users, filled.runs, filled.runs))

    return run_one


def _plan(users: int, part: int, number: int) -> Plan:
    """Visits of users from the whole range, nobody twice."""
    steps = stories.after_waiting()
    visits = min(users, (UPDATES_BEFORE + UPDATES) // len(steps) + 3 * CHATS)
    scattered = random.Random(1).sample(range(users), min(users, visits * (part + 1)))
    return Plan(
        steps,
        chats=CHATS,
        visitors=tuple(population.user(one) for one in scattered[-visits:]),
        warm_up_updates=UPDATES_BEFORE,
        updates=UPDATES,
        first_update=FIRST_UPDATE + number * UPDATES_APART,
    )


@contextmanager
def _filled(sample: Sample, users: int, keep: bool) -> Iterator[Path]:
    """A directory with so many users; one kept from earlier the same day is used again."""
    data = OUT / f"filled-{users}" / "data"
    today = sample.caseload.complaints[0].opened_at.date()
    if not keep or not _marker(data).exists() or _read(data).day != today:
        shutil.rmtree(data.parent, ignore_errors=True)
        seconds = population.fill(data, sample, users)
        _write(data, Filled(today, seconds))
    try:
        yield data
    finally:
        if not keep:
            shutil.rmtree(data.parent, ignore_errors=True)


def _marker(data: Path) -> Path:
    return data.parent / "filled.json"


def _read(data: Path) -> Filled:
    return msgspec.json.decode(_marker(data).read_bytes(), type=Filled)


def _write(data: Path, filled: Filled) -> None:
    _marker(data).write_bytes(msgspec.json.encode(filled))


MEASURE = Measure(
    "growth_1m",
    "CPU per update with 1,000,000 stored complaints ÷ with 1,000",
    Goal(1.15, at_most=True),
    run,
)
