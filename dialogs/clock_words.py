"""What is said of each clock when it is about to run out, and once it has: one row per clock."""

from dataclasses import dataclass
from typing import Final

from dialogs.question import View
from state_machine.starts import FIRST_LOOK_WORKING_DAYS, Party

PARTIES: Final = {
    Party.MERCHANT: "商家",
    Party.PLATFORM: "平台",
    Party.AUTHORITY: "12315",
    Party.COURT: "法院",
    Party.USER: "你",
    Party.OUTSIDE: "对方机构",
}


@dataclass(frozen=True, slots=True)
class Words:
    """`ahead` while there is time, `late` after; a clock of our own or the user's has only `comes`. Braces are filled."""

    comes: str = ""
    ahead: str = ""
    late: str = ""
    trade: str = ""  # `late` for those who are no consumers, where it differs

    def passed(self, view: View) -> str:
        """What to do now that it has passed."""
        return self.trade if self.trade and view.answer("use") == "resale" else self.late


CLOCK_WORDS: Final[dict[str, Words]] = {
    "urgent": Words(comes="紧急几步还没做完：{urgent_missing}。钱追回来靠快。"),
    "complaint_window": Words(
        ahead="尽快在平台提交。",
        late="平台的期限只影响站内流程，仍可以提交，也可以走 12315 或法院。",
        trade="平台的期限只影响站内流程，仍可以提交，也可以走法院。",
    ),
    "return": Words(
        ahead="商品有问题的，今天就向商家提出退货并截图。",
        late="七日过了，符合解除条件的仍可退货，也可以要求更换；质量问题不因此消失。",
    ),
    "delivery": Words(late="商家已经违约，可以投诉了。"),
    "urging": Words(late="还没发货的，可以通知解除合同，要求退款。"),
    "refusal": Words(late="投诉和举报里可以写明「超过十五日没有正当理由拒绝」。"),
    "platform_look": Words(comes=f"投诉提交 {FIRST_LOOK_WORKING_DAYS} 个工作日了，去平台看一眼进度。"),
    "platform_answer": Words(late="有结果就点；还没答复，点「到期仍未答复」进入下一步。"),
    "supplement": Words(
        ahead="{material_wanted}在平台上补交后点「已补交」。",
        late="{material_wanted}赶紧补交并说明原因；平台的期限不影响你另行投诉、起诉。",
    ),
    "review": Words(late="有结果就点；还没有，点「到期仍没结果」找第三方。"),
    "settlement": Words(late="没到账就点「到期没兑现」，投诉接着走。"),
    "settlement_look": Words(comes="接受和解有几天了，钱到了吗？没到就催对方写明日期。"),
    "outside_look": Words(comes="提交有一阵了，去问问进展，记下对方怎么说。"),
    "acceptance": Words(late="没收到告知的话，带上编号打电话询问。"),
    "mediation": Words(late="没谈成的，调解到此终止，可以走法律途径。"),
    "mediation_notice": Words(late="没收到通知的话，带上编号打电话询问。"),
    "docketing": Words(late="没收到答复的话，带上递交凭证去问。"),
    "small_claim": Words(late="可以向法院问进度；有特殊情况的可能延长一个月。"),
    "court_look": Words(comes="立案有一阵了，去问问审理进展：开庭没有、还要补什么。"),
    "police_look": Words(comes="报案有一阵了，带上回执去问问进展。"),
    "court_payment": Words(late="没有全部履行的，可以申请强制执行：点「到日子没有全部履行」看怎么办。"),
    "judgment_look": Words(comes="文书下来有一阵了：生效没有、对方该哪天付，问清楚告诉我。"),
    "appeal": Words(
        ahead="要上诉的，在这之前把上诉状交给法院，留好凭证。",
        late="上诉期可能过了，判决、裁定会生效；有特殊情况的，马上问法院。",
    ),
    "rescission": Words(
        ahead="要主张欺诈撤销，得在这之前起诉或申请仲裁。",
        late="一年已满，一般不能再主张撤销；违约责任仍可以要。",
    ),
    "limitation": Words(
        ahead="书面要求付款并送到对方，或者起诉，会让它重新算。",
        late="对方可以用时效抗辩。中间催过款、对方承认过的，可能重新算过，请带上记录问律师。",
    ),
    "authority_bar": Words(
        ahead="想走 12315 的，在这之前提交。", late="12315 可能不受理了，仍可以起诉，见诉讼时效。"
    ),
    "own": Words(comes="你让我提醒：{own_matter}。"),
}

# The longer nothing is done, the plainer it is said.
FIRMER: Final = {
    "1": "又过了一天。",
    "3": "已经过了 3 天，等下去多半不会自己好。",
    "7": "已经过了一周，建议今天就走下一步。这是关于它的最后一次提醒。",
}
