"""Names in a story, as its words have them: what was bought, on which platform, from whom."""

import re
from collections.abc import Iterator
from typing import Final

from dialogs.mentions import Heard

_CJK: Final = "\u4e00-\u9fff"
_NAME: Final = rf"[A-Za-z0-9{_CJK}]"
_OPEN, _CLOSE = '[“”「『"‘]', '[“”」』"’]'
_EDGE: Final = '，,。！!？?；;：:\n（）()【】“”「」"、'

# Platforms -------------------------------------------------------------------------------------------------

_SITES: Final = "(?:发卡网站?|发卡平台|点卡商城|点卡网|点卡城|卡券网|会员网|号商城|交易网|账号网|卡盟|号网|[点发]?卡网|发卡|卡铺|数卡)"
_CERTAIN: Final = (
    "(?:发卡网站?|发卡平台|点卡商城|点卡网|点卡城|卡券网|会员网|号商城|交易网|账号网|卡盟|号网|卡网)"
)
_KNOWN: Final = "闲鱼|咸鱼|淘宝|天猫|京东|拼多多|转转|交易猫|螃蟹网|螃蟹账号|5173|G买卖|某宝|抖音商城|小红书|7881|DD373|盼之|氪金兽|游戏蜂鸟"
_LEADS: Final = re.compile(
    "^.*(?:在那个|那个|这个|一个叫做?|名字叫做?|(?:网站|平台|站点|店名)(?:名字)?(?:叫|是)?|叫做?|通过|在|搁|喺|于|是|从|去|到|找|我|给|跟|了|的|[昨今前][天日晚儿]|[早晚]上|[上下中]午"
    "|(?<=[0-9])[年月日号天点元块]|(?<=[周期拜])[一二三四五六日天])(?=.)"
)
_SITE: Final = re.compile(rf"{_NAME}{{1,14}}?{_CERTAIN}")
_ALONE: Final = re.compile(
    rf"(?:^|(?<=[{_EDGE} ]))(?:在|平台)?(?P<name>{_NAME}{{2,6}}?(?:发卡|卡铺|数卡|商城|点卡))(?=[{_EDGE} ]|$)"
)
_ABOVE: Final = re.compile(rf"[（(，, ](?P<name>{_NAME}{{1,6}}网)上(?:的|卖|买)")
_AT: Final = re.compile(
    rf"(?:(?<!现)在|于|喺|搁|通过)(?:一个)?(?:叫|名叫|那个|这个)?{_OPEN}?(?P<name>{_NAME}{{2,10}}?){_CLOSE}?(?:这个)?(?:平台|网站)?(?:上面?|里面?|网上)?(?:开的店|的店|上?一家|向|拍|买|购|充|下[单的了]|入手|整|咗|订|囤|分|为|拿|付|花|抢|弄|搞|续|冲)"
)
_CALLED: Final = re.compile(
    rf"(?:平台|网站|站点|网址|购买平台|交易平台)(?:的?名字|名称)?(?:是|叫做?|名叫|为|】|[:：])[:： ]*{_OPEN}?(?P<name>[A-Za-z0-9.{_CJK}]{{2,12}}?)(?=[{_EDGE}\s]|$|上|的)"
)
_CALLED_SITE: Final = re.compile(
    rf"(?:叫做?|名叫|网址叫)(?P<name>{_NAME}{{2,10}}?)(?:的(?:网站|平台|站|小程序|[aA][pP][pP])|[，。]?$)"
)
_QUOTED_SITE: Final = re.compile(rf"{_OPEN}(?P<name>{_NAME}{{2,12}}){_CLOSE}(?:平台|网站|网|上|这个平台)")
_NOT_SITES: Final = re.compile(
    "没|给我|^[0-9]+[日号块元天]|怎么|判断|正规|^(?:这个|某个|一个|哪家|这家|一般|你们|那家|想开个|什么|某|别的|每个)|^(?:卡盟|发卡网站?|点卡|发卡|商城|数卡)$|充值|面值|会员$|一张|买了|没发|话费$|腾讯|网易|网页|网站|家里|官网|外地|加油站|里面|游戏$|群$|群里|平台$|手机"
)
_MARKETS: Final = re.compile(
    f"(?:在|于|平台[:：是]?|从)(?P<name>{_KNOWN})|(?P<other>{_KNOWN})(?=上|平台|店铺|的?一家)"
)


