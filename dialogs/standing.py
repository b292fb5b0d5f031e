"""Which answers stand: those whose question still applies to the answers before it.

A correction may leave answers behind (what was received, once it is said that nothing came). They are kept
with the complaint, but no date, paper or question is made from them.
"""

from collections.abc import Mapping

from dialogs.script import QUESTIONS
from state_machine.complaint import Answer


def standing(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers without those to questions that would no longer be asked."""
    stand = {key: value for key, value in answers.items() if key not in QUESTIONS}
    for key, question in QUESTIONS.items():
        if key in answers and all(stand.get(needed) in values for needed, values in question.when.items()):
            stand[key] = answers[key]
    return stand
