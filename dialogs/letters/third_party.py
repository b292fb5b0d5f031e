"""The doors beside the platform: which are open, what each does, and the guides to those the bot fills no form for."""

from collections.abc import Callable
from typing import Final

from dialogs.letters import authority
from dialogs.letters.drift import drift
from dialogs.letters.wording import Point, demand_of, html, told, told_to
from dialogs.question import View
from state_machine.channels import DOOR, DOORS, Door, filings
from state_machine.complaint import is_known


def _guide(title: str, *points: Point) -> Callable[[View], str]:
    """How to go to a door that the bot does not fill in, with the facts to copy."""

    def letter(view: View) -> str:
        """How to file there."""
        body = html(authority.grounds(view))
        listed = "\n".join(f"{number}. {line}" for number, line in enumerate(told_to(view, points), 1))
        return f"{drift(view)}<b>{title}</b>\n{listed}\n\n<pre>{body}\n要求：{html(demand_of(view))}。</pre>"

    return letter


association = _guide(
    "找消费者协会",
    Point(
        "消协受理消费者的投诉并进行调查、调解",
        ("consumer-37",),
        "。找商家所在地或你当地的消协，以其公布的渠道为准。",
    ),
    Point("和 12315 二选一：消协处理过的同一争议，12315 不受理", ("complaint-measures-16",)),
    Point("交上身份信息、付款和聊天截图、下面的说明，记下受理编号"),
)
dispute_desk = _guide(
    "申请大平台介入",
    Point("在订单页找「申请平台介入」「投诉卖家」一类入口，以页面显示为准；能申请的时间也以页面显示为准"),
    Point("平台应当积极协助消费者维权", ("ecommerce-61",)),
    Point("粘贴下面的说明，上传证据，截图留下提交时间"),
)
payment = _guide(
    "向支付机构投诉",
    Point("在支付 App 的账单详情里点投诉，以页面显示为准"),
    Point("选「未收到商品」「与描述不符」或「疑似欺诈」一类的原因，粘贴下面的说明"),
    Point("支付机构多半只能限制收款方或协助协商，不一定退款；提交后截图"),
)
industry = _guide(
    "找行业调解组织",
    Point(
        "可以请行业协会或其他依法成立的调解组织调解",
        ("ecommerce-60",),
        "；当地有没有、怎么联系，以其公布的为准。",
    ),
    Point("调解要双方同意。交上下面的说明和证据，记下编号"),
)


def _does(view: View, door: Door) -> str:
    """What the door does, each part with its own statutes."""
    return "；".join(told_to(view, tuple(Point(words, keys, "") for words, keys in door.does)))


BY_LAW: Final = {"small": "法院", "suit": "法院", "police": "公安"}
FILED: Final = ("authority_filed_on", "outside_filed_on", "law_filed_on")


def doors(view: View) -> str:
    """Every door that is open, then the closed ones with the reason."""
    opened: list[str] = []
    closed: list[str] = []
    for door in DOORS:
        reason = door.refuses(view.complaint, view.today())
        if reason:
            closed.append(f"✕ {door.name}：{reason}")
        else:
            opened.append(f"· <b>{door.name}</b>：{_does(view, door)}。")
    tried = [
        BY_LAW.get(str(filing.get("law_route")), DOOR[str(filing["door"])].name)
        for filing in filings(view.complaint)
        if filing.get("door") in DOOR and any(is_known(filing.get(key)) for key in FILED)
    ]
    before = f"已经试过：{'、'.join(dict.fromkeys(tried))}。\n" if tried else ""
    return before + "\n".join((*opened, *closed))


def door_name(view: View) -> str:
    """The door being tried."""
    door = DOOR.get(told(view, "door", ""))
    return door.name if door else "第三方"
