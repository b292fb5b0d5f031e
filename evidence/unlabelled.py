"""What stands on a screen without a label: the shop's name, the goods, a bill's amount, the site's brand."""

import re
from collections.abc import Iterator
from typing import Final

from evidence import phrases, values
from evidence.labels import exact, find
from evidence.layout import Sheet, is_button, joined
from evidence.line import Line
from evidence.reading import Kind
from evidence.values import squashed

_SHOP: Final = re.compile(
    r"^.{2,22}(旗舰店|专营店|专卖店|官方店|卡券店|游戏店|数码店|商城|小店|店铺|本店|[^门到进开本]店|商行|工作室|铺子|小铺|杂货铺|卡铺|超市|发卡|卡盟|商贸|"
    r"有限公司|科技|数卡|卡屋|小屋|优选|网络|数字|文化)$"
)
_NOT_A_SHOP: Final = re.compile(
    r".*(进店|本店|到店|店铺优惠|关注|收藏|入店|开店|退款|发货|订单|查看|此店|商品)|^(店铺|商城|超市|购物商城)$|.*[，。？！：:]"
)
_DOOR: Final = re.compile(
    r"(进店.*|进入店铺|关注(店铺)?|\+?关注|联系(卖家|商家|客服|店家)|客服|找客服|店铺首页|[>›〉])"
)
_STATE: Final = re.compile(
    r".*(发货|付款|交易|收货|订单|支付|退款|售后|评价|拼单|成功|完成|关闭|失败|详情|查询|首页|我的|返回|客服|账单|购物车|记录|登录|注册|复制|收起|展开|更多|"
    r"设置|公告|说明|规则|服务|条款|隐私|关于|免责|版权|备案|帮助|提示|积分|领取|已售|月销|销量|库存|浏览|想要|收藏|购买|下单|无理由|正品|假一赔|包邮|快递|免运费|合成|交易快照).*"
)
_GOODS: Final = re.compile(
    r"卡密|激活码|会员|兑换[码券]|授权|CDK|密钥|充值|直充|月卡|年卡|周卡|季卡|日卡|账号|点卡|礼品卡|序列号|Steam|Office|Win(dows)?\s?1?\d|VIP|加速器|软件|点券|话费|"
    r"流量|红包|权益|影音|网盘|音乐|游戏|手游|版|钥匙|代充|Q币|皮肤|礼包|KEY|卡$|券$|码$|\d+元",
    re.IGNORECASE,
)
_SITE: Final = re.compile(
    r"^(?!.*(网络|上网|官网|联网)).{1,10}(网|发卡|卡铺|卡盟|寄售|平台|云铺|卡店|数卡|小铺|卡站|点卡|商城|卡密|卡|铺|站|云|购|屋|坊|仓|库|超市|市场|集市|码头|小店|数字|店|客|家|汇)$"
)
_NAVIGATION: Final = re.compile(r"首页|登录|注册|订单查询|查询订单")
_PAGE_TITLE: Final = re.compile(r"订单(详情|查询|信息)|查询结果|查询订单|我的订单")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2}")
_NOT_A_SITE: Final = re.compile(
    r".*(订单|详情|查询|首页|我的|账单|交易|支付|付款|发货|退款|售后|中心|客服|收货|成功|完成|返回|关闭|信息|联系|投诉|购物车|登录|注册|个人|旗舰店|专营店|专卖店|年卡|月卡|周卡|季卡|待|已|等待|取消|全部|搜索|宝贝|浏览器|网页|无痕)"
)
_DIALOG_TITLE: Final = re.compile(
    r"(系统|温馨|操作|错误|友情)?(提示|错误|警告)|(激活|兑换|验证|充值|操作|授权|卡密|核销|绑定)(失败|错误|出错|异常|未成功)[!！]?|失败|Error|error|出错了[!！]?"
)
_BAR: Final = re.compile(r"^[<‹〈←×xX✕\s]+|[.…·>›\s]+$")


