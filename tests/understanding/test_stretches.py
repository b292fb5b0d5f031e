"""From chances to values: where a name begins and ends, which of several counts, and how sure it is."""

from datetime import date, datetime

from pytest import approx

from dialogs.understanding.signs import signs
from dialogs.understanding.stretches import Likely, fields
from dialogs.understanding.tagger import INSIDE, Chances

NOW = datetime.fromisoformat("2026-11-23T09:30+08:00")


def read(text: str, field: str, *spans: tuple[str, float]) -> Likely | None:
    """The value of a field where each of these words has such a chance of being it."""
    rows = [[0.0, 0.0] for _ in text]
    end = 0
    for words, chance in spans:
        start = text.index(words, end)
        end = start + len(words)
        rows[start][0] = chance
        for at in range(start + 1, end):
            rows[at][1] = chance
    return fields(text, signs(text, NOW), Chances((field, f"{field}{INSIDE}"), rows), NOW).get(field)


def test_a_name_goes_on_as_long_as_it_likely_does() -> None:
    likely = read("在星河卡盟买的", "platform", ("星河卡盟", 0.9))
    assert likely is not None
    assert (likely.value, likely.start, likely.end) == ("星河卡盟", 1, 5)
    assert likely.chance == approx(0.9)


def test_what_is_hardly_likely_is_absent() -> None:
    assert read("在星河卡盟买的", "platform", ("星河卡盟", 0.05)) is None
    assert read("花了128元", "amount_fen", ("128元", 0.1)) is None


def test_of_two_names_the_likelier_counts_and_of_two_answers_the_last() -> None:
    text = "先说等等，后说没货"
    one = read(text, "merchant", ("等等", 0.9), ("没货", 0.6))
    last = read(text, "contact_said", ("等等", 0.9), ("没货", 0.6))
    assert one is not None
    assert last is not None
    assert (one.value, last.value) == ("等等", "没货")


def test_mentions_of_the_same_amount_speak_for_one_another() -> None:
    once = read("花了128元，没到", "amount_fen", ("128元", 0.5))
    twice = read("花了128元，128块没到", "amount_fen", ("128元", 0.5), ("128块", 0.5))
    assert once is not None
    assert twice is not None
    assert (once.value, once.chance, twice.chance) == (12800, 0.5, 0.75)


def test_a_day_promised_lies_ahead_of_the_day_it_was_said() -> None:
    likely = read("说下周三之前发", "promised_on", ("下周三", 0.8))
    assert likely is not None
    assert likely.value == date(2026, 12, 2)


def test_a_promise_is_not_for_a_day_before_the_payment() -> None:
    text = "昨天付的，说周六到"  # a Sunday, and the Saturday before it
    rows = [
        [1.0, 0.0] if at == 0 else [0.0, 1.0] if at == text.index("周六") else [0.0, 0.0]
        for at in range(len(text))
    ]
    found = fields(text, signs(text, NOW), Chances(("paid_on", "promised_on"), rows), NOW)
    assert (found["paid_on"].value, found["promised_on"].value) == (date(2026, 11, 22), date(2026, 11, 28))
    only_promised = fields(
        text, signs(text, NOW), Chances(("paid_on", "promised_on"), [[0.0, row[1]] for row in rows]), NOW
    )
    assert only_promised["promised_on"].value == date(2026, 11, 21)
