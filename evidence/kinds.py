"""What a picture is of: each word on it speaks for or against a kind, one row each."""

import re
from typing import Final, NamedTuple

from evidence.answers import answer_of_dialog
from evidence.labels import Field
from evidence.layout import Sheet
from evidence.reading import Kind
from evidence.values import moment, signed_money, squashed


class Sign(NamedTuple):
    """Words that, when a piece of text matches them whole, speak for a kind with this weight."""

    kind: Kind
    weight: float
    words: str


_SIGNS: Final = (
    Sign(Kind.ALIPAY_BILL, 2.5, r"商户订单号.*|商家订单号.*"),
    Sign(Kind.ALIPAY_BILL, 2.0, r"账单详情|账单"),
    Sign(
        Kind.ALIPAY_BILL,
        1.5,
        r"账单分类.*|账单管理.*|商品说明.*|支付奖励.*|计入收支.*|标签和备注.*|支付宝(账单|支付|凭证)|对此订单有疑问.*",
    ),
    Sign(
        Kind.ALIPAY_BILL,
        1.0,
        r"收单机构.*|付款方式.*|创建时间.*|交易成功|收款方.*|.*支付宝\(中国\).*|查看往来记录.*|更多账单.*|往来记录.*",
    ),
    Sign(Kind.ALIPAY_BILL, 2.5, r"(订单号|交易号|支付宝交易号)?:?20\d{6}(22|23|20|21)00\d{10,20}"),
    Sign(Kind.ALIPAY_BILL, 0.7, r"花呗|余额宝|支付宝|付款成功|支付成功"),
    Sign(Kind.WECHAT_BILL, 2.5, r"商户单号.*|商户全称.*"),
    Sign(
        Kind.WECHAT_BILL,
        2.0,
        r"交易单号.*|转账单号.*|.*财付通.*|当前状态.*|账单服务|发起群收款|微信支付(凭证|账单|服务)?",
    ),
    Sign(
        Kind.WECHAT_BILL,
        1.0,
        r"交易详情|支付时间.*|对订单有疑惑.*|在此商户的交易.*|零钱(通)?|收单机构.*|账单详情|账单|查看账单详情|转账时间.*|支付成功",
    ),
    Sign(Kind.WECHAT_BILL, 2.5, r"(交易单号)?:?(4200|1000|4300)\d{24}"),
    Sign(Kind.ORDER, 2.0, r"(订单编号|订单号|订单ID|单号|订单号码|平台订单号).*"),
    Sign(Kind.ORDER, 1.5, r"(下单时间|创建时间|付款时间|支付时间|成交时间|拍下时间|订单时间|购买时间).*"),
    Sign(Kind.ORDER, 2.0, r"(我的)?订单(详情|信息|查询|列表|中心)|我的订单|订单|查单|查询结果|全部订单"),
    Sign(
        Kind.ORDER,
        1.2,
        r"(实付款?|付款金额|支付金额|订单金额|订单总价|订单总额|实际支付|商品总价|商品金额|订单状态|(我的|卡号.?)?卡密(信息|内容|详情|列表)?[:：]?|收货信息|发货时间|实付金额|购买数量|发货方式).*",
    ),
    Sign(
        Kind.ORDER,
        1.0,
        r"(等待|待)(卖家|商家|买家)?(发货|付款|收货|确认收货|评价).*|(卖家|商家)已发货.*|交易(成功|完成|关闭)|已发货|已完成|确认收货|申请售后|再次购买|再来一单|查看物流|"
        r"催发货|提醒发货|加入购物车|再买一单|去评价|追加评价|申请退款|钱款去向|更多操作|查看卡密|订单已完成|已付款|.*×\d+|共\d+件.*|共\d+条.*",
    ),
    Sign(
        Kind.REFUND,
        4.0,
        r"(退款|售后|退货|退换货|退款/?售后|退货退款|仅退款)(详情|信息|进度|结果|记录|申请|单详情|服务单)|退款/售后|(售后)?服务单(详情|进度)?",
    ),
    Sign(
        Kind.REFUND,
        2.0,
        r"(退款|售后)(金额|编号|单号|原因|类型|说明|状态|时间|总金额|服务单号).*|申请退款金额.*|拒绝(原因|理由).*|协商(历史|记录|详情).*|驳回(原因|理由).*|审核(不通过|未通过|意见|结果|通过).*|服务类型.*|服务单号.*",
    ),
    Sign(
        Kind.REFUND,
        2.5,
        r"(商家|卖家|平台|店铺)?(已|已经)?(拒绝|驳回|同意)(了)?(您的|你的|本次)?(退款|申请|售后|退货).*|退款(成功|关闭|中|失败|已关闭|处理中|申请中).*",
    ),
    Sign(
        Kind.REFUND,
        1.0,
        r"申请时间.*|申请原因.*|(修改|撤销)申请|平台介入|申请(客服|平台|小二)?介入.*|再次申请|售后关闭|重新申请.*|.*等待(商家|卖家)处理.*",
    ),
    Sign(
        Kind.PRODUCT_PAGE,
        3.0,
        r"立即购买|马上抢|立即下单|领券购买|单独购买.*|发起拼单.*|去拼单|我想要|提交订单|确认购买|立刻购买|.*参团.*|立即抢购|立即支付|马上购买|去购买|去下单",
    ),
    Sign(
        Kind.PRODUCT_PAGE,
        1.5,
        r".*(已售|月销|销量|已拼|库存|人想要|人付款|人浏览|已卖|热销|人收藏|付款人数)[:：]?\d*.*|.*\d+\+?(人付款|人想要|件已售)|请选择.*|宝贝详情|商品详情|(商品|宝贝|用户)评价.*|宝贝|图文详情|商品介绍.*|购买须知",
    ),
    Sign(Kind.PRODUCT_PAGE, 1.5, r"(发货|服务)(承诺|时效|保障)"),
    Sign(
        Kind.PRODUCT_PAGE,
        0.8,
        r"加入购物车|保障|规格|发货|服务|选择|参数|收藏|好评率?.*|进店|客服|店铺|运费|配送|已选|联系方式.*|商品描述|详情|推荐|评价|券后.*|面值|类型",
    ),
    Sign(
        Kind.ERROR,
        2.5,
        r"请?(输入|填写|粘贴)(您的|你的)?(卡密|激活码|兑换码|CDK|CDKEY|密钥|序列号|授权码|产品密钥|卡号).*|(重新)?(输入|更换|更改|使用其他)(卡密|激活码|密钥|产品密钥|序列号)|(无法|未能)(激活|兑换|验证|注册).{0,12}",
    ),
    Sign(
        Kind.ERROR,
        1.5,
        r"(立即|马上|重新|确认|一键|点击)?(激活|兑换|验证|充值|核销)|(卡密|激活码|兑换码|CDK|会员|礼品卡?|软件|产品|兑换|激活|礼包|授权|权益|点卡)(兑换|激活|验证|中心|失败|错误|充值|页面|核销|卡)(中心|失败|页面)?|重试|再试一次|更换卡密|返回重试",
    ),
    Sign(
        Kind.ERROR,
        0.7,
        r"提示|确定|知道了|我知道了|好的?|取消|关闭|错误|失败|系统提示|温馨提示|操作失败|出错了|OK|Error",
    ),
    Sign(
        Kind.OTHER,
        2.0,
        r"账户余额.*|可用余额.*|记账日期.*|.*借记卡.*|入账时间.*|交易后余额.*|对方(户名|账号|账户|行名).*|(支出|收入|交易)明细|收支明细|明细详情|电子回单|交易网点.*",
    ),
    Sign(
        Kind.CHAT,
        2.0,
        r"按住说话|发送|输入消息.*|发消息.*|请输入消息.*|说点什么.*|输入文字.*|请?输入内容.*|已读|未读|送达|.*回复率.*|.*分钟响应.*|.*当前在线.*|结束会话|.*为您服务.*|语音|表情|.*对方正在输入.*|以上是历史消息|.*撤回了一条消息",
    ),
    Sign(
        Kind.CHAT,
        1.0,
        r"(.*[，,。!！?？])?.*(亲[，,~]|您好|你好|在吗|请问|吗|呢|吧|随便你|在的|等待|我|你们|怎么|投诉|谢谢|好的).*",
    ),
)
_COMPILED: Final = tuple((sign.kind, sign.weight, re.compile(sign.words)) for sign in _SIGNS)
_OF_ORDER: Final = frozenset(
    (Field.AMOUNT, Field.MERCHANT, Field.ORDER_TIME, Field.PAY_TIME, Field.PAY_CHANNEL, Field.ORDER_NO)
)
_MOST_TALK: Final = 5.0
_ENOUGH: Final = 3.0
_TRADE: Final = re.compile(
    r"订单|单号|退款|退钱|退货|退换|售后|发货|付款|客服|[密钥]钥|卡密|激活|兑换|充值|会员|授权|序列号|店|商家|卖家|平台|投诉|[¥￥]\d|亲亲|亲[，,~]"
)
_TALK: Final = re.compile(r".*(吗|呢|吧|亲|你好|您好|我|你|哦|哈|嗯|怎么|啊|呀|了|的)[。！？!?~]?.*")