def header(sheet: Sheet) -> Line | None:
    """The name at the top of a chat."""
    for line in sheet.lines:
        if line.middle > 0.13 * sheet.height:
            break
        name = _BAR.sub("", line.text.strip())
        if (
            2 <= len(name) <= 24
            and not re.search(r"[，。？！：]|吗$|我", name)
            and not re.fullmatch(
                r"\W*\d+\+?\W*|聊天|消息|客服|微信|返回|在线|.*在线.*|昨天.*|今天.*|\d+:\d+", name
            )
        ):
            return _renamed(line, re.sub(r"[(（]\d+[)）]$", "", name))
    return None


def amount_on_bill(sheet: Sheet) -> Line | None:
    """The largest amount in the upper half of a bill."""
    upper = [
        line for line in sheet.lines if line.middle < 0.5 * sheet.height and values.signed_money(line.text)
    ]
    return max(upper, key=lambda line: line.height, default=None)


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
            r"(账单|交易|支付|订单)?(详情|成功|凭证|结果)|账单|全部账单|[<‹×]+|.*(支付|交易)成功|付款(金额|成功)|微信支付|支付宝",
            squashed(line.text),
        )
    ]
    found = max(above, key=lambda line: line.bottom, default=None)
    named = [
        line for line in sheet.before(amount) if may_be_named(line.text) and len(squashed(line.text)) >= 2
    ]
    found = next(iter(named), found)
    if found is None:
        return None
    return _renamed(
        found,
        re.sub(r"^(付款给|扫二维码付款[-—]?给?|转账[-—]?给?|支付给|收款方[:：]?)\s*", "", found.text.strip()),
    )


def shop(sheet: Sheet, used: set[int], *others: str | None) -> Line | None:
    """A shop's name: it ends like one, or a way into the shop stands beside it. `others` are names already known."""
    found = [line for line in sheet.lines if id(line) not in used and _may_be_shop(line, others)]
    doors = [
        line for line in found if any(_DOOR.fullmatch(squashed(other.text)) for other in sheet.row(line))
    ]
    named = [line for line in found if _SHOP.match(_shop_name(line))]
    with_both = [line for line in doors if line in named]
    return next(iter(with_both or named or doors), None)


def may_be_named(text: str) -> bool:
    """False for the words of buttons and states, which name no shop."""
    plain = squashed(text)
    return bool(_SHOP.match(plain)) or not (
        _STATE.fullmatch(plain) or values.money(plain) or values.moment(plain)
    )


def _may_be_shop(line: Line, others: tuple[str | None, ...]) -> bool:
    name = _shop_name(line)
    if not 3 <= len(name) <= 25 or any(other and name in squashed(other) for other in others):
        return False
    return not (
        _NOT_A_SHOP.match(name)
        or exact(name)
        or values.money(name)
        or _STATE.fullmatch(name)
        or is_button(name)
    )


def _shop_name(line: Line) -> str:
    return _name_of(squashed(line.text))


def _name_of(text: str) -> str:
    return re.sub(
        r"(进店看看|进店逛逛|进店|进入店铺|关注|客服|联系卖家|联系商家)?[>›〉，,.、)）]*$", "", text
    )


def product_title(sheet: Sheet, used: set[int], kind: Kind) -> Line | None:
    """The goods of an order or a product page: named like goods, beside a price, under the shop."""
    ranked = [
        (score, line)
        for line in sheet.lines
        if id(line) not in used and (score := _goods_score(sheet, line, kind)) >= 3.0
    ]
    return max(ranked, key=lambda one: (one[0], -one[1].top), default=(0.0, None))[1]


def _goods_score(sheet: Sheet, line: Line, kind: Kind) -> float:
    text = squashed(line.text)
    if len(text) < 4 or _no_goods(text):
        return 0.0
    score = 3.0 if _GOODS.search(text) else 0.0
    score += 2.0 if _priced(sheet, line) else 0.0
    score += 1.0 if len(text) >= 7 else 0.0
    if kind is Kind.PRODUCT_PAGE:
        score += 1.0 if line.height >= _usual_height(sheet) else 0.0
    score -= 3.0 if re.search(r"[，。！？：]", line.text) else 0.0
    score -= 2.5 if any(find(other.text) for other in sheet.before(line)) else 0.0
    score -= 1.5 if line.middle < 0.05 * sheet.height else 0.0
    return score


