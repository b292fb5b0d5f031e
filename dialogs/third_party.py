"""After the platform: which door fits, filing there, acceptance, mediation, and the next door."""

from collections.abc import Callable

from dialogs.kinds import Choice, Day, Words
from dialogs.question import Option, Question, View
from state_machine import channels
from state_machine.complaint import is_known


def never_filed(view: View) -> str:
    """Without a filing there is nothing to hear of."""
    return "" if is_known(view.answer("platform_filed_on")) else "还没有在平台提交过，点「重新去平台提交」。"


AT_AUTHORITY = {"door": ("authority",)}
OUTSIDE = ("association", "dispute_desk", "payment", "industry")
ELSEWHERE = {"door": OUTSIDE}


def _refused_by(key: str) -> Callable[[View], str]:
    def refuses(view: View) -> str:
        """The door's own reason."""
        return channels.DOOR[key].refuses(view.complaint, view.today())

    return refuses


def _way(key: str, label: str, note: str, then: str = "") -> Option:
    return Option(key, label, then=then, note=note, unless=_refused_by(key))


DOOR = (
    Question(
        "door",
        "下一步",
        "{doors}\n\n选一条路：",
        Choice(
            (
                _way("authority", "向 12315 投诉", "authority_fields"),
                _way("association", "找消费者协会", "association"),
                _way("dispute_desk", "申请大平台介入", "dispute_desk"),
                _way("payment", "向支付机构投诉", "payment"),
                _way("industry", "找行业调解组织", "industry"),
                Option("law", "走法律途径", then="sue"),
                Option("platform", "平台有答复了", then="return", unless=never_filed),
                Option("again", "重新去平台提交", then="again"),
            )
        ),
    ),
    Question(
        "authority_filed_on",
        "12315 提交日期",
        "照上面的内容在 12315 提交后告诉我：哪天提交的？",
        Day(not_before="paid_at", not_before_name="付款日"),
        when=AT_AUTHORITY,
    ),
    Question(
        "authority_no",
        "12315 编号",
        "12315 给的投诉编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
        when=AT_AUTHORITY,
    ),
    Question(
        "outside_filed_on",
        "提交日期",
        "向{door_name}提交后告诉我：哪天提交的？",
        Day(not_before="paid_at", not_before_name="付款日"),
        when=ELSEWHERE,
    ),
    Question(
        "outside_no",
        "受理编号",
        "{door_name}给的编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
        when=ELSEWHERE,
    ),
)

OUTSIDE_WAITING = (
    Question(
        "outside_answer",
        "第三方的答复",
        "{outside_by}{door_name}有结果了吗？有了就点；没有就放着，到时我会来问你。",
        Choice(
            (
                Option("solved", "已经解决", then="resolve"),
                Option("unsolved", "处理了，没解决", then="refile"),
                Option("rejected", "不受理", then="refile"),
                Option("silent", "一直没消息，换一条路", then="refile"),
                Option("court", "走法律途径", then="sue"),
            )
        ),
    ),
)

AUTHORITY_WAITING = (
    Question(
        "authority_answer",
        "是否受理",
        "{acceptance_by}有消息就点；没有就放着，到期我会来问你。",
        Choice(
            (
                Option("accepted", "受理了", then="accept"),
                Option("refused", "不予受理", note="authority_refused", then="refuse"),
                Option("returned", "退回了，改好或换地方再投", then="refile"),
                Option("solved", "商家已经退款或补发", then="resolve"),
                Option("silent", "一直没消息", note="authority_silent", stays=True),
                Option("court", "不等了，走法律途径", then="sue"),
            )
        ),
    ),
)

MEDIATION = (
    Question(
        "authority_accepted_on",
        "受理日期",
        "哪天受理的？看短信或 12315 页面。",
        Day(not_before="authority_filed_on", not_before_name="12315 提交日"),
    ),
    Question(
        "mediation_result",
        "调解结果",
        "{mediation_by}调解有结果了吗？",
        Choice(
            (
                Option("solved", "达成一致，已经解决", then="resolve"),
                Option("ended", "调解终止，没谈成", then="end"),
                Option("silent", "一直没消息", note="mediation_silent", stays=True),
                Option("court", "不等了，走法律途径", then="sue"),
            )
        ),
    ),
)
