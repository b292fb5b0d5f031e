"""Dates and moments as people type them – 昨天, 11月3号, 上周五晚上8点半 – and how the bot says them back.

Chatter around the value is allowed, two different values in one text are not, and nothing is guessed between two
readings: `Unclear` says what would be clear. `now` is a zone-aware instant; days are read in the legal zone
(Asia/Shanghai).

Choices where the language leaves room:
- Weeks begin on Monday: on a Sunday 上周五 is nine days ago. A weekday alone is the nearest in the reading's
  direction, today included. A weekday beside a date must agree with it.
- 11.3, 11-3 and 11/3 are month and day.
- What lacks its year, month or day is the latest that has come (`read_when`, `read_day`), or the nearest
  (`read_future_day`).
- An hour said with 点 and no 上午/下午 is unclear, unless its other reading has not come yet or the date is written
  out with its year; 14:05 is the 24-hour clock; midnight by 11月3日晚上12点 is unclear.
- 半个月前 names no day; 一个月前 is the same day of the month before.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as TimeOfDay
from typing import Final, NamedTuple, TypeAlias

from dialogs.numerals import CJK, plain
from dialogs.unclear import Unclear
from state_machine.complaint import LEGAL_ZONE


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

    why: str


_Found: TypeAlias = date | _Weekday | _Vague
_WEEKDAYS: Final = "一二三四五六日"
_SAY_A_DAY: Final = "请写具体日期，比如「昨天」「上周五」或「11月3日」。"
_DAY: Final = timedelta(days=1)


def _on(year: int, month: int, day: int) -> date:
    """That date; raises Unclear saying why there is none."""
    if not 2000 <= year <= 2100:
        raise Unclear(f"年份 {year} 好像不对，请再写一次，比如「2026年11月3日」。")
    found = _real(year, month, day)
    if found is None:
        raise Unclear(f"{year}年没有{month}月{day}日这一天，请核对日期后再写一次。")
    return found


def _real(year: int, month: int, day: int) -> date | None:
    exists = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if exists else None


def _full(match: re.Match[str], today: _Today) -> _Found:
    year, month, day = (int(match[part]) for part in ("y", "m", "d"))
    return _on(year if year >= 100 else 2000 + year, month, day)


_YEARS: Final = {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1}


def _named_year(match: re.Match[str], today: _Today) -> _Found:
    return _on(today.day.year + _YEARS[match["which"]], int(match["m"]), int(match["d"]))


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
    return _latest(int(match["m"]), int(match["d"]), today)


def _latest(month: int, day: int, today: _Today) -> date:
    """Month and day: the latest that has come, or for a promise the nearest."""
    tried = (_real(today.day.year + step, month, day) for step in (0, -1, 1))
    days = [each for each in tried if each and (today.ahead or each <= today.day)]
    if days and today.ahead:
        return min(days, key=lambda each: abs(each - today.day))
    if days:
        return days[0]
    if _real(2024, month, day):
        raise Unclear(f"今年和去年都没有{month}月{day}日，请写上年份或核对日期。")
    raise Unclear(f"没有{month}月{day}日这一天，请核对日期后再写一次。")


_HOLIDAYS: Final = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "国庆": (10, 1),
    "双11": (11, 11),
    "光棍节": (11, 11),
    "双12": (12, 12),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
}


# Feasts of the moon's calendar, by year.
_FEASTS: Final = {
    "元宵": {2024: (2, 24), 2025: (2, 12), 2026: (3, 3), 2027: (2, 20), 2028: (2, 9)},
    "端午": {2024: (6, 10), 2025: (5, 31), 2026: (6, 19), 2027: (6, 9), 2028: (5, 28)},
    "七夕": {2024: (8, 10), 2025: (8, 29), 2026: (8, 19), 2027: (8, 8), 2028: (8, 26)},
    "中秋": {2024: (9, 17), 2025: (10, 6), 2026: (9, 25), 2027: (9, 15), 2028: (10, 3)},
}


def _feast(match: re.Match[str], today: _Today) -> _Found:
    dates = sorted(date(year, *on) for year, on in _FEASTS[match["name"]].items())
    come = [day for day in dates if today.ahead or day <= today.day]
    if not come:
        return _vague(match, today)
    nearest = min(come, key=lambda day: abs(day - today.day))
    return nearest + _shift(match) * _DAY


def _shift(match: re.Match[str]) -> int:
    """国庆第二天 is one day on, 双11前一天 one back."""
    if match["nth"]:
        return int(match["nth"]) - 1
    return {"前": -1, "后": 1}.get(match["by"] or "", 0)


def _holiday(match: re.Match[str], today: _Today) -> _Found:
    month, day = _HOLIDAYS[match["name"]]
    if match["which"]:
        return _on(today.day.year + _YEARS[match["which"]], month, day) + _shift(match) * _DAY
    return _latest(month, day, today) + _shift(match) * _DAY


def _ago(match: re.Match[str], today: _Today) -> _Found:
    """三天前, 半个月后: so many days, weeks, months or years away; months and years by the calendar."""
    half, unit = match["n"] == "半", match["unit"].removeprefix("个")
    if half and not today.ahead:
        return _vague(match, today)
    amount = 0 if half else int(match["n"])
    sign = -1 if "前" in match["way"] else 1
    if today.ahead and unit == "日" and sign < 0:
        raise Unclear(f"「{match[0]}」是哪个月的？请带上月份，比如「11月30日」。")
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
        raise Unclear(f"{day}号是哪个月的？请带上月份，比如「{firsts[1].month}月{day}日」。")
    for first in firsts:
        found = _real(first.year, first.month, day)
        if found and (today.ahead or found <= today.day):
            return found
    raise Unclear(f"没有{day}号这一天，请核对日期后再写一次。")


def _year_end(match: re.Match[str], today: _Today) -> _Found:
    return date(today.day.year, 12, 31) if today.ahead else _vague(match, today)


def _month_end(match: re.Match[str], today: _Today) -> _Found:
    last = monthrange(today.day.year, today.day.month)[1]
    return today.day.replace(day=last) if today.ahead else _vague(match, today)


def _hours_ago(match: re.Match[str], today: _Today) -> _Found:
    return _moment_before(match, today.now).date()


def _range(match: re.Match[str], today: _Today) -> _Found:
    raise Unclear("你写的是一段时间，请只写其中一天，比如「11月3日」。")


def _vague(match: re.Match[str], today: _Today) -> _Found:
    return _Vague(f"「{match[0]}」不够具体，{_SAY_A_DAY}")


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


_WHICH_OF_IT: Final = (
    r"(?:的?第(?P<nth>[1-7])[天日]|(?P<by>[前后])[1一][天日晚]|那[1一]?天|当[天日晚])?"
    rf"(?![{CJK}]{{0,2}}(?:前|后|期间|假|几天|时候))"
)

# In this order; what a row has read is taken out of the text before the next row looks.
_DAYS: Final = _rows(
    (r"(?:月[0-9]{1,2}[日号]?|[0-9][日号]?)[-~到至、][0-9]{1,2}(?:月[0-9]{1,2})?[日号](?!内)", _range),
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
        r"(?P<way>[以之]?前(?:的今[天日])?|[以之]?后|[以之]?内)",
        _ago,
    ),
    (
        rf"(?:(?P<which>[前去今本明])年的?)?(?<![一二三四五六七八九])"
        rf"(?P<name>{'|'.join(_HOLIDAYS)})(?![0-9一二三四五六七八九])节?{_WHICH_OF_IT}",
        _holiday,
    ),
    (rf"(?<!放)(?P<name>{'|'.join(_FEASTS)})节?{_WHICH_OF_IT}", _feast),
    (
        r"前[几些2][天日周]|几[天周个].{0,2}前|前阵子?|好几天|最近|[这那]几天|过[几2]天|[这上下]?个?周末|双[0-9]+|"
        r"(?:国庆|春节|元旦|中秋|端午|清明|五一|劳动)节?(?:那天|当天|前后|期间|假期|放假)?|年初|月初|月中|[上中下]旬",
        _vague,
    ),
    (
        rf"(?P<which>上上个?|上个?|这个?|本|下下个?|下个?|(?<![0-9])(?=周|星期|礼拜))(?:周|星期|礼拜)"
        rf"(?P<w>[{_WEEKDAYS}天]|[1-7](?![0-9]))",
        _weekday,
    ),
    (r"(?:上上?|下下?|这|本)个?(?:周|星期|礼拜|月)", _vague),
    (r"(?P<which>大前|(?<![之以])前)(?:[天日]|儿个?)", _near),
    (r"(?P<which>(?<![之以天日号周月年|])前)(?=晚)", _near),
    (r"(?P<which>昨)(?:[天日]|个?儿个?|个|(?=[早晚晨夜]))", _near),
    (r"(?<![到至])(?P<which>今)(?:[天日儿]|(?=[早晚晨夜]))", _near),
    (r"(?P<which>明)(?:[天日儿]|(?=[早晚晨夜]))", _near),
    (r"(?P<which>大后|(?<![之以])后)天", _near),
    (rf"{_NOT_IN_A_NUMBER}(?P<m>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}})[日号]?{_NOT_MORE}", _no_year),
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


def _one_day(found: list[_Found]) -> date | _Weekday:
    """The one day they agree on."""
    weekdays = {each for each in found if isinstance(each, _Weekday)}
    days = {each for each in found if isinstance(each, date)}
    if not days and len(weekdays) == 1:
        return weekdays.pop()
    if len(days) == 1 and {each.number for each in weekdays} <= {day.weekday() for day in days}:
        return days.pop()
    vague = [each.why for each in found if isinstance(each, _Vague)]
    raise Unclear(vague[0] if vague and not days | weekdays else _disagreement(days, weekdays))


def _disagreement(days: set[date], weekdays: set[_Weekday]) -> str:
    if not days and not weekdays:
        return f"没看出是哪一天，{_SAY_A_DAY}"
    if len(days) == 1:
        said = "、".join(f"周{_WEEKDAYS[each.number]}" for each in sorted(weekdays))
        return f"{say_day(days.pop())}和你写的{said}对不上，请核对后只写一个日期。"
    named = "、".join(say_day(day) for day in sorted(days))
    return f"这里有不止一个日期{f'（{named}）' if named else ''}，请只写一个。"


def _settled(found: list[_Found], today: _Today) -> date:
    day = _one_day(found)
    return _nearest_weekday(day.number, today) if isinstance(day, _Weekday) else day


def _legal(now: datetime) -> datetime:
    return now.astimezone(LEGAL_ZONE)


_DIALECT: Final = re.compile("[琴噚寻尋](?=[日晚])")


def _words(text: str) -> str:
    return _DIALECT.sub("昨", plain(text))


def _not_to_come(day: date, today: date) -> date:
    if day > today:
        raise Unclear(f"{say_day(day)}还没到，请写已经过去的日期，比如「昨天」。")
    return day


def read_day(text: str, now: datetime) -> date:
    """A day that has come, in the legal zone: 昨天, 11月3号, 上周五, 2026.11.3, 三天前. Never after today.

    A time of day beside it is passed over, and how sure of it the user is. Raises Unclear.
    """
    words, today = _words(text), _Today(_legal(now), ahead=False)
    found, _ = _mentions(words, today)
    if not found and _JUST_NOW.search(words):
        return today.day
    return _not_to_come(_settled(found, today), today.day)


def read_future_day(text: str, now: datetime) -> date:
    """The day of a promise: 明天, 下周三, 三天后, 月底, 11月30日 (the nearest one). Raises Unclear.

    A promise may be for a day that is already past (昨天, or 11月20日 said on the 22nd): callers that need a day
    still to come check it.
    """
    today = _Today(_legal(now), ahead=True)
    return _settled(_mentions(_words(text), today)[0], today)


# Moments ---------------------------------------------------------------------------------------------------

_MORNING: Final = ("凌晨", "清晨", "早上", "早晨", "早", "晨", "上午")
_AFTERNOON: Final = ("下午", "傍晚", "午后")
_NIGHT: Final = ("晚上", "晚间", "夜里", "夜间", "半夜", "深夜", "午夜", "晚", "夜")
_TIME: Final = re.compile(
    rf"(?P<part>{'|'.join((*_MORNING, '中午', '正午', *_AFTERNOON, *_NIGHT))})?的?(?<![0-9:.])(?P<h>[0-9]{{1,2}})"
    r"(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:\.[0-9]+)?)?(?![0-9:])"
    r"|(?:点钟?|时)(?!击|开|卡|券|间|候|长|数)(?:(?P<half>半)|(?P<quarter>[13])刻|(?P<mm>[0-9]{1,2})分?)?)"
)
_JUST_NOW: Final = re.compile("^刚$|刚(?=[买付拍充]|下单)|刚刚|刚才|就现在|就在现在")


_ABOUT: Final = re.compile(
    "大[概约]|差不多|左右|约莫|前后|上下|可能|好像|似乎|应该|也许|或许|估计|记不[清得]|不确定|农历|阴历"
    "|(?<!预)约(?=[0-9上下昨前今])|(?<=[0-9点天周月年个号半])多(?!少)|[0-9十点]几|[0-9]来|(?<=[0-9]号)[以之]?前(?![天日])"
    "|(?<=月[0-9]日)前|(?<=月[0-9][0-9]日)前"
    "|[一二三四五六七八九两]{2}(?=[点号日天周个小])|[昨前今][天晚]?(?:后)?半夜(?![0-9])"
)
_YEAR_GIVEN: Final = re.compile(r"(?<![0-9])20[0-9]{2}(?:[年./-]|[0-9]{4})")
_EXACT: Final = "请写准确的日期或时间，可以看订单或付款记录，比如「11月3日」或「11月3日 14:05」。"
_Hours: TypeAlias = tuple[timedelta, ...]  # since the day's midnight; two where the words may mean either


def read_when(text: str, now: datetime) -> date | datetime:
    """What has happened: a day, or with a time of day the instant, in the legal zone; never after `now`.

    昨天, 11月3号, 上周五, 三天前下午两点, 昨晚8点半, 2026-11-03 20:05, 下午3:20, 两小时前, 刚刚. Raises Unclear for
    what is vague, approximate, impossible, still to come, a range or a choice.
    """
    words, now = _words(text), _legal(now)
    if _ABOUT.search(words):
        raise Unclear(_EXACT)
    today = _Today(now, ahead=False)
    found, left = _mentions(words, today)
    times = [_TimeSaid(match) for match in _TIME.finditer(left)]
    if times:
        return _not_later(_at(found, _only(times), words, today), now)
    ago = re.search(_AGO, words)
    if ago or (_JUST_NOW.search(words) and _could_be(found, today)):
        return _moment_before(ago, now) if ago else now
    return _not_to_come(_settled(found, today), today.day)


def _could_be(found: list[_Found], today: _Today) -> bool:
    return all(each == today.day for each in found)


def _not_later(at: datetime, now: datetime) -> datetime:
    if at > now:
        raise Unclear(f"{say_moment(at)}还没到，请写已经过去的时间，比如「昨天下午两点」。")
    return at


def _moment_before(ago: re.Match[str], now: datetime) -> datetime:
    unit = timedelta(minutes=1) if ago["unit"] == "分钟" else timedelta(hours=1)
    half = unit / 2 if ago["and"] or ago["half"] else timedelta()
    return now - int(ago["n"] or 0) * unit - half


class _TimeSaid:
    """A time of day as said."""

    def __init__(self, match: re.Match[str]) -> None:
        self.said, self.part = match[0], match["part"] or ""
        self.hour, self.colon = int(match["h"]), match["m"] is not None
        self.minute = (
            int(match["m"] or match["mm"] or 0) + 30 * bool(match["half"]) + 15 * int(match["quarter"] or 0)
        )
        self.second = int(match["s"] or 0)
        if self.hour > 23 or self.minute > 59 or self.second > 59:
            raise Unclear(f"没有「{self.said}」这个时间，请核对后再写一次，比如「14:05」。")

    def since_midnight(self, *, written_out: bool) -> _Hours:
        """How long after the day's midnight: two readings for 8点, and for 晚上12点."""
        hours = (
            (self.hour,) if written_out and not self.part else _hours(self.part, self.hour, colon=self.colon)
        )
        return tuple(timedelta(hours=hour, minutes=self.minute, seconds=self.second) for hour in hours)


