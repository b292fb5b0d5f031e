"""The words in front of a value, one row each. Rows without a field are there so that nothing is mistaken for one."""

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from evidence.values import squashed


class Field(StrEnum):
    """What a label announces."""

    ORDER_NO = "order_no"
    MERCHANT_NO = "merchant_no"  # the merchant's own number on a payment provider's bill
    TRADE_NO = "trade_no"
    PRODUCT = "product"
    AMOUNT = "amount"
    REFUND_AMOUNT = "refund_amount"
    ORDER_TIME = "order_time"
    PAY_TIME = "pay_time"
    TRADE_TIME = "trade_time"  # the payment on a bill, the order elsewhere
    PLATFORM = "platform"
    MERCHANT = "merchant"
    PAY_CHANNEL = "pay_channel"
    REFUND_TO = "refund_to"
    DELIVERY = "delivery"
    STATUS = "status"
    REASON = "reason"
    CARD_KEY = "card_key"
    NONE = "none"


class Label(NamedTuple):
    """A field's words, the best first."""

    field: Field
    words: str


LABELS: Final = (
    Label(
        Field.ORDER_NO,
        "订单编号 订单号 订单号码 订单ID 订单编码 订单流水号 订单单号 平台订单号 商城订单号 购买单号 单号 订单 系统订单号 "
        "淘宝订单号 天猫订单号 京东订单号 拼多多订单号 闲鱼订单号 卡密订单号 关联订单 关联订单号 原订单号 订单No 订单No. OrderNo "
        "查询单号 充值单号 网站订单号 站内订单号 本站订单号 交易订单编号 交易订单号",
    ),
    Label(
        Field.MERCHANT_NO,
        "商户订单号 商家订单号 商户单号 商家单号 商户订单编号 商家订单编号 商户流水号 商户交易号 外部订单号 商户订单",
    ),
    Label(
        Field.TRADE_NO,
        "支付宝交易号 支付宝订单号 支付宝流水号 微信支付单号 微信交易单号 微信支付交易单号 微信订单号 交易单号 交易号 交易流水号 支付流水号 "
        "流水号 支付单号 支付交易号 支付订单号 转账单号 转账订单号 付款单号 交易流水 支付编号 交易编号 银行流水号 收款单号 付款流水号 "
        "微信支付订单号 财付通单号 支付流水",
    ),
    Label(
        Field.PRODUCT,
        "商品名称 商品 商品说明 商品标题 商品信息 产品名称 产品 宝贝名称 宝贝 宝贝信息 宝贝标题 购买商品 商品描述 订单名称 订单标题 "
        "卡密名称 交易商品 货品名称 套餐名称 项目名称 订单内容 商品详情 所购商品 购买产品 商品名 购买内容 所购产品",
    ),
    Label(
        Field.AMOUNT,
        "实付款 实付 实付金额 实际付款 实际支付 实际支付金额 实付款金额 实付总额 实付合计 付款金额 支付金额 已付款 已支付 已付金额 支付总额 付款总额 "
        "支付总金额 订单实付 交易金额 成交金额 成交价 成交价格 订单金额 订单总额 订单总金额 订单总价 应付金额 应付款 应付总额 需付款 总金额 合计 "
        "合计金额 总计 总额 总价 消费金额 转账金额 金额 共计 合计付款 到账金额 买家实付 订单价格 实收金额 实收款 价格合计 应支付金额 应支付 支付合计 实付合计金额 实付价 付款总价 本次支付 订单应付 应付 支付价格 付款价格 交易总额 总支付",
    ),
    Label(
        Field.REFUND_AMOUNT,
        "退款金额 退款总金额 退款总额 申请退款金额 申请金额 退款合计 应退金额 实退金额 可退金额 申请退款",
    ),
    Label(
        Field.ORDER_TIME,
        "下单时间 创建时间 订单时间 拍下时间 下单日期 提交时间 订单创建时间 订单提交时间 购买时间 订单生成时间 订单日期 交易创建时间 创建日期 "
        "生成时间 下单于 购买日期",
    ),
    Label(
        Field.PAY_TIME,
        "付款时间 支付时间 支付成功时间 支付完成时间 付款成功时间 交易付款时间 付款日期 支付日期 转账时间 扣款时间 消费时间 付款于 交易时间 交易日期",
    ),
    Label(Field.TRADE_TIME, "时间 日期"),
    Label(
        Field.PLATFORM,
        "平台 交易平台 购买平台 平台名称 所属平台 下单平台 网站 网站名称 购买渠道 订单来源 站点",
    ),
    Label(
        Field.MERCHANT,
        "商户全称 商家全称 收款方全称 商户名称 商家名称 店铺名称 店铺 商家 卖家 卖家昵称 商家昵称 店名 收款方 收款商户 收款商家 供货商 "
        "供应商 销售方 掌柜 卖家名称 收款单位 商铺 发卡商家 店铺名 收款方名称 商户简称 卖方 对方账户 交易对方 收款人 对方户名 对方名称 交易对手 收款户名 商户",
    ),
    Label(
        Field.PAY_CHANNEL,
        "支付方式 付款方式 支付渠道 支付类型 支付通道 付款渠道 支付工具 支付途径 付款类型 交易渠道 收款方式 付款通道 支付 原支付方式 原付款方式",
    ),
    Label(Field.REFUND_TO, "退款去向 退款方式 退款账户 退款渠道 退回账户 退回方式 钱款去向"),
    Label(
        Field.DELIVERY,
        "发货方式 发货 发货时间承诺 发货时效 配送方式 发货承诺 交付方式 商家承诺 卖家承诺 发货说明 承诺 服务承诺 发货类型 到货时间 "
        "发货速度 店铺承诺 配送 承诺发货 预计发货 发货服务 送达时效 交货方式 服务 保障 说明 提货方式",
    ),
    Label(
        Field.STATUS,
        "订单状态 状态 当前状态 交易状态 支付状态 付款状态 退款状态 发货状态 售后状态 处理状态 处理结果",
    ),
    Label(
        Field.REASON,
        "拒绝原因 拒绝理由 驳回原因 驳回理由 商家拒绝原因 卖家拒绝原因 商家留言 商家说明 卖家留言 卖家说明 拒绝说明 商家回复 卖家回复 "
        "审核意见 平台意见 处理意见 拒绝退款原因 不通过原因 商家意见",
    ),
    Label(
        Field.CARD_KEY,
        "卡密信息 卡密 卡密内容 卡号 密码 卡号密码 兑换码 激活码 卡券信息 提货内容 卡密详情 券码 序列号 提取内容",
    ),
    Label(
        Field.NONE,
        "成交时间 交易完成时间 买家邮箱 联系邮箱 接收邮箱 订单邮箱 收货邮箱 商品总价 商品金额 商品总额 商品价格 商品单价 单价 价格 原价 优惠 店铺优惠 平台优惠 优惠券 优惠金额 折扣 红包 运费 运费险 配送费 "
        "商品小计 小计 数量 购买数量 商品数量 件数 操作 商品编号 商品ID 商品编码 商品类型 商品分类 物流单号 运单号 快递单号 退款编号 退款单号 "
        "售后单号 售后编号 服务单号 退款流水号 退货单号 收单机构 清算机构 服务商 发货时间 申请时间 退款时间 完成时间 到账时间 预计到账时间 "
        "退款成功时间 关闭时间 过期时间 有效期 到期时间 确认收货时间 收货时间 结束时间 更新时间 受理时间 处理时间 拒绝时间 查看时间 取卡时间 "
        "收货信息 收货地址 收货人 备注 买家留言 订单备注 联系方式 联系电话 手机号 手机号码 充值账号 QQ QQ号 邮箱 买家 买家昵称 "
        "账单分类 支付奖励 标签 退款原因 退款说明 申请原因 退款类型 售后类型 货物状态 订单类型 订单详情 订单信息 "
        "订单查询 我的订单 退款信息 规格 颜色分类 面值 型号 库存 销量 评价 商品评价 发票 发票信息 序号 编号 类型 类别 分类 积分 手续费 余额 "
        "交易类型 交易详情 账单详情 账单服务 商家信息 店铺信息 卖家信息 商品总数 支付信息 付款信息 交易信息 售后 查单密码 查询密码 取卡密码 "
        "优惠立减 立减 促销 满减 活动优惠 会员优惠 抵扣 淘金币 价格明细 待付款 投诉 客服 名称 付款人 付款账户 付款方 转账说明 "
        "计入收支 订单描述 交易快照 快照 收货状态 商品状态 购买须知 使用说明 温馨提示 注意事项 提示 权益 参数 参数 规则 退换规则 售后说明",
    ),
)

