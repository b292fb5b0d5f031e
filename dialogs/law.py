"""The last rung: a small claim, a suit or the police, and the complaint kept open until it ends."""

from dialogs.kinds import Choice, Day, Words
from dialogs.letters.court import no_small_claim
from dialogs.question import Option, Question

IN_COURT = {"law_route": ("small", "suit")}
REPORTED = {"law_route": ("police",)}

QUESTIONS = (
    Question(
        "law_route",
        "法律途径",
        "{law_routes}\n\n走哪一条？",
        Choice(
            (
                Option("small", "小额诉讼", note="small_claim", unless=no_small_claim),
                Option("suit", "普通起诉", note="suit"),
                Option("police", "报案", note="police"),
                Option("back", "先不走，看看别的路", then="refile"),
                Option("stop", "不再继续", then="give_up"),
                Option("solved", "对方已经解决了", then="resolve"),
            )
        ),
    ),
    Question(
        "law_filed_on",
        "递交日期",
        "递交起诉材料或报案后告诉我：哪天递交的？",
        Day(not_before="paid_at", not_before_name="付款日"),
    ),
    Question(
        "law_no",
        "案号或回执",
        "法院或派出所给的案号、回执编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
    ),
    Question(
        "law_docket",
        "是否立案",
        "{docketing_by}法院有答复了吗？",
        Choice(
            (
                Option("docketed", "立案了"),
                Option("correct", "要我补正材料", note="docket_correct", stays=True),
                Option("silent", "一直没消息", note="docket_silent", stays=True),
                Option("refused", "裁定不予受理", note="docket_refused", then="refile", opens="appeal"),
                Option("solved", "商家已经退款或补发", then="resolve"),
            )
        ),
        when=IN_COURT,
    ),
    Question(
        "law_docketed_on",
        "立案日期",
        "哪天立案的？看法院的通知。",
        Day(not_before="law_filed_on", not_before_name="递交日"),
        when={"law_docket": ("docketed",)},
    ),
    Question(
        "police_answer",
        "警方的答复",
        "{police_by}警方怎么说？",
        Choice(
            (
                Option("taken", "受理了，在查"),
                Option("declined", "不受理，或叫我去起诉", note="police_declined", then="refile"),
                Option("solved", "钱追回来了", then="resolve"),
            )
        ),
        when=REPORTED,
    ),
    Question(
        "law_result",
        "法律途径的结果",
        "{small_claim_by}起诉、报案的进展随时发给我存着。现在：",
        Choice(
            (
                Option("solved", "已经解决", then="resolve"),
                Option("judged", "判决、调解书下来了", opens="judgment", stays=True),
                Option("back", "回去选别的路", note="left_court", then="refile"),
                Option("stop", "不再继续", then="give_up"),
            )
        ),
    ),
)
