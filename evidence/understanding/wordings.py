"""What on a page could be a name: of goods, shops, sites and everything else, each with its features, as in `candidates`."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from evidence import phrases, values
from evidence.labels import exact
from evidence.layout import Sheet, is_button, joined
from evidence.line import Line, retold
from evidence.names import has_door, is_door, platform
from evidence.understanding.candidates import Candidate, labelled, parts
from evidence.understanding.surroundings import Surroundings, pairs
from evidence.understanding.vocabulary import BADGE, GOODS, NO_SHOP, SHOP, SITE, STATE, VARIANT
from evidence.understanding.wrapping import breaking, next_line
from evidence.values import squashed
from wares import brands

_WORD: Final = re.compile(r"\s*[>›〉/·•]\s*|\s+|\s*[—–]\s*")
_PRICE: Final = re.compile(r"[-−]?¥\d[\d.,]*|\d+\.\d\d元?")
_COUNT: Final = re.compile(r"[x×X]\d+|数量:?\d+.*|共\d+件.*")
_TOLD: Final = 12  # letters of a state, such as 等待卖家发货
_LONGEST: Final = 100
_MANY: Final = 4


def _state(text: str) -> bool:
    """Long words may tell a state and be a name."""
    return len(text) <= _TOLD and STATE.fullmatch(text) is not None


_KNOWN: Final[dict[str, Callable[[str], object]]] = {
    "goods": GOODS.search, "shop": SHOP.match, "state": _state, "site": SITE.match, "badge": BADGE.fullmatch,
    "no_shop": NO_SHOP.match, "variant": VARIANT.search, "button": is_button, "label": exact, "platform": platform,
    "pointed": re.compile(r"[，。！？：；,!?;]").search, "masked": re.compile(r"[*@]").search, "digits": re.compile(r"\d").search,
    "promise": phrases.promise, "refusal": phrases.refusals, "latin": re.compile(r"^[\x00-\x7f]+$").match,
}  # fmt: skip


def names(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """All words, whole, wrapped and in parts: of goods, shops, sites and everything else."""
    begun = {id(more): line for line in sheet.lines if (more := next_line(sheet, line))}
    for line in sheet.lines:
        on_page = tuple(_of_line(sheet, line, begun.get(id(line))))
        told: dict[tuple[str, str], None] = {}
        for label, text, features in _wordings(sheet, line):
            name = values.without_buttons(text).strip()
            if (label, name) not in told and _may_be_name(name):
                told[label, name] = None
                yield Candidate(
                    name, line, (*around.of(line, label), *on_page, *features, *_name_features(sheet, name))
                )


def _wordings(sheet: Sheet, line: Line) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The line, what goes on from it, and its parts: label, words, features."""
    label, rest = labelled(line.text.strip())
    yield from _lines(sheet, line, label, rest, "full")
    if label and exact(label) is None:
        yield from _lines(sheet, line, "", line.text.strip(), "undivided")
    several = parts(line)
    yield from ((*labelled(part), ("barred",)) for part in several if len(several) > 1)
    words = [word for word in _WORD.split(rest) if word]
    if len(words) > 1:
        yield from (
            (label, word, ("word", "first" if not at else "last" if at == len(words) - 1 else "inner"))
            for at, word in enumerate(words)
        )


def _lines(
    sheet: Sheet, line: Line, label: str, text: str, how: str
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """One line, two, three …, as long as another stands below; where a line broke there may have been a space."""
    whole, last, runs = [retold(line, text)], line, [how]
    while len(whole) < 5:
        more = next_line(sheet, last)
        room = tuple(breaking(sheet, last, more)) if more else ("ends",)
        seen = (*runs, f"lines{len(whole)}", *(f"stops&{each}" for each in room))
        yield label, joined(whole), seen
        if len(whole) > 1:
            yield (
                label,
                " ".join(each.text.strip() for each in whole),
                (*seen, "spaced", *(f"spaced&{each}" for each in runs)),
            )
        if more is None:
            return
        whole.append(more)
        label = label or _label_beside(sheet, line, more)
        last, runs = more, [*runs, *(f"runs&{each}" for each in room)]


def _label_beside(sheet: Sheet, first: Line, last: Line) -> str:
    """The label that stands before the middle of a name of several lines."""
    low, high = first.middle, last.middle
    labels = [o for o in sheet.lines if o.right <= first.left and low < o.middle < high and exact(o.text)]
    return max(labels, key=lambda other: other.right).text if labels else ""


def _may_be_name(name: str) -> bool:
    plain = squashed(name)
    return 2 <= len(plain) <= _LONGEST and not (
        values.moment(plain) or values.money(plain) or re.fullmatch(r"[\W\d]+", plain)
    )


def _name_features(sheet: Sheet, name: str) -> Iterator[str]:
    plain = squashed(name)
    yield from (f"long{min(8, len(plain) // 3)}", f"short{min(4, len(plain))}")
    yield from (f"last={plain[-1:]}", f"last={plain[-2:]}", f"first={plain[:2]}")
    yield from (f"has~{pair}" for pair in pairs(plain))
    yield from (f"is_{what}" for what, test in _KNOWN.items() if test(name if what == "pointed" else plain))
    told = sum(plain in squashed(other.text) for other in sheet.lines)
    yield f"told{max(1, min(3, told))}"
    if named := list(brands(name)):
        yield from ("brand", "brand_begins" if not named[0][0] else "brand_within")
        yield "brand_only" if sum(end - start for start, end in named) == len(name) else "brand_and_more"


def _of_line(sheet: Sheet, line: Line, above: Line | None) -> Iterator[str]:
    """What is true of all its wordings; `above` is the line it could go on from."""
    if above is not None:
        yield from (f"from_above&{each}" for each in breaking(sheet, above, line))
    if has_door(line.text):
        yield "door"
    if any(is_door(squashed(other.text)) for other in sheet.after(line, buttons=True)):
        yield "door_beside"
    if sheet.is_menu(line):
        yield "menu"
    yield f"taller{min(_MANY, sum(other.height > 1.05 * line.height for other in sheet.lines))}"
    near = [squashed(other.text) for other in _right_below(sheet, line)]
    if any(_PRICE.fullmatch(text) for text in near):
        yield "priced"
    if any(_COUNT.fullmatch(text) for text in near):
        yield "counted"
    column = sum(other is not line and abs(other.left - line.left) < line.height for other in sheet.lines)
    yield f"column{min(3, column // 3)}"


def _right_below(sheet: Sheet, line: Line) -> Iterator[Line]:
    low, high = -0.6 * line.height, 3.2 * line.height
    return (
        other
        for other in sheet.lines
        if other is not line
        and low < other.middle - line.middle < high
        and other.left > line.left - line.height
    )
