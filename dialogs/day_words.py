"""Days as people say them: every way to name one, found in a text and settled to one day.

How the language's room is used is said in `when`, which reads a whole answer with these.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from dialogs.numerals import CJK
from dialogs.unclear import Unclear
from state_machine.complaint import LEGAL_ZONE


class Today(NamedTuple):
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


Found: TypeAlias = date | _Weekday | _Vague
WEEKDAYS: Final = "一二三四五六日"
_SAY_A_DAY: Final = "请写具体日期，比如「昨天」「上周五」或「11月3日」。"
ONE_DAY: Final = timedelta(days=1)


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


def _full(match: re.Match[str], today: Today) -> Found:
    year, month, day = (int(match[part]) for part in ("y", "m", "d"))
    return _on(year if year >= 100 else 2000 + year, month, day)


_YEARS: Final = {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1}


def _named_year(match: re.Match[str], today: Today) -> Found:
    return _on(today.day.year + _YEARS[match["which"]], int(match["m"]), int(match["d"]))


def _named_month(match: re.Match[str], today: Today) -> Found:
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


def _no_year(match: re.Match[str], today: Today) -> Found:
    return _latest(int(match["m"]), int(match["d"]), today)


def _latest(month: int, day: int, today: Today) -> date:
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


def _feast(match: re.Match[str], today: Today) -> Found:
    dates = sorted(date(year, *on) for year, on in _FEASTS[match["name"]].items())
    come = [day for day in dates if today.ahead or day <= today.day]
    if not come:
        return _vague(match, today)
    nearest = min(come, key=lambda day: abs(day - today.day))
    return nearest + _shift(match) * ONE_DAY


def _shift(match: re.Match[str]) -> int:
    """国庆第二天 is one day on, 双11前一天 one back."""
    if match["nth"]:
        return int(match["nth"]) - 1
    return {"前": -1, "后": 1}.get(match["by"] or "", 0)


def _holiday(match: re.Match[str], today: Today) -> Found:
    month, day = _HOLIDAYS[match["name"]]
    if match["which"]:
        return _on(today.day.year + _YEARS[match["which"]], month, day) + _shift(match) * ONE_DAY
    return _latest(month, day, today) + _shift(match) * ONE_DAY


def _ago(match: re.Match[str], today: Today) -> Found:
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
    return today.day + sign * days * ONE_DAY if days else _vague(match, today)


_NEAR: Final = {
    "大前": -3,
    "前": -2,
    "昨": -1,
    "今": 0,
    "明": 1,
    "后": 2,
    "大后": 3,
}


def _near(match: re.Match[str], today: Today) -> Found:
    return today.day + _NEAR[match["which"]] * ONE_DAY


def _weekday(match: re.Match[str], today: Today) -> Found:
    number = WEEKDAYS.find(match["w"].replace("天", "日"))
    if number < 0:
        number = int(match["w"]) - 1
    if not match["which"]:
        return _Weekday(number)
    monday = today.day - today.day.weekday() * ONE_DAY
    return monday + (7 * _steps(match["which"]) + number) * ONE_DAY


def _day_of_month(match: re.Match[str], today: Today) -> Found:
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


def _year_end(match: re.Match[str], today: Today) -> Found:
    return date(today.day.year, 12, 31) if today.ahead else _vague(match, today)


def _month_end(match: re.Match[str], today: Today) -> Found:
    last = monthrange(today.day.year, today.day.month)[1]
    return today.day.replace(day=last) if today.ahead else _vague(match, today)


def _hours_ago(match: re.Match[str], today: Today) -> Found:
    return moment_before(match, today.now).date()


def _range(match: re.Match[str], today: Today) -> Found:
    raise Unclear("你写的是一段时间，请只写其中一天，比如「11月3日」。")


def _vague(match: re.Match[str], today: Today) -> Found:
    return _Vague(f"「{match[0]}」不够具体，{_SAY_A_DAY}")


_M: Final = "(?P<m>[0-9]{1,2})"
_D: Final = "(?P<d>[0-9]{1,2})"
_NOT_IN_A_NUMBER: Final = r"(?<![0-9./¥$月年-])"
_NOT_MORE: Final = r"(?![0-9]|[./-][0-9]|%|[元块角毛天个小年月周点折分万千百级张])"
_Reader: TypeAlias = Callable[[re.Match[str], Today], Found]
AGO: Final = (
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
    (AGO, _hours_ago),
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
        rf"(?P<w>[{WEEKDAYS}天]|[1-7](?![0-9]))",
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


def mentioned_days(text: str, today: Today) -> tuple[list[Found], str]:
    """Every day named in the text, and what is left of the text."""
    found: list[Found] = []
    for pattern, reader in _DAYS:
        found += [reader(match, today) for match in pattern.finditer(text)]
        text = pattern.sub(_GONE, text)
    return found, text


def _nearest_weekday(number: int, today: Today) -> date:
    distance = (number - today.day.weekday()) % 7
    return (
        today.day + distance * ONE_DAY
        if today.ahead or not distance
        else today.day - (7 - distance) * ONE_DAY
    )


def _one_day(found: list[Found]) -> date | _Weekday:
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
        said = "、".join(f"周{WEEKDAYS[each.number]}" for each in sorted(weekdays))
        return f"{say_day(days.pop())}和你写的{said}对不上，请核对后只写一个日期。"
    named = "、".join(say_day(day) for day in sorted(days))
    return f"这里有不止一个日期{f'（{named}）' if named else ''}，请只写一个。"


def settled(found: list[Found], today: Today) -> date:
    day = _one_day(found)
    return _nearest_weekday(day.number, today) if isinstance(day, _Weekday) else day


def moment_before(ago: re.Match[str], now: datetime) -> datetime:
    unit = timedelta(minutes=1) if ago["unit"] == "分钟" else timedelta(hours=1)
    half = unit / 2 if ago["and"] or ago["half"] else timedelta()
    return now - int(ago["n"] or 0) * unit - half


def legal(now: datetime) -> datetime:
    """The instant in the legal zone."""
    return now.astimezone(LEGAL_ZONE)


def say_day(day: date) -> str:
    """2026年11月3日（周二）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def say_moment(moment: datetime) -> str:
    """2026年11月3日（周二）14:05, in the legal zone; a naive time is taken to be in it."""
    local = moment if moment.tzinfo is None else legal(moment)
    return f"{say_day(local.date())}{local:%H:%M}"
