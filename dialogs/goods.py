"""What was bought: the noun phrase after a label or a buying verb, without verb, count and face value."""

import re
from collections.abc import Iterator
from typing import Final

from dialogs.mentions import Heard
from dialogs.names import CJK

# What goods are called, one theme a row; a name ends with the last of them.
_KINDS: Final = (
    "车位|钥匙|[年月]费|(?:家庭|个人|高级|完整|专业|旗舰|企业|豪华|数字|终极|标准)版",
    "(?:充值|点券|点|加油|电话|话费|礼品|流量|年|季|月|周|半年|终身|体验|超市|购物|联通|移动|电信|游戏|储值|会员|E|e|骏)卡密?",
    "(?:充值|钱包|激活|授权|兑换|优惠券|券|提货|邀请|电子|核销)码|卡密|密钥|一卡通|CDK(?:EY)?|cdk(?:ey)?|(?<![A-Za-z])(?:key|KEY|Key)(?![A-Za-z])",
    "(?:会员|VIP|vip|SVIP|svip|绿钻|黄钻)(?:[一二三两半]个?[年月]卡?|(?:年|季|月|半年|周|终身)卡)?",
    "订阅|车票|通行证|全家桶|序列号|注册码|授权|加速器|辅助|套餐|(?<=[A-Za-z] )(?:slot|plan|account)|(?<=[a-zA-Z]) ?(?:Plus|Premium|Pro)(?![A-Za-z])",
    "点券|点卷|代金券|优惠券|券包|红包|元宝|通宝|金币|金条|(?!人民)[一-龥]{2}币|金块|[QqK]币卡?|(?<![A-Za-z])[Qq][Bb](?![A-Za-z-])|(?<![兑汇])(?<!民)币(?![种圈商安])|(?:战网|(?<![A-Za-z])[A-Z]{2})点(?![了半卡券卷数])",
    "水晶|结晶|原石|底片|点数|积分|蜡烛|钻石|道具|装备|UC(?![A-Za-z])|G-Coin|皮肤|礼包|[速装道]包|话费|流量包?(?![用不]|监)",
    "账号|(?<![0-9信账单店话编])号(?![码商店主群])|代练|代充|代肝",
    "[^\\W发数行开换张的这那黑废坏假买收补刷给充用会号单0-9A-Za-z]卡(?![密号盟铺住顿里上面片数死网通券])|[\u4e00-\u9fff]券(?![码包])|(?:影|餐|优惠|代金)卷",
)
_HEADS: Final = "|".join(_KINDS)
_A_HEAD: Final = re.compile(f"(?:{_HEADS})")
# What may follow the kind and is still part of the name.
_MANNER: Final = re.compile(
    " ?(?:码|慢充|快充|直充|代充|充值(?![卡码了])|(?:[0-9]{1,2}|[一二两三四五六半]|十二)个?[年月]卡?(?![0-9日号份前底付])|半年|一年|(?<=点数)卡(?![盟密里上])|[年季月周]卡)"
)
# Names that are goods without being called any kind.
_BRANDS: Final = re.compile(
    "艾尔登法环|塞尔达[^，。 ]{0,6}|黑神话[^，。 ]{0,4}|赛博朋克2077|双人成行|怪猎[^，。 ]{0,4}|怪物猎人[^，。 ]{0,4}|只狼|星露谷[^，。 ]{0,3}"
    "|GTA ?[56V]?|荒野大镖客2?|幻兽帕鲁|地平线[45]|巫师3|空洞骑士|CS2|绝地求生|Office ?[0-9]*|Windows ?[0-9]+|ChatGPT ?Plus|Netflix|奈飞|Spotify|YouTube ?Premium"
)


def _any(*rows: str) -> str:
    return f"(?:{'|'.join(rows)})"


