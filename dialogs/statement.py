"""The statement: written by the bot from the facts, agreed on or rewritten by the user, kept as sent."""

from dialogs.drafts import Draft
from dialogs.letters.statement import draft, short
from dialogs.question import Option, Question

QUESTIONS = (
    Question(
        "statement",
        "投诉说明",
        "这是按你的回答写的投诉说明：\n\n<pre>{draft}</pre>\n{lint}"
        "满意就点「就用这份」；要改，把改好的全文发给我。",
        Draft(draft, restore=Option("restore", "恢复自动写的", forgets="statement_draft"), short=short),
    ),
)
