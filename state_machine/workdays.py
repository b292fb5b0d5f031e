"""Working days of mainland China, and the ends of periods counted in days, months and years.

Every date the product promises rests on this module, so each count says how it was reached: the rest
days it passed over by name, the make-up days it counted, and whether a holiday notice is still missing.

Up to its last year the tables of `chinese_calendar` are the published notices of the State Council's
General Office. Beyond it `holidays` estimates the days off; such a date is *provisional* until the
notice is out and the operator adds it in a HOLIDAYS_FILE (see `read_holidays`).

How the texts are read:
- 民法典第二百零一条, 投诉举报处理办法第四十五条: the day a period starts on is not counted.
- 民法典第二百零二条: a period of months or years ends on the corresponding day, else on the month's last.
- 民法典第二百零三条: an end on a 法定休假日 moves to the day after it. Weekends are such days.
- 投诉举报处理办法第四十五条 says 法定节假日, which read strictly leaves out plain weekends. We roll over
  both, because an authority is then never called late too early. Who is bound by such a period himself
  must not lean on that reading: warn on `Count.unrolled`.
"""

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any, Final

import chinese_calendar
import msgspec

# Read once, at import: which tables decide is part of every calendar's fingerprint.
_LIBRARIES: Final = tuple(f"{name} {version(name)}" for name in ("chinesecalendar", "holidays"))
_PACKAGED_REST: Final[dict[date, str]] = chinese_calendar.constants.holidays
_PACKAGED_WORK: Final[dict[date, str]] = chinese_calendar.constants.workdays
_PACKAGED_NAMES: Final[dict[str, str]] = {
    holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday
}
_FIRST_PACKAGED: Final = min(_PACKAGED_REST).year
_LAST_PACKAGED: Final = max(_PACKAGED_REST).year
_YEAR_END: Final = (12, 29)  # next year's notice has moved days from 29 December on (2018-12-29 and -31)
_WEEKEND: Final = {5: "周六", 6: "周日"}
_STATUTORY: Final = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
_DAY: Final = timedelta(days=1)


class HolidaysError(ValueError):
    """The holiday file cannot be used; the message is one line that names the entry."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year's holiday arrangement, as its notice says it.

    `rest` holds every day off with its holiday's Chinese name, `work` the make-up days (weekend days
    worked) with the name of the holiday they pay for. Both may reach into December of the year before.
    """

    year: int
    notice: str
    source: str
    rest: tuple[tuple[date, str], ...]
    work: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked in mainland China. `extra` years come from the operator and win over the package.

    Calendars are equal when their fingerprints are: the fingerprint covers everything that decides an answer.
    """

    extra: tuple[Year, ...] = field(default=(), compare=False)
    fingerprint: str = field(init=False)
    _rest: dict[date, str] = field(init=False, compare=False, repr=False)
    _work: dict[date, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Derive the look-up tables and the fingerprint from `extra`."""
        put = object.__setattr__  # the class is frozen
        put(self, "_rest", {day: name for year in self.extra for day, name in year.rest})
        put(self, "_work", {day: name for year in self.extra for day, name in year.work})
        put(self, "fingerprint", _fingerprint(self.extra))

    def name_of(self, day: date) -> str:
        """Why the day is a rest day, in Chinese (国庆节, 周六 …); "" on a working day."""
        if day in self._work:
            return ""
        return self._rest.get(day) or self._by_year(day)

    def _by_year(self, day: date) -> str:
        weekend = _WEEKEND.get(day.weekday(), "")
        if self._given(day.year):
            return weekend
        if not _FIRST_PACKAGED <= day.year <= _LAST_PACKAGED:
            return _estimate(day.year).get(day, weekend)
        if day in _PACKAGED_WORK:
            return ""
        holiday = _PACKAGED_REST.get(day)
        return _PACKAGED_NAMES.get(holiday, holiday) if holiday else weekend

    def make_up_name(self, day: date) -> str:
        """Why a weekend day is worked (「国庆节调休上班」); "" for any other day."""
        name = self._work.get(day, "")
        if not name and day not in self._rest and not self._given(day.year):
            holiday = _PACKAGED_WORK.get(day, "")
            name = _PACKAGED_NAMES.get(holiday, holiday)
        return f"{name}调休上班" if name else ""

    def is_working_day(self, day: date) -> bool:
        """Whether offices work that day: no weekend and no holiday, or a make-up day."""
        return not self.name_of(day)

    def is_published(self, year: int) -> bool:
        """Whether the year's holiday notice is known, from the package or from the operator."""
        return self._given(year) or _FIRST_PACKAGED <= year <= _LAST_PACKAGED

    def is_final(self, day: date) -> bool:
        """Whether no notice still to come can change the day: next year's may move the last of December."""
        if not self.is_published(day.year):
            return False
        return (day.month, day.day) < _YEAR_END or self.is_published(day.year + 1)

    def _given(self, year: int) -> bool:
        return any(each.year == year for each in self.extra)


