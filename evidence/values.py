"""How the values on a screen are written: numbers, money, moments."""

import re
import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

_COPY: Final = re.compile(
    r"(\[?\s*交\s*易\s*快\s*照\s*\]?|复制(单号|订单号|编号)?|查看|展开|收起|[>›〉»|])+$"
)
_NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{5,63}")
_REMARK: Final = re.compile(r"[，,。;；][\u4e00-\u9fff].*$")
_CODE: Final = re.compile(r"(?=(?:.*\d){2})[A-Z0-9]{10,32}")
_MONEY: Final = re.compile(
    r"[-−–+]?(?:¥|￥|Y|半|羊|RMB|CNY|人民币)?[-−]?(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{1,2})?(?:元|圆)?"
)
_DAY: Final = (
    r"(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>0[1-9]|1[0-2]|[1-9])\s*[-/.月]\s*(?P<day>0[1-9]|[12]\d|3[01]|[1-9])"
    r"(?:日|号)?"
)
_CLOCK: Final = r"(?P<hour>[01]\d|2[0-3]|\d)\s*[:.]\s*(?P<minute>[0-5]\d)(?:\s*[:.]\s*(?P<second>[0-5]\d))?"
_FULL: Final = re.compile(_DAY + r"[\sT,]*" + _CLOCK)
_ONLY_CLOCK: Final = re.compile(_CLOCK)
_NO_YEAR: Final = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])[-/月](?P<day>0[1-9]|[12]\d|3[01]|[1-9])日?\s*" + _CLOCK
)
_RELATIVE: Final = re.compile(
    r"(?P<word>刚刚|今天|今日|昨天|昨日|前天|(?:星期|周)[一二三四五六日天])?\s*" + _CLOCK
)
_BACK: Final = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_WEEKDAYS: Final = {day: index for index, day in enumerate("一二三四五六日")} | {"天": 6}


def squashed(text: str) -> str:
    """Half-width and without spaces, for comparing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.replace("￥", "¥")))


def without_buttons(text: str) -> str:
    """The text before a copy button or an arrow."""
    return _COPY.sub("", text.strip()).strip()


def number(text: str) -> str | None:
    """An order or transaction number: at least six signs, four of them digits, or a long code of capitals and digits."""
    plain = _REMARK.sub("", without_buttons(squashed(text)).strip(":()[]#."))
    if not _NUMBER.fullmatch(plain) or not (
        sum(sign.isdigit() for sign in plain) >= 4 or _CODE.fullmatch(plain)
    ):
        return None
    if moment(text) or re.fullmatch(r"1\d{2}\*+\d{4}", plain):
        return None
    return plain


def money(text: str) -> str | None:
    """Yuan with two decimals, without a sign."""
    plain = re.sub(r"[（(].*?[)）]", "", text)
    told = without_buttons(squashed(plain)).rstrip("。.;")
    found = _MONEY.fullmatch(re.sub(r"(?<=\d),(?=\d\d(?:元)?$)", ".", told))  # a point may look like a comma
    return _yuan(found) if found else None


def _yuan(found: re.Match[str]) -> str | None:
    try:
        yuan = Decimal(found[1].replace(",", "") + (found[2] or ""))
    except InvalidOperation:
        return None
    return f"{yuan:.2f}"


def signed_money(text: str) -> str | None:
    """The large amount on a bill: a sign, or a currency mark, and two decimals."""
    plain = without_buttons(squashed(text))
    signed = re.fullmatch(
        r"[-−–+]?(¥|RMB|CNY|人民币)?[-−]?[\d,]+\.\d\d元?|[-−–]?(¥|人民币)[-−]?[\d,]+元?|[-−–][\d,]+元?", plain
    )
    return money(plain) if signed else None


def moment(text: str, now: datetime | None = None) -> str | None:
    """A day and time of day as `YYYY-MM-DD HH:MM[:SS]`; relative words and days without a year need `now`."""
    plain = unicodedata.normalize("NFKC", text)
    found = _FULL.search(plain) or _FULL.search(squashed(plain))
    if found:
        return _written(found, int(found["year"]), int(found["month"]), int(found["day"]))
    return _from_now(squashed(plain), now) if now else None


def _from_now(plain: str, now: datetime) -> str | None:
    if found := _NO_YEAR.fullmatch(plain):
        month, day = int(found["month"]), int(found["day"])
        year = now.year if (month, day) <= (now.month, now.day) else now.year - 1
        return _written(found, year, month, day)
    found = _RELATIVE.fullmatch(plain)
    if found is None or not found["word"] or found["word"] == "刚刚":
        return None
    day_then = now - timedelta(days=_days_back(found["word"], now))
    return _written(found, day_then.year, day_then.month, day_then.day)


def _days_back(word: str, now: datetime) -> int:
    if word in _BACK:
        return _BACK[word]
    return (now.weekday() - _WEEKDAYS[word[-1]]) % 7 or 7


def _written(found: re.Match[str], year: int, month: int, day: int) -> str | None:
    second = found["second"]
    try:
        when = datetime(year, month, day, int(found["hour"]), int(found["minute"]), int(second or 0))
    except ValueError:
        return None
    return when.strftime("%Y-%m-%d %H:%M:%S" if second else "%Y-%m-%d %H:%M")


def is_clock(text: str) -> bool:
    """True for a time of day alone."""
    return bool(_ONLY_CLOCK.fullmatch(squashed(text)))


def chinese_marks(text: str) -> str:
    """Half-width marks that touch Chinese letters, full-width as they were drawn."""
    wide = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
    out = list(text)
    for at, sign in enumerate(text):
        near = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        opened = sign == ")" and "（" in out[:at]
        if sign in wide and (opened or any("\u4e00" <= letter <= "\u9fff" for letter in near)):
            out[at] = wide[sign]
    return "".join(out)


def is_code(text: str) -> bool:
    """True for a long code of capitals and digits."""
    return _CODE.fullmatch(text) is not None
