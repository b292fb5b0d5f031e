"""Which pieces of text stand beside, below and after one another on a screen."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from evidence.labels import Field, exact, find, found_in
from evidence.line import Line, Page
from evidence.values import number, squashed

_OTHER_GOODS: Final = re.compile(
    r"^[-—~·\s]*((猜|为|给)(你|您)(可能|或许)?(还|也)?(喜欢|推荐|想要|优选|精选)?(的)?|看了又看|买了又买|(大家|他们|别人)(都|也|还)?在?(看|买|搜).*|"
    r"(相关|相似|热门|精选|更多|店铺|店长|掌柜|同类|好物|商品|本店|人气|今日|每日|专属)(商品|宝贝|好物|单品)?(推荐|热卖|热销|精选|好货)|"
    r"(更多|发现|逛逛)(好物|好货|精彩|宝贝|商品)|你可能(还|也|会)?(喜欢|想要|感兴趣).*|买过的人(还|也).*|看过的人(还|也).*|"
    r"推荐(商品|宝贝|好物|给你)?|热卖推荐|随手买一件|顺手买一件|再逛逛|凑单.*|浏览过的.*人(还|也).*)[-—~·>\s]*$"
)
_STATUS_BAR: Final = re.compile(
    r"^(\d{1,2}:\d{2}|([上下]午)?\d{1,2}:\d{2}|(HD|5G|4G|3G|LTE|WiFi|WIFI|中国移动|中国联通|中国电信|中国广电|\d{1,3}%|[\d.]+[KM]B?/s|\W|\d{1,3})+)$",
    re.IGNORECASE,
)
_BUTTON: Final = re.compile(
    r"^(复制|查看|展开|收起|更多|详情|修改|去看看|>|›|〉|\W{1,2}|进店|进店看看|进店逛逛|关注|联系卖家|联系商家|客服|联系客服|"
    r"复制(单号|订单号|编号)|查看详情|申请开票|换开发票|投诉商家|查看更多|一键复制|点击复制|隐藏|显示|已复制|打印|分享)+$"
)


_MENU: Final = re.compile(
    r"首页|消息|帮助|登录|注册|我的|购物车|分类|会员中心|个人中心|关于我们|商城|社区|公告|帮助中心|充值中心|联系我们|卖家中心|收藏夹"
)
_ITEM: Final = re.compile(r"\s*(\d{1,2}[.、)）](?!\d)|[·•●★☆※*＊▪■◆-](?!\d)|[（(][一二三四五\d][)）]|[①-⑨])")
_PRICED: Final = re.compile(r"(.*[^\W\d].{3,}?)\s*([¥￥]\s?\d[\d,]*(?:\.\d{1,2})?)")
_LEADER: Final = re.compile(r"^[.…]+\s*")
LEADING: Final = 1.85  # letters' heights from line to line; the rows of a list stand further apart


class Sheet:
    """The text of a page without the phone's status bar."""

    def __init__(self, page: Page) -> None:
        self.width, self.height = page.width, page.height
        kept = [line for line in page.lines if line.text.strip() and not self._in_status_bar(line, page)]
        apart = [part for line in map(_mended, kept) for part in _without_price(line)]
        self.lines: tuple[Line, ...] = tuple(apart)

    @staticmethod
    def _in_status_bar(line: Line, page: Page) -> bool:
        """In a photo the bar stands lower, and only its signal and its battery cannot be a chat's time."""
        text = squashed(line.text)
        high = max(0.045 * page.height, 1.6 * line.height)
        low = max(0.09 * page.height, high) if "%" in text else high
        return page.height > page.width and line.middle < low and bool(_STATUS_BAR.match(text))

    @property
    def landscape(self) -> bool:
        """True for a desktop's screen."""
        return self.width > 1.05 * self.height

    def is_recommended(self, line: Line) -> bool:
        """True under words such as 猜你喜欢."""
        return any(self._under(line, head) for head in self._recommending)

    @cached_property
    def _recommending(self) -> list[Line]:
        return [
            line
            for line in self.lines
            if _OTHER_GOODS.match(squashed(line.text)) and line.middle > 0.15 * self.height
        ]

    def _under(self, line: Line, head: Line) -> bool:
        at_the_side = self.landscape and head.left > 0.6 * self.width
        return line.top >= head.top - 2 and (not at_the_side or line.left > head.left - 3 * head.height)

    @cached_property
    def right_edge(self) -> float:
        """Where the text ends, in pixels from the left."""
        return max((line.right for line in self.lines), default=0.0)

    @cached_property
    def usual_height(self) -> float:
        """The middle one of the lines' heights in pixels."""
        heights = sorted(line.height for line in self.lines)
        return heights[len(heights) // 2] if heights else 0.0

    def row(self, line: Line) -> list[Line]:
        """The other pieces on the same line, from left to right."""
        same = [other for other in self.lines if other is not line and beside(line, other)]
        return sorted(same, key=lambda other: other.left)

    def after(self, line: Line, *, buttons: bool = False) -> list[Line]:
        """The pieces to the right on the same line, the nearest first, without buttons unless they are asked for."""
        return [
            other
            for other in self.row(line)
            if other.left >= line.right - 0.5 * line.height and (buttons or not is_button(other.text))
        ]

    def before(self, line: Line) -> list[Line]:
        """The pieces to the left on the same line, the nearest first."""
        return [other for other in reversed(self.row(line)) if other.right <= line.left + 0.5 * line.height]

    def below(self, line: Line, reach: float) -> list[Line]:
        """The pieces in the same column, the nearest first; reach is in heights of the line."""
        low, high = line.bottom - 0.35 * line.height, line.bottom + reach * line.height
        under = [
            o for o in self.lines if low <= o.top <= high and o.middle > line.bottom and _in_column(line, o)
        ]
        return sorted(under, key=lambda other: other.top)

    def is_menu(self, line: Line) -> bool:
        """True for a word among the links of a site."""
        return sum(bool(_MENU.fullmatch(squashed(other.text))) for other in (line, *self.row(line))) > 1

    def is_heading(self, line: Line) -> bool:
        """True for a label in a row of labels: its value stands below it."""
        if line.text.rstrip().endswith((":", "：")):
            return False
        after, before = self.after(line), self.before(line)
        if not any(exact(other.text) for other in (*after, *before)):
            return False
        if not after:
            return exact(before[0].text) is not None
        return exact(after[0].text) is not None or (self._heads(line) and self._heads(after[0]))

    def _heads(self, line: Line) -> bool:
        """True when something that is no label begins right below."""
        under = [o for o in self.below(line, 1.6) if abs(o.left - line.left) < 0.6 * line.height]
        return bool(under) and find(under[0].text) is None

    def next_of_paragraph(self, line: Line) -> Line | None:
        """The piece that goes on with the same paragraph one line further down."""
        em = line.em or 0.75 * line.height
        for other in self.lines:
            if 0.8 * em < other.middle - line.middle < LEADING * em and self._goes_on(line, other, em):
                return other
        return None

    def _goes_on(self, line: Line, other: Line, em: float) -> bool:
        """A line broke off because the next word had no room, so it cannot be much shorter than the next line."""
        alike = 0.89 < (other.em / line.em if other.em and line.em else other.height / line.height) < 1.13
        if not (alike or (not (other.em and line.em) and 0.7 < other.height / line.height < 1.4)):
            return False
        first = re.match(r"[A-Za-z0-9.+-]+|.", other.text.strip())
        word = em * (0.62 * len(first[0]) if first and first[0].isascii() else 1.0)
        if line.width + word + 0.5 * em < other.width or not _aligned(line, other):
            return False
        if _ITEM.match(other.text) or (number(line.text) and not other.text.isascii()):
            return False
        label = find(other.text)
        if label and label.marked and label.field is not Field.NONE:
            return False
        return not any(exact(neighbour.text) for neighbour in self.before(other))

    def paragraph(self, line: Line) -> list[Line]:
        """The piece and those that go on with it, to the end."""
        whole = [line]
        while len(whole) < 12 and (following := self.next_of_paragraph(whole[-1])):
            whole.append(following)
        return whole

    @cached_property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """All the text in paragraphs, from the top."""
        seen: set[int] = set()
        whole: list[tuple[Line, ...]] = []
        for line in self.lines:
            if id(line) not in seen:
                lines = self.paragraph(line)
                seen.update(map(id, lines))
                whole.append(tuple(lines))
        return tuple(whole)


def beside(line: Line, other: Line) -> bool:
    """True when both stand on the same line."""
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    return shared > 0.5 * min(line.height, other.height) and abs(line.middle - other.middle) < 0.7 * max(
        line.height, other.height
    )


def is_button(text: str) -> bool:
    """True for words that are pressed, not read."""
    return bool(_BUTTON.match(squashed(text)))


def joined(lines: Iterable[Line]) -> str:
    """The text of a paragraph; where two Latin words meet at a line's end there was a space."""
    text = ""
    for line in lines:
        part = line.text.strip()
        space = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += (" " if space else "") + part
    return text


def _aligned(line: Line, other: Line) -> bool:
    near = 0.45 * line.height
    left, right = abs(line.left - other.left) < near, abs(line.right - other.right) < near
    return left or (right and other.width < line.width) or abs(line.centre - other.centre) < 0.4 * line.height


def _in_column(line: Line, other: Line) -> bool:
    overlap = min(line.right, other.right) - max(line.left, other.left)
    return overlap > 0.3 * min(line.width, other.width) or abs(line.left - other.left) < line.height


def _mended(line: Line) -> Line:
    """A value without the row of dots before it, a label without the one behind it, and no letter of another script."""
    text = _LEADER.sub("", line.text).replace("虛拟", "虚拟")
    label = text.rstrip(" .…·")
    return replace(line, text=label if exact(label) else text or line.text)


def _without_price(line: Line) -> Iterator[Line]:
    """Words and the price that stands close behind them, each a piece."""
    found = None if found_in(line.text) else _PRICED.fullmatch(line.text.strip())
    if found is None:
        yield line
        return
    middle = line.right - line.width * _wide(found[2]) / _wide(found[0])
    yield replace(line, text=found[1], right=middle)
    yield replace(line, text=found[2], left=middle)


def _wide(text: str) -> float:
    """In Chinese letters."""
    return sum(0.56 if sign.isascii() else 1.0 for sign in text)
