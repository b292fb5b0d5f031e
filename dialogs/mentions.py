"""Values mentioned in a story: the amount paid, the day it was paid, the promise, the order number.

A story holds more amounts and days than the one that counts – face values, refunds, other orders – so each mention is
weighed by the words around it. What no words speak for is left out; `sure` only where nothing speaks for another.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Final, Generic, NamedTuple, TypeVar

from dialogs.money import read_fen
from dialogs.numerals import read_number
from dialogs.unclear import Unclear
from dialogs.when import read_day, read_future_day

T = TypeVar("T")
_Weights = tuple[tuple[int, re.Pattern[str]], ...]
_STOP: Final = "，,。！!？?；;\n"


class Heard(NamedTuple, Generic[T]):
    """A value the story gives; not `sure` means it has to be asked."""

    value: T
    sure: bool


class _Mention(NamedTuple, Generic[T]):
    value: T
    weight: int
    start: int


def _rows(*rows: tuple[int, str]) -> _Weights:
    return tuple((weight, re.compile(pattern)) for weight, pattern in rows)


def _weighed(text: str, span: tuple[int, int], before: _Weights, after: _Weights) -> int:
    """What the words before and after, within the sentence, say for and against it."""
    head, tail = text[max(0, span[0] - 24) : span[0]], text[span[1] : span[1] + 16]
    weight = sum(worth for worth, pattern in before if pattern.search(head))
    return weight + sum(worth for worth, pattern in after if pattern.match(tail))


def _best(mentions: Iterable[_Mention[T]], least: int, lead: int = 2) -> Heard[T] | None:
    """The heaviest; of equals the first. Sure when it is alone, or `lead` ahead of every other value."""
    able = sorted(
        (each for each in mentions if each.weight >= least), key=lambda each: (-each.weight, each.start)
    )
    if not able:
        return None
    first = able[0]
    rival = max((each.weight for each in able if each.value != first.value), default=least - 1)
    return Heard(first.value, sure=first.weight > least and first.weight - rival >= lead)


# Amounts ---------------------------------------------------------------------------------------------------

_FIGURES: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?"
_CHINESE: Final = "[零一二两三四五六七八九十百千万]+"
_UNIT: Final = "(?:元|块钱|块|蚊|圆|rmb|RMB|软妹币|大洋|米(?![0-9a-zA-Z粒])|💰|r(?![a-z0-9]))"
_PENCE: Final = (
    "(?:[0-9一二两三四五六七八九][毛角]?(?:[0-9一二三四五六七八九]分?)?(?![0-9.个张天月年小万千百十]))?"
)
_PAID: Final = "(?:多少钱|实际?付款?|实际支付|实际转账|转账|骗了|坑了|被骗|付款|付了|付的|支付了?|花了|花掉|花|氪了?|谈好|讲好|冲了|打了|汇了|扫了|购入|付|给了|给|转了[他她](?:支付宝|微信)?|转了|转给[他她]|扣了|充了|充值(?![卡码])|交了|金额是?|价[格钱]是?|花费|折后|券后|货款|优惠后|发了?红包|总价|总额|合计|共计|总计|总共|一共|加起来|到手价?|成交价|卖我|卖|畀咗|要价|预?存了?|共|(?:转|打|汇)的|(?:发|转|打|汇)(?:了)?过去)"
_MONEY: Final = re.compile(
    rf"[¥￥💰] ?{_FIGURES}(?![0-9.])"
    rf"|(?<![0-9.a-zA-Z-]){_FIGURES} ?[万千百wWkK]?[0-9]? ?{_UNIT}{_PENCE}"
    rf"|(?<![第0-9])(?:{_CHINESE}{_UNIT}{_PENCE})"
)
_BARE: Final = re.compile(
    rf"(?P<verb>{_PAID}|[，,。！!\n ]|^)(?:是|了|为|我|他|她)?[:： ]{{0,2}}(?P<n>{_FIGURES}[万wW]?|(?<=[了付花给价格额款共我他她到，, :：])[一二两三四五六七八九十百千万零]{{2,}})"
    r"(?![0-9.A-Za-z%月号日年天张个次份分岁多来几余点:：/_-]|小时|周|块|元| ?刀| ?美[金元]|[一二三四五六七八九十百千万两]| ?(?:块|元))"
)
_FACE: Final = "(?:(?<![0-9元块])面[值额]|价值|原价|标价|不是|退了我|退给?我?|退了|还剩|剩下?的?|赔我?|赔偿我?|补差价?|差价|差了?|少了?|单价|成本|每张|每个|一张|一个|一次|一份|两张|便宜|再交|又让我.{0,3}交|解冻费|手续费|定金|尾款|另外|第一单.{0,8}|封口费|让我|优惠|低于|超过|涨到|返|抵扣|满)"
_MONEY_BEFORE: Final = _rows(
    (
        6,
        rf"(?:实付款?|实际支付|到手价?|成交价|一共(?:付了?|花了?|是)?|总共|合计|总价|总额|共计|总计|加起来|总|共|人民币金额|支付)[^{_STOP}0-9]{{0,4}}$",
    ),
    (4, rf"{_PAID}[^{_STOP}0-9]{{0,4}}$"),
    (7, "(?:优惠价|折后价?|券后价?|活动价|实付|实际)[:：是为 ]*$"),
    (
        3,
        "(?:(?<![\u4e00-\u9fff])价|多少钱|成交|金额|价[格钱]|花费|付款金额|价钱|预售价|活动价)】?[:：是为 ]*$",
    ),
    (-9, rf"{_FACE}[:： 是为了价约]{{0,2}}$"),
    (-3, "(?:话费|充值卡|加油卡|E卡|礼品卡|购物卡)$"),
    (-9, "被[^，。]{0,4}(?:花|用|刷|转|盗)[了走]*$"),
    (-6, "(?:恢复|修理?|损失|耽误|误工|另付)[^，。]{0,6}$"),
    (-4, "(?:之前|以前|上次|第一单)(?:(?!第二)[^。！!？?\n])*$"),
    (-9, "[¥￥$]$|(?:每|单)[张个份件][^，。]{0,2}$"),
)
_MONEY_AFTER: Final = _rows(
    (
        -9,
        "(?:的)?(?:面值|面额|定金|一张|每张|一个月|/|的优惠|封口|美金|美元|手续费|解冻|起步)|[的]?(?:话费|充值卡|Q币卡|E卡|点卡|联通|移动|电信)",
    ),
    (-9, "的?[只就才]?卖"),
    (1, "(?:买的?|拍的?|的[^，。]{2,}|，|。|$|！|,| |人民币)"),
    (-4, "[^，。]{0,10}，?(?:已经?到(?![0-9期手])|已经?到账|到了(?![0-9一二三四五]))"),
    (-5, "[^，。 ]{0,6}(?:没毛病|没问题|正常|好好的|能用)"),
    (5, "[^，。]{0,6}(?:没有?|未)(?:到|发|收)"),
    (4, "(?:整)?(?:付|支付|下单|成交|入手|拿下)的"),
)


_WORTH: Final = {
    "买": 4,
    "入": 4,
    "拿": 4,
    "到": 4,
    "没": 6,
    "的": 4,
    "会": 2,
    "年": 2,
    "月": 2,
    "季": 2,
    "周": 2,
    "账": 2,
    "未": 6,
}
_ENDS: Final = re.compile("[，,。！! \n整]|$")
_UNDELIVERED: Final = re.compile(rf"(?<=[\u4e00-\u9fff])(?P<n>{_FIGURES})(?P<verb>没到|未到|没发)")
_OWED: Final = re.compile(
    rf"(?<![0-9.月/-])(?P<n>{_FIGURES})(?P<verb>的)(?=[^，。0-9]{{2,12}}(?:没有?|未)(?:到|收|发))"
)
_BOUGHT_FOR: Final = re.compile(
    rf"(?<![0-9.月/-])(?P<n>{_FIGURES})(?<![0-9][./-][0-9])(?<![./-][0-9]{{2}})(?P<verb>买的?|入手|入的|入(?=[，。 ]|$)|收的|搞的|弄的|拿的|拍的|拿下|到手)"
)


_OF_PRICE: Final = re.compile(
    rf"(?:(?<=[买充拍]了)(?P<n>{_FIGURES})|(?:^|(?<=[，。！!；;]))(?P<c>{_CHINESE}))(?P<verb>的)(?=[，。 ]|$|[^，。0-9]{{2}})"
)
_AFTER_GOODS: Final = re.compile(rf"(?P<verb>会员|[年月季周]卡|账号)(?P<n>{_FIGURES})(?=[，,。 ]|$)")
_LIKE_DAY: Final = re.compile(r"(?:1[0-2]|[1-9])\.(?:3[01]|[12]?[0-9])")
_UNMARKED: Final = (_AFTER_GOODS, _BARE, _BOUGHT_FOR, _UNDELIVERED, _OWED, _OF_PRICE)


def amount_paid(text: str) -> Heard[int] | None:
    """What was paid for the disputed order, in 分."""
    return _best(_amounts(text), least=2, lead=3)


def _amounts(text: str) -> Iterator[_Mention[int]]:
    taken: list[tuple[int, int]] = []
    for match in _MONEY.finditer(text):
        taken.append(match.span())
        yield from _amount(text, match.span(), 3)
    for match in (found for pattern in _UNMARKED for found in pattern.finditer(text)):
        span = match.span("n" if match["n"] else "c")
        alone = not match["verb"].strip(_STOP + " ")
        if alone and not _ENDS.match(text, span[1]):
            continue
        like_day = alone and _LIKE_DAY.fullmatch(text, *span) is not None
        if not any(start < span[1] and span[0] < end for start, end in taken):
            yield from _amount(text, span, 2 - like_day if alone else _WORTH.get(match["verb"][:1], 0))


def _amount(text: str, span: tuple[int, int], weight: int) -> Iterator[_Mention[int]]:
    words = re.sub("^💰|[蚊圆米💰r]$|大洋|软妹币", "元", text[slice(*span)])
    try:
        value = read_fen(words)
    except Unclear:
        return
    yield _Mention(value, weight + _weighed(text, span, _MONEY_BEFORE, _MONEY_AFTER), span[0])


# Days ------------------------------------------------------------------------------------------------------

_DAY_WORDS: Final = re.compile(
    r"(?<![0-9])20[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}[日号]?(?![0-9])"
    r"|(?:去年|今年)?(?<![0-9])[0-9]{1,2}月[0-9]{1,2}[日号]?|(?:十[一二]?|[一二三四五六七八九])月(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八]?)[日号]?"
    r"|(?:上+|这|本)个?月[0-9]{1,2}[日号]|(?<![0-9.¥￥A-Za-z_-])(?:1[0-2]|0?[1-9])[./-](?:3[01]|[12][0-9]|0?[1-9])[日号]?(?![0-9./:A-Za-z_-]|[元块折万%个张天年小gGM倍版]| ?元)"
    r"|(?<![0-9月A-Za-z-])(?:3[01]|[12]?[0-9])[号](?!店|卡|链接|码|商|客服|线|楼|商品)|(?<![0-9])(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])号(?!店|卡|商)"
    r"|(?:上+|这|本)?个?(?:周|星期|礼拜)[一二三四五六日天](?![0-9月年])|本月[一二三]?十?[一二三四五六七八九]?日|大前天|大?前(?:[天日晚]|儿个?)|昨[天晚儿日夜]|琴日|寻日|今[天早晚儿日]|刚才|刚刚|(?<![0-9天])刚(?=买|付|拍|下单|充)|双(?:十[一二]|1[12])(?:前一天|后一天|第[二三]天)?|双1[12]|元旦|(?:国庆|五一|中秋|端午|春节|七夕|除夕|元宵)节?(?:的?第[一二三四五六七][天日]|[那当][天日]|当晚|前一天|后一天|(?=[买拍付]))?"
    r"|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:天|周|个?星期|个?礼拜)[之以]?前"
)
_BUY: Final = "(?:买|拍|下单|下的单|付款|付了|付的|支付|充值?的?|转账|转了|购买|购于|购|拿的?货?|囤|存的|订单|订的|下了|入手|整了|花了|续[的了费]|骗|氪|冲了|[弄搞拿入收租][了的]|转的|打的)"
_DAY_BEFORE: Final = _rows(
    (
        6,
        "(?:下单|付款|购买|支付|交易|订单)(?:时间|日期)】?[:： ]*$|(?:我|本人)?(?:于|(?<![可但就还只])是|在)$|(?:日期|时间)】?[:： ]*$",
    ),
    (2, f"{_BUY}[^。！!？?\n]{{0,12}}$"),
    (
        -6,
        "(?:到了?|截至|截止|直到|等到|今天是|都|拖到|现在)$|(?:承诺|说好的?|保证|预计|卖家说|商家说|改口)[^，。]{0,6}$|(?:客服|商家|他|卖家|突然)[^，。 我]{0,3}$",
    ),
    (
        -20,
        "(?:[一每][张个份盒]|单价|打|价格?|仅|只要|[¥￥])$|(?:不记得|记不[清得]|大概|好像|可能|也许|还是)[^，。]{0,6}$",
    ),
    (-20, "[号日月][到至~]$"),
    (-9, "(?:生日|过期|到期|开学|考试|婚礼|活动|会议)(?:时间|那天)?(?:就?是|在|到)?$"),
    (-3, "(?:没到的?|另一单|第一单|之前|投诉|申诉)[^，。]{0,8}$"),
)
_DAY_AFTER: Final = _rows(
    (-20, "左右|前后|还是|或者?|(?:到|至|~)[0-9一二三十]"),
    (4, f"[^。！!？?；;\n]{{0,16}}{_BUY}|[^，。]{{0,4}}的(?:单|事|订单)"),
    (1, "[，,。！! \n]|$|[0-9一二三四五六七八九十]{1,3}点|晚|早|上午|下午|中午|半夜|凌晨"),
    (
        -6,
        "(?:前|之前|以前)?(?:一定|肯定|保证|必)?(?:前)?(?:发货|发(?!卡)|到账|到货|给我|才(?!在|买|充|拍|下单|付|刚)|又(?!充|买|拍|下单|续)|还[能可在]|突然|被(?![^，。]{0,12}骗)|[^，。]{0,6}(?:没了|掉了|忽然|变|失效|登不|打开|打不开|404|提示|显示)|了(?:都|还)|都|还没|问|催|跟)|[^，。]{0,2}(?:第二天)",
    ),
    (3, "[^，。]{0,16}(?:没有?|未)(?:到|发|收)"),
    (-6, "[^，。]{0,16}(?:(?:已经?)?(?<![只才就没])到(?:账)?了(?![0-9])|正常|没问题|没毛病|秒到)"),
    (-9, "(?:中午|早上|下午|晚上)?(?:客服|商家|卖家|他)(?:说|回)|[^，。]{0,8}到了"),
)


def day_paid(text: str, now: datetime) -> Heard[date] | None:
    """The day the disputed order was made or paid, in the legal zone."""
    return _best(_days(text, now), least=1, lead=4)


def _days(text: str, now: datetime) -> Iterator[_Mention[date]]:
    for match in _DAY_WORDS.finditer(text):
        try:
            day = read_day(match[0], now)
        except Unclear:
            continue
        base = 0 if re.match("[昨今前琴寻刚大]", match[0]) else 1
        yield _Mention(day, base + _weighed(text, match.span(), _DAY_BEFORE, _DAY_AFTER), match.start())


# Promises --------------------------------------------------------------------------------------------------

_CUE: Final = "(?:承诺|说好|说是|写着|写的|写明|约定|保证|标注|标的|页面|描述|宣传|说)"
_DELIVER: Final = "(?:发货|到账|开通|充值?到|充好|送达|发卡|发码|发|处理|出货|到)"
_HOURS: Final = re.compile(
    rf"(?P<cue>{_CUE}[^。！!？?；;\n0-9]{{0,12}})?(?<![0-9.一二三四五六七八九十])(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?:个)?(?:小时|钟头|h(?![a-zA-Z]))(?!后|前|以前|就|被|之后)(?P<in>之?以?内)?(?P<do>就?(?:自动)?{_DELIVER})?(?!.{{0,3}}(?:在线|营业|客服))"
)
_UNTIL: Final = re.compile(
    "(?:当天|当日|之前|以前|前)?(?:统一|陆续|开始|一定|肯定|保证|准时|必|就|给我)?(?:发货|发|到账|到货|开通)"
)


# An excess of hours, and hours still to be waited for.
_NO_PROMISE: Final = re.compile("(?:超过|过了|已经?|都|等|wait|才|第)[ “]?$")


def hours_promised(text: str) -> Heard[int] | None:
    """Whole hours within which delivery was promised; 24小时自动发货 is an opening time, not a promise."""
    found = [_hours(match) for match in _HOURS.finditer(text) if _is_promise(match)]
    values = [hours for hours in found if hours]
    return Heard(values[0], sure=len(set(values)) == 1) if values else None


def _is_promise(match: re.Match[str]) -> bool:
    if _NO_PROMISE.search(match.string[max(0, match.start("n") - 6) : match.start("n")]):
        return False
    at_once = match["do"] and "自动" in match["do"] and not match["in"]
    return not at_once and bool(match["cue"] or match["do"] or match["in"])


def _hours(match: re.Match[str]) -> int:
    try:
        return read_number(match["n"])
    except Unclear:
        return 0


def day_promised(text: str, now: datetime) -> Heard[date] | None:
    """The last day on which delivery was promised, where the story names one."""
    for match in _DAY_WORDS.finditer(text):
        head = text[max(0, match.start() - 10) : match.start()]
        named = re.search("[月号日./-]|双", match[0])
        if named and re.search(f"{_CUE}[^，。！!？?\n]{{0,5}}$", head) and _UNTIL.match(text, match.end()):
            return _or_none(lambda said=match[0]: Heard(read_future_day(said, now), sure=True))  # type: ignore[misc]
    return None


def _or_none(read: Callable[[], Heard[date]]) -> Heard[date] | None:
    try:
        return read()
    except Unclear:
        return None


# Order numbers ---------------------------------------------------------------------------------------------

_NUMBER: Final = "(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9][A-Za-z0-9_-]{3,}"
_LABELLED: Final = re.compile(
    rf"(?<!支付)(?<!交易)(?<!付款)(?<!流水)(?<!快递)(?<!物流)(?:交易编号|订单编号|订单号码|订单号|订单|单号|dd号|DD号|单子|编号|(?<![a-zA-Z])(?:NO|No|no)\.|(?<=[。，,；;])号)】?(?:就?是|为)?[:：# ]*(?:NO\.|No\.)?(?P<no>{_NUMBER})"
)
_UNLABELLED: Final = re.compile(
    r"(?<![A-Za-z0-9_./@-])(?P<no>[A-Z]{1,4}[-_]?[0-9][0-9A-Z_-]{2,}[0-9A-Z])(?![A-Za-z0-9_@-])"
)
_NOT_ORDERS: Final = re.compile(
    "(?:QQ|qq|微信|电话|手机|支付宝|账号|卡密|卡号|密码|码|key|群|vx|交易号|单号|流水号)[:：号是为 ]*$"
)


def order_number(text: str) -> Heard[str] | None:
    """The order's number as written; never a phone, a QQ number or a payment's number."""
    found = [
        _Mention(match["no"], _order_weight(text, match), match.start()) for match in _LABELLED.finditer(text)
    ]
    if found:
        return _best(found, least=1)
    bare = [
        match["no"]
        for match in _UNLABELLED.finditer(text)
        if sum(sign.isdigit() for sign in match["no"]) >= 4 and not _NOT_ORDERS.search(text[: match.start()])
    ]
    return Heard(bare[0], sure=len(bare) == 1) if bare else None


def _order_weight(text: str, match: re.Match[str]) -> int:
    head = text[max(0, match.start() - 8) : match.start()]
    return 2 if re.search("第一单[^。]{0,3}$", head) else 4
