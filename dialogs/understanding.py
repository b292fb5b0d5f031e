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
from dialogs.wanted import demand

Value: TypeAlias = str | int | bool | date
Story: TypeAlias = Mapping[str, Heard[str] | Heard[int] | Heard[bool] | Heard[date] | Heard[Value]]
_Table: TypeAlias = tuple[tuple[str, re.Pattern[str]], ...]

_WIDTH: Final = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code) not in "：；＜＝＞？＠"}
) | {0xFFE5: "¥"}
# What is typed for short, in Latin letters of its own.
_SHORT: Final = {
    "kf": "客服",
    "mj": "卖家",
    "sj": "商家",
    "tk": "退款",
    "fh": "发货",
    "dz": "到账",
    "bf": "补发",
    "zdhf": "自动回复",
    "refund": "退款",
    "plz": "请",
    "paid": "付了",
    "bought": "买了",
    "cost": "花了",
    "seller": "卖家",
    "invalid": "无效",
    "pt": "平台",
    "gm": "购买",
}
_ABBREVIATED: Final = (
    *(
        (re.compile(f"(?<![A-Za-z]){short}(?![A-Za-z]) ?", re.IGNORECASE), meant)
        for short, meant in _SHORT.items()
    ),
    (re.compile("(?<![A-Za-z])dd(?=号)"), "订单"),
    (re.compile("[卖买]傢|麦家"), "卖家"),
)


def understand(text: str, now: datetime) -> Story:
    """The fields found in one text; `now` is zone-aware, days are of the legal zone. Never raises.

    scenario, platform, merchant, order_no, product, amount_fen (in 分, paid for the disputed order), paid_on,
    promised_hours, promised_on, demand, contact_said, resale, private_transfer, minor; or not_a_complaint alone.
    """
    words = _evened(text)
    if _is_no_complaint(words):
        return {"not_a_complaint": Heard(True, sure=not _PARTICULARS.search(words))}
    told, paid = _told_by_buyer(words), amount_paid(words)
    site, seller = platform(words), merchant(words)
    others = tuple(each.value for each in (site, seller) if each)
    found: dict[str, Heard[str] | Heard[int] | Heard[date] | Heard[Value] | None] = {
        "scenario": scenario(told, words),
        "platform": site,
        "merchant": seller,
        "order_no": order_number(words),
        "product": product(words, others),
        "amount_fen": paid,
        "paid_on": day_paid(words, now),
        "promised_hours": hours_promised(words),
        "promised_on": day_promised(words, now),
        "demand": demand(told, paid.value if paid else 0),
        "contact_said": contact_said(words),
        "resale": _stated(told, _RESALE, _NO_RESALE),
        "private_transfer": _stated(words, _PRIVATE, _NO_PRIVATE),
        "minor": None if _FOR_CHILD.search(words) else _stated(words, _MINOR, _NO_MINOR),
    }
    stated = {name: heard for name, heard in found.items() if heard is not None}
    return stated or {"not_a_complaint": Heard(value=True, sure=False)}


def _evened(text: str) -> str:
    words = text.translate(_WIDTH)
    for pattern, meant in _ABBREVIATED:
        words = pattern.sub(meant, words)
    return words


# Stories that are none -------------------------------------------------------------------------------------

_ASKING: Final = re.compile(
    "请问|想问|问下|问一下|咨询|怎么(?:用|查|投诉|开|收费|操作)|什么意思|合法吗|收费吗|吗[?？]?$|[?？]$|哪家|多少$|可以吗|怎么规定|先了解|还没(?:付款|买|下单)|有效吗|想(?:买|开|了解)|帮我(?:写|查)|教我"
)
_FRIENDLY: Final = re.compile(
    "^(?:你好|您好|在吗|在不在|哈喽|hello|hi|早上好|晚上好|谢谢|嗨)[呀啊，,。！!吗在]*|夸(?!克)|真好|好评|推荐给|不错|谢谢你|解决啦|已经解决|推荐大家|挺好的?[，。！!]|很满意|试试你|讲个笑话|查一下我的进度|秒到(?!个).{0,4}$|棒|点赞|感谢"
)
_SELLING: Final = re.compile(
    "有没有要|^(?:长期|高价)?收(?!到|了|钱|货|款|费)|全网最低|专业代充|加(?:QQ|qq|微信|薇|[vV])[:： ]?[0-9a-z]{5}|^(?:长期)?出(?:一批|点|几张|售)|私聊|低价出|量大从优|加v|合作(?:推广|一下)|长期(?:出|收|低价)|招代理|被(?:买家|客户).{0,4}投诉|我是?卖卡|收卡|出售|想找你们平台|代理价|有需要的|诚招"
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
    "[0-9](?:块|元)|[¥￥][0-9]|[0-9]月[0-9]|[昨前]天|到现在|[0-9一二两三四五六七八九十]天了|说好|订单号"
)