@dataclass(frozen=True, slots=True)
class Count:
    """How a period was counted.

    `due` is its last day; `unrolled` the same before an end on a rest day was moved (always equal for working
    days). `skipped` are the rest days passed over, with names – for calendar periods only those at the end.
    `worked` are the make-up days counted in. `provisional`: a holiday notice still to come may move `due`.
    """

    start: date
    n: int
    due: date
    unrolled: date
    skipped: tuple[tuple[date, str], ...] = ()
    worked: tuple[date, ...] = ()
    provisional: bool = False


def _fingerprint(extra: tuple[Year, ...]) -> str:
    """64 hex digits, the same in every process with the same packages and the same added years."""
    return sha256(repr((_LIBRARIES, extra)).encode()).hexdigest()


@lru_cache(maxsize=64)
def _estimate(year: int) -> dict[date, str]:
    """Days off in a year without a notice, as far as the law alone fixes them. No make-up days are known."""
    from holidays import country_holidays  # noqa: PLC0415 – heavy, and needed only beyond the published years

    found = country_holidays("CN", years=year, language="zh_CN")
    return {day: name.partition("（")[0] for day, name in found.items() if day.year == year}


PUBLISHED: Final = Calendar()


def add_working_days(start: date, n: int, calendar: Calendar = PUBLISHED) -> Count:
    """The n-th working day after `start`, which is itself not counted (民法典 201, 投诉举报处理办法 45).

    With n = 0 it is the first working day from `start` on. Raises ValueError when n is negative.
    """
    _not_negative(n)
    return _working_days(start, n, calendar)


@lru_cache(maxsize=8192)
def _working_days(start: date, n: int, calendar: Calendar) -> Count:
    looked_at, day, left = ([] if n else [start]), start, n
    while left or not calendar.is_working_day(day):
        day += _DAY
        looked_at.append(day)
        if calendar.is_working_day(day):
            left = max(left - 1, 0)
    skipped = tuple((each, name) for each in looked_at if (name := calendar.name_of(each)))
    worked = tuple(each for each in looked_at if n and calendar.make_up_name(each))
    provisional = not all(map(calendar.is_final, looked_at))
    return Count(start, n, day, day, skipped, worked, provisional)


def add_days(start: date, n: int, calendar: Calendar = PUBLISHED, *, rolls: bool) -> Count:
    """The n-th calendar day after `start` (民法典 201); with `rolls`, moved past rest days (203, 办法 45).

    Raises ValueError when n is negative, OverflowError beyond the year 9999.
    """
    _not_negative(n)
    return _ended(start, n, start + n * _DAY, calendar, rolls)


def add_months(start: date, n: int, calendar: Calendar = PUBLISHED, *, rolls: bool) -> Count:
    """The corresponding day n months later, else that month's last day (民法典 202).

    `rolls` and errors as in `add_days`.
    """
    _not_negative(n)
    return _ended(start, n, _months_later(start, n), calendar, rolls)


def add_years(start: date, n: int, calendar: Calendar = PUBLISHED, *, rolls: bool) -> Count:
    """The corresponding day n years later; 29 February becomes the 28th where there is none (民法典 202).

    `rolls` and errors as in `add_days`.
    """
    _not_negative(n)
    return _ended(start, n, _months_later(start, 12 * n), calendar, rolls)


def _not_negative(n: int) -> None:
    if n < 0:
        raise ValueError(f"a period cannot be negative: {n}")


