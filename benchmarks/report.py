"""Figures as a table to read and as JSON to keep."""

import platform
import sqlite3
from collections.abc import Callable
from importlib.metadata import version
from statistics import median
from typing import Any, Final

import msgspec
import psutil  # type: ignore[import-untyped]

from benchmarks.measuring import Found, Measure, Options
from benchmarks.running import OUT, Figures

COLUMNS: Final[tuple[tuple[str, Callable[[Figures], float], str], ...]] = (
    ("operations/s", lambda one: one.tally.per_second, "{:,.0f}"),
    ("updates/s", lambda one: one.tally.updates / one.tally.seconds, "{:,.0f}"),
    ("bot CPU µs/update", lambda one: one.cpu_per_update * 1e6, "{:,.0f}"),
    ("bot CPU s", lambda one: one.bot_cpu, "{:.1f}"),
    ("bot CPU share", lambda one: one.bot_cpu / one.tally.seconds, "{:.0%}"),
    ("load CPU s", lambda one: one.tally.cpu, "{:.1f}"),
    ("load CPU share", lambda one: one.tally.cpu / one.tally.seconds, "{:.0%}"),
    ("p50 ms", lambda one: one.tally.p50 * 1e3, "{:.0f}"),
    ("p99 ms", lambda one: one.tally.p99 * 1e3, "{:.0f}"),
)


def table(measure: Measure, found: Found, options: Options) -> str:
    """The ratio with its spread and goal, then what both sides did."""
    ratios = [pair.ratio for pair in found.pairs]
    met = "met" if measure.goal.met(found.value) else "NOT met"
    quick = "   (quick: not to be quoted)" if options.quick else ""
    lines = [
        f"{measure.name}: {measure.what}{quick}",
        f"  ratio {min(ratios):.2f} / {found.value:.2f} / {max(ratios):.2f} (min / median / max of {len(ratios)})"
        f"   goal {measure.goal}: {met}",
        f"  {'':20}{found.names[0]:>30}{found.names[1]:>30}",
    ]
    for title, figure, form in COLUMNS:
        ours = _spread([figure(pair.ours) for pair in found.pairs], form)
        theirs = _spread([figure(pair.theirs) for pair in found.pairs], form)
        lines.append(f"  {title:20}{ours:>30}{theirs:>30}")
    return "\n".join([*lines, *(f"  {note}" for note in found.notes)])


def _spread(values: list[float], form: str) -> str:
    return " / ".join(form.format(value) for value in (min(values), median(values), max(values)))


def keep(measure: Measure, found: Found, options: Options) -> None:
    """Write everything that was measured to benchmarks/out."""
    record: dict[str, Any] = {
        "measure": measure.name,
        "what": measure.what,
        "goal": str(measure.goal),
        "value": found.value,
        "met": measure.goal.met(found.value),
        "quick": options.quick,
        "names": found.names,
        "notes": found.notes,
        "pairs": found.pairs,
        "where": _where(),
    }
    OUT.mkdir(exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(record), indent=2)
    (OUT / f"{measure.name}.json").write_bytes(text + b"\n")


def _where() -> dict[str, object]:
    packages = ("python-telegram-bot", "httpx", "aiohttp", "sqlite-utils", "msgspec")
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": psutil.cpu_count(),
        "load_before": psutil.getloadavg(),
        **{package: version(package) for package in packages},
    }
