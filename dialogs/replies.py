"""What the other side said once there was trouble, and the story without its words."""

import re
from typing import Final

from dialogs.mentions import Heard

_OPEN, _CLOSE, _INSIDE = '[“「『"]', '[”」』"]', '[^“”「」『』"]'
_SPEAKER: Final = "(?:(?:客服)?小(?:姑娘|伙子|姐姐|哥哥?|妹|[王张李周陈刘赵吴杨黄])(?=[说讲回称跟接])|专员|机器人|店小二|业务员|中介|号主|对面|老板娘|人家|客服(?:小妹|小哥|小姐姐|小[王张李]|主管|回复)?|商家|卖家|对方|老板|店主|店家|站长|主管|上家|掌柜|号商|平台|售后|技术|群主|卖方|商户|[他她](?:们)?|理由(?:写的)?是|上面|(?:该|这家?)店铺?|店铺|那[边头]|财务|号铺|供货[商方]|供应商|(?:业务)?经理)"
_SAY: Final = "(?:就(?:只)?(?:知道|会)?|仅|只会|每次都|又|先|后来|最后|昨天|今天|中午|还|都是那句|直接|一直|天天|老是|总是|咬死|坚持|硬|承认[^，。]{0,12}，?但|改口[^，。]*)*(?:电话里)?(?:在电话里)?(?:骂我，?)?(?:(?<![来回退找收返取召])(?<!自动)回(?!消息|信息|来|到|去|家|款|应)复?(?:我(?=说))?[称说]?|答复|说|(?<![昵名])称|甩(?:了|我|给我)?(?:一)?句|(?<!电)话(?!费)|讲|表示|回我|告诉我|狡辩|推脱说?|扔下一句|丢下一句|坚称|让我|叫我|解释|回应|辩称|声称|忽悠说?|糊弄说?|搪塞说?|回应|反馈| ?said|告知|强调|咬定|[答复回]?曰|都是|要求?(?=我|提供|孩子|等)|[让叫](?=再|等|联系|去|重新|自己))"
_QUOTED_WORDS: Final = re.compile(
    rf"(?P<who>{_SPEAKER})?[^，。！!？?\n“「『\"]{{0,8}}(?:[，：: ]|问就是|那句|一句|说|称|复|是|道|为)?{_OPEN}(?P<said>{_INSIDE}{{2,60}}){_CLOSE}"
)
_REPLIED: Final = re.compile(
    rf"(?P<who>{_SPEAKER})(?!页面|详情|介绍|主页)[^，。！!？?：: \n“”]{{0,6}}?{_SAY}(?:(?<=[回复诉知句讲])我(?!们|自己|的|没|操)|了|道|的是|是因为)?(?:[一二两三四五六俩仨]个?字)?[：: ]{{0,2}}(?!{_SPEAKER}(?:又|就|也|跟我)?[说讲回称]|复?称|[说讲：:])(?P<said>(?:(?!(?<!跟)(?<!找)(?<!联系){_SPEAKER}(?:跟我|又|就|都)?[说称讲])[^，,。！!？?；;\n“”「」\" ]){{2,40}})"
)
_LINES: Final = re.compile(
    "(?:(?:^|\n|[；;。，, ])(?:商家|卖家|店主|老板|店家|站长|店长|掌柜|群主|对面|对方|人家|供货方|号主|客|[他她])(?:们)?(?:就|又|只|直接)?(?:回复|答复|答|回我?)?|(?:^|[^\\w：:])(?:客服|催?发?货?只?有?机器人)(?:只会)?(?:回复|答复|回我?)?|(?:客服|商家|卖家|店主|平台|对方)的?(?:说法|解释|答复|回应|回复|理由|原话)(?:就?是|为)[：:]?)"
    "(?<=[：:是为复我家主板服人长柜面方他她们客答])[：:]?(?P<said>(?<=[：:是为])[^，。！!？?\n]{2,40}?)(?=[，。！!？?\n]| [^\\w ]| [^ ]{1,6}[：:]|$)"
)
_FLUNG: Final = re.compile(
    '(?:一句话[：:]|甩|丢|扔|回|发来|来)(?:了|给|过来?|来)?我?(?:了)?一?(?:句|[段条串])(?:话|消息|语音|文字)?[：: ]?(?P<said>[^，,。！!？?；;\n“”「」" ]{2,30})'
)
_ASKED: Final = re.compile(
    '(?:(?:昨天|今天|刚才|后来|最后|直接)+回(?:了|我|复)+(?:说|一?句)?|(?:问|催)(?:了|就|他|客服)?(?:[几好多两三]+次)?(?:都说|只说|就是|就说|说|了说|说是)|[丢甩发]给?我[^，。“]{1,8}说)[：: ]?(?P<said>[^，,。！!？?；;\n“”「」"]{2,30})'
)
_UNNAMED: Final = re.compile(
    "(?:下单后|付款后|[，,了！! 号钱]|联系[^，。]{2,8}，|再[找问催]|现在|一会儿?|[0-9一二两三四五六俩仨]个?字)(?:就|还|只|都|只会|推脱)?(?:[让叫]我(?!支付宝|微信|直接|转|加|付|扫|私|先|再|走|怎么|很|感|损|亏|们|找)|(?<![昵名])称|说(?!好|是(?!我)|明(?!天)|实|真|白|起|到(?!点|账|货|期)|不定)|[：:](?!.{0,3}[：:]))(?P<said>[^，,。！!？?；;\n“”「」： ]{2,30})"
)
# A refusal with its ground: 以……为由.
_GROUND: Final = re.compile(
    f"(?<!官方)以{_OPEN}(?P<said>{_INSIDE}{{2,30}}?){_CLOSE}(?:为由|为理由|的理由|为借口)"
)
# Said once more, in a clause that names nobody.
_AGAIN: Final = re.compile(
    r"(?:^|[，,。！!；; \n])(?!我|再?加)[^，,。！!？?我写买 \n]{0,6}(?:又|就|都|却|反而|竟然?|只|还|一直|老是?|总是?|非|完|改口|(?<=问)了|(?<=催)了)(?:只会|改口)?(?:说|回|称|(?<=[问催]了)[让叫]|[让叫]我(?!转|加|付|走|扫|先|很|感|再|微信|支付|们|损|亏))(?:我(?=[是自]))?(?!个|好|明|实|白|起|要|能|不定|了|到(?:点|账|货|期))[：: ]?(?P<said>[^，,。！!？?；;\n“”「」 ]{2,30})"
)
# A clause that opens with a word of answering.
_ANSWERED: Final = re.compile(
    "(?<=[，,。；;])(?:其|对方)?(?:仅|只|则|遂|均|并|最后|后来|反而|一直|始终)?(?:被?告知|答复|回复|回应|表示|解释|声称|辩称|称)(?:我|本人|说)?[：:]?(?P<said>[^，,。！!？?；;\\n“”「」 ]{3,30})"
)
# What was said to bring about the deal: next the buyer pays.
_TALKED_INTO: Final = re.compile(
    "[，,。 ]*(?:于是|所以)?我[^，。]{0,6}(?:就|才|便|信了)[^，。]{0,10}(?:转|付|买|拍|下单|打了|扫|信)"
)
_BEFORE_SALE: Final = re.compile(
    "[一二两三四五六七0-9]+天内?(?:送|发|到|激活|搞定)|(?<!过了)质保|包赔|小时(?:发|到|出)|包人脸|个G|一年|全新|扣?手续费|小时(?:之|以)?内|秒发|小时内|永久|加(?:微信|QQ|我|[vV])|解冻费|再交|分钟|先款|后发$|^我是骗子|找(?:商家|平台|卖家|运营商)|^联系店主|平台要手续费|一定发|上门|微信便宜|发货前(?!都)|(?:可以|能|给你)便宜|正品|全新|^好的?$|先付|^站内|手续费"
)
_NOT_SAID: Final = re.compile(
    "^复?称?$|^(?:兑换码|卡密|账号|链接|激活码|密码)$|^(?:打款|转账)|^走|^别在|^后[面来]|不回了|^我[要想不]|^消息|^(?:哈|呵)+$|^[A-Za-z0-9_-]+[）)]?$|^啥|一定(?:给|弄|会|发|到)|^一个.{1,3}就|^(?:好的?|话|明(?!天)|是$|法|实话|不定|白了|起|到(?!点|账|货|期)|是[^我你他]{0,2}$|不退不换.{0,3}有效|我是自己(?=$))|^(?:号(?!码|被|有|已|是)|费)|^(?:发货|退款|全额退款|承诺)$"
)
_NAMED: Final = re.compile(
    "(?:上家|货源|叫|名称?是?|昵称|商家|卖家|店铺|平台|在|于|网站|购买|买|商品|(?<!永远)(?<!就)(?<!都)(?<!总)(?<!一直)是)[：: ]?$"
)