def _only(times: list[_TimeSaid]) -> _TimeSaid:
    if len({time.since_midnight(written_out=False) for time in times}) > 1:
        raise Unclear("这里有不止一个时间，请只写一个，比如「昨天 14:05」。")
    return times[0]


def _hours(part: str, hour: int, *, colon: bool) -> tuple[int, ...]:
    """The hours of the 24-hour clock it may be; past midnight counts on."""
    if hour > 12 or (colon and not part):
        return (hour,)
    if part in _MORNING:
        return (0 if (part, hour) == ("凌晨", 12) else hour,)
    if part in _AFTERNOON:
        return (hour if hour == 12 else hour + 12,)
    if part in _NIGHT:
        return (hour + 12,) if 5 <= hour < 12 else (hour % 12, hour % 12 + 24)
    if part:  # 中午
        return (hour + 12 if hour < 10 else hour,)
    return (hour,) if hour in (0, 12) else (hour, hour + 12)


def _at(found: list[_Found], time: _TimeSaid, words: str, today: _Today) -> datetime:
    hours = time.since_midnight(written_out=_YEAR_GIVEN.search(words) is not None)
    if not found:
        return _last_time(hours, time, today.now)
    day = _not_to_come(_settled(found, today), today.day)
    midnight = datetime.combine(day, TimeOfDay(), LEGAL_ZONE)
    if len(hours) > 1 and time.part:
        raise Unclear(f"「{time.said}」分不清是哪一天的，请写成日期加 24 小时制，比如「11月3日 23:50」。")
    come = [midnight + hour for hour in hours if midnight + hour <= today.now]
    if len(come) > 1:
        raise _which_half(time)
    return come[0] if come else midnight + hours[0]


def _last_time(hours: _Hours, time: _TimeSaid, now: datetime) -> datetime:
    """A time of day alone: the last one that has come."""
    if len({hour % _DAY for hour in hours}) > 1:
        raise _which_half(time)
    at = datetime.combine(now.date(), TimeOfDay(), LEGAL_ZONE) + hours[0] % _DAY
    return at if at <= now else at - _DAY


def _which_half(time: _TimeSaid) -> Unclear:
    return Unclear(f"「{time.said}」是上午还是下午？请写成 24 小时制，比如「14:05」。")


def say_day(day: date) -> str:
    """2026年11月3日（周二）."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def say_moment(moment: datetime) -> str:
    """2026年11月3日（周二）14:05, in the legal zone; a naive time is taken to be in it."""
    local = moment if moment.tzinfo is None else _legal(moment)
    return f"{say_day(local.date())}{local:%H:%M}"