def _is_no_complaint(words: str) -> bool:
    """A greeting, praise, a question in general, or a seller's offer."""
    if _SELLING.search(words) and _BOUGHT.search(words) and (_CHEATED.search(words) or demand(words, 0)):
        return False
    if _SELLING.search(words) or _ONLY_ASKING.search(words):
        return (
            not re.search("(?:没到|拉黑|不发货)[^?？吗]*$", words) or _ONLY_ASKING.search(words) is not None
        )
    troubled = _STORY.search(words) or (
        _BOUGHT.search(words) and any(trouble.search(words) for _, trouble in _SCENARIOS)
    )
    asked = _ASKING.search(words) and not _PARTICULARS.search(words)
    return not troubled and bool(asked or _FRIENDLY.search(words))


# Whose words -----------------------------------------------------------------------------------------------

_OPEN, _CLOSE, _INSIDE = '[“「『"]', '[”」』"]', '[^“”「」『』"]'
_SPEAKER: Final = "(?:专员|机器人|店小二|业务员|中介|号主|对面|老板娘|人家|客服(?:小妹|小哥|小姐姐|小[王张李]|主管|回复)?|商家|卖家|对方|老板|店主|店家|站长|主管|上家|掌柜|号商|平台|售后|技术|群主|卖方|商户|[他她](?:们)?|理由(?:写的)?是|上面)"
_SAY: Final = "(?:就(?:只)?(?:知道|会)?|仅|只会|每次都|又|先|后来|最后|昨天|今天|中午|还|都是那句|直接|一直|天天|老是|总是|咬死|坚持|硬|承认[^，。]{0,12}，?但|改口[^，。]*)*(?:电话里)?(?:在电话里)?(?:骂我，?)?(?:(?<![来回退找收返取召])(?<!自动)回(?!来|到|去|家|款|应)复?(?:我(?=说))?[称说]?|答复|说|(?<![昵名])称|甩(?:了|我|给我)?(?:一)?句|(?<!电)话(?!费)|讲|表示|回我|告诉我|狡辩|推脱说?|扔下一句|丢下一句|坚称|让我|叫我|解释|回应|辩称|声称|忽悠说?|糊弄说?|搪塞说?|回应|反馈|告知|咬定|都是|[让叫](?=再|等|联系|去|重新|自己))"
_QUOTED_WORDS: Final = re.compile(
    rf"(?P<who>{_SPEAKER})?[^，。！!？?\n“「『\"]{{0,8}}(?:[，：: ]|问就是|那句|一句|说|称|复|是|道|为)?{_OPEN}(?P<said>{_INSIDE}{{2,60}}){_CLOSE}"
)
_REPLIED: Final = re.compile(
    rf"(?P<who>{_SPEAKER})(?!页面|详情|介绍|主页)[^，。！!？?：: \n“”]{{0,6}}?{_SAY}(?:(?<=[回复诉知句讲])我(?!们|自己|的|没|操)|了|道|的是|是因为)?(?:[一二两三四五六]个字)?[：: ]{{0,2}}(?!{_SPEAKER}|[说讲])(?P<said>[^，,。！!？?；;\n“”「」\" ]{{2,40}})"
)
_LINES: Final = re.compile(
    "(?:(?:^|\n|[；;。，,])(?:商家|卖家|店主|老板|店家)(?:回复|答复|回我?)?|(?:^|[^\\w：:])(?:客服|催?发?货?只?有?机器人)(?:只会)?(?:回复|答复|回我?)?|(?:客服|商家|卖家|店主|平台|对方)的?(?:说法|解释|答复|回应|回复|理由|原话)(?:就?是|为)[：:]?)"
    "(?<=[：:是为复我家主板服人])[：:]?(?P<said>(?<=[：:是为])[^，。！!？?\n]{2,40}?)(?=[，。！!？?\n]| [^\\w ]| [^ ]{1,6}[：:]|$)"
)
_FLUNG: Final = re.compile(
    '(?:一句话[：:]|甩|丢|扔|回|发来|来)(?:了|给|过来?|来)?我?(?:了)?一?(?:句|[段条串])(?:话|消息|语音|文字)?[：: ]?(?P<said>[^，,。！!？?；;\n“”「」" ]{2,30})'
)
_ASKED: Final = re.compile(
    '(?:(?:昨天|今天|刚才|后来|最后|直接)+回(?:了|我|复)+(?:说|一?句)?|(?:问|催)(?:了|就|他|客服)?(?:[几好多两三]+次)?(?:都说|只说|就是|就说|说|了说|说是)|[丢甩发]给?我[^，。“]{1,8}说)[：: ]?(?P<said>[^，,。！!？?；;\n“”「」"]{2,30})'
)
_UNNAMED: Final = re.compile(
    "(?:下单后|付款后|[，,了！! 号钱]|再[找问催]|现在|一会儿?|[0-9一二三四]个字)(?:就|还|只|都|只会|推脱)?(?:[让叫]我(?!支付宝|微信|直接|转|加|付|扫|私|先|再|怎么|很|感|损|亏|们|找)|说(?!好|是(?!我)|明(?!天)|实|真|白|起|到(?!点|账|货|期)|不定)|[：:](?!.{0,3}[：:]))(?P<said>[^，,。！!？?；;\n“”「」： ]{2,30})"
)
_BEFORE_SALE: Final = re.compile(
    "[一二两三四五六七0-9]+天内?(?:送|发|到|激活|搞定)|(?<!过了)质保|包赔|小时(?:发|到|出)|包人脸|个G|一年|全新|扣?手续费|小时(?:之|以)?内|秒发|小时内|永久|加(?:微信|QQ|我|[vV])|解冻费|再交|分钟|先款|后发$|^我是骗子|找(?:商家|平台|卖家|运营商)|^联系店主|平台要手续费|一定发|上门|微信便宜|发货前(?!都)|(?:可以|能|给你)便宜|正品|全新|^好的?$|先付|^站内|手续费"
)
_NOT_SAID: Final = re.compile(
    "^[A-Za-z0-9_-]+[）)]?$|^啥|一定(?:给|弄|会|发|到)|^一个.{1,3}就|^(?:好的?|话|明(?!天)|是$|法|实话|不定|白了|起|到(?!点|账|货|期)|是[^我你他]{0,2}$|不退不换.{0,3}有效|我是自己(?=$))|^(?:号(?!码|被|有|已|是)|费)|^(?:发货|退款|全额退款|承诺)$"
)
_NAMED: Final = re.compile(
    "(?:上家|货源|叫|名称?是?|昵称|商家|卖家|店铺|平台|在|于|网站|购买|买|商品|(?<!永远)(?<!就)(?<!都)(?<!总)(?<!一直)是)[：: ]?$"
)