_VERB: Final = _any(
    "(?<![选订收网代采])购(?![物买卡得入])|购得|购入|购买的?是?了?|选购了?|[预定订](?:的|了|购)|订了?|下单的?了?|囤了?|进了|提了|批[了发]+",
    "买到|买咗|买得|买(?:的是|的|了|过|到了|个|成了?)?|拍下?(?:的是|的|了)?|入手了?|收到的?|货是|原价[0-9]+的",
    "充值(?![卡码会中]|买|[，,。])(?:的是|的|了)?|充(?!值|不|错|到|完)(?:的是|的|了)?",
    "储值了?(?!卡)|办了|[弄搞抢氪冲续撸入租收]了?(?:个|张)|[弄搞抢氪冲续撸][的了]|[入租]了|整了(?!半天)|拿[了的]",
    "卖给?我(?=[一几]?[个张])|(?<![外买专贩])卖(?!家|方|号|我|的|给|卡)|(?<=[价人])出(?!售)",
)
# What stands before a name and is not part of it: how many, of what face value or price, and fillers.
_COUNT: Final = _any(
    "把(?=[^，。]{2,8}(?:皮|枪|刀|钥匙|武器))|[俩仨](?=[A-Za-z\u4e00-\u9fff])|[一两二三四五六七八九十几0-9]+ ?(?:张|个(?!月)|份|笔|套|条|款 ?|枚|组|批|盒|次|单|笔|点(?=[A-Za-z\u4e00-\u9fff]{2}))",
    "[这那](?:笔|单)的?|[这那]种(?:租的)?|第[一二三]单|一批|张|个(?!月)|份",
    "(?:[一二两三]年|半年)(?=[\u4e00-\u9fffA-Za-z]{4})(?!.*[年]卡)|[0-9一二两三四五六]+年的|[0-9一二两三四五六十]+个月的|一(?![年月])",
)
_FACE: Final = _any(
    "[①②③④⑤]|(?:面值|面额)?[0-9一二两三四五六七八九十百千万]+(?:块钱?|元|美金|美元|刀|万)?(?:面值|面额)?的|(?:面值|面额)[0-9]+的?|[0-9]+面值的?",
    "[0-9]+(?:\\.[0-9]+)?[万千]的|[0-9.]+(?:块钱?|元)的?(?=[^0-9，。（(买充话]{2})|[0-9]+(?:块|元)?(?=话费)",
    "(?!12306|360|163|115)[0-9]{2,6}(?=[\u4e00-\u9fff]{2})|[0-9]{2,6}个?(?=[\u4e00-\u9fffQq]{1,3}币)|[0-9]+(?:张|个|份)",
)
_FILLER: Final = _any(
    "了|咗|嘅|的是|是|就是|成了?|那个|的(?=.)|个|叫|什么|一些|点儿?(?!卡|券)|[:： “「]",
    "预售的?|永久的|破|包(?![年月夜])|所售|假的?|半价|特价|低价|(?:NS|PS[45]|[Ss]witch|Xbox|[Ss]team)的",
    "(?:今天|昨天)?[0-9]{1,2}月[0-9]{1,2}[日号]|单?[A-Z]{1,4}[0-9]{4,} |[^，。]*卖的(?=.)|商品(?=[A-Z])|预存款买的|各种|开通?(?=[^，。]{2,10}会员)|网上[买交充]|.*(?:上面|里面|平台|网站)买了?的?|.*就是|[0-9]{1,2}[.月-][0-9]{1,2}[号日]? |[0-9]{6,} ",
)
_LEAD: Final = re.compile(f"^{_any(_VERB, _FACE, _COUNT, _FILLER)}+")
_OTHER_LABEL: Final = re.compile(
    " (?:[\u4e00-\u9fff]{2,6}[:：]|实付|付款|支付|金额|订单|卖家|商家|店铺|平台|状态|数量|单价|价格|下单|时间|问题).*$"
)
_GOODS: Final = re.compile(
    r"(?:商品名称|商品标题|商品名|购买的商品|所购商品|宝贝|标题|东西|购买商品|商品|产品|货物|货|买了?的?(?:啥|什么))(?:[】:：是]+ ?|(?<=商品) )(?P<name>[^，,。！!？?；;\n【]{2,30})"
)
_BOUGHT: Final = re.compile(rf"(?={_VERB}(?P<name>[^，,。！!？?；;\n”」\"]{{2,30}}))")
_CLAUSE: Final = re.compile(
    r"(?:^|(?<=[，,。！!？?；;：:\n]))[^，,。！!？?；;：:\n]{2,24}(?=[，,。！!？?；;\n（(]|$)"
)
_CUT: Final = re.compile(
    "(?:[（(](?!绝|.*[A-Z])| ?[¥￥]|花[了掉去]|花[0-9]| 花| [发转付扫打]了|付了|付款|实付|给了|给我|给的|订单|金额|价格|结果|总共|一共|没|一直|未|显示|提示|到现在|到账|不|我|卖家|商家|客服|他|转|然后|说|登|一看|发来|在|被|的时候| (?:at|on|from) | ?还有|拿去|用了|打开|输|兑换时|充进|[0-9]+档|[0-9]+(?:\\.[0-9]+)?(?:元|块|蚊)(?!的?(?:充值|话费|联通|移动|电信|[QqＱ]币|点卡|礼品|E卡|代金|优惠|购物|提货))|(?<![A-Za-z]) [0-9一二两三四五六七八九十百千]).*$"
)
_PHRASE: Final = re.compile(
    "[做买拍付转给说问找等拿退发收到卖要让叫把被没不未我你他她它们了吗呢吧啊在是有能]|会(?!员)|提示|显示|客服|商家|卖家|使用|失败|错误|输入|充(?!值[卡码])|平台|店|盟|订单"
)
_NOT_PRODUCTS: Final = re.compile(
    "后才|发现|^[昨今前]天|[:：]|[0-9月日个一二三四五六七八九十]号|^(?:手机|微信|订单|QQ|单|编|同|版本|身份|银行|商|错|完|余额|虚拟商品|封|黑|账单|支付|的|旧)?(?:号|卡)?$|(?:QQ|微信|支付宝)红包|验证码|收款码|银行卡|身份证|二维码|个人|^会员(?:站|网)|的店$|^号里|^上号|[拍买]成|口令|^红包$|某处|^出去|反馈|进去|到了|^当时|平台|卡盟|网站|卡铺|数卡|已经|找不到|^(?:上|出|收|黑|封|卖|小|大|这个|我的|那个)号$"
)


