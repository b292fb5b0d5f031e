"""A sentence of the user's on a piece of evidence: what it shows, what it is for. The piece itself never changes."""

from typing import Final

from dialogs.kinds import Words
from dialogs.question import Question, View
from state_machine.complaint import Complaint, is_known

KIND: Final = "note"
ITEM: Final = "item"  # the piece, in the episode's answers
LIMIT: Final = 100  # characters
QUESTIONS: Final = (
    Question(
        "note",
        "说明",
        f"给第 {{noted}} 份写一句说明：拍的是什么、说明了什么。{LIMIT} 字以内；不写就跳过。",
        Words(limit=LIMIT),
        optional=True,
    ),
)


def note_on(complaint: Complaint, item: str) -> str:
    """What was said of a piece last; "" for nothing."""
    said = (
        episode.answers.get("note")
        for episode in reversed(complaint.episodes)
        if episode.kind == KIND and episode.answers.get(ITEM) == item
    )
    return next((str(words) for words in said if is_known(words)), "")


def noted(view: View) -> str:
    """The number of the piece that is being described."""
    item = view.episode.answers.get(ITEM) if view.episode else None
    return str(next((n for n, each in enumerate(view.complaint.evidence, 1) if each.id == item), 0))
