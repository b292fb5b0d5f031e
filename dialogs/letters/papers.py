"""Every paper that can be written for a complaint, one row each, and those that belong to no single stage.

All are plain text in a block to be copied; who sends them fills in their own name and address, which the bot
never asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dialogs.letters import authority
from dialogs.letters.drift import drift
from dialogs.letters.objections import objections
from dialogs.letters.statement import draft, facts, is_void, short
from dialogs.letters.texts import LETTERS
from dialogs.letters.wording import (
    OWN,
    applying,
    cited,
    day_of,
    demand_of,
    html,
    may_rescind,
    money_of,
    named,
    scenario_of,
    told,
)
from dialogs.notes import note_on
from dialogs.question import View
from dialogs.scenarios import LABELS
from state_machine.channels import DOOR
from state_machine.complaint import LEGAL_ZONE, is_known
from state_machine.deadlines import has_had_its_time


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by name; `write` gives Telegram HTML. `fits` says whether this complaint has a use for it."""

    key: str
    name: str
    write: Callable[[View], str]
    fits: Callable[[View], bool]


def _block(title: str, advice: str, text: str) -> str:
    return f"<b>{title}</b>\n{advice}\n\n<pre>{html(text)}</pre>"


def statement(view: View) -> str:
    """The statement as agreed on, else as it stands."""
    agreed = view.answer("statement")
    state = "定稿" if is_known(agreed) else "草稿"
    text = str(agreed) if is_known(agreed) else draft(view)
    return f"<b>投诉说明（{state}）</b>\n<pre>{html(text)}</pre>"


def short_statement(view: View) -> str:
    """For a form that takes few characters."""
    return _block("投诉说明（短）", "表单字数有限时用这份；能写多少以页面显示为准。", short(view))


def report(view: View) -> str:
    """举报, apart from the complaint (投诉举报处理办法 3, 9, 28, 31): a lead about a violation, no money asked."""
    respondent = told(view, "merchant", told(view, "platform"))
    text = (
        f"被举报人：{respondent}（平台：{told(view, 'platform')}）\n"
        f"违法线索：{scenario_of(view.complaint).breach}。\n{facts(view)}\n"
        f"涉嫌违反：{named(*violated(view))}。\n请依法查处并告知结果。"
    )
    return _block(
        "12315 举报",
        "举报是请市监查处违法，不是要回钱；和投诉分开写、分开办"
        f"{cited('complaint-measures-3', 'complaint-measures-9')}。内容要有具体线索、事实，并对真实性负责"
        f"{cited('complaint-measures-28')}。店铺由实际经营地、网站由其住所地的市场监管部门处理"
        f"{cited('complaint-measures-31')}。",
        text,
    )


VIOLATED: Final = {
    "not_delivered": ("ecommerce-20", "infringement-measures-8"),
    "not_as_described": ("consumer-23-2", "infringement-measures-8"),
    "stonewalled": ("ecommerce-59", "infringement-measures-8"),
    "vanished": ("ecommerce-20", "infringement-measures-5-10"),
}


def violated(view: View) -> tuple[str, ...]:
    """What the merchant may have broken as of today: a delay is one of 侵害消费者权益行为处罚办法 8 only after fifteen days."""
    found = applying(view, *VIOLATED[scenario_of(view.complaint).key])
    delayed = has_had_its_time(view.complaint, "refusal", view.now, view.calendar)
    return tuple(key for key in found if delayed or key != "infringement-measures-8")


def evidence_list(view: View) -> str:
    """证据目录: number, name, what it proves, when received, fingerprint."""
    kept = [item for item in view.complaint.evidence if item.counts]
    lines = []
    for number, item in enumerate(kept[:MOST], 1):
        row = LABELS.get(item.label, LABELS[""])
        proves = f"，证明{row.proves}" if row.proves else ""
        at = item.received_at.astimezone(LEGAL_ZONE)
        shown = view.complaint.shown_as(item)
        covered = "，已遮住号码，原件可当面核对" if shown.copy_of else ""
        note = note_on(view.complaint, item.id)
        said = f"；{note}" if note else ""
        lines.append(
            f"{number}. {row.name}{proves}{said}（{at:%Y-%m-%d} 收到，指纹 {shown.sha256[:8] or '保存中'}{covered}）"
        )
    if len(kept) > MOST:
        lines.append(f"……共 {len(kept)} 份，其余见 /export。")
    return _block(
        "证据目录",
        "按顺序打印或上传，原件留在手机里。指纹能证明文件交给我以后没有改过，不能证明内容是真的。",
        "\n".join(lines) or "还没有证据。",
    )


