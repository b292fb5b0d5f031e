"""Promised lengths of time – 24小时, 三个工作日内, 秒发 – and how the bot says them back.

A range (3-5天) is its longer end. 半个月 is 15 days; months are unclear as a span.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from dialogs.numerals import plain
from dialogs.unclear import Unclear


class Span(msgspec.Struct, frozen=True):
    """A promised length of time. `unit`: minutes, hours, days or working_days. 0 hours means "at once"."""

    amount: int
    unit: str


_AT_ONCE: Final = re.compile("立即|立刻|马上|秒发|秒到|秒充|秒冲|即时|即刻|自动发|自动到")
_SPAN: Final = re.compile(
    r"(?<![0-9.月年第x*×])(?:(?P<from>[0-9]{1,4})(?:[-~至到]))?(?P<n>[0-9]{1,5}|半)个?(?P<and>半)?"
    r"(?P<unit>工作日|营业日|工作天|自然日|小时|钟头|h(?:ours?)?(?![a-z])|分钟|min(?:utes?|s)?(?![a-z])"
    r"|天|周|星期|礼拜|月|日(?=[以之]?内))"
    r"(?P<and2>半)?(?!前|以前|之前)",
    re.IGNORECASE,
)
_NEXT_DAY: Final = re.compile("次日|隔日|隔天|第2天")
_SPAN_LIMIT: Final = {"minutes": 527_040, "hours": 8784, "days": 366, "working_days": 366}
_NO_SPAN: Final = "没看懂时限，请写成「24小时」「3天」「3个工作日」或「秒发」。"
_SPAN_UNITS: Final = {
    "工作日": (1, "working_days"),
    "营业日": (1, "working_days"),
    "工作天": (1, "working_days"),
    "小时": (1, "hours"),
    "钟头": (1, "hours"),
    "h": (1, "hours"),
    "分": (1, "minutes"),
    "m": (1, "minutes"),
    "天": (1, "days"),
    "自然日": (1, "days"),
    "日": (1, "days"),
    "周": (7, "days"),
    "星期": (7, "days"),
    "礼拜": (7, "days"),
    "月": (0, "days"),
}
_FINER: Final = {"hours": (60, "minutes"), "days": (24, "hours")}


def read_span(text: str) -> Span:
    """A promised time or a platform's limit: 24小时, 三个工作日内, 48h, 半小时, 一周, 半个月, 秒发. At most a year.

    Raises Unclear.
    """
    words = plain(text)
    spans = [_span(match) for match in _SPAN.finditer(words)] or list(_spans_in_words(words))
    if len(set(map(_in_hours, spans))) > 1:
        raise Unclear("这里有不止一个时限，请只写一个，比如「24小时」。")
    if not spans:
        raise Unclear(_NO_SPAN)
    return spans[0]


def _in_hours(span: Span) -> Span:
    """Days as hours, so that 48小时（2天） is one span: the one named first."""
    return Span(24 * span.amount, "hours") if span.unit == "days" else span


def _spans_in_words(words: str) -> Iterator[Span]:
    if _AT_ONCE.search(words):
        yield Span(0, "hours")
    if _NEXT_DAY.search(words):
        yield Span(1, "days")


def _span(match: re.Match[str]) -> Span:
    name = next(name for name in _SPAN_UNITS if match["unit"].lower().startswith(name))
    size, unit = _SPAN_UNITS[name]
    if match["n"] == "半":
        return _half_of(name)
    if name == "月":
        raise Unclear("一个月有长有短，请写成天数，比如「30天」。")
    amount = int(match["n"]) * size
    if match["and"] or match["and2"]:
        return _and_a_half(amount, size, unit)
    return _bounded(Span(amount, unit))


def _bounded(span: Span) -> Span:
    if not 1 <= span.amount <= _SPAN_LIMIT[span.unit]:
        raise Unclear(_NO_SPAN)
    return span


_HALVES: Final = {
    "小时": Span(30, "minutes"),
    "钟头": Span(30, "minutes"),
    "天": Span(12, "hours"),
    "月": Span(15, "days"),
}


def _half_of(name: str) -> Span:
    if name not in _HALVES:
        raise Unclear(_NO_SPAN)
    return _HALVES[name]


def _and_a_half(amount: int, size: int, unit: str) -> Span:
    """一个半小时 is 90 minutes, 一天半 is 36 hours; half a week or half a working day is no clear span."""
    if unit not in _FINER or size != 1:
        raise Unclear(_NO_SPAN)
    factor, finer = _FINER[unit]
    return _bounded(Span(amount * factor + factor // 2, finer))


_SPAN_WORDS: Final = {"minutes": "分钟", "hours": "小时", "days": "天", "working_days": "个工作日"}


def say_span(span: Span) -> str:
    """24 小时, 7 个工作日; 立即 for none."""
    return f"{span.amount} {_SPAN_WORDS[span.unit]}" if span.amount else "立即"
