"""After the platform: which door fits, filing at 12315, acceptance, mediation."""

from dialogs.kinds import Choice, Day, Words
from dialogs.question import Option, Question, View
from state_machine.channels import AUTHORITY

NEEDS_AUTHORITY = {"door": ("authority",)}


def _authority_refuses(view: View) -> str:
    return AUTHORITY.refuses(view.complaint, view.today())


DOOR = (
    Question(
        "door",
        "下一步",
        "平台这一步走完了。{doors}\n\n选一条路：",
        Choice(
            (
                Option("authority", "向 12315 投诉", unless=_authority_refuses, note="authority_fields"),
                Option("law", "直接走法律途径", then="sue"),
            )
        ),
    ),
    Question(
        "authority_filed_on",
        "12315 提交日期",
        "照上面的内容在 12315 提交后告诉我：哪天提交的？",
        Day(not_before="platform_filed_on", not_before_name="平台投诉日"),
        when=NEEDS_AUTHORITY,
    ),
    Question(
        "authority_no",
        "12315 编号",
        "12315 给的投诉编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
        when=NEEDS_AUTHORITY,
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
                Option("refused", "不予受理", then="refuse"),
                Option("returned", "要我补材料或换地方投", then="refile"),
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