def contact_said(words: str) -> Heard[Value] | None:
    """What the other side said once there was trouble, without quotes; sure only when quoted and alone."""
    names = (seller.value,) if (seller := merchant(words)) else ()
    for name in names:
        words = re.sub(f"[“「]?{re.escape(name)}[”」]?(?=[说让回称就])", "", words)
    quoted = [
        m["said"] for m in _QUOTED_WORDS.finditer(words) if _speaks(m, words) and m["said"] not in names
    ]
    if quoted:
        named = [m for m in _QUOTED_WORDS.finditer(words) if m["who"]]
        return Heard(_bare(quoted[-1]), sure=len(quoted) == len(named) == 1)
    for pattern in (_LINES, _REPLIED, _FLUNG, _ASKED, _UNNAMED):
        lines = [_bare(m["said"]) for m in pattern.finditer(words) if not _silent(m["said"])]
        lines = [line for line in lines if line not in names]
        if lines:
            return Heard(lines[-1], sure=False)
    return None


def _speaks(match: re.Match[str], words: str) -> bool:
    head = words[max(0, match.start("said") - 9) : match.start("said") - 1]
    speaker = match["who"] or re.search(
        f"{_SPEAKER}[^。！!？?\n]{{0,14}}$|(?:说|回复?|称|答复|理由(?:写的)?[是为]?|原话是?|个字|那句|一句|问就是)[：:，]?$",
        head,
    )
    if re.search("(?:提示|显示|输|写着|页面)[^，。]{0,4}$", head):
        return False
    named = _NAMED.search(head) and not re.search("(?:说|回复|理由(?:写的)?是|原话就?是)[^，。]{0,3}$", head)
    return bool(speaker) and not named and not _silent(match["said"])


def _silent(said: str) -> bool:
    return bool(_BEFORE_SALE.search(said) or _NOT_SAID.search(said))


