"""What people type, as values: days, moments, amounts, spans, numbers – and how the bot says them back.

A reader returns the value, or `Unclear` with one Chinese sentence saying what would be clear; it never raises
on anything typed and never guesses between two readings. Chatter around the value is allowed, two different
values in one text are not. `now` is a zone-aware instant; days are read in the legal zone (Asia/Shanghai).

Choices where the language leaves room:
- Weeks begin on Monday: on a Sunday 上周五 is nine days ago. A weekday alone is the nearest in the reading's
  direction, today included. A weekday beside a date must agree with it.
- 11.3 and 11-3 are month and day. 3/4 is unclear, because some write the day first; 11/23 can only be one thing.
- A day without a year is the latest that has come (`read_day`), or the nearest (`read_future_day`).
- An hour said with 点 and no 上午/下午 is unclear; 14:05 is the 24-hour clock; midnight by 晚上12点 is unclear.
- 两百五 is 250. A range of spans (3-5天) is its longer end. 半个月 is 15 days; months are unclear as a span.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as TimeOfDay
from typing import Final, NamedTuple, TypeAlias

import msgspec

from state_machine.complaint import LEGAL_ZONE


class Unclear(msgspec.Struct, frozen=True):
    """What was typed is not one clear value; `why` is a Chinese sentence saying what would be clear."""

    why: str


class Moment(msgspec.Struct, frozen=True):
    """A day in the legal zone, with the time of day to the minute when it was said."""

    day: date
    time: TimeOfDay | None = None


class Span(msgspec.Struct, frozen=True):
    """A promised length of time. `unit`: minutes, hours, days or working_days. 0 hours means "at once"."""

    amount: int
    unit: str


# Numbers ---------------------------------------------------------------------------------------------------

_FIGURES: Final = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_LONGEST: Final = 24  # no number worth reading takes more figures
_UNITS: Final = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆", "一二三四五六七八九十百千万元")
# A figure right after 周 names a weekday, so that 周二十四点 is Tuesday, 14:00.
_CHINESE: Final = re.compile("(?<!周)(?<!星期)(?<!礼拜)[零〇一二两三四五六七八九十百千万亿]+")
_CJK: Final = "\u3007\u4e00-\u9fff"
_SPACE_BY_CHINESE: Final = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_DASHES: Final = re.compile("[‐‑‒–—−]+")


def _value(words: str) -> int | None:
    """A Chinese numeral; None for what is not one number (三四, 万一)."""
    for unit, size in _UNITS:
        head, found, tail = words.partition(unit)
        if found:
            return _joined(head, tail, size)
    return _FIGURES.get(words)


def _joined(head: str, tail: str, size: int) -> int | None:
    """head × size + tail; a bare last figure counts the next lower unit: 一千三 is 1300, 两百五 is 250."""
    factor = _value(head) if head else 1
    if factor is None or not 1 <= factor < (10**4 if size >= 10**4 else 10) or (not head and size != 10):
        return None
    rest = _value(tail.lstrip("零〇")) if tail.strip("零〇") else 0
    if rest is None or rest >= size:
        return None
    if len(tail) == 1 and size > 10:
        rest *= size // 10
    return factor * size + rest


def _in_figures(words: str, ahead: str) -> str:
    """One run of Chinese figures as digits; left alone when it is no number. Years are read figure by figure."""
    value = _value(words) if len(words) <= _LONGEST else None
    if value is not None:
        return str(value)
    a_year = ahead == "年" or len(words) == 4
    if a_year and all(sign in _FIGURES for sign in words):
        return "".join(str(_FIGURES[sign]) for sign in words)
    return words


def _plain(text: str) -> str:
    """Half-width, without spaces beside Chinese, Chinese numerals as digits."""
    words = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    words = _SPACE_BY_CHINESE.sub("", _DASHES.sub("-", " ".join(words.split())))
    return _CHINESE.sub(
        lambda found: _in_figures(found[0], found.string[found.end() : found.end() + 1]), words
    )


_NUMBER: Final = re.compile(
    r"(?<![0-9.])(-|负|几|数)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([万亿千百]?)([0-9几多余来]?)"
)
_SCALES: Final = {"": 1, **dict(_UNITS)}
_NUMBER_LIMIT: Final = 10**12
_NOT_A_NUMBER: Final = Unclear("没看懂这个数字，请写一个数，比如「7」或「十五」。")


def read_number(text: str) -> int | Unclear:
    """One whole number, not negative, in Arabic or Chinese figures up to 亿: 7, 十五, 一千三, 1.2万."""
    found = {_scaled(*match.groups()) for match in _NUMBER.finditer(_plain(text.translate(_FORMAL)))}
    if len(found) > 1:
        return Unclear("这里有不止一个数字，请只写一个。")
    number = found.pop() if found else None
    return _NOT_A_NUMBER if number is None else number


def _scaled(sign: str | None, whole: str, fraction: str | None, scale: str, more: str) -> int | None:
    size = _SCALES[scale]
    decimals = (fraction or ".")[1:]
    if sign or more or len(whole) > 12 or len(decimals) > 8 or size % 10 ** len(decimals):
        return None
    number = int(whole.replace(",", "")) * size + int(decimals or 0) * size // 10 ** len(decimals)
    return number if number <= _NUMBER_LIMIT else None


# Days ------------------------------------------------------------------------------------------------------


class _Today(NamedTuple):
    """From where a day is read: the instant in the legal zone; `ahead` for promises, which lean forward."""

    now: datetime
    ahead: bool

    @property
    def day(self) -> date:
        return self.now.date()


class _Weekday(NamedTuple):
    """A weekday named alone: it decides only when no date does, and must agree with one that does."""

    number: int


class _Vague(NamedTuple):
    """Words that name no one day (最近, 国庆): what is said about them when nothing clearer is there."""

    unclear: Unclear


_Found: TypeAlias = date | Unclear | _Weekday | _Vague
_WEEKDAYS: Final = "一二三四五六日"
_SAY_A_DAY: Final = "请写具体日期，比如「昨天」「上周五」或「11月3日」。"
_DAY: Final = timedelta(days=1)


def _on(year: int, month: int, day: int) -> date | Unclear:
    """That date, or why there is none."""
    if not 2000 <= year <= 2100:
        return Unclear(f"年份 {year} 好像不对，请再写一次，比如「2026年11月3日」。")
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return Unclear(f"{year}年没有{month}月{day}日这一天，请核对日期后再写一次。")
    return date(year, month, day)


def _full(match: re.Match[str], today: _Today) -> _Found:
    year, month, day = (int(match[part]) for part in ("y", "m", "d"))
    return _on(year if year >= 100 else 2000 + year, month, day)


def _named_year(match: re.Match[str], today: _Today) -> _Found:
    year = today.day.year + {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1}[match["which"]]
    return _on(year, int(match["m"]), int(match["d"]))


def _named_month(match: re.Match[str], today: _Today) -> _Found:
    step = _steps(match["which"])
    first = _months_from(today.day.replace(day=1), step)
    if match["d"] == "底":
        return first.replace(day=monthrange(first.year, first.month)[1])
    return _on(first.year, first.month, int(match["d"]))


def _steps(which: str) -> int:
    """上上 is -2, 下 is 1, 这 and 本 are 0."""
    return which.count("下") - which.count("上")


def _months_from(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _no_year(match: re.Match[str], today: _Today) -> _Found:
    """Month and day: the latest that has come, or for a promise the nearest."""
    month, day = int(match["m"]), int(match["d"])
    tried = [_on(today.day.year + step, month, day) for step in (0, -1, 1)]
    days = [each for each in tried if isinstance(each, date) and (today.ahead or each <= today.day)]
    if days and today.ahead:
        return min(days, key=lambda each: abs(each - today.day))
    if days:
        return days[0]
    if 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]:
        return Unclear(f"今年和去年都没有{month}月{day}日，请写上年份或核对日期。")
    return Unclear(f"没有{month}月{day}日这一天，请核对日期后再写一次。")


def _slashed(match: re.Match[str], today: _Today) -> _Found:
    first, second = int(match["m"]), int(match["d"])
    if first != second and first <= 12 and second <= 12:
        return Unclear(f"「{match[0]}」有两种读法，请写成「{first}月{second}日」这样。")
    return _no_year(match, today)


def _ago(match: re.Match[str], today: _Today) -> _Found:
    """三天前, 半个月后: so many days, weeks, months or years away; months and years by the calendar."""
    half, unit = match["n"] == "半", match["unit"].removeprefix("个")
    amount = 0 if half else int(match["n"])
    sign = -1 if "前" in match["way"] else 1
    if today.ahead and unit == "日" and sign < 0:
        return Unclear(f"「{match[0]}」是哪个月的？请带上月份，比如「11月30日」。")
    if amount > 366 or (unit == "年" and amount > 20):
        return _vague(match, today)
    months = {"月": amount, "年": 6 if half else 12 * amount}.get(unit, 0)
    if months:
        return _months_from(today.day, sign * months)
    days = {"天": amount, "日": amount, "月": 15}.get(unit, 7 * amount)
    return today.day + sign * days * _DAY if days else _vague(match, today)


_NEAR: Final = {
    "大前": -3,
    "前": -2,
    "昨": -1,
    "今": 0,
    "明": 1,
    "后": 2,
    "大后": 3,
}


def _near(match: re.Match[str], today: _Today) -> _Found:
    return today.day + _NEAR[match["which"]] * _DAY


def _weekday(match: re.Match[str], today: _Today) -> _Found:
    number = _WEEKDAYS.find(match["w"].replace("天", "日"))
    if number < 0:
        number = int(match["w"]) - 1
    if not match["which"]:
        return _Weekday(number)
    monday = today.day - today.day.weekday() * _DAY
    return monday + (7 * _steps(match["which"]) + number) * _DAY


def _day_of_month(match: re.Match[str], today: _Today) -> _Found:
    """3号: in the latest month that has come to it; for a promise only one still to come is clear."""
    day, this_month = int(match["d"]), today.day.replace(day=1)
    firsts = [_months_from(this_month, step) for step in ((0, 1) if today.ahead else (0, -1, -2))]
    if today.ahead and 1 <= day < today.day.day:
        return Unclear(f"{day}号是哪个月的？请带上月份，比如「{firsts[1].month}月{day}日」。")
    for first in firsts:
        found = _on(first.year, first.month, day)
        if isinstance(found, date) and (today.ahead or found <= today.day):
            return found
    return Unclear(f"没有{day}号这一天，请核对日期后再写一次。")


def _year_end(match: re.Match[str], today: _Today) -> _Found:
    return date(today.day.year, 12, 31) if today.ahead else _vague(match, today)


def _month_end(match: re.Match[str], today: _Today) -> _Found:
    last = monthrange(today.day.year, today.day.month)[1]
    return today.day.replace(day=last) if today.ahead else _vague(match, today)


def _hours_ago(match: re.Match[str], today: _Today) -> _Found:
    return _moment_before(match, today.now).day


def _range(match: re.Match[str], today: _Today) -> _Found:
    return Unclear("你写的是一段时间，请只写其中一天，比如「11月3日」。")


def _vague(match: re.Match[str], today: _Today) -> _Found:
    return _Vague(Unclear(f"「{match[0]}」不够具体，{_SAY_A_DAY}"))


_M: Final = "(?P<m>[0-9]{1,2})"
_D: Final = "(?P<d>[0-9]{1,2})"
_NOT_IN_A_NUMBER: Final = r"(?<![0-9./¥$月年-])"
_NOT_MORE: Final = r"(?![0-9]|[./-][0-9]|%|[元块角毛天个小年月周点折分万千百级张])"
_Reader: TypeAlias = Callable[[re.Match[str], _Today], _Found]
_AGO: Final = (
    r"(?<![0-9.])(?:(?P<n>[0-9]{1,3})个?(?P<and>半)?|(?P<half>(?<!个)半)个?)(?P<unit>小时|钟头|分钟)[以之]?前"
)


def _rows(*rows: tuple[str, _Reader]) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((re.compile(pattern), reader) for pattern, reader in rows)


# In this order; what a row has read is taken out of the text before the next row looks.
_DAYS: Final = _rows(
    (r"(?:月[0-9]{1,2}[日号]?|[0-9][日号])[-~到至][0-9]{1,2}(?:月[0-9]{1,2})?[日号]", _range),
    (rf"(?<![0-9])(?P<y>[0-9]{{4}}|[0-9]{{2}})年的?{_M}月{_D}[日号]?(?![0-9])", _full),
    (rf"(?<![0-9])(?P<y>[0-9]{{4}})(?P<s>[./-]){_M}(?P=s){_D}[日号]?(?![0-9])", _full),
    (rf"{_NOT_IN_A_NUMBER}(?P<y>2[0-9])(?P<s>[./-]){_M}(?P=s){_D}(?![0-9]|[./-][0-9])", _full),
    (r"(?<![0-9])(?P<y>20[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])", _full),
    (rf"(?P<which>[前去今本明])年的?{_M}月{_D}[日号]?(?![0-9])", _named_year),
    (rf"(?P<which>上上|上|这|本|下下|下)个?月的?{_D}[日号]", _named_month),
    (r"(?P<which>上上|上|这|本|下下|下)个?月(?P<d>底)", _named_month),
    (rf"(?<![0-9]){_M}月份?的?{_D}[日号]?(?![0-9])", _no_year),
    (_AGO, _hours_ago),
    (
        r"(?<![0-9第.个])(?P<n>[0-9]{1,4}|半)(?P<unit>[天日周年]|个月|(?<=半)月|个?星期|个?礼拜)"
        r"(?P<way>[以之]?前|[以之]?后|[以之]?内)",
        _ago,
    ),
    (
        r"前[几些2][天日周]|几[天周个].{0,2}前|前阵子?|好几天|最近|[这那]几天|过[几2]天|[这上下]?个?周末|双[0-9]+|"
        r"(?:国庆|春节|元旦|中秋|端午|清明|五一|劳动)节?(?:那天|当天|前后|期间|假期)?|年初|月初|月中|[上中下]旬",
        _vague,
    ),
    (
        rf"(?P<which>上上个?|上个?|这个?|本|下下个?|下个?|(?<![0-9])(?=周|星期|礼拜))(?:周|星期|礼拜)"
        rf"(?P<w>[{_WEEKDAYS}天]|[1-7](?![0-9]))",
        _weekday,
    ),
    (r"(?:上上?|下下?|这|本)个?(?:周|星期|礼拜|月)", _vague),
    (r"(?P<which>大前|(?<![之以])前)[天日]", _near),
    (r"(?P<which>(?<![之以天日号周月年|])前)(?=晚)", _near),
    (r"(?P<which>昨)(?:[天日儿]|(?=[早晚晨夜]))", _near),
    (r"(?<![到至])(?P<which>今)(?:[天日儿]|(?=[早晚晨夜]))", _near),
    (r"(?P<which>明)(?:[天日儿]|(?=[早晚晨夜]))", _near),
    (r"(?P<which>大后|(?<![之以])后)天", _near),
    (rf"{_NOT_IN_A_NUMBER}{_M}/{_D}{_NOT_MORE}", _slashed),
    (rf"{_NOT_IN_A_NUMBER}(?P<m>0?[1-9]|1[0-2])[.-](?P<d>[0-3]?[0-9])[日号]?{_NOT_MORE}", _no_year),
    (rf"(?<![0-9./月第-]){_D}(?:号(?!店|楼|线|机|链接|客服)|日(?!内|以内|之内|游))", _day_of_month),
    (r"年底|年末", _year_end),
    (r"月底|月末", _month_end),
)
_GONE: Final = "|"


def _mentions(text: str, today: _Today) -> tuple[list[_Found], str]:
    """Every day named in the text, and what is left of the text."""
    found: list[_Found] = []
    for pattern, reader in _DAYS:
        found += [reader(match, today) for match in pattern.finditer(text)]
        text = pattern.sub(_GONE, text)
    return found, text


def _nearest_weekday(number: int, today: _Today) -> date:
    distance = (number - today.day.weekday()) % 7
    return today.day + distance * _DAY if today.ahead or not distance else today.day - (7 - distance) * _DAY


def _one_day(found: list[_Found]) -> date | Unclear | _Weekday:
    """The one day they agree on."""
    for each in found:
        if isinstance(each, Unclear):
            return each
    weekdays = {each for each in found if isinstance(each, _Weekday)}
    days = {each for each in found if isinstance(each, date)}
    if not days and len(weekdays) == 1:
        return weekdays.pop()
    if len(days) == 1 and {each.number for each in weekdays} <= {day.weekday() for day in days}:
        return days.pop()
    vague = [each.unclear for each in found if isinstance(each, _Vague)]
    return vague[0] if vague and not days | weekdays else _disagreement(days, weekdays)


def _disagreement(days: set[date], weekdays: set[_Weekday]) -> Unclear:
    if not days and not weekdays:
        return Unclear(f"没看出是哪一天，{_SAY_A_DAY}")
    if len(days) == 1:
        said = "、".join(f"周{_WEEKDAYS[each.number]}" for each in sorted(weekdays))
        return Unclear(f"{say_day(days.pop())}和你写的{said}对不上，请核对后只写一个日期。")
    named = "、".join(say_day(day) for day in sorted(days))
    return Unclear(f"这里有不止一个日期{f'（{named}）' if named else ''}，请只写一个。")


def _settled(found: list[_Found], today: _Today) -> date | Unclear:
    day = _one_day(found)
    return _nearest_weekday(day.number, today) if isinstance(day, _Weekday) else day


def _legal(now: datetime) -> datetime:
    return now.astimezone(LEGAL_ZONE)


def _not_to_come(day: date | Unclear, today: date) -> date | Unclear:
    if isinstance(day, Unclear) or day <= today:
        return day
    return Unclear(f"{say_day(day)}还没到，请写已经过去的日期，比如「昨天」。")


def read_day(text: str, now: datetime) -> date | Unclear:
    """A day that has come, in the legal zone: 昨天, 11月3号, 上周五, 2026.11.3, 三天前. Never after today.

    A time of day beside it is passed over.
    """
    return _past_day(_plain(text), _legal(now))[0]


def _past_day(words: str, now: datetime) -> tuple[date | Unclear, str]:
    """The day, and what is left of the words for a time."""
    today = _Today(now, ahead=False)
    found, left = _mentions(words, today)
    if not found and _JUST_NOW.search(words):
        return today.day, left
    return _not_to_come(_settled(found, today), today.day), left


def read_future_day(text: str, now: datetime) -> date | Unclear:
    """The day of a promise: 明天, 下周三, 三天后, 月底, 11月30日 (the nearest one).

    A promise may be for a day that is already past (昨天, or 11月20日 said on the 22nd): callers that need a day
    still to come check it.
    """
    today = _Today(_legal(now), ahead=True)
    return _settled(_mentions(_plain(text), today)[0], today)


# Moments ---------------------------------------------------------------------------------------------------

_MORNING: Final = ("凌晨", "清晨", "早上", "早晨", "早", "晨", "上午")
_AFTERNOON: Final = ("下午", "傍晚", "午后")
_NIGHT: Final = ("晚上", "晚间", "夜里", "夜间", "半夜", "深夜", "午夜", "晚", "夜")
_TIME: Final = re.compile(
    rf"(?P<part>{'|'.join((*_MORNING, '中午', '正午', *_AFTERNOON, *_NIGHT))})?的?(?<![0-9:.])(?P<h>[0-9]{{1,2}})"
    r"(?::(?P<m>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?![0-9:])"
    r"|(?:点钟?|时)(?!击|开|卡|券|间|候|长|数)(?:(?P<half>半)|(?P<quarter>[13])刻|(?P<mm>[0-9]{1,2})分?)?)"
)
_JUST_NOW: Final = re.compile("刚刚|刚才|就现在|就在现在")


def read_moment(text: str, now: datetime) -> Moment | Unclear:
    """A day that has come, with its time when one was said: 三天前下午两点, 昨晚8点半, 2026-11-03 20:05, 两小时前.

    `time` is None when only the day was said. A time later today is returned as said; callers check it.
    """
    words, now = _plain(text), _legal(now)
    day, left = _past_day(words, now)
    if isinstance(day, Unclear):
        return day
    time, ago = _one_time(left), re.search(_AGO, words)
    if isinstance(time, Unclear):
        return time
    if time is None and ago:
        return _moment_before(ago, now)
    just_now = time is None and day == now.date() and _JUST_NOW.search(words)
    return _minute(now) if just_now else Moment(day, time)


def _moment_before(ago: re.Match[str], now: datetime) -> Moment:
    unit = timedelta(minutes=1) if ago["unit"] == "分钟" else timedelta(hours=1)
    half = unit / 2 if ago["and"] or ago["half"] else timedelta()
    return _minute(now - int(ago["n"] or 0) * unit - half)


def _minute(now: datetime) -> Moment:
    return Moment(now.date(), now.time().replace(second=0, microsecond=0))


def _one_time(words: str) -> TimeOfDay | Unclear | None:
    times = [_time(match) for match in _TIME.finditer(words)]
    for each in times:
        if isinstance(each, Unclear):
            return each
    if len(set(times)) > 1:
        return Unclear("这里有不止一个时间，请只写一个，比如「昨天 14:05」。")
    return times[0] if times else None


def _time(match: re.Match[str]) -> TimeOfDay | Unclear:
    said = match[0]
    hour = _hour(match["part"] or "", int(match["h"]), colon=match["m"] is not None)
    minute = int(match["m"] or match["mm"] or 0) + 30 * bool(match["half"]) + 15 * int(match["quarter"] or 0)
    if hour is None and match["part"]:
        return Unclear(f"「{said}」分不清是哪一天的，请写成日期加 24 小时制，比如「11月3日 23:50」。")
    if hour is None:
        return Unclear(f"「{said}」是上午还是下午？请写成 24 小时制，比如「14:05」。")
    if hour > 23 or minute > 59:
        return Unclear(f"没有「{said}」这个时间，请核对后再写一次，比如「14:05」。")
    return TimeOfDay(hour, minute)


def _hour(part: str, hour: int, *, colon: bool) -> int | None:
    """The hour of the 24-hour clock; None when it may be two."""
    if hour > 12 or (colon and not part):
        return hour
    if part in _MORNING:
        return 0 if (part, hour) == ("凌晨", 12) else hour
    if part in _AFTERNOON:
        return hour if hour == 12 else hour + 12
    if part in _NIGHT:
        return hour + 12 if 5 <= hour < 12 else None
    if part:  # 中午
        return hour + 12 if hour < 10 else hour
    return hour if hour in (0, 12) else None


# Money -----------------------------------------------------------------------------------------------------

_MONEY_LIMIT: Final = 100_000_000  # 分: one million yuan
_FOREIGN: Final = re.compile(
    r"\$|美元|美金|[0-9]刀|usdt|港币|港元|日元|欧元|€|£|泰铢|韩元|卢布", re.IGNORECASE
)
_ABOUT: Final = re.compile(r"[0-9十百千万][多几来]|[几数][0-9十百千万元块]|[多几]块")
_POINT: Final = re.compile("点([零〇一二两三四五六七八九]+)")
_THOUSANDS: Final = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_MIXED: Final = re.compile(
    r"(?<![0-9.万千百])(?P<n>[0-9]{1,4})(?P<unit>[万千百])(?P<rest>[0-9]{1,4})(?P<lower>[千百十])?(?![0-9.万千百十])"
    r"(?![张个次份件款])"
)
_COUNTED: Final = "%|折|[天号月日年点时个张次份件款:]|小时|分钟|/"
_AMOUNT: Final = re.compile(
    r"(?P<minus>(?<![0-9A-Za-z])-|负)?(?P<mark>¥|rmb|cny|人民币)?:?(?P<minus2>-)?"
    r"(?<![0-9.])(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<scale>[万千百]|[wk](?![a-z0-9]))?"
    r"(?P<unit>元|块钱?|rmb|人民币)?"
    rf"(?:(?<=[元块])(?:(?P<cents>[0-9]{{2}})(?![0-9.]|{_COUNTED})"
    rf"|(?P<jiao>[0-9])(?![0-9.分]|{_COUNTED})[角毛]?(?:(?P<fen>[0-9])分)?|(?P<only_fen>[0-9])分))?"
    r"(?P<after>[角毛分](?!钟)(?:(?P<fen2>[0-9])分)?)?"
    rf"(?P<counted>{_COUNTED})?",
    re.IGNORECASE,
)
_FIGURES_ON: Final = re.compile(rf"(?![0-9]+(?:{_COUNTED}))[0-9零〇一二两三四五六七八九]")
_MONEY_SCALES: Final = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100}
_BLURRED: Final = Unclear("没看清这个金额。请写到分为止，也就是最多两位小数，比如「128.55」。")
_NO_AMOUNT: Final = Unclear("没看出金额，请写数字，比如「128」或「128.50 元」。")


def read_money(text: str) -> int | Unclear:
    """An amount in 分, more than 0 and at most one million yuan: 128, ¥1,391.70, 128块5, 一百二十八块, 1.2万."""
    words = _money_words(text)
    if _FOREIGN.search(words):
        return Unclear("请写人民币金额，比如「128.50 元」；付的是外币就按账单上的人民币金额写。")
    if _ABOUT.search(words):
        return Unclear("请写准确的金额，以付款记录为准，比如「128.50」。")
    return _one_amount(list(_AMOUNT.finditer(words)))


def _money_words(text: str) -> str:
    """As `_plain`, with formal figures, 点 as a decimal point and no thousands separators."""
    words = unicodedata.normalize("NFKC", text).translate(_FORMAL)
    words = re.sub("(?<=[元块])零(?=.分)", "", words)
    words = _POINT.sub(lambda found: "." + "".join(str(_FIGURES[sign]) for sign in found[1]), words)
    words = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), _plain(words))
    words = re.sub(r"(?<=[0-9])点(?=[0-9])", ".", words)
    words = _MIXED.sub(_unmixed, words)
    return re.sub(r"(¥|:|rmb|cny)\s+|\s+(?=rmb|cny)", r"\1", words, flags=re.IGNORECASE)


def _unmixed(match: re.Match[str]) -> str:
    """1万2 is 12000, 2千5百 is 2500, 1万2000 is 12000."""
    size, rest = dict(_UNITS)[match["unit"]], int(match["rest"])
    lower = dict(_UNITS).get(match["lower"] or "", size // 10 if len(match["rest"]) == 1 else 1)
    return str(int(match["n"]) * size + rest * lower)


def _one_amount(matches: list[re.Match[str]]) -> int | Unclear:
    """Amounts with a currency decide; without any, a bare number that counts nothing else."""
    marked = [match for match in matches if match["mark"] or match["unit"] or match["after"]]
    bare = [match for match in matches if not match["counted"]]
    amounts = {_fen(match) for match in marked or bare}
    if any(_goes_on(match) for match in bare):
        return _BLURRED
    if len(amounts) > 1:
        return Unclear("这里有不止一个金额，请只写一个，比如「128.50」。")
    return _checked(amounts.pop()) if amounts else _NO_AMOUNT


def _checked(fen: int | Unclear) -> int | Unclear:
    if isinstance(fen, Unclear):
        return fen
    if fen <= 0:
        return Unclear("金额要大于 0，请写实际的数字，比如「128.50」。")
    if fen > _MONEY_LIMIT:
        return Unclear("这个金额超过了 100 万元，请核对是不是多打了数字。")
    return fen


def _fen(match: re.Match[str]) -> int | Unclear:
    whole, _, decimals = match["n"].partition(".")
    if match["minus"] or match["minus2"]:
        return 0
    if len(whole) > 12:
        return _MONEY_LIMIT + 1
    # In millionths of a 分, so that 1.2345万 stays exact.
    exact = int(whole + decimals[:8].ljust(8, "0")) * _MONEY_SCALES.get((match["scale"] or "").lower(), 1)
    size = {"角": 10, "毛": 10, "分": 1}.get((match["after"] or "")[:1], 100)
    fen, rest = divmod(exact * size, 10**8)
    if rest or len(decimals) > 8 or _goes_on(match):
        return _BLURRED
    return fen + _small_change(match)


def _goes_on(match: re.Match[str]) -> bool:
    """Figures follow that were not read: nothing is dropped in silence."""
    return _FIGURES_ON.match(match.string, match.end()) is not None


def _small_change(match: re.Match[str]) -> int:
    fen = match["fen"] or match["fen2"] or match["only_fen"] or match["cents"]
    return 10 * int(match["jiao"] or 0) + int(fen or 0)


# Spans -----------------------------------------------------------------------------------------------------

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
_NO_SPAN: Final = Unclear("没看懂时限，请写成「24小时」「3天」「3个工作日」或「秒发」。")
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


def read_span(text: str) -> Span | Unclear:
    """A promised time or a platform's limit: 24小时, 三个工作日内, 48h, 半小时, 一周, 半个月, 秒发. At most a year."""
    words = _plain(text)
    found = [_span(match) for match in _SPAN.finditer(words)] or list(_spans_in_words(words))
    for each in found:
        if isinstance(each, Unclear):
            return each
    spans = [each for each in found if isinstance(each, Span)]
    if len(set(map(_in_hours, spans))) > 1:
        return Unclear("这里有不止一个时限，请只写一个，比如「24小时」。")
    return spans[0] if spans else _NO_SPAN


