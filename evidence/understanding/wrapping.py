"""What goes on on the next line: numbers that were broken, names that had no room left."""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from evidence import values
from evidence.labels import find
from evidence.layout import Sheet
from evidence.line import Line
from evidence.understanding.surroundings import sort_of
from evidence.values import squashed

_PARTS: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_DETAIL: Final = re.compile(
    r"(默认规格|规格|颜色|套餐|型号|数量|已选|[x×X]\d+|￥|¥|共\d+件|面值|版本[:：]|类型[:：]|单价|不支持|支持|.*[;；]|.{1,4}[版装款]$|.*\d件$|.*面值$|"
    r"(每)?满\d+[减打送]|新客|.{0,4}立减|[^代充]{0,6}券$|已减|剩余|库存|已售|销量|月销|已拼)"
)
_BRACKETS: Final = ("（）", "()", "【】", "《》", "[]")
_SERVICE: Final = re.compile(r"([7七]天无理由|假一赔|自动发货$|极速|退货|官方正品|正品|包邮|免运费|运费险)")


def _pairs() -> frozenset[str]:
    """The file is part of the code: read once, when the module is."""
    told = files(__package__).joinpath("words.txt").read_text(encoding="utf-8").strip()
    return frozenset(told[at : at + 2] for at in range(0, len(told), 2))


# Letters that stick together, as `python -m tests.practice.learn_words` learned them.
_WORDS: Final = _pairs()


def number_goes_on(sheet: Sheet, line: Line) -> Line | None:
    """The rest of a number on the next line."""
    more = sheet.next_of_paragraph(line)
    if more is None or not _PARTS.fullmatch(squashed(values.without_buttons(more.text))):
        return None
    labelled = any(find(other.text) for other in sheet.before(more))
    return None if labelled or values.moment(more.text) else more


def next_line(sheet: Sheet, line: Line) -> Line | None:
    """The line right below that begins where this one does and is written as large."""
    if surely := sheet.next_of_paragraph(line):
        return surely
    reach = range(int(line.bottom - 0.35 * line.height), int(line.bottom + 1.1 * line.height))
    below = [o for o in sheet.lines if int(o.top) in reach and o.middle > line.bottom and _aligned(line, o)]
    return min(below, key=lambda other: other.top, default=None)


def _aligned(line: Line, other: Line) -> bool:
    """On the left, in the middle or on the right; and as large."""
    off = min(abs(other.left - line.left), abs(other.centre - line.centre), abs(other.right - line.right))
    return off < 0.6 * line.height and 0.65 < other.height / line.height < 1.6


def breaking(sheet: Sheet, line: Line, more: Line) -> Iterator[str]:
    """How a line broke off: the room left behind it in letters, and how far below, how large and what the next one is."""
    em = line.em or 0.75 * line.height
    beside = [other.left for other in sheet.after(line)]
    room = min(8, int((min([sheet.right_edge, *beside]) - line.right) / em))
    size = round(10 * (more.em / line.em if more.em and line.em else more.height / line.height))
    step = round((more.middle - line.middle) / em / 0.3)
    shorter = max(-3, min(3, int((line.right - more.right) / (3 * em))))
    yield from (f"room{room}", f"size{size}", f"step{min(12, step)}", f"shorter{shorter}")
    yield f"alike{int(9 <= size <= 11)}{int(step <= 6)}{int(room < 2)}{int(shorter >= 0)}"
    yield from _onto(sheet, line, more)


def _onto(sheet: Sheet, line: Line, more: Line) -> Iterator[str]:
    """What the next line is, by itself and after this one."""
    told = squashed(more.text)
    yield from (f"onto_{sort_of(told)}", f"onto={told[:2]}")
    if find(more.text) or values.money(more.text) or values.moment(more.text):
        yield "into_other"
    if _DETAIL.match(told) or _SERVICE.match(told):
        yield "onto_detail"
    before = sheet.before(line)
    if any(find(other.text) for other in sheet.before(more) if other not in before):
        yield "onto_labelled"
    if line.text.rstrip()[-1:] + told[:1] in _WORDS:
        yield "in_a_word"
    if any(line.text.count(opening) > line.text.count(closing) for opening, closing in _BRACKETS):
        yield "open"
