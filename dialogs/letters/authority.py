"""For 12315: which authority, and every field ready to copy. 投诉 (money back) and 举报 (a violation) stay apart."""

from collections.abc import Mapping
from datetime import date

from dialogs.day_words import say_day
from dialogs.letters.drift import drift
from dialogs.letters.statement import facts, is_void, void_by
from dialogs.letters.wording import (
    applying,
    cited,
    day_of,
    demand_of,
    html,
    money_of,
    named,
    scenario_of,
    told,
)
from dialogs.question import View
from dialogs.reply import Button, Rows
from state_machine.channels import filings
from state_machine.complaint import Answer, is_known
from state_machine.statutes import FACTS, tell

COPY_LIMIT = 256


def place(view: View) -> str:
    """Which county authority handles it (投诉举报处理办法 13)."""
    kind = view.answer("platform_kind")
    if kind == "shop":
        where = "店铺在平台公示的地址所在地，或平台公司住所地的县级市场监管局；没公示地址或联系不上的，由平台公司住所地处理"
    elif kind == "site":
        where = "网站经营者住所地的县级市场监管局（看网站底部的营业执照或备案信息）"
    else:
        where = "经营者住所地的县级市场监管局；大平台里的店铺，也可以是平台公司住所地"
    return f"处理机关：{where}{cited('complaint-measures-13')}。"


def fields(view: View) -> tuple[tuple[str, str], ...]:
    """Name and plain value of each field, in the order they are asked for."""
    respondent = told(view, "merchant", told(view, "platform"))
    pairs = (
        ("被投诉人", respondent),
        ("商品名称", told(view, "product")),
        ("消费金额", money_of(view, "amount").removesuffix(" 元")),
        ("订单号", told(view, "order_no", "")),
        ("付款时间", day_of(view, "paid_at")),
        ("投诉请求", demand_of(view)),
        ("事实和理由", grounds(view)),
    )
    return tuple((name, value) for name, value in pairs if value)


def grounds(view: View) -> str:
    """What happened up to today, what the platform did, and the articles it rests on. Plain text."""
    lines = [facts(view)]
    filed = _filed_on(view)
    if filed:
        number = told(view, "platform_complaint_no", "")
        lines.append(f"{filed}已向平台投诉{f'（编号 {number}）' if number else ''}，{_platform_said(view)}。")
    breach = applying(view, *scenario_of(view.complaint).statutes)
    lines.append(f"依据：{named(*(void_by(view) if is_void(view) else breach))}。")
    return "\n".join(lines)


def _filed_on(view: View) -> str:
    """The first day it was filed at the platform."""
    days = [
        each["platform_filed_on"]
        for each in filings(view.complaint)
        if is_known(each.get("platform_filed_on"))
    ]
    return say_day(date.fromisoformat(str(days[0]))) if days else ""


def _platform_said(view: View) -> str:
    """What the platform answered, what it had answered before included."""
    *earlier, now = filings(view.complaint)
    before = [_said(each) for each in earlier if each.get("platform_answer") not in (None, "left")]
    return "；再次提出后".join((*before, _said(now)))


def _said(answers: Mapping[str, Answer]) -> str:
    upheld = "，复核维持" if answers.get("review_answer") == "upheld" else ""
    return {
        "": "平台尚未答复",
        "refused": f"平台拒绝{upheld}",
        "partly": f"平台只解决了一部分{upheld}",
        "silent": "平台到期没有答复",
        "left": "平台尚未答复",
    }.get(str(answers.get("platform_answer", "")), "未能解决")


def write(view: View) -> str:
    """The guide with the fields that are short; long ones stand in <pre> to be copied by touch."""
    body = "\n".join(
        f"<b>{name}</b>\n<pre>{html(value)}</pre>" for name, value in fields(view) if name != "事实和理由"
    )
    return (
        f"{drift(view)}<b>向 12315 投诉</b>\n走{FACTS['12315-platform'].value}，或打 {FACTS['12315-hotline'].value}"
        f"{cited('complaint-measures-8')}。{tell('12315-portal')}栏目名称也以页面显示为准。\n\n"
        f"{place(view)}\n\n要填你的真实姓名、电话、通讯地址{cited('complaint-measures-10')}，"
        "这些只填在 12315，不用发给我。"
        "被投诉人的地址也要填：看店铺资质页、网站底部的营业执照或备案信息；有「销售方式」一类栏目的选网购，"
        "以页面显示为准。\n\n"
        f"{body}\n<b>事实和理由</b>\n<pre>{html(grounds(view))}</pre>\n"
        "这是「投诉」（要回钱）。想让市监查处商家是「举报」，要分开写、分开办"
        f"{cited('complaint-measures-9')}。同一争议不要再同时找消协{cited('complaint-measures-16')}。"
    )


def copy_buttons(view: View) -> Rows:
    """One copy button for every field."""
    return copies(fields(view))


def copies(pairs: tuple[tuple[str, str], ...]) -> Rows:
    """Copy buttons for those that fit (≤ 256 characters); the rest is copied from its block."""
    found = [Button(f"复制{name}", copy=value) for name, value in pairs if 0 < len(value) <= COPY_LIMIT]
    return tuple(tuple(found[i : i + 2]) for i in range(0, len(found), 2))
