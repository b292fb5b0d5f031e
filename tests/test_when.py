"""Dates and moments as people type them. The tables are the specification."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.day_words import say_day, say_moment
from dialogs.unclear import Unclear
from dialogs.when import read_day, read_future_day, read_when

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=ZONE)  # a Sunday
NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=ZONE)  # a Friday
FIRST_OF_MARCH = datetime(2027, 3, 1, 9, 0, tzinfo=ZONE)  # a Monday; February had 28 days
LEAP_DAY = datetime(2028, 2, 29, 9, 0, tzinfo=ZONE)


DAYS = {
    "今天": (2026, 11, 22),
    "今日": (2026, 11, 22),
    "今早": (2026, 11, 22),
    "今天上午": (2026, 11, 22),
    "刚刚": (2026, 11, 22),
    "刚才付的": (2026, 11, 22),
    "昨天": (2026, 11, 21),
    "昨晚": (2026, 11, 21),
    "昨日": (2026, 11, 21),
    "昨天下午": (2026, 11, 21),
    "前天": (2026, 11, 20),
    "大前天": (2026, 11, 19),
    "前晚": (2026, 11, 20),
    "从11月3号到现在": (2026, 11, 3),
    "一个星期以前": (2026, 11, 15),
    "11月3号": (2026, 11, 3),
    "11月3日": (2026, 11, 3),
    "11 月 3 日": (2026, 11, 3),
    "11月3": (2026, 11, 3),
    "11月03日": (2026, 11, 3),
    "１１月３号": (2026, 11, 3),
    "十一月三号": (2026, 11, 3),
    "十一月二十号": (2026, 11, 20),
    "十一月二十一": (2026, 11, 21),
    "11月22日": (2026, 11, 22),
    "11月23日": (2025, 11, 23),
    "12月5号": (2025, 12, 5),
    "3号": (2026, 11, 3),
    "三号": (2026, 11, 3),
    "22号": (2026, 11, 22),
    "25号": (2026, 10, 25),
    "31号": (2026, 10, 31),
    "3日": (2026, 11, 3),
    "上周五": (2026, 11, 13),
    "上周日": (2026, 11, 15),
    "上个星期五": (2026, 11, 13),
    "上上周三": (2026, 11, 4),
    "上上个礼拜天": (2026, 11, 8),
    "本周一": (2026, 11, 16),
    "这周六": (2026, 11, 21),
    "周一": (2026, 11, 16),
    "周1": (2026, 11, 16),
    "星期五": (2026, 11, 20),
    "星期天": (2026, 11, 22),
    "礼拜日": (2026, 11, 22),
    "2026.11.3": (2026, 11, 3),
    "2026-11-03": (2026, 11, 3),
    "2026/11/3": (2026, 11, 3),
    "2026—11—03": (2026, 11, 3),
    "20261103": (2026, 11, 3),
    "2026年11月3日": (2026, 11, 3),
    "2026 年 11 月 3 日": (2026, 11, 3),
    "26年11月3日": (2026, 11, 3),
    "26.11.3": (2026, 11, 3),
    "二〇二六年十一月三日": (2026, 11, 3),
    "二零二六年十一月三日": (2026, 11, 3),
    "2024年2月29日": (2024, 2, 29),
    "去年12月5日": (2025, 12, 5),
    "去年的12月5号": (2025, 12, 5),
    "今年3月8日": (2026, 3, 8),
    "前年6月1日": (2024, 6, 1),
    "上个月20号": (2026, 10, 20),
    "上月二十号": (2026, 10, 20),
    "上上个月5号": (2026, 9, 5),
    "本月5号": (2026, 11, 5),
    "上个月底": (2026, 10, 31),
    "三天前": (2026, 11, 19),
    "3天前": (2026, 11, 19),
    "3 天之前": (2026, 11, 19),
    "十天以前": (2026, 11, 12),
    "两周前": (2026, 11, 8),
    "一个星期前": (2026, 11, 15),
    "两个礼拜前": (2026, 11, 8),
    "一个月前": (2026, 10, 22),
    "一年前": (2025, 11, 22),
    "两小时前": (2026, 11, 22),
    "20个小时前": (2026, 11, 21),
    "11.3": (2026, 11, 3),
    "11-3": (2026, 11, 3),
    "11.03": (2026, 11, 3),
    "11/23": (2025, 11, 23),
    "3/4": (2026, 3, 4),
    "11/3": (2026, 11, 3),
    "十月二十八": (2026, 10, 28),
    "廿八号": (2026, 10, 28),
    "双十一": (2026, 11, 11),
    "去年双十一": (2025, 11, 11),
    "国庆那天": (2026, 10, 1),
    "国庆节当天": (2026, 10, 1),
    "元旦": (2026, 1, 1),
    "五一买的": (2026, 5, 1),
    "昨儿个": (2026, 11, 21),
    "琴日": (2026, 11, 21),
    "俩礼拜前": (2026, 11, 8),
    "11/11": (2026, 11, 11),
    "应该是上周五吧": (2026, 11, 13),
    "我是11月3号付的款": (2026, 11, 3),
    "大概昨天下午三点多": (2026, 11, 21),
    "11月3日，周二": (2026, 11, 3),
    "11月3号周二": (2026, 11, 3),
    "11月21日（昨天）": (2026, 11, 21),
    "到今天都没发货，11月3号付的": (2026, 11, 3),
    "最近一次是11月3号": (2026, 11, 3),
    "国庆的时候，10月2号": (2026, 10, 2),
    "11月3号付了128.5元": (2026, 11, 3),
    "2026-11-03 20:05:11": (2026, 11, 3),
    "2026-11-03T20:05": (2026, 11, 3),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_as_people_type_it(text: str) -> None:
    assert read_day(text, NOW) == date(*DAYS[text])


UNCLEAR_DAYS = {
    "": "哪一天",
    "不记得了": "哪一天",
    "你好": "哪一天",
    "2月30日": "没有2月30日",
    "2月29日": "2月29日",
    "2026年2月29日": "2026年没有2月29日",
    "13月1日": "没有13月1日",
    "2026-13-01": "没有13月1日",
    "11月31号": "没有11月31日",
    "0号": "没有0号",
    "32号": "没有32号",
    "23/11": "没有23月11日",
    "1026年11月3日": "年份",
    "11月3号还是11月4号": "2026年11月3日（周二）、2026年11月4日（周三）",
    "昨天或者前天": "不止一个日期",
    "周三或周四": "不止一个日期",
    "11月3号周五": "周五对不上",
    "明天": "还没到",
    "2026年12月1日": "还没到",
    "三天后": "还没到",
    "下周三": "还没到",
    "上周": "上周",
    "上个月": "上个月",
    "前几天": "前几天",
    "周末": "周末",
    "半个月前": "半个月前",
    "半年前": "半年前",
    "月初": "月初",
    "国庆期间": "国庆期间",
    "双十一前": "双11",
    "3、4号": "一段时间",
    "月底": "月底",
    "最近": "最近",
    "三四天前": "哪一天",
    "两三天前": "哪一天",
    "十几天前": "几天前",
    "一个半月前": "哪一天",
    "8.8折": "哪一天",
    "10.5元": "哪一天",
    "3-5天": "哪一天",
    "三月前": "哪一天",
    "11月3-5号": "一段时间",
    "11月3号到11月5号": "一段时间",
    "3号到5号": "一段时间",
    "十" * 4000: "哪一天",
    "订单号 20261103123456789": "哪一天",
    "9" * 4000: "哪一天",
}


@pytest.mark.parametrize("text", UNCLEAR_DAYS)
def test_an_unclear_day_is_answered_with_what_would_be_clear(text: str) -> None:
    with pytest.raises(Unclear) as answer:
        read_day(text, NOW)
    assert UNCLEAR_DAYS[text] in answer.value.why
    assert answer.value.why.endswith("。")


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("昨天", NEW_YEAR, date(2026, 12, 31)),
        ("12月31号", NEW_YEAR, date(2026, 12, 31)),
        ("1月1日", NEW_YEAR, date(2027, 1, 1)),
        ("1月2日", NEW_YEAR, date(2026, 1, 2)),
        ("31号", NEW_YEAR, date(2026, 12, 31)),
        ("上个月20号", NEW_YEAR, date(2026, 12, 20)),
        ("去年12月5日", NEW_YEAR, date(2026, 12, 5)),
        ("上周五", NEW_YEAR, date(2026, 12, 25)),
        ("周四", NEW_YEAR, date(2026, 12, 31)),
        ("一个月前", datetime(2027, 3, 31, 9, tzinfo=ZONE), date(2027, 2, 28)),
        ("昨天", FIRST_OF_MARCH, date(2027, 2, 28)),
        ("30号", FIRST_OF_MARCH, date(2027, 1, 30)),
        ("上个月底", FIRST_OF_MARCH, date(2027, 2, 28)),
        ("周日", FIRST_OF_MARCH, date(2027, 2, 28)),
        ("一年前", LEAP_DAY, date(2027, 2, 28)),
        ("2月29日", LEAP_DAY, date(2028, 2, 29)),
        (
            "今天",
            datetime(2026, 11, 22, 16, 30, tzinfo=UTC),
            date(2026, 11, 23),
        ),  # already Monday in Shanghai
    ],
)
def test_a_day_at_the_edge_of_a_month_or_year(text: str, now: datetime, day: date) -> None:
    assert read_day(text, now) == day


FUTURE_DAYS = {
    "今天": (2026, 11, 22),
    "今晚": (2026, 11, 22),
    "明天": (2026, 11, 23),
    "明天下午给你退": (2026, 11, 23),
    "后天": (2026, 11, 24),
    "大后天": (2026, 11, 25),
    "下周三": (2026, 11, 25),
    "下下周一": (2026, 11, 30),
    "周三": (2026, 11, 25),
    "周日": (2026, 11, 22),
    "11月30日": (2026, 11, 30),
    "11月30日前": (2026, 11, 30),
    "30号之前": (2026, 11, 30),
    "30号": (2026, 11, 30),
    "1月5日": (2027, 1, 5),
    "2月28日": (2027, 2, 28),
    "11月20日": (2026, 11, 20),  # a promise that has just been broken
    "明年3月1日": (2027, 3, 1),
    "三天后": (2026, 11, 25),
    "三天之内": (2026, 11, 25),
    "一周后": (2026, 11, 29),
    "半个月后": (2026, 12, 7),
    "一个月内": (2026, 12, 22),
    "月底": (2026, 11, 30),
    "下个月底": (2026, 12, 31),
    "下个月5号": (2026, 12, 5),
    "年底": (2026, 12, 31),
    "2026-12-01": (2026, 12, 1),
    "昨天": (2026, 11, 21),
}


@pytest.mark.parametrize("text", FUTURE_DAYS)
def test_a_promised_day_as_people_type_it(text: str) -> None:
    assert read_future_day(text, NOW) == date(*FUTURE_DAYS[text])


@pytest.mark.parametrize(
    "text", ["尽快", "过两天", "3号", "春节前", "2月30日", "明天或后天", "30日前", "下周", ""]
)
def test_an_unclear_promise_is_not_a_day(text: str) -> None:
    with pytest.raises(Unclear):
        read_future_day(text, NOW)


MOMENTS = {
    "三天前下午两点": (19, 14, 0),
    "昨晚8点半": (21, 20, 30),
    "昨晚20点30分": (21, 20, 30),
    "昨天晚上十点": (21, 22, 0),
    "今早九点一刻": (22, 9, 15),
    "今早8点半": (22, 8, 30),
    "今天凌晨1点": (22, 1, 0),
    "今天凌晨12点": (22, 0, 0),
    "昨天中午12点": (21, 12, 0),
    "昨天中午一点": (21, 13, 0),
    "昨天上午十一点三刻": (21, 11, 45),
    "昨天下午2:05": (21, 14, 5),
    "11月3号 14:05": (3, 14, 5),
    "11月3号14：05": (3, 14, 5),
    "11.3 14:05": (3, 14, 5),
    "11-3 21:36": (3, 21, 36),
    "2026-11-03T20:05": (3, 20, 5),
    "20261103 08:00": (3, 8, 0),
    "2026/11/3 9点一刻": (3, 9, 15),
    "11月3日8:30": (3, 8, 30),
    "11月3日周二14:05": (3, 14, 5),
    "周二十四点": (17, 14, 0),
    "上周五下午三点二十": (13, 15, 20),
    "昨天15时20分": (21, 15, 20),
    "昨天十四点零五分": (21, 14, 5),
    "昨天 12点": (21, 12, 0),
    "今天9点": (22, 9, 0),
    "两小时前": (22, 12, 0),
    "半小时前": (22, 13, 30),
    "一个半小时前": (22, 12, 30),
    "20分钟前": (22, 13, 40),
    "20个小时前": (21, 18, 0),
    "刚刚": (22, 14, 0),
    "今天刚刚付的": (22, 14, 0),
    "刚刚查了，是今天10:05": (22, 10, 5),
    "下午两点": (22, 14, 0),
    "下午3:20": (21, 15, 20),
    "凌晨两点": (22, 2, 0),
    "中午12点": (22, 12, 0),
    "晚上12点": (22, 0, 0),
    "晚上八点": (21, 20, 0),
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_as_people_type_it(text: str) -> None:
    day, hour, minute = MOMENTS[text]
    assert read_when(text, NOW) == datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_a_moment_keeps_its_seconds_and_comes_back_in_the_legal_zone() -> None:
    assert read_when("2026-11-03 20:05:11", NOW) == datetime(2026, 11, 3, 20, 5, 11, tzinfo=ZONE)
    found = read_when("昨天 00:30", NOW.astimezone(UTC))
    assert isinstance(found, datetime)
    assert found.tzinfo == ZONE
    assert found == datetime(2026, 11, 21, 0, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text", ["昨天", "昨晚", "昨天下午", "昨天买了100点卡", "昨天50点券", "11月21日，付了98元"]
)
def test_a_moment_without_a_time_is_only_a_day(text: str) -> None:
    assert read_when(text, NOW) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("昨天8点", "上午还是下午"),
        ("8点", "上午还是下午"),
        ("昨晚12点", "分不清是哪一天"),
        ("昨晚1点", "分不清是哪一天"),
        ("昨天25:00", "没有「25:00」"),
        ("昨天14:75", "没有「14:75」"),
        ("昨天14:05或15:05", "不止一个时间"),
        ("2月30日 14:05", "没有2月30日"),
        ("明天14:05", "还没到"),
        ("今天 14:01", "还没到"),
        ("前天晚上八点多", "准确"),
        ("我昨天下午三点左右付的款", "准确"),
        ("昨天八九点", "准确"),
        ("大概三天前", "准确"),
        ("差不多一周前", "准确"),
        ("三天多前", "准确"),
        ("好像是周三", "准确"),
        ("11月3号之前", "准确"),
        ("3号到5号", "一段时间"),
        ("3号或者4号", "不止一个日期"),
        ("13月5号", "没有13月5日"),
        ("11月", "哪一天"),
    ],
)
def test_an_unclear_moment_is_answered_with_what_would_be_clear(text: str, named: str) -> None:
    with pytest.raises(Unclear) as answer:
        read_when(text, NOW)
    assert named in answer.value.why
    assert answer.value.why.endswith("。")


def test_days_and_moments_are_said_in_plain_chinese() -> None:
    assert say_day(date(2026, 11, 3)) == "2026年11月3日（周二）"
    assert say_moment(datetime(2026, 11, 3, 14, 5, tzinfo=ZONE)) == "2026年11月3日（周二）14:05"
    assert say_moment(datetime(2026, 11, 3, 22, 5, tzinfo=UTC)) == "2026年11月4日（周三）06:05"


PAST = st.dates(date(2000, 1, 1), NOW.date())


@given(PAST)
def test_a_day_said_is_read_back(day: date) -> None:
    assert read_day(say_day(day), NOW) == day
    assert read_day(day.isoformat(), NOW) == day


@given(PAST, st.times())
def test_a_moment_said_is_read_back(day: date, at: time) -> None:
    moment = datetime.combine(day, at.replace(second=0, microsecond=0), ZONE)
    if moment <= NOW:
        assert read_when(say_moment(moment), NOW) == moment


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_promised_day_said_is_read_back(day: date) -> None:
    assert read_future_day(say_day(day), NOW) == day


@given(st.dates(date(2026, 11, 22), date(2027, 11, 22)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_is_the_latest_that_has_come(today: date, month: int, day: int) -> None:
    found = read_day(f"{month}月{day}日", datetime.combine(today, time(12), ZONE))
    assert isinstance(found, date)
    assert (found.month, found.day) == (month, day)
    assert timedelta() <= today - found < timedelta(days=366)


TYPED = st.text(
    "0123456789年月日号天周前后上下今昨明点半时分元块角万千百十两三一二.:-/¥, 个工作多几", max_size=20
)


@given(st.one_of(TYPED, st.text(max_size=40)))
def test_nothing_typed_breaks_a_reader_or_leads_it_into_the_future(text: str) -> None:
    for read in (read_day, read_when):
        try:
            found = read(text, NOW)
        except Unclear as unclear:
            assert unclear.why.endswith("。")
        else:
            assert found <= (NOW if isinstance(found, datetime) else NOW.date())
    try:
        assert isinstance(read_future_day(text, NOW), date)
    except Unclear as unclear:
        assert unclear.why.endswith("。")