def _no_goods(text: str) -> bool:
    label = find(text)
    if label and label.marked:
        return True
    if values.money(text) or values.moment(text) or values.number(text) or is_button(text):
        return True
    if _SHOP.match(_name_of(text)) or phrases.refusals(text) or phrases.has_card_key(text):
        return True
    promise = phrases.promise(text)
    return bool(promise and len(promise) > 0.6 * len(text)) or bool(
        _STATE.fullmatch(text) and not _GOODS.search(text)
    )


def _priced(sheet: Sheet, line: Line) -> bool:
    """A price or a quantity to the right, on this line or one of the next two."""
    near = (
        other
        for other in sheet.lines
        if other.left > line.left and -0.6 * line.height < other.middle - line.middle < 3.2 * line.height
    )
    return any(re.fullmatch(r"[¥￥]\d[\d.,]*|[x×X]\d+|数量[:：]?\d+", squashed(other.text)) for other in near)


def _usual_height(sheet: Sheet) -> float:
    heights = sorted(line.height for line in sheet.lines)
    return heights[len(heights) // 2]


def page_brand(sheet: Sheet) -> Line | None:
    """The site's name at the top of its page: it ends like one, or the site's own links stand beside or below it."""
    for line in _top(sheet):
        name = re.split(r"[\s\-|·—_]", _BAR.sub("", line.text.strip()))[0]
        if (
            not 2 <= len(name) <= 12
            or _NOT_A_SITE.match(name)
            or exact(name)
            or _leads_into_shop(sheet, line)
        ):
            continue
        if _SITE.match(name) or (_CHINESE.search(name) and _is_headline(sheet, line)):
            return _renamed(line, name)
    return None


def _leads_into_shop(sheet: Sheet, line: Line) -> bool:
    beside = (squashed(other.text) for other in sheet.row(line))
    return any(re.fullmatch(r"进店.*|进入店铺|\+?关注(店铺)?|[>›〉]", text) for text in beside)


def _is_headline(sheet: Sheet, line: Line) -> bool:
    """Navigation beside it on a wide page; on a phone, centred over the page's own title."""
    if sheet.landscape:
        return any(
            _NAVIGATION.search(squashed(other.text)) for other in sheet.row(line) if other.left > line.right
        )
    centred = abs(line.centre - sheet.width / 2) < 0.05 * sheet.width
    return centred and any(
        _PAGE_TITLE.fullmatch(squashed(other.text)) and other.top > line.bottom for other in sheet.lines
    )


def _top(sheet: Sheet) -> Iterator[Line]:
    limit = (0.12 if sheet.landscape else 0.11) * sheet.height
    top = [line for line in sheet.lines if line.middle < limit]
    return iter(sorted(top, key=lambda line: (round(line.middle / max(1.0, line.height)), line.left)))


def _renamed(line: Line, text: str) -> Line:
    return Line(text, line.left, line.top, line.right, line.bottom, line.sure)


def answer_of_dialog(sheet: Sheet) -> tuple[Line, ...] | None:
    """What an activation page answered: words that say so, else the text under a dialog's title."""
    paragraphs = [lines for lines in sheet.paragraphs if not _DIALOG_TITLE.fullmatch(squashed(joined(lines)))]
    for lines in paragraphs:
        text = squashed(joined(lines))
        if phrases.is_error(text) and not any(
            find(other.text) and exact(other.text) for other in sheet.before(lines[0])
        ):
            return lines
    titles = [
        line
        for line in sheet.lines
        if _DIALOG_TITLE.fullmatch(squashed(line.text)) and line.middle > 0.12 * sheet.height
    ]
    for title in titles:
        under = [
            lines
            for lines in paragraphs
            if 0 < lines[0].top - title.top < 4.5 * title.height and _in_dialog(title, lines)
        ]
        if under and len(squashed(joined(under[0]))) >= 5:
            return under[0]
    return None


def _in_dialog(title: Line, lines: tuple[Line, ...]) -> bool:
    return lines[0].left < title.right and lines[0].right > title.left and not is_button(lines[0].text)
