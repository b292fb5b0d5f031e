"""A whole story understood at once: the fields it gives, each with its value and whether it has to be asked again.

What is not stated is absent. Rules, not guesses: a field is sure only where the words leave no second reading.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, TypeAlias

from dialogs.goods import product
from dialogs.mentions import Heard, amount_paid, day_paid, day_promised, hours_promised, order_number
from dialogs.names import merchant, platform
from dialogs.replies import contact_said, told_by_buyer
from dialogs.troubles import BOUGHT, SCENARIOS, scenario
from dialogs.wanted import demand
from dialogs.written import as_typed, disputed, evened

Value: TypeAlias = str | int | bool | date
_Heard: TypeAlias = Heard[str] | Heard[int] | Heard[bool] | Heard[date] | Heard[Value]
Story: TypeAlias = Mapping[str, _Heard]


def understand(text: str, now: datetime) -> Story:
    """The fields found in one text; `now` is zone-aware, days are of the legal zone. Never raises.

    scenario, platform, merchant, order_no, product, amount_fen (in 分, paid for the disputed order), paid_on,
    promised_hours, promised_on, demand, contact_said, resale, private_transfer, minor; or not_a_complaint alone.
    """
    words = evened(text)
    if _is_no_complaint(words):
        return {"not_a_complaint": Heard(True, sure=not _PARTICULARS.search(words))}
    told, at_issue = told_by_buyer(words), disputed(words)
    paid = amount_paid(at_issue)
    site, seller = platform(words), merchant(words)
    others = tuple(each.value for each in (site, seller) if each)
    found: dict[str, _Heard | None] = {
        "scenario": scenario(told, words, by_minor=bool(_MINOR.search(told))),
        "platform": site,
        "merchant": seller,
        "order_no": order_number(at_issue),
        "product": product(at_issue, others),
        "amount_fen": paid,
        "paid_on": day_paid(at_issue, now),
        "promised_hours": hours_promised(words),
        "promised_on": day_promised(words, now),
        "demand": demand(told, paid.value if paid else 0),
        "contact_said": contact_said(words, others),
        "resale": _stated(told, _RESALE, _NO_RESALE),
        "private_transfer": _stated(words, _PRIVATE, _NO_PRIVATE),
        "minor": None if _FOR_CHILD.search(words) else _stated(words, _MINOR, _NO_MINOR, told),
    }
    stated = {name: _typed(heard, text) for name, heard in found.items() if heard is not None}
    only_wished = stated.keys() == {"demand"} and not stated["demand"].sure
    return stated if stated and not only_wished else {"not_a_complaint": Heard(value=True, sure=False)}


def _typed(heard: _Heard, text: str) -> _Heard:
    """Words as the buyer typed them; other values as they are."""
    return Heard(as_typed(heard.value, text), heard.sure) if isinstance(heard.value, str) else heard


# Stories that are none -------------------------------------------------------------------------------------

_ASKING: Final = re.compile(
    "请问|想问|问下|问一下|咨询|怎么(?:用|查|投诉|开|收费|操作)|什么意思|合法吗|收费吗|吗[?？]?$|[?？]$|哪家|多少$|可以吗|怎么规定|先了解|还没(?:付款|买|下单)|有效吗|想(?:买|开|了解)|帮我(?:写|查)|教我"
)
_FRIENDLY: Final = re.compile(
    "^(?:你好|您好|在吗|在不在|哈喽|hello|hi|早上好|晚上好|谢谢|嗨)[呀啊，,。！!吗在]*|夸(?!克)|真好|好评|推荐给|不错|谢谢你|解决啦|已经解决|推荐大家|挺好的?[，。！!]|很满意|试试你|讲个笑话|查一下我的进度|秒到(?!个).{0,4}$|棒|点赞|感谢"
)
_SELLING: Final = re.compile(
    "有没有要|有偿收|秒结|量大价|^(?:长期|高价)?收(?!到|了|钱|货|款|费)|全网最低|专业代充|加(?:QQ|qq|微信|薇|[vV])[:： ]?[0-9a-z]{5}|^(?:长期)?出(?:一批|点|几张|售)|私聊|低价出|量大从优|加v|合作(?:推广|一下)|长期(?:出|收|低价)|招代理|被(?:买家|客户).{0,4}投诉|我是?卖卡|收卡|出售(?!的|给)|想找你们平台|代理价|有需要的|诚招"
)
_STORY: Final = re.compile(
    "(?:没|未|不)(?:有)?(?:发货|到账|收到|发|给|开通|退)|拉黑|失联|跑路|无效|已被?使用|失效|过期(?!多久)|登不上|打不开|被[骗坑]|[坑骗]了|拒绝|不退|不给退|不理|不回|踢皮球|退款|退钱|补发|赔|骗子|推诿|充不|能退|没动静|人没了|找回|投诉的|激活失败|未成年|封|买错|(?:我|在).{0,12}(?:花了|付了|买了|充了)|(?<!1)(?!12315|95188)[0-9]{5,}|[0-9]+月[0-9]+[号日]"
)
_ONLY_ASKING: Final = re.compile(
    "撤销(?:投诉|申请)|撤诉|其实到账了|还没(?:付款|买|下单)|先了解|找不到人工|想知道怎么|怎么(?:判断|联系)|(?:一般|大概)(?:几天|多久)|多久(?:到账|能)|模板|法律怎么|怎么规定|有效吗|可以要求|一般.{0,12}[吗啊?？]|问下一般|请问(?:卡密|什么|怎么)|你们.{0,6}(?:收费|能帮)|(?:已经)?解决啦|一直都?很好|退回来了$|钱退回来了"
)


_CHEATED: Final = re.compile("被[^，。]{0,6}[骗坑]|拉黑|解散|找不到人|跑路|到现在|没到账|没收到|不发货")
# What is told of a purchase of one's own.
_PARTICULARS: Final = re.compile(
    "[0-9一二两三四五六七八九十百千](?:块|元)|[^，。？?]我[^，。？?]{0,14}(?<!想)(?:买|充|交|付|花|拍|转)了|[¥￥][0-9]|[0-9]月[0-9]|[昨前]天|到现在|[0-9一二两三四五六七八九十]天了|说好|订单号"
)


# A case that is only supposed, and one that is over.
_SUPPOSED: Final = re.compile(
    "^(?:请问|我想问|想问下?|咨询)?[，, ]?(?:如果|假如|假设|要是|万一|若)[^。]*[?？吗呢]"
)
_OVER: Final = re.compile(
    "(?<![没未不])(?:(?:都|已经?|已)?(?:处理|解决)(?:好|完|掉)?了|(?:退给我|到账|发货|收到|补给我|退款?)[了啦])[^没未不]{0,12}(?:可以关|关闭|结案|不用|撤|谢谢|感谢)|(?:可以关|撤)(?:掉|了)?[。！]?$"
)


def _demands(words: str) -> bool:
    """Whether something is demanded in so many words, not only wished for."""
    wanted = demand(words, 0)
    return wanted is not None and wanted.sure


def _is_of_one_order(words: str) -> bool:
    """Whether a purchase is told of with its facts: where, how much, what was wanted."""
    paid, others = amount_paid(words), (platform(words), merchant(words), demand(words, 0))
    return bool(BOUGHT.search(words) and paid and any(others))


_STILL_WANTING: Final = re.compile("(?:没|未|不)(?:到|发|收|退|给|理|回)|要求|无效|失败|现在是|第二单")


def _is_no_complaint(words: str) -> bool:
    """A greeting, praise, a question in general, a seller's offer, or what is over."""
    if _OVER.search(words) and not _STILL_WANTING.search(words):
        return True
    if _SUPPOSED.search(words) and not _PARTICULARS.search(words):
        return True
    if (
        _SELLING.search(words)
        and BOUGHT.search(words)
        and (_CHEATED.search(words) or _demands(words) or _is_of_one_order(words))
    ):
        return False
    if _SELLING.search(words) or _ONLY_ASKING.search(words):
        return (
            not re.search("(?:没到|拉黑|不发货)[^?？吗]*$", words) or _ONLY_ASKING.search(words) is not None
        )
    troubled = _STORY.search(words) or (
        BOUGHT.search(words) and any(trouble.search(words) for _, trouble in SCENARIOS)
    )
    asked = _ASKING.search(words) and not _PARTICULARS.search(words) and not _is_of_one_order(words)
    return not troubled and bool(asked or _FRIENDLY.search(words))


