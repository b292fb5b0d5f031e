"""What merchants promise and refuse, and what activation pages answer, as they write it."""

import re
from typing import Final

from evidence.values import squashed

_SOON: Final = r"(?:立即|马上|立刻|即刻|即时|即可|秒|自动|自动秒|当天|当日|次日|隔天|极速|闪电|光速)"
_DONE: Final = r"(?:发货|发卡|发出|发送|到账|送达|交付|出货|发码|出卡|充值到账|直充到账|发放|提货|到货|安排(?:远程(?:安装|协助|激活)?|安装|发货|充值))"
_WHAT: Final = r"(?:的?(?:卡密|密钥|激活码|兑换码|序列号|卡券|授权码|兑换券|账号|链接|[至到](?:您|你)?的?(?:邮箱|手机|账户|账号)))?"
_CLOCK: Final = r"\d{1,2}(?:[点时]半?|[:：]\d\d)"
_PAID: Final = rf"(?:(?:(?:今日|今天|当日|每日|每天|工作日)?{_CLOCK}(?:[-~至到]{_CLOCK})?之?[前内]?)?(?:付款|下单|拍下|支付|拍|购买|买家付款|订单支付)(?:成功|完成)?(?:之)?后?)"
_SPAN: Final = r"\d{1,3}(?:[-~至到]\d{1,3})?个?(?:工作日|小时|分钟|天|日|秒钟|秒|h|H)"

PROMISES: Final = (
    re.compile(
        rf"(?:{_PAID}[，,]?)?(?:工作日|工作时间|营业时间|预计|最快|最迟|最晚|最慢|大约|约|一般|将于|将在|会在|不超过)*"
        rf"{_SPAN}(?:之?内|左右|以内|前)?(?:人工|全部|完成|可|即可|会|必|必定)?{_SOON}?{_DONE}{_WHAT}"
    ),
    re.compile(
        rf"{_PAID}(?:(?:系统|平台|客服|人工|卖家|商家|店主|我们)?(?:会|将|可)?{_SOON}+|(?:系统|平台|客服|人工|卖家|商家|店主){{1,2}}){_DONE}{_WHAT}"
    ),
    re.compile(rf"(?:24小时|全天|全自动|7[x×*]24小时)?{_SOON}+{_DONE}"),
    re.compile(
        rf"现货秒发|{_PAID}?(?:秒发货?|即发货?)|(?:预计|最快|最迟|最晚|承诺)?(?:当天|当日|次日|今日|今天|明天|48小时|24小时|72小时)(?:内)?(?:发货|发出|必发|闪发)"
    ),
    re.compile(
        r"(?:预计|最快|最迟|最晚|承诺|将于|将在|保证)?(?:今天|明天|\d{1,2}月\d{1,2}日|今晚|明早)?(?:\d{1,2}[点时:]\d{0,2})?前(?:发货|发出|到账|发卡)"
    ),
)
_NOT_A_PROMISE: Final = re.compile(
    r"(?:没有|没|未|还没|不是|为什么|怎么|不能|无法|不会|说好|说的|承诺的|不)[^，。、·•|；;]{0,6}$"
)

_GOODS: Final = r"(?:本店|本站|该|此|本|所有|平台|店铺)?(?:虚拟|数字|卡密|卡券|充值|特殊|电子|激活码|兑换码|点卡|定制|游戏|软件)?(?:类)?(?:商品|产品|宝贝|物品|卡密|卡券|卡类|点卡|订单|激活码|密钥|兑换码)?"
REFUSING: Final = re.compile(
    r"不退不换|概不退[款换货]?|不予退[款换货]|恕不退[款换货]?|[不无]法?(?:支持|能|可以?|给|接受|予|办理|提供)?(?:任何|您的)?(?:7天|七天)?"
    r"(?:无理由)?(?:申请)?(?:退款|退货|退换货?|换货|退钱|退订|售后|退|换)(?!.{0,1}(?:吗|么))|拒绝了?(?:您的|你的|该|此)?(?:退款|退货|售后|申请|赔偿)(?:申请)?|"
    r"(?:已经?)?(?:超过|过了?|超出|超)了?(?:投诉|售后|退款|维权|退货|申诉|质保|保障|受理|处理|反馈|保修)(?:的)?(?:期限?|时效|时间|有效期)|"
    r"概不(?:负责|受理|处理|售后|退换|退款|退货|接待)|恕不(?:负责|受理|退换|退款)|不(?:负责|承担)(?:任何)?(?:售后|责任|退换)|"
    r"不(?:再)?处理(?:任何)?(?:售后|退款|退换)|(?:一经|一旦)(?:售出|发出|出售|激活|使用|兑换|提取|查看|购买|拆封)[^。！；]{0,6}不|不再(?:受理|处理|退款)|驳回了?(?:您的|你的)?(?:退款|售后|申请|投诉)(?:申请)?|"
    r"(?:无|没有)售后(?:服务)?|(?:不|无法)(?:予)?(?:受理|赔偿|补发)|售出不退|不支持(?:7|七)天无理由|非质量问题不退[换款]?"
)
ASKING: Final = re.compile(
    r"吗|么[?？]?$|[?？]$|为什么|为何|怎么|凭什么|请问|能不能|可不可以|是不是|可否|^我|^如果|^若|要求|申请退款|支持7天无理由(?<!不支持7天无理由)"
)
_START: Final = re.compile(
    r"^(?:亲亲?|您好|你好|哦|嗯|抱歉|不好意思|对不起|温馨提示|友情提示|重要提示|特别说明|提示|注意|注(?=[：:，,\s])|说明|拒绝原因|拒绝理由|驳回原因|商家回复|客服回复|原因|保障|"
    r"服务|售后|退换货?|公告|本店声明|声明|购买须知|售后说明|退款说明|商家说明|商家留言|卖家留言|公告|须知|规则|【[^】]*】|[0-9]+[.、]|[（(]?[0-9一二三四五][)）.、]|[·•*※★☆!！\-])+[：:，,\s]*|^[^：:，。\s]{2,8}[：:]\s*"
)
_LEADING: Final = re.compile(
    r"^(?:(?:而且|另外|并且|但是|不过|所以|因为|由于|其实|然后|还有|再说)|(?:我们|咱们)?这边|我这边|我们|咱们|(?:经|已)?(?:核实|查询|查看|核查)(?:到|发现|后)?|"
    r"(?:系统|后台|页面|记录|订单)(?:显示|提示)|显示|看到|(?:您|你|亲)的?(?:这个|这笔)?(?:订单|商品|卡密|激活码)?(?=已|超过|过了|不|无法)|按照?规定|根据(?:店铺|平台)?规定)+[，,：:\s]*"
)
_WHO: Final = re.compile(
    r"^(?:商家|卖家|店家|商户|店铺|对方|平台)(?:已经?|已)?(?=拒绝|驳回)|^已(?=拒绝|驳回)"
)
_HEADED: Final = re.compile(r"^((?:拒绝|驳回)退款)申请$")  # the heading of a page
_CLAUSES: Final = re.compile(r"[，,。！!；;·•\n]|\s{1,}|(?<=[\u4e00-\u9fff])[|｜]")

