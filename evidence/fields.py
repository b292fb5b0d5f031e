"""From text with its places to the facts of a picture. Rules are rows; none belongs to one shop's layout."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from evidence import phrases, values
from evidence.kinds import kind_of
from evidence.labels import Field, Found, exact, find
from evidence.layout import Sheet, exact_field, is_button, joined
from evidence.line import Line, Page
from evidence.reading import BILLS, ORDERS, Kind, Reading
from evidence.unlabelled import (
    amount_on_bill,
    answer_of_dialog,
    header,
    may_be_named,
    page_brand,
    product_title,
    shop,
    title_above,
)
from evidence.values import squashed

_PARTS: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_CHANNELS: Final = (
    (re.compile(r"支付宝|花呗|余额宝|alipay", re.IGNORECASE), "支付宝"),
    (re.compile(r"微信|零钱|wechat|财付通", re.IGNORECASE), "微信支付"),
    (re.compile(r"云闪付|银联"), "云闪付"),
    (re.compile(r"QQ钱包|QQ支付", re.IGNORECASE), "QQ钱包"),
    (re.compile(r"京东支付|京东白条|白条"), "京东支付"),
    (re.compile(r"抖音支付|抖音月付"), "抖音支付"),
)
_BRANDS: Final = re.compile(
    r"^(抖音商城|淘宝|天猫|京东|拼多多|闲鱼|抖音|快手|小红书|微店|转转|美团|苏宁|苏宁易购|当当|1688|阿里巴巴|唯品会|快手小店|小红书店铺|有赞|咸鱼|京东自营|天猫超市|淘特)"
    r"(网|商城|超市|官方|旗舰|订单|交易|购物|自营|电商|小店|二手|优选|·.*|\|.*|-.*|APP|App|app|平台|\s.*)?$"
)


class Value(NamedTuple):
    """One reading of a field: how good its label is (0 is best), and how sure the letters are."""

    text: str
    rank: int
    sure: float


class _Reader:
    """The facts of one sheet, gathered label by label."""

    def __init__(self, page: Page, now: datetime | None) -> None:
        self.sheet = Sheet(page)
        self.now = now
        self.kind, self.kind_sure = kind_of(self.sheet)
        self.values: dict[Field, list[Value]] = {}
        self.used: set[int] = set()
        for line, label in self.sheet.labels:
            self._take(line, label)
        for line in self.sheet.lines:
            if found := _label_in_a_sentence(line.text):
                self._take(line, found)

    def _take(self, line: Line, label: Found) -> None:
        for value, lines in self._values(line, label):
            sure = min(one.sure for one in lines) * (1.0 if label.rank < 12 else 0.9)
            if any(one.again for one in lines):
                sure *= 0.6
            self.values.setdefault(label.field, []).append(Value(value, label.rank, round(sure, 3)))
            self.used.update(map(id, lines))

    def _values(self, line: Line, label: Found) -> Iterator[tuple[str, list[Line]]]:
        if label.rest:
            if found := self._inline(line, label):
                yield found
        elif label.field in (Field.NONE, Field.CARD_KEY):
            return
        elif not self.sheet.is_heading(line):
            if found := self._beside(line, label.field) or self._under(line, label.field, 1.6):
                yield found
        else:
            yield from self._column(line, label.field)

    def _inline(self, line: Line, label: Found) -> tuple[str, list[Line]] | None:
        """Label and value in one piece; words need a colon or a space between."""
        parsed = self._parsed(label.field, label.rest)
        if parsed is None or not (label.marked or label.field in _TYPED):
            return None
        if exact(label.rest) and label.field not in _TYPED:
            return None
        return self._continued(label.field, line, parsed)

    def _beside(self, line: Line, field: Field) -> tuple[str, list[Line]] | None:
        after = self.sheet.after(line)
        for at, other in enumerate(after[:3]):
            if exact_field(other) is not None and field not in (Field.DELIVERY, Field.STATUS, Field.PRODUCT):
                return None
            text = other.text
            if values.is_day(text) and at + 1 < len(after) and values.is_clock(after[at + 1].text):
                text += " " + after[at + 1].text
            parsed = self._parsed(field, text)
            if parsed is not None:
                return self._continued(field, other, parsed)
        return None

    def _under(self, line: Line, field: Field, reach: float) -> tuple[str, list[Line]] | None:
        """A value below its label, as on cards; not when the label has a value of another sort beside it."""
        if self.sheet.after(line) or squashed(line.text).rstrip(":") in _SECTIONS:
            return None
        return next(self._column(line, field, reach), None)

    def _column(self, line: Line, field: Field, reach: float = 14.0) -> Iterator[tuple[str, list[Line]]]:
        """The values under a heading, one per row of the table, until another label."""
        below = self.sheet.below(line, reach)
        taken: set[int] = set()
        for other in below:
            if exact_field(other) is not None or (find(other.text) or _NOTHING).marked:
                return
            if id(other) in taken or is_button(other.text):
                continue
            parsed = self._parsed(field, other.text)
            if (
                parsed is None
                and field in (Field.ORDER_TIME, Field.PAY_TIME, Field.TRADE_TIME)
                and values.is_day(other.text)
            ):
                clock = self.sheet.next_of_paragraph(other)
                parsed = self._parsed(field, f"{other.text} {clock.text}") if clock else None
            if parsed is None and reach > 2:
                continue
            if parsed is None:
                return
            found = self._continued(field, other, parsed)
            taken.update(map(id, found[1]))
            yield found

    def _parsed(self, field: Field, text: str) -> str | None:
        parser = _TYPED.get(field)
        if parser is not None:
            return parser(text)
        if field in (Field.ORDER_TIME, Field.PAY_TIME, Field.TRADE_TIME):
            return values.moment(text, self.now)
        plain = values.without_buttons(text)
        if values.moment(plain) or values.money(plain) or values.number(plain):
            return None
        if field is Field.MERCHANT and not may_be_named(plain):
            return None
        return plain if plain and not is_button(plain) and len(plain) <= 80 else None

    def _continued(self, field: Field, line: Line, value: str) -> tuple[str, list[Line]]:
        """The value with what wrapped onto the next lines."""
        lines = [line]
        if field in _NUMBERS and line.again:
            value = _longer(value, line.again)
        joins = _number_goes_on if field in _NUMBERS else _words_go_on if field in _WORDS else None
        while joins and len(lines) < 4 and (more := joins(self.sheet, lines[-1])):
            lines.append(more)
            part = values.without_buttons(more.text)
            value = (
                value + squashed(part)
                if field in _NUMBERS
                else joined([_like(line, value), _like(more, part)])
            )
        return value, lines

    def best(self, *fields: Field) -> Value | None:
        """The value with the best label; None when equally good labels disagree."""
        for field in fields:
            found = sorted(self.values.get(field, ()), key=lambda value: value.rank)
            if found:
                equal = {value.text for value in found if value.rank == found[0].rank}
                return found[0] if len(equal) == 1 else None
        return None


_SENTENCE: Final = re.compile(r"^(?:共|总共)?\s*\d+\s*(?:件|个|份|张)(?:商品|宝贝|卡密)?[，,;；]?\s*(.+)$")


def _label_in_a_sentence(text: str) -> Found | None:
    """Totals are told as 共1件 实付款¥28.00; other labels may follow a space."""
    counted = _SENTENCE.match(text)
    if counted:
        return find(counted[1])
    if find(text):
        return None
    for space in re.finditer(r"\s+", text):
        found = find(text[space.end() :])
        if (
            found
            and found.rest
            and (found.field in _TYPED or found.rest != text[space.end() :])
            and found.marked
        ):
            return found if found.field in (*_TYPED, Field.ORDER_TIME, Field.PAY_TIME) else None
    return None


def _longer(value: str, again: str) -> str:
    """The second reading of a number when it has all signs of the first and more: signs get lost, none appear."""
    found = find(again)
    other = values.number(found.rest if found else again)
    if other is None or len(other) <= len(value):
        return value
    signs = iter(other)
    return other if all(sign in signs for sign in value) else value


_NOTHING: Final = Found(Field.NONE, "", 0, "", False)
_SECTIONS: Final = (
    "商品描述",
    "商品信息",
    "商品详情",
    "宝贝信息",
    "订单内容",
    "服务",
    "保障",
    "说明",
    "承诺",
    "订单",
    "宝贝",
    "商品",
    "店铺",
)
_NUMBERS: Final = (Field.ORDER_NO, Field.MERCHANT_NO, Field.TRADE_NO)
_WORDS: Final = (Field.PRODUCT, Field.MERCHANT, Field.REASON, Field.DELIVERY)
_TYPED: Final[dict[Field, Callable[[str], str | None]]] = {
    Field.ORDER_NO: values.number,
    Field.MERCHANT_NO: values.number,
    Field.TRADE_NO: values.number,
    Field.AMOUNT: values.money,
    Field.REFUND_AMOUNT: values.money,
}


def _like(line: Line, text: str) -> Line:
    return Line(text, line.left, line.top, line.right, line.bottom, line.sure)


def _number_goes_on(sheet: Sheet, line: Line) -> Line | None:
    more = sheet.next_of_paragraph(line)
    if more is None or not _PARTS.fullmatch(squashed(values.without_buttons(more.text))):
        return None
    labelled = any(find(other.text) for other in sheet.before(more))
    return None if labelled or values.moment(more.text) else more


def _words_go_on(sheet: Sheet, line: Line) -> Line | None:
    """Words wrap only where the next word had no room left."""
    more = sheet.next_of_paragraph(line)
    if more is None or find(more.text) or values.money(more.text) or values.moment(more.text):
        return None
    if any(find(other.text) for other in sheet.before(more)) or _DETAIL.match(squashed(more.text)):
        return None
    beside = [other.left for other in sheet.after(line)]
    room = min([sheet.right_edge, *beside]) - line.right
    first = re.match(r"[A-Za-z0-9.+]+|.", more.text.strip())
    em = 0.8 * line.height
    needed = em * (0.6 * len(first[0]) if first and first[0].isascii() else 1.0)
    return more if room < needed + 1.6 * em else None


_DETAIL: Final = re.compile(
    r"(默认规格|规格|颜色|套餐|型号|数量|已选|[x×X]\d+|￥|¥|共\d+件|面值|版本[:：]|类型[:：]|单价|7天无理由|七天无理由|不支持|支持|假一赔|自动发货$|极速|退货|正品|官方正品|.*[;；]|.{1,4}[版装款]$|.*\d件$)"
)


def extract(page: Page, now: datetime | None = None) -> Reading:
    """The facts a page shows; `now`, Chinese time, resolves words such as 昨天."""
    return _Facts(_Reader(page, now)).reading()


class _Facts:
    """Chooses, kind by kind, what is told of a sheet."""

    def __init__(self, reader: _Reader) -> None:
        self.reader, self.sheet, self.kind = reader, reader.sheet, reader.kind
        self.sure: dict[str, float] = {"kind": reader.kind_sure}

    def reading(self) -> Reading:
        if self.kind is Kind.OTHER:
            return Reading(kind=self.kind, confidence=self.sure)
        if self.kind is Kind.ERROR:
            return Reading(
                kind=self.kind, error=self._error(), card_key=self._card_key(), confidence=self.sure
            )
        product = self._product()
        platform = self._platform(product)
        merchant = self._merchant(product, platform)
        return Reading(
            kind=self.kind,
            order_no=self._order_no(),
            trade_no=self._trade_no(),
            product=product,
            amount=self._amount(),
            order_time=self._order_time(),
            pay_time=self._pay_time(),
            platform=platform,
            merchant=merchant,
            pay_channel=self._pay_channel(),
            promise=self._promise(product),
            refusals=self._refusals(product),
            status=self._told("status", Field.STATUS),
            card_key=self._card_key(),
            confidence=self.sure,
        )

    def _told(self, name: str, *fields: Field) -> str | None:
        value = self.reader.best(*fields)
        return self._note(name, value.text, value.sure) if value else None

    def _note(self, name: str, text: str | None, sure: float) -> str | None:
        if text is not None:
            self.sure[name] = round(sure, 3)
        return text

    def _order_no(self) -> str | None:
        if self.kind is Kind.ALIPAY_BILL or self.kind is Kind.WECHAT_BILL:
            return self._told("order_no", Field.MERCHANT_NO)
        return self._told("order_no", Field.ORDER_NO, Field.MERCHANT_NO)

    def _trade_no(self) -> str | None:
        """On a payment provider's bill the plain 订单号 is the provider's own number."""
        if self.kind in BILLS:
            return self._told("trade_no", Field.TRADE_NO, Field.ORDER_NO)
        return self._told("trade_no", Field.TRADE_NO)

    def _amount(self) -> str | None:
        if self.kind in (Kind.PRODUCT_PAGE, Kind.CHAT):
            return None
        if self.kind in BILLS and (found := amount_on_bill(self.sheet)):
            return self._note("amount", values.money(found.text), found.sure)
        first = (Field.REFUND_AMOUNT, Field.AMOUNT) if self.kind is Kind.REFUND else (Field.AMOUNT,)
        return self._told("amount", *first)

    def _order_time(self) -> str | None:
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        fields = (
            (Field.ORDER_TIME,)
            if self.kind in BILLS or self.kind is Kind.REFUND
            else (Field.ORDER_TIME, Field.TRADE_TIME)
        )
        return self._told("order_time", *fields)

    def _pay_time(self) -> str | None:
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        fields = (Field.PAY_TIME, Field.TRADE_TIME) if self.kind in BILLS else (Field.PAY_TIME,)
        return self._told("pay_time", *fields)

    def _product(self) -> str | None:
        if self.kind is not Kind.PRODUCT_PAGE and (told := self._told("product", Field.PRODUCT)):
            return values.chinese_marks(told)
        if self.kind in (*BILLS, Kind.CHAT) or self._several():
            return None
        found = product_title(self.sheet, self.reader.used, self.kind)
        if found is None:
            return None
        lines = [found]
        while len(lines) < 4 and (more := _words_go_on(self.sheet, lines[-1])):
            lines.append(more)
        return self._note("product", values.chinese_marks(joined(lines)), 0.85 * found.sure)

    def _merchant(self, product: str | None, platform: str | None) -> str | None:
        if told := self._told("merchant", Field.MERCHANT):
            return told
        if self._several():
            return None
        if self.kind is Kind.CHAT:
            found = header(self.sheet)
        elif self.kind in BILLS:
            found = title_above(self.sheet, amount_on_bill(self.sheet))
        else:
            found = shop(self.sheet, self.reader.used, product, platform)
        return self._note("merchant", _name(found.text), 0.85 * found.sure) if found else None

    def _several(self) -> bool:
        """True for a list of orders, where nothing says which goods and shop are meant."""
        told = self.reader.values
        found = (field for field in (Field.ORDER_NO, Field.AMOUNT) if told.get(field))
        return self.kind in ORDERS and any(self.reader.best(field) is None for field in found)

    def _platform(self, product: str | None) -> str | None:
        if self.kind in BILLS:
            return None
        if told := self._told("platform", Field.PLATFORM):
            return told
        for line in self.sheet.lines:
            found = _BRANDS.match(line.text.strip())
            if found and line.text.strip() != product and id(line) not in self.reader.used:
                return self._note("platform", "闲鱼" if found[1] == "咸鱼" else found[1], line.sure)
        if self.kind in ORDERS and (brand := page_brand(self.sheet)):
            return self._note("platform", brand.text.strip(), 0.8 * brand.sure)
        return None

    def _pay_channel(self) -> str | None:
        if self.kind in BILLS:
            return self._note("pay_channel", "支付宝" if self.kind is Kind.ALIPAY_BILL else "微信支付", 1.0)
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        told = self.reader.best(Field.PAY_CHANNEL)
        texts = (
            [told.text]
            if told
            else [label.word for _, label in self.sheet.labels if label.field is Field.TRADE_NO]
        )
        for text in texts:
            for pattern, name in _CHANNELS:
                if pattern.search(text):
                    return self._note("pay_channel", name, told.sure if told else 0.9)
        return None

    def _promise(self, product: str | None) -> str | None:
        if self.kind in (*BILLS, Kind.REFUND):
            return None
        found = [
            (told, line.sure) for text, line in self._statements(product) if (told := phrases.promise(text))
        ]
        if not found:
            return None
        text, sure = max(found, key=lambda one: (any(sign.isdigit() for sign in one[0]), len(one[0])))
        return self._note("promise", text, sure)

    def _refusals(self, product: str | None) -> tuple[str, ...]:
        if self.kind in BILLS:
            return ()
        said = [refusal for text, _ in self._statements(product) for refusal in phrases.refusals(text)]
        if self.kind is Kind.REFUND:
            said += [
                reason
                for value in self.reader.values.get(Field.REASON, ())
                if (reason := _reason(value.text, said))
            ]
        told = tuple(dict.fromkeys(values.chinese_marks(refusal) for refusal in said))
        if told:
            self.sure["refusals"] = 0.9
        return told

    def _statements(self, product: str | None) -> Iterator[tuple[str, Line]]:
        """What the merchant or the site says: no product's name, and in a chat only the left side."""
        for lines in self.sheet.paragraphs:
            if product and squashed(lines[0].text) and squashed(lines[0].text) in squashed(product):
                continue
            if any(id(line) in self.reader.used and self._is_name(line) for line in lines):
                continue
            if self.kind is Kind.CHAT and _said_by_the_buyer(self.sheet, lines):
                continue
            yield joined(lines), lines[0]

    def _is_name(self, line: Line) -> bool:
        names = {
            value.text
            for field in (Field.PRODUCT, Field.MERCHANT)
            for value in self.reader.values.get(field, ())
        }
        return any(squashed(line.text) in squashed(name) for name in names)

    def _error(self) -> str | None:
        lines = answer_of_dialog(self.sheet)
        if lines is None:
            return None
        return self._note("error", values.chinese_marks(joined(lines)), min(line.sure for line in lines))

    def _card_key(self) -> bool:
        """On a bill what looks like one is a number of the payment."""
        return self.kind not in BILLS and any(
            phrases.has_card_key(squashed(line.text)) for line in self.sheet.lines
        )


def _reason(text: str, said: list[str]) -> str | None:
    return None if any(refusal in text for refusal in said) else text.strip("。！ ")


def _name(text: str) -> str:
    """A shop's name without the arrow or button behind it."""
    plain = re.sub(
        r"\s*(进\s*店(\s*[看逛]\s*[看逛])?|进入店铺|联系卖家|联系商家|关注|客服)$",
        "",
        values.without_buttons(text),
    )
    return re.sub(
        r"[\s，,、。.·>›)）」]+$", "", re.sub(r"^[<‹《〈←\s]+", "", re.sub(r"[(（]\d+[)）]$", "", plain))
    )


def _said_by_the_buyer(sheet: Sheet, lines: tuple[Line, ...]) -> bool:
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    return (low > 0.26 * sheet.width and high > 0.62 * sheet.width) or low > 0.45 * sheet.width
