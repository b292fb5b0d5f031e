"""What stands on a screen without a label: the shop's name, the goods, a bill's amount, the site's brand."""

import re
from typing import Final

from evidence import phrases, values
from evidence.labels import exact, find
from evidence.layout import Sheet, is_button, joined
from evidence.line import Line
from evidence.names import has_door, is_door, payee, platform, shop_name
from evidence.reading import Kind
from evidence.values import squashed

_SHOP: Final = re.compile(
    r"^.{2,22}(旗舰店|专营店|专卖店|官方店|卡券店|游戏店|数码店|商城|小店|店铺|本店|[^门到进开本]店|商行|工作室|铺子|[^店]铺|超市|(?<!自动)发卡|卡盟|商贸|专营|专卖|"
    r"有限公司|科技|数卡|优选|网络|数字|文化|屋|坊|阁|轩|(充值|卡密|点卡|卡券|游戏|软件|数码)(站|仓|行|馆|部|中心|批发))$"
)
_NOT_A_SHOP: Final = re.compile(
    r".*(进店|本店|到店|店铺优惠|关注|收藏|入店|开店|退款|发货|订单|查看|此店|商品)|^(店铺|商城|超市|购物商城)$|.*[，。？！：:]"
)
_BADGE: Final = re.compile(
    r"(口碑|评分|信誉|好评率?|回复率|粉丝|销量|金牌|皇冠|星级|综合|回头客|品质|官方|自营|品牌|极速)\W*[\d.]*\W*[分%万星]?\S{0,2}"
)
_STATE: Final = re.compile(
    r".*(发货|付款|交易|收货|订单|支付|退款|售后|评价|拼单|成功|完成|关闭|失败|详情|查询|首页|我的|返回|客服|账单|购物车|记录|登录|注册|复制|收起|展开|更多|"
    r"设置|公告|说明|规则|服务|条款|隐私|关于|免责|版权|备案|帮助|提示|积分|领取|已售|月销|销量|库存|浏览|想要|收藏|购买|下单|无理由|正品|假一赔|包邮|快递|免运费|合成|交易快照|满\d+减|新客|立减|领券|优惠|粉丝|好评|已拼|万件|已卖|人付|人看过).*"
)
_GOODS: Final = re.compile(
    r"卡密|激活码|会员|兑换[码券]|授权|CDK|密钥|充值|直充|月卡|年卡|周卡|季卡|日卡|账号|点卡|礼品卡|序列号|Steam|Office|Win(dows)?\s?1?\d|VIP|加速器|软件|点券|话费|"
    r"流量|红包|权益|影音|网盘|音乐|游戏|手游|版|钥匙|代充|Q币|皮肤|礼包|KEY|卡$|券$|码$|\d+元|面值|购物卡|代金券|通兑|许可证|激活|正版|终身|永久|国区|\d+个?[天月年]",
    re.IGNORECASE,
)
_VARIANT: Final = re.compile(r"[x×X]\d+$|\d[件张个份]$|;")
_BRAND_WORD: Final = re.compile(r"[A-Za-z]{3}")
_COUPON: Final = re.compile(r"每?满\d+[减打送].*|新客.*|.{0,4}立减.*|领券.*|.{0,6}优惠券.*")
_IN_PICTURE: Final = 6  # letters of a word drawn in a picture
_LETTERS: Final = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
_PRESENCE: Final = re.compile(r"[(（]\d+[)）]$|\s+\W?(手机|电脑)?(在线|离线|忙碌)\W*$")
BAR: Final = re.compile(r"^[<‹〈←×xX✕\s]+|[.…·>›\s]+$")


def header(sheet: Sheet) -> Line | None:
    """The name at the top of a chat; on a wide screen over the talk, not in the list beside it."""
    names = [
        renamed(line, name)
        for line in sheet.lines
        if line.middle < 0.13 * sheet.height
        and _may_be_talked_to(name := _PRESENCE.sub("", BAR.sub("", line.text.strip())))
    ]
    first = min((line.bottom for line in names), default=0.0)
    over = [line for line in names if line.top < first and 0.15 * sheet.width < line.left < 0.7 * sheet.width]
    return next(iter(over if over and sheet.landscape else names), None)


