"""Scenario by stage: what is asked, proved, cited and counted there, read from the rows."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from dialogs.letters.texts import LETTERS
from dialogs.phrases import fill
from dialogs.question import Question, View
from dialogs.scenarios import SCENARIOS, Scenario
from dialogs.script import SCRIPT, Scene
from state_machine.clocks import CLOCKS
from state_machine.complaint import Answer, Complaint, Stage
from state_machine.workdays import PUBLISHED

NOW: Final = datetime(2026, 3, 9, 2, tzinfo=UTC)
CITED: Final = re.compile(r"《[^》]+》(?:第[^，。；、（）《》]+[条款项]、?)+")
ANSWERS: Final[dict[str, Answer]] = {
    "platform": "某平台",
    "product": "点卡",
    "amount": 9850,
    "paid_at": "2026-03-02",
    "promise": "24 hours",
    "received_at": "2026-03-03",
    "mismatch": "face_value",
    "platform_filed_on": "2026-03-04",
    "review_filed_on": "2026-03-05",
    "authority_filed_on": "2026-03-05",
    "authority_accepted_on": "2026-03-06",
    "outside_filed_on": "2026-03-05",
    "law_filed_on": "2026-03-06",
    "law_docketed_on": "2026-03-07",
    "law_route": "small",
    "demand": "full_refund",
    "door": "authority",
}


def scenarios_table() -> str:
    """docs/scenarios.md."""
    head = (
        "# Scenarios, stage by stage\n\nWritten by `python -m docs.generate` from the tables of the code; do not edit it "
        "by hand. Questions that apply to one scenario only are in bold; the texts are in [stages.md](stages.md).\n"
    )
    return "\n".join((head, *(_scenario(row) for row in SCENARIOS.values())))


def _scenario(row: Scenario) -> str:
    lines = [f"## {row.key} · {row.name}\n", f"{row.breach}。\n"]
    lines += ["| stage | asks | proves with | cites | clocks |", "|---|---|---|---|---|"]
    lines += [_stage(row, stage, scene) for stage, scene in SCRIPT.items() if scene.questions]
    return "\n".join(lines) + "\n"


def _stage(row: Scenario, stage: Stage, scene: Scene) -> str:
    asked = [q for q in scene.questions if _belongs(q, row)]
    evidence = "、".join(f"**{item.name}**" if item in row.required else item.name for item in row.checklist)
    cells = (
        f"{stage.value}<br>{scene.title}",
        "、".join(map(_name, asked)) if stage is not Stage.EVIDENCE else f"{len(asked)} 项证据",
        evidence if stage is Stage.EVIDENCE else "",
        "、".join(dict.fromkeys(_cites(row, stage, scene, asked))),
        "、".join(
            clock.name
            for clock in CLOCKS
            if stage in clock.stages and any(clock.runs(_sample(row, stage), PUBLISHED))
        ),
    )
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _sample(row: Scenario, stage: Stage) -> Complaint:
    """A complaint of this scenario with every answer its questions would get."""
    others = {q.key for scene in SCRIPT.values() for q in scene.questions if not _belongs(q, row)}
    told = {key: value for key, value in ANSWERS.items() if key not in others}
    return Complaint("k", NOW, NOW, stage, answers=told | {"scenario": row.key})


def _belongs(question: Question, row: Scenario) -> bool:
    return row.key in question.when.get("scenario", (row.key,))


def _name(question: Question) -> str:
    return f"**{question.name}**" if "scenario" in question.when else question.name


def _cites(row: Scenario, stage: Stage, scene: Scene, asked: list[Question]) -> Iterator[str]:
    view = View(_sample(row, stage), NOW, PUBLISHED)
    letters = [scene.opening, *(q.unknown_note for q in asked)]
    letters += [option.note for q in asked for option in getattr(q.answer, "rows", ())]
    texts = [LETTERS[name](view) for name in letters if name]
    texts += [fill(q.ask, view) for q in asked if stage is not Stage.EVIDENCE]
    for text in texts:
        yield from (found.rstrip("、") for found in CITED.findall(text))
