"""The platform's own rules, as the user finds them; unknown is a valid answer with a stated default."""

from dialogs.kinds import Number, Words
from dialogs.question import Question
from state_machine.starts import DEFAULT_PLATFORM_WORKING_DAYS

QUESTIONS = (
    Question(
        "rule_window",
        "投诉期限",
        "{others}{known_rules}平台规则里，付款后多少天内要投诉？\n（一般在「帮助中心」「售后规则」里，以页面显示为准。）",
        Number("天", (3, 7, 15, 30)),
        unknown="没查到",
        unknown_note="window_unknown",
    ),
    Question(
        "rule_answer",
        "平台答复时限",
        "平台说几个工作日内处理投诉？\n"
        f"没查到的话，先按 {DEFAULT_PLATFORM_WORKING_DAYS} 个工作日等，这是我们定的，不是法律规定。",
        Number("个工作日", (3, 5, 7), most=60),
        unknown="没查到",
    ),
    Question(
        "rule_channel",
        "投诉入口",
        "在平台的哪里提交投诉？（表单、客服、邮箱…）没找到可以跳过。",
        Words(limit=120),
        optional=True,
    ),
)
