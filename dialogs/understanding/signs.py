"""What a stretch of a story could be – a sum, a day, a kind of goods, somebody speaking – before it is known what it is.

Small grammars, each a row; they say what is possible, the learned weights say what it is in this story.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from dialogs.money import read_fen
from dialogs.numerals import read_number
from dialogs.unclear import Unclear
from dialogs.when import read_day
from wares import brands

STOPS: Final = "，,。！!？?；;：:\n "


class Sign(NamedTuple):
    """A stretch [start, end) of the text and what it could be; `value` in 分, hours, or a day's ordinal."""

    name: str
    start: int
    end: int
    value: int = 0


_FIGURES: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?"
_NUMERAL: Final = "[零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]"
_UNIT: Final = "(?:元|块钱|块|蚊|圆|rmb|RMB|软妹币|大洋|米(?![0-9a-zA-Z粒])|💰|r(?![a-z0-9]))"
_CHANGE: Final = (
    "(?:零?(?:[0-9一二两三四五六七八九][毛角](?:[0-9一二三四五六七八九]分?)?"
    "|[0-9]{1,2}(?![0-9.])|[一二两三四五六七八九](?![0-9十百零一二两三四五六七八九](?![张份个单条])))"
    "(?![个张份单笔天月年小万千百十]))?"
)
_MARKED: Final = re.compile(
    rf"[¥￥💰] ?{_FIGURES}(?:元|块)?(?![0-9.])"
    rf"|(?<![0-9.a-zA-Z_-]){_FIGURES} ?[万千百wWkK]?[0-9]? ?{_UNIT}{_CHANGE}"
    rf"|(?<![第0-9]){_NUMERAL}+{_UNIT}{_CHANGE}"
)
_BARE: Final = re.compile(
    rf"(?<![0-9.a-zA-Z_:/-]){_FIGURES}(?:[万千百wWkK](?![a-zA-Z])[0-9]?)?(?![0-9]|\.[0-9]|[:/_-][0-9])"
    rf"|(?<![第0-9])(?<!{_NUMERAL}){_NUMERAL}{{2,}}"
)
_DAY: Final = re.compile(
    r"(?<![0-9])20[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}[日号]?(?![0-9])"
    r"|(?:去年|今年)?(?<![0-9])[0-9]{1,2}月(?:份的?)?[0-9]{1,2}[日号]?|(?:十[一二]?|[一二三四五六七八九])月(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八]?)[日号]?"
    r"|(?:上+|这|本)个?月[0-9]{1,2}[日号]|(?<![0-9.¥￥A-Za-z_-])(?:1[0-2]|0?[1-9])[./-](?:3[01]|[12][0-9]|0?[1-9])[日号]?(?![0-9./:A-Za-z_-]|[元块折万%个张天年小gGM倍版]| ?元)"
    r"|(?<![0-9月A-Za-z-])(?:3[01]|[12]?[0-9])(?:[号]|日(?!内|以内|之内|游|本))(?!店|卡|链接|码|商|客服|线|楼|商品)|(?<![0-9])(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])号(?!店|卡|商)"
    r"|(?:上+|下+|这|本)?个?(?:周|星期|礼拜)[一二三四五六日天](?![0-9月年])|(?<!声|说|发)明[天日早晚]|大?后天|月[底末]|本月[一二三]?十?[一二三四五六七八九]?日|大前天|大?前(?:[天日晚]|儿个?)|昨[天晚儿日夜]|琴日|寻日|今[天早晚儿日]|刚才|刚刚|(?<![0-9天])刚(?=买|付|拍|下单|充)|双(?:十[一二]|1[12])(?:前一天|后一天|第[二三]天)?|双1[12]|元旦|(?:国庆|五一|中秋|端午|春节|七夕|除夕|元宵)节?(?:的?第[一二三四五六七][天日]|[那当][天日]|当晚|前一天|后一天|(?=[买拍付]))?"
    r"|(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:天|周|个?星期|个?礼拜)[之以]?前"
)
_HOURS: Final = re.compile(
    r"(?<![0-9.一二三四五六七八九十])(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(?:小时|钟头|h(?![a-zA-Z]))"
)