def _months_later(start: date, n: int) -> date:
    years, month = divmod(start.month - 1 + n, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=8192)
def _ended(start: date, n: int, last: date, calendar: Calendar, rolls: bool) -> Count:
    if not rolls:
        return Count(start, n, last, last)
    end = _working_days(last, 0, calendar)
    return Count(start, n, end.due, last, end.skipped, (), end.provisional)


class _Holiday(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """One holiday of a notice: 「国庆节：10月1日至7日放假调休，9月20日、10月10日上班」."""

    name: str
    first: date
    last: date | None = None
    work: tuple[date, ...] = ()


class _Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [[year]] table."""

    year: int
    notice: str
    source: str
    rest: tuple[_Holiday, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    year: tuple[_Notice, ...]


def read_holidays(text: str) -> Calendar:
    """The published calendar with the years of a HOLIDAYS_FILE added; they win over the package.

    The file is TOML and follows the wording of the State Council's yearly notice, one block per holiday:

        [[year]]
        year = 2027
        notice = "国务院办公厅关于2027年部分节假日安排的通知"
        source = "https://www.gov.cn/..."        # or the document number

        [[year.rest]]
        name = "国庆节"
        from = 2027-10-01
        to = 2027-10-07                          # left out for a single day
        work = [2027-09-26, 2027-10-09]          # make-up days; left out when there are none

    All seven statutory holidays must be there. Days may reach into December of the year before.
    Raises HolidaysError with one line that names the entry.
    """
    notices = _parsed(text).year
    years = [notice.year for notice in notices]
    twice = {year for year in years if years.count(year) > 1}
    if not notices or twice:
        raise HolidaysError(f"year {min(twice)} is given twice" if twice else "there is no [[year]] in it")
    return Calendar(extra=tuple(sorted(map(_year, notices), key=lambda each: each.year)))


def _parsed(text: str) -> _File:
    try:
        raw: dict[str, Any] = tomllib.loads(text)
        return msgspec.convert(raw, _File)
    except tomllib.TOMLDecodeError as error:
        raise HolidaysError(f"not valid TOML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise HolidaysError(str(error)) from error


def _year(notice: _Notice) -> Year:
    for problem in _problems(notice):
        raise HolidaysError(f"year {notice.year}, {problem}")
    rest = tuple((day, holiday.name) for holiday in notice.rest for day in _days(holiday))
    work = tuple((day, holiday.name) for holiday in notice.rest for day in holiday.work)
    return Year(notice.year, notice.notice.strip(), notice.source.strip(), rest, work)


def _days(holiday: _Holiday) -> list[date]:
    last = holiday.last or holiday.first
    return [holiday.first + n * _DAY for n in range((last - holiday.first).days + 1)]


def _problems(notice: _Notice) -> Iterator[str]:
    """What makes a year unusable, each as the end of a line that began with the year."""
    if not 2000 <= notice.year <= 2100:
        yield "year: not between 2000 and 2100"
    if not notice.notice.strip() or not notice.source.strip():
        yield "notice and source: both must be given"
    names = " ".join(holiday.name for holiday in notice.rest)
    missing = "、".join(name for name in _STATUTORY if name not in names)
    if missing:
        yield f"rest: these holidays are missing: {missing}"
    for holiday in notice.rest:
        yield from (f"{holiday.name}: {problem}" for problem in _holiday_problems(holiday, notice.year))
    yield from _clashes(notice)


def _holiday_problems(holiday: _Holiday, year: int) -> Iterator[str]:
    length = ((holiday.last or holiday.first) - holiday.first).days + 1
    if not 1 <= length <= 15:
        yield f"from {holiday.first} to {holiday.last} is not 1 to 15 days"
    for day in (holiday.first, holiday.last or holiday.first, *holiday.work):
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            yield f"{day} is outside the year"
    for day in holiday.work:
        if day.weekday() not in _WEEKEND:
            yield f"make-up day {day} is not a Saturday or Sunday"


def _clashes(notice: _Notice) -> Iterator[str]:
    seen: dict[date, str] = {}
    for holiday in notice.rest:
        for day in (*_days(holiday), *holiday.work):
            if day in seen:
                yield f"{holiday.name}: {day} was already given under {seen[day]}"
            seen[day] = holiday.name