def _bare(said: str) -> str:
    return re.sub(
        "^(?:是说|那就是|让(?=等))|[。，！!~～ ]+$|(?<=..)(?:[叫让]我等|等到(?:今|现)|我就|气死|那你挂|我没).*$",
        "",
        said.strip(),
    )


def _told_by_buyer(words: str) -> str:
    """The story without what the other side said."""
    words = re.sub(
        f"(?<!提示)(?<!显示)(?<!写着)(?<!弹出){_OPEN}(?!.{{0,12}}(?:卡|会员|码)){_INSIDE}{{4,60}}{_CLOSE}",
        "“”",
        words,
    )
    return re.sub(
        f"{_SPEAKER}(?:客服)?(?:又|就|先)?(?:说|回复|讲|话)(?!好)[^，,。！!？?；;\n “”「」【】]{{0,14}}",
        "他说",
        words,
    )


# What went wrong -------------------------------------------------------------------------------------------

_SCENARIOS: Final[_Table] = tuple(
    (name, re.compile("|".join(rows)))
    for name, rows in (
        (
            "vanished",
            (
                "(?:商品|链接|宝贝)[^，。]{0,4}下架|转完[^，。]{0,5}不[回理]|拉黑|删了我|看不了(?=了)|人[也都]?没影|被[^，。]{0,3}删了?好友|删了?(?:我)?好友|电话[^，。]{0,3}停机|把我(?:微信|好友)?删|失联|联系不上",
                "找不到人(?!工)|人[也就]?(?:找不到|没了|跑了|不见|消失)|老板跑|跑路|(?:频道|店铺?|网站|人|微信|QQ)(?:全|都|也|就)*没了|查无此人",
                "消失|404|人间蒸发|空号|卷钱|黑了我|不见了|倒闭|关门|店铺?也?(?:关了|没了|搜不到|找不到)|店铺搜不到|(?:网站|网页|平台).{0,6}打不开",
                "域名已?过期|(?:QQ)?群也?(?:解散|没了)|踢出群|退群了|被踢|注销|玩失踪|消失|关机|就不理我|卷款",
            ),
        ),
        (
            "stonewalled",
            (
                "踢皮球|换着[^，。]{0,4}(?:拖|骗|忽悠)|今天说.{1,10}明天说|一再拖|来回(?:推|踢|跑)|找客服[^，。]{0,3}让[^，。]{0,4}找|提一次关|工单[^。]{0,20}关[闭掉]|转专员|不归[他她我]们?管",
                "工单[^，。]{0,8}关(?:掉|闭)|踢来踢去|推诿|推给|没一个管|一会儿?说.*一会儿?说|一拖再拖|拖了又拖|互相|打太极|敷衍|各种(?:理由|借口)",
                "反复(?:拖|推)|推来推去|互相推|一直拖(?!着)|扯皮|扯了|来来回回|无限循环|(?:不支持|没法|不给)提现|提现一直|先让我.*又让我",
                "又说.*(?:又|再)说?|商家说是平台|平台说是商家|不受理|售后不管|再后来让我找",
            ),
        ),
        (
            "not_as_described",
            (
                "不?生效|(?<!账)号没了",
                "(?:只|才|就)(?:来|到|给|收到?|发)了?(?![0-9一二三四五六七八九十百千]*(?:[张个份]|的卡))(?=[0-9一二三四五六七八九十百千半])",
                "踢(?:咗|出|掉|下)|(?:显示|提示)[^，。]{0,4}(?:已(?!发|到)|该|不|无|错|失败)|is invalid|冒牌|看不了(?!了)|用咗|原主|要人脸|别人的",
                "(?:发|给|充|到)(?:过)?(?:来|账)?的(?:[^，。]{0,3})(?:是|成)|被[^，。]{0,6}(?:绑|申诉)|申诉回|一?查就|共用|无效|乱码",
                "没(?:有)?效果|没用(?=[，。！ ]|$)|不起作用|美服|发错.{0,8}[服版区]|不匹配|用剩|撤销|(?:充|登|进|刷|绑|激活|兑换?|用)不[了上进]",
                "别人用|有效期就|无法(?:使用|核销|激活|兑换|登录)|不能(?:使用|激活|兑换)|余额[为是]0|余额不足|破解版|改(?:了)?密码|踢下|两个人用|别的号",
                "不认|格式不对|是坏|核销|盗版|停用|区域不|掉线|(?:到|只)[^，。]{0,4}一半|不好使|报错|识别不|共享号|后面.{0,6}没了|不能兑|用不成|进不去",
                "不是(?:官方|正版)|变成|降级|山寨|封了|被禁|版本不|(?:已|被|已被)(?:使用|兑换|绑定|用)|(?<![没未])用过|失效|过期",
                "(?:卡密|卡号|密码).{0,3}(?:错|不对)|不存在|激活(?:失败|不了)|未授权|登不上|打不开|兑换(?:失败|不了)|充值失败|假的|假码|伪造|不符",
                "不一样|只有.{0,3}(?:月|天|面值|[0-9])|就1年|(?:只|就)有(?!一句|自动|回复|客服|机器人)|试用|体验(?:卡|7)|7天体验|锁区",
                "(?:被|突然).{0,4}收回|掉了|被封|找回|日服|充不进|到期|带病毒|共享|货不对板|黑号|不适用|坏的|没激活成功|被刮过|被人用|重复激活|不能用|用不了",
                "空的|模糊|看不清|充到[^，。]{0,3}别|被[^，。]{0,4}(?:扣了|扣除|没收|兑走|人兑|领走|刷走)|(?:学生|教育|试用|体验)(?:体验|试用)?版|尚未激活|未激活|挂失|冻结|实(?:收|到|得)[0-9]|(?:仅|只)交付了?[0-9]|刷不出|余额(?:就|只)剩|顶下|掉回|充错[^，。]{0,3}[区服]|没法用|永久.{0,6}(?:掉|失)|描述.{0,4}不|被锁|少一位|少到|卡密错误|少了[0-9]|实际[为是发]|不对板|版本不|显示有效期",
            ),
        ),
        (
            "not_delivered",
            (
                "(?:没|未|不|没有|冇)(?:有)?(?:给我?)?(?:给(?=[，。！]|$)|发货|发(?!现|票)|到账?|收到|动静|反应|影|信儿?|开通|开(?=，)|货|人理|给我?发)",
                "备货|不能充|没看到|看不到|未曾|没(?:个)?影|没瞅|一个[^，。]{0,4}没见|没货|待发货|未履行|没兑现|未兑现|没交付|处理中|还是普通|少的那|少一|没消息",
                "没下文|石沉大海|迟迟|延期|发不发|什么都没|啥(?:都|也)没|还没|还是没有|拖到(?:现在|今天)|库存不足|都没有(?=[，。]|$)|未开通|缺货|少发",
                "少一张|(?:充|发)错|排队|排单|超时|一直待|没fh|号没给|没到|未到|发货就?慢|一直不给|就不发|要么发货|没充上|未收|已读不回",
            ),
        ),
    )
)