def platform(text: str) -> Heard[str] | None:
    """Where it was bought; sure when a label or a preposition says so."""
    for pattern, sure in (
        (_CALLED, True),
        (_QUOTED_SITE, True),
        (_CALLED_SITE, True),
        (_AT, True),
        (_SITE, True),
        (_ABOVE, True),
        (_ALONE, False),
        (_MARKETS, False),
    ):
        names = [
            name for match in pattern.finditer(text) if (name := _site(match)) and not _is_seller(text, match)
        ]
        if names:
            best = next((name for name in names if re.search(f"{_SITES}$", name)), names[0])
            return Heard(best, sure=sure and bool(re.search(f"{_SITES}$|{_KNOWN}", best)))
    return None


def _site(match: re.Match[str]) -> str:
    name = match.groupdict().get("name") or match.groupdict().get("other") or _LEADS.sub("", match[0])
    name = whole[0] if (whole := re.match(f".*{_SITES}", name)) else name
    name = _LEADS.sub("", name) if len(name) > 6 else name
    name = re.sub("(?:的|这个|网站)?(?:上面?|里面?|的)$", "", name)
    if whole := re.match(f".*{_SITES}", name):
        name = whole[0]
    return "" if len(name) < 2 or _NOT_SITES.search(name) else name


_SELLER_AHEAD: Final = re.compile(
    '(?:商家|卖家|店主|店铺|店名|店|昵称|他)(?:名称|名字)?(?:叫做?|是|名叫|名|为|[:：])?[:：“「"]*$|商家$'
)


def _is_seller(text: str, match: re.Match[str]) -> bool:
    start = (
        match.start("name") if "name" in match.groupdict() else match.end() - len(_LEADS.sub("", match[0]))
    )
    return _SELLER_AHEAD.search(text[max(0, start - 8) : start]) is not None


# Merchants -------------------------------------------------------------------------------------------------

