"""The letters that are mostly fixed words. Each legal sentence carries its statute."""

from collections.abc import Callable
from typing import Final

from dialogs.letters import authority
from dialogs.letters.wording import cited, due_of, html, money_of, told
from dialogs.question import View
from dialogs.reply import Rows
from state_machine.channels import DOORS
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
    "· 给谁看：不上传别处，不做广告。运行这个机器人的人掌握密钥，技术上能读到；Telegram 也能看到你发给机器人的内容。\n"
    "· 怎么删：/delete 删除一个投诉或全部资料，删除后留一张不含个人信息的回执。\n"
    "· 别发：还没用的卡密、身份证号、密码。"
)

GROUP_HINT: Final = "为了保护你的隐私，我只在私聊里处理投诉。点这里开始："
NO_CASE: Final = "你现在没有进行中的投诉。点下面开始一个。"


def other_scenario(_: View) -> str:
    """Honest about what this version covers."""
    return (
        "目前我只会处理「付了款没发货」。货不对板、售后推诿、商家失联的流程还没有做好，不想拿半成品误导你。\n"
        f"可以先保存好证据，拨打 {FACTS['12315-hotline'].value} 咨询{cited('complaint-measures-8')}。"
    )


def resale(_: View) -> str:
    """A reseller is not a consumer (投诉举报处理办法 16（三）)."""
    return (
        "转卖的不是「为生活消费需要」，12315 不会受理"
        f"{cited('complaint-measures-16')}。你仍可以按合同走：先找平台，再去法院"
        f"{cited('civil-577')}。我会按这条路带你走。"
    )


def minor(_: View) -> str:
    """Contracts of minors (民法典 20, 145)."""
    return (
        "不满八周岁的人自己买的，买卖无效；八到十八周岁，和年龄、智力不相符的买卖要监护人同意或追认才有效"
        f"{cited('civil-20', 'civil-144', 'civil-145')}。\n"
        "我们的建议：请监护人一起处理，并留好是谁、用谁的账号付款的证据。"
    )


def illegal(_: View) -> str:
    """Goods that may be illegal: no details asked."""
    return "这类商品不确定是否受法律保护，请先咨询律师。细节不用告诉我，也不要发在这里。"


def urgent(_: View) -> str:
    """Today, in this order: stop, keep, payment provider, police."""
    return (
        "<b>今天先做这四件事，按顺序：</b>\n"
        "1. 停止付款。再让你交任何钱都不要交。\n"
        "2. 保住证据：聊天、收款账号、网页都截图，不要删好友、不要退群。\n"
        "3. 找支付机构：在支付 App 的账单详情里点投诉，以页面显示为准。\n"
        "4. 报警：打报警电话或去派出所，说清时间、金额、收款账号。"
        f"诈骗公私财物可能构成犯罪或受治安处罚{cited('criminal-266', 'public-security-58')}。\n\n"
        "做完再回来，下面的问题我都留着。"
    )


def no_promise(_: View) -> str:
    """Without a promised time the buyer sets one (民法典 563（三）)."""
    return (
        "没写时限也不能一直拖：你催告后，过了合理期限还不发货，可以解除合同要求退款"
        f"{cited('civil-563', 'civil-566')}。可以在平台里发一句「请在 24 小时内发货，否则退款」并截图，作为催告（24 小时是我们的建议，不是法律规定）。"
    )


def private_transfer(_: View) -> str:
    """Paying outside does not void the right, but loses the platform's guarantee."""
    return (
        "私下付的款少了平台担保，但付款记录、聊天都是电子数据，可以作证据"
        f"{cited('evidence-14')}。店员引导你站外付款的，店家不能拿这个推责任"
        f"{cited('online-consumption-5')}。以后别再站外付款。"
    )


def window_unknown(_: View) -> str:
    """No window found: the stated default is "today"."""
    return (
        "没查到也没关系：尽快提交就好。平台自己的期限只影响站内流程，不能排除你投诉、起诉的权利"
        f"{cited('consumer-26')}。"
    )


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
        "· 页面保持原样，有新消息就截图发我。"
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


def law_guide(view: View) -> str:
    """The legal rung: home court, small claims and when not, police, limitation."""
    due = deadline(view.complaint, "limitation", view.calendar)
    until = f"诉讼时效三年，按你填的日期算到 {due_of(due)}" if due else "诉讼时效三年"
    return (
        "<b>法律途径</b>\n"
        f"· 去哪告：网上交付的卡密，你的住所地是合同履行地，可以在你当地的基层法院起诉"
        f"{cited('civil-procedure-24', 'civil-procedure-interpretation-20')}；另有有效的管辖约定除外。\n"
        "· 小额诉讼：金额不超过本省上年度就业人员年平均工资的一半，一审终审；对方下落不明的不适用"
        f"{cited('civil-procedure-165', 'civil-procedure-166')}。各省金额请查当地法院。\n"
        f"· 报案：像是一开始就想骗钱的，可以报警{cited('criminal-266', 'public-security-58')}；"
        "立案的数额各地不同，三千元至一万元以上"
        f"{cited('fraud-interpretation-1')}。\n"
        f"· {until}{cited('civil-188')}；书面要求付款并送到对方，或者起诉，会让它重新算{cited('civil-195')}。\n\n"
        f"涉及金额 {money_of(view, 'amount')}。是否起诉请你自己决定，拿不准就问律师。"
    )


def doors(view: View) -> str:
    """The doors the bot leads through, those one can knock at alone, and those that are closed, with the reason."""
    led: list[str] = []
    alone: list[str] = []
    closed: list[str] = []
    for door in DOORS:
        reason = door.refuses(view.complaint, view.today())
        law = cited(*door.statutes) if door.statutes else ""
        line = f"· {door.name}：{door.does}。{door.how}{law}。"
        if reason:
            closed.append(f"✕ {door.name}：{reason}")
        else:
            (led if door.led else alone).append(line)
    parts = ["\n".join(led)]
    if alone:
        parts.append("另外可以自己去找：\n" + "\n".join(alone))
    return "\n" + "\n".join((*parts, *closed))


LETTERS: Final[dict[str, Callable[[View], str]]] = {
    "other_scenario": other_scenario,
    "resale": resale,
    "minor": minor,
    "illegal": illegal,
    "urgent": urgent,
    "no_promise": no_promise,
    "private_transfer": private_transfer,
    "window_unknown": window_unknown,
    "evidence_tips": evidence_tips,
    "filing_guide": filing_guide,
    "waiting_advice": waiting_advice,
    "authority_fields": authority.write,
    "authority_silent": authority_silent,
    "mediation_silent": mediation_silent,
    "law_guide": law_guide,
}

# Letters whose fields are typed elsewhere, and the copy buttons under them.
COPIES: Final[dict[str, Callable[[View], Rows]]] = {
    "authority_fields": authority.copy_buttons,
    "filing_guide": statement_copy,
}
