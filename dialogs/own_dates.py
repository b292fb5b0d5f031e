"""A date of the user's own, kept and recalled like any other."""

from dialogs.choices import FutureDay
from dialogs.kinds import Choice, Words
from dialogs.question import Option, Question

QUESTIONS = (
    Question("what", "要记的事", "要我提醒你什么？一句话。", Words(limit=60)),
    Question("day", "日子", "哪天？比如「下周五」「12月1日」。", FutureDay()),
    Question(
        "done",
        "办完了吗",
        "{own_date}到那天早上我会提醒你。办完了点下面。",
        Choice((Option("done", "办完了"), Option("dropped", "不用提醒了"))),
    ),
)
