"""Labels and the values that belong to them, found by their places. No rule belongs to one shop's layout."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from evidence import values
from evidence.labels import Field, Found, event, exact, find, found_in
from evidence.layout import Sheet, exact_field, is_button, joined
from evidence.line import Line
from evidence.unlabelled import may_be_named
from evidence.values import squashed

LISTED: Final = 100  # added to the rank of what stands in the rows of a list: what is told once goes before
LEAST: Final = 12  # ranks from which a label's word is too common to be sure of
_NEXT: Final = 1.6  # label's heights down to a value under its label
_CELL: Final = 6.0  # down to a number with a bar code above it
_TABLE: Final = 14.0  # down to the last row of a table
_PARTS: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_SECTIONS: Final = (
    "商品描述", "商品说明", "商品信息", "商品详情", "宝贝信息", "订单内容", "服务", "保障", "说明", "承诺", "订单", "宝贝", "商品", "店铺",
)  # fmt: skip
NUMBERS: Final = (Field.ORDER_NO, Field.MERCHANT_NO, Field.TRADE_NO)
TIMES: Final = (Field.ORDER_TIME, Field.PAY_TIME, Field.TRADE_TIME)
_WORDS: Final = (Field.PRODUCT, Field.MERCHANT, Field.REASON, Field.DELIVERY)
_SAID_OF: Final = (Field.DELIVERY, Field.STATUS, Field.PAY_CHANNEL)  # whose values may be labels elsewhere
_TYPED: Final[dict[Field, Callable[[str], str | None]]] = {
    **dict.fromkeys(NUMBERS, values.number),
    Field.AMOUNT: values.money,
    Field.REFUND_AMOUNT: values.money,
}
_DETAIL: Final = re.compile(
    r"(默认规格|规格|颜色|套餐|型号|数量|已选|[x×X]\d+|￥|¥|共\d+件|面值|版本[:：]|类型[:：]|单价|不支持|支持|.*[;；]|.{1,4}[版装款]$|.*\d件$|"
    r"(每)?满\d+[减打送]|新客|.{0,4}立减|.{0,6}券$|已减|剩余|库存|已售|销量|月销|已拼)"
)
_SERVICE: Final = re.compile(r"([7七]天无理由|假一赔|自动发货$|极速|退货|官方正品|正品|包邮|免运费|运费险)")


class Value(NamedTuple):
    """One reading of a field: how good its label is (0 is best), how sure the letters are, and where they stand."""

    text: str
    rank: int
    sure: float
    label: Line
    line: Line


class Pairs:
    """The labelled values of one sheet."""

    def __init__(self, sheet: Sheet, now: datetime | None) -> None:
        self.sheet, self.now = sheet, now
        self.values: dict[Field, list[Value]] = defaultdict(list)
        self.used: set[int] = set()
        self.named: set[int] = set()
        for line in sheet.lines:
            for label in () if sheet.is_menu(line) else found_in(line.text):
                self._take(line, label)
        for line in sheet.lines:
            if happened := event(line.text):
                self._take_moment(line, happened)
        for field, found in self.values.items():
            self.values[field] = list(_listed(found))

    def best(self, *fields: Field) -> Value | None:
        """The value with the best label; None when equally good labels disagree."""
        for field in fields:
            found = sorted(self.values.get(field, ()), key=lambda value: value.rank)
            if found:
                equal = {value.text for value in found if value.rank == found[0].rank}
                return found[0] if len(equal) == 1 else None
        return None

    def _take(self, line: Line, label: Found) -> None:
        rank = label.rank + (
            LISTED if self.sheet.is_heading(line) and self.sheet.rows(line, _TABLE) > 1 else 0
        )
        for text, lines in list(self._values(line, label)):
            self._note(label.field, text, line, lines, rank)

    def _take_moment(self, line: Line, happened: Found) -> None:
        """What happened, with its time beside, below or before it, as in the steps of an order."""
        near = (*self.sheet.after(line)[:1], *self.sheet.below(line, _NEXT)[:1], *self.sheet.before(line)[:1])
        for other in near:
            if id(other) not in self.used and (told := self._moment(other)):
                self._note(happened.field, told, line, [other], happened.rank)
                return

    def _note(self, field: Field, text: str, label: Line, lines: list[Line], rank: int) -> None:
        sure = min(one.sure for one in lines) * (1.0 if rank < LEAST else 0.9)
        if any(one.again for one in lines):
            sure *= 0.6
        self.values[field].append(Value(text, rank, round(sure, 3), label, lines[0]))
        self.used.update(map(id, lines))
        if field in (Field.PRODUCT, Field.MERCHANT):
            self.named.update(map(id, lines))

    def _values(self, line: Line, label: Found) -> Iterator[tuple[str, list[Line]]]:
        if label.rest:
            found = self._inline(line, label)
        elif label.field in (Field.NONE, Field.CARD_KEY):
            return
        elif self.sheet.is_heading(line):
            yield from self._column(line, label.field)
            return
        else:
            found = (
                self._beside(line, label.field)
                or self._under(line, label.field)
                or self._in_cell(line, label.field)
            )
        if found:
            yield found

    def _inline(self, line: Line, label: Found) -> tuple[str, list[Line]] | None:
        """Label and value in one piece; words need a colon or a space between."""
        parsed = self._parsed(label.field, label.rest)
        if parsed is None or not (label.marked or label.field in _TYPED):
            return None
        if exact(label.rest) and label.field not in _TYPED:
            return None
        return self._continued(label.field, line, parsed)

    def _beside(self, line: Line, field: Field) -> tuple[str, list[Line]] | None:
        for other in self.sheet.after(line)[:3]:
            if exact_field(other) is not None and field not in _SAID_OF and field is not Field.PRODUCT:
                return None
            parsed = self._moment(other) if field in TIMES else self._parsed(field, other.text)
            if parsed is not None:
                return self._continued(field, other, parsed)
        return None

    def _under(self, line: Line, field: Field) -> tuple[str, list[Line]] | None:
        """A value below its label, as on cards; not when the label has a value of another sort beside it."""
        if self.sheet.after(line) or squashed(line.text).rstrip(":") in _SECTIONS:
            return None
        return next(self._column(line, field, _NEXT), None)

    def _in_cell(self, line: Line, field: Field) -> tuple[str, list[Line]] | None:
        """A number lower in its label's cell, as under a bar code."""
        if field not in NUMBERS:
            return None
        for other in self.sheet.under_right(line, _CELL):
            if exact_field(other) is not None or any(map(_labelled, self.sheet.before(other))):
                return None
            if parsed := self._parsed(field, other.text):
                return self._continued(field, other, parsed)
        return None

    def _column(self, line: Line, field: Field, reach: float = _TABLE) -> Iterator[tuple[str, list[Line]]]:
        """The values under a heading, one per row of the table, until another label."""
        taken: set[int] = set()
        for other in self.sheet.below(line, reach):
            told = any(label.marked for label in found_in(other.text))
            if exact_field(other) is not None or (told and reach <= _NEXT):
                return
            if told or id(other) in taken or is_button(other.text):
                continue
            if taken and not self.sheet.in_table(line, other):
                return
            parsed = self._moment(other) if field in TIMES else self._parsed(field, other.text)
            if parsed is None and reach <= _NEXT:
                return
            if parsed is not None:
                found = self._continued(field, other, parsed)
                taken.update(map(id, found[1]))
                yield found

    def _moment(self, line: Line) -> str | None:
        """A moment whose time of day may stand beside its day or below it."""
        text = line.text
        if values.is_day(text):
            near = (*self.sheet.after(line)[:1], *self.sheet.below(line, _NEXT)[:1])
            text += next((f" {other.text}" for other in near if values.is_clock(other.text)), "")
        return values.moment(text, self.now)

    def _parsed(self, field: Field, text: str) -> str | None:
        parser = _TYPED.get(field)
        if parser is not None:
            return parser(text)
        if field in TIMES:
            return values.moment(text, self.now)
        plain = values.without_buttons(text)
        label = find(plain)
        if label and not label.rest and field not in _SAID_OF:
            return None
        if values.moment(plain) or values.money(plain) or values.number(plain):
            return None
        if field is Field.MERCHANT and not may_be_named(plain):
            return None
        return plain if plain and not is_button(plain) and len(plain) <= 80 else None

    def _continued(self, field: Field, line: Line, value: str) -> tuple[str, list[Line]]:
        """The value with what wrapped onto the next lines."""
        lines = [line]
        if field in NUMBERS and line.again:
            value = _longer(value, line.again)
        joins = number_goes_on if field in NUMBERS else words_go_on if field in _WORDS else None
        while joins and len(lines) < 4 and (more := joins(self.sheet, lines[-1])):
            lines.append(more)
            part = values.without_buttons(more.text)
            value = (
                value + squashed(part)
                if field in NUMBERS
                else joined([_like(line, value), _like(more, part)])
            )
        return value, lines


