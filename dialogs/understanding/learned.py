"""What was learned from the practice stories: weights, kept as data beside the code.

`python -m tests.practice.learn` makes the file; nothing is learned while the bot runs.
"""

from importlib.resources import files
from typing import Final

import msgspec


class Learned(msgspec.Struct, frozen=True):
    """The weights of one decision: for each feature, the labels it speaks for, by their place in `labels`, and how much.

    `moves` are those from one label in a row to the next.
    """

    labels: tuple[str, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    moves: dict[str, dict[str, float]] = {}


class Lessons(msgspec.Struct, frozen=True):
    """All that was learned, and the digest of the stories it was learned from."""

    stories: str
    decisions: dict[str, Learned]


def _read() -> Lessons:
    """The file is part of the code: read once, when the module is."""
    return msgspec.json.decode(files(__package__).joinpath("learned.json").read_bytes(), type=Lessons)


LESSONS: Final = _read()
