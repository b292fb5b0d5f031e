"""Drawn screens of many layouts are read whole; the same ones badly photographed lose no number."""

import pytest

from evidence.pictures import Pictures
from evidence.reading import Reading
from tests.evidence.screens import SCREENS, Layout, Screen, degraded, draw, jpeg, taobao

FIELDS = (
    "order_no", "trade_no", "product", "amount", "order_time", "pay_time", "platform", "merchant", "pay_channel", "promise", "error",
)  # fmt: skip


def facts(reading: Reading) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {name: value for name in FIELDS if (value := getattr(reading, name))}
    return found | ({"refusals": list(reading.refusals)} if reading.refusals else {})


@pytest.mark.parametrize("layout", SCREENS, ids=lambda layout: layout.__name__)
def test_a_screen_is_read_whole(pictures: Pictures, layout: Layout) -> None:
    screen: Screen = draw(layout, 2)
    reading = pictures.read(jpeg(screen.picture))
    assert (reading.kind, facts(reading)) == (screen.kind, screen.fields)


@pytest.mark.parametrize("how", ["q50", "small", "turned", "photo"])
def test_a_bad_copy_keeps_its_numbers_and_amount(pictures: Pictures, how: str) -> None:
    screen = draw(taobao, 1)
    found = facts(pictures.read(degraded(screen.picture, how, 1)))
    kept = ("order_no", "trade_no", "amount", "order_time", "pay_time")
    assert {name: found.get(name) for name in kept} == {name: screen.fields[name] for name in kept}
