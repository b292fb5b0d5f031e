"""From text with its places to the facts of a picture: what is told of each kind, and where it is looked for."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from evidence import phrases, values
from evidence.answers import answer_of_dialog
from evidence.kinds import kind_of
from evidence.labels import Field
from evidence.layout import Sheet, joined
from evidence.line import Line, Page
from evidence.pairs import Pairs, words_go_on
from evidence.reading import BILLS, ORDERS, Kind, Reading
from evidence.sites import channel, known_platform, page_brand
from evidence.unlabelled import amount_on_bill, header, product_title, shop, title_above, title_on_card
from evidence.values import squashed


def extract(page: Page, now: datetime | None = None) -> Reading:
    """The facts a page shows; `now`, Chinese time, resolves words such as 昨天."""
    return _Facts(Sheet(page), now).reading()


class _Facts:
    """Chooses, kind by kind, what is told of a sheet."""

    def __init__(self, sheet: Sheet, now: datetime | None) -> None:
        self.sheet, self.pairs = sheet, Pairs(sheet, now)
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
            promise=self._promise(product),
            refusals=self._refusals(product),
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
        return self._told("order_no", Field.ORDER_NO, Field.MERCHANT_NO)

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
        return self._told("amount", *first)

    def _order_time(self) -> str | None:
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        fields = (
            (Field.ORDER_TIME,)
            if self.is_bill or self.kind is Kind.REFUND
            else (Field.ORDER_TIME, Field.TRADE_TIME)
        )
        return self._told("order_time", *fields)

    def _pay_time(self) -> str | None:
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        fields = (Field.PAY_TIME, Field.TRADE_TIME) if self.is_bill else (Field.PAY_TIME,)
        return self._told("pay_time", *fields)

    def _product(self) -> str | None:
        if self.kind is not Kind.PRODUCT_PAGE and (told := self._told("product", Field.PRODUCT)):
            return values.chinese_marks(told)
        if self.is_bill or self._several():
            return None
        lines = self._goods_in_chat() if self.kind is Kind.CHAT else self._goods()
        if not lines:
            return None
        return self._note("product", values.chinese_marks(joined(lines)), 0.85 * lines[0].sure)

    def _goods(self) -> Sequence[Line]:
        found = product_title(self.sheet, self.pairs.used, self.kind)
        lines = [found] if found else []
        while 0 < len(lines) < 4 and (more := words_go_on(self.sheet, lines[-1])):
            lines.append(more)
        return lines

    def _goods_in_chat(self) -> Sequence[Line]:
        """The goods on an order's card."""
        paid = self.pairs.best(Field.AMOUNT)
        return title_on_card(self.sheet, paid.lines[0]) if paid else ()

    def _merchant(self, product: str | None, platform: str | None) -> str | None:
        if told := self._told("merchant", Field.MERCHANT):
            return told
        if self._several():
            return None
        if self.kind is Kind.CHAT:
            found = header(self.sheet)
        elif self.is_bill:
            found = title_above(self.sheet, amount_on_bill(self.sheet))
        else:
            found = shop(self.sheet, self.pairs.used, product, platform)
        return self._note("merchant", _name(found.text), 0.85 * found.sure) if found else None

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
            if id(line) in self.pairs.used or (product and squashed(line.text) in squashed(product)):
                continue
            if name := known_platform(self.sheet, line):
                return self._note("platform", name, line.sure)
        if self.kind in ORDERS and (brand := page_brand(self.sheet)):
            return self._note("platform", brand.text.strip(), 0.8 * brand.sure)
        return None

    def _pay_channel(self) -> str | None:
        if self.kind in BILLS:
            return self._note("pay_channel", "支付宝" if self.kind is Kind.ALIPAY_BILL else "微信支付", 1.0)
        if self.kind in (Kind.CHAT, Kind.PRODUCT_PAGE):
            return None
        told = self.pairs.best(Field.PAY_CHANNEL)
        texts = (
            [told.text]
            if told
            else [label.word for _, label in self.sheet.labels if label.field is Field.TRADE_NO]
        )
        name = next((name for text in texts if (name := channel(text))), None)
        return self._note("pay_channel", name, told.sure if told else 0.9)

    def _promise(self, product: str | None) -> str | None:
        if self.is_bill or self.kind is Kind.REFUND:
            return None
        found = [
            (told, line.sure) for text, line in self._statements(product) if (told := phrases.promise(text))
        ]
        if not found:
            return None
        text, sure = max(found, key=lambda one: (any(sign.isdigit() for sign in one[0]), len(one[0])))
        return self._note("promise", text, sure)

    def _refusals(self, product: str | None) -> tuple[str, ...]:
        if self.is_bill:
            return ()
        said = [refusal for text, _ in self._statements(product) for refusal in phrases.refusals(text)]
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

    def _statements(self, product: str | None) -> Iterator[tuple[str, Line]]:
        """What the merchant or the site says: no product's name, and in a chat only the left side."""
        for lines in self.sheet.paragraphs:
            if product and squashed(lines[0].text) and squashed(lines[0].text) in squashed(product):
                continue
            if any(id(line) in self.pairs.used and self._is_name(line) for line in lines):
                continue
            if self.kind is Kind.CHAT and _said_by_the_buyer(self.sheet, lines):
                continue
            yield joined(lines), lines[0]

    def _is_name(self, line: Line) -> bool:
        names = {
            value.text
            for field in (Field.PRODUCT, Field.MERCHANT)
            for value in self.pairs.values.get(field, ())
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
