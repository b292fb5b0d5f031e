"""Names in a story, as its words have them: on which platform something was bought, and from whom."""

import re
from typing import Final

from dialogs.mentions import Heard

CJK: Final = "\u4e00-\u9fff"
_NAME: Final = rf"[A-Za-z0-9{CJK}]"
_OPEN, _CLOSE = '[“”「『"‘]', '[“”」』"’]'
EDGE: Final = '，,。！!？?；;：:\n（）()【】“”「」"、'

# Platforms -------------------------------------------------------------------------------------------------

_SITES: Final = "(?:发卡网站?|发卡平台|点卡商城|点卡网|点卡城|卡券网|会员网|号商城|交易网|账号网|卡盟|号网|[点发]?卡网|发卡|卡铺|数卡|卡城|卡行|货源[网站]|慢充网?|充值(?:网|平台|中心|站))"
_CERTAIN: Final = (
    "(?:发卡网站?|发卡平台|点卡商城|点卡网|点卡城|卡券网|会员网|号商城|交易网|账号网|卡盟|号网|卡网|卡城)"
)
_KNOWN: Final = "(?<![A-Za-z])(?:xy|tb|pdd|jd|zz)(?![A-Za-z])|某书|某鱼|某东|某多|闲鱼|咸鱼|淘宝|天猫|京东|拼多多|转转|交易猫|螃蟹网|螃蟹账号|5173|G买卖|某宝|抖音商城|抖音(?=[^，。]{0,3}(?:一个|一家|小店|店铺))|快手小店|小红书|7881|DD373|盼之|氪金兽|游戏蜂鸟"
_LEADS: Final = re.compile(
    "^.*(?:在那个|那个啥|那个|那啥|啥|这个|投诉|举报|一个叫做?|名字叫做?|(?:网站|平台|站点|店名)(?:名字)?(?:叫|是)?|叫做?|通过|原来叫|和|与|在|搁|喺|于|是|从|去|到|找|我|给|跟|了|的|[昨今前][天日晚儿]|[早晚]上|[上下中]午"
    "|(?<=[0-9])[年月日号天点元块]|(?<=[周期拜])[一二三四五六日天])(?=.)"
)
_SITE: Final = re.compile(rf"{_NAME}{{1,14}}?{_CERTAIN}")
_ALONE: Final = re.compile(
    rf"(?:^|(?<=[{EDGE} ]))(?:在|平台)?(?P<name>{_NAME}{{2,6}}?(?:发卡|卡铺|数卡|商城|点卡|慢充|卡券|优选|货源))(?=[{EDGE} ]|$)"
)
_LABELLED: Final = re.compile(
    rf"(?:^|[{EDGE} ])(?:购买|交易|充值|下单)?(?:平台|网站|站点)(?:名称?|名字)?】?[:： ]*(?<![”」』]平台)(?P<name>(?![叫是名推走向显说判让的字写把给客也都已不没就]|[购买下充付关倒跑])[A-Za-z0-9{CJK}]{{2,10}})(?=[{EDGE}\s]|$)"
)
_STATION: Final = re.compile(
    rf"(?:平台|网站|货源站|站|上家|货源|小程序|[aA][pP][pP]|在|从|通过|(?<!关)于){_OPEN}(?P<name>[^“”「」\"\n{EDGE}]{{2,12}}){_CLOSE}(?!的?(?:店|卖家|商家))|{_OPEN}(?P<other>{_NAME}{{2,12}}){_CLOSE}(?:上|平台|网站|这个平台)"
)
_TITLED: Final = re.compile(
    rf"(?:^|[，,。；;！! ]|(?<!现)在|于|从|通过)(?P<name>(?![这那各该本同其多两贵])[A-Za-z0-9{CJK}]{{2,8}})平台(?=[，,。；;！! ]|$|[买购充下付拍])"
)
_NAMED_ABOVE: Final = re.compile(
    rf"(?:那个|一个|个|网站|平台|软件)叫做?(?:什么)?(?:来着)?(?P<name>{_NAME}{{2,8}}?)的(?:上面?|里面?|网站|平台|站|软件|[aA][pP][pP])"
)
_THIS: Final = re.compile(
    rf"(?:^|[{EDGE} ]|(?<!现)在|于|从)(?P<name>(?![这那一某你他我咱])[A-Za-z0-9{CJK}](?:[A-Za-z0-9{CJK}]|(?<=[A-Za-z]) (?=[A-Za-z])){{1,15}}?) ?(?:这个|那个|这家|这)(?:平台|网站|站|软件|小程序|[aA][pP][pP])"
)
_SEEMS: Final = re.compile(rf"(?:好像|应该|似乎|大概|可能)叫(?P<name>{_NAME}{{2,10}})(?=[{EDGE} ])")
_LATIN: Final = re.compile("(?<![A-Za-z])(?:at|on|from|via) (?P<name>[A-Z][A-Za-z0-9]{3,})(?![A-Za-z0-9])")
_DOMAIN: Final = re.compile(
    r"(?<![A-Za-z0-9./@])(?P<name>(?:[a-z0-9-]+\.)+(?:com|cn|net|top|shop|vip|cc|xyz|club|store|site))(?![A-Za-z0-9/.-])"
)
_IN_SPACED: Final = re.compile(
    rf"(?<!现)在(?:那个|那|这个|一个)?(?:什么|叫)? (?P<name>{_NAME}{{2,10}})(?= |$)"
)
_SPACED: Final = re.compile(rf"(?:^|[ ，。])(?P<name>[{CJK}]{{2,6}}) (?:上)?[买充拍]的")
_CLAUSE_SITE: Final = re.compile(
    rf"(?:^|[，,。；;！! ])(?:投诉|举报)?(?P<name>(?![^{EDGE} ]*[上下没未不]){_NAME}{{1,5}}(?:网|商城|卡铺|数卡|卡店|卡券|充值))(?:平台)?(?=[，,。；;！! ]|$)"
)
_ABOVE: Final = re.compile(rf"[（(，, ](?P<name>{_NAME}{{1,6}}网)上(?:的|卖|买)")
_AT: Final = re.compile(
    rf"(?:(?<!现)在|于|喺|搁|通过)(?:一个)?(?:叫|名叫|那个|这个)?{_OPEN}?(?P<name>{_NAME}{{2,10}}?){_CLOSE}?(?:这个)?(?:平台|网站)?(?:度|嗰度|嗰边|那边|那儿)?(?:上面?|里面?|网上)?(?:开的店|的店|上?一家|向|拍|买|购|充(?!值(?:网|平台|中心|站|店|[买拍购上下的花付]))|下[单的了]|入手|整|咗|订|囤|分|为|拿|付|花|抢|弄|搞|续|冲|给(?=[^，。]{{1,10}}[买充拍冲付下])|上?(?:分|一共|总共))"
)
_CALLED: Final = re.compile(
    rf"(?:平台|小程序|[aA][pP][pP]|(?:租号)?网站|站点|站名|网址|购买平台|交易平台)(?:的?名字|名称)?(?:好像|似乎|应该|大概)?(?:是|叫做?|名叫|为|】|[:：]|(?<=站名))[:： ]*{_OPEN}?(?P<name>[A-Za-z0-9.{CJK}]{{2,12}}?)(?=[{EDGE}\s]|$|上|的)"
)
_CALLED_SITE: Final = re.compile(
    rf"(?:叫做?|名叫|网址叫){_OPEN}?(?P<name>{_NAME}{{2,10}}?){_CLOSE}?(?:的(?:网站|平台|站|小程序|[aA][pP][pP])|(?<=[充网卡盟铺券库站])的(?=[，。 ])|[，。]?$)"
)
_QUOTED_SITE: Final = re.compile(rf"{_OPEN}(?P<name>{_NAME}{{2,12}}){_CLOSE}(?:平台|网站|网|上|这个平台)")
_NOT_SITES: Final = re.compile(
    "^[贵本该此]|中$|没|给我|^[0-9]+月|^[0-9]+[日号块元天]|怎么|判断|正规|^(?:这个|某个|一个|哪家|这家|一般|你们|那家|想开个|什么|某(?![鱼多东]$)|别的|每个)|^(?:卡盟|发卡网站?|点卡|发卡|商城|数卡)$|^.{0,1}充值|充值.|面值|会员$|一张|买了|没发|话费$|腾讯|网易|网页|网站|家里|官网|外地|加油站|里面|游戏$|群$|群里|平台$|手机"
)
_MARKETS: Final = re.compile(
    f"(?:在|于|平台[:：是]?|从)(?P<name>{_KNOWN})|(?P<other>{_KNOWN})(?=上|平台|店铺|的?一家|[，,。 ]|$)"
)


