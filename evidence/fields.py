"""From text with its places to the facts of a picture: learned weights choose among what could be a fact."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from evidence import phrases
from evidence.labels import Field, exact, find
from evidence.layout import Sheet
from evidence.line import Page
from evidence.reading import BILLS, Kind, Reading
from evidence.understanding.choice import choose
from evidence.understanding.facts import FACTS, REFUSALS
from evidence.understanding.kinds import kind_of
from evidence.understanding.learned import LESSONS, Weights
from evidence.understanding.sight import Sight
from evidence.values import squashed, without_buttons

LEAST: Final = 0.25  # chance from which a value is told; below, nothing is said
_PAID_BY: Final = {Kind.ALIPAY_BILL: "支付宝", Kind.WECHAT_BILL: "微信支付"}


def extract(
    page: Page, now: datetime | None = None, decisions: Mapping[str, Weights] = LESSONS.decisions
) -> Reading:
    """The facts a page shows; `now`, Chinese time, resolves words such as 昨天."""
    sight = Sight(page, now)
    kind, sure = kind_of(sight.sheet, decisions["kind"])
    told: dict[str, Any] = {"kind": kind}
    chances = {"kind": sure}
    for fact in FACTS:
        if kind in fact.kinds:
            found = choose(decisions[fact.field], kind, fact.among(sight), fact.told)
            if found.value is not None and found.sure >= LEAST:
                told[fact.field], chances[fact.field] = found
    if kind in BILLS:
        told["pay_channel"], chances["pay_channel"] = _PAID_BY[kind], sure
    if kind in REFUSALS and (refused := dict(_refusals(sight, kind, decisions["refusals"]))):
        told["refusals"], chances["refusals"] = tuple(refused), min(refused.values())
    if kind is not Kind.ERROR and (status := _status(sight.sheet)):
        told["status"] = status
    rounded = {name: round(chance, 3) for name, chance in chances.items()}
    return Reading(**told, card_key=_card_key(sight.sheet, kind), confidence=rounded)


def _refusals(sight: Sight, kind: Kind, weights: Weights) -> Iterator[tuple[str, float]]:
    """Clause by clause; what a clause said together with the next is not said by that once more."""
    before = ""
    for wordings in sight.refusals:
        found = choose(weights, kind, wordings, lambda value, _: value)
        if found.value is None or found.sure < LEAST or before.endswith(found.value):
            before = ""
            continue
        before = found.value
        yield found.value, found.sure


def _status(sheet: Sheet) -> str | None:
    """What stands behind or beside a label such as 订单状态."""
    for line in sheet.lines:
        label = find(line.text)
        if label and label.field is Field.STATUS:
            beside = sheet.after(line)
            told = label.rest or (beside[0].text if beside and not exact(beside[0].text) else "")
            if status := without_buttons(told):
                return status
    return None


def _card_key(sheet: Sheet, kind: Kind) -> bool:
    """On a bill what looks like one is a number of the payment."""
    return kind not in BILLS and any(phrases.has_card_key(squashed(line.text)) for line in sheet.lines)