def contact_said(words: str, names: tuple[str, ...] = ()) -> Heard[str] | None:
    """What the other side said once there was trouble, without quotes; sure only when quoted and alone.

    `names` are those of the platform and the merchant, who may be the ones that speak.
    """
    words = _by_role(words, names)
    quoted = [
        m["said"] for m in _QUOTED_WORDS.finditer(words) if _speaks(m, words) and m["said"] not in names
    ]
    if quoted:
        named = [m for m in _QUOTED_WORDS.finditer(words) if m["who"]]
        return Heard(quoted[-1].strip("。，！!~～ "), sure=len(quoted) == len(named) == 1)
    for patterns in ((_GROUND,), (_LINES,), (_REPLIED, _AGAIN, _ANSWERED), (_FLUNG,), (_ASKED,), (_UNNAMED,)):
        found = [match for pattern in patterns for match in pattern.finditer(words)]
        lines = [
            _bare(match["said"])
            for match in sorted(found, key=lambda match: match.start("said"))
            if not _silent(match["said"]) and not _TALKED_INTO.match(words, match.end("said"))
        ]
        lines = [line for line in lines if line not in names]
        if lines:
            return Heard(lines[-1], sure=False)
    return None


# A woman of the family, who then is the one that is meant.
_HER: Final = re.compile(
    "(?:女朋友|女友|老婆|我妈|妈妈|母亲|女儿|闺女|我姐|我妹|奶奶|外婆|姥姥)(?!.*(?:小姐姐|小姑娘|女的|老板娘|女(?:卖家|客服)))"
)


