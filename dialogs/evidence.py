"""What proves it: one question per checklist item, pictures taken as they come."""

from dialogs.kinds import Photos
from dialogs.question import Question
from dialogs.scenarios import SCENARIOS, ChecklistItem, Scenario


def _question(scenario: Scenario, item: ChecklistItem) -> Question:
    need = "必需" if item.required else "有更好"
    return Question(
        key=f"ev_{item.label}",
        name=item.name,
        ask=f"请发「{item.name}」（{need}）。\n拍到：{item.shows}。",
        answer=Photos(item.label),
        optional=True,
        when={"scenario": (scenario.key,)},
    )


QUESTIONS = tuple(_question(scenario, item) for scenario in SCENARIOS.values() for item in scenario.checklist)
