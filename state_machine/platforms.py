"""What we read of the rules of known platforms: none of it compared on the platform's own page, so none is stated flatly.

Whoever tells it adds 以页面显示为准. A platform we know nothing of is not in the table: no rule is made up.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from state_machine.statutes import CHECKED


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One platform's rules as we read them. `names` are what buyers call it; `says` are whole Chinese sentences."""

    names: tuple[str, ...]
    rules: str  # name of the published rules, in 《》
    says: tuple[str, ...]
    source: str
    version: str
    checked: date = CHECKED


CARDS: Final = (
    RuleCard(
        ("京东", "jd.com"),
        "《京东开放平台交易纠纷处理总则》（只管第三方商家）",
        (
            "商家 24 小时内没有处理的，可以申请京东介入。",
            "发货类问题、退款被拒、售后被拒，各在 15 个自然日内发起。",
            "对判责结果有异议，纠纷单关闭后 7 个自然日内申诉。",
        ),
        "learn-jdm.jd.com 规则页的转录",
        "2025-07-04 起施行",
    ),
    RuleCard(
        ("淘宝", "taobao"),
        "《淘宝平台争议处理规则》",
        (
            "要在淘宝规定的时限内在线发起维权，天数看订单页。",
            "过了时限，但有凭证证明没收到货或品质有问题的，不受这个限制。",
            "没收到能用的卡密，不要点「确认收货」。",
        ),
        "rulechannel.taobao.com 规则页的转录",
        "2025-08-15 起施行",
    ),
)


def rule_card(platform: str) -> RuleCard | None:
    """The card of a platform by the name or address the user gave, or None when we know nothing of it."""
    told = platform.lower()
    return next((card for card in CARDS if any(name in told for name in card.names)), None)
