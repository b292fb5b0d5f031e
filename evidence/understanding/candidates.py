"""What on a page could be a fact: every number, sum, moment and way to pay, each with what speaks for or against it.

Nothing is decided here. Features are words; `learned.json` says what they weigh.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Final, NamedTuple

from evidence import phrases, values
from evidence.labels import find
from evidence.layout import Sheet
from evidence.line import Line
from evidence.names import channel, mentioned
from evidence.understanding.surroundings import Surroundings, pairs
from evidence.understanding.wrapping import (
    number_goes_on,
)
from evidence.values import squashed


class Candidate(NamedTuple):
    """What could be a fact, as read, with the line it begins on and its features."""

    value: str
    line: Line
    features: tuple[str, ...]


_PART: Final = re.compile(r"\s*[|｜丨]\s*|\s{3,}")
_LABELLED: Final = re.compile(r"(.*?[^\s\d:：])\s*[:：]\s*(.+)$")
_NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{6,63}")
_DATE: Final = re.compile(r"20\d\d-\d{1,2}-\d{1,2}")
_LONG_LABEL: Final = 12  # letters
_MOMENT: Final = re.compile(
    r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?[\sT,]*\d{1,2}\s*[:：.]\s*\d\d(?:\s*[:：.]\s*\d\d)?"
)
_DAY: Final = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_SUM: Final = re.compile(r"[-−–+]?\s?(?:¥|￥|RMB|CNY)?\s?[-−]?\d[\d,]*(?:\.\d{1,2})?\s?元?")
_NO_SUM_BEFORE: Final = re.compile(r"(\d[.:/-]|[\d年月A-Za-z])$")
_HOTLINES: Final = ("12315", "12345", "12377", "12381", "12321")
_NO_SUM_BEHIND: Final = re.compile(r"[\d:/年月日%A-Za-z-]|[天小个张次件月台年分折]")
_CURRENCY: Final = re.compile(r"[¥￥元]|RMB|CNY")
_SHAPES: Final = {
    "alipay": re.compile(r"20\d{6}2[0-3]00\d{10,20}"),
    "wechat": re.compile(r"(4200|1000|4300)\d{24}"),
    "dated": re.compile(r"20[12]\d[01]\d[0-3]\d\d{4,}"),
}

_MANY: Final = 4
_ANNOUNCING: Final = ("before=", "above=", "heading=")
_FIELDS: Final = ("beforefield=", "abovefield=", "headingfield=")


def parts(line: Line) -> list[str]:
    """What bars and wide gaps part."""
    return [part for part in _PART.split(line.text.strip()) if part]


def labelled(text: str) -> tuple[str, str]:
    """The label before a colon, or a known one, and what it announces."""
    found = _LABELLED.match(text)
    if found and len(squashed(found[1])) <= _LONG_LABEL:
        return found[1], found[2]
    label = find(text)
    return (label.word, label.rest) if label and label.rest and label.marked else ("", text)


def _last_word(text: str) -> str:
    """The words right before a value, without those of the value before."""
    return re.split(r"[\s,，;；。]", text.rstrip(" :：(（"))[-1]


def numbers(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """Whatever is written like the number of an order or a payment."""
    return _compared(list(_numbers(sheet, around)))


def _numbers(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    for line in sheet.lines:
        for part in parts(line):
            rest = labelled(part)[1]
            for found in () if values.moment(rest) else _NUMBER.finditer(part):
                if _may_be_number(found[0]):
                    yield from _number(sheet, around, line, part, found)


def _may_be_number(text: str) -> bool:
    if _DATE.fullmatch(text):
        return False
    digits = sum(sign.isdigit() for sign in text)
    return (digits >= 4 and not (text.isdigit() and len(text) < 8)) or values.is_code(text)


def _number(
    sheet: Sheet, around: Surroundings, line: Line, part: str, found: re.Match[str]
) -> Iterator[Candidate]:
    told = found[0].rstrip("-_")
    whole, last = told, line
    ends = found.end() >= len(part.rstrip()) - 3
    while ends and len(whole) < 64 and (more := number_goes_on(sheet, last)):
        whole, last = whole + squashed(values.without_buttons(more.text)), more
    label = part[: found.start()].rstrip(" :：#(（.…·")
    seen = around.of(line, label)
    filled = "whole" if len(told) > 0.8 * len(squashed(labelled(part)[1])) else "inside"
    for number in dict.fromkeys((whole, told)):
        cut = "cut" if number != whole else "joined" if whole != told else "single"
        yield Candidate(number, line, (*seen, *_number_features(number), filled, cut))


def _number_features(number: str) -> Iterator[str]:
    yield f"length{len(number)}"
    yield (
        "shape="
        + re.sub(r"0+", "0", re.sub(r"\d", "0", re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", number))))[:12]
    )
    yield "begins=" + ("digits" if number[:2].isdigit() else number[:2])
    yield from (f"shape={name}" for name, shape in _SHAPES.items() if shape.fullmatch(number))
    if phrases.has_card_key(number):
        yield "shape=key"


def moments(sheet: Sheet, around: Surroundings, now: datetime | None) -> Iterator[Candidate]:
    """Days with their time of day; those without a year only when `now`, Chinese time, is known."""
    return _compared(list(_moments(sheet, around, now)))


def _moments(sheet: Sheet, around: Surroundings, now: datetime | None) -> Iterator[Candidate]:
    for line in sheet.lines:
        for part in parts(line):
            for found in _MOMENT.finditer(part):
                if when := values.moment(found[0]):
                    yield _moment(around, line, when, part[: found.start()], part[found.end() :])
            label, rest = labelled(part)
            if _MOMENT.search(part):
                continue
            if _DAY.fullmatch(squashed(rest)) and (when := _with_clock(sheet, line, rest)):
                yield Candidate(when, line, (*around.of(line, label), "clock_apart"))
            elif when := values.moment(rest, now):
                yield Candidate(when, line, (*around.of(line, label), "from_now"))


def _moment(around: Surroundings, line: Line, when: str, before: str, behind: str) -> Candidate:
    following = squashed(behind)[:6]
    words = (f"behind={following}", *(f"behind~{pair}" for pair in pairs(following)))
    return Candidate(when, line, (*around.of(line, _last_word(before)), *words))


def _with_clock(sheet: Sheet, line: Line, day: str) -> str | None:
    """A day whose time of day stands beside or below it."""
    near = (*sheet.after(line)[:1], *sheet.below(line, 1.6)[:1])
    return next((values.moment(f"{day} {other.text}") for other in near if values.is_clock(other.text)), None)


def sums(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """Whatever is written like a sum of money."""
    return _ranked(list(_sums(sheet, around)))


def _sums(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    for line in sheet.lines:
        for part in parts(line):
            for found in _SUM.finditer(part):
                if (yuan := values.money(found[0].strip())) and _may_be_sum(part, found):
                    yield Candidate(
                        yuan,
                        line,
                        (*around.of(line, _last_word(part[: found.start()])), *_sum_features(part, found)),
                    )


def _may_be_sum(text: str, found: re.Match[str]) -> bool:
    before, behind = text[: found.start()][-1:], text[found.end() :][:1]
    plain = not _CURRENCY.search(found[0]) and "." not in found[0]
    if squashed(found[0]) in _HOTLINES:
        return False
    if plain and not (
        (before in ":： " or "\u4e00" <= before <= "\u9fff")
        and (not behind.strip() or behind in "，,。；;了块")
    ):
        return False
    return not (_NO_SUM_BEFORE.search(text[: found.start()]) or _NO_SUM_BEHIND.match(behind))


def _sum_features(text: str, found: re.Match[str]) -> Iterator[str]:
    told = found[0].strip()
    yield "currency" if _CURRENCY.search(told) else "bare"
    yield "point" if "." in told else "no_point"
    yield "minus" if told[0] in "-−–" else "plus"
    yield "filled" if len(told) > 0.8 * len(squashed(labelled(text)[1])) else "inside"
    if behind := squashed(text[found.end() :])[:4]:
        yield f"behind={behind}"


def _ranked(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """How each sum stands among the others: by height, by value, and whether it is what is left of two."""
    told = sorted({round(100 * float(each.value)) for each in found})
    left = {high - low for low, high in combinations(told, 2)}
    for each in found:
        higher = sum(other.line.height > 1.08 * each.line.height for other in found)
        more = sum(float(other.value) > float(each.value) for other in found)
        same = sum(other.value == each.value for other in found)
        ranks = (
            f"higher{min(3, higher)}",
            f"more{min(3, more)}",
            f"same{min(3, same)}",
            f"sums{min(_MANY, len(found))}",
        )
        rest = ("left_over",) if round(100 * float(each.value)) in left else ()
        yield each._replace(features=(*each.features, *ranks, *rest, *_rivals(each, found)))


def _compared(found: Sequence[Candidate]) -> Iterator[Candidate]:
    different = len({each.value for each in found})
    for at, each in enumerate(found):
        same = sum(other.value == each.value for other in found)
        ranks = (
            f"different{min(_MANY, different)}",
            f"nth{min(3, at)}",
            f"same{min(3, same)}",
        )
        yield each._replace(features=(*each.features, *ranks, *_rivals(each, found)))


def _label(candidate: Candidate) -> str:
    """The words that announce it, empty when there are none."""
    return next((each for each in candidate.features if each.startswith(_ANNOUNCING)), "")


def _rivals(each: Candidate, found: Sequence[Candidate]) -> Iterator[str]:
    """How many other values the same words announce, as in a list of orders."""
    label = _label(each)
    others = {
        other.value for other in found if other.value != each.value and label and _label(other) == label
    }
    rivals = f"rivals{min(2, len(others))}"
    yield rivals
    yield from (f"{feature}&{rivals}" for feature in each.features if feature.startswith(_FIELDS))


def channels(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """Every way to pay that is named."""
    return _compared(list(_channels(sheet, around)))


def _channels(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    for line in sheet.lines:
        for part in parts(line):
            if way := channel(part):
                label, rest = labelled(part)
                plain = squashed(rest)
                words = (f"told={plain[:8]}", *(f"has~{pair}" for pair in pairs(plain[:14])))
                yield Candidate(way, line, (*around.of(line, label), *words))


def mentions(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """Well-known platforms, wherever they are named."""
    for line in sheet.lines:
        plain = squashed(line.text)
        for name, start, end in mentioned(plain):
            before, behind = plain[max(0, start - 2) : start] or "^", plain[end : end + 2] or "$"
            whole = "alone" if (start, end) == (0, len(plain)) else "begins" if not start else "within"
            sides = (f"before={before}", f"before={before[-1:]}", f"behind={behind}", f"behind={behind[:1]}")
            yield Candidate(name, line, (*around.of(line), *sides, "mention", f"mention={whole}"))
