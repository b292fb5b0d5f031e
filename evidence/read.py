"""`python -m evidence.read FILE… [--now ISO]` prints what each picture shows, one JSON line per file."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from evidence.problem import Problem
from evidence.reader import Reader
from evidence.reading import Reading

KEYS: Final = (
    "kind", "order_no", "trade_no", "product", "amount", "order_time", "pay_time", "platform", "merchant", "pay_channel", "promise",
    "refusals", "error", "confidence",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every picture was read, 1 when one was not."""
    parser = argparse.ArgumentParser(prog="python -m evidence.read", description="Reads screenshots locally.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--now", type=datetime.fromisoformat, help="Chinese time, for words such as 昨天")
    told = parser.parse_args(arguments)
    return asyncio.run(_read_all(told.files, told.now))


async def _read_all(files: Sequence[Path], now: datetime | None) -> int:
    failed = 0
    async with Reader() as reader:
        for file in files:
            reading = await _read(reader, file, now)
            failed |= reading.problem is not None
            print(msgspec.json.encode(row(file.name, reading)).decode(), flush=True)
    return failed


async def _read(reader: Reader, file: Path, now: datetime | None) -> Reading:
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError:
        return Reading(problem=Problem.UNKNOWN_FORMAT)
    return await reader.read(content, now)


def row(name: str, reading: Reading) -> dict[str, object]:
    """One file's line; null where the picture does not show a field."""
    facts: dict[str, object] = {"file": name} | {key: getattr(reading, key) for key in KEYS}
    if reading.problem:
        facts |= {"problem": reading.problem, "advice": reading.problem.advice}
    return facts


if __name__ == "__main__":
    sys.exit(main())
