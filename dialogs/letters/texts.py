"""The letters that are mostly fixed words. Each legal sentence carries its statute."""

from collections.abc import Callable
from typing import Final

from dialogs.letters import authority, court, refusal, settlement, third_party
from dialogs.letters.wording import (
    Point,
    cited,
    day_of,
    due_of,
    html,
    money_of,
    told,
    told_to,
)
from dialogs.question import View, draft_key
from dialogs.reply import Rows
from state_machine.deadlines import deadline
from state_machine.statutes import FACTS

WELCOME: Final = (
    "<b>卡盟订单投诉助手</b>\n"
    "买卡密、点卡、激活码被拖、被骗、没人理？我带你一步步走：弄清情况 → 收好证据 → 写投诉 → 在平台提交 → "
    "到期提醒 → 12315 → 法院。\n\n"
    "截图、聊天记录随时发给我，我替你存着、算着日子。\n"
    "我是工具，不是律师、不是 12315、也不是法院，不保证结果。/privacy 看怎么保管你的资料。"
)

HELP: Final = (
    "<b>怎么用</b>\n"
    "· 直接回答问题，打字或点按钮都行；答错了点「上一步」。\n"
    "· 截图、文件、转发的聊天随时发来，都会存进当前的投诉。截图「以文件发送」最清楚。\n"
    "· 有好几个投诉时用 /cases 切换。\n"
    "· 到了日子我会来问你，不用自己记。\n\n"
    "{commands}"
)

PRIVACY: Final = (
    "<b>怎么保管你的资料</b>\n"
    "· 存什么：你的回答、你发来的截图和文件、我们的对话记录，以及 Telegram 给的用户编号。\n"
    "· 怎么存：用只属于你的密钥加密存在运行本机器人的服务器上，密钥和资料分开放。\n"
    "· 截图：文字只在这台服务器上识别，读到的先给你看，你点头才算。\n"
    "· 给谁看：不上传别处，不做广告。运行这个机器人的人掌握密钥，技术上能读到；Telegram 也能看到你发给机器人的内容。\n"
    "· 匿名统计：结束时你点了「匿名计入平台统计」才有，只记平台和结果，不连着你，删除投诉后也留着。\n"
    "· 怎么带走：/export 把一个投诉的回答、记录和原件打包发到这里；打包的文件发完就从服务器删掉。\n"
    "· 怎么删：/delete 删除一个投诉或全部资料，删除后留一张不含个人信息的回执。\n"
    "· 别发：还没用的卡密、身份证号、密码。"
)

GROUP_HINT: Final = "为了保护你的隐私，我只在私聊里处理投诉。点这里开始："
NO_CASE: Final = "你现在没有进行中的投诉。点下面开始一个。"


def other_scenario(_: View) -> str:
    """Honest about what is covered."""
    return (
        "我会处理的是：没发货、货不对板、售后推诿、商家失联。差不多的就选最接近的一个，后面都能改。\n"
        f"完全不是这几种的，可以拨打 {FACTS['12315-hotline'].value} 咨询{cited('complaint-measures-8')}。"
    )


def resale(_: View) -> str:
    """A reseller is not a consumer (投诉举报处理办法 16（三）)."""
    return (
        "转卖的不是「为生活消费需要」，12315 不会受理"
        f"{cited('complaint-measures-16')}。你仍可以按合同走：先找平台，再去法院"
        f"{cited('civil-577')}。我会按这条路带你走。"
    )


def minor(_: View) -> str:
    """Contracts of those between eight and eighteen (民法典 19, 145)."""
    return (
        "八到十八周岁，和年龄、智力不相符的买卖要监护人同意或追认才有效"
        f"{cited('civil-19', 'civil-145')}。不追认的，钱应当退回{cited('civil-157')}。\n{WITH_GUARDIAN}"
    )