def kind_of(sheet: Sheet) -> tuple[Kind, float]:
    """The kind that the words on the picture speak for most, and how clearly (0 to 1)."""
    scores = dict.fromkeys(Kind, 0.0)
    said = [{squashed(line.text), *(squashed(part) for part in line.text.split())} for line in sheet.lines]
    for kind, weight, pattern in _COMPILED:
        hits = sum(any(pattern.fullmatch(text) for text in texts) for texts in said)
        scores[kind] += weight * min(hits, _most(kind, weight))
    _weigh_shape(sheet, scores)
    if not any(_TRADE.search(text) for texts in said for text in texts):
        scores[Kind.CHAT] = 0.0
    ranked = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    best, second = ranked[0], ranked[1]
    sure = (
        0.5 + (scores[best] - scores[second]) / (2 * scores[best]) + scores[best] / 40
        if scores[best]
        else 0.0
    )
    if scores[best] < _ENOUGH:
        best, sure = (Kind.ORDER, 0.6) if _tells_of_an_order(sheet) else (Kind.OTHER, 0.7)
    if best is Kind.ORDER and sheet.landscape:
        best = Kind.WEB_ORDER
    return best, round(min(1.0, sure), 2)


def _tells_of_an_order(sheet: Sheet) -> bool:
    """True when the labels of goods and of several facts stand together, though no word says what page it is."""
    told = {label.field for _, label in sheet.labels}
    return Field.PRODUCT in told and len(told & _OF_ORDER) >= _ENOUGH


