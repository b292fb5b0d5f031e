"""Courts and police: which way fits, what to bring, what it costs, and what the answer means."""

from datetime import date
from typing import Final

from dialogs.day_words import say_day
from dialogs.letters.statement import facts
from dialogs.letters.wording import OWN, Point, cited, demand_of, due_of, html, money_of, told, told_to
from dialogs.question import View
from state_machine.complaint import Stage
from state_machine.deadlines import deadline
from state_machine.limitation import interruptions


def no_small_claim(view: View) -> str:
    """民事诉讼法 165: for money alone; 166（四）: not when the other party's whereabouts are unknown."""
    if view.answer("demand") == "redeliver":
        return f"小额诉讼只审要钱的案子{cited('civil-procedure-165')}。可以普通起诉，或把诉求改成退款。"
    if view.answer("scenario") == "vanished":
        return f"对方下落不明的，不适用小额诉讼{cited('civil-procedure-166')}。可以普通起诉或报案。"
    return ""


def routes(view: View) -> str:
    """The three ways in short, and how long there is time."""
    due = deadline(view.complaint, "limitation", view.calendar)
    until = f"诉讼时效三年，按你填的日期算到 {due_of(due)}" if due else "诉讼时效三年"
    return (
        f"涉及金额 {money_of(view, 'amount')}。\n"
        "· 小额诉讼：简单的要钱案子，一审终审，快"
        f"{cited('civil-procedure-165', 'civil-procedure-168')}。\n"
        "· 普通起诉：金额大、情况复杂，或对方找不到人时。\n"
        f"· 报案：像是一开始就想骗钱的{cited('criminal-266', 'public-security-58')}。\n"
        f"· {until}{cited('civil-188')}；书面要求付款并送到对方、起诉、报案，会让它重新算"
        f"{cited('civil-195', 'limitation-interpretation-13')}。\n"
        f"{_interrupted(view)}"
        "是否起诉请你自己决定，拿不准就问律师。"
    )


NAMELESS: Final = (Point("平台给不出卖家真实名称、地址和有效联系方式的，可以找平台赔", ("consumer-44",)),)


def _court(view: View) -> str:
    merchant = html(told(view, "merchant", told(view, "platform", "")))
    return (
        "· 去哪告：网上交付的卡密，你的住所地是合同履行地，可以在你当地的基层法院起诉"
        f"{cited('civil-procedure-24', 'civil-procedure-interpretation-20')}；另有有效的管辖约定除外，"
        f"没有合理提示你的管辖条款可以主张无效{cited('civil-procedure-interpretation-31')}。\n"
        f"· 告谁：要有明确的被告{cited('civil-procedure-122')}。「{merchant}」的真实名称、住所，看营业执照、资质页；"
        f"{''.join(told_to(view, NAMELESS))}\n"
        f"· 起诉状写：双方身份、请求、事实和理由、证据和来源{cited('civil-procedure-124')}。\n"
        "· 证据：截图导出或打印，原件留在手机里"
        f"{cited('evidence-14', 'evidence-15-2')}。\n"
    )


def small_claim(view: View) -> str:
    """民事诉讼法 165–168."""
    return (
        "<b>小额诉讼</b>\n"
        "· 能不能用：标的额不超过本省上年度就业人员年平均工资的一半"
        f"{cited('civil-procedure-165')}。各省金额请问当地法院或看统计局公布的数字。"
        f"需要鉴定、对方下落不明的不适用{cited('civil-procedure-166')}。\n"
        f"{_court(view)}"
        f"· 费用：不超过一万元的每件 50 元，适用简易程序的减半{cited('fees-13-1-1', 'fees-16')}。\n"
        f"· 时间：符合条件的七日内立案{cited('civil-procedure-126')}，立案后两个月内审结"
        f"{cited('civil-procedure-168')}。一审终审，不能上诉。"
    )


def suit(view: View) -> str:
    """民事诉讼法 122–126."""
    return (
        "<b>普通起诉</b>\n"
        f"{_court(view)}"
        f"· 费用：不超过一万元的每件 50 元，适用简易程序的减半{cited('fees-13-1-1', 'fees-16')}；超过一万元按比例交，以法院通知为准。\n"
        f"· 时间：符合条件的七日内立案，不符合的七日内裁定不予受理，可以上诉{cited('civil-procedure-126')}。"
    )


def police(view: View) -> str:
    """刑法 266, 治安管理处罚法 58, 90."""
    return (
        "<b>报案</b>\n"
        "· 什么像诈骗：收钱后立刻失联、用假身份、同样骗了很多人、一再要你加钱。只是拖着不发，一般按合同纠纷处理。\n"
        f"· 多少能立案：诈骗三千元至一万元以上的可以立刑事案，各地标准不同{cited('fraud-interpretation-1', 'criminal-266')}；"
        f"不够的，可以按治安案件处罚{cited('public-security-58')}。\n"
        "· 带上：身份证、付款记录、收款账号、聊天、网址，按时间排好。\n"
        f"· 要回执：公安应当立即立案并进行调查；认为不属于的，应当告知理由{cited('public-security-90')}。请对方给报案回执。\n"
        f"· 报案会让诉讼时效重新算{cited('limitation-interpretation-13')}。"
    )