def child(_: View) -> str:
    """Contracts of those under eight (民法典 20, 144)."""
    return (
        f"不满八周岁的人自己买的，买卖无效{cited('civil-20', 'civil-144')}，钱应当退回{cited('civil-157')}。\n"
        f"{WITH_GUARDIAN}"
    )


WITH_GUARDIAN: Final = (
    "投诉、起诉要由监护人（一般是父母）来办。请监护人一起处理，并留好是谁、用谁的账号付款的证据。"
)


def ask_guardian(_: View) -> str:
    """The guardian decides."""
    return "先按商品的问题往下走。问过监护人后，用状态卡上的「改回答」改这一题，投诉说明会跟着变。"


def illegal(_: View) -> str:
    """Goods that may be illegal: no details asked."""
    return "这类商品不确定是否受法律保护，请先咨询律师。细节不用告诉我，也不要发在这里。"


def urgent_steps(_: View) -> str:
    """Today, in this order: stop, keep, payment provider, police."""
    return (
        "<b>今天先做这四件事，按顺序：</b>\n"
        "1. 停止付款。再让你交任何钱都不要交。\n"
        "2. 保住证据：聊天、收款账号、网页都截图发给我，不要删好友、不要退群。\n"
        "3. 找支付机构：在支付 App 的账单详情里点投诉，以页面显示为准。可以说：「这笔付款后对方失联，怀疑被骗，请协助处理。」\n"
        "4. 报警：打报警电话或去派出所，说清时间、金额、收款账号，要报案回执。"
        f"诈骗公私财物可能构成犯罪或受治安处罚{cited('criminal-266', 'public-security-58', 'anti-fraud-38-2')}。"
    )


URGENT_STEPS: Final = {
    "stopped": "停止付款",
    "kept": "截图保存",
    "payment": "在支付 App 投诉",
    "police": "报警",
}


def urgent_missing(view: View) -> str:
    """What is still to be done of the four steps, by the ticks so far."""
    done = told(view, "steps", told(view, draft_key("steps"), "")).split()
    return "、".join(name for step, name in URGENT_STEPS.items() if step not in done)


def urgent_left(view: View) -> str:
    """What is said when the four steps are done with."""
    left = urgent_missing(view)
    if not left:
        return "四件事都做了，很好。下面把投诉写完。"
    return f"还没做的：{left}。越早越好，做完再回来，问题我都留着。"


def left_platform(view: View) -> str:
    """No law makes the platform's procedure come first (消费者权益保护法 39)."""
    if view.answer("use") == "resale":
        return (
            "平台处理不是打官司之前必须走完的一步，可以换一条路。平台后来答复了，回到这里点「平台有答复了」。"
        )
    return (
        f"平台处理不是必须走完的一步：和解、找消协等调解、向行政部门投诉、起诉，由你选{cited('consumer-39')}。"
        "平台后来答复了，在下面点「平台有答复了」。"
    )


def no_promise(_: View) -> str:
    """Without a promised time the buyer sets one (民法典 563（三）)."""
    return (
        "没写时限也不能一直拖：你催告后，过了合理期限还不发货，可以解除合同要求退款"
        f"{cited('civil-563', 'civil-566')}。可以在平台里发一句「请在 24 小时内发货，否则退款」并截图，作为催告（24 小时是我们的建议，不是法律规定）。"
    )


def private_transfer(view: View) -> str:
    """Paying outside does not void the right, but loses the platform's guarantee."""
    points = (
        Point("私下付的款少了平台担保，但付款记录、聊天都是电子数据，可以作证据", ("evidence-14",)),
        Point("店员引导你站外付款的，店家不能拿这个推责任", ("online-consumption-5",)),
        Point("以后别再站外付款"),
    )
    return "".join(told_to(view, points))


def window_unknown(view: View) -> str:
    """No window found: the stated default is "today"."""
    points = (
        Point("没查到也没关系：尽快提交就好。平台自己的期限只影响站内流程"),
        Point("它不能排除你投诉、起诉的权利", ("consumer-26",)),
    )
    return "".join(told_to(view, points))


