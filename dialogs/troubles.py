"""What kind of trouble a story tells of: nothing came, not what was agreed, put off and off, or nobody there."""

import re
from typing import Final, TypeAlias

from dialogs.mentions import Heard

_Table: TypeAlias = tuple[tuple[str, re.Pattern[str]], ...]
SCENARIOS: Final[_Table] = tuple(
    (name, re.compile("|".join(rows)))
    for name, rows in (
        (
            "vanished",
            (
                "店[^。]{0,14}搜不到|(?:商品|链接|宝贝)[^，。]{0,4}下架|红色感叹号|(?:网站|网页|平台|网址)[^，。]{0,14}(?:进不去|空白)|空白页|转完[^，。]{0,5}不[回理]|拉黑|删了我|看不了(?=了)|人[也都]?没影|被[^，。]{0,3}删了?好友|删了?(?:我)?好友|电话[^，。]{0,3}停机|把[我她他妈爸们]{1,3}(?:的)?(?:微信|好友)?(?:也|给|都)?(?:删|拉黑|屏蔽)|失联|联系不上",
                "找不到人(?!工)|人[也就]?(?:找不到|没了|跑了|不见|消失)|老板跑|跑路|(?:频道|店铺?|网站|人|微信|QQ)(?:全|都|也|就)*没了|查无此人",
                "消失|404|人间蒸发|空号|卷钱|黑了我|不见了|倒闭|关门|店铺?也?(?:关了|没了|搜不到|找不到)|店铺搜不到|(?:网站|网页|平台|网址)[^，。]{0,14}打不开",
                "域名已?过期|(?:QQ)?群也?(?:解散|没了)|踢出群|退群了|被踢(?![出下]来|下线|出去|号)|注销|玩失踪|消失|关机|就不理我|卷款",
            ),
        ),
        (
            "stonewalled",
            (
                "踢皮球|换着[^，。]{0,4}(?:拖|骗|忽悠)|今天说.{1,10}明天说|一再拖|(?:先|一开始)[^，。]{0,5}说[^。]*(?:然后|后来|又)[^，。]{0,4}说[^。]*(?:再|又|后来|最后)[^，。]{0,6}说|[踢推]给[^，。]{1,6}[，,][^，。]{1,6}[踢推]给|来回(?:推|踢|跑|折腾|扯)|(?:让[^，。]{1,8}[，,][^。]*){3}让|找客服[^，。]{0,3}让[^，。]{0,4}找|提一次关|工单[^。]{0,20}关[闭掉]|转专员|不归[他她我]们?管",
                "工单[^，。]{0,8}关(?:掉|闭)|([^来去])来\\1去(?=[^，。]{0,4}(?:没|不|的|[，。 ]|$))|推诿|没(?:有)?(?:一个)?人(?:管(?!控)|负责|给解决)|自动关闭|如此循环|推给|没一个管|一会儿?说.*一会儿?说|一会儿?[让叫要].*一会儿?[让叫要]|一拖再拖|拖了又拖|互相|打太极|敷衍|各种(?:理由|借口)",
                "反复(?:拖|推)|推来推去|互相推|一直拖(?!着)|扯皮|扯了|来来回回|无限循环|(?:不支持|没法|不给)提现|提现一直|先让我.*又让我",
                "又说.*(?:又|再)说?|商家说是平台|平台说是商家|不受理|售后不管|再后来让我找",
            ),
        ),
        (
            "not_as_described",
            (
                "查无此卡|达上限|是假|封停|封禁|封号|改密|failed|locked|是重复|被人?卖|(?<!订单)(?<!单子)(?<!订单直接)被(?:取消|撤销|回收)|removed|kicked|already (?:used|redeemed)|(?:not|n.t) work|expired|banned|密码[^，。]{0,6}改|余额[是为：:]*0|区域?限制|不能[^，。]{0,5}激活|不?生效|(?<!账)号没了|(?:会员|权益|皮肤|装备)(?:就|也|又|突然|自己)?没了",
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
                "(?<![做想找办得看])(?:没|未|不(?!到(?!账))|没有|冇)(?:有)?(?:给我?)?(?:给(?=[，。！]|$)|发货|发(?!现|票)|到账?|收到|动静|反应|影|音讯|音信|信儿?|开通|(?<=没)开(?=[，。 ]|$)|开(?=，)|货|人理|给我?发)",
                "备货|不能充|没看到|看不到|未曾|没(?:个)?影|没瞅|一个[^，。]{0,4}没见|没货|待发货|未履行|没兑现|未兑现|没交付|处理中|还是普通|少的那|少一|没消息",
                "没下文|石沉大海|失败[0-9]+[笔单]|[0-9]+[笔单]失败|杳无|空空如也|迟迟|延期|发不发|什么都没|啥(?:都|也)没|还没|还是没有|拖到(?:现在|今天)|库存不足|都没有(?=[，。]|$)|未开通|缺货|少发",
                "少一张|(?:充|发)错|排队|排单|超时|一直待|没fh|号没给|没到|未到|发货就?慢|一直不给|就不发|要么发货|没充上|未收|已读不回",
            ),
        ),
    )
)

