"""The steps of the loads. The complaint is the buyer's side of a story that the tests hold the bot to."""

import re
from pathlib import Path
from typing import Final

from benchmarks.plan import Step

STORY: Final = Path(__file__).parents[1] / "tests" / "transcripts" / "refused_then_12315.txt"
# The longest story that can be told in one day: every stage up to the end, days moved so that no clock runs.
TODAY: Final = {"5月9日 13:20": "昨天 13:20", "[昨天]": "[今天]"}
ECHO: Final = (Step("说卡库存没了，不退，也不补发"),)
ALL_SENT: Final = "[发完了]"
SKIP: Final = "[跳过]"
# An existing user looks at their complaint, where it waits for the platform, and takes it to its end.
WAITING: Final = "[被拒绝]"
RETURN: Final = (Step("/status", 2), Step("[继续]"))
_MINE: Final = re.compile(r"^我> (.*)$")


def complaint() -> tuple[Step, ...]:
    """A whole complaint, from /start to its close."""
    steps: list[Step] = []
    answering = False  # what comes after the clock moved is a reminder, and no time passes here
    for line in STORY.read_text(encoding="utf-8").splitlines():
        mine = _MINE.match(line)
        if mine:
            steps.append(Step(TODAY.get(mine[1], mine[1]), 0))
            answering = True
        elif line.startswith("# "):
            answering = False
        elif line.startswith("机> ") and answering:
            steps[-1] = Step(steps[-1].act, steps[-1].answers + 1)
    return tuple(steps)


def words_only() -> tuple[Step, ...]:
    """The same complaint by somebody without pictures: where one is asked for, it is skipped."""
    steps = (step for step in complaint() if not step.act.startswith("("))
    return tuple(Step(SKIP, step.answers) if step.act == ALL_SENT else step for step in steps)


def until_waiting() -> tuple[Step, ...]:
    """The complaint up to where most complaints are at any time: the platform is to answer."""
    steps = complaint()
    return steps[: _waiting(steps)]


def after_waiting() -> tuple[Step, ...]:
    """The visit of a user whose complaint waits: two looks, then the rest of the complaint."""
    steps = complaint()
    return RETURN + steps[_waiting(steps) :]


def _waiting(steps: tuple[Step, ...]) -> int:
    return next(number for number, step in enumerate(steps) if step.act == WAITING)
