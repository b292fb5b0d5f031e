"""What weakens a statement – insults, threats, secrets, blanks left open – found by rule, and taken out again.

The other side's words are evidence and stay: what stands in quotes, and what it is reported to have said. To announce
what the law allows – a complaint, a report to the police, a lawsuit, a word to the press – is calm; to demand money
for silence, to expose a person, to threaten a body, a home or a website is not.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


class Finding(NamedTuple):
    """`kind` is insult, threat, card_key, id_number, phone, bank_card or placeholder; `span` its place in the text."""

    kind: str
    span: tuple[int, int]


TONE: Final = ("insult", "threat")
SECRETS: Final = ("card_key", "id_number", "phone", "bank_card")


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


# Insults ---------------------------------------------------------------------------------------------------

_GAP: Final = r"[\s*·.、_～~-]{0,2}"
_NOT_LATIN: Final = r"(?<![A-Za-z0-9-])"
_LATIN_ENDS: Final = r"(?![A-Za-z0-9-])"
_TRADERS: Final = _any(
    "商家",
    "卖家",
    "店家",
    "客服",
    "平台",
    "店铺",
    "店",
    "网站",
    "公司",
    "老板",
    "商户",
    "售后",
    "卡盟",
    "号商",
    "东西",
    "玩意儿?",
)
_SPELLED_AROUND: Final = (
    rf"[傻煞沙啥莎杀]{_GAP}(?:[逼比笔币屄批叉Xx×*吊屌缺][Xx×*]*|[bB](?![A-Za-z0-9]))",
    rf"{_NOT_LATIN}(?:s{_GAP}b|n{_GAP}m{_GAP}s{_GAP}l|c{_GAP}n{_GAP}m|nmb?d?|tmd?|mlgb|mmp|wcnm|rnm|sha ?bi|jb|zz|nc){_LATIN_ENDS}",
    rf"(?:[草操艹曹肏槽]|日|干){_GAP}(?:你|尼|泥|您){_GAP}(?:妈|马|玛|大爷|全家|娘|祖宗)",
    "(?:他|你|尼|特|踏|她){gap}(?:妈|马|玛|么){gap}(?:的|逼|批|b|B)?".replace("{gap}", ""),
    "[nN][mM]的",
)
_WORDS: Final = (
    # animals, monsters
    rf"狗(?={_TRADERS})(?:东西|玩意儿?)?",
    "狗(?:日的?|屁|杂种|逼|官|娘养的|崽子)|疯狗|走狗|癞皮狗|死狗|看门狗",
    "王八(?:蛋|羔子|犊子)?|龟(?:孙子?|儿子)|鳖孙|兔崽子|畜[生牲]|禽兽|牲口|猪(?:头|脑子?|狗不如)|蠢(?:货|猪|蛋|驴|材|逼|b)",
    "狗(?:策划|托|比|x|眼|腿子|急跳墙|仗人势)|日了狗|缩头乌龟|(?:猪狗|禽兽|畜生)不如|衣冠禽兽|人模狗样|狼心狗肺|蛇鼠一窝|臭鱼烂虾|老鼠屎|臭(?:虫|狗|傻)",
    "吸血鬼|蛀虫|臭虫|寄生虫|蛆",
    # wits
    "脑[残瘫]|智障|弱智|白痴|低能儿?|神经病|废物|饭桶|二(?:货|逼|百五(?!十))|傻(?:子|蛋|瓜(?!式|相机)|冒|帽|货|狗|缺|der|不拉几)|沙雕|聋子|2[bB](?![A-Za-z0-9端])|憨(?:批|包)|铁憨憨|脑子(?:有|进|被).{0,2}(?:病|坑|屎|水|驴踢|问题)|没(?:长)?脑子",
    "(?:是不是)?有(?:毛)?病(?=[吧吗啊，。！!？?]|$)|眼瞎了?|睁眼说瞎话|想钱想疯了?|穷(?:疯了|鬼)|你是猪|吃屎|喷粪|放(?:狗)?屁|屁话|扯淡|满嘴喷",
    # morals
    "(?:臭)?不要(?:个)?(?:逼)?脸|没脸没皮|厚颜无耻|无耻|卑鄙|下三[滥烂]|下流|下作|缺(?:大)?德(?!国)|丧尽?天?良心?|没良心|良心(?:被狗吃|喂狗|坏)|黑心|奸商|无良|吃相(?:太)?难看|恶心|嘴脸|丧心病狂|没(?:有)?(?:教养|人性|爹妈)|有娘生没娘[养教]|恬不知耻|厚脸皮|死皮赖脸|昧(?:着)?良心|不是(?:个)?(?:东西|人(?=[，。！!]|$))|龌龊|阴险|猥琐|变态|恶毒|吃人不吐骨头|丢人现眼",
    "混[蛋账]|人渣|败类|渣[滓渣男]|贱(?:人|货|逼|种|胚)|犯贱|下贱|婊子?|杂种|杂碎|崽种|狗种|小人(?!国|物)|瘪三|赤佬|(?<=[个这龟装])孙子|恶棍|泼妇|八婆|[挨杀]千刀的?|土鳖|山炮|虎逼|瘪犊子|吊毛|鸟人|黑商|骗棍|泼皮|地痞|耍?流氓(?!软件)|耍?无赖|恶霸(?!鲁尼)|强盗|土匪|老赖|臭傻",
    "诈骗犯|骗(?:钱的?|人的?)(?:玩意儿?|东西|货)|骗人精|骗[逼狗]|[臭死大]?骗子(?:们)?|喂狗|大骗|撒谎精|满嘴(?:谎话|谎言|跑火车)|什么(?:破|狗屁|垃圾)?玩意儿?|(?:什么|一路)货色|坑(?:货|逼|比|人)|黑店|破店|烂店|破(?:平台|网站|公司|玩意儿?)|烂(?:人|货|平台|公司)|装死",
    rf"破(?={_TRADERS})|老六(?={_TRADERS})|(?<=[个死])老六",
    "(?:垃圾|辣鸡|拉圾|laji)(?!袋|桶|分类|短信|邮件|箱|清理|文件|处理|信息|回收|场|车|佬|广告|电话|焚|食品)",
    # curses
    "狗都(?:不|嫌)[^，。！!？?]{0,2}|狗都看不上",
    "(?<![翻摇打滚利])滚(?:蛋|开|犊子|远点?|粗|你的?)?(?=[，,。！!？?~～\\s吧啊]|$)",
    "去死|死全家|全家死(?:光|绝)?|你?死妈|没妈|不得好死|断子绝孙|天打雷劈|(?:遭|会有|等着)报应|下地狱|暴毙|(?:出门|上街)(?:就)?被车撞|不得善终|(?:赶紧|早日|赶快|早点|迟早|祝.{0,6})(?:倒闭|关门大吉)|倒闭吧|生儿子没屁眼|祖宗十八代",
    "卧槽|我[操艹草肏]|[操艹肏](?![作场心纵守盘])|(?:奶奶|娘|妈)(?:个腿|了个?巴子)|你(?:大爷|妹|奶奶)的?(?=[，,。！!？?\\s]|$)|鸡巴|几把|屌|[他真]娘的|(?:^|(?<=[，,。！! ]))[草艹靠操](?=[，,。！! ])|妈卖批|麻痹|老子",
    "(?<![我妈孩她他你姥姑姨干爸的])妈的|他喵的|特么|踏马|尼[玛马]|泥马",
    "仆街|扑街|冚家[铲拎]|粉肠|契弟|死蠢|瓜皮|哈批|龟儿",
)
_INSULT: Final = re.compile(_any(*_SPELLED_AROUND, *_WORDS), re.IGNORECASE)
_FAMILY: Final = re.compile(
    "[他她你]妈(?:妈|的?(?:手机|微信|支付宝|账号|号|卡|银行|钱|身份|名|同意|付|帮|说))|[他她]妈(?=[不给用已也在])|特么?(?=价|别|殊)|踏马?(?=[^马])"
)
_MAYBE: Final = re.compile(
    "防|反|是不是|是否|会不会是|疑似|怀疑.{0,6}|可能.{0,4}|我(?:真|又|并)?不是|识别|打击|小心|警惕|当(?:成|作|做)?|以为.{0,4}"
)
_UNSURE: Final = re.compile("(?:店铺|网站|平台)?的?(?:可能|嫌疑|吗)")
_A_NAME: Final = re.compile(
    "[\u4e00-\u9fff]{0,5}(?:卡铺|数卡|小店|卡盟|发卡|旗舰店|数码|商行|点卡|小铺|号铺|工作室|网游|激活码|兑换码)"
)
_NAMED: Final = re.compile("(?:叫做?|名为|昵称|店名|商家|卖家|店铺|网名|购买的?|商品|[在:：])[是为:： ]?$")

# Threats ---------------------------------------------------------------------------------------------------

_YOU: Final = "(?:你|妳|您|他|她|它|对方|商家|卖家|老板|客服|店主|店家|店|公司|平台|这家|骗子)们?的?"
_MONEY: Final = "(?:[0-9一二两三四五六七八九十百千万]+[元块千万百]?|钱|费|红包)"
_IN: Final = "[^。！!？?；;\n]"  # within one sentence
_EXPOSE: Final = "(?:曝光|爆料|举报|发(?:到|上)?(?:抖音|朋友圈|网上|微博|小红书|快手|群)|捅(?:出去|到)|公开)"
_THREATS: Final = (
    # the body
    rf"(?:弄|打|砍|搞|整|干|捅|揍|掐|捶|锤)死{_YOU}|(?:杀|砍|捅|揍|弄|搞|收拾|办|废|削|抽)(?:了|掉)?(?:你|他|她)(?!好|们?的?货)|(?:搞|弄|整)(?:垮|臭|黄|残){_YOU}?",
    rf"打断{_IN}{{0,4}}腿|卸{_IN}{{0,4}}(?:腿|胳膊|手)|收尸|血的代价|血债|拿刀|砍人|同归于尽|鱼死网破|放火|烧了你|要你(?:的)?(?:命|好看)|取你",
    rf"(?:不|别想|休想){_IN}{{0,2}}(?:得)?(?:安宁|好过|安生|安稳)|有你们?好看|(?:让|叫|要|教)(?:你|他){_IN}{{0,8}}(?:好看|后悔|好过|混不下去|倒闭|关门|关店|死得?|没法(?:做|混|开)|吃不了兜着走|社会性死亡|身败名裂|生不如死|开不(?:下去|成|了)|做不(?:下去|成|了)|待不下去|出名|付出惨)",
    rf"(?:给我|你们?|走路|出门|晚上|以后){_IN}{{0,4}}小心点?(?!轻放|使用)|小心(?:我|点你|你的?(?:狗|腿|命|家|店|脑袋|全家))|(?:你们?|给我)等着(?!收?(?:传票|起诉|吃官司|官司|法院|被告|警察))|走着瞧|(?:别|千万别)(?:让|被|给)我(?:逮|碰|遇|找|抓|看)(?:到|见|着)|有的是(?:办法|人|手段)(?:弄|搞|治|收拾|对付|整)",
    rf"等着瞧|(?:你们?|他们?)(?:就)?等着吧|别(?:怪|逼)我(?:不客气|翻脸|无情|心狠|动手|(?={_IN}{{0,8}}(?:去|做|动)))|不要逼我|(?:不会|绝不)放过(?:你|他)|跟你们?(?:没完|拼)|见一次打一次|喝农药|跳楼|自杀|死给你|等着被(?!告|起诉|罚|查|封)|(?:让|叫|喊){_IN}{{0,5}}(?:哥|兄弟|朋友|人)去找(?:你|他)|(?:你|他)家{_IN}{{0,3}}(?:孩子|老人|住){_IN}{{0,6}}(?:哪|知道)|我记住(?:你|了)|(?:混|走)(?:社会|黑道)的?|道上的|社会人|我有(?:你|他)们?的?(?:身份证|照片|住址|地址|电话|信息)|(?:你|他)(?:的)?(?:老婆|孩子|家人|全家|女儿|儿子){_IN}{{0,6}}(?:小心|安全|出事)",
    # the home and the work
    rf"(?:找|带|叫|喊|派|雇|花钱){_IN}{{0,6}}(?:人|兄弟|社会上){_IN}{{0,6}}(?:上门|去(?:你|他)|到(?:你|他)|来(?:你|他)|堵|搞|收拾|弄|砸|打|治|办)|上门(?:找(?:你|他)|堵|闹|收拾|泼|砸|要债|讨)|堵(?:你|他)?们?(?:家|公司|店)?(?:门|大门)|(?:去|到|上)(?:你|他|她)们?(?:家|公司|学校|单位|店里?|老家|办公室){_IN}{{0,6}}(?:闹|堵|横幅|泼|砸|找你|蹲|坐|吃住)|拉横幅|泼(?:油漆|粪)|(?:知道|查到|找到|查出|搞到)(?:了)?(?:你|他)们?(?:的)?(?:家|住|老家|地址|住址|孩子|学校)|蹲(?:你|点)|砸(?:了|烂|掉)?(?:你|他)|把(?:你|他)们?的?(?:店|家|公司|门|摊子?)(?:给)?(?:砸|烧|掀|端|拆|炸)",
    # the person's data and peace
    rf"(?<![肉])人肉(?!包|馅|干)|开(?:你|他)?(?:的)?盒|社死|(?:把|将){_IN}{{0,3}}(?:你|他|老板|客服|店主|卖家|对方|商家){_IN}{{0,12}}(?:身份证|住址|地址|电话|手机号|照片|个人信息|隐私|信息|名字|真名|微信){_IN}{{0,10}}(?:发|挂|公[开布]|曝光|贴|散|抖|爆|放到|传到|卖)|曝光(?:你|他|对方|商家|老板|卖家|客服|店主)们?的?(?:个人|信息|隐私|身份|家|照片|电话|全家|住址|手机|老底|真实)|(?:发给|寄给|告诉)(?:你|他)们?(?:的)?(?:老婆|老公|家人|爸妈|父母|单位|领导|学校|孩子|同事|亲戚|邻居)|骚扰(?:你|他|客服)|(?:打爆|轰炸)(?:你|他|客服)(?!们?的?电话[^，]{{0,3}}[都也])|电话轰炸|短信轰炸|呼死|爆(?:你|他)?(?:的)?通讯录|挂(?:到|在)网上|挂(?:你|他)(?=[，。！!]|$)|挂(?:你|他)(?:照片|头像|信息|出来)",
    # the trade
    rf"[dD][dD][oO][sS]|(?:找|雇|请|花钱){_IN}{{0,4}}黑客|黑(?:掉|了)(?:你|他)|攻击(?:你|他)|打(?:瘫|崩|垮)|爆破|炸(?:了|掉)?(?:你|他|群|店)|(?:全|给)炸|(?:找|买|请|雇)水军|冲(?:了|烂|爆)?你们?(?:店|评论区|网站)|黑进|刷{_IN}{{0,6}}(?:差评|恶评|一星|负分)|差评(?:刷|轰)|(?:恶意|天天|一直|轮流|组团)(?:差评|举报|投诉)(?:你|他|到)|(?:群发|找人|组织人|喊人){_IN}{{0,8}}(?:差评|举报你|骂)|(?:店|网站|平台|公司|生意|买卖){_IN}{{0,4}}(?:开|做|干)不(?:下去|成|了)(?=[，。！!？?]|$)",
    # money for silence
    rf"封口费|(?:给|赔|转|拿|打|付)(?:我|老子)?{_IN}{{0,8}}{_MONEY}{_IN}{{0,14}}(?:否则|不然|要不然|要么|要不){_IN}{{0,14}}(?:{_EXPOSE}|告诉|闹)|不(?:给|拿|转|打|赔)(?:我)?(?!{_IN}{{0,4}}退){_IN}{{0,6}}{_MONEY}{_IN}{{0,10}}就{_IN}{{0,8}}{_EXPOSE}|不(?:给|赔)(?:我)?{_IN}{{0,6}}{_MONEY}{_IN}{{0,4}}我就把|(?:撤诉|撤{_IN}{{0,2}}投诉|不举报|不追究|闭嘴|删帖|删(?:除)?差评|不曝光|不发(?:网上|出去|抖音|帖)){_IN}{{0,8}}(?:再|另外|得|先|就|必须)?(?:给|转|打|拿|付)(?:我)?{_IN}{{0,8}}{_MONEY}",
    rf"(?:不|再不|不然|否则|要不然|敢){_IN}{{0,14}}(?<!媒体)(?<!记者)(?:曝光|爆料)(?!{_YOU}?(?:问题|事实))",
)
_THREAT: Final = re.compile(_any(*_THREATS))
_LAWFUL: Final = re.compile("(?:向|由|请|找|联系)(?:媒体|记者|电视台|新闻|报社|12315|消协)")
_NEGATED: Final = re.compile("(?:不会|没有?|绝不|并非|不打算|不想|不要|别|从未|从来没|无意)[^，。！？]{0,3}$")

# Whose words they are --------------------------------------------------------------------------------------

_QUOTED: Final = re.compile("「[^」]*」|『[^』]*』|[“”\"][^“”\"\n]*[“”\"]|‘[^’]*’|《[^》]*》|'[^']*'")
_OTHERS: Final = (
    "(?:客服|商家|卖家|对方|老板|店主|店家|他们?|她|号商|群主|站长|平台|售后|掌柜|卖方|某客服|那人)"
)
_SAY: Final = "(?:说|骂|回复?|称|威胁|扬言|恐吓|辱骂|喷|怼|吼|讲|叫我|让我|甩|发(?!货|卡|码|给|现|了货)|诋毁|污蔑|指责|嘲讽|留言|诅咒|声称|表示)(?!速度|得|太|慢|话)"
_REPORTED: Final = re.compile(
    rf"{_OTHERS}[^，,。！!？?；;\n]{{0,12}}{_SAY}[^，,。！!？?；;\n]{{0,10}}$|{_OTHERS}[^，,。！!？?；;\n]{{0,10}}{_SAY}(?:我|道)?[:：][^。\n]*$"
    rf"|(?:被|遭|受)(?:到)?(?:了)?{_OTHERS}[^，,。！!？?；;\n]{{0,8}}$"
)
_CLAUSE_END: Final = "，,。！!？?；;\n…"
_FAR: Final = 40  # characters looked back for who is speaking


def lint(text: str) -> tuple[Finding, ...]:
    """Everything that weakens the text or should not be in it, in order of place; kinds never overlap."""
    found: list[Finding] = []
    for finding in (*_secrets(text), *_threats(text), *_insults(text), *_blanks(text)):
        if not any(_overlap(finding.span, other.span) for other in found):
            found.append(finding)
    return tuple(sorted(found, key=lambda each: each.span))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _insults(text: str) -> Iterator[Finding]:
    quotes = _quotes(text)
    spans = (m.span() for m in _INSULT.finditer(text) if m[0] and not _excused(m, text, quotes))
    yield from (Finding("insult", span) for span in _merged(spans, apart=0))


def _excused(match: re.Match[str], text: str, quotes: list[tuple[int, int]]) -> bool:
    """Someone else's words, a name, a family member, or a doubt."""
    before = text[max(0, match.start() - _FAR) : match.start()]
    if any(_overlap(match.span(), quote) for quote in quotes) or _REPORTED.search(before):
        return True
    if _FAMILY.match(text, match.start()) or _is_name(match, text, before):
        return True
    return "骗子" in match[0] and _doubted(before, text[match.end() :])


