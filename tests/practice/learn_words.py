"""Learn from the stories which letters stick together as words do: `python -m tests.practice.learn_words` writes the pairs."""

import re
from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import Final

import msgspec

import evidence.understanding

STORIES: Final = Path(__file__).parent
PAIRS: Final = Path(evidence.understanding.__file__ or "").with_name("words.txt")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]+")
_OFTEN: Final = 3
_STICKS: Final = 3.0  # how much oftener than by chance, as a natural logarithm


class _Story(msgspec.Struct):
    text: str


def sticking(texts: Iterable[str]) -> list[str]:
    """Pairs of letters that stand together much oftener than chance would have it, in order."""
    letters, pairs = Counter[str](), Counter[str]()
    for text in texts:
        for run in _CHINESE.findall(text):
            letters.update(run)
            pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    total = letters.total()
    return sorted(
        pair
        for pair, times in pairs.items()
        if times >= _OFTEN and log(times * total / letters[pair[0]] / letters[pair[1]]) >= _STICKS
    )


def learned() -> str:
    """What the file holds: all pairs on one line."""
    stories = (
        msgspec.json.decode(line, type=_Story).text
        for path in sorted(STORIES.glob("paragraphs*.jsonl"))
        for line in path.read_bytes().splitlines()
    )
    return "".join(sticking(stories)) + "\n"


if __name__ == "__main__":
    PAIRS.write_text(learned(), encoding="utf-8")
