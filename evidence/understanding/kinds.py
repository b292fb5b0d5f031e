"""What a picture is of: the words of the page, its labels and its shape speak for a kind."""

import re
from collections.abc import Iterator
from typing import Final

from evidence import phrases
from evidence.labels import find
from evidence.layout import Sheet
from evidence.line import Line
from evidence.reading import Kind
from evidence.understanding.choice import chances
from evidence.understanding.learned import Weights
from evidence.understanding.surroundings import pairs
from evidence.values import moment, signed_money, squashed

_WORD: Final = 9  # letters up to which a piece counts as one word
_PHRASE: Final = 14  # and up to which its pairs of letters count
_LARGE: Final = 1.35  # of the usual height
_TALK: Final = re.compile(r".*(吗|呢|吧|亲|你好|您好|我|你|哦|哈|嗯|怎么|啊|呀|了|的)[。！？!?~]?.*")
_TIME: Final = re.compile(
    r"(昨天|今天|前天|星期.|周.|\d+月\d+日|[\d/-]+)?(上午|下午|早上|晚上|凌晨|中午)?\d{1,2}:\d{2}(:\d{2})?"
)


_TRADE: Final = re.compile(
    r"订单|单号|退款|退钱|退货|退换|售后|发货|付款|[密钥]钥|卡密|激活|兑换|充值|会员|授权|序列号|店|商家|卖家|投诉|[¥￥]\d|亲亲|亲[，,~]"
)
KINDS: Final = tuple(kind for kind in Kind if kind is not Kind.WEB_ORDER)
"""Those that words tell apart: an order's page and its page on a desktop differ only in their shape."""


def kind_of(sheet: Sheet, weights: Weights) -> tuple[Kind, float]:
    """The likeliest kind and its chance."""
    told = set(of_page(sheet))
    each = chances(weights, ([f"{kind}|{feature}" for feature in told] for kind in KINDS))
    kind, chance = max(zip(KINDS, each, strict=True), key=lambda one: one[1])
    return shown(kind, sheet), chance


def shown(kind: Kind, sheet: Sheet) -> Kind:
    """The kind, with the shape of its screen."""
    return Kind.WEB_ORDER if kind is Kind.ORDER and sheet.landscape else kind


def of_page(sheet: Sheet) -> Iterator[str]:
    """What the page looks like as a whole."""
    yield "page"
    yield "wide" if sheet.landscape else "tall"
    yield f"pieces{min(6, len(sheet.lines) // 8)}"
    yield from _shape_of_talk(sheet)
    yield "trade" if any(_TRADE.search(squashed(line.text)) for line in sheet.lines) else "no_trade"
    if any(phrases.is_error(squashed(line.text)) for line in sheet.lines):
        yield "error"
    for line in sheet.lines:
        yield from _of_line(sheet, line)


def _of_line(sheet: Sheet, line: Line) -> Iterator[str]:
    for part in {squashed(line.text), *(squashed(part) for part in line.text.split())}:
        plain = re.sub(r"\d+", "0", part)
        if len(plain) <= _WORD:
            yield f"={plain}"
        if len(plain) <= _PHRASE:
            yield from (f"~{pair}" for pair in pairs(plain))
    if label := find(line.text):
        yield f"label={label.field}"
    if line.height > _LARGE * sheet.usual_height and signed_money(line.text):
        yield "large"
        if line.text.strip()[0] in "-−–":
            yield "large_minus"


def _shape_of_talk(sheet: Sheet) -> Iterator[str]:
    """Bubbles on two sides with times between them."""
    left = right = times = 0
    for lines in sheet.paragraphs:
        if not 0.07 * sheet.height < lines[0].middle < 0.95 * sheet.height:
            continue
        low, high = min(line.left for line in lines), max(line.right for line in lines)
        text = squashed("".join(line.text for line in lines))
        if abs((low + high) / 2 - sheet.width / 2) < 0.06 * sheet.width and _TIME.fullmatch(text):
            times += 1
        elif len(text) >= 4 and _TALK.fullmatch(text) and not moment(text):
            left += low < 0.27 * sheet.width and high < 0.88 * sheet.width
            right += low > 0.27 * sheet.width and high > 0.6 * sheet.width
    yield from (
        f"left{min(3, left)}",
        f"right{min(3, right)}",
        f"both{min(3, left, right)}",
        f"times{min(2, times)}",
    )
