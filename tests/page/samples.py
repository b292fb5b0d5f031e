"""`python -m tests.page.samples`: draws the sample screenshots of the playground, all invented and marked as samples."""

from html import escape
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.page.browser import ARGUMENTS, CHROMIUM

FOLDER: Final = Path(__file__).parents[2] / "playground" / "page" / "samples"

_STYLE: Final = """
* { box-sizing: border-box; margin: 0; }
body { width: 390px; height: 560px; overflow: hidden; background: #f3f4f6; color: #1c2733; line-height: 1.5;
  font: 15px "Noto Sans CJK SC", sans-serif; position: relative; }
.mark { background: #b3261e; color: #fff; text-align: center; font-weight: 700; letter-spacing: .12em; padding: 4px; }
.stamp { position: absolute; inset: 0; display: grid; place-items: center; pointer-events: none; }
.stamp b { transform: rotate(-24deg); font-size: 40px; color: #b3261e22; white-space: nowrap; }
header { padding: 12px 16px; background: #fff; font-size: 17px; font-weight: 700; border-bottom: 1px solid #e3e6ea; }
section { margin: 12px; padding: 14px 16px; background: #fff; border-radius: 12px; }
.big { font-size: 34px; font-weight: 700; text-align: center; padding: 8px 0; }
dl { display: grid; grid-template-columns: 84px 1fr; gap: 9px 10px; } dt { color: #6a7683; } dd { margin: 0; }
.state { color: #b45309; font-weight: 700; font-size: 19px; } .note { color: #6a7683; font-size: 13px; }
.price { color: #b3261e; font-size: 26px; font-weight: 700; } .promise { border: 2px solid #1769b5; }
.art { height: 150px; border-radius: 10px; background: linear-gradient(140deg, #2f6fa8, #7a4fa0); color: #fff;
  display: grid; place-items: center; font-size: 22px; font-weight: 700; }
.say { max-width: 76%; width: fit-content; margin: 10px 14px; padding: 8px 12px; border-radius: 14px; background: #fff; }
.me { margin-left: auto; background: #cdeac0; } .when { text-align: center; color: #6a7683; font-size: 12px;
  margin-top: 12px; }
"""


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows) + "</dl>"


def _talk(rows: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<p class="{escape(kind)}">{escape(words)}</p>' for kind, words in rows)


_ORDER = _table((("订单号", "20260928-5521"), ("商品", "影视会员年卡激活码 × 1"), ("实付金额", "¥128.00"),
                 ("下单时间", "2026-09-28 14:05:32"), ("付款方式", "平台担保付款"), ("商家", "云朵数字小店（虚构）")))  # fmt: skip
_PAYMENT = _table((("收款方", "样例卡盟平台（虚构）"), ("商品说明", "影视会员年卡激活码"), ("付款时间", "2026-09-28 14:06:01"),
                   ("付款方式", "零钱"), ("交易单号", "SAMPLE-0000-1234-5678"), ("商户单号", "20260928-5521")))  # fmt: skip
_CHAT = _talk((("when", "2026-09-28 20:10"), ("say me", "你好，我下午买的年卡激活码还没收到，订单 20260928-5521"),
               ("say", "亲，系统缺货，再等等"), ("when", "2026-09-29 10:31"), ("say me", "页面写的 24 小时内发货，已经过了"),
               ("say", "在补货，今天一定发"), ("when", "2026-09-30 09:02"), ("say me", "还没发，请在 24 小时内发货，否则请全额退款"),
               ("say", "虚拟商品不退不换哦"), ("say me", "那我向平台投诉了")))  # fmt: skip
_RECEIPT = _table((("投诉编号", "TS-SAMPLE-0930"), ("订单号", "20260928-5521"), ("诉求", "全额退款 128.00 元"),
                   ("提交时间", "2026-09-30 20:18:44"), ("处理进度", "等待平台客服处理")))  # fmt: skip

PAGES: Final = {
    "order": f"<header>订单详情</header><section><p class=state>待发货</p><p class=note>商家正在准备，请耐心等待</p>"
    f"</section><section>{_ORDER}</section><section><p class=note>订单状态以平台显示为准。</p></section>",
    "payment": f"<header>账单详情</header><section><p class=big>-128.00</p><p class=note align=center>支付成功</p>"
    f"</section><section>{_PAYMENT}</section>",
    "product": "<header>商品详情</header><section><p class=art>影视会员 · 年卡</p></section><section>"
    "<p class=price>¥128.00</p><p>影视会员年卡激活码，官方渠道，自动发货</p></section><section class=promise>"
    "<b>发货承诺</b><p>付款后 24 小时内发货，超时全额退款。</p></section><section>"
    "<p class=note>商家：云朵数字小店（虚构）</p></section>",
    "chat": f"<header>客服 · 云朵数字小店（虚构）</header>{_CHAT}",
    "receipt": f"<header>提交成功</header><section><p class=state>投诉已提交</p><p class=note>平台将在 7 个工作日内处理"
    f"</p></section><section>{_RECEIPT}</section>",
}


def document(content: str) -> str:
    """A whole page around one sample's content."""
    mark = "样例 非真实交易"
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><body><p class=mark>{mark}</p>{content}"
        f"<div class=stamp><b>{mark}</b></div>"
    )


def main() -> None:
    """Draw all into the page's folder."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 560}, device_scale_factor=2)
        for name, content in PAGES.items():
            page.set_content(document(content))
            page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=80)
        browser.close()


if __name__ == "__main__":
    main()