def _by_role(words: str, names: tuple[str, ...]) -> str:
    """The words with whoever speaks called 商家, when called by a name or the beginning of one."""
    if _HER.search(words):
        words = re.sub("她(?=[^，。]{0,2}[说讲])", "家人", words)
    for name in names:
        short = f"{re.escape(name[:2])}(?:{re.escape(name[2:])})?"
        words = re.sub(
            f"(?<=[，,。！!；; \n“「]){short}[”」]?(?:那边|的人)?(?=[说让回称就告])", "商家", words
        )
        words = re.sub(f"[“「]?{re.escape(name)}[”」]?(?=[说让回称就])", "", words)
    return words


def _speaks(match: re.Match[str], words: str) -> bool:
    head = words[max(0, match.start("said") - 9) : match.start("said") - 1]
    speaker = match["who"] or re.search(
        f"{_SPEAKER}[^。！!？?\n]{{0,14}}$|(?:说|回复?|称|答复|理由(?:写的)?[是为]?|原话是?|个字|那句|一句|问就是|都是|永远是|只会)[：:，]?$",
        head,
    )
    if re.search("(?:提示|显示|输|写着|页面)[^，。]{0,4}$", head):
        return False
    if _HANDED.search(head):
        return False
    named = _NAMED.search(head) and not re.search("(?:说|回复|理由(?:写的)?是|原话就?是)[^，。]{0,3}$", head)
    early = _BEFORE_SALE.search(match["said"]) and not (
        match["who"] and _TROUBLED.search(words, 0, match.start())
    )
    return bool(speaker) and not named and not early and not _NOT_SAID.search(match["said"])


# What is quoted after these was handed over, not said; and what shows that the trouble has begun.
_HANDED: Final = re.compile("(?:[给开发送充换][了到成]|[个张])[^，。说回称话讲字]{0,4}$")
_TROUBLED: Final = re.compile("没|不|失效|找回|问|联系|催|提示|显示|错|封|被")


_REFUSING: Final = re.compile("(?:已|超)过|不(?:能|予|再|给|支持|退(?!不换))|无法|没法")


def _silent(said: str) -> bool:
    early = _BEFORE_SALE.search(said) and not _REFUSING.search(said)
    return bool(early or _NOT_SAID.search(said))


def _bare(said: str) -> str:
    return re.sub(
        "^(?:是说|那就是|让(?=等))|[。，！!~～ ]+$|(?<=..)(?:[叫让]我等|等到(?:今|现)|我就|气死|那你挂|我没).*$",
        "",
        said.strip(),
    )


# What became of a promise, told in one breath with it.
_AFTER: Final = "到现在|到今天|到如今|现在还|至今|结果|可是"


def told_by_buyer(words: str) -> str:
    """The story without what the other side said."""
    words = re.sub(
        f"(?<!提示)(?<!显示)(?<!写着)(?<!弹出){_OPEN}(?!.{{0,12}}(?:卡|会员|码)){_INSIDE}{{4,60}}{_CLOSE}",
        "“”",
        words,
    )
    words = re.sub(
        f"(?<=[，,。])(?:又|就|都|还|却|后来)*说(?!好|明|实|是|不定|[^，。]{{0,6}}(?:已|被|无效))(?:(?!{_AFTER})[^，,。！!？?\n])*",
        "他说",
        words,
    )
    return re.sub(
        f"{_SPEAKER}(?:客服)?(?:又|就|先)?(?:说|回复|讲|话)(?!好)(?:(?!{_AFTER})[^，,。！!？?；;\n “”「」【】]){{0,14}}",
        "他说",
        words,
    )
