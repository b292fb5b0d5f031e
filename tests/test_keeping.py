"""What comes besides pictures, and from whom."""

import pytest

from dialogs.event import Attached
from dialogs.letters.dossier import Chain, dossier
from dialogs.question import View
from state_machine.complaint import Origin
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
