"""The last rung: what a court or the police can do, and the complaint kept open until it ends."""

from dialogs.kinds import Choice
from dialogs.question import Option, Question

QUESTIONS = (
    Question(
        "law_result",
        "法律途径的结果",
        "起诉、报案的进展随时发给我存着。现在：",
        Choice(
            (
                Option("solved", "已经解决", then="resolve"),
                Option("back", "回去选别的路", then="refile"),
                Option("stop", "不再继续", then="give_up"),
            )
        ),
    ),
)