_WHO: Final = "(?:号商|商家|卖家|店铺|店主|店家|商户|卖方|店)"
_END: Final = rf"(?=[{_EDGE}\s]|$|发来|给的|的店|上卖|在咸鱼|在闲鱼)"
_MERCHANTS: Final = (
    re.compile(
        rf"(?:投诉)?{_WHO}(?:名称|昵称|名字|名)?[:： 叫做是]{{0,3}}{_OPEN}(?P<name>[^“”「」\"\n]{{2,14}}){_CLOSE}"
    ),
    re.compile(
        rf"(?:^|[\n，,。；;】 ])(?:商家|卖家|店铺|店名|店主|商户)(?:名称|昵称|名)?】?[:：] *(?P<name>[^{_EDGE}\s]{{2,14}}){_END}"
    ),
    re.compile(
        rf"{_WHO}(?:名称|昵称|名字|名)?(?:名?叫做?|是叫|的名字是|名为|昵称)[:：]? ?(?P<name>[^{_EDGE}\s]{{2,12}}?){_END}"
    ),
    re.compile(
        rf"(?:店名|店铺名|商家名称|店铺名称|店主昵称|卖家昵称)(?:是|为|叫)?[:： ]*(?P<name>[^{_EDGE}\s]{{2,12}}?){_END}"
    ),
    re.compile(rf"(?:店名|店铺名)?叫{_OPEN}(?P<name>[^“”「」\"\n]{{2,12}}){_CLOSE}(?:的(?:卖家|商家|店))"),
    re.compile(rf"的店，?(?:名?叫|是)(?P<name>[^{_EDGE}\s]{{2,8}}?){_END}"),
    re.compile(rf"一家(?:名?叫)(?P<name>[^{_EDGE}\s]{{2,10}}?)的(?:店|商家)"),
    re.compile(rf"叫(?P<name>[^{_EDGE}\s]{{2,8}}?)的(?:卖家|商家|店家|号商|店)"),
    re.compile(
        rf"(?:^|[，,。；; 、\n（(])(?:商家|卖家|店铺)(?P<name>[^{_EDGE}\s]{{1,8}}(?:站|店|铺|社|屋|馆|坊|数码|专营|号铺|数卡|游戏|小站|阁|会员站|在线))(?=[{_EDGE}\s]|$)"
    ),
    re.compile(rf"(?:^|[，,。；; 、\n])(?:商家|卖家) (?P<name>[^{_EDGE}\s]{{2,8}})(?= |$)"),
    re.compile(
        rf"(?:^|[，,。；; 、\n])(?:卖家|商家)(?P<name>[^{_EDGE}\s说不给没把承的就已发让我]{{2,5}})(?=[，,。]|$)"
    ),
    re.compile(
        rf"(?:^|[，,。；; 、\n])(?P<name>[{_CJK}A-Za-z0-9]{{2,8}}(?:小铺|店铺|数字店|旗舰店|专营店|小店|数码|游戏店))(?=[，,。；; 、\n]|$)"
    ),
    re.compile(rf"{_OPEN}(?P<name>{_NAME}{{2,10}}){_CLOSE}家?买的"),
    re.compile(rf"(?P<name>{_NAME}{{2,6}}(?:数卡|小店|店|铺))，在[^，。]{{2,10}}开的店"),
    re.compile("(?:卖家|商家|店主|店家)(?P<name>[老小阿][\u4e00-\u9fff])(?=说|发|的|，|。|回)"),
)
_NOT_MERCHANTS: Final = re.compile(
    "^(?:他|她|我|说|不|没|也|都|就|一直|已|老板|态度|客服|叫我|收钱|关|开|被|搜|这|那|承认|推脱|联系)|回复|发货|退款|拉黑|跑路|失联|承诺|微信|电话"
)


def merchant(text: str) -> Heard[str] | None:
    """Who sold it; sure when it is named as such."""
    for rank, pattern in enumerate(_MERCHANTS):
        for match in pattern.finditer(text):
            name = match["name"].strip()
            if not _NOT_MERCHANTS.search(name):
                return Heard(name, sure=rank < 4)
    return None


# Products --------------------------------------------------------------------------------------------------

