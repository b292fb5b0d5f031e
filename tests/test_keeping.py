"""What comes besides pictures, and from whom."""

import pytest

from dialogs.event import Attached, Fetched, PictureRead
from dialogs.letters.dossier import Chain, dossier
from dialogs.question import View
from state_machine.complaint import Origin, Reading
from state_machine.workdays import PUBLISHED
from tests.chats import FILED, chat, focused, last


def test_a_sticker_is_answered_and_not_kept() -> None:
    talk = chat(*FILED)
    talk.feed(Attached(id=talk.fresh(), kind="sticker", file="f", message=9))
    assert "不算证据" in last(talk)
    assert len(focused(talk).evidence) == 3


@pytest.mark.parametrize(("kind", "marked"), [("hidden_user", True), ("user", False), ("channel", False)])
def test_a_hidden_senders_name_is_marked_as_not_checked(kind: str, marked: bool) -> None:
    talk = chat(*FILED)
    origin = Origin(kind, "某客服", talk.now)
    talk.feed(
        Attached(id=talk.fresh(), kind="text", text="已经发货了，请查收，谢谢", origin=origin, message=9)
    )
    talk.does("/evidence")
    assert ("来源未核实" in last(talk)) == marked
    view = View(focused(talk), talk.now, PUBLISHED)
    assert ("来源未核实" in dossier(view, {}, Chain(1, "00", True))) == marked


def seen_twice(first: Reading, second: Reading) -> str:
    """The list of evidence after two pictures with these readings."""
    talk = chat(*FILED, "(图片 2)")
    case = focused(talk)
    for item, reading, byte in zip(case.evidence[-2:], (first, second), ("01", "02"), strict=True):
        talk.feed(Fetched(id=talk.fresh(), complaint=case.id, item=item.id, size=9, sha256=32 * byte))
        talk.feed(PictureRead(id=talk.fresh(), complaint=case.id, item=item.id, reading=reading))
    talk.does("/evidence")
    return last(talk)


def test_a_picture_that_looks_like_an_earlier_one_is_said_and_kept() -> None:
    look = "f" * 63 + "0"
    assert "内容像第 4 份" in seen_twice(Reading(look=look), Reading(look="f" * 64))
    assert "内容像" not in seen_twice(Reading(look=look), Reading(look="0" * 64))
    assert "内容像" not in seen_twice(Reading(), Reading())


def test_what_was_read_says_more_than_the_look() -> None:
    other = Reading("order", {"order_no": "KM2"}, look="f" * 64)
    assert "内容像" not in seen_twice(Reading("order", {"order_no": "KM1"}, look="f" * 64), other)
    assert "内容像第 4 份" in seen_twice(other, other)
