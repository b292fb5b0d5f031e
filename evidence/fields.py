"""From text with its places to the facts of a picture: what is told of each kind, and where it is looked for."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from evidence import phrases, values
from evidence.answers import answer_of_dialog
from evidence.kinds import kind_of
from evidence.labels import Field
from evidence.layout import Sheet, joined
from evidence.line import Line, Page
from evidence.names import goods_name, shop_name
from evidence.pairs import Pairs, Value, words_go_on
from evidence.reading import BILLS, ORDERS, Kind, Reading
from evidence.sites import badge, channel, known_platform, page_brand
from evidence.unlabelled import (
    amount_on_bill,
    header,
    product_title,
    prominent_amount,
    shop,
    shop_over,
    title_above,
    title_on_card,
)
from evidence.values import squashed

_BRANDED: Final = (*ORDERS, Kind.PRODUCT_PAGE, Kind.REFUND)
_ASKED: Final = re.compile(
    r"([A-Z]{0,4}\d{12,24}|\d{6}-\d{12,15})\s*(?:[，,。？?]?.{0,3}(?:查|看|这|单|催|没|怎么).{0,8})?"
)
_ON_CARD: Final = (Field.ORDER_NO, Field.AMOUNT, Field.ORDER_TIME, Field.PAY_TIME)
_DISTINCT: Final = 6  # letters of a name that say it is no chance
_MARK: Final = re.compile(r"^[^\w（(【《“\"']+")  # a warning's symbol
_PAID_BACK: Final = re.compile(r"((退回|退还|退款|退)[至到]|退回|退还)(?!原因)")


def extract(page: Page, now: datetime | None = None) -> Reading:
    """The facts a page shows; `now`, Chinese time, resolves words such as 昨天."""
    return _Facts(Sheet(page), now).reading()


class _Facts:
    """Chooses, kind by kind, what is told of a sheet."""

    def __init__(self, sheet: Sheet, now: datetime | None) -> None:
        self.sheet, self.pairs = sheet, Pairs(sheet, now)
        self.named = set(self.pairs.named)
        self.title: Line | None = None
        self.kind, sure = kind_of(sheet)
        self.sure: dict[str, float] = {"kind": sure}
        self.is_bill = self.kind in BILLS or self._is_record()

    def _is_record(self) -> bool:
        """True for a bank's page of one payment: it is of no kind, yet tells what was paid."""
        told = self.pairs.values
        dated = told.get(Field.TRADE_TIME) or told.get(Field.PAY_TIME)
        return self.kind is Kind.OTHER and bool(dated) and amount_on_bill(self.sheet) is not None

    def reading(self) -> Reading:
        if self.kind is Kind.OTHER and not self.is_bill:
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
            promise=self._promise(product, platform, merchant),
            refusals=self._refusals(product, platform, merchant),
            status=self._told("status", Field.STATUS),
            card_key=self._card_key(),
            confidence=self.sure,
        )

    def _told(self, name: str, *fields: Field) -> str | None:
        value = self.pairs.best(*fields)
        return self._note(name, value.text, value.sure) if value else None

    def _note(self, name: str, text: str | None, sure: float) -> str | None:
        if text is not None:
            self.sure[name] = round(sure, 3)
        return text

    def _order_no(self) -> str | None:
        if self.is_bill:
            return self._told("order_no", Field.MERCHANT_NO)
        if told := self._told("order_no", Field.ORDER_NO, Field.MERCHANT_NO):
            return told
        return self._number_asked_about() if self.kind is Kind.CHAT else None

    def _number_asked_about(self) -> str | None:
        """In a chat the buyer names an order by its bare number."""
        asked = {
            (found[1], line.sure)
            for line in self.sheet.lines
            if (found := _ASKED.fullmatch(line.text.strip())) and _said_by_the_buyer(self.sheet, (line,))
        }
        return self._note("order_no", *asked.pop()) if len(asked) == 1 else None

    def _trade_no(self) -> str | None:
        """On a payment provider's bill the plain 订单号 is the provider's own number."""
        if self.kind in BILLS:
            return self._told("trade_no", Field.TRADE_NO, Field.ORDER_NO)
        return self._told("trade_no", Field.TRADE_NO)

    def _amount(self) -> str | None:
        if self.kind is Kind.PRODUCT_PAGE:
            return None
        if self.is_bill and (found := amount_on_bill(self.sheet)):
            return self._note("amount", values.money(found.text), found.sure)
        first = (Field.REFUND_AMOUNT, Field.AMOUNT) if self.kind is Kind.REFUND else (Field.AMOUNT,)
        if told := self._told("amount", *first):
            return told
        if self.kind in (Kind.REFUND, Kind.ORDER) and (found := prominent_amount(self.sheet)):
            return self._note("amount", values.money(found.text), 0.85 * found.sure)
        return None

    def _order_time(self) -> str | None:
        if self.kind is Kind.PRODUCT_PAGE:
            return None
        fields = (
            (Field.ORDER_TIME,)
            if self.is_bill or self.kind in (Kind.CHAT, Kind.REFUND)
            else (Field.ORDER_TIME, Field.TRADE_TIME)
        )
        return self._told("order_time", *fields)

    def _pay_time(self) -> str | None:
        if self.kind is Kind.PRODUCT_PAGE:
            return None
        fields = (Field.PAY_TIME, Field.TRADE_TIME) if self.is_bill else (Field.PAY_TIME,)
        return self._told("pay_time", *fields)

    def _product(self) -> str | None:
        if self.kind is not Kind.PRODUCT_PAGE and (told := self._told("product", Field.PRODUCT)):
            return goods_name(values.chinese_marks(told), badged=False)
        if self.is_bill or self._several():
            return None
        lines = self._goods_in_chat() if self.kind is Kind.CHAT else self._goods()
        if not lines:
            return None
        self.named.update(map(id, lines))
        self.title = lines[0]
        name = goods_name(values.chinese_marks(joined(lines)), badged=self.kind is Kind.PRODUCT_PAGE)
        return self._note("product", name, 0.85 * lines[0].sure)

    def _goods(self) -> Sequence[Line]:
        found = product_title(self.sheet, self.pairs.used, self.kind)
        lines = [found] if found else []
        while 0 < len(lines) < 4 and (more := words_go_on(self.sheet, lines[-1])):
            lines.append(more)
        return lines

    def _goods_in_chat(self) -> Sequence[Line]:
        """The goods on an order's card, above what was paid or above its first label."""
        if not self.pairs.best(Field.AMOUNT):
            return ()
        told = [(field, value.label) for field in _ON_CARD for value in self.pairs.values[field]]
        labels = sorted(told, key=lambda one: (one[0] is not Field.AMOUNT, one[1].top))
        return next((title for _, label in labels if (title := title_on_card(self.sheet, label))), ())

    def _merchant(self, product: str | None, platform: str | None) -> str | None:
        if told := self._told("merchant", Field.MERCHANT):
            return shop_name(told)
        if self._several():
            return None
        if self.kind is Kind.CHAT:
            found = header(self.sheet)
        elif self.is_bill:
            found = title_above(self.sheet, amount_on_bill(self.sheet))
        else:
            found = shop(self.sheet, self.pairs.used, product, platform)
            if found is None and self.title and self.kind is Kind.ORDER:
                found = shop_over(self.sheet, self.title)
        return self._note("merchant", shop_name(found.text), 0.85 * found.sure) if found else None

    def _several(self) -> bool:
        """True for a list of orders, where nothing says which goods and shop are meant."""
        told = self.pairs.values
        found = (field for field in (Field.ORDER_NO, Field.AMOUNT) if told.get(field))
        return self.kind in ORDERS and any(self.pairs.best(field) is None for field in found)

    def _platform(self, product: str | None) -> str | None:
        if self.is_bill:
            return None
        if told := self._told("platform", Field.PLATFORM):
            return told
        for line in self.sheet.lines:
            if id(line) not in self.pairs.used and (name := self._named_by(line, product)):
                return self._note("platform", name, line.sure)
        if self.kind in _BRANDED and (brand := page_brand(self.sheet)):
            return self._note("platform", brand.text.strip(), 0.8 * brand.sure)
        return None

    def _named_by(self, line: Line, product: str | None) -> str | None:
        """A product may be named like a platform; only on its own page what stands before it is a badge."""
        if product and squashed(product) in squashed(line.text) and self.kind is Kind.PRODUCT_PAGE:
            return badge(line.text)
        if product and squashed(line.text) in squashed(product):
            return None
        return known_platform(self.sheet, line)

    def _pay_channel(self) -> str | None:
        if self.kind in BILLS:
            return self._note("pay_channel", "支付宝" if self.kind is Kind.ALIPAY_BILL else "微信支付", 1.0)
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        told = self.pairs.best(Field.PAY_CHANNEL)
        name = next((name for text in self._ways_paid(told) if (name := channel(text))), None)
        return self._note("pay_channel", name, told.sure if told else 0.9)

    def _ways_paid(self, told: Value | None) -> Iterator[str]:
        """The words that name the way to pay: a refund goes back the way the money came."""
        if told:
            yield told.text
            return
        yield from (label.word for _, label in self.sheet.labels if label.field is Field.TRADE_NO)
        if self.kind is Kind.REFUND:
            yield from (value.text for value in self.pairs.values[Field.REFUND_TO])
            yield from (line.text for line in self.sheet.lines if _PAID_BACK.search(squashed(line.text)))

    def _promise(self, *names: str | None) -> str | None:
        if self.is_bill or self.kind is Kind.REFUND:
            return None
        found = [
            (told, line.sure) for text, line in self._statements(names) if (told := phrases.promise(text))
        ]
        if not found:
            return None
        text, sure = max(found, key=lambda one: (any(sign.isdigit() for sign in one[0]), len(one[0])))
        return self._note("promise", text, sure)

    def _refusals(self, *names: str | None) -> tuple[str, ...]:
        if self.is_bill:
            return ()
        said = [refusal for text, _ in self._statements(names) for refusal in phrases.refusals(text)]
        if self.kind is Kind.REFUND:
            said += [
                reason
                for value in self.pairs.values.get(Field.REASON, ())
                if (reason := _reason(value.text, said))
            ]
        told = tuple(dict.fromkeys(values.chinese_marks(refusal) for refusal in said))
        if told:
            self.sure["refusals"] = 0.9
        return told

    def _statements(self, names: tuple[str | None, ...]) -> Iterator[tuple[str, Line]]:
        """What the merchant or the site says: no name, and in a chat only the left side of the talk."""
        for lines in self.sheet.paragraphs:
            said = [line for line in lines if not self._is_name(line, names)]
            if said and not (self.kind is Kind.CHAT and self._is_not_the_merchants(lines)):
                yield joined(said), said[0]

    def _is_name(self, line: Line, names: tuple[str | None, ...]) -> bool:
        text = squashed(line.text)
        told = (squashed(name) for name in names if name)
        return id(line) in self.named or any(
            text == name or (len(text) >= _DISTINCT and text in name) for name in told
        )

    def _is_not_the_merchants(self, lines: tuple[Line, ...]) -> bool:
        """Said by the buyer, or the beginning of another talk in the list beside this one."""
        title = header(self.sheet)
        aside = self.sheet.landscape and title is not None and lines[0].left < title.left - title.height
        return aside or _said_by_the_buyer(self.sheet, lines)

    def _error(self) -> str | None:
        lines = answer_of_dialog(self.sheet)
        if lines is None:
            return None
        text = _MARK.sub("", values.chinese_marks(joined(lines)))
        return self._note("error", text, min(line.sure for line in lines))

    def _card_key(self) -> bool:
        """On a bill what looks like one is a number of the payment."""
        return self.kind not in BILLS and any(
            phrases.has_card_key(squashed(line.text)) for line in self.sheet.lines
        )


def _reason(text: str, said: list[str]) -> str | None:
    return None if any(refusal in text for refusal in said) else text.strip("。！ ")


def _said_by_the_buyer(sheet: Sheet, lines: tuple[Line, ...]) -> bool:
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    return (low > 0.26 * sheet.width and high > 0.62 * sheet.width) or low > 0.45 * sheet.width