_HEADS: Final = (
    "车位|钥匙|[年月]费|(?:家庭|专业|旗舰|企业|豪华)版|(?:充值|点券|点|加油|电话|话费|礼品|流量|年|季|月|周|半年|终身|体验|超市|购物|联通|移动|电信|游戏|储值|会员|E|e|骏)卡密?"
    "|(?:充值|钱包|激活|授权|兑换|优惠券|券|提货|邀请)码|卡密|密钥|一卡通|CDK(?:EY)?|cdk(?:ey)?|(?<![A-Za-z])(?:key|KEY|Key)(?![A-Za-z])"
    "|(?:会员|VIP|vip|SVIP|svip|绿钻|黄钻)(?:[一二三两半]个?[年月]卡?|(?:年|季|月|半年|周|终身)卡)?"
    "|点券|代金券|优惠券|红包|元宝|通宝|金币|金条|[一-龥]{2}币|金块|代充|授权|辅助|序列号|注册码|加速器|套餐|水晶|点数|积分|[QqK]币卡?|蜡烛|钻石|道具|装备|UC(?![A-Za-z])|G-Coin|皮肤|礼包|话费|账号|(?<![0-9信账单店话编])号(?![码商店主群])|[^\\W发数行开换张的这那黑废坏假买收补刷给充用会号单0-9A-Za-z]卡(?![密号盟铺住顿里上面片数死网通])|[\u4e00-\u9fff]券(?!码)"
)
_A_HEAD: Final = re.compile(f"(?:{_HEADS})")
_VERB: Final = "(?:购买的?是?了?|买到|买咗|买(?:的是|的|了|过|到了|个|成了?)?|拍下?(?:的是|的|了)?|下单的?了?|充值(?![卡码会])(?:的是|的|了)?|充(?!值|不|错|到)(?:的是|的|了)?|订了?|囤了?|进了|提了|[弄搞抢氪冲续撸][的了个]|入手了?|整了|拿[了的]|货是|收到的?|原价[0-9]+的)"
_COUNT: Final = "(?:[一两二三四五六七八九十几0-9]+ ?)(?:张|个(?!月)|份|套|条|枚|组|批|盒)|张|个(?!月)|份|了|咗|的是|是|就是|成了?|一(?![年月])|那个|的(?=.)"
_FACE: Final = "(?:面值|面额)?[0-9一二两三四五六七八九十百千]+(?:块钱?|元|美金|美元|刀)?(?:面值|面额)?的|(?:面值|面额)[0-9]+的?|[0-9一二两三四五六]+年的|一批|[0-9]+(?:张|个|份)|[0-9]+面值的?"
_LEAD: Final = re.compile(
    f"^(?:[0-9]{{1,2}}[.月-][0-9]{{1,2}}[号日]? |.*就是|[0-9]+(?:块|元)(?=话费)|预售的?|第[一二三]单|破|半价|特价|低价|购买了?|购入|[“「]|{_FACE}|{_COUNT}|[:： “「]|个|叫|什么|一些|点儿?(?!卡|券))+"
)
_OTHER_LABEL: Final = re.compile(
    " (?:[\u4e00-\u9fff]{2,6}[:：]|实付|付款|支付|金额|订单|卖家|商家|店铺|平台|状态|数量|单价|价格|下单|时间|问题).*$"
)
_GOODS: Final = re.compile(
    r"(?:商品名称|商品名|购买的商品|购买商品|商品|产品|货物|货)(?:[】:：是]+ ?|(?<=商品) )(?P<name>[^，,。！!？?；;\n【]{2,30})"
)
_BOUGHT: Final = re.compile(rf"(?={_VERB}(?P<name>[^，,。！!？?；;\n”」\"]{{2,30}}))")
_CLAUSE: Final = re.compile(
    r"(?:^|(?<=[，,。！!？?；;：:\n]))[^，,。！!？?；;：:\n]{2,24}(?=[，,。！!？?；;\n（(]|$)"
)
_CUT: Final = re.compile(
    "(?:[（(](?!绝|.*[A-Z])| ?[¥￥]|花了|花[0-9]| 花|付了|付款|实付|给了|给我|给的|订单|金额|价格|结果|总共|一共|没|一直|未|显示|提示|到现在|到账|不|我|卖家|商家|客服|他|转|然后|说|登|一看|发来|在|被|的时候|拿去|用了|打开|输|兑换时|充进|[0-9]+(?:\\.[0-9]+)?(?:元|块|蚊)(?!的?(?:充值|话费|联通|移动|电信|[QqＱ]币|点卡|礼品|E卡))| [0-9]).*$"
)
_PHRASE: Final = re.compile(
    "[买拍付转给说问找等拿退发收到卖要让叫把被没不未我你他她它们了吗呢吧啊在是有能]|会(?!员)|提示|显示|客服|商家|卖家|使用|失败|错误|输入|充(?!值[卡码])|平台|店|盟|订单"
)
_NOT_PRODUCTS: Final = re.compile(
    "后才|发现|[:：]|[0-9月日个一二三四五六七八九十]号|^(?:手机|微信|订单|QQ|单|编|同|版本|身份|银行|商|错|完|余额|虚拟商品|封|黑|账单|支付|的|旧)?(?:号|卡)?$|验证码|收款码|银行卡|身份证|二维码|个人|^会员(?:站|网)|的店$|平台|卡盟|网站|卡铺|数卡|已经|找不到|^(?:上|出|收|黑|封|卖|小|大|这个|我的|那个)号$"
)