# What goods are called, one theme a row.
_GOODS: Final = "|".join(
    (
        "车位|钥匙|[年月]费|(?:家庭|个人|高级|完整|专业|旗舰|企业|豪华|数字|终极|标准)版",
        "(?:充值|点券|点|加油|电话|话费|礼品|流量|年|季|月|周|半年|终身|体验|超市|购物|联通|移动|电信|游戏|储值|会员|E|e|骏)卡密?",
        "(?:充值|钱包|激活|授权|兑换|优惠券|券|提货|邀请|电子|核销)码|卡密|密钥|一卡通|CDK(?:EY)?|cdk(?:ey)?|(?<![A-Za-z])(?:key|KEY|Key)(?![A-Za-z])",
        "(?:会员|VIP|vip|SVIP|svip|绿钻|黄钻)(?:[一二三两半]个?[年月]卡?|(?:年|季|月|半年|周|终身)卡)?",
        "订阅|车票|通行证|全家桶|序列号|注册码|授权|加速器|辅助|套餐|(?<=[A-Za-z] )(?:slot|plan|account)|(?<=[a-zA-Z]) ?(?:Plus|Premium|Pro)(?![A-Za-z])",
        "点券|代金券|优惠券|券包|红包|元宝|通宝|金币|金条|(?!人民)[一-龥]{2}币|金块|[QqK]币卡?|(?<![A-Za-z])[Qq][Bb](?![A-Za-z-])|(?<![兑汇])(?<!民)币(?![种圈商安])|(?:战网|(?<![A-Za-z])[A-Z]{2})点(?![了半卡券卷数])",
        "仙玉|勾玉|星[琼穹]|月相|魂玉|(?<=[一-龥])点(?=[，。 ]|[0-9])|[季月车门机]票|网课|[一-龥]课(?=[，。 ])|课程|题库|讲义|资料|慢充|直充|[年季月]度?会员|成品号|白号|初始号|小号|[一-龥]箱|盲盒|英雄|武器|存档|门票|陪玩|代打|代抢|租号|[车合]租|首充|战令|令牌|手册|月卡|大月卡|小月卡|纪行|基金|档位?|点劵|豆|钥匙扣|星愿|源石|琥珀|墨晶|晶石?|燃料|能量|体力|经验|VIP|SVIP|Plus|Pro|DLC|豪华版|本体|离线",
        "水晶|结晶|原石|底片|点数|积分|蜡烛|钻石|道具|装备|UC(?![A-Za-z])|G-Coin|皮肤|礼包|[速装道]包|话费|流量包?(?![用不]|监)",
        "账号|(?<![0-9信账单店话编])号(?![码商店主群])|代练|代充|代肝",
        "[^\\W发数行开换张的这那黑废坏假买收补刷给充用会号单0-9A-Za-z]卡(?![密号盟铺住顿里上面片数死网通券])|[\u4e00-\u9fff]券(?![码包])|(?:影|餐|优惠|代金)卷",
    )
)
# Words that tell of what they stand beside.
_WORDS: Final = {
    name: re.compile(pattern)
    for name, pattern in {
        "code": "(?<![A-Za-z0-9_.@/-])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9][A-Za-z0-9_-]{3,}(?![A-Za-z0-9_@-]|\\.[a-z]{2})",
        "count": "[0-9一二两三四五六七八九十几]+ ?[张个份笔套条款枚组批盒次单把]",
        "goods": _GOODS,
        "speaker": "客服(?:小[哥妹姐]|姐姐|那边)?|商家|卖家|卖卡的|对[方面]|老板娘?|店主|店家|店[员方]|店小二|小二|站[长方]|店长|主管|上家|掌柜|号商|号主|平台|售后|技术|群主|卖方|商户|供[货应](?:商|方)|机器人|专员|[经总]理|业务员|财务|人家|人工|工作人员|接线员|代理|官方|那[边头]|姓.的|那[男女]的|自动回复|公告|页面|系统|seller|他们?|她们?|它|佢",
        "saying": "说法?|话(?!费)|回[复应我]?了?|称|答[复曰]?|曰|表示|告[诉知]|解释|[让叫要请]我|讲|反馈|要求|强调|留言|承认|辩称|通知|撂下|[甩丢扔]|给我?(?:一句|句|[一二三四五六七八九十]个字)|就?[一这那]句|来[了一]?句|写[着道]|建议|拒绝|理由|敷衍|打发|劝|嘴硬|保证|推[脱说给]|口径|发来|咬定|坚[称持]|声称|搪塞|狡辩|认为|反问|扯|骂|催|提示",
        "buying": "买|拍|下单|付|支付|充|转账|转|购|花|拿|订|入手|整|冲|氪|收",
        "place": "在|于|从|喺|搁|去|到|跟|找|叫|问|向|被|给|把|是|的|这|那|家",
        "back": "退|还|赔|补|差价",
        "failing": "没到|没发|未|无效|失效|不能|不了|错误|失败|过期|被|提示|显示|拉黑|封",
        "arrived": "(?<![没未不])(?:到账?了|收到了|秒到|正常|没问题|没毛病|没事|都好)",
        "excuse": "系统|维护|升级|上游|货源|渠道|接口|没货|缺货|补货|排队|高峰|延迟|稍[等后]|再等|等[一着]|耐心|马上|快了|明[天早]|下周|过两天|在催|处理|登记|反馈|核实|审核|风控|财务|技术|下班|放假|提交|已[经发充完售]|不退|不支持|不予|概不|不负责|不可能|不归|与[^，。]{0,3}无关|自己|你的?|您|亲|操作|网络|浏览器|正常|没问题|激活过|售出|虚拟|规定|理解|查不|没办法|没法|爱[要买信]|随便你|投诉",
        "site": "卡盟|平台|网站|商城|发卡|数卡|卡网|点卡|小程序|APP|app|网|城|铺|站|店",
        "quoted": '“[^”]*”?|「[^」]*」?|『[^』]*』?|《[^》]*》?|【[^】]*】?|"[^"]*"?',
    }.items()
}


