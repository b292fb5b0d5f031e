"""The facts that are looked for, a row each: among which candidates, on which pages, and how its value is told."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from evidence import values
from evidence.names import goods_name, payee, shop_name, site_name
from evidence.reading import BILLS, Kind
from evidence.understanding.candidates import Candidate
from evidence.understanding.sight import Sight


class Fact(NamedTuple):
    """`field` is the name the reading has for it.."""

    field: str
    among: Callable[[Sight], Sequence[Candidate]]
    kinds: frozenset[Kind]
    told: Callable[[str, Kind], str]


def _as_read(value: str, kind: Kind) -> str:
    return value


def _goods(value: str, kind: Kind) -> str:
    return goods_name(values.chinese_marks(value), badged=kind is Kind.PRODUCT_PAGE)


def _shop(value: str, kind: Kind) -> str:
    return shop_name(payee(value))


def _site(value: str, kind: Kind) -> str:
    return site_name(value)


_PAGES: Final = frozenset(Kind) - {Kind.ERROR}
_PURCHASES: Final = _PAGES - {Kind.PRODUCT_PAGE}
_SHOPS: Final = _PAGES - frozenset(BILLS)

FACTS: Final = (
    Fact("order_no", lambda sight: sight.numbers, _PAGES, _as_read),
    Fact("trade_no", lambda sight: sight.numbers, _PAGES, _as_read),
    Fact("product", lambda sight: sight.names, _PAGES, _goods),
    Fact("amount", lambda sight: sight.sums, _PURCHASES, _as_read),
    Fact("order_time", lambda sight: sight.moments, _PURCHASES, _as_read),
    Fact("pay_time", lambda sight: sight.moments, _PURCHASES, _as_read),
    Fact("platform", lambda sight: sight.platforms, _SHOPS, _site),
    Fact("merchant", lambda sight: sight.names, _PAGES, _shop),
    Fact("pay_channel", lambda sight: sight.channels, _PURCHASES - frozenset(BILLS), _as_read),
    Fact("promise", lambda sight: sight.promises, _SHOPS - {Kind.REFUND}, _as_read),
    Fact("error", lambda sight: sight.answers, frozenset({Kind.ERROR}), _as_read),
)
REFUSALS: Final = _SHOPS
"""The kinds of pages that refuse."""
