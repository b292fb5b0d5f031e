"""What an activation page or a program answered to a key."""

import re
from typing import Final

from evidence import phrases
from evidence.labels import exact
from evidence.layout import Sheet, is_button, joined
from evidence.line import Line
from evidence.values import squashed

_DIALOG_TITLE: Final = re.compile(
    r"(系统|温馨|操作|错误|友情)?(提示|错误|警告)|(激活|兑换|验证|充值|操作|授权|卡密|核销|绑定)(失败|错误|出错|异常|未成功)[!！]?|失败|Error|error|出错了[!！]?"
)
_SENTENCE: Final = re.compile(r"[，,。；;：:]")
_LONGEST_HEADING: Final = 18
_SHORTEST_SENTENCE: Final = 7


def answer_of_dialog(sheet: Sheet) -> tuple[Line, ...] | None:
    """What an activation page answered: words that say so, else the text under a dialog's title."""
    paragraphs = [lines for lines in sheet.paragraphs if not _DIALOG_TITLE.fullmatch(squashed(joined(lines)))]
    for lines in paragraphs:
        if phrases.is_error(squashed(joined(lines))) and not _is_labelled(sheet, lines[0]):
            return _body(lines, paragraphs) or lines
    for title in sheet.lines:
        if _DIALOG_TITLE.fullmatch(squashed(title.text)) and title.middle > 0.12 * sheet.height:
            under = _under(title, paragraphs, 4.5)
            if under and len(squashed(joined(under))) >= 5:
                return under
    return None


def _body(heading: tuple[Line, ...], paragraphs: list[tuple[Line, ...]]) -> tuple[Line, ...] | None:
    """The sentence under larger words that only say that it failed."""
    text, last = squashed(joined(heading)), heading[-1]
    if len(text) > _LONGEST_HEADING or _SENTENCE.search(text):
        return None
    under = _under(last, paragraphs, 3.0)
    smaller = under and last.height > 1.15 * under[0].height
    return under if under and smaller and len(squashed(joined(under))) > _SHORTEST_SENTENCE else None


def _under(title: Line, paragraphs: list[tuple[Line, ...]], reach: float) -> tuple[Line, ...] | None:
    """The next paragraph below in the same dialog; reach is in heights of the title."""
    under = (
        lines
        for lines in paragraphs
        if 0 < lines[0].top - title.top < reach * title.height and _in_dialog(title, lines)
    )
    return next(under, None)


def _is_labelled(sheet: Sheet, line: Line) -> bool:
    return any(exact(other.text) for other in sheet.before(line))


def _in_dialog(title: Line, lines: tuple[Line, ...]) -> bool:
    return lines[0].left < title.right and lines[0].right > title.left and not is_button(lines[0].text)