def signs(text: str, now: datetime) -> list[Sign]:
    """Everything the text's stretches could be; they may overlap. `now` is zone-aware."""
    days = list(_days(text, now))
    return [
        *days,
        *_sums(text, days),
        *(Sign("brand", *span) for span in brands(text)),
        *(Sign("hours", *found.span(), _hours(found["n"])) for found in _HOURS.finditer(text)),
        *(
            Sign(name, *found.span())
            for name, pattern in _WORDS.items()
            for found in pattern.finditer(text)
            if found[0]
        ),
    ]


def _days(text: str, now: datetime) -> Iterator[Sign]:
    for found in _DAY.finditer(text):
        try:
            yield Sign("day", *found.span(), read_day(found[0], now).toordinal())
        except Unclear:
            yield Sign("no_day", *found.span())


def _sums(text: str, days: list[Sign]) -> Iterator[Sign]:
    """Amounts with their unit, and numbers that could be amounts where no day of the same figures is."""
    taken = [
        (day.start, day.end) for day in days if "." not in text[day.start : day.end]
    ]  # 11.5 may be either
    for name, pattern in (("sum", _MARKED), ("figure", _BARE)):
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            fen = _fen(found[0])
            yield Sign(name if fen else "number", *found.span(), fen)


def _fen(words: str) -> int:
    """The amount in 分; 0 for what is none."""
    try:
        return read_fen(re.sub("^💰|[蚊圆米💰r]$|大洋|软妹币", "元", words))
    except Unclear:
        return 0


def _hours(words: str) -> int:
    try:
        return read_number(words)
    except Unclear:
        return 0
