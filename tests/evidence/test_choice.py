"""Candidates compete with one another and with the page showing nothing."""

from evidence.line import Line
from evidence.reading import Kind
from evidence.understanding.candidates import Candidate
from evidence.understanding.choice import chances, choose


def candidate(value: str, *features: str) -> Candidate:
    return Candidate(value, Line(value, 0, 0, 100, 30), features)


def as_read(value: str, kind: Kind) -> str:
    return value


def test_chances_are_of_one_whole() -> None:
    found = chances({"a": 2.0, "b": -1.0}, [{"a"}, {"b"}, set()])
    assert abs(sum(found) - 1) < 1e-9
    assert found[0] > found[2] > found[1]


def test_without_anything_that_speaks_for_a_candidate_nothing_is_told() -> None:
    weights = {"nothing": 1.0, "before=订单号": 3.0}
    assert choose(weights, Kind.ORDER, [candidate("12345678")], as_read).value is None
    assert choose(weights, Kind.ORDER, [candidate("12345678", "before=订单号")], as_read).value == "12345678"
    assert choose(weights, Kind.ORDER, [], as_read) == (None, 1.0)


def test_what_is_told_twice_counts_together() -> None:
    weights = {"label": 1.0, "large": 1.3}
    found = [candidate("28.00", "label"), candidate("99.00", "large"), candidate("28.00", "label")]
    chosen = choose(weights, Kind.ORDER, found, as_read)
    assert chosen.value == "28.00"
    assert chosen.sure > 0.5


def test_the_same_words_weigh_otherwise_on_another_page() -> None:
    weights = {"nothing": 1.0, "order&beforefield=order_no": 3.0, "alipay_bill&beforefield=order_no": -3.0}
    found = [candidate("12345678", "beforefield=order_no")]
    assert choose(weights, Kind.ORDER, found, as_read).value == "12345678"
    assert choose(weights, Kind.ALIPAY_BILL, found, as_read).value is None