_IN_QUOTES: Final = re.compile(f"[“「]([^”」]{{2,8}})[”」](?={_HEADS})")


def product(text: str, others: tuple[str, ...] = ()) -> Heard[str] | None:
    """What was bought, without verb, count and face value; sure when it is named by a label or a buying verb.

    `others` are names of the platform and the merchant, which may sound like goods.
    """
    for name in others:
        text = text.replace(name, "某处")
    text = _IN_QUOTES.sub("\\1", text)
    ranked = sorted(
        (each for each in _products(text) if not _is_other(each[1], others)), key=lambda each: -each[0]
    )
    if not ranked:
        bare = next((each for each in _bare(text) if not _is_other(each, others)), None)
        return Heard(bare, sure=False) if bare else None
    weight, name = ranked[0]
    rivals = [each for each in ranked if each[0] >= weight - 1 and each[1] != name]
    ends = _ENDS_WELL.match(text, text.find(name) + len(name))
    return Heard(name, sure=weight >= 7 and ends is not None and not rivals and not _LOOSE.search(name))


# Called no kind of goods: alone between two stops in a list of facts, or what money was put into.
_ALONE: Final = re.compile(r"(?:^|(?<=[，,。；; \n]))[《A-Za-z0-9\u4e00-\u9fff》·]{3,12}(?=[，,。；; \n])")
_INTO: Final = re.compile(
    "给(?P<name>(?!自己|手机|我|他|她)[^，。？?！!我你他她号机给]{2,8})(?:里面?)?[充冲氪]"
)
_NO_GOODS: Final = re.compile(
    "^[A-Za-z]+$|具体|还是|就是|玩家|学生|[一二两三]枚$|[的了吗呢吧啊哦呀没不未我你他她它这那哪谁都就又还很太被把给让叫说问等找退]|^[0-9一二三四五六七八九十百.]+|[昨今明前]天|[月日号点天块元毛次]$|[早晚]上|某处|你好|您好|谢谢|求助|投诉|平台|网站|商家|卖家|客服|老板|店|骗子|退款|赔偿|发货|到账|付款|支付|转账|下单|处理|请|帮|求|怎么|什么|有人|大家|电话|微信|律师|老师|系统|结果|但是|然后|因为|全额|要求|希望|诉求|工单|垃圾|黑心|无语|气死|截图|订单|聊天|实付|左右|时间|方式|联系"
)


def _bare(text: str) -> Iterator[str]:
    yield from (match["name"] for match in _INTO.finditer(text))
    if re.search("[买充拍购付花冲氪入]", text):
        yield from (match[0] for match in _ALONE.finditer(text) if not _NO_GOODS.search(match[0]))


_ENDS_WELL: Final = re.compile(
    "[^A-Za-z\u4e00-\u9fff]|$|[的花付没到一两三我他是结说用卖给都也就还显提在充没不未，]"
)
_LOOSE: Final = re.compile("^[0-9]|[的 ]|.{13}")  # where a name begins is then less certain


def _is_other(name: str, others: tuple[str, ...]) -> bool:
    return any(name in other for other in others)


