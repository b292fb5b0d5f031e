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
from datetime import date, datetime, timedelta
from datetime import time as TimeOfDay
from typing import Final, TypeAlias

from dialogs.day_words import (
    AGO,
    ONE_DAY,
    Found,
    Today,
    legal,
    mentioned_days,
    moment_before,
    say_day,
    say_moment,
    settled,
)
from dialogs.numerals import plain
from dialogs.unclear import Unclear
from state_machine.complaint import LEGAL_ZONE

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
    words, today = _words(text), Today(legal(now), ahead=False)
    found, _ = mentioned_days(words, today)
    if not found and _JUST_NOW.search(words):
        return today.day
    return _not_to_come(settled(found, today), today.day)


def read_future_day(text: str, now: datetime) -> date:
    """The day of a promise: 明天, 下周三, 三天后, 月底, 11月30日 (the nearest one). Raises Unclear.

    A promise may be for a day that is already past (昨天, or 11月20日 said on the 22nd): callers that need a day
    still to come check it.
    """
    today = Today(legal(now), ahead=True)
    return settled(mentioned_days(_words(text), today)[0], today)


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
    words, now = _words(text), legal(now)
    if _ABOUT.search(words):
        raise Unclear(_EXACT)
    today = Today(now, ahead=False)
    found, left = mentioned_days(words, today)
    times = [_TimeSaid(match) for match in _TIME.finditer(left)]
    if times:
        return _not_later(_at(found, _only(times), words, today), now)
    ago = re.search(AGO, words)
    if ago or (_JUST_NOW.search(words) and _could_be(found, today)):
        return moment_before(ago, now) if ago else now
    return _not_to_come(settled(found, today), today.day)


def _could_be(found: list[Found], today: Today) -> bool:
    return all(each == today.day for each in found)


def _not_later(at: datetime, now: datetime) -> datetime:
    if at > now:
        raise Unclear(f"{say_moment(at)}还没到，请写已经过去的时间，比如「昨天下午两点」。")
    return at


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


def _at(found: list[Found], time: _TimeSaid, words: str, today: Today) -> datetime:
    hours = time.since_midnight(written_out=_YEAR_GIVEN.search(words) is not None)
    if not found:
        return _last_time(hours, time, today.now)
    day = _not_to_come(settled(found, today), today.day)
    midnight = datetime.combine(day, TimeOfDay(), LEGAL_ZONE)
    if len(hours) > 1 and time.part:
        raise Unclear(f"「{time.said}」分不清是哪一天的，请写成日期加 24 小时制，比如「11月3日 23:50」。")
    come = [midnight + hour for hour in hours if midnight + hour <= today.now]
    if len(come) > 1:
        raise _which_half(time)
    return come[0] if come else midnight + hours[0]


def _last_time(hours: _Hours, time: _TimeSaid, now: datetime) -> datetime:
    """A time of day alone: the last one that has come."""
    if len({hour % ONE_DAY for hour in hours}) > 1:
        raise _which_half(time)
    at = datetime.combine(now.date(), TimeOfDay(), LEGAL_ZONE) + hours[0] % ONE_DAY
    return at if at <= now else at - ONE_DAY


def _which_half(time: _TimeSaid) -> Unclear:
    return Unclear(f"「{time.said}」是上午还是下午？请写成 24 小时制，比如「14:05」。")
