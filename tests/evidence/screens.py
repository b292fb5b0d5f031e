"""Draws screens of shops, banks and chats, with what they say: invented names, numbers and layouts.

Every layout is a function of a `Made`; `SCREENS` lists them. `degraded` makes a screen look like a photo, a
rotated or a badly compressed picture.
"""

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = tuple(
    Path(place)
    for place in (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    )
)
GOODS = (
    "视频平台黄金会员年卡", "Windows 10专业版正版密钥", "英雄远征点券1000 兑换码", "学习APP终身会员激活码", "云盘SVIP季卡 卡密自动发",
    "Adobe全家桶授权 一年订阅", "话费充值100元 全国通用卡密", "绘图工具Pro永久序列号", "音乐APP豪华VIP月卡CDK", "外卖大额红包兑换码5张",
    "手机游戏月卡直充 安卓区", "翻译软件年度会员 激活码",
)  # fmt: skip
SHOPS = (
    "橙子数码旗舰店",
    "白鲸卡券专营店",
    "青柠游戏小店",
    "北极星软件专卖店",
    "阿呆虚拟商城",
    "海豚数字工作室",
    "果壳充值专营店",
)
COMPANIES = ("杭州青柠网络科技有限公司", "深圳市白鲸信息技术有限公司", "成都橙子文化传媒有限公司")
SITES = ("蚂蚁发卡", "星云卡铺", "飞卡网", "小熊寄售", "七七卡盟")
PROMISES = (
    "付款后24小时内发货",
    "48小时内发货",
    "拍下立即自动发货",
    "付款后5分钟内自动发货",
    "预计2天内发货",
    "24小时自动发货",
)
REFUSALS = (
    "虚拟产品售出后概不退换", "卡密一经发出不支持退款", "不支持七天无理由退换", "已超过售后时间", "激活码一经查看概不退款", "该商品不支持退货退款",
)  # fmt: skip
ERRORS = (
    "该激活码已被使用", "兑换码无效，请核对后重新输入", "卡密已过期，无法兑换", "密钥不正确（错误代码：0xC004F050）", "激活次数已达上限，请联系卖家",
    "序列号已失效", "该卡密已在其他账号激活，如有疑问请联系客服",
)  # fmt: skip


@dataclass
class Look:
    """How a screen is drawn; sizes in pixels of a 1280 pixels tall picture."""

    width: int = 590
    height: int = 1280
    dark: bool = False
    serif: bool = False
    size: int = 23

    @property
    def paper(self) -> str:
        return "#141414" if self.dark else "#f4f4f6"

    @property
    def card(self) -> str:
        return "#202022" if self.dark else "#ffffff"

    @property
    def ink(self) -> str:
        return "#ececec" if self.dark else "#1b1b1b"

    @property
    def grey(self) -> str:
        return "#9a9a9a" if self.dark else "#858585"