def _may_be_talked_to(name: str) -> bool:
    if (
        not 2 <= len(name) <= 24
        or not _LETTERS.search(name)
        or re.search(r"[，。？！：]|吗$|我", name)
        or exact(name)
    ):
        return False
    return not re.fullmatch(
        r"聊天|消息|客服|微信|返回|结束|退出|完成|取消|设置|店铺|进店|关闭|更多|.*在线.*|昨天.*|今天.*|.*\d+:\d+.*|.*(搜索|会话|当前订单|回复率|响应).*",
        name,
    )


def amount_on_bill(sheet: Sheet) -> Line | None:
    """The largest amount in the upper half of a bill."""
    upper = [
        line for line in sheet.lines if line.middle < 0.5 * sheet.height and values.signed_money(line.text)
    ]
    return max(upper, key=lambda line: line.height, default=None)


def prominent_amount(sheet: Sheet) -> Line | None:
    """The only amount in large letters in the middle of a phone's page that says what came of an order."""
    large = [
        line
        for line in sheet.lines
        if values.signed_money(line.text)
        and line.height > 1.2 * sheet.usual_height
        and abs(line.centre - sheet.width / 2) < 0.06 * sheet.width
    ]
    return large[0] if len(large) == 1 and not sheet.landscape else None


def title_above(sheet: Sheet, amount: Line | None) -> Line | None:
    """Who was paid: the words above the amount."""
    if amount is None:
        return None
    above = [
        line
        for line in sheet.lines
        if line.bottom <= amount.top + 0.4 * line.height
        and amount.top - line.bottom < 3 * amount.height
        and len(squashed(line.text)) >= 2
        and not re.fullmatch(
            r"(账单|交易|支付|订单)?(详情|成功|凭证|结果)|账单|全部账单|[<‹×]+|.*(支付|交易)成功|付款(金额|成功)|微信支付|支付宝|.*担保交易|即时到账",
            squashed(line.text),
        )
    ]
    found = max(above, key=lambda line: line.bottom, default=None)
    named = [
        line
        for line in sheet.before(amount)
        if may_be_named(line.text) and not exact(line.text) and len(squashed(line.text)) >= 2
    ]
    found = next(iter(named), found)
    if found is None:
        return None
    return renamed(found, payee(found.text))


def shop(sheet: Sheet, used: set[int], *others: str | None) -> Line | None:
    """A shop's name: it ends like one, or a way into the shop stands beside it. `others` are names already known."""
    found = [line for line in sheet.lines if id(line) not in used and _may_be_shop(line, others)]
    doors = [line for line in found if _has_door(sheet, line)]
    named = [line for line in found if _SHOP.match(_shop_name(line))]
    with_both = [line for line in doors if line in named]
    return next(iter(with_both or named or doors), None)


def _has_door(sheet: Sheet, line: Line) -> bool:
    """True when a way into the shop stands beside its name."""
    beside = (squashed(other.text) for other in sheet.after(line, buttons=True))
    return has_door(line.text) or any(is_door(text) or platform(text) for text in beside)


def may_be_named(text: str) -> bool:
    """False for the words of buttons and states, which name no shop."""
    plain = squashed(text)
    return bool(_SHOP.match(plain)) or not (
        re.search(r"[*@]", plain) or _STATE.fullmatch(plain) or values.money(plain) or values.moment(plain)
    )


def _may_be_shop(line: Line, others: tuple[str | None, ...]) -> bool:
    name = _shop_name(line)
    if not 3 <= len(name) <= 25 or any(other and name in squashed(other) for other in others):
        return False
    return not (
        _NOT_A_SHOP.match(name)
        or _BADGE.fullmatch(name)
        or exact(name)
        or values.money(name)
        or _STATE.fullmatch(name)
        or is_button(name)
    )


def _shop_name(line: Line) -> str:
    return squashed(shop_name(line.text))


def product_title(sheet: Sheet, used: set[int], kind: Kind) -> Line | None:
    """The goods of an order or a product page: named like goods, beside a price, under the shop."""
    ranked = [
        (score, line)
        for line in sheet.lines
        if id(line) not in used and (score := _goods_score(sheet, line, kind)) >= 3.0
    ]
    return max(ranked, key=lambda one: (one[0], -one[1].top), default=(0.0, None))[1]


def title_on_card(sheet: Sheet, label: Line) -> tuple[Line, ...]:
    """The goods above the first label of an order's card, beside their picture or under it."""
    above = [
        lines
        for lines in sheet.paragraphs
        if 0 < label.middle - lines[-1].middle < 5.5 * label.height
        and -label.height < lines[0].left - label.left < 6 * label.height
        and not _no_goods(squashed(joined(lines)))
    ]
    return max(above, key=lambda lines: (lines[-1].bottom, len(joined(lines))), default=())


