"""One purchase as a buyer has it on the phone: five screens that agree with each other."""

from typing import Final

from tests.evidence.screens import alipay, chat, draw, jpeg, news, product, site_joined

PAID: Final = "2026-11-01 20:15:26"
NOW: Final = "2026-11-05T20:00:00+08:00"
ORDER: Final = {
    "order_no": "KM2026110120152688",
    "amount": "128.50",
    "product": "Windows 10专业版正版密钥",
    "merchant": "白鲸卡券专营店",
    "promise": "付款后24小时内发货",
    "ordered": PAID,
}
PAYMENT: Final = {key: ORDER[key] for key in ("amount", "product", "merchant", "ordered")}
TALK: Final = {"merchant": ORDER["merchant"], "order_no": ORDER["order_no"], "promise": ORDER["promise"]}


def album() -> list[bytes]:
    """Order, bill, goods page, chat, and a picture of something else, as photos carry them."""
    screens = (
        draw(site_joined, 3, **ORDER),
        draw(alipay, 3, **PAYMENT),
        draw(product, 3, **{key: ORDER[key] for key in ("product", "merchant", "promise")}),
        draw(chat, 4, **TALK),
        draw(news, 2),
    )
    return [jpeg(screen.picture) for screen in screens]