def product(text: str, others: tuple[str, ...] = ()) -> Heard[str] | None:
    """What was bought, without verb, count and face value; sure when it is named by a label or a buying verb.

    `others` are names of the platform and the merchant, which may sound like goods.
    """
    ranked = sorted(
        (each for each in _products(text) if not _is_other(each[1], others)), key=lambda each: -each[0]
    )
    if not ranked:
        return None
    weight, name = ranked[0]
    rivals = [each for each in ranked if each[0] >= weight - 1 and each[1] != name]
    return Heard(name, sure=weight >= 6 and not rivals and not _LOOSE.search(name))


_LOOSE: Final = re.compile("[的 ]|.{13}")  # where a name begins is then less certain


def _is_other(name: str, others: tuple[str, ...]) -> bool:
    return any(name in other for other in others)


def _products(text: str) -> Iterator[tuple[int, str]]:
    for match in _GOODS.finditer(text):
        if name := _labelled(match["name"]):
            yield 9, name
    for weight, pattern in ((4, _BOUGHT), (3, _CLAUSE)):
        for match in pattern.finditer(text):
            words = match["name"] if pattern is _BOUGHT else match[0]
            if (name := _named(words)) and not (pattern is _CLAUSE and _PHRASE.search(name)):
                yield weight + _worth(name, text[match.end(match.lastindex or 0) :], words), name
    for words in re.findall(rf"[A-Za-z0-9{_CJK}]{{2,14}}(?=[ {_EDGE}]|$)", text):
        if (name := _named(words)) and not _PHRASE.search(name):
            yield 1 + _worth(name, "", words), name
    for match in re.finditer(rf"[A-Za-z0-9{_CJK}]{{0,8}}?(?:{_HEADS})", text):
        if (name := _named(_BOUNDARY.sub("", match[0]))) and not _PHRASE.search(name):
            yield _worth(name, text[match.end() :], ""), name


_BOUNDARY: Final = re.compile(
    "^.*(?:会(?!员))|^.*[买拍充付转给说问找等拿退发收到卖要让叫把被没不未我你他她它们了吗呢吧啊在是有能的张里](?=.)"
)


def _worth(name: str, after: str, words: str) -> int:
    """A kind of goods with its own name weighs more than the kind alone; what has arrived or was taken back less."""
    head = _A_HEAD.search(name)
    own = 3 if head and head[0] != name else 1
    arrived = re.match("[^，。]{0,6}(?:已经?)?到账?了|[^，。]{0,4}已到|？|\\?", after) or re.search(
        "已经到账|没问题", words
    )
    return own - (6 if arrived else 0)


def _labelled(words: str) -> str:
    return re.sub(
        "(?:[0-9一两]+张)?(?:[（(]?面值.*)?[ ）)]*$|[¥￥].*$|(?<=[卡券码员])[0-9]+$",
        "",
        _OTHER_LABEL.sub("", words).strip(),
    ).strip("：: ")


def _named(words: str) -> str:
    """The noun phrase in these words, up to its last kind of goods; "" when there is none."""
    name = _CUT.sub("", _LEAD.sub("", words.strip()))
    heads = list(_A_HEAD.finditer(name))
    if not heads:
        return ""
    opens = re.match("(?:CDK|cdk|key)[ （(]", name)
    name = name if opens or re.search("(?:key|CDK) ", name) else name[: heads[-1].end()]
    name = _LEAD.sub("", name.strip()).strip("（(：: ")
    follows = words[words.find(name) + len(name) :][:1]
    return "" if len(name) < 2 or follows in tuple("网城铺盟站") or _NOT_PRODUCTS.search(name) else name
