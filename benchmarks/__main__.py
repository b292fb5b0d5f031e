"""Measure side by side: `python -m benchmarks [NAME ...] [--quick]`. Without names everything is measured."""

import argparse
import sys
from pathlib import Path
from typing import Final

from benchmarks import dialogue_vs_echo, growth_1m, report
from benchmarks.measuring import Measure, Options
from benchmarks.running import RunFailed

MEASURES: Final[tuple[Measure, ...]] = (dialogue_vs_echo.MEASURE, growth_1m.MEASURE)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 every goal met, 1 not, 2 something could not be measured."""
    names, options = _read(arguments)
    status = 0
    for measure in MEASURES:
        if measure.name in names:
            status = max(status, _measured(measure, options))
    return status


def _measured(measure: Measure, options: Options) -> int:
    try:
        found = measure.run(options)
    except RunFailed as error:
        print(f"{measure.name}: not measured: {error}", file=sys.stderr)
        return 2
    print(report.table(measure, found, options), end="\n\n", flush=True)
    report.keep(measure, found, options)
    return 0 if measure.goal.met(found.value) else 1


def _read(arguments: list[str] | None) -> tuple[list[str], Options]:
    known = [measure.name for measure in MEASURES]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--quick", action="store_true", help="short and small: for development only")
    parser.add_argument("--pairs", type=int, help="pairs of runs (default 3, quick 1)")
    parser.add_argument("--keep", action="store_true", help="keep what was filled, and use it the same day")
    parser.add_argument("--profile", type=Path, help="write where our CPU time goes (disturbs the figures)")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in known]
    if unknown:
        parser.error(f"no such measure: {', '.join(unknown)}")
    profile = given.profile.resolve() if given.profile else None
    pairs = given.pairs or (1 if given.quick else 3)
    return given.names or known, Options(pairs, given.quick, given.keep, profile)


if __name__ == "__main__":
    sys.exit(main())