_MIXED: Final = re.compile(
    "^stonewalled|(?:只|才|就)(?:来|到|给|收到?|发)了?[0-9一二三四五六七八九十半]|^not_delivered:.*(?:发货了|发来|发的|收到了|输|激活|登录|兑换时|到手)|买错|不想要|给我退",
    re.DOTALL,
)
_GOT: Final = re.compile("给了(?:个|我|一)|发来|发的|收到|到手|用了|给的|给我开|输")
_BOUGHT: Final = re.compile("拿|买|付|下单|充了|拍|花了|冲了|转了")


def _likely(told: str) -> str | None:
    """Where something was bought and nothing known went wrong: whether anything came decides."""
    if _MINOR.search(told) or re.search("买错|不想要|后悔", told):
        return None
    if not (_BOUGHT.search(told) and re.search("[0-9一二三四五六七八九十百]", told)):
        return None
    return "not_as_described" if _GOT.search(told) else "not_delivered"


_LATE: Final = re.compile("还没|怎么还|等到现在|至今|到现在|拖到(?:现在|今天)|找不到人工|说延迟|整整[一二三]")


def scenario(told: str, words: str) -> Heard[Value] | None:
    """What kind of trouble it is, by what the buyer tells (stalling by all words); sure when it names no other."""
    names = [name for name, pattern in _SCENARIOS if pattern.search(words if name == "stonewalled" else told)]
    if not names:
        other = next((name for name, pattern in _SCENARIOS if pattern.search(words)), None)
        other = other or ("not_delivered" if _LATE.search(told) else None) or _likely(told)
        return Heard(other, sure=False) if other else None
    return Heard(names[0], sure=len(names) == 1 and not _MIXED.search(f"{names[0]}:{told}"))


# Yes or no -------------------------------------------------------------------------------------------------