# Yes or no -------------------------------------------------------------------------------------------------

_RESALE: Final = re.compile(
    "(?:二级|做.{0,3})分销|我的客户|给客人|(?:做|干|搞)[^，。不]{0,6}(?:批发|分销|倒卖|转卖|代充)|卖给下|下家|(?:帮|给|替)(?:我的?|店里的?)?(?:客户|客人|顾客)|(?:客户|客人|顾客)[^，。]{0,4}(?:反馈|投诉|催|找我|堵|骂|说|要我)|我们(?:工作室|店里|网吧)|卖出去[^，。]{0,3}[0-9]|我们?是[^，。不]{0,6}(?:店主|卖家|商家|卡商|经销商|供货商|工作室)|买家[^，。：: 0-9]{0,5}(?:找|回来|给我|差评|骂|投诉)|开网吧|开网店|我是?(?:做|个)?(?:转卖|代理|分销|倒卖|批发)|本人是代理|做[^，。]{0,4}代理|代理价|下游|我(?:的)?客户|批发了|拿货|进货|上家|下游|做转卖|卖给客户|给客户|分销用|囤货|转手|代理商"
)
_NO_RESALE: Final = re.compile(
    "不是(?:代理|倒号|转卖|倒卖|工作室|做生意|二道|中间商|卖卡|分销)|(?:没有?|不)(?:做)?(?:转卖|倒卖)|自用|(?<!是我)(?<!说我)自己(?:用|玩)(?:的|游戏|，|。)|自己玩|也不是转卖"
)
_PRIVATE: Final = re.compile(
    "收款码[^，。]{0,4}扫|(?<!给我)发了?(?:他|她|对方|卖家|群主)?(?:个|了)?红包(?=[0-9])|往(?:他|她|对方|卖家|个人|群主)[^，。]{0,6}(?:支付宝|微信|卡|账户)[^，。]{0,4}(?:打|转|汇|存)|加了?[他她]?(?:的)?(?:微信|QQ|qq|V|v)[^，。]{0,2}(?:付|转|给)|(?:微信|支付宝|[vV]信|QQ|qq)(?:上)?(?:直接)?(?:转|发红包)|转给了?(?:他|她|卖家|老板|群主|对方|店主|一?个人)|红包(?:直接)?(?:发|转)给?[他她]|发(?:了)?红包给|直接转(?:账|给)|私下(?:转|付|交易|给)|个人(?:的)?(?:收款码|账户|支付宝|微信|银行卡|账号|号|二维码)|(?:转|打|汇)(?:到|了|给|进)?(?:他|她|卖家|老板|对方|店主|号商)(?:的)?(?:个人)?(?:支付宝|微信|银行卡|卡|账)|一个人的银行卡|QQ转账|支付宝转给|发(?:我|的)(?:个人)?收款码|(?:转|打|汇)了?[0-9.一二三四五六七八九十百千万]+[块元]?(?:钱)?(?:到|给|进)(?:他|她|对方|个人|卖家|老板|群主)(?!们)|给(?:他|她|群主|对方|卖家|人家)(?:个人)?(?:转|打|汇)(?:了|过去)|发了[^，。]{0,6}红包|口令红包|(?:微信|支付宝|QQ|银行卡|网银|手机)[^，。]{0,4}[给跟往](?:了)?(?:他|她|对方|卖家|老板|群主|店主|人家|个人)[^，。]{0,5}(?:转|打|汇|发)|(?:QQ|qq|微信)红包[^，。]{0,3}(?:发|给|转)|(?:转|打|汇|存)(?:到|进|去|入)(?:了)?(?:他|她|对方|卖家|老板|群主|个人)(?!们)[^，。公]{0,8}[卡户号宝信]|转他|扫[的了]?(?:他|卖家|老板).{0,4}(?:码)"
)
_NO_PRIVATE: Final = re.compile(
    "没有?(?:私下|私自|线下)|(?:不是|并非)私下|都是[在走]平台|走(?:的)?平台(?:付|担保)|平台(?:内|里)(?:付|支付|下单)|就在网站付|没加微信"
)
_YOUNG: Final = "(?:[5-9]|1[0-7]|[五六七八九十]|十[一二三四五六七])(?:周)?岁"
_CHILD: Final = (
    "(?:儿子|女儿|闺女|孩子|侄子|侄女|外甥|外孙|侄孙|表[弟妹]|我弟|我妹|堂[弟妹]|弟弟|妹妹|娃|小孩|孙子|孙女)"
)
_MINOR: Final = re.compile(
    rf"{_CHILD}[^。！!？?\n]{{0,24}}(?<![0-9一二三四五六七八九十百]){_YOUNG}|我(?:今年)?(?:是个?|才|还在?(?:上|读)?|上|读)?(?:小学|初中|高中|初[一二三]|高[一二])(?!毕业)|我(?:今年)?(?:十[一二三四五六七]?|1[0-7])了(?=马上|，|。|快|还)|(?:^|[，。 ])(?:我)?(?:高[一二三]|初[一二三]|小学生|初中生|高中生)(?=[，。 在]|$)|我今年(?:[5-9]|1[0-7])(?=[，。了 ])|我(?:今年|才|刚)?(?<![0-9一二三四五六七八九十百]){_YOUNG}|(?<!不是)(?<!是不是)(?:还)?未成年(?!吗)|{_CHILD}[^。！!？?\n]{{0,10}}(?:小学|初中|高中生|[一二三四五六]年级|初[一二三]|高[一二])|(?<![0-9一二三四五六七八九十百]){_YOUNG}[^。]{{0,6}}(?:偷|拿我|用我)"
)
_FOR_CHILD: Final = re.compile(f"给(?:我|她|他)?{_CHILD}[^，。]{{0,8}}买|不是(?:小)?孩")
_NO_MINOR: Final = re.compile(
    "本人(?:已|系)?成年|[，。 ](?:1[89]|[2-9][0-9])岁(?=[，。 ])|(?:不是|并非|非)(?:未成年|小孩|孩子)|我(?:已经?)?成年了|我(?:已经)?是成年|今年(?:1[89]|[2-9][0-9])(?=[，。岁了 ])|(?<!未)成年人|已(?:经)?成年|(?<![了给转欠赔])我(?:今年)?(?:1[89]|[2-9][0-9])(?:岁|了(?!我))"
)


def _stated(
    words: str, yes: re.Pattern[str], no: re.Pattern[str], denying: str | None = None
) -> Heard[Value] | None:
    """What is said either way; a denial wins over the words it denies. `denying`: where alone it may stand."""
    if no.search(words if denying is None else denying):
        return Heard(False, sure=True)
    return Heard(True, sure=True) if yes.search(words) else None