def _most(kind: Kind, weight: float) -> int:
    """How many pieces count for one sign: talk goes on and on, a bank lists what it keeps."""
    if kind in (Kind.CHAT, Kind.OTHER):
        return 4
    return 2 if weight < 2 else 1


def _weigh_shape(sheet: Sheet, scores: dict[Kind, float]) -> None:
    talk = _talk(sheet)
    scores[Kind.CHAT] = min(scores[Kind.CHAT], _MOST_TALK) * (1 if talk else 0.4) + talk
    if talk and scores[Kind.CHAT] >= _MOST_TALK:
        scores[Kind.ORDER] -= 2.0  # its card in a chat
    scores[Kind.ERROR] += 3.0 if scores[Kind.ERROR] > 0 and answer_of_dialog(sheet) else -2.5
    if any(
        signed_money(line.text) and line.text.strip()[0] in "-−–+"
        for line in sheet.lines
        if _is_large(sheet, line.height)
    ):
        scores[Kind.ALIPAY_BILL] += 1.5
        scores[Kind.WECHAT_BILL] += 1.5
    if talk >= 3.0:
        scores[Kind.ERROR] -= 3.0
    scores[Kind.PRODUCT_PAGE] -= 0.7 * scores[Kind.ORDER] if scores[Kind.ORDER] >= 3.5 else 0.0
    scores[Kind.REFUND] -= 0.0 if scores[Kind.REFUND] >= 4 else 1.0
    if scores[Kind.REFUND] >= 4.5:
        scores[Kind.ORDER] -= 3.0
    if max(scores[Kind.ALIPAY_BILL], scores[Kind.WECHAT_BILL]) >= 6:
        scores[Kind.ORDER] -= 2.5


def _is_large(sheet: Sheet, height: float) -> bool:
    return height > 1.35 * sheet.usual_height


def _talk(sheet: Sheet) -> float:
    """How much the picture looks like bubbles on two sides with a time between them."""
    inner = [
        lines for lines in sheet.paragraphs if 0.07 * sheet.height < lines[0].middle < 0.95 * sheet.height
    ]
    left = right = times = 0
    for lines in inner:
        low, high = min(line.left for line in lines), max(line.right for line in lines)
        text = squashed("".join(line.text for line in lines))
        centred = abs((low + high) / 2 - sheet.width / 2) < 0.06 * sheet.width
        if centred and re.fullmatch(
            r"(昨天|今天|前天|星期.|周.|\d+月\d+日|[\d/-]+)?(上午|下午|早上|晚上|凌晨|中午)?\d{1,2}:\d{2}(:\d{2})?",
            text,
        ):
            times += 1
        elif len(text) >= 4 and _TALK.fullmatch(text) and not moment(text):
            left += low < 0.27 * sheet.width and high < 0.88 * sheet.width
            right += low > 0.27 * sheet.width and high > 0.6 * sheet.width
    both = min(left, right)
    return min(
        4.0, (1.5 if times else 0.0) + (1.0 * both if both else 0.0) + (0.5 if left + right >= 4 else 0.0)
    )