def _goods_score(sheet: Sheet, line: Line, kind: Kind) -> float:
    text = squashed(line.text)
    if len(text) < 4 or _no_goods(text):
        return 0.0
    score = 3.0 if _GOODS.search(text) else 0.0
    score += 2.0 if _priced(sheet, line) else 0.0
    score += 1.0 if len(text) >= 7 else 0.0
    if kind is Kind.PRODUCT_PAGE:  # whose title a badge stands before, as before a shop's name elsewhere
        score += 1.0 if line.height >= sheet.usual_height else 0.0
        score += 2.0 if _beside_price(sheet, line) else 0.0
    score += 2.0 if beside_picture(sheet, line) else 0.0
    score -= 3.0 if re.search(r"[，。！？：]", line.text) else 0.0
    score -= 2.0 if _VARIANT.search(text) else 0.0
    score -= 2.5 if any(find(other.text) for other in sheet.before(line)) else 0.0
    score -= 3.0 if line.height > 2.2 * sheet.usual_height else 0.0  # drawn in a picture
    score -= 3.0 if kind is not Kind.PRODUCT_PAGE and _has_door(sheet, line) else 0.0
    score -= 1.5 if line.middle < 0.05 * sheet.height else 0.0
    return score


def _no_goods(text: str) -> bool:
    label = find(text)
    if label and label.marked:
        return True
    if (
        re.search(r"¥\d", text)
        or values.money(text)
        or values.moment(text)
        or values.number(text)
        or is_button(text)
    ):
        return True
    if _SHOP.match(squashed(shop_name(text))) or phrases.refusals(text) or phrases.has_card_key(text):
        return True
    promise = phrases.promise(text)
    return bool(promise and len(promise) > 0.6 * len(text)) or bool(
        _STATE.fullmatch(text) and not _GOODS.search(text) and not _BRAND_WORD.search(text)
    )


def _priced(sheet: Sheet, line: Line) -> bool:
    """A price or a quantity to the right, on this line or one of the next two."""
    near = (
        other
        for other in sheet.lines
        if other.left > line.left - line.height
        and -0.6 * line.height < other.middle - line.middle < 3.2 * line.height
    )
    return any(re.fullmatch(r"¥\d[\d.,]*|[x×X]\d+|数量:?\d+.*", squashed(other.text)) for other in near)


def beside_picture(sheet: Sheet, line: Line) -> bool:
    """True on a phone where nothing but letters in a picture stands left of a line and of its neighbours."""
    under_bar = line.middle > 0.12 * sheet.height
    if sheet.landscape or not (under_bar and 0.18 * sheet.width < line.left < 0.45 * sheet.width):
        return False
    low, high = line.top - 0.6 * line.height, line.bottom + 0.6 * line.height
    left = (o for o in sheet.lines if o.right < line.left and low < o.middle < high)
    return all(len(squashed(o.text)) <= _IN_PICTURE and not find(o.text) for o in left)


def shop_over(sheet: Sheet, title: Line) -> Line | None:
    """The shop at the head of the card whose goods stand beside their picture."""
    if not beside_picture(sheet, title):
        return None
    above = [
        line
        for line in sheet.lines
        if 0 < title.middle - line.middle < 3.2 * title.height
        and line.left < min(title.left - 2 * title.height, 0.15 * sheet.width)
        and may_be_named(line.text)
        and _may_be_shop(line, ())
    ]
    return max(above, key=lambda line: line.top, default=None)


def _beside_price(sheet: Sheet, line: Line) -> bool:
    """Right below or above the largest price of a product's page."""
    prices = [
        other
        for other in sheet.lines
        if re.match(r"(\w{0,4}¥)?\d[\d.,]*", squashed(other.text)) and "¥" in squashed(other.text)
    ]
    price = max(prices, key=lambda other: other.height, default=None)
    if price is None or price is line:
        return False
    gap = max(line.top - price.bottom, price.top - line.bottom)
    return 0 <= gap + 0.3 * line.height < 1.8 * line.height and line.left < price.right + 4 * line.height


def renamed(line: Line, text: str) -> Line:
    return Line(text, line.left, line.top, line.right, line.bottom, line.sure)