def _is_name(match: re.Match[str], text: str, before: str) -> bool:
    return bool(_NAMED.search(before) and _A_NAME.match(text, match.end()))


def _doubted(before: str, after: str) -> bool:
    clause = re.split(f"[{_CLAUSE_END}]", before)[-1]
    return bool(re.search(rf"{_MAYBE.pattern}$", clause) or _UNSURE.match(after))


def _quotes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def _threats(text: str) -> Iterator[Finding]:
    """Clause by clause; threats in neighbouring clauses are one."""
    spans = (_clause(text, *m.span()) for m in _THREAT.finditer(text) if not _calm_threat(m, text))
    yield from (Finding("threat", span) for span in _merged(spans, apart=1))


def _merged(spans: Iterable[tuple[int, int]], *, apart: int) -> list[tuple[int, int]]:
    """Spans in order, those at most so far apart as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= apart:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _calm_threat(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - _FAR) : match.start()]
    others = any(_overlap(match.span(), quote) for quote in _quotes(text)) or _REPORTED.search(before)
    return bool(others or _NEGATED.search(before) or _LAWFUL.search(match[0]))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1] not in _CLAUSE_END:
        start -= 1
    while end < len(text) and text[end] not in _CLAUSE_END:
        end += 1
    return start, end


# Secrets and blanks ----------------------------------------------------------------------------------------

_ORDER: Final = re.compile("(?:订单|单号|编号|流水|交易号|运单|QQ|qq|群号|票号|工单)[^，。；\n]{0,6}$")
_BANK: Final = re.compile("(?:银行|储蓄|信用|借记|[工农中建交招]行|邮储|开户|户名)[^，。；\n]{0,8}$")
_HOLDER: Final = re.compile("[，,；; （(]{0,2}(?:户名|开户|持卡人|银行)")
_DIGITS: Final = "(?<![0-9A-Za-z-])"
_END: Final = "(?![0-9A-Za-z-])"
_SECRET_ROWS: Final = (
    (
        "id_number",
        re.compile(
            rf"{_DIGITS}[1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}[0-9Xx]{_END}"
        ),
    ),
    (
        "bank_card",
        re.compile(rf"{_DIGITS}(?:62|4|5|9)[0-9]{{2,3}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?{_END}"),
    ),
    (
        "phone",
        re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z])"),
    ),
    (
        "card_key",
        re.compile(
            r"(?:卡密|密码|激活码|兑换码|卡号|密钥|充值码|序列号|注册码|(?<![A-Za-z])(?:cdk|cdkey|key|code))(?:是|为|分别是)?[:： 「“\"]{0,2}"
            r"(?P<code>(?=[A-Za-z0-9-]*[0-9A-Z])[A-Za-z0-9-]{8,})",
            re.IGNORECASE,
        ),
    ),
    ("card_key", re.compile(rf"{_DIGITS}(?P<code>[A-Z0-9]{{4,6}}(?:-[A-Z0-9]{{4,6}}){{2,7}}){_END}")),
)
_PLACEHOLDER: Final = re.compile(
    r"[（(\[【<《]\s*(?:未填写?|待填写?|待补充?|待定|空|请?填写?[^）)\]】>》]{0,10}|请输入[^）)\]】>》]{0,10})\s*[）)\]】>》]"
    r"|[【\[](?:你的|您的)?(?:金额|姓名|日期|时间|订单号|商品名?称?|商家名?称?|平台名?称?|电话|手机号|地址|链接|网址)[】\]](?=[元年月日，。、；]|$)"
    r"|(?<![A-Za-z0-9傻])[XxＸ×]{2,}(?![A-Za-z0-9])|(?<![A-Za-z0-9傻])[XxＸ×](?=[年月日元号])(?:[年月日][XxＸ×](?=[月日]))*[年月日元号]?|某某某?|＿{2,}|_{2,}|…{3,}|TODO"
)


def _secrets(text: str) -> Iterator[Finding]:
    for kind, pattern in _SECRET_ROWS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 16) : match.start()]
            if not _ORDER.search(before):
                yield from _secret(kind, match, before)


def _secret(kind: str, match: re.Match[str], before: str) -> Iterator[Finding]:
    span = match.span("code") if kind == "card_key" else match.span()
    bank = _BANK.search(before) or _HOLDER.match(match.string, match.end())
    if (kind == "bank_card" and not bank) or (kind == "card_key" and bank):
        return
    yield Finding(kind, span)


def _blanks(text: str) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(text):
        yield Finding("placeholder", match.span())


# Taken out again -------------------------------------------------------------------------------------------

LAWFUL_STEP: Final = "如未解决，我将依法投诉或起诉"
PLEA: Final = "请核实并处理。"
_PASSES: Final = 3
_FILLER: Final = re.compile(
    "[你您他她它]们?|就是|一[群帮伙]|这[群帮个种些]?|那[群帮个种些]?|的|了|吧|啊|呢|吗|是|个|真|都|死|臭|东西|玩意儿?|全家|早晚|又|太|很|啦|哦|谁|老"
    "|[\\s，,。！!？?；;、：:~～…]"
)
_NEUTRAL: Final = (
    *(("店", "店铺"), ("平台", "平台"), ("网站", "网站"), ("公司", "公司")),
    *((word, "商家") for word in ("商", "骗子", "骗子们")),
)
_DANGLING: Final = re.compile(f"(?:[很太真是个像叫跟和什么这那]|之徒|至极)(?:的|了|吧|啊)?[{_CLAUSE_END}]*$")
_CLAUSES: Final = re.compile(f"[^{_CLAUSE_END}]*[{_CLAUSE_END}]*")


def calm(text: str) -> str:
    """The text without insults, its threats replaced by the lawful step; facts and quotes stay. It lints calm.

    Where nothing else was said, a plea to deal with it is left.
    """
    for _ in range(_PASSES):
        if not any(each.kind in TONE for each in lint(text)):
            return text
        text = _calmer(text) or PLEA
    clauses = _CLAUSES.findall(text)
    return "".join(part for part in clauses if not any(each.kind in TONE for each in lint(part))) or PLEA


def _calmer(text: str) -> str:
    findings, said = [each for each in lint(text) if each.kind in TONE], False
    parts: list[str] = []
    for clause in _CLAUSES.finditer(text):
        inside = [each for each in findings if _overlap(each.span, clause.span())]
        if any(each.kind == "threat" for each in inside):
            parts += [] if said or LAWFUL_STEP in text else [LAWFUL_STEP + _stop(clause[0])]
            said = True
        elif kept := _without(clause, inside):
            parts.append(kept)
    return _tidy("".join(parts))


def _without(clause: re.Match[str], insults: list[Finding]) -> str:
    """The clause without its insults; nothing when only filler is left."""
    kept, left, start = "", "", clause.start()
    for each in insults:
        before = clause.string[start : max(start, each.span[0])]
        start = each.span[1]
        kept += before + _instead(clause.string[slice(*each.span)], clause.string[start:])
        left += before
    end = clause.string[start : clause.end()]
    whole = not insults or (len(_FILLER.sub("", left + end)) > 1 and not _DANGLING.search(kept + end))
    return kept + end if whole else ""


def _instead(insult: str, after: str) -> str:
    """What the insult names, in neutral words; nothing where the name follows."""
    if re.match(_TRADERS, after):
        return ""
    return next((name for ending, name in _NEUTRAL if insult.endswith(ending)), "")


def _stop(clause: str) -> str:
    return clause[-1] if clause and clause[-1] in _CLAUSE_END else "。"


def _tidy(text: str) -> str:
    text = re.sub("^[，,。！!？?；;的、\\s]+", "", text)
    text = re.sub("(?<=[，,。；;])[，,；;]+|(?<=[，。；])的", "", text)
    return re.sub("[，,；;]$", "。", text)


_SHOWN: Final = {"phone": (3, 4), "id_number": (3, 4), "bank_card": (0, 4), "card_key": (2, 0)}


def masked(text: str) -> str:
    """The text with the middle of every secret starred: 138****5678."""
    for kind, (start, end) in reversed(lint(text)):
        if kind in SECRETS:
            text = text[:start] + _starred(text[start:end], *_SHOWN[kind]) + text[end:]
    return text


def _starred(secret: str, head: int, tail: int) -> str:
    return secret[:head] + "*" * (len(secret) - head - tail) + secret[len(secret) - tail :]