# What happened: its time stands beside or below it, as in the steps of an order.
EVENTS: Final = (
    Label(
        Field.ORDER_TIME,
        "提交订单 下单成功 买家下单 创建订单 订单提交 订单创建 订单生成 拍下宝贝 拍下商品 买家拍下 订单已提交 订单提交成功 提交成功 已下单 下单",
    ),
    Label(
        Field.PAY_TIME,
        "支付成功 付款成功 买家付款 买家已付款 订单支付 订单付款 完成支付 完成付款 支付完成 付款完成 订单支付成功 订单已支付 订单已付款 已付款 已支付 "
        "买家付款成功 付款",
    ),
)
_LATER: Final = 60  # added to an event's rank: a label is surer

_FIELDS: Final = {squashed(word).upper(): row.field for row in reversed(LABELS) for word in row.words.split()}
_RANKS: Final = {
    squashed(word).upper(): rank for row in LABELS for rank, word in enumerate(row.words.split())
}
_EVENTS: Final = {
    word: (row.field, _LATER + rank) for row in EVENTS for rank, word in enumerate(row.words.split())
}
_LONGEST: Final = max(map(len, _FIELDS))
_ALSO_SAID: Final = frozenset(
    ("已付款", "已支付", "待付款", "支付", "申请退款", "客服", "投诉", "评价", "订单")
)
_LEAD: Final = re.compile(r"^[·•\-*■◆●○◎◉✓√⊙【\[「|]+\s*")
_REMARK: Final = re.compile(r"^[(（][^()（）]*[)）]?(?=\s*[:：]|\s*$)|^[(（][^()（）]*[)）](?=\s*[¥￥])")
_MARK: Final = re.compile(r"^[】\]」)]?\s*(?:[:：;；|]|[.…·—_-]{2,})*\s*")
_COUNTED: Final = re.compile(
    r"^(?:共|总共)?\s*\d+\s*(?:件|个|份|张)(?:商品|宝贝|卡密)?[，,;；]?\s*(?=\D)(.+)$"
)


