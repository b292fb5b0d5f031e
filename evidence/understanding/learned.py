"""What was learned from the practice pages: weights, kept as data beside the code.

`python -m tests.practice.learn_pages` makes the file; nothing is learned while a picture is read.
"""

from importlib.resources import files
from typing import Final, TypeAlias

import msgspec

Weights: TypeAlias = dict[str, float]  # what each feature speaks for


class Lessons(msgspec.Struct, frozen=True):
    """All that was learned, and the digest of the pages it was learned from."""

    pages: str
    decisions: dict[str, Weights]


def _read() -> Lessons:
    """The file is part of the code: read once, when the module is."""
    return msgspec.json.decode(files(__package__).joinpath("learned.json").read_bytes(), type=Lessons)


LESSONS: Final = _read()