def platform(text: str) -> Heard[str] | None:
    """Where it was bought; sure when a label or a preposition says so."""
    for pattern, sure in (
        (_THIS, True),
        (_SEEMS, False),
        (_NAMED_ABOVE, True),
        (_LABELLED, True),
        (_CALLED, True),
        (_STATION, True),
        (_QUOTED_SITE, True),
        (_CALLED_SITE, True),
        (_AT, True),
        (_SITE, True),
        (_ABOVE, True),
        (_TITLED, False),
        (_IN_SPACED, False),
        (_LATIN, False),
        (_ALONE, False),
        (_DOMAIN, False),
        (_CLAUSE_SITE, False),
        (_SPACED, False),
        (_MARKETS, False),
    ):
        names = [
            name
            for match in pattern.finditer(text)
            if (name := _plain_name(match) if pattern in _NAMED_OUT else _site(match))
            and not _is_seller(text, match)
        ]
        if names:
            best = next((name for name in names if re.search(f"{_SITES}$", name)), names[0])
            return Heard(
                best, sure=sure and len({*names}) == 1 and bool(re.search(f"{_SITES}$|{_KNOWN}", best))
            )
    return None


_NAMED_OUT: Final = (
    _LATIN,
    _TITLED,
    _THIS,
    _SEEMS,
    _IN_SPACED,
    _SPACED,
    _NAMED_ABOVE,
    _LABELLED,
    _STATION,
    _DOMAIN,
    _CLAUSE_SITE,
)
_NO_NAME: Final = re.compile(
    "^[贵本该此]|中$|[没不未]|^[0-9]+月|^(?:卡盟|网站|平台|客服|官方|处理|规则|介入)|退|发货|找|说|[他她我]|承诺|回复|核实|^[0-9]+$|会员充值|话费充值|^充值|[天日月号晚上午]$|(?:小|旗舰|专营|专卖)店$|改名|^微信|^支付宝|转账|直播间|群主|官网|互联?网|没网|腾讯|网易"
)