class Found(NamedTuple):
    """A label at the start of a text; `rest` is what follows it, `marked` when a colon, a space or the sign of a currency parts them."""

    field: Field
    word: str
    rank: int  # 0 is the row's best word
    rest: str
    marked: bool


def find(text: str) -> Found | None:
    """The longest label that begins the text."""
    plain = _LEAD.sub("", squashed(text))
    upper = plain.upper()
    for length in range(min(_LONGEST, len(upper)), 0, -1):
        field = _FIELDS.get(upper[:length])
        if field is None:
            continue
        after = _after(text, length)
        rest = _rest_of(after)
        marked = not rest or bool(re.match(r"[】\]」)]?\s*([:：;；|¥￥]|[.…·]{2})|\s", after))
        return Found(field, upper[:length], _RANKS[upper[:length]], rest, marked)
    return None


def found_in(text: str) -> list[Found]:
    """The labels of a piece, each with what follows it up to the next; totals are told as 共1件 实付款¥28.00."""
    if counted := _COUNTED.match(text):
        return found_in(counted[1])
    spaces = (space.end() for space in re.finditer(r"[\s，,；;|]+", text))
    starts = [0, *(at for at in spaces if _goes_on_with_label(text[at:])), len(text)]
    parts = (text[begin:end].rstrip(" ，,；;|") for begin, end in pairwise(starts))
    return [found for part in parts if (found := find(part))]


def _goes_on_with_label(text: str) -> bool:
    """Behind words only a number, an amount or a time can begin anew."""
    found = find(text)
    return bool(found and found.rest and found.marked and found.field in _MEASURED)


_MEASURED: Final = (
    Field.ORDER_NO, Field.MERCHANT_NO, Field.TRADE_NO, Field.AMOUNT, Field.REFUND_AMOUNT, Field.ORDER_TIME, Field.PAY_TIME,
)  # fmt: skip


def event(text: str) -> Found | None:
    """What happened, when the text says nothing else."""
    word = _LEAD.sub("", squashed(text)).rstrip(":·•✓√")
    field, rank = _EVENTS.get(word, (None, 0))
    return Found(field, word, rank, "", True) if field else None


def _after(text: str, length: int) -> str:
    """The original text after the label's letters and a remark in brackets."""
    seen, at = 0, 0
    body = _LEAD.sub("", text.strip())
    while seen < length and at < len(body):
        seen += not body[at].isspace()
        at += 1
    return _REMARK.sub("", body[at:])


def _rest_of(after: str) -> str:
    return _MARK.sub("", after).strip(" ")


def exact(text: str) -> Found | None:
    """The label, when the text is nothing else and could not be a state or a button."""
    found = find(text.rstrip(" :：?？>›.…·"))
    return found if found and not found.rest and found.word not in _ALSO_SAID else None