def _listed(found: list[Value]) -> Iterator[Value]:
    """Values of the same label under one another are the rows of a list."""
    for value in found:
        alike = {
            other.text
            for other in found
            if other.rank == value.rank and abs(other.line.left - value.line.left) < value.line.height
        }
        yield value._replace(rank=value.rank + LISTED) if len(alike) > 1 and value.rank < LISTED else value


def _longer(value: str, again: str) -> str:
    """The second reading of a number when it has all signs of the first and more: signs get lost, none appear."""
    found = find(again)
    other = values.number(found.rest if found else again)
    if other is None or len(other) <= len(value):
        return value
    signs = iter(other)
    return other if all(sign in signs for sign in value) else value


def _like(line: Line, text: str) -> Line:
    return Line(text, line.left, line.top, line.right, line.bottom, line.sure)


def number_goes_on(sheet: Sheet, line: Line) -> Line | None:
    """The rest of a number on the next line."""
    more = sheet.next_of_paragraph(line)
    if more is None or not _PARTS.fullmatch(squashed(values.without_buttons(more.text))):
        return None
    labelled = any(find(other.text) for other in sheet.before(more))
    return None if labelled or values.moment(more.text) else more


def words_go_on(sheet: Sheet, line: Line) -> Line | None:
    """Words wrap only where the next word had no room left."""
    more = sheet.next_of_paragraph(line)
    if more is None or find(more.text) or values.money(more.text) or values.moment(more.text):
        return None
    told = squashed(more.text)
    smaller = more.height < 0.93 * line.height
    if _DETAIL.match(told) or (smaller and _SERVICE.match(told)) or any(map(_labelled, sheet.before(more))):
        return None
    beside = [other.left for other in sheet.after(line)]
    room = min([sheet.right_edge, *beside]) - line.right
    first = re.match(r"[A-Za-z0-9.+]+|.", more.text.strip())
    em = 0.8 * line.height
    needed = em * (0.6 * len(first[0]) if first and first[0].isascii() else 1.0)
    return more if room < needed + 1.6 * em else None


def _labelled(line: Line) -> bool:
    return find(line.text) is not None
