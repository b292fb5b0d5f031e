"""What was read from one picture, or made of it. A field is None when the picture does not show it; nothing is guessed."""

from enum import StrEnum

import msgspec

from evidence.problem import Problem


class Kind(StrEnum):
    """What a picture is of."""

    ORDER = "order"
    WEB_ORDER = "web_order"
    ALIPAY_BILL = "alipay_bill"
    WECHAT_BILL = "wechat_bill"
    CHAT = "chat"
    ERROR = "error"
    PRODUCT_PAGE = "product_page"
    REFUND = "refund"
    OTHER = "other"


BILLS = (Kind.ALIPAY_BILL, Kind.WECHAT_BILL)


class Kept(StrEnum):
    """What is better kept from others."""

    CARD_KEY = "card_key"
    PHONE = "phone"
    IDENTITY = "identity"
    BANK_CARD = "bank_card"
    FACES = "faces"  # in a chat: the other side's avatars and names


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """The facts of one picture.

    `amount` is yuan with two decimals; times are `YYYY-MM-DD HH:MM[:SS]` as shown, Chinese time. `card_key` says that
    a card key can be seen, it is never kept; `secrets` how many places of each kind should be kept from others; `look` is its likeness. `confidence` is 0 to 1 per field that was read, and for `kind`.
    """

    kind: Kind | None = None
    order_no: str | None = None
    trade_no: str | None = None
    product: str | None = None
    amount: str | None = None
    order_time: str | None = None
    pay_time: str | None = None
    platform: str | None = None
    merchant: str | None = None
    pay_channel: str | None = None
    promise: str | None = None
    refusals: tuple[str, ...] = ()
    error: str | None = None
    status: str | None = None
    card_key: bool = False
    secrets: dict[str, int] = {}
    confidence: dict[str, float] = {}
    look: str = ""
    problem: Problem | None = None


class Copy(msgspec.Struct, frozen=True):
    """A JPEG with what was asked for painted over, or why there is none."""

    content: bytes = b""
    covered: int = 0  # places
    problem: Problem | None = None
