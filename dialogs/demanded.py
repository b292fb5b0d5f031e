"""A demand in writing that reached the other side: it makes the limitation start anew."""

from dialogs.kinds import Day
from dialogs.question import Question

QUESTIONS = (
    Question(
        "arrived_on",
        "送达日",
        "用平台消息、邮件或短信发给对方，截图留好。哪天送到的（显示已读、已送达，或对方回了）？",
        Day(not_before="paid_at", not_before_name="付款日"),
    ),
)