class Made:
    """A picture being drawn, and the facts it shows."""

    def __init__(self, seed: int, look: Look | None = None, told: Mapping[str, str] | None = None) -> None:
        self.dice = random.Random(seed)
        self.look = look or Look(
            dark=self.dice.random() < 0.3,
            width=self.dice.choice((576, 590, 591)),
            size=self.dice.choice((21, 23, 25)),
        )
        self.picture = Image.new("RGB", (self.look.width, self.look.height), self.look.paper)
        self.pen = ImageDraw.Draw(self.picture)
        self.fields: dict[str, str | list[str]] = {}
        self.told = told or {}
        self.y = 0.0
        moment = datetime(2023, 1, 1) + timedelta(seconds=self.dice.randrange(3 * 365 * 86400))
        if "ordered" in self.told:
            moment = datetime.fromisoformat(self.told["ordered"])
        self.ordered, self.paid = moment, moment + timedelta(seconds=self.dice.randrange(3, 90))

    def font(self, size: float) -> ImageFont.FreeTypeFont:
        chosen = [font for font in FONTS if font.exists()]
        return ImageFont.truetype(
            chosen[1 if self.look.serif and len(chosen) > 1 else 0], round(size), index=2
        )

    def wide(self, words: str, size: float) -> float:
        return self.font(size).getlength(words)

    def write(
        self,
        x: float,
        words: str,
        size: float = 0,
        ink: str = "",
        align: str = "left",
        y: float | None = None,
    ) -> float:
        """Draws words; x is their left, right or middle. Gives the right edge."""
        size = size or self.look.size
        wide = self.wide(words, size)
        left = {"left": x, "right": x - wide, "centre": x - wide / 2}[align]
        self.pen.text(
            (left, self.y if y is None else y), words, font=self.font(size), fill=ink or self.look.ink
        )
        return left + wide

    def wrapped(self, x: float, words: str, room: float, size: float = 0, ink: str = "") -> float:
        """Draws words over as many lines as they need; gives the widest right edge and moves down."""
        size = size or self.look.size
        widest = x
        for line in self.lines(words, room, size):
            widest = max(widest, self.write(x, line, size, ink))
            self.y += 1.45 * size
        return widest

    def lines(self, words: str, room: float, size: float) -> list[str]:
        lines, line = [], ""
        for token in _tokens(words):
            if line and self.wide(line + token, size) > room:
                lines.append(line.rstrip())
                line = ""
            while self.wide(token, size) > room:
                fits = max(n for n in range(1, len(token)) if self.wide(token[:n], size) <= room)
                lines.append(token[:fits])
                token = token[fits:]
            line += token if line else token.lstrip()
        return [*lines, line]

    def status_bar(self) -> None:
        self.write(26, f"{self.dice.randrange(24):02}:{self.dice.randrange(60):02}", 19, y=12)
        self.write(self.look.width - 26, f"5G {self.dice.randrange(5, 100)}%", 19, align="right", y=12)
        self.y = 56

    def title(self, words: str) -> None:
        self.write(24, "<", 28)
        self.write(self.look.width / 2, words, 28, align="centre")
        self.y += 66

    def box(self, height: float, inset: float = 14) -> None:
        self.pen.rounded_rectangle(
            (inset, self.y, self.look.width - inset, self.y + height), 14, fill=self.look.card
        )
        self.y += 18

    def pair(self, label: str, value: str, style: str = "near", mark: str = "") -> None:
        """A label and its value: near, far (right-aligned), joined in one text, or above."""
        left, right, size = 36.0, self.look.width - 36.0, self.look.size
        if style == "joined":
            self.wrapped(left, f"{label}{mark}{value}", right - left)
        elif style == "above":
            self.write(left, label, size * 0.85, self.look.grey)
            self.y += 1.6 * size
            self.wrapped(left, value, right - left)
        elif style == "far":
            self.write(left, label + mark, ink=self.look.grey)
            room = right - left - 5.5 * size
            lines = self.lines(value, room, size)
            for line in lines:
                self.write(right, line, align="right")
                self.y += 1.45 * size
        else:
            self.write(left, label + mark, ink=self.look.grey)
            column = left + 6.4 * size
            self.wrapped(column, value, right - column)
        self.y += 0.75 * size

    def number(self, count: int) -> str:
        return str(self.dice.randrange(1, 10)) + "".join(
            self.dice.choice("0123456789") for _ in range(count - 1)
        )

    def money(self) -> str:
        return f"{self.dice.randrange(100, 200000) / 100:.2f}"

    def some(self, name: str, values: tuple[str, ...]) -> str:
        return self.keep(name, self.dice.choice(values))

    def keep(self, name: str, value: str) -> str:
        value = self.told.get(name, value)
        self.fields[name] = value
        return value

    def key(self) -> str:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        return "-".join("".join(self.dice.choice(letters) for _ in range(5)) for _ in range(4))


def _tokens(words: str) -> list[str]:
    """What may not be broken: a Latin word, a number, a Chinese letter with the mark behind it."""
    tokens: list[str] = []
    for letter in words:
        word = bool(tokens) and all(sign.isascii() and sign.isalnum() for sign in (letter, tokens[-1][-1]))
        if word or (tokens and letter in "，。、：）！？;,.)"):
            tokens[-1] += letter
        else:
            tokens.append(letter)
    return tokens


@dataclass
class Screen:
    """A drawn screen and its facts."""

    name: str
    kind: str
    picture: Image.Image
    fields: dict[str, str | list[str]] = field(default_factory=dict)


