"""Names as they are, without the badges before them and the buttons behind them."""

import re
from collections.abc import Iterator
from typing import Final

from evidence.values import without_buttons

_PLATFORMS: Final = (  # a longer name before the shorter one it begins with
    "抖音商城 抖音 淘宝 淘特 天猫 京东 拼多多 闲鱼 咸鱼 快手小店 快手 小红书商城 小红书 微店 转转 美团 苏宁易购 苏宁 当当 1688 阿里巴巴 唯品会 有赞"
)
_BADGES: Final = (
    "京东自营 天猫超市 自营 官方旗舰 官方 旗舰 品牌 精选 企业店 个人店 金牌卖家 皇冠 百亿补贴 全球购 已认证 实名认证 品质好店 优质商家 "
    "老店 新品 热卖 超值 爆款"
)
_ENTRANCES: Final = "进店看看 进店逛逛 进店 进入店铺 关注店铺 关注 店铺首页"
_DOORS: Final = f"{_ENTRANCES} 联系卖家 联系商家 联系店家 联系客服 联系掌柜 联系店铺 和我联系 找客服 咨询客服 客服 投诉商家 私信 复制"


def _any_of(words: str) -> str:
    """Any of these words, also where a space was seen between two letters."""
    return "|".join(r"\s*".join(word) for word in words.split())


_PLATFORM: Final = re.compile(
    rf"({'|'.join(_PLATFORMS.split())})"
    r"(网|商城|超市|官方|旗舰|订单|交易|担保交易|购物|自营|电商|小店|店铺|二手|优选|APP|App|app|平台|首页|承诺|保障|客服|订单详情)?"
)
_NAMED: Final = re.compile("|".join(_PLATFORMS.split()))
_ENTRANCE: Final = re.compile(rf"\+?(?:{_any_of(_ENTRANCES)}|进店.*|[>›〉])")
_DOOR: Final = re.compile(_any_of(_DOORS))
_DOOR_BEHIND: Final = re.compile(rf"[\s|·•]*(?:{_any_of(_DOORS)})$")
_OF_SHOP: Final = "|".join(f"{_BADGES} {_PLATFORMS}".split())
_OF_GOODS: Final = "|".join(_BADGES.split())
_BEFORE_SHOP: Final = re.compile(rf"^(?:(?:{_OF_SHOP})[\s|·•]+)+(?=\S{{2}})")
_BEFORE_GOODS: Final = re.compile(rf"^自营(?=\S)|^(?:(?:{_OF_GOODS})[\s|·•]+)+(?=\S{{2}})")
_BEHIND: Final = re.compile(rf"(?:\s+(?:{_OF_SHOP}|口碑\s*\d\S*|评分\s*\d\S*|\d\.\d{{1,2}}分?))+$")
_LONE_AL: Final = re.compile(r"(?<![A-Za-z])Al(?![A-Za-z])")  # the engine cannot tell l from I
_NOISE: Final = re.compile(r"^[<‹《〈←\s]+|[\s，,、。.·>›)）」]+$")
_ARROW: Final = re.compile(r"\s*[>›〉]$")
_COUNT: Final = re.compile(r"[(（](\d+|卖家|商家|店主|掌柜)[)）]$")
_PAID_TO: Final = re.compile(
    r"^(?:(?:扫?二维码付款|二维码收款|扫码付款|商户消费|转账|付款|支付)\s*[-—–:：]+\s*)?(?:转账给|转给|付款给|支付给|付给|给|向|收款方[:：])?\s*(?=\S{2})"
)

_CHANNELS: Final = (
    (re.compile(r"支付宝|花呗|余额宝|alipay", re.IGNORECASE), "支付宝"),
    (re.compile(r"微信|零钱|wechat|财付通", re.IGNORECASE), "微信支付"),
    (re.compile(r"云闪付"), "云闪付"),
    (re.compile(r"QQ钱包|QQ支付", re.IGNORECASE), "QQ钱包"),
    (re.compile(r"京东支付|京东白条|白条"), "京东支付"),
    (re.compile(r"抖音支付|抖音月付"), "抖音支付"),
    (re.compile(r"银联"), "银联"),
)
_BAR: Final = re.compile(r"^[<‹〈←×xX✕\s]+|[.…·>›\s]+$")


def platform(text: str) -> str | None:
    """The well-known platform that the text names and nothing else."""
    found = _PLATFORM.fullmatch(text.strip())
    return found and found[1].replace("咸", "闲")


def mentioned(text: str) -> Iterator[tuple[str, int, int]]:
    """Every well-known platform named in a text, and where."""
    for found in _NAMED.finditer(text):
        yield found[0].replace("咸", "闲"), found.start(), found.end()


def shop_name(text: str) -> str:
    """A shop's name without its platform's badge, its rating and the way into the shop."""
    plain, before = re.sub(r"\s*[·・•]\s*(?=\S)", "·", without_buttons(text)), None
    while before != plain:
        before = plain
        plain = _BEHIND.sub("", _DOOR_BEHIND.sub("", _NOISE.sub("", _COUNT.sub("", plain))))
    return _BEFORE_SHOP.sub("", plain)


def is_entrance(text: str) -> bool:
    """True for a way into a shop."""
    return _ENTRANCE.fullmatch(text) is not None


def is_door(text: str) -> bool:
    """True for a way into a shop or to its people."""
    return is_entrance(text) or _DOOR.fullmatch(text) is not None


def has_door(text: str) -> bool:
    """True when the way into the shop stands behind its name, or a badge before it."""
    if _BEFORE_SHOP.match(text.strip()):
        return True
    found = _DOOR_BEHIND.search(text.strip()) or _ARROW.search(text.strip())
    return found is not None and found.start() > 1


def goods_name(text: str, *, badged: bool) -> str:
    """A product's name without the badge before it; only the page of a product has its platform's there."""
    plain = _LONE_AL.sub("AI", text.strip())
    return (_BEFORE_SHOP if badged else _BEFORE_GOODS).sub("", _BEFORE_GOODS.sub("", plain))


def payee(text: str) -> str:
    """Who was paid: 转账-转给某某, 向某某付款."""
    plain = text.strip()
    towards = re.fullmatch(r"向(.{2,}?)(?:付款|转账|支付)", plain)
    return towards[1] if towards else _PAID_TO.sub("", plain)


def channel(text: str) -> str | None:
    """The way to pay that a text names."""
    return next((name for pattern, name in _CHANNELS if pattern.search(text)), None)


def site_name(text: str) -> str:
    """A site's name without the signs of its bar; a well-known platform's in its usual form."""
    return platform(text) or _BAR.sub("", text).strip()
