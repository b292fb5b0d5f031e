"""At the platform: file, keep the receipt, wait, hear back."""

from dialogs.kinds import Choice, Day, Number, PastMoment, Photos, Words
from dialogs.question import Option, Question, View
from state_machine.deadlines import deadline, platform_has_had_its_time


def _too_early(view: View) -> str:
    """Silence is an answer only once the platform's time has passed; overdue is computed, never set."""
    if platform_has_had_its_time(view.complaint, view.now, view.calendar):
        return ""
    due = deadline(view.complaint, "platform_answer", view.calendar)
    assert due is not None  # noqa: S101 – filing_on is what opens this stage
    return f"平台的时间到 {due.due:%m月%d日} 才满，过了那天还没答复再点这里。"


FILING = (
    Question(
        "platform_filed_on",
        "提交日期",
        "按上面的步骤提交后告诉我：哪天提交的？",
        Day(not_before="paid_at", not_before_name="付款日"),
    ),
    Question(
        "platform_complaint_no",
        "投诉编号",
        "平台给的投诉编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
    ),
    Question(
        "platform_receipt",
        "提交凭证",
        "请发提交成功的截图（带编号和时间）。",
        Photos("receipt"),
        optional=True,
    ),
)

WAITING = (
    Question(
        "platform_answer",
        "平台的答复",
        "{answer_by}平台有结果了吗？有了就点；没有就放着，到期我会来问你。",
        Choice(
            (
                Option("solved", "已解决", then="resolve", said=("解决了", "退款了", "已退款")),
                Option("partly", "只解决了一部分", then="dispute"),
                Option("refused", "被拒绝", then="dispute", said=("拒绝了", "被拒绝了")),
                Option("silent", "到期仍未答复", then="escalate", unless=_too_early),
            )
        ),
    ),
)

# A request for more material: a clock that binds the user, beside the platform's own.
SUPPLEMENT = (
    Question("asked_at", "要求补充的时间", "平台什么时候要求补充的？", PastMoment()),
    Question(
        "hours",
        "补充期限",
        "要在多少小时内补交？看平台的通知。",
        Number("小时", (24, 48, 72), most=720),
    ),
    Question("material", "要补的材料", "要补什么？一句话。", Words(limit=200), optional=True),
    Question(
        "sent",
        "补交情况",
        "{supplement_by}把材料在平台上补交，图也发给我存一份。交好了点下面。",
        Choice((Option("sent", "已补交", said=("补交了", "交了")), Option("dropped", "不补了"))),
    ),
)
