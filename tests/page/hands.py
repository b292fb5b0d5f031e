"""A buyer at the page: reads the newest question and answers it, with the mouse or by keyboard alone."""

import re
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Locator, Page, expect

FACTS: Final = (
    ("卡盟订单投诉助手", "[开始投诉]"),
    ("先说说遇到了什么", "[付了款，没收到卡密或商品]"),
    ("买来做什么用", "[自己用]"),
    ("付款的人多大", "[满 18 周岁]"),
    ("买的是外挂", "[不是]"),
    ("有没有下面这种急事", "[没有这些]"),
    ("在哪个平台或网站买的", "样例卡盟 sample.example"),
    ("是哪一种？", "[独立网站、发卡网]"),
    ("店铺或商家叫什么", "云朵数字小店"),
    ("订单号是多少", "20260928-5521"),
    ("买的是什么？", "影视会员年卡激活码"),
    ("实际付了多少钱", "128"),
    ("哪天付的款", "[前天]"),
    ("承诺多久发货", "[24小时]"),
    ("怎么说", "一直说缺货，再等等"),
    ("钱是怎么付的", "[在平台页面付款]"),
)
EVIDENCE: Final = (
    ("请发「订单详情页」", "(订单详情页)"),
    ("归入「订单详情页」", "[发完了]"),
    ("请发「付款记录」", "(付款记录)"),
    ("归入「付款记录」", "[发完了]"),
    ("请发「发货承诺」", "[跳过]"),
    ("的聊天」", "[跳过]"),
    ("请发「商家或网站的身份」", "[跳过]"),
)
FILING: Final = (
    ("多少天内要投诉", "[没查到]"),
    ("几个工作日内处理", "[没查到]"),
    ("在平台的哪里提交", "[跳过]"),
    ("你要什么结果", "[全额退款]"),
    ("这是按你的回答写的", "[就用这份]"),
    ("按上面的步骤提交后", "[今天]"),
    ("平台给的投诉编号", "TS-SAMPLE-0930"),
    ("提交成功的截图", "[跳过]"),
)
ESCALATION: Final = (
    ("选一条路", "[向 12315 投诉]"),
    ("照上面的内容在 12315 提交后", "[今天]"),
    ("12315 给的投诉编号", "[跳过]"),
)
CLOSING: Final = (
    ("12315 最晚", "[商家已经退款或补发]"),
    ("最后结果是哪一种", "[全额退款到账]"),
)
MOST_TABS: Final = 30


@dataclass
class Hands:
    """What a buyer does; `keyboard` alone or with the mouse."""

    page: Page
    keyboard: bool = False
    tabs: int = 0

    async def begin(self, url: str) -> None:
        """Open the page and start the bot."""
        await self.page.goto(url)
        await self.use(self.page.get_by_role("button", name="开始", exact=True))

    async def unfold(self) -> None:
        """On a narrow screen users, samples, stories and faults are under 「更多」."""
        more = self.page.locator("#menu-more")
        if await more.is_visible() and await more.get_attribute("aria-expanded") == "false":
            await self.use(more)

    async def use(self, control: Locator) -> None:
        """Press a control."""
        await expect(control).to_be_enabled()
        if self.keyboard:
            await self.reach(control)
            await self.page.keyboard.press("Enter")
        else:
            await control.click()

    async def reach(self, control: Locator) -> None:
        """F6 into its part of the page, then Tab or Shift+Tab until the control has the focus, and it shows."""
        for _ in range(3):
            if await control.evaluate(
                """one => ['.side', '#scroll', '#composer'].every(place =>
                !one.closest(place) || document.activeElement.closest(place) || one.closest('dialog'))"""
            ):
                break
            await self.page.keyboard.press("F6")
        for _ in range(MOST_TABS):
            way = await control.evaluate(
                """one => one === document.activeElement ? ""
                : document.activeElement.compareDocumentPosition(one) & 2 ? "Shift+Tab" : "Tab" """
            )
            if not way:
                assert await control.evaluate("one => one.matches(':focus-visible')")
                return
            await self.page.keyboard.press(way)
            self.tabs += 1
        raise AssertionError(f"not reached by keyboard: {control}")

    def asked(self, question: str) -> Locator:
        """The newest message of the bot with these words."""
        return self.page.locator("#messages > li.theirs").filter(has_text=question).last

    async def answer(self, question: str, reply: str) -> None:
        """Wait for a question and answer: [button], (sample) or words."""
        message = self.asked(question)
        await expect(message).to_be_visible()
        if reply.startswith("["):
            await self.use(message.get_by_role("button", name=reply[1:-1], exact=True))
        elif reply.startswith("("):
            await self.unfold()
            await self.use(self.page.get_by_role("button", name="样例截图"))
            await self.use(self.page.get_by_role("button", name=f"发送：{reply[1:-1]}"))
        else:
            await self.write(reply)

    async def write(self, words: str) -> None:
        """Say something."""
        box = self.page.get_by_label("发消息")
        if self.keyboard:
            await self.reach(box)
            await self.page.keyboard.type(words)
        else:
            await box.fill(words)
        await self.page.keyboard.press("Enter")

    async def through(self, *parts: tuple[tuple[str, str], ...]) -> None:
        """One part of the way after another."""
        for part in parts:
            for question, reply in part:
                await self.answer(question, reply)

    async def wait_for(self, reminder: str) -> None:
        """Jump from deadline to deadline until the bot brings this reminder up."""
        found = self.page.locator(".theirs .text").filter(has_text=re.compile(reminder))
        for _ in range(8):
            jump = self.page.get_by_role("button", name="到下一个期限")
            await self.use(jump)
            try:
                await expect(found.last).to_be_visible(timeout=2500)
                return
            except AssertionError:
                continue
        raise AssertionError(f"no deadline brought up: {reminder}")
