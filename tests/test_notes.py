"""A sentence on a piece of evidence: in the list, in papers, in what is taken along; the piece itself stays as it came."""

from dialogs.letters.dossier import Chain, dossier
from dialogs.question import View
from state_machine.workdays import PUBLISHED
from tests.chats import FACTS, chat, focused, last

DESCRIBED = (*FACTS, "(图片 1)", "[发完了]", "/evidence", "[说明]", "付款页，右上角有订单号")


def test_a_note_stands_in_the_list_and_in_the_papers() -> None:
    talk = chat(*DESCRIBED, "/evidence")
    assert "说明：付款页，右上角有订单号" in last(talk)
    talk.does("/papers")
    talk.does("[证据目录]")
    assert "；付款页，右上角有订单号（" in last(talk)


def test_what_was_asked_goes_on_after_it() -> None:
    talk = chat(*DESCRIBED)
    assert "请发「付款记录」" in last(talk)


def test_a_later_note_replaces_an_earlier_one_and_may_be_left_out() -> None:
    talk = chat(
        *DESCRIBED, "/evidence", "[说明]", "支付宝付款页", "/evidence", "[说明]", "[跳过]", "/evidence"
    )
    assert "说明：支付宝付款页" in last(talk)
    assert "右上角" not in last(talk)


def test_a_note_is_part_of_what_is_taken_along() -> None:
    talk = chat(*DESCRIBED)
    page = dossier(View(focused(talk), talk.now, PUBLISHED), {}, Chain(1, "00", True))
    assert "说明：付款页，右上角有订单号" in page
    assert "第 1 份" in page
    assert focused(talk).evidence[0].id not in page


def test_one_note_is_asked_for_at_a_time() -> None:
    talk = chat(*FACTS, "(图片 1)", "[发完了]", "/evidence", "[说明]", "/evidence", "[说明]")
    assert sum(episode.closed_at is None for episode in focused(talk).episodes) == 1
