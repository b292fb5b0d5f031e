"""A whole story understood at once: the fields it gives, each with its value and whether it has to be asked again.

Grammars find what a stretch of the text could be; weights learned from the practice stories say what it is here.
What is not stated is absent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from dialogs.understanding.features import around, whole
from dialogs.understanding.learned import LESSONS, Learned
from dialogs.understanding.signs import signs
from dialogs.understanding.stretches import Likely, fields, for_whole
from dialogs.understanding.stretches import Value as Value
from dialogs.understanding.tagger import Tagger, likeliest
from dialogs.understanding.typed import as_typed, evened

TAGS: Final = "tags"
NO_COMPLAINT: Final = "not_a_complaint"
NOTHING: Final = "-"  # the label of what a story does not say
# Fields that a story as a whole is judged by, each label with its value.
JUDGED: Final[Mapping[str, Mapping[str, Value]]] = {
    "scenario": {name: name for name in ("not_delivered", "not_as_described", "stonewalled", "vanished")},
    "demand": {name: name for name in ("full_refund", "partial_refund", "reissue", "damages")},
    **{name: {"yes": True, "no": False} for name in ("resale", "private_transfer", "minor")},
    NO_COMPLAINT: {"yes": True},
}
# The least chance at which a field need not be asked again: from stories the weights were not learned from.
SURE: Final = {
    "platform": 0.95,
    "merchant": 0.95,
    "product": 0.99,
    "contact_said": 0.99,
    "order_no": 0.95,
    "amount_fen": 0.95,
    "paid_on": 0.95,
    "promised_on": 0.8,
    "promised_hours": 0.9,
    "scenario": 0.97,
    "demand": 0.95,
    "resale": 0.6,
    "private_transfer": 0.8,
    "minor": 0.9,
    NO_COMPLAINT: 0.9,
}

# The least chance at which what the whole story is judged by counts as said; the rest has its own in `stretches`.
LEAST: Final = {
    "scenario": 0.35,
    "demand": 0.4,
    "resale": 0.3,
    "private_transfer": 0.3,
    "minor": 0.3,
    NO_COMPLAINT: 0.5,
}


class Heard(NamedTuple):
    """A value the story gives; not `sure` means it has to be asked."""

    value: Value
    sure: bool


Story: TypeAlias = Mapping[str, Heard]


class Listener:
    """Understands stories with what was learned."""

    def __init__(self, learned: Mapping[str, Learned]) -> None:
        self._tagger = Tagger(learned[TAGS])
        self._judges = {name: judge for name, judge in learned.items() if name != TAGS}

    def tags(self, words: str, now: datetime) -> tuple[Mapping[str, Likely], list[str]]:
        """The likely fields of an evened text, and the features the whole story is judged by."""
        found = signs(words, now)
        tags = fields(words, found, self._tagger.chances(around(words, found)), now)
        return tags, whole(words, found, *for_whole(tags))

    def likely(self, words: str, now: datetime) -> dict[str, tuple[Value, float]]:
        """Every field an evened text gives, with its chance."""
        tags, seen = self.tags(words, now)
        found = {field: (likely.value, likely.chance) for field, likely in tags.items()}
        for field, values in JUDGED.items():
            label, chance = likeliest(seen, self._judges[field], NOTHING)
            if label != NOTHING:
                found[field] = (values[label], chance)
        return found


_LISTENER: Final = Listener(LESSONS.decisions)


def understand(text: str, now: datetime) -> Story:
    """The fields found in one text; `now` is zone-aware, days are of the legal zone. Never raises.

    scenario, platform, merchant, order_no, product, amount_fen (in 分, paid for the disputed order), paid_on,
    promised_hours, promised_on, demand, contact_said, resale, private_transfer, minor; or not_a_complaint alone.
    """
    return heard(_LISTENER.likely(evened(text), now), text)


def heard(likely: Mapping[str, tuple[Value, float]], text: str) -> Story:
    """What of the likely is taken for said, and how surely; words as the buyer typed them."""
    found = {
        field: Heard(as_typed(value, text) if isinstance(value, str) else value, chance >= SURE[field])
        for field, (value, chance) in likely.items()
        if chance >= LEAST.get(field, 0)
    }
    if NO_COMPLAINT in found:
        return {NO_COMPLAINT: found[NO_COMPLAINT]}
    only_wished = found.keys() == {"demand"} and not found["demand"].sure
    return found if found and not only_wished else {NO_COMPLAINT: Heard(value=True, sure=False)}