def _plain_name(match: re.Match[str]) -> str:
    """A name that its label or quotes end; nothing where words of a sentence follow the label."""
    name = match.groupdict().get("name") or match.groupdict().get("other") or ""
    return "" if _NO_NAME.search(name) else name


def _site(match: re.Match[str]) -> str:
    name = match.groupdict().get("name") or match.groupdict().get("other") or _LEADS.sub("", match[0])
    name = whole[0] if (whole := re.match(f".*{_SITES}", name)) else name
    name = _LEADS.sub("", name) if len(name) > 6 else name
    name = re.sub("(?:的|这个|网站)?(?:上面?|里面?|的)$", "", name)
    name = re.sub("^(?:投诉|举报|个叫|啥|什么|那个|那(?!些|边))+", "", name)
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

_WHO: Final = "(?:seller|号商|商家|卖家|店铺|店主|店家|商户|卖方|店)"
_END: Final = rf"(?=[{EDGE}\s]|$|发来|给的|的店|上卖|在咸鱼|在闲鱼)"
_MERCHANTS: Final = (
    re.compile(
        rf"(?:投诉)?{_WHO}(?:名称|昵称|名字|名)?[:： 叫做是]{{0,3}}{_OPEN}(?P<name>[^“”「」\"\n]{{2,14}}){_CLOSE}"
    ),
    re.compile(
        rf"(?:^|[\n，,。；;】 （(])(?:投诉|被投诉|所属)?(?:商家|卖家|店铺|店名|店主|商户|店|网名|昵称)(?:名称|昵称|网名|微博名|微信名|ID|名)?】?[:：] *(?P<name>[^{EDGE}\s]{{2,14}}){_END}"
    ),
    re.compile(
        rf"{_WHO}(?:名称|昵称|名字|名)?(?:名?叫做?|是叫|的名字是|名为|昵称)[:：]? ?(?P<name>[^{EDGE}\s]{{2,12}}?){_END}"
    ),
    re.compile(
        rf"(?:店名|店铺名|商家名称|店铺名称|店主昵称|卖家昵称)(?:是|为|叫)?[:： ]*(?P<name>[^{EDGE}\s]{{2,12}}?){_END}"
    ),
    re.compile(rf"(?:店名|店铺名)?叫{_OPEN}(?P<name>[^“”「」\"\n]{{2,12}}){_CLOSE}(?:的(?:卖家|商家|店))"),
    re.compile(
        rf"(?:{_WHO}|那个店|商户|公司|对方|[老卖]家网名|网名|他|她)(?:的)?(?:网名|微博名|名字)?(?:是?叫做?|名为)(?:什么来着)?(?:哦?对?叫)?{_OPEN}?(?P<name>[^{EDGE}\s]{{2,12}}?)(?:{_CLOSE}|{_END}|花|的)"
    ),
    re.compile(rf"叫{_OPEN}(?P<name>[^“”「」\"\n]{{2,12}}){_CLOSE}(?:，|,|的|，?微信|[（(])"),
    re.compile(
        rf"(?:^|[，,。；;\n（( ])(?:店家|店主|商户|商家|卖家|店铺|店)[:： ]?(?P<name>(?![^{EDGE} ]{{0,6}}[说不给没把承的就已发让我了]){_NAME}{{2,6}})(?=[，,。；;）) ]|$)"
    ),
    re.compile(
        rf"[商卖店][家主铺户]?{_OPEN}(?P<name>{_NAME}{{2,12}}){_CLOSE}|[商卖]家【(?P<other>{_NAME}{{2,12}})】"
    ),
    re.compile(rf"(?:商家|卖家|店家|店铺|店主)[（(](?:店名[:：])?(?P<name>{_NAME}{{2,12}})[）)]"),
    re.compile(
        rf"(?:商家|卖家|店家|店主)(?P<name>{_NAME}{{1,5}}(?:电玩|数码|游戏|小店|店|铺|屋|社|阁|坊|馆|数卡|科技|网络))(?=[说不给没让把要就发回，,。]|拒|拉黑)"
    ),
    re.compile(rf"{_OPEN}(?P<name>{_NAME}{{2,10}}[店铺社屋阁坊馆]){_CLOSE}(?=[买拍])"),
    re.compile(rf"主页写着{_OPEN}(?P<name>{_NAME}{{2,12}}){_CLOSE}"),
    re.compile(rf"的店，?(?:名?叫|是)(?P<name>[^{EDGE}\s]{{2,8}}?){_END}"),
    re.compile(
        rf"(?:名为|叫做?|名叫){_OPEN}(?P<name>[^“”「」\"\n]{{2,14}}){_CLOSE}的(?:店铺?|商家|卖家|商户)"
    ),
    re.compile(rf"(?<![A-Za-z])(?:from|by) (?P<name>[{CJK}]{{2,8}})(?=[（( ，,])"),
    re.compile(rf"[在于从]{_OPEN}(?P<name>{_NAME}{{1,8}}(?:小|旗舰|专营|专卖|商|会员)店){_CLOSE}"),
    re.compile(rf"(?:商家|卖家|店铺|店家|店主) ?@(?P<name>[^{EDGE}\s@]{{2,12}})"),
    re.compile(
        rf"(?:投诉|举报|找|是|^|[{EDGE} ])(?P<name>(?![这那一某你他我])[A-Za-z0-9{CJK}]{{2,8}})这[个家](?:商家|店铺?|卖家|商户)"
    ),
    re.compile(
        rf"(?:一家|[这那]家|个)?叫做?{_OPEN}(?P<name>[^“”「」\"\n]{{2,14}}){_CLOSE}的(?:店|商家|卖家|商户)"
    ),
    re.compile(rf"一家(?:名?叫)(?P<name>[^{EDGE}\s]{{2,10}}?)的(?:店|商家)"),
    re.compile(rf"叫(?P<name>[^{EDGE}\s]{{2,8}}?)的(?:卖家|商家|店家|号商|店)"),
    re.compile(
        rf"(?:^|[，,。；; 、\n（(])(?:商家|卖家|店铺)(?P<name>[^{EDGE}\s]{{1,8}}(?:站|店|铺|社|屋|馆|坊|数码|专营|号铺|数卡|游戏|小站|阁|会员站|在线))(?=[{EDGE}\s]|$)"
    ),
    re.compile(rf"(?:^|[，,。；; 、\n])(?:商家|卖家) (?P<name>[^{EDGE}\s]{{2,8}})(?= |$)"),
    re.compile(
        rf"(?:^|[，,。；; 、\n])(?:卖家|商家)(?P<name>[^{EDGE}\s说不给没把承的就已发让我]{{2,5}})(?=[，,。]|$)"
    ),
    re.compile(
        rf"(?:^|[，,。；; 、\n])(?P<name>[{CJK}A-Za-z0-9]{{2,8}}(?:小铺|店铺|号铺|会员铺|数字店|旗舰店|专营店|小店|数码|游戏店))(?=[，,。；; 、\n]|$)"
    ),
    re.compile(rf"{_OPEN}(?P<name>{_NAME}{{2,10}}){_CLOSE}家?买的"),
    re.compile(rf"(?P<name>{_NAME}{{2,6}}(?:数卡|小店|店|铺))，在[^，。]{{2,10}}开的店"),
    re.compile("(?:卖家|商家|店主|店家)(?P<name>[老小阿][\u4e00-\u9fff])(?=说|发|的|，|。|回)"),
)
_NOT_MERCHANTS: Final = re.compile(
    "[换早]|就是|不是|没有|怎么|什么|^[a-z]+$|了$|^(?:坚|称)|^s?he$|^(?:里|写|给|硬|卖|要求|他|她|我|什么|卖家|商家|说|不|没|也|都|就|一直|已|老板|态度|客服|叫我|收钱|关|开|被|搜|这|那|承认|推脱|联系)|^[订单编]?号$|单号|回复|发货|退款|拉黑|跑路|失联|承诺|微信|电话"
)


# What one is said to be in, or what is called a site, sells nothing itself.
_A_SITE: Final = re.compile("[”」』]?的?(?:网站|平台|小程序|[aA][pP][pP])")
_IN_IT: Final = re.compile(
    "(?<!现)在(?:那个|那|这个|一个)?(?:什么|叫)? ?$|(?:平台|网站)(?:名称?)?[是叫:：为]+ ?$"
)


def merchant(text: str) -> Heard[str] | None:
    """Who sold it; sure when it is named as such."""
    for rank, pattern in enumerate(_MERCHANTS):
        for match in pattern.finditer(text):
            if len(re.findall("(?:^|\n)[商卖店][家主]：", text)) > 1 and "：" in match[0]:
                continue  # a dialogue
            name = re.sub("^[是叫为]", "", (match["name"] or match["other"] or "").strip())
            if (
                len(name) > 1
                and not _NOT_MERCHANTS.search(name)
                and not _A_SITE.match(text, match.end("name") if match["name"] else match.end())
                and not _IN_IT.search(text[: match.start("name")])
            ):
                return Heard(name, sure=rank < 4)
    return None
