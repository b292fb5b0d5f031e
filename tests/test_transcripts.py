"""The manual: every story plays exactly as written, against `respond` alone.

UPDATE_TRANSCRIPTS=1 writes the bot's side anew; the difference is then read by a person.
"""

import os
from pathlib import Path

import pytest

from tests.story import picture_stories, play, read_story, stories, written


@pytest.mark.parametrize("path", [*stories(), *picture_stories()], ids=lambda path: path.stem)
def test_the_story_goes_as_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notes = "".join(line + "\n" for line in text.splitlines() if line.startswith("//"))
    _, real = play(read_story(text))
    went = notes + written(real) if notes else written(real).lstrip("\n")
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(went, encoding="utf-8")
    assert went.splitlines() == text.splitlines()