def _products(text: str) -> Iterator[tuple[int, str]]:
    for match in _GOODS.finditer(text):
        if name := _labelled(match["name"]):
            yield 9, name
    for weight, pattern in ((4, _BOUGHT), (3, _CLAUSE), (1, _RUN), (0, _ANY)):
        for match in pattern.finditer(text):
            words = match["name"] if pattern is _BOUGHT else match[0]
            words = _BOUNDARY.sub("", words) if pattern is _ANY else words
            name = _named(words)
            if name and (pattern is _BOUGHT or not _PHRASE.search(name)):
                after = text[text.find(name, match.start()) + len(name) :]
                yield (
                    weight
                    - text.startswith("卖", match.start())
                    + _worth(name, after, words if weight > 1 else ""),
                    name,
                )
            elif pattern is _BOUGHT and (name := _unkind(words)):
                yield 3, name
    for match in _TITLES.finditer(text):
        yield 8, match[0]
    for match in _BRANDS.finditer(text):
        yield 2, match[0]


_TITLES: Final = re.compile(f"《[^》]{{2,14}}》(?:[A-Za-z0-9{CJK}]{{0,4}}?(?:{_HEADS}))?")
_RUN: Final = re.compile(rf"(?<![A-Za-z])[A-Za-z0-9{CJK}]{{2,14}}(?![\w-])")
_ANY: Final = re.compile(rf"(?<![A-Za-z])[A-Za-z0-9{CJK}]{{0,14}}?(?:{_HEADS})")
_BOUNDARY: Final = re.compile(
    "^.*(?:会(?!员))|^.*[做买拍充付转给说问找等拿退发收到卖要让叫把被没不未我你他她它们了吗呢吧啊在是有能的张里](?=.)"
)


_ARRIVED: Final = re.compile("[^，。没未不]{0,8}(?:已经?到账?|到账?了|秒到|没问题|没毛病)|？|\\?")
_OWED: Final = re.compile("[^，。]{0,6}(?:没有?|未|不)(?:给我?)?(?:到|收|发)")
_CARRIER: Final = re.compile(
    "(?:共享|新|两个)?(?:卡密|[兑激].码|密钥|账号|CDK|cdk|key|会员|卡|[年月季]卡|号)"
)


def _worth(name: str, after: str, words: str) -> int:
    """A kind of goods with its own name weighs more than the kind alone; what has arrived or was taken back less."""
    own = 1 if _A_HEAD.fullmatch(name) else 3
    arrived = _ARRIVED.match(after) or re.search("已经到账|没问题", words)
    return own - 6 * bool(arrived) + bool(_OWED.match(after)) - 2 * bool(_CARRIER.fullmatch(name))


_NO_OBJECT: Final = re.compile(
    "损失|赶紧|赶快|尽快|麻烦|希望|要求|发货|[等让]|多$|是$|问|直接|^[零一二两三四五六七八九十百千万]+$|^[A-Za-z]*[0-9-]+$|^[0-9.]+|[0-9一两二三四五六七八九十](?:单|次|笔|张|份|个|天|块|元)$|^(?:[的了过家完前后时之东]|错|单|号|不|没|就|会|几|多|这|那|[一两]个?$|什么|东西|商品)|[。:：]|平台|网站|卡盟|店|订单|骗|退|钱$|[我他她]|(?<!迷)你|的时候|手机"
)


def _unkind(words: str) -> str:
    """What stands after a buying verb without being called any kind of goods."""
    name = _LEAD.sub("", _CUT.sub("", _LEAD.sub("", words.strip()))).strip("（(：: ").removesuffix("的")
    return "" if not 2 <= len(name) <= 14 or _NO_OBJECT.search(name) or _NOT_PRODUCTS.search(name) else name


def _labelled(words: str) -> str:
    return re.sub(
        "(?:[0-9一两]+[张个份])?(?:[（(]?(?:面值.*|[0-9]+元?面[额值]))?[ ）)]*$|[¥￥].*$|(?<=[卡券码员])[0-9]+$| ?[x×*X][0-9]+$",
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
    end = heads[-1].end()
    end = tail.end() if name[end - 1] != "卡" and (tail := _MANNER.match(name, end)) else end
    name = name if opens or re.search("(?:key|CDK) ", name) else name[:end]
    name = _LEAD.sub("", name.strip()).strip("（(：: ")
    follows = words[words.find(name) + len(name) :][:1]
    return "" if len(name) < 2 or follows in tuple("网城铺盟站") or _NOT_PRODUCTS.search(name) else name