_MIXED: Final = re.compile(
    "^vanished:.*404|^stonewalled|(?:只|才|就)(?:来|到|给|收到?|发)了?[0-9一二三四五六七八九十半]|^not_delivered:.*(?:发货了|发来|发的|收到了|输|激活|登录|兑换时|到手)|买错|不想要|给我退",
    re.DOTALL,
)
# What came is told of with its fault; and words of something having come at all.
_FAULTY: Final = re.compile(
    "(?:码|卡密|序列号|[卡账]号|号|密钥|链接|券)[^，。没未]{0,6}(?:早|已?被(?:人)?(?:取消|撤销|卖|用|兑|绑)|已被|作废|重复|错|无效|锁|少一|过期|空)|(?:开|充|发|换|给)[^，。没]{0,3}(?:成|到|给)了?[^，。]{0,3}(?:别|另|其他|错|[^，。]{0,8}版|[^，。]{0,6}会员)|(?:充|发|开)(?:到|给)[^，。]{0,14}(?:别人|那去|那里去|别的|另一)|不够数|[发给](?:了|来|过来|我)+一?[个张](?![^，。]{0,10}(?:截图|表情|链接|狗头|消息|话|微笑|笑脸|红包|图片|说法|答复))[^，。没]{2,}|(?:登上去|上去|到号上|打开|点开)?一看[^，。没]{0,3}是|登上去[^，。没]{0,10}是|数量不对|根本不是|余额[为是]?[零0]|[每各]张?只能|只能用|少的(?:部分|那)|给开了|(?:绑卡|扫码|登录|兑换|激活|核销|到店)[^，。没]{0,4}(?:显示|提示|说)"
)
_GOT: Final = re.compile(
    f"{_FAULTY.pattern}|(?:兑换?|激活|绑定|登录?|刷|核销|开通)后|刮开|用到|登上去|扫不|扫码[^，。]{{0,4}}(?:无|不)|进去是|[只才]到了?(?![0-9一二三四五六七八九十]+[张份个])[0-9一二三四五]|充了[0-9]+到了?[0-9]|结果[^，。]{{0,6}}(?:只有|里有)|少了[0-9一二两三]|少[一二两三]位|给了(?:个|我|一)|发来|发的|收到|到手|用了|给的|给我开|输"
)
BOUGHT: Final = re.compile("交了|拿|买|付|下单|充了|拍|花了|冲了|转了")


def _likely(told: str, by_minor: bool) -> str | None:
    """Where something was bought and nothing known went wrong: whether anything came decides."""
    if re.search("买错|不想要|后悔", told):
        return None
    if _FAULTY.search(told):
        return "not_as_described"
    if by_minor:
        return None
    if not (BOUGHT.search(told) and re.search("[0-9一二三四五六七八九十百]", told)):
        return None
    return "not_as_described" if _GOT.search(told) else "not_delivered"


# Words that say outright that it did not come; others are said of anything that is missing.
_NOTHING_CAME: Final = re.compile(
    "(?:没|未|不|没有|冇|还没)(?:给我?)?(?:到|发(?!现)|收|开通|充|看到|兑现|交付)|处理中|待发|备货|排[队单]|缺货|没货|库存|下文|什么都没|啥(?:都|也)没|至今|迟迟|已读"
)
# The buyer took the wrong thing: nothing went wrong on the other side.
_MISTAKEN: Final = re.compile(
    "(?:我|^|[，。 ])[买拍点下]错(?!.{0,6}发)|[拍买]成了?(?!功|交)[^，。]{1,6}[，。]"
)
_LATE: Final = re.compile("还没|怎么还|等到现在|至今|到现在|拖到(?:现在|今天)|找不到人工|说延迟|整整[一二三]")


def scenario(told: str, words: str, by_minor: bool = False) -> Heard[str] | None:
    """What kind of trouble it is, by what the buyer tells (stalling by all words); sure when it names no other."""
    names = [name for name, pattern in SCENARIOS if pattern.search(words if name == "stonewalled" else told)]
    if _MISTAKEN.search(told) and "vanished" not in names:
        return None
    if names == ["not_delivered"] and _GOT.search(told) and not _NOTHING_CAME.search(told):
        return Heard("not_as_described", sure=False)
    if not names:
        other = next((name for name, pattern in SCENARIOS if pattern.search(words)), None)
        other = other or ("not_delivered" if _LATE.search(told) else None) or _likely(told, by_minor)
        return Heard(other, sure=False) if other else None
    return Heard(names[0], sure=len(names) == 1 and not by_minor and _is_plain(names[0], told))


# Said of one who does not answer, which may mean more than it says.
_SILENT: Final = re.compile("不[回接理]|没人(?:应|回|接|理)|打不通|联系不|装死|[一半]半|分[两几]次")


# Said of what is not there at all.
_MISSING: Final = re.compile("(?:没|未)(?:给|能)?(?:到|发|收|开通)|里没|没有(?=[，。 ]|$)")


# What came is of no use, said outright.
_NO_USE: Final = re.compile(
    "无效|失效|过期|(?:被|已)(?:人)?(?:使用|用|兑换|绑定)|登不上|打不开|用不了|不能用|激活不了|兑换?不了|激活失败|找回|封了"
)


def _is_plain(name: str, told: str) -> bool:
    """Whether the story leaves no second reading of what went wrong."""
    if not BOUGHT.search(told) or re.search("[拍买充]错|[拍买]成", told):
        return False
    if _MIXED.search(f"{name}:{told}"):
        return False
    useless = name == "not_as_described" and _NO_USE.search(told) is not None
    if name != "vanished" and not useless and _SILENT.search(told):
        return False
    if name == "not_as_described":
        return bool(useless or _GOT.search(told)) and not _MISSING.search(told)
    return name != "not_delivered" or bool(_NOTHING_CAME.search(told) and not _GOT.search(told))