def _stamp(made: Made, name: str) -> str:
    when = made.ordered if name == "order_time" else made.paid
    made.fields[name] = when.strftime("%Y-%m-%d %H:%M:%S")
    return when.strftime(made.dice.choice(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S")))


def _amount(made: Made) -> str:
    return made.keep("amount", made.money())


def _recommended(made: Made, head: str) -> None:
    made.y += 26
    made.write(made.look.width / 2, head, 22, made.look.grey, align="centre")
    made.y += 50
    for column in (20, made.look.width / 2 + 8):
        made.pen.rectangle((column, made.y, column + 250, made.y + 140), fill="#b9a58c")
        made.write(column, "保温杯304不锈钢 大容量", 20, y=made.y + 150)
        made.write(column, f"¥{made.money()}", 22, "#e4393c", y=made.y + 180)
        made.write(column + 130, "5000+人付款", 16, made.look.grey, y=made.y + 186)


def _goods_card(made: Made, price: str | None = None, sku: str = "") -> None:
    top = made.y
    made.pen.rectangle((36, top, 146, top + 110), fill="#7d8fc7")
    if price:
        made.write(made.look.width - 36, f"¥{price}", align="right")
        made.write(made.look.width - 36, "x1", 19, made.look.grey, align="right", y=top + 36)
    made.wrapped(164, str(made.fields["product"]), made.look.width - 36 - 164 - (120 if price else 0))
    if sku:
        made.write(164, sku, 0.85 * made.look.size, made.look.grey)
    made.y = max(made.y, top) + 0.0
    made.y = max(made.y + 30, top + 130)


def taobao(made: Made) -> str:
    made.status_bar()
    made.title("订单详情")
    made.write(36, made.dice.choice(("交易成功", "待收货", "卖家已发货")), 30)
    made.y += 70
    made.keep("platform", "天猫")
    made.box(330)
    made.write(36, made.some("merchant", SHOPS) + " >", made.look.size)
    made.write(made.look.width - 36, "天猫", 20, "#ff5000", align="right")
    made.y += 50
    made.some("product", GOODS)
    price = made.money()
    _goods_card(made, price, "规格：默认")
    made.pair("商品总价", f"¥{price}", "far")
    made.pair("实付款", f"¥{_amount(made)}", "far")
    made.box(400)
    made.write(36, "订单信息", 26)
    made.y += 50
    made.pair("订单编号", made.keep("order_no", made.number(19)), "far")
    made.keep("pay_channel", "支付宝")
    made.pair(
        "支付宝交易号",
        made.keep("trade_no", made.ordered.strftime("%Y%m%d") + "2200" + made.number(16)),
        "far",
    )
    made.pair("创建时间", _stamp(made, "order_time"), "far")
    made.pair("付款时间", _stamp(made, "pay_time"), "far")
    if made.dice.random() < 0.6:
        _recommended(made, "猜你喜欢")
    return "order"


def jingdong(made: Made) -> str:
    made.status_bar()
    made.write(36, "已完成", 32)
    made.y += 60
    made.write(36, "感谢您的购物，欢迎再次光临", 20, made.look.grey)
    made.y += 60
    made.keep("platform", "京东")
    made.box(200)
    made.write(36, made.some("merchant", SHOPS))
    made.write(made.look.width - 36, "联系客服", 20, align="right")
    made.y += 46
    made.some("product", GOODS)
    _goods_card(made, made.money())
    made.y += 20
    made.box(330)
    made.pair("订单编号", made.keep("order_no", made.number(12)), "joined", "：")
    made.pair("下单时间", _stamp(made, "order_time"), "joined", "：")
    made.pair("支付方式", made.keep("pay_channel", "微信支付"), "joined", "：")
    made.pair("支付时间", _stamp(made, "pay_time"), "joined", "：")
    made.pair("订单来源", "京东", "joined", "：")
    made.y += 30
    made.pair("商品金额", f"¥{made.money()}", "far")
    made.write(made.look.width - 36, f"实付款：¥{_amount(made)}", 26, "#e4393c", align="right")
    made.y += 60
    made.write(made.look.width - 36, "申请售后  再次购买", 22, align="right")
    return "order"


def xianyu(made: Made) -> str:
    made.status_bar()
    made.title("订单详情")
    made.keep("platform", "闲鱼")
    made.write(36, "等待卖家发货", 30)
    made.y += 46
    if made.dice.random() < 0.5:
        made.write(36, "卖家承诺" + made.some("promise", PROMISES), 20, made.look.grey)
    made.y += 60
    made.box(150)
    made.some("product", GOODS)
    _goods_card(made, _amount(made))
    made.pair("成交价", f"¥{made.fields['amount']}", "far")
    made.box(300)
    made.pair("卖家昵称", made.keep("merchant", made.dice.choice(SHOPS)), "far")
    made.pair("交易平台", "闲鱼", "far")
    made.pair("订单编号", made.keep("order_no", made.number(19)), "far")
    made.pair("付款时间", _stamp(made, "pay_time"), "far")
    made.pair("拍下时间", _stamp(made, "order_time"), "far")
    return "order"


def site_phone(made: Made) -> str:
    """A card site on a phone: labels above their values."""
    made.status_bar()
    made.write(30, made.some("platform", SITES), 28)
    made.write(made.look.width - 30, "订单查询", 20, align="right")
    made.y += 70
    made.box(900)
    made.write(36, "查询结果", 26)
    made.y += 56
    made.pair(
        "订单号", made.keep("order_no", made.ordered.strftime("%Y%m%d%H%M%S") + made.number(6)), "above"
    )
    made.pair("商品名称", made.some("product", GOODS), "above")
    made.pair("支付金额", f"{_amount(made)}元", "above")
    made.pair("支付方式", made.keep("pay_channel", made.dice.choice(("支付宝", "微信支付"))), "above")
    made.pair("下单时间", _stamp(made, "order_time"), "above")
    made.pair("卡密", made.key(), "above")
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = [refusal]
    made.wrapped(36, f"注意：{refusal}，请尽快使用", made.look.width - 72, 20, "#d33")
    return "order"


def site_joined(made: Made) -> str:
    made.status_bar()
    made.title("订单详情")
    made.box(800)
    for label, value in (
        ("订单ID", made.keep("order_no", made.dice.choice("ABCDEFGH") + made.number(17))),
        ("商品", made.some("product", GOODS)),
        ("店铺", made.some("merchant", SHOPS)),
        ("实付金额", f"￥{_amount(made)}"),
        ("付款方式", made.keep("pay_channel", "支付宝")),
        ("创建时间", _stamp(made, "order_time")),
        ("发货说明", made.some("promise", PROMISES)),
        ("订单状态", "已付款"),
    ):
        made.pair(label, value, "joined", made.dice.choice(("：", ": ", "  ")))
    return "order"


def alipay(made: Made) -> str:
    made.status_bar()
    made.title("账单详情")
    made.write(made.look.width / 2, made.some("merchant", SHOPS), 26, align="centre")
    made.y += 50
    made.write(made.look.width / 2, f"-{_amount(made)}", 50, align="centre")
    made.y += 76
    made.write(made.look.width / 2, "交易成功", 22, made.look.grey, align="centre")
    made.y += 80
    style = made.dice.choice(("near", "far"))
    made.keep("pay_channel", "支付宝")
    made.pair("创建时间", _stamp(made, "order_time"), style)
    if made.dice.random() < 0.5:
        made.pair("付款时间", _stamp(made, "pay_time"), style)
    made.pair("付款方式", "花呗", style)
    made.pair("商品说明", made.some("product", GOODS), style)
    made.pair(
        "订单号", made.keep("trade_no", made.ordered.strftime("%Y%m%d") + "2200" + made.number(16)), style
    )
    order = made.dice.choice((f"T200P{made.number(19)}", made.number(32), made.number(18)))
    made.pair("商家订单号", made.keep("order_no", order), style)
    made.pair("账单分类", "日用百货", style)
    return "alipay_bill"


def wechat(made: Made) -> str:
    made.status_bar()
    made.title("账单详情" if made.dice.random() < 0.5 else "")
    made.write(made.look.width / 2, made.dice.choice(SHOPS), 24, align="centre")
    made.y += 46
    made.write(made.look.width / 2, f"-{_amount(made)}", 50, align="centre")
    made.y += 110
    style = made.dice.choice(("near", "far"))
    made.keep("pay_channel", "微信支付")
    made.fields["pay_time"] = made.paid.strftime("%Y-%m-%d %H:%M:%S")
    made.pair("当前状态", "支付成功", style)
    made.pair(
        "支付时间", f"{made.paid.year}年{made.paid.month}月{made.paid.day}日 {made.paid:%H:%M:%S}", style
    )
    made.pair("商品", made.some("product", GOODS), style)
    made.pair("商户全称", made.some("merchant", COMPANIES), style)
    made.pair("支付方式", "零钱", style)
    made.pair("交易单号", made.keep("trade_no", "4200" + made.number(24)), style)
    made.pair("商户单号", made.keep("order_no", made.number(made.dice.choice((20, 28, 32)))), style)
    return "wechat_bill"


def chat(made: Made) -> str:
    made.status_bar()
    made.title(made.some("merchant", SHOPS))
    made.write(made.look.width / 2, "昨天 20:15", 19, made.look.grey, align="centre")
    made.y += 50
    said: list[tuple[bool, str]] = [(True, "老板在吗，我买的激活码用不了"), (False, "您好，很高兴为您服务")]
    if made.dice.random() < 0.6:
        said.append((True, f"订单号：{made.keep('order_no', made.number(18))}"))
    if made.dice.random() < 0.6:
        said.append((False, f"亲亲，本店{made.some('promise', PROMISES)}的"))
    said.append((True, "可是一直没有收到，能不能退款？"))
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = [refusal]
    said += [(False, f"亲，{refusal}，购买前都有提示"), (True, "那我要投诉了"), (False, "随便你")]
    for mine, words in said:
        _bubble(made, words, mine)
    made.write(40, "按住说话", 22, made.look.grey, y=made.look.height - 60)
    return "chat"


def _bubble(made: Made, words: str, mine: bool) -> None:
    size, room = made.look.size + 2, 0.58 * made.look.width
    lines = made.lines(words, room, size)
    wide = max(made.wide(line, size) for line in lines)
    left = made.look.width - 90 - wide if mine else 90.0
    high = 1.5 * size * len(lines) + 22
    made.pen.rounded_rectangle(
        (left - 14, made.y, left + wide + 14, made.y + high), 10, fill="#3aa757" if mine else made.look.card
    )
    face = made.look.width - 66 if mine else 14
    made.pen.rectangle((face, made.y, face + 52, made.y + 52), fill="#c0a0d0")
    for row, line in enumerate(lines):
        made.write(left, line, size, y=made.y + 9 + 1.5 * size * row)
    made.y += high + 30


def web_detail(made: Made) -> str:
    """A desktop page with pairs in two columns."""
    size = made.look.size = 17
    made.pen.rectangle((0, 0, made.look.width, 50), fill="#22333b")
    made.write(60, made.some("platform", SITES), 22, "#fff", y=12)
    made.write(300, "首页    订单查询    联系客服", 15, "#ddd", y=16)
    made.y = 90
    made.write(80, "订单详情", 22)
    made.y += 60
    pairs = [
        ("订单编号", made.keep("order_no", made.number(16))), ("下单时间", _stamp(made, "order_time")),
        ("商品名称", made.some("product", GOODS)), ("支付金额", f"{_amount(made)} 元"),
        ("卖家", made.some("merchant", SHOPS)), ("付款方式", made.keep("pay_channel", "支付宝")),
        ("付款时间", _stamp(made, "pay_time")), ("订单状态", "已付款"),
    ]  # fmt: skip
    for at, (label, value) in enumerate(pairs):
        left = 80 if at % 2 == 0 else 680
        made.write(left, label + "：", size, made.look.grey)
        made.write(left + 110, value, size)
        made.y += 46 if at % 2 else 0
    made.y += 60
    made.write(
        80,
        "关于我们  服务条款  投诉规则：请在交易当日24点前投诉",
        13,
        made.look.grey,
        y=made.look.height - 60,
    )
    return "web_order"


def web_table(made: Made) -> str:
    size = made.look.size = 15
    made.write(60, made.some("platform", SITES), 24, y=14)
    made.y = 80
    made.write(60, "我的订单", 20)
    made.y += 56
    headings = ("下单时间", "订单号", "商品", "店铺", "实付", "操作")
    columns = (60, 240, 440, 760, 960, 1100)
    values = (
        _stamp(made, "order_time"), made.keep("order_no", made.number(18)), made.some("product", GOODS), made.some("merchant", SHOPS),
        f"¥{_amount(made)}", "查看",
    )  # fmt: skip
    for left, heading, value in zip(columns, headings, values, strict=True):
        made.write(left, heading, size, made.look.grey)
        made.write(left, value, size, y=made.y + 48)
    return "web_order"


def error_inline(made: Made) -> str:
    made.status_bar()
    made.title("会员兑换")
    made.write(36, "请输入兑换码", 24)
    made.y += 50
    made.pen.rectangle((36, made.y, made.look.width - 36, made.y + 60), outline=made.look.grey)
    made.write(52, made.key(), 24, y=made.y + 14)
    made.y += 76
    made.wrapped(36, made.some("error", ERRORS), made.look.width - 72, 21, "#e02020")
    made.y += 50
    made.pen.rounded_rectangle((36, made.y, made.look.width - 36, made.y + 66), 30, fill="#2a6fdb")
    made.write(made.look.width / 2, "立即兑换", 26, "#fff", align="centre", y=made.y + 14)
    return "error"


def error_dialog(made: Made) -> str:
    """A desktop dialog."""
    made.write(40, "软件激活", 20, y=20)
    left, top = made.look.width / 2 - 260, made.look.height / 2 - 130
    made.pen.rectangle((left, top, left + 520, top + 260), fill=made.look.card, outline=made.look.grey)
    made.write(left + 24, "激活失败", 20, y=top + 16)
    made.y = top + 80
    made.wrapped(left + 24, made.some("error", ERRORS), 470, 18)
    made.write(left + 440, "确定", 18, "#2a6fdb", y=top + 210)
    return "error"


def product(made: Made) -> str:
    made.status_bar()
    made.pen.rectangle((0, 50, made.look.width, 520), fill="#89a7b1")
    made.y = 540
    made.write(30, f"¥{made.money()}", 40, "#e4393c")
    made.write(made.look.width - 30, "月销 3000+", 19, made.look.grey, align="right")
    made.y += 66
    made.wrapped(30, made.some("product", GOODS), made.look.width - 60, 28)
    made.y += 20
    made.write(30, "服务  " + made.some("promise", PROMISES), 21, made.look.grey)
    made.y += 52
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = [refusal]
    made.write(30, "说明  " + refusal, 21, made.look.grey)
    made.y += 80
    made.write(30, made.some("merchant", SHOPS), 25)
    made.write(made.look.width - 40, "进店逛逛", 20, align="right")
    made.y = made.look.height - 90
    made.write(30, "店铺  客服  收藏", 19)
    made.write(made.look.width - 40, "加入购物车  立即购买", 24, align="right")
    return "product_page"


def refund(made: Made) -> str:
    made.status_bar()
    made.title("售后详情")
    made.write(36, "卖家已拒绝退款", 30)
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = ["拒绝退款", refusal]
    made.y += 56
    made.write(36, f"拒绝理由：{refusal}", 21, made.look.grey)
    made.y += 70
    made.box(180)
    made.some("product", GOODS)
    _goods_card(made, None, "数量：1")
    made.box(320)
    made.pair("退款金额", f"¥{_amount(made)}", "far")
    made.pair("申请时间", made.paid.strftime("%Y-%m-%d %H:%M:%S"), "far")
    made.pair("退款编号", made.number(18), "far")
    made.pair("订单编号", made.keep("order_no", made.number(19)), "far")
    return "refund"


def other(made: Made) -> str:
    made.status_bar()
    made.title("天气")
    made.write(made.look.width / 2, "26°", 90, align="centre")
    made.y += 160
    for day, words in (
        ("今天", "多云 22°~28°"),
        ("明天", "小雨 20°~25°"),
        ("周三", "晴 19°~27°"),
        ("周四", "晴 21°~29°"),
    ):
        made.pair(day, words, "far")
    return "other"


def voucher(made: Made) -> str:
    """A payment notice inside the messenger."""
    made.status_bar()
    made.title("微信支付")
    made.write(made.look.width / 2, made.paid.strftime("%H:%M"), 19, made.look.grey, align="centre")
    made.y += 50
    made.box(420)
    made.write(36, "微信支付凭证", 24)
    made.y += 60
    made.write(made.look.width / 2, "付款金额", 21, made.look.grey, align="centre")
    made.y += 38
    made.write(made.look.width / 2, f"¥{_amount(made)}", 50, align="centre")
    made.y += 90
    made.keep("pay_channel", "微信支付")
    made.pair("收款方", made.some("merchant", SHOPS))
    made.pair("支付方式", "零钱")
    made.pair("交易状态", "支付成功，对方已收款")
    made.write(36, "查看账单详情", 21)
    return "wechat_bill"


def alipay_sheet(made: Made) -> str:
    """A bill whose merchant has a label, with every value at the right."""
    made.status_bar()
    made.write(24, "<", 28)
    made.write(made.look.width / 2, "账单详情", 28, align="centre")
    made.write(made.look.width - 24, "全部账单", 20, align="right")
    made.y += 80
    made.box(900)
    made.write(36, made.some("merchant", SHOPS), 24)
    made.write(made.look.width - 36, f"-{_amount(made)}", 38, align="right")
    made.y += 56
    made.write(made.look.width - 36, "交易成功", 19, made.look.grey, align="right")
    made.y += 60
    made.keep("pay_channel", "支付宝")
    made.pair("支付时间", _stamp(made, "pay_time"), "far")
    made.pair("付款方式", "招商银行储蓄卡(1234)", "far")
    made.pair("商品说明", made.some("product", GOODS), "far")
    made.pair("收单机构", "支付宝(中国)网络技术有限公司", "far")
    made.pair(
        "订单号", made.keep("trade_no", made.ordered.strftime("%Y%m%d") + "2300" + made.number(16)), "far"
    )
    made.pair("商家订单号", made.keep("order_no", "MD" + made.number(22)), "far")
    made.pair("账单管理", ">", "far")
    return "alipay_bill"


def chat_with_card(made: Made) -> str:
    """A shop's own chat: nicknames over the bubbles, an order as a card."""
    made.status_bar()
    made.title(made.some("merchant", SHOPS))
    made.write(made.look.width / 2, "今天 9:05", 19, made.look.grey, align="centre")
    made.y += 46
    made.pen.rectangle((20, made.y, made.look.width - 20, made.y + 150), fill=made.look.card)
    made.y += 16
    made.write(36, f"订单编号：{made.keep('order_no', made.number(19))}", 20, made.look.grey)
    made.y += 46
    made.write(36, "共1件商品  待发货", 20)
    made.y += 100
    made.write(80, "客服小橙", 17, made.look.grey)
    made.y += 28
    _bubble(made, f"您好，{made.some('promise', PROMISES)}，请您耐心等待哦", False)
    _bubble(made, "都两天了还没有发货，我要退款！", True)
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = [refusal]
    made.write(80, "客服小橙", 17, made.look.grey)
    made.y += 28
    _bubble(made, f"不好意思，{refusal}哦", False)
    _bubble(made, "那我找平台投诉", True)
    made.write(30, "请输入消息", 21, made.look.grey, y=made.look.height - 60)
    made.write(made.look.width - 30, "发送", 21, align="right", y=made.look.height - 60)
    return "chat"


def shopping_app(made: Made) -> str:
    """Totals in a sentence, labels and values in one text without a colon."""
    made.status_bar()
    made.write(36, "已发货", 32)
    made.y += 80
    made.keep("platform", "抖音商城")
    made.write(made.look.width - 36, "抖音商城", 19, align="right", y=80)
    made.box(300)
    made.write(36, made.some("merchant", SHOPS), 23)
    made.write(made.look.width - 36, "进店", 20, align="right")
    made.y += 48
    made.some("product", GOODS)
    _goods_card(made, made.money(), "标准版；1件")
    made.write(made.look.width - 36, f"共1件 实付款 ¥{_amount(made)}", 24, align="right")
    made.y += 90
    made.box(300)
    made.pair("订单编号", made.keep("order_no", made.number(19)), "joined", " ")
    made.pair("下单时间", _stamp(made, "order_time"), "joined", " ")
    made.pair("支付时间", _stamp(made, "pay_time"), "joined", " ")
    made.pair("支付方式", made.keep("pay_channel", "支付宝"), "joined", " ")
    made.write(36, "运费险  极速退款  七天无理由", 19, made.look.grey)
    _recommended(made, made.dice.choice(("为你推荐", "你可能还喜欢", "大家都在看")))
    return "order"


def grid(made: Made) -> str:
    """Two columns of labels with their values below."""
    made.status_bar()
    made.title("订单详情")
    made.box(500)
    made.write(36, made.some("product", GOODS), 25)
    made.y += 66
    rows = (
        ("订单金额", f"¥{_amount(made)}", "订单状态", "已完成"),
        ("支付方式", made.keep("pay_channel", "微信支付"), "发货方式", made.keep("promise", "自动发货")),
        ("商家", made.some("merchant", SHOPS), "购买数量", "1"),
    )
    for left, value, right, second in rows:
        for x, label, what in ((36, left, value), (made.look.width / 2 + 10, right, second)):
            made.write(x, label, 19, made.look.grey)
            made.write(x, what, 22, y=made.y + 34)
        made.y += 92
    made.pair("订单号", made.keep("order_no", made.number(20)), "above")
    made.pair("下单时间", _stamp(made, "order_time"), "above")
    return "order"


def one_of_a_list(made: Made) -> str:
    made.status_bar()
    made.title("我的订单")
    made.write(36, "全部  待付款  待发货  待收货  评价", 22)
    made.y += 70
    made.box(400)
    made.write(36, made.some("merchant", SHOPS) + " >", 23)
    made.write(made.look.width - 36, "卖家已发货", 20, "#ff5000", align="right")
    made.y += 52
    made.some("product", GOODS)
    _goods_card(made, made.money())
    made.write(made.look.width - 36, f"共1件商品 合计：¥{_amount(made)}", 22, align="right")
    made.y += 50
    made.write(36, f"订单号：{made.keep('order_no', made.number(18))}", 20, made.look.grey)
    made.y += 60
    made.write(made.look.width - 36, "查看物流   确认收货", 21, align="right")
    return "order"


def web_cards(made: Made) -> str:
    """A desktop list: number and time in a band, the goods in columns under it."""
    made.look.size = 15
    made.keep("platform", "淘宝网")
    made.fields["platform"] = "淘宝"
    made.write(60, "淘宝网", 26, "#ff5000", y=14)
    made.write(240, "已买到的宝贝   购物车   收藏夹", 15, y=22)
    made.y = 90
    for left, heading in zip(
        (90, 560, 660, 780, 920, 1080),
        ("宝贝", "单价", "数量", "商品操作", "实付款", "交易状态"),
        strict=True,
    ):
        made.write(left, heading, 15, made.look.grey)
    made.y += 50
    made.pen.rectangle((60, made.y, 1220, made.y + 36), fill="#e8eef5")
    made.y += 8
    made.write(76, _stamp(made, "order_time"), 14, "#333")
    made.fields.pop("order_time")
    made.write(260, f"订单号: {made.keep('order_no', made.number(19))}", 14, "#333")
    made.write(620, made.some("merchant", SHOPS), 14, "#333")
    made.y += 56
    made.write(90, made.some("product", GOODS), 15)
    for left, words in (
        (560, made.money()),
        (660, "1"),
        (780, "申请售后"),
        (920, _amount(made)),
        (1080, "交易成功"),
    ):
        made.write(left, words, 15)
    return "web_order"


def web_cells(made: Made) -> str:
    """A desktop table of four cells a row: label, value, label, value."""
    made.look.size = 16
    made.write(80, made.some("platform", SITES), 26, y=20)
    made.write(1000, "登录   注册", 15, y=26)
    made.y = 110
    made.write(80, "订单查询结果", 20)
    made.y += 60
    cells = (
        ("订单编号", made.keep("order_no", "FK" + made.number(16)), "创建时间", _stamp(made, "order_time")),
        ("商品名称", made.some("product", GOODS), "订单金额", f"¥{_amount(made)}"),
        ("支付渠道", made.keep("pay_channel", "微信支付"), "支付时间", _stamp(made, "pay_time")),
        ("交易单号", made.keep("trade_no", "4200" + made.number(24)), "发货状态", "未发货"),
    )
    for row in cells:
        for x, words in zip((90, 240, 680, 830), row, strict=True):
            made.write(x, words, 16, made.look.grey if x in (90, 680) else "")
        made.y += 50
    return "web_order"


def error_toast(made: Made) -> str:
    made.status_bar()
    made.title("激活中心")
    made.write(36, "输入激活码", 23)
    made.y += 56
    made.write(36, made.key(), 25)
    made.y += 80
    made.write(made.look.width / 2, "激活", 26, align="centre")
    words = made.some("error", ERRORS)
    lines = made.lines(words, 360, 23)
    made.y = 640
    wide = max(made.wide(line, 23) for line in lines)
    middle = made.look.width / 2
    made.pen.rounded_rectangle(
        (middle - wide / 2 - 24, 622, middle + wide / 2 + 24, 660 + 34 * len(lines)), 12, fill="#3c3c3c"
    )
    for line in lines:
        made.write(middle, line, 23, "#fff", align="centre")
        made.y += 34
    return "error"


def site_product(made: Made) -> str:
    """A card site's page before the purchase."""
    made.status_bar()
    made.title("商品购买")
    made.box(900)
    made.wrapped(36, made.some("product", GOODS), made.look.width - 72, 26)
    made.y += 14
    made.write(36, f"￥{made.money()}", 32, "#e4393c")
    made.write(made.look.width - 36, "库存：86", 20, made.look.grey, align="right")
    made.y += 80
    made.write(36, "商品描述", 23)
    made.y += 46
    refusal = made.dice.choice(REFUSALS)
    made.wrapped(36, f"1. {made.some('promise', PROMISES)}", made.look.width - 72, 21)
    made.wrapped(36, f"2. {refusal}", made.look.width - 72, 21)
    made.fields["refusals"] = [refusal]
    made.y += 40
    made.write(36, "联系方式", 22)
    made.write(200, "请输入手机号或邮箱", 20, made.look.grey)
    made.y += 60
    made.write(36, "购买数量", 22)
    made.write(200, "1", 22)
    made.y += 90
    made.write(made.look.width / 2, "提交订单", 26, align="centre")
    return "product_page"


def refund_steps(made: Made) -> str:
    made.status_bar()
    made.title("退款详情")
    made.write(36, "退款关闭", 30)
    made.y += 80
    made.box(300)
    made.write(36, made.some("merchant", SHOPS), 23)
    made.y += 50
    refusal = made.dice.choice(REFUSALS)
    made.fields["refusals"] = ["拒绝退款", refusal]
    made.write(36, "协商历史", 23)
    made.y += 46
    made.write(36, "商家拒绝退款", 22)
    made.y += 44
    made.pair("拒绝原因", refusal)
    made.y += 40
    made.box(400)
    made.pair("商品", made.some("product", GOODS))
    made.pair("申请退款金额", f"￥{_amount(made)}")
    made.pair("退款原因", "未收到货")
    made.pair("退款单号", made.number(17))
    made.pair("订单号", made.keep("order_no", made.number(18)))
    return "refund"


def news(made: Made) -> str:
    made.status_bar()
    made.wrapped(36, "市场监管部门提醒：网购虚拟商品注意留存证据", made.look.width - 72, 32)
    made.y += 20
    made.write(36, "城市晚报  2024-05-06 10:20", 19, made.look.grey)
    made.y += 56
    made.wrapped(
        36,
        "近日有消费者反映，购买的充值卡无法使用。专家表示，商家不得以虚拟商品为由一概拒绝退款，消费者可以保存订单和聊天记录，向有关部门投诉。",
        made.look.width - 72,
        25,
    )
    return "other"


def parcel(made: Made) -> str:
    made.status_bar()
    made.title("物流详情")
    made.write(36, "快件已签收", 28)
    made.y += 60
    made.pair("运单号", "YT" + made.number(13), "joined", "：")
    made.pair("05-06 09:12", "您的快件已由前台代收，感谢使用", "near")
    made.pair("05-05 20:40", "快件到达杭州转运中心", "near")
    return "other"


Layout = Callable[[Made], str]
PHONE: tuple[Layout, ...] = (
    taobao, jingdong, xianyu, site_phone, site_joined, alipay, wechat, chat, error_inline, product, refund, other,
    voucher, alipay_sheet, chat_with_card, shopping_app, grid, one_of_a_list, error_toast, site_product, refund_steps, news, parcel,
)  # fmt: skip
DESKTOP: tuple[Layout, ...] = (web_detail, web_table, error_dialog, web_cards, web_cells)
SCREENS: tuple[Layout, ...] = (*PHONE, *DESKTOP)


def has_font() -> bool:
    """True when a font with Chinese letters is installed."""
    return any(font.exists() for font in FONTS)


def draw(layout: Layout, seed: int, **told: str) -> Screen:
    """One screen of a layout; the same seed draws the same screen. `told` are fields with their values, and `ordered`."""
    made = Made(seed, Look(width=1280, height=760) if layout in DESKTOP else None, told)
    kind = layout(made)
    return Screen(f"{layout.__name__}-{seed}", kind, made.picture, made.fields)


def jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    """The picture as a photo message carries it."""
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def degraded(picture: Image.Image, how: str, seed: int = 0) -> bytes:
    """JPEG bytes: `q50` compresses hard, `small` halves a 1440 tall picture, `turned` leans, `photo` photographs."""
    if how == "small":
        return jpeg(
            picture.resize(
                (round(0.75 * picture.width), round(0.75 * picture.height)), Image.Resampling.BILINEAR
            )
        )
    if how == "turned":
        return jpeg(
            picture.rotate(
                random.Random(seed).choice((-2.5, 2.0, 3.0)),
                Image.Resampling.BICUBIC,
                expand=True,
                fillcolor="#555",
            )
        )
    if how == "photo":
        return jpeg(_photographed(picture, random.Random(seed)), 75)
    return jpeg(picture, 50 if how == "q50" else 80)


def _photographed(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Seen from the side, with a moiré of stripes, uneven light and a little blur."""
    wide, high = picture.size
    lean = [dice.uniform(0.0, 0.025) for _ in range(8)]
    scene = Image.new("RGB", (round(1.1 * wide), round(1.06 * high)), "#3a3530")
    scene.paste(picture, (round(0.05 * wide), round(0.03 * high)))
    w, h = scene.size
    corners = (
        lean[0] * w,
        lean[1] * h,
        lean[2] * w,
        h - lean[3] * h,
        w - lean[4] * w,
        h - lean[5] * h,
        w - lean[6] * w,
        lean[7] * h,
    )
    seen = scene.transform(scene.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    stripes = Image.new("L", (w, h))
    pen = ImageDraw.Draw(stripes)
    for y in range(0, h, 4):
        pen.line((0, y, w, y + 7), fill=34, width=1)
    seen.paste(Image.new("RGB", (w, h), "#8090a0"), (0, 0), stripes)
    return seen.filter(ImageFilter.GaussianBlur(0.7))
