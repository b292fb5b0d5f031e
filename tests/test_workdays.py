"""Working days and the ends of periods, around the holidays where they go wrong."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state_machine.workdays import (
    PUBLISHED,
    HolidaysError,
    add_days,
    add_months,
    add_working_days,
    add_years,
    read_holidays,
)

DAY = timedelta(days=1)
PUBLISHED_DAYS = st.dates(date(2004, 1, 1), date(2026, 10, 31))
ANY_DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))

NOTICE_2027 = """
[[year]]
year = 2027
notice = "国务院办公厅关于2027年部分节假日安排的通知（样例）"
source = "国办发明电〔2026〕0号（样例）"

[[year.rest]]
name = "元旦"
from = 2026-12-31
to = 2027-01-02
work = [2027-01-03]

[[year.rest]]
name = "春节"
from = 2027-02-05
to = 2027-02-12
work = [2027-01-30, 2027-02-20]

[[year.rest]]
name = "清明节"
from = 2027-04-05

[[year.rest]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-05
work = [2027-04-25, 2027-05-08]

[[year.rest]]
name = "端午节"
from = 2027-06-09

[[year.rest]]
name = "国庆节、中秋节"
from = 2027-10-01
to = 2027-10-07
work = [2027-09-26, 2027-10-09]
"""


NOTICE_2026 = "".join(
    line
    for line in NOTICE_2027.replace("2026-", "2025-").replace("2027", "2026").splitlines(keepends=True)
    if not line.startswith("work")
)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 9, 18), 3, date(2026, 9, 22)),  # Sunday the 20th is worked
        (date(2026, 9, 30), 7, date(2026, 10, 15)),  # 国庆, then Saturday the 10th is worked
        (date(2026, 2, 13), 7, date(2026, 3, 2)),  # 春节, two make-up Saturdays
        (date(2026, 10, 1), 1, date(2026, 10, 8)),  # a period may start on a rest day
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # the next working day is a Saturday
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # 中秋 2026-09-25 to 27
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # 元旦, then Sunday 4 January is worked
        (date(2026, 4, 30), 3, date(2026, 5, 8)),  # 劳动节
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a plain weekend
        (date(2026, 11, 22), 0, date(2026, 11, 23)),  # n = 0: the first working day from the start on
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_a_working_day_period_ends_where_the_published_calendar_says(start: date, n: int, due: date) -> None:
    count = add_working_days(start, n)
    assert count.due == count.unrolled == due
    assert not count.provisional


def test_a_count_names_the_rest_days_it_passed_and_the_make_up_days_it_counted() -> None:
    count = add_working_days(date(2026, 9, 30), 7)
    holiday = tuple((date(2026, 10, day), "国庆节") for day in range(1, 8))
    assert count.skipped == (*holiday, (date(2026, 10, 11), "周日"))
    assert count.worked == (date(2026, 10, 10),)


def test_the_spring_festival_of_2026_is_passed_over_by_name() -> None:
    count = add_working_days(date(2026, 2, 13), 7)
    assert {name for _, name in count.skipped} == {"春节", "周日"}
    assert count.worked == (date(2026, 2, 14), date(2026, 2, 28))


def test_a_day_has_a_name_only_when_it_is_a_rest_day() -> None:
    assert PUBLISHED.name_of(date(2026, 10, 1)) == "国庆节"
    assert PUBLISHED.name_of(date(2026, 11, 21)) == "周六"
    assert PUBLISHED.name_of(date(2026, 11, 22)) == "周日"
    assert PUBLISHED.name_of(date(2026, 11, 23)) == ""
    assert PUBLISHED.name_of(date(2026, 10, 10)) == ""
    assert PUBLISHED.make_up_name(date(2026, 10, 10)) == "国庆节调休上班"
    assert PUBLISHED.make_up_name(date(2026, 10, 12)) == ""


def test_every_published_holiday_has_a_chinese_name() -> None:
    days = (date(2004, 1, 1) + n * DAY for n in range(8400))
    names = {PUBLISHED.name_of(day) for day in days if day.year <= 2026}
    assert names
    assert not [name for name in names if name.isascii() and name]


def test_the_published_years_are_those_of_the_package() -> None:
    assert [year for year in range(2000, 2032) if PUBLISHED.is_published(year)] == list(range(2004, 2027))


def test_a_count_into_2027_is_provisional_but_still_passes_the_spring_festival() -> None:
    count = add_working_days(date(2027, 2, 4), 3)
    assert count.provisional
    assert date(2027, 2, 6) in dict(count.skipped)
    assert dict(count.skipped)[date(2027, 2, 6)] == "春节"
    assert count.due > date(2027, 2, 8)


def test_national_day_2027_is_provisional() -> None:
    count = add_working_days(date(2027, 9, 30), 1)
    assert count.provisional
    assert dict(count.skipped)[date(2027, 10, 1)] == "国庆节"


def test_the_last_days_of_the_last_published_year_are_provisional_because_the_next_notice_may_move_them() -> (
    None
):
    assert not add_working_days(date(2026, 12, 24), 2).provisional
    assert add_working_days(date(2026, 12, 24), 3).provisional
    assert not add_working_days(date(2025, 12, 24), 5).provisional


def test_a_calendar_period_that_does_not_roll_needs_no_holiday_notice() -> None:
    count = add_days(date(2027, 8, 2), 60, rolls=False)
    assert count.due == date(2027, 10, 1)
    assert not count.provisional


def test_sixty_days_ending_in_the_national_day_week_roll_to_the_day_after_it() -> None:
    count = add_days(date(2026, 8, 3), 60, rolls=True)
    assert count.unrolled == date(2026, 10, 2)
    assert count.due == date(2026, 10, 8)
    assert count.skipped == tuple((date(2026, 10, day), "国庆节") for day in range(2, 8))


def test_an_end_on_a_plain_weekend_rolls_too() -> None:
    count = add_days(date(2026, 11, 1), 20, rolls=True)
    assert (count.unrolled, count.due) == (date(2026, 11, 21), date(2026, 11, 23))


def test_an_end_on_a_make_up_saturday_does_not_roll() -> None:
    count = add_days(date(2026, 10, 3), 7, rolls=True)
    assert count.due == count.unrolled == date(2026, 10, 10)
    assert count.skipped == ()


def test_a_roll_into_an_unpublished_year_is_provisional() -> None:
    assert add_days(date(2026, 12, 3), 60, rolls=True).provisional


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # no 31 February: the month's last day
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_day_or_the_last_of_the_month(
    start: date, n: int, due: date
) -> None:
    assert add_months(start, n, rolls=False).due == due


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 11, 3), 3, date(2029, 11, 3)),
    ],
)
def test_a_period_of_years_ends_on_the_corresponding_day_and_29_february_on_the_28th(
    start: date, n: int, due: date
) -> None:
    assert add_years(start, n, rolls=False).due == due


def test_three_years_ending_on_a_holiday_keep_the_day_before_rolling_too() -> None:
    count = add_years(date(2023, 10, 1), 3, rolls=True)
    assert (count.unrolled, count.due) == (date(2026, 10, 1), date(2026, 10, 8))


def test_a_negative_period_is_refused() -> None:
    for add in (add_days, add_months, add_years):
        with pytest.raises(ValueError, match="negative"):
            add(date(2026, 1, 1), -1, rolls=True)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


@given(ANY_DAYS, st.integers(0, 60))
def test_the_end_is_a_working_day_after_exactly_n_of_them(start: date, n: int) -> None:
    count = add_working_days(start, n)
    assert PUBLISHED.is_working_day(count.due)
    assert (count.due - start).days == n + len(count.skipped)
    assert all(start <= day < count.due and name for day, name in count.skipped)
    assert set(count.worked).isdisjoint(day for day, _ in count.skipped)


@given(ANY_DAYS, st.integers(1, 60))
def test_one_more_day_is_always_later(start: date, n: int) -> None:
    assert add_working_days(start, n + 1).due > add_working_days(start, n).due


@given(PUBLISHED_DAYS, st.integers(0, 400))
def test_rolling_never_moves_an_end_back_and_always_to_a_working_day(start: date, n: int) -> None:
    count = add_days(start, n, rolls=True)
    assert count.unrolled == start + n * DAY <= count.due
    assert PUBLISHED.is_working_day(count.due)
    assert len(count.skipped) == (count.due - count.unrolled).days


@given(ANY_DAYS, st.integers(0, 40))
def test_a_period_of_months_keeps_its_day_unless_the_month_is_too_short(start: date, n: int) -> None:
    due = add_months(start, n, rolls=False).due
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == n
    assert due.day == start.day or (due.day < start.day and (due + DAY).day == 1)


def test_a_year_from_the_file_is_published_and_no_longer_provisional() -> None:
    calendar = read_holidays(NOTICE_2027)
    assert calendar.is_published(2027)
    assert not calendar.is_published(2028)
    count = add_working_days(date(2027, 9, 30), 2, calendar)
    assert count.due == date(2027, 10, 9)
    assert count.worked == (date(2027, 10, 9),)
    assert not count.provisional
    assert calendar.make_up_name(date(2027, 10, 9)) == "国庆节、中秋节调休上班"


def test_a_year_from_the_file_may_take_the_last_days_of_the_year_before() -> None:
    calendar = read_holidays(NOTICE_2027)
    assert calendar.name_of(date(2026, 12, 31)) == "元旦"
    assert calendar.is_working_day(date(2026, 12, 30))
    count = add_working_days(date(2026, 12, 30), 1, calendar)
    assert count.due == date(2027, 1, 3)
    assert not count.provisional


def test_a_year_in_the_file_wins_over_the_package() -> None:
    calendar = read_holidays(NOTICE_2026)
    assert calendar.name_of(date(2026, 10, 7)) == "国庆节、中秋节"
    assert PUBLISHED.is_working_day(date(2026, 9, 20))
    assert calendar.name_of(date(2026, 9, 20)) == "周日"
    assert calendar.make_up_name(date(2026, 9, 20)) == ""
    assert calendar.name_of(date(2025, 10, 1)) == PUBLISHED.name_of(date(2025, 10, 1)) == "国庆节"


def test_several_years_are_read_in_any_order() -> None:
    calendar = read_holidays(NOTICE_2027 + NOTICE_2026)
    assert [year.year for year in calendar.extra] == [2026, 2027]


def test_calendars_are_equal_when_the_same_things_decide() -> None:
    assert read_holidays(NOTICE_2027) == read_holidays(NOTICE_2027 + "\n# a remark\n")
    assert read_holidays(NOTICE_2027) != PUBLISHED
    moved = NOTICE_2027.replace("work = [2027-01-03]", "work = []")
    assert read_holidays(moved).fingerprint != read_holidays(NOTICE_2027).fingerprint


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    ask = "from state_machine.workdays import PUBLISHED; print(PUBLISHED.fingerprint)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == PUBLISHED.fingerprint


def test_the_estimating_library_is_loaded_only_beyond_the_published_years() -> None:
    ask = (
        "import sys; from datetime import date; from state_machine.workdays import add_working_days as add;"
        "add(date(2026, 9, 18), 3); print('holidays' in sys.modules);"
        "add(date(2027, 9, 18), 3); print('holidays' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("wrong", "right", "named"),
    [
        ("year = 2027", 'year = "2027"', "year"),
        ("year = 2027", "year = 1927", "1927"),
        ("from = 2027-04-05", 'from = "5 April"', "from"),
        ("from = 2027-04-05", "from = 2027-04-31", "TOML"),
        ("from = 2027-04-05", "form = 2027-04-05", "form"),
        ("from = 2027-04-05", "from = 2027-05-02", "劳动节: 2027-05-01|清明节|2027-05-02"),
        ("from = 2027-04-05", "from = 2028-04-05", "清明节: 2028-04-05 is outside the year"),
        ("to = 2027-10-07", "to = 2027-09-07", "国庆节、中秋节: from 2027-10-01 to 2027-09-07"),
        ("to = 2027-10-07", "to = 2027-10-30", "国庆节、中秋节: from 2027-10-01 to 2027-10-30"),
        ("2027-09-26", "2027-09-27", "国庆节、中秋节: make-up day 2027-09-27"),
        ("2027-10-09", "2027-10-02", "国庆节、中秋节: 2027-10-02 was already given"),
        ('"清明节"', '"清明前后"', None),
        ('"端午节"', '"夏天"', "端午"),
        ('source = "国办发明电〔2026〕0号（样例）"', 'source = " "', "source"),
        ('source = "国办发明电〔2026〕0号（样例）"', "", "source"),
        ("[[year]]", "[[years]]", "years"),
        ("[[year]]", "[[year", "TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_that_names_the_entry(
    wrong: str, right: str, named: str | None
) -> None:
    text = NOTICE_2027.replace(wrong, right, 1)
    assert text != NOTICE_2027
    if named is None:  # only the stem of a holiday's name is asked for
        assert read_holidays(text).name_of(date(2027, 4, 5)) == "清明前后"
        return
    with pytest.raises(HolidaysError, match=named) as refused:
        read_holidays(text)
    assert "\n" not in str(refused.value)


def test_a_file_without_a_year_or_with_one_twice_is_refused() -> None:
    with pytest.raises(HolidaysError, match="year"):
        read_holidays("")
    with pytest.raises(HolidaysError, match="year"):
        read_holidays("year = []")
    with pytest.raises(HolidaysError, match="2027 is given twice"):
        read_holidays(NOTICE_2027 * 2)