MOST: Final = 40  # items in one message


def pleading(view: View) -> str:
    """民事起诉状, with what 民事诉讼法 124 asks for."""
    respondent = told(view, "merchant", told(view, "platform"))
    claims = f"1. 判令被告{demand_of(view)}；\n2. 诉讼费由被告承担。"
    text = (
        f"民事起诉状\n\n原告：姓名、性别、年龄、民族、职业、住所、联系方式{OWN}\n{_represented(view)}"
        f"被告：{respondent}；名称、住所、法定代表人、联系方式（照营业执照或平台提供的信息填）\n\n"
        f"诉讼请求：\n{claims}\n\n事实与理由：\n{authority.grounds(view)}\n\n"
        f"证据和证据来源：见证据目录。\n\n此致\n（你住所地的）人民法院\n\n具状人、日期{OWN}"
    )
    return drift(view) + _block(
        "民事起诉状（草稿）",
        f"按法律要写明的几项排好{cited('civil-procedure-124')}；交之前请看一遍，拿不准就问法院诉讼服务中心或律师。",
        text,
    )


def _represented(view: View) -> str:
    """A minor sues through the guardian (民法典 19, 20)."""
    if view.answer("age") == "adult" or not view.answer("age"):
        return ""
    return f"法定代理人：监护人姓名、与原告的关系、住所、联系方式{OWN}\n"


def police_report(view: View) -> str:
    """报案材料: what happened in order, where the money went."""
    payee = told(view, "payee", "见付款记录")
    text = (
        f"报案人{OWN}\n涉案金额：{money_of(view, 'amount')}\n收款方：{payee}\n付款时间：{day_of(view, 'paid_at')}\n"
        f"经过：\n{facts(view)}\n"
        "请依法受理，并出具报案回执。"
    )
    return _block(
        "报案材料",
        f"只写你知道的事实，不要猜对方的罪名。公安受理后应当调查，不属于的要说明理由{cited('public-security-90')}。",
        text,
    )


def _always(_: View) -> bool:
    return True


def _told(view: View) -> bool:
    return is_known(view.answer("scenario"))


def _demanded(view: View) -> bool:
    return is_known(view.answer("demand"))


def _consumer(view: View) -> bool:
    return _demanded(view) and not DOOR["authority"].refuses(view.complaint, view.today())


def _reportable(view: View) -> bool:
    return _demanded(view) and bool(violated(view))


def _late(view: View) -> bool:
    return view.answer("scenario") == "not_delivered" and not is_void(view)


PAPERS: Final[dict[str, Paper]] = {
    row.key: row
    for row in (
        Paper("statement", "投诉说明", statement, _demanded),
        Paper("evidence", "证据目录", evidence_list, _always),
        Paper("objections", "对方会怎么说", objections, _told),
        Paper("urging", "催告", LETTERS["urging_letter"], _late),
        Paper("rescind", "解除合同的通知", LETTERS["rescind"], may_rescind),
        Paper("short", "投诉说明（短）", short_statement, _demanded),
        Paper("claim", "主张权利的函", LETTERS["claim_letter"], _demanded),
        Paper("payment", "给支付机构", LETTERS["payment"], _demanded),
        Paper("authority", "12315 投诉", LETTERS["authority_fields"], _consumer),
        Paper("report", "12315 举报", report, _reportable),
        Paper("association", "给消协", LETTERS["association"], _consumer),
        Paper("pleading", "民事起诉状", pleading, _demanded),
        Paper("police", "报案材料", police_report, _demanded),
    )
}
