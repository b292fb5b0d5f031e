"""Amounts as people type them, in 分, and how the bot says them back."""

import re
import unicodedata
from typing import Final

from dialogs.numerals import FIGURES, FORMAL, UNITS, plain
from dialogs.unclear import Unclear

_MONEY_LIMIT: Final = 100_000_000  # 分: one million yuan
_FOREIGN: Final = re.compile(
    r"\$|美元|美金|[0-9]刀|usdt|港币|港元|日元|欧元|€|£|泰铢|韩元|卢布", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    "[0-9十百千万][多几来]|[几数][0-9十百千万元块]|[多几]块|左右|上下|出头|将近|不到|不止|超过|大[概约]|差不多|估计|可能|好像"
    "|[快近约][0-9一两二三四五六七八九十]|[0-9元块][以之][上内下]"
)
_EACH: Final = re.compile(
    r"(?:单价|每[张个件份次月套组盒瓶天年])[是为:]?¥?[0-9.]+(?:元|块钱?)?|¥?[0-9.]+(?:元|块钱?)?(?:/|[1一]|每)[张个件份次套组盒](?![0-9])"
)
_POINT: Final = re.compile("点([零〇一二两三四五六七八九]+)")
_THOUSANDS: Final = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_MIXED: Final = re.compile(
    r"(?<![0-9.万千百])(?P<n>[0-9]{1,4})(?P<unit>[万千百])(?P<rest>[0-9]{1,4})(?P<lower>[千百十])?(?![0-9.万千百十])"
    r"(?![张个次份件款])"
)
_LAST_FIGURE: Final = re.compile("(?<=[0-9][万千百])[一二两三四五六七八九](?![十百千万个张])")
_COUNTED: Final = "%|折|[天号月日年点时个张次份件款:]|小时|分钟|/"
_AMOUNT: Final = re.compile(
    r"(?P<minus>(?<![0-9A-Za-z])-|负)?(?P<mark>¥|rmb|cny|人民币)?:?(?P<minus2>-)?"
    r"(?<![0-9.])(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<scale>[万千百]|[wk](?![a-z0-9]))?"
    r"(?P<unit>元|块钱?|rmb|人民币)?"
    rf"(?:(?<=[元块])(?:(?P<cents>[0-9]{{2}})(?![0-9.]|{_COUNTED})"
    rf"|(?P<jiao>[0-9])(?![0-9.分]|{_COUNTED})(?:[角毛](?:(?P<fen>[0-9])(?:分|(?![0-9.]|{_COUNTED})))?)?|(?P<only_fen>[0-9])分))?"
    rf"(?P<after>分(?!钟)|[角毛](?:(?P<fen2>[0-9])(?:分|(?![0-9.]|{_COUNTED})))?)?"
    rf"(?P<counted>{_COUNTED})?",
    re.IGNORECASE,
)
_FIGURES_ON: Final = re.compile(rf"(?![0-9]+(?:{_COUNTED}))[0-9零〇一二两三四五六七八九]")
_MONEY_SCALES: Final = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100}
_BLURRED: Final = "没看清这个金额。请写到分为止，也就是最多两位小数，比如「128.55」。"
_NO_AMOUNT: Final = "没看出金额，请写数字，比如「128」或「128.50 元」。"


def read_fen(text: str) -> int:
    """An amount in 分, more than 0 and at most one million yuan: 128, ¥1,391.70, 128块5, 一百二十八块, 1.2万.

    Raises Unclear for other currencies, approximations, ranges and two amounts.
    """
    words = _money_words(text)
    if _FOREIGN.search(words):
        raise Unclear("请写人民币金额，比如「128.50 元」；付的是外币就按账单上的人民币金额写。")
    if _ABOUT.search(words):
        raise Unclear("请写准确的金额，以付款记录为准，比如「128.50」。")
    if _EACH.search(words) and not _AMOUNT.search(_EACH.sub("", words)):
        raise Unclear("这像是单价，请写一共付了多少，比如「150 元」。")
    return _one_amount(list(_AMOUNT.finditer(_EACH.sub("|", words))))


def _money_words(text: str) -> str:
    """As `plain`, with formal figures, 点 as a decimal point and no thousands separators."""
    words = unicodedata.normalize("NFKC", text).translate(FORMAL)
    words = re.sub("(?<=[元块钱])零(?=.[分角毛])", "", words)
    words = re.sub("一(?=[共起下])", "", words)
    words = _POINT.sub(lambda found: "." + "".join(str(FIGURES[sign]) for sign in found[1]), words)
    words = _LAST_FIGURE.sub(lambda found: str(FIGURES[found[0]]), words)
    words = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), plain(words))
    words = re.sub(r"(?<=[0-9])点(?=[0-9])", ".", words)
    words = _MIXED.sub(_unmixed, words)
    return re.sub(r"(¥|:|rmb|cny)\s+|\s+(?=rmb|cny)", r"\1", words, flags=re.IGNORECASE)


def _unmixed(match: re.Match[str]) -> str:
    """1万2 is 12000, 2千5百 is 2500, 1万2000 is 12000."""
    size, rest = dict(UNITS)[match["unit"]], int(match["rest"])
    lower = dict(UNITS).get(match["lower"] or "", size // 10 if len(match["rest"]) == 1 else 1)
    return str(int(match["n"]) * size + rest * lower)


def _one_amount(matches: list[re.Match[str]]) -> int:
    """Amounts with a currency decide; without any, a bare number that counts nothing else."""
    marked = [match for match in matches if match["mark"] or match["unit"] or match["after"]]
    bare = [match for match in matches if not match["counted"]]
    amounts = {_fen(match) for match in marked or bare}
    if any(_goes_on(match) for match in bare):
        raise Unclear(_BLURRED)
    if len(amounts) > 1:
        raise Unclear("这里有不止一个金额，请只写一个，比如「128.50」。")
    if not amounts:
        raise Unclear(_NO_AMOUNT)
    return _checked(amounts.pop())


def _checked(fen: int) -> int:
    if fen <= 0:
        raise Unclear("金额要大于 0，请写实际的数字，比如「128.50」。")
    if fen > _MONEY_LIMIT:
        raise Unclear("这个金额超过了 100 万元，请核对是不是多打了数字。")
    return fen


def _fen(match: re.Match[str]) -> int:
    whole, _, decimals = match["n"].partition(".")
    if match["minus"] or match["minus2"]:
        return 0
    if len(whole) > 12:
        return _MONEY_LIMIT + 1
    # In millionths of a 分, so that 1.2345万 stays exact.
    exact = int(whole + decimals[:8].ljust(8, "0")) * _MONEY_SCALES.get((match["scale"] or "").lower(), 1)
    size = {"角": 10, "毛": 10, "分": 1}.get((match["after"] or "")[:1], 100)
    fen, rest = divmod(exact * size, 10**8)
    if rest or len(decimals) > (8 if match["scale"] else 2) or _goes_on(match):
        raise Unclear(_BLURRED)
    return fen + _small_change(match)


def _goes_on(match: re.Match[str]) -> bool:
    """Figures follow that were not read: nothing is dropped in silence."""
    return _FIGURES_ON.match(match.string, match.end()) is not None


def _small_change(match: re.Match[str]) -> int:
    fen = match["fen"] or match["fen2"] or match["only_fen"] or match["cents"]
    return 10 * int(match["jiao"] or 0) + int(fen or 0)


def say_money(fen: int) -> str:
    """128.50 元."""
    return f"{fen // 100}.{fen % 100:02d} 元"
