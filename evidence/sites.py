"""Where a purchase was made and how it was paid: platforms, the site's own name, ways to pay."""

import re
from collections.abc import Iterator
from typing import Final

from evidence.labels import exact
from evidence.layout import Sheet, is_button
from evidence.line import Line
from evidence.names import is_entrance, platform
from evidence.unlabelled import BAR, renamed
from evidence.values import squashed

_CHANNELS: Final = (
    (re.compile(r"支付宝|花呗|余额宝|alipay", re.IGNORECASE), "支付宝"),
    (re.compile(r"微信|零钱|wechat|财付通", re.IGNORECASE), "微信支付"),
    (re.compile(r"云闪付"), "云闪付"),
    (re.compile(r"QQ钱包|QQ支付", re.IGNORECASE), "QQ钱包"),
    (re.compile(r"京东支付|京东白条|白条"), "京东支付"),
    (re.compile(r"抖音支付|抖音月付"), "抖音支付"),
    (re.compile(r"银联"), "银联"),
)
_PARTED: Final = re.compile(r"[\s·•|｜—-]+")
_MARKED: Final = re.compile(r"\s*[·•|｜]\s*")
_HEAD: Final = 0.25  # of the picture's height
_SITE: Final = re.compile(
    r"^(?!.*(网络|上网|官网|联网)).{1,10}(网|发卡|卡铺|卡盟|寄售|平台|云铺|卡店|数卡|小铺|卡站|点卡|商城|卡密|(?<![员身年月季物点体])卡|铺|站|云|购|屋|坊|仓|库|超市|市场|集市|码头|数字|卡店|商店|客|家|汇)$"
)
_BACK: Final = re.compile(r"[<‹〈く←×xX✕]")
_PAGE_TITLE: Final = re.compile(r"订单(详情|查询|信息)|查询结果|查询订单|我的订单")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2}")
_NOT_A_SITE: Final = re.compile(
    r".*(订单|详情|查询|首页|我的|账单|交易|支付|付款|发货|退款|售后|中心|客服|收货|成功|完成|返回|关闭|信息|联系|投诉|购物车|登录|注册|个人|旗舰店|专营店|专卖店|年卡|月卡|周卡|季卡|待|已|等待|取消|全部|搜索|宝贝|浏览器|网页|无痕|提取|提货|取卡|记录|结果|状态|进度|通知|消息|聊天|帮助|明细|凭证|商品|卡包|购买|欢迎|您好|服务|手机|进店|历史|协商|流程|列表|提醒|兑换|会员店)"
)


def channel(text: str) -> str | None:
    """The way to pay that a text names."""
    return next((name for pattern, name in _CHANNELS if pattern.search(text)), None)


def known_platform(sheet: Sheet, line: Line) -> str | None:
    """The platform a line names, before other words or parted from them by a mark; in the head of a page anywhere."""
    text = line.text.strip()
    words = _PARTED.split(text)
    parts = words if line.middle < _HEAD * sheet.height else (words[0], *_MARKED.split(text))
    return next((name for part in (text, *parts) if (name := platform(part))), None)


def badge(text: str) -> str | None:
    """The platform whose badge stands before a name."""
    return platform(_PARTED.split(text.strip())[0])


def page_brand(sheet: Sheet) -> Line | None:
    """The site's name at the top of its page: it ends like one, or the site's own links stand beside or below it."""
    for line in _top(sheet):
        name = re.split(r"[\s\-|·—_]", BAR.sub("", line.text.strip()))[0]
        if (
            not 2 <= len(name) <= 12
            or _NOT_A_SITE.match(name)
            or exact(name)
            or is_button(name)
            or _leads_into_shop(sheet, line)
        ):
            continue
        if _SITE.match(name) or (_CHINESE.search(name) and _is_headline(sheet, line)):
            return renamed(line, name)
    return None


def _leads_into_shop(sheet: Sheet, line: Line) -> bool:
    return any(is_entrance(squashed(other.text)) for other in sheet.row(line))


def _is_headline(sheet: Sheet, line: Line) -> bool:
    """A logo in the corner of a wide page; on a phone, centred in the title bar or over the page's own title."""
    if sheet.landscape:
        return line.left < 0.2 * sheet.width and bool(sheet.row(line))
    centred = abs(line.centre - sheet.width / 2) < 0.05 * sheet.width
    return centred and (
        (line.height > 1.15 * sheet.usual_height and line is min(sheet.lines, key=lambda other: other.top))
        or any(_BACK.fullmatch(squashed(other.text)) for other in sheet.before(line))
        or any(
            _PAGE_TITLE.fullmatch(squashed(other.text)) and 0 < other.top - line.bottom < 0.1 * sheet.height
            for other in sheet.lines
        )
    )


def _top(sheet: Sheet) -> Iterator[Line]:
    limit = (0.12 if sheet.landscape else 0.14) * sheet.height
    top = [line for line in sheet.lines if line.middle < limit]
    return iter(sorted(top, key=lambda line: (round(line.middle / max(1.0, line.height)), line.left)))
