"""The values a tagged story holds: the likeliest stretch for each name or saying, the likeliest mention for each value."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple, TypeAlias

from dialogs.unclear import Unclear
from dialogs.understanding.signs import Sign
from dialogs.understanding.tagger import INSIDE, Chances
from dialogs.when import read_future_day

Value: TypeAlias = str | int | bool | date
# Fields given in the story's own words, with the least chance their first character needs.
WORDED: Final = {
    "platform": 0.15,
    "merchant": 0.25,
    "product": 0.15,
    "contact_said": 0.2,
    "order_no": 0.3,
}
# Fields whose value a grammar reads, with the signs it reads.
VALUED: Final = {
    "amount_fen": ("sum", "figure"),
    "paid_on": ("day",),
    "promised_on": ("day", "no_day"),
    "promised_hours": ("hours",),
}
_LEAST: Final = 0.25
_GOES_ON: Final = 0.4  # of the chance of the character before: then the stretch goes on
_SURE_OF_LAST: Final = 0.5


class Days(NamedTuple):
    """What a day is counted from: the moment of telling, zone-aware, and the day of paying, where it is known."""

    now: datetime
    paid: Value | None = None


class Likely(NamedTuple):
    """A value, how likely it is meant, and where it stands."""

    value: Value
    chance: float
    start: int
    end: int


def fields(text: str, signs: list[Sign], chances: Chances, now: datetime) -> dict[str, Likely]:
    """The likeliest value of every field that is likely at all."""
    found = {field: _worded(text, field, chances) for field in WORDED}
    for field in VALUED:
        paid = found.get("paid_on")
        found[field] = _valued(text, field, signs, chances, Days(now, paid.value if paid else None))
    return {field: likely for field, likely in found.items() if likely}


def _worded(text: str, field: str, chances: Chances) -> Likely | None:
    able = list(_stretches(text, field, chances))
    if field == "contact_said":  # of several answers the last counts
        able = [each for each in able if each.first >= _SURE_OF_LAST][-1:] or able
    best = max(able, key=lambda each: each.first, default=None)
    if best is None:
        return None
    alike = [each for each in able if each.likely.value == best.likely.value]
    return max((each.likely for each in alike), key=lambda each: each.chance)


class _Stretch(NamedTuple):
    likely: Likely
    first: float


def _stretches(text: str, field: str, chances: Chances) -> Iterator[_Stretch]:
    """From every likely beginning as far as the field likely goes on; as sure as the least sure of its bounds."""
    begins, goes_on = chances.of(field), [*chances.of(f"{field}{INSIDE}"), 0.0]
    for start, first in enumerate(begins):
        if first < WORDED[field] or begins[start + 1 : start + 2] > [first]:
            continue
        end, least = start + 1, first
        while goes_on[end] >= _GOES_ON * (goes_on[end - 1] if end > start + 1 else first):
            least = min(least, goes_on[end])
            end += 1
        value = text[start:end].strip()
        if value:
            yield _Stretch(Likely(value, min(least, 1 - goes_on[end]), start, end), first)


def _valued(text: str, field: str, signs: list[Sign], chances: Chances, days: Days) -> Likely | None:
    """The value most likely meant; mentions of the same value speak for one another."""
    begins = chances.of(field)
    able: dict[Value, Likely] = {}
    for sign in signs:
        value = value_of(text, field, sign, days)
        if value is not None:
            before = able.get(value)
            unlikely = (1 - begins[sign.start]) * (1 - before.chance if before else 1)
            able[value] = Likely(value, 1 - unlikely, sign.start, sign.end)
    best = max(able.values(), key=lambda each: each.chance, default=None)
    return best if best and best.chance >= _LEAST else None


def value_of(text: str, field: str, sign: Sign, days: Days) -> Value | None:
    """The value a sign gives the field; None when it gives none. A promise is for no day before that of paying."""
    if sign.name not in VALUED[field]:
        return None
    if field in ("paid_on", "promised_on"):
        day = date.fromordinal(sign.value) if sign.value else None
        if field == "promised_on" and (day is None or (isinstance(days.paid, date) and day < days.paid)):
            return _ahead(text[sign.start : sign.end], days.now)
        return day
    return sign.value or None


def _ahead(words: str, now: datetime) -> date | None:
    """The day these words promise."""
    try:
        return read_future_day(words, now)
    except Unclear:
        return None


def for_whole(tags: Mapping[str, Likely]) -> tuple[tuple[int, int], int]:
    """What judging the whole story needs of its fields: where the other side's words stand, and the amount in 分."""
    said, paid = tags.get("contact_said"), tags.get("amount_fen")
    return (said.start, said.end) if said else (0, 0), int(str(paid.value)) if paid else 0
