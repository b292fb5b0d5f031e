"""Where a program's CPU time goes, by looking at its stack again and again: `python -m benchmarks.sampler OUT PROGRAM`.

cProfile doubles the time of small Python functions and leaves C alone; a sample of the stack treats both alike.
"""

import runpy
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

EVERY: Final = 0.001  # seconds of CPU time; the kernel's tick may make it four of these
SHOWN: Final = 60


class Sampler:
    """Counts functions on top of the stack, their folders, and functions anywhere on it."""

    def __init__(self) -> None:
        self.alone: Counter[str] = Counter()
        self.folders: Counter[str] = Counter()
        self.within: Counter[str] = Counter()
        self.samples = 0

    def look(self, _number: int, frame: FrameType | None) -> None:
        """The handler of SIGPROF."""
        self.samples += 1
        seen: set[str] = set()
        while frame is not None:
            name = f"{'/'.join(frame.f_code.co_filename.split('/')[-2:])}:{frame.f_code.co_qualname}"
            if not seen:
                self.alone[name] += 1
                self.folders[name.split("/", maxsplit=1)[0]] += 1
            if name not in seen:
                seen.add(name)
                self.within[name] += 1
            frame = frame.f_back

    def report(self) -> str:
        """The lists in per cent."""
        lines = [f"{self.samples} samples"]
        lists = (("by folder", self.folders), ("by itself", self.alone), ("with what it calls", self.within))
        for title, counts in lists:
            lines += ["", title]
            lines += [f"{100 * n / self.samples:6.2f} %  {name}" for name, n in counts.most_common(SHOWN)]
        return "\n".join(lines) + "\n"


def main(out: str, program: str) -> None:
    """Run the program to its end and write the report, whatever end it is."""
    sampler = Sampler()
    sys.argv = [program]
    sys.path.insert(0, str(Path(program).parent))
    signal.signal(signal.SIGPROF, sampler.look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        runpy.run_path(program, run_name="__main__")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(out).write_text(sampler.report(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