def evidence_tips(_: View) -> str:
    """How to send pictures."""
    return (
        "<b>收集证据</b>\n一项一项来，每项可以发多张、也可以整组转发。\n"
        "· 用「以文件发送」，Telegram 不会压缩，字更清楚。\n"
        "· 聊天要带对方名称和时间，不要裁剪、涂改，原件留在手机里。\n"
        "· 还没用的卡密、身份证号请先遮住。"
    )


def filing_guide(view: View) -> str:
    """How to file at the platform, with the statement to copy."""
    where = told(view, "rule_channel", "订单页或客服中心里的「投诉」「申请售后」入口，以页面显示为准")
    return (
        "<b>现在去平台提交</b>\n"
        f"1. 打开「{html(told(view, 'platform'))}」：{html(where)}。\n"
        "2. 粘贴下面的说明，上传证据截图。\n"
        "3. 提交后截图，记下投诉编号，回来告诉我。\n\n"
        f"<pre>{html(told(view, 'statement', ''))}</pre>\n"
        f"平台必须有便捷的投诉渠道并及时处理{cited('ecommerce-59')}，法律没有写几天。"
    )


def statement_copy(view: View) -> Rows:
    """The statement as one copy button when it fits, else it is copied from its block."""
    return authority.copies((("投诉说明", told(view, "statement", "")),))


def waiting_advice(_: View) -> str:
    """The standing card while waiting."""
    return (
        "<b>等的时候记住</b>\n· 只在平台里沟通，别私下转账、别加别的联系方式谈。\n"
        "· 没收到能用的卡密，不要点「确认收货」。\n· 钱没到账，不要撤回投诉。\n"
        "· 页面保持原样，有新消息就截图发我。\n· 对方可能怎么说、怎么回：/papers 里有。"
    )


def authority_silent(view: View) -> str:
    """What to do when 12315 stays silent."""
    due = deadline(view.complaint, "acceptance", view.calendar)
    late = due is not None and due.passed(view.now)
    head = "7 个工作日已经过了。" if late else f"最晚到 {due_of(due)}，先等一等。" if due else ""
    return (
        f"{head}收到投诉后 7 个工作日内应当决定是否受理并告知你{cited('complaint-measures-15')}。"
        f"过了就带上投诉编号打 {FACTS['12315-hotline'].value} 询问，记下通话时间；也看看短信有没有被拦截。"
    )


def mediation_silent(view: View) -> str:
    """What to do when the mediation stays silent."""
    due = deadline(view.complaint, "mediation", view.calendar)
    until = f"（到 {due_of(due)}）" if due else ""
    return (
        f"受理后 60 日内{until}没谈成，调解就终止，终止后 7 个工作日内告知你；鉴定时间不算在内"
        f"{cited('complaint-measures-23', 'complaint-measures-22')}。"
        f"期满还没消息，打 {FACTS['12315-hotline'].value} 带编号询问。"
    )


def triple(view: View) -> str:
    """消费者权益保护法 55-1 and its limits: fraud must be shown; a made-up claim is punished (实施条例 49-2)."""
    return (
        "退一赔三只限商家欺诈：故意说假话或隐瞒真相，让你付了钱"
        f"{cited('consumer-55-1', 'general-interpretation-21')}；不足 500 元的按 500 元。"
        f"骗取价款而不提供或不按约定提供的，行政上可以认定为欺诈{cited('infringement-measures-5-10', 'infringement-measures-16')}，法院还要看是不是故意。"
        "平台和 12315 调解一般谈不到三倍，多半要到法院去要；拿不准就选全额退款。\n"
        f"注意：捏造事实骗赔的，不适用三倍，还可能受处罚{cited('consumer-regulation-49', 'complaint-measures-42')}。\n"
        f"因欺诈撤销合同，要在知道后一年内向法院或仲裁提出{cited('civil-148', 'civil-152')}。"
    )