_RESALE: Final = re.compile(
    "(?:二级|做.{0,3})分销|我的客户|给客人|开网吧|开网店|我是?(?:做|个)?(?:转卖|代理|分销|倒卖|批发)|本人是代理|做[^，。]{0,4}代理|代理价|下游|我(?:的)?客户|批发了|拿货|进货|上家|下游|做转卖|卖给客户|给客户|分销用|囤货|转手|代理商"
)
_NO_RESALE: Final = re.compile(
    "不是(?:代理|倒号|转卖|倒卖|工作室|做生意|二道|中间商|卖卡|分销)|(?:没有?|不)(?:做)?(?:转卖|倒卖)|自用|(?<!是我)(?<!说我)自己(?:用|玩)(?:的|游戏|，|。)|自己玩|也不是转卖"
)
_PRIVATE: Final = re.compile(
    "收款码[^，。]{0,4}扫|(?<!给我)发了?(?:他|她|对方|卖家|群主)?(?:个|了)?红包(?=[0-9])|往(?:他|她|对方|卖家|个人|群主)[^，。]{0,6}(?:支付宝|微信|卡|账户)[^，。]{0,4}(?:打|转|汇|存)|加了?[他她]?(?:的)?(?:微信|QQ|qq|V|v)[^，。]{0,2}(?:付|转|给)|(?:微信|支付宝|[vV]信|QQ|qq)(?:上)?(?:直接)?(?:转|发红包)|转给了?(?:他|她|卖家|老板|群主|对方|店主|一?个人)|红包(?:直接)?(?:发|转)给?[他她]|发(?:了)?红包给|直接转(?:账|给)|私下(?:转|付|交易|给)|个人(?:的)?(?:收款码|账户|支付宝|微信|银行卡|账号|号|二维码)|(?:转|打|汇)(?:到|了|给|进)?(?:他|她|卖家|老板|对方|店主|号商)(?:的)?(?:个人)?(?:支付宝|微信|银行卡|卡|账)|一个人的银行卡|QQ转账|支付宝转给|发(?:我|的)(?:个人)?收款码|转他|扫[的了]?(?:他|卖家|老板).{0,4}(?:码)"
)
_NO_PRIVATE: Final = re.compile(
    "没有?(?:私下|私自|线下)|(?:不是|并非)私下|都是[在走]平台|走(?:的)?平台(?:付|担保)|平台(?:内|里)(?:付|支付|下单)|就在网站付|没加微信"
)
_YOUNG: Final = "(?:[5-9]|1[0-7]|[五六七八九十]|十[一二三四五六七])(?:周)?岁"
_CHILD: Final = (
    "(?:儿子|女儿|闺女|孩子|侄子|侄女|外甥|表[弟妹]|我弟|我妹|堂[弟妹]|弟弟|妹妹|娃|小孩|孙子|孙女)"
)
_MINOR: Final = re.compile(
    rf"{_CHILD}[^。！!？?\n]{{0,24}}(?<![0-9一二三四五六七八九十百]){_YOUNG}|我(?:是个?|才|还在?(?:上|读)?|上|读)?(?:小学|初中|高中|初[一二三]|高[一二])(?!毕业)|我今年(?:[5-9]|1[0-7])(?=[，。了 ])|我(?:今年|才|刚)?(?<![0-9一二三四五六七八九十百]){_YOUNG}|(?<!不是)(?<!是不是)(?:还)?未成年(?!吗)|{_CHILD}[^。！!？?\n]{{0,10}}(?:小学|初中|高中生|[一二三四五六]年级|初[一二三]|高[一二])|(?<![0-9一二三四五六七八九十百]){_YOUNG}[^。]{{0,6}}(?:偷|拿我|用我)"
)
_FOR_CHILD: Final = re.compile(f"给(?:我|她|他)?{_CHILD}[^，。]{{0,8}}买|不是(?:小)?孩")
_NO_MINOR: Final = re.compile(
    "(?:不是|并非|非)(?:未成年|小孩|孩子)|我(?:已经?)?成年了|我(?:已经)?是成年|今年(?:1[89]|[2-9][0-9])(?=[，。岁了 ])|成年人|已(?:经)?成年|(?<![了给转欠赔])我(?:今年)?(?:1[89]|[2-9][0-9])(?:岁|了(?!我))"
)


def _stated(words: str, yes: re.Pattern[str], no: re.Pattern[str]) -> Heard[Value] | None:
    """What is said either way; a denial wins over the words it denies."""
    if no.search(words):
        return Heard(False, sure=True)
    return Heard(True, sure=True) if yes.search(words) else None