def _in_hours(span: Span) -> Span:
    """Days as hours, so that 48小时（2天） is one span: the one named first."""
    return Span(24 * span.amount, "hours") if span.unit == "days" else span


def _spans_in_words(words: str) -> Iterator[Span]:
    if _AT_ONCE.search(words):
        yield Span(0, "hours")
    if _NEXT_DAY.search(words):
        yield Span(1, "days")


def _span(match: re.Match[str]) -> Span | Unclear:
    name = next(name for name in _SPAN_UNITS if match["unit"].lower().startswith(name))
    size, unit = _SPAN_UNITS[name]
    if match["n"] == "半":
        return _half_of(name)
    if name == "月":
        return Unclear("一个月有长有短，请写成天数，比如「30天」。")
    amount = int(match["n"]) * size
    if match["and"] or match["and2"]:
        return _and_a_half(amount, size, unit)
    return Span(amount, unit) if 1 <= amount <= _SPAN_LIMIT[unit] else _NO_SPAN


def _half_of(name: str) -> Span | Unclear:
    halves = {
        "小时": Span(30, "minutes"),
        "钟头": Span(30, "minutes"),
        "天": Span(12, "hours"),
        "月": Span(15, "days"),
    }
    return halves.get(name, _NO_SPAN)


def _and_a_half(amount: int, size: int, unit: str) -> Span | Unclear:
    """一个半小时 is 90 minutes, 一天半 is 36 hours; half a week or half a working day is no clear span."""
    if unit not in _FINER or size != 1:
        return _NO_SPAN
    factor, finer = _FINER[unit]
    longer = amount * factor + factor // 2
    return Span(longer, finer) if longer <= _SPAN_LIMIT[finer] else _NO_SPAN


# Saying it back --------------------------------------------------------------------------------------------


def say_day(day: date) -> str:
    """2026年11月3日（周二）."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def say_moment(moment: datetime) -> str:
    """2026年11月3日（周二）14:05, in the legal zone; a naive time is taken to be in it."""
    local = moment if moment.tzinfo is None else _legal(moment)
    return f"{say_day(local.date())}{local:%H:%M}"


def say_money(fen: int) -> str:
    """128.50 元."""
    return f"{fen // 100}.{fen % 100:02d} 元"


_SPAN_WORDS: Final = {"minutes": "分钟", "hours": "小时", "days": "天", "working_days": "个工作日"}


def say_span(span: Span) -> str:
    """24 小时, 7 个工作日; 立即 for none."""
    return f"{span.amount} {_SPAN_WORDS[span.unit]}" if span.amount else "立即"
