"""What proves it: one question per checklist item, pictures taken as they come."""

from dialogs.kinds import Photos
from dialogs.question import Question
from dialogs.scenarios import LABELS, SCENARIOS, ChecklistItem


def _question(item: ChecklistItem) -> Question:
    scenarios = tuple(row.key for row in SCENARIOS.values() if item in row.checklist)
    return Question(
        key=f"ev_{item.label}",
        name=item.name,
        ask=f"请发「{item.name}」（{{need_{item.label}}}），证明{item.proves}。\n拍到：{item.shows}。\n不够用的：{item.bad}。",
        answer=Photos(item.label),
        optional=True,
        when={"scenario": scenarios},
    )


def _in_order() -> tuple[ChecklistItem, ...]:
    """Every item once: what is required somewhere before what only helps."""
    required = [item for row in SCENARIOS.values() for item in row.required]
    helpful = [item for row in SCENARIOS.values() for item in row.helpful]
    labels = dict.fromkeys(item.label for item in (*required, *helpful))
    return tuple(LABELS[label] for label in labels)


QUESTIONS = tuple(_question(item) for item in _in_order())
