"""What goes on on the next line: numbers that were broken, names that had no room left."""

import re
from typing import Final

from evidence import values
from evidence.labels import find
from evidence.layout import Sheet
from evidence.line import Line
from evidence.values import squashed

_PARTS: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_DETAIL: Final = re.compile(
    r"(默认规格|规格|颜色|套餐|型号|数量|已选|[x×X]\d+|￥|¥|共\d+件|面值|版本[:：]|类型[:：]|单价|不支持|支持|.*[;；]|.{1,4}[版装款]$|.*\d件$|"
    r"(每)?满\d+[减打送]|新客|.{0,4}立减|.{0,6}券$|已减|剩余|库存|已售|销量|月销|已拼)"
)
_SERVICE: Final = re.compile(r"([7七]天无理由|假一赔|自动发货$|极速|退货|官方正品|正品|包邮|免运费|运费险)")


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
