"""Numbers as people write them – 十五, 一千三, 1.2万, full-width – and their words made plain for the other readers."""

import re
import unicodedata
from typing import Final

from dialogs.unclear import Unclear

FIGURES: Final = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_LONGEST: Final = 24  # no number worth reading takes more figures
UNITS: Final = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆", "一二三四五六七八九十百千万元")
# Traditional characters and short forms that a date or an amount may be typed with.
_COMMON: Final = str.maketrans(
    dict(zip("號點後兩週禮個時間塊萬幾", "号点后两周礼个时间块万几", strict=True))
    | {"廿": "二十", "卅": "三十", "俩": "两个", "仨": "三个", "\u200b": ""}
)
# A figure right after 周 names a weekday, so that 周二十四点 is Tuesday, 14:00.
_CHINESE: Final = re.compile("(?<!周)(?<!星期)(?<!礼拜)[零〇一二两三四五六七八九十百千万亿]+")
CJK: Final = "\u3007\u4e00-\u9fff"
_SPACE_BY_CHINESE: Final = re.compile(rf"(?<=[{CJK}])\s+|\s+(?=[{CJK}])")
_DASHES: Final = re.compile("[‐‑‒–—−]+")


def _value(words: str) -> int | None:
    """A Chinese numeral; None for what is not one number (三四, 万一)."""
    for unit, size in UNITS:
        head, found, tail = words.partition(unit)
        if found:
            return _joined(head, tail, size)
    return FIGURES.get(words)


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
    if len(words) == 2 and words[0] in "零〇" and words[1] in FIGURES:
        return f"0{FIGURES[words[1]]}"
    a_year = ahead == "年" or len(words) == 4
    if a_year and all(sign in FIGURES for sign in words):
        return "".join(str(FIGURES[sign]) for sign in words)
    return words


def plain(text: str) -> str:
    """Half-width, without spaces beside Chinese, Chinese numerals as digits."""
    words = unicodedata.normalize("NFKC", text).translate(_COMMON)
    words = _SPACE_BY_CHINESE.sub("", _DASHES.sub("-", " ".join(words.split())))
    return _CHINESE.sub(
        lambda found: _in_figures(found[0], found.string[found.end() : found.end() + 1]), words
    )


_NUMBER: Final = re.compile(
    r"(?<![0-9.])(-|负|几|数)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([万亿千百]?)([0-9几多余来]?)"
)
_SCALES: Final = {"": 1, **dict(UNITS)}
_NUMBER_LIMIT: Final = 10**12
_NOT_A_NUMBER: Final = "没看懂这个数字，请写一个数，比如「7」或「十五」。"


def read_number(text: str) -> int:
    """One whole number, not negative, in Arabic or Chinese figures up to 亿: 7, 十五, 一千三, 1.2万.

    Raises Unclear.
    """
    found = {_scaled(*match.groups()) for match in _NUMBER.finditer(plain(text.translate(FORMAL)))}
    if len(found) > 1:
        raise Unclear("这里有不止一个数字，请只写一个。")
    number = found.pop() if found else None
    if number is None:
        raise Unclear(_NOT_A_NUMBER)
    return number


def _scaled(sign: str | None, whole: str, fraction: str | None, scale: str, more: str) -> int | None:
    size = _SCALES[scale]
    decimals = (fraction or ".")[1:]
    if sign or more or len(whole) > 12 or len(decimals) > 8 or size % 10 ** len(decimals):
        return None
    number = int(whole.replace(",", "")) * size + int(decimals or 0) * size // 10 ** len(decimals)
    return number if number <= _NUMBER_LIMIT else None