def claim_letter(view: View) -> str:
    """A demand in writing: once it reached the other side the limitation starts anew (民法典 195)."""
    text = (
        f"致{told(view, 'merchant', told(view, 'platform'))}：\n{facts(view)}\n"
        f"现要求：{demand_of(view)}。请在收到后 7 日内履行并书面回复。\n姓名、日期{OWN}"
    )
    return (
        "<b>主张权利的函</b>\n在平台消息、邮件或短信里发给对方，截图留好「已送达」。书面要求到达对方，诉讼时效重新计算"
        f"{cited('civil-195', 'limitation-interpretation-8')}。7 日是我们的建议，不是法律规定。\n\n<pre>{html(text)}</pre>"
    )


def _interrupted(view: View) -> str:
    """The events that may have made it start anew; the earliest date is kept to."""
    found = interruptions(view.complaint)
    if not found:
        return ""
    listed = "；".join(f"{say_day(each.day)}{each.what}{cited(each.statute)}" for each in found)
    return f"· 这些事可能让时效重新算过：{listed}。是否算数由法院认定，稳妥起见仍按上面的日子办。\n"


def docket_silent(view: View) -> str:
    """民事诉讼法 126: seven days."""
    due = deadline(view.complaint, "docketing", view.calendar)
    late = due is not None and due.passed(view.now)
    head = "七日已经过了。" if late else f"最晚到 {due_of(due)}，先等一等。" if due else ""
    return (
        f"{head}符合条件的，法院应当在七日内立案并通知你；不符合的，七日内作出裁定{cited('civil-procedure-126')}。"
        "过了就打法院的立案电话或诉讼服务热线，带上递交凭证，以当地法院公布的联系方式为准。"
    )


def docket_correct(_: View) -> str:
    """A request to correct is not a refusal."""
    return (
        f"按法院的通知补，问清补什么、补到哪天；补齐后七日内决定是否立案{cited('civil-procedure-interpretation-208')}。"
        "可以用 /deadlines 里的「记一个日子」记下期限。"
    )


def docket_refused(_: View) -> str:
    """民事诉讼法 126: the ruling can be appealed."""
    return (
        f"裁定不予受理的，可以上诉{cited('civil-procedure-126')}，期限看裁定书上写的。"
        "也看看裁定的理由：被告不明确就先补对方身份，管辖不对就换法院。"
    )


def not_yet_payable(view: View) -> str:
    """The day the court set for paying has not passed yet."""
    day = view.answer("pay_by")
    if isinstance(day, str) and view.today() <= date.fromisoformat(day):
        return f"文书上的日子是{say_day(date.fromisoformat(day))}，过了那天还没履行再点这里。"
    return ""


def enforcement(_: View) -> str:
    """What a judgment that is not obeyed is good for; periods and papers are the court's to name."""
    return (
        "<b>对方不履行</b>\n"
        "· 先确认文书已经生效，生效日问法院。\n"
        "· 向法院申请强制执行：要什么材料、多久之内申请，问法院的诉讼服务中心，不要拖。\n"
        "· 知道对方的账户、店铺、收款码，一起写给法院。\n"
        "· 申请以后的日子，用「有新情况」→「记一个日子」记下。"
    )


def no_appeal(view: View) -> str:
    """民事诉讼法 165: what is decided in a small claim is final; a refusal to docket one is not (126)."""
    if view.answer("law_route") == "small" and view.complaint.stage is Stage.LAW:
        return f"小额诉讼一审终审，不能上诉{cited('civil-procedure-165')}。认为判错了，问法院还有什么办法。"
    return ""


def judgment_end(view: View) -> str:
    """What is said once a judgment is dealt with."""
    if view.answer("decided") == "lost":
        return "记下了。文书截图也发我存着。"
    return "履行了，已记下。"


def left_court(view: View) -> str:
    """What was handed to a court or the police goes on there."""
    if view.answer("law_route") == "police":
        return "报案不用撤，回执留好，派出所来问照实说。"
    if view.answer("law_docket") != "docketed":
        return "递交的材料还在法院，有通知照样要回。"
    return (
        "案子还在法院：开庭、补材料照旧要去；不想打了，问法院怎么撤诉。"
        "开庭那天用「有新情况」→「记一个日子」记下。"
    )


def police_declined(_: View) -> str:
    """治安管理处罚法 90: reasons are owed."""
    return (
        f"请对方说明理由并给书面答复{cited('public-security-90')}，留好回执。够不上报案，不等于不能要钱："
        "可以起诉，或换别的路。"
    )