_CONDITION: Final = re.compile(
    r"((?:一经|一旦|售出|发出|激活|查看|使用|兑换)[^，,。！]{0,6})[，,](?=概不|恕不|不退|不予|不支持|不再|无法退)"
)
_COMMA: Final = "\x01"

_KEY: Final = r"(?:卡密|激活码|兑换码|CDKEY|CDK|CDKey|cdkey|序列号|密钥|产品密钥|授权码|卡号|密码|卡券|券码|注册码|充值码|礼品码|兑换券|充值卡|点卡|KEY|Key|key|授权|许可证|代码|此码|该码|礼包码|提货码|口令|礼品卡|礼品券|储值卡|购物卡)"
ERRORS: Final = (
    re.compile(
        _KEY
        + r"[^。！；]{0,8}?(?:不存在|失效|已在|已经|无效|错误|已被|被使用|已使用|使用过|用过|过期|不正确|有误|已激活|已兑换|已核销|已绑定|上限|不支持|不可用|不匹配|不适用|不兼容|被吊销|吊销|"
        r"异常|被占用|未找到|找不到|被锁定|封禁|冻结|作废|禁用|不合法|格式(?:错误|不)|次数|停用|注销|退款|被他人|被其他)"
    ),
    re.compile(
        r"(?:激活|兑换|验证|充值|绑定|登录|授权|核销)(?:操作)?(?:失败|出错|异常|错误|次数(?:已|超)|被拒绝|不成功|未成功|超时)"
    ),
    re.compile(
        r"(?:无法|不能)(?:激活|兑换|验证|使用此|识别(?:该|此)?(?:卡密|激活码|密钥))|(?:无效|错误|失效|过期)的?"
        + _KEY
    ),
    re.compile(
        r"错误(?:代?码|代号)[:：]?\s*[0-9A-Za-zx]+|0x[0-9A-Fa-f]{8}|(?:该|此)(?:产品|商品|账号)[^。]{0,6}(?:不支持|地区|区域)"
    ),
)
CARD_KEY: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,8}){2,5}(?![A-Za-z0-9])")


def promise(text: str) -> str | None:
    """The promised delivery in a text, as written."""
    plain = re.sub(r"\s+", "", text)
    for pattern in PROMISES:
        for found in pattern.finditer(plain):
            if not _NOT_A_PROMISE.search(plain[: found.start()]):
                return found[0]
    return None


def refusals(text: str) -> list[str]:
    """The refusing phrases in a text, as written, without the words of address around them."""
    kept = _CONDITION.sub(lambda found: found[1] + _COMMA, text)
    said = (trimmed(clause).replace(_COMMA, "，") for clause in _CLAUSES.split(kept))
    return [
        without_heading(clause)
        for clause in said
        if REFUSING.search(squashed(clause)) and not ASKING.search(squashed(clause))
    ]


def trimmed(clause: str) -> str:
    """A clause without words of address before it and particles behind it."""
    before = None
    while before != clause:
        before, clause = clause, _LEADING.sub("", _START.sub("", clause.strip()))
    clause = _WHO.sub("", clause)
    return re.sub(r"(?:[哦呢的了呀啊哈~～。.]|亲亲?)+$", "", clause) if len(clause) > 3 else clause


def is_error(text: str) -> bool:
    """True for the answer of an activation page that did not accept a key."""
    return any(pattern.search(text) for pattern in ERRORS)


def has_card_key(text: str) -> bool:
    """True when a card key stands in the text."""
    return any(sum(sign.isalpha() for sign in key) >= 2 for key in CARD_KEY.findall(text))


def without_heading(clause: str) -> str:
    """拒绝退款 for the heading 拒绝退款申请."""
    return _HEADED.sub(r"\1", clause)