def urging_letter(view: View) -> str:
    """民法典 563（三）: a last, reasonable time before the contract is ended."""
    order = told(view, "order_no", "")
    about = f"订单 {order}" if order else "这笔订单"
    paid = day_of(view, "paid_at", "")
    return (
        "<b>催告</b>\n商家拖着不发，先给一个最后的期限；过了合理期限还不发，就可以解除合同要求退款"
        f"{cited('civil-563', 'civil-566')}。\n\n在平台里发给商家：\n"
        f"<pre>{html(about)}{f'，{paid}付款' if paid else ''}，至今没有收到商品。请在 48 小时内发货。"
        "逾期不发，我将解除合同并要求退款。</pre>"
    )


def rescind(view: View) -> str:
    """民法典 565: ending the contract takes effect when the notice arrives."""
    order = told(view, "order_no", "")
    about = f"订单 {order}" if order else "这笔订单"
    return (
        f"可以通知对方解除合同，通知到达时合同解除{cited('civil-565')}；解除后可以要求退款、赔偿损失"
        f"{cited('civil-566')}。发给商家：\n"
        f"<pre>{html(about)}经催告后在合理期限内仍未交付。现通知解除合同，请退还 {money_of(view, 'amount', '已付价款')}。</pre>"
    )


def authority_refused(_: View) -> str:
    """What a refusal to accept means (投诉举报处理办法 15, 16)."""
    return (
        f"不予受理要告诉你理由和别的解决途径{cited('complaint-measures-15')}，先看清理由{cited('complaint-measures-16')}：\n"
        "· 管辖不对、材料不全：改好再投，不用走法律途径，点「先不走，看看别的路」。\n"
        "· 不是生活消费、超过三年、法院或消协已处理：12315 这条路到此为止，可以起诉。"
    )


LETTERS: Final[dict[str, Callable[[View], str]]] = {
    "other_scenario": other_scenario,
    "resale": resale,
    "minor": minor,
    "child": child,
    "illegal": illegal,
    "ask_guardian": ask_guardian,
    "triple": triple,
    "raise_it": refusal.raise_it,
    "refuse_no_return": refusal.no_return,
    "refuse_too_late": refusal.too_late,
    "refuse_your_fault": refusal.your_fault,
    "refuse_delivered": refusal.delivered,
    "refuse_no_proof": refusal.no_proof,
    "refuse_off_site": refusal.off_site,
    "refuse_no_reason": refusal.no_reason,
    "refuse_waiting": refusal.waiting,
    "urging_letter": urging_letter,
    "rescind": rescind,
    "accept_offer": settlement.accept_offer,
    "decline_offer": settlement.decline_offer,
    "broken_offer": settlement.broken_offer,
    "association": third_party.association,
    "dispute_desk": third_party.dispute_desk,
    "payment": third_party.payment,
    "industry": third_party.industry,
    "no_promise": no_promise,
    "private_transfer": private_transfer,
    "window_unknown": window_unknown,
    "evidence_tips": evidence_tips,
    "filing_guide": filing_guide,
    "waiting_advice": waiting_advice,
    "left_platform": left_platform,
    "authority_fields": authority.write,
    "authority_silent": authority_silent,
    "authority_refused": authority_refused,
    "mediation_silent": mediation_silent,
    "claim_letter": court.claim_letter,
    "small_claim": court.small_claim,
    "suit": court.suit,
    "police": court.police,
    "docket_silent": court.docket_silent,
    "docket_correct": court.docket_correct,
    "docket_refused": court.docket_refused,
    "enforcement": court.enforcement,
    "left_court": court.left_court,
    "police_declined": court.police_declined,
}

# Letters whose fields are typed elsewhere, and the copy buttons under them.
COPIES: Final[dict[str, Callable[[View], Rows]]] = {
    "authority_fields": authority.copy_buttons,
    "filing_guide": statement_copy,
}
