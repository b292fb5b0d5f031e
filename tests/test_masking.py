"""Copies without what others should not see: proposed, agreed on, used in papers; the original always stays."""

from dialogs.event import Masked, Pressed
from dialogs.letters.papers import evidence_list
from dialogs.question import View
from dialogs.reply import File, Mask, Toast
from state_machine.workdays import PUBLISHED
from tests.story import Chat
from tests.test_pictures import case, chat, now_is, sends

BOTH = "order；order_no=KM20261028177；card_key；phone"


def presses(one: Chat, data: str) -> list[str]:
    """Press whatever data; the words over the button."""
    turn = one.feed(Pressed(id=one.fresh(), data=data))
    return [reply.text for reply in turn.replies if isinstance(reply, Toast)]


def catalogue(one: Chat) -> str:
    return evidence_list(View(now_is(one), one.now, PUBLISHED))


def test_a_copy_is_proposed_never_made_unasked() -> None:
    one = chat(case())
    sends(one, BOTH)
    assert len(now_is(one).evidence) == 1
    assert not [ask for _, _, turn in one.turns for ask in turn.asks if isinstance(ask, Mask)]


def test_only_what_was_agreed_on_is_covered() -> None:
    one = chat(case())
    sends(one, BOTH)
    item = now_is(one).evidence[0].id
    turn = one.feed(Pressed(id=one.fresh(), data=f"mk:case0001:{item}:phone"))
    assert turn.asks == (Mask("case0001", item, ("phone",)),)


def test_a_copy_proves_nothing_of_its_own_and_stands_in_for_its_original() -> None:
    one = chat(case())
    sends(one, BOTH)
    before = catalogue(one)
    item = now_is(one).evidence[0]
    presses(one, f"mk:case0001:{item.id}:all")
    copy = now_is(one).evidence[1]
    assert (copy.copy_of, copy.counts, copy.label) == (item.id, False, "order")
    assert "已遮住号码" in catalogue(one)
    assert copy.sha256[:8] in catalogue(one)
    presses(one, f"w:case0001:{copy.id}")
    assert catalogue(one) == before


def test_a_newer_copy_takes_the_place_of_an_older_one() -> None:
    one = chat(case())
    sends(one, BOTH)
    item = now_is(one).evidence[0]
    for kinds in ("phone", "all"):
        presses(one, f"mk:case0001:{item.id}:{kinds}")
    assert [each.withdrawn for each in now_is(one).evidence] == [False, True, False]
    assert now_is(one).shown_as(item) is now_is(one).evidence[2]


def test_what_was_not_seen_on_a_picture_cannot_be_asked_for() -> None:
    one = chat(case())
    sends(one, "order；order_no=KM20261028177", "order；phone")
    plain, other = (item.id for item in now_is(one).evidence)
    for data in (f"{plain}:", f"{plain}:all", f"{other}:card_key", f"{other}:x", "nobody:all"):
        assert presses(one, f"mk:case0001:{data}") == ["这一份上没有认出要遮的"]
    assert len(now_is(one).evidence) == 2


def test_a_copy_that_fails_is_told_with_what_would_work() -> None:
    one = chat(case())
    sends(one, BOTH)
    item = now_is(one).evidence[0].id
    turn = one.feed(Masked(id=one.fresh(), complaint="case0001", item=item, problem="damaged"))
    assert "涂抹" in turn.replies[0].text  # type: ignore[union-attr]
    assert len(now_is(one).evidence) == 1


def test_a_copy_of_what_was_erased_meanwhile_is_nobodys() -> None:
    one = chat(case())
    turn = one.feed(
        Masked(id=one.fresh(), complaint="gone0001", item="x", covered=1, size=1, sha256="ab" * 32)
    )
    assert not turn.replies


def test_a_secret_is_warned_of_once_for_each_kind_but_a_phone_number_never() -> None:
    one = chat(case())
    texts = sends(one, "order；phone", "order；identity", "order；identity；bank_card")
    warned = [text for text in texts if "上能看到" in text]
    assert ["身份证号" in text for text in warned] == [True, False]
    assert "银行卡号" in warned[1]


def test_every_piece_can_be_looked_at_again_under_a_name_of_ours() -> None:
    one = chat(case())
    one.does("(文件 ../../合同.PDF)")
    one.does("11月3号在星河卡盟花128元买的卡密是假的，客服说“再等等”，一直等到今天都没有人处理，我要退款。")
    document, text = now_is(one).evidence
    turn = one.feed(Pressed(id=one.fresh(), data=f"lo:case0001:{document.id}"))
    (file,) = (reply for reply in turn.replies if isinstance(reply, File))
    assert (file.name, file.kept, file.file) == ("001-未归类.pdf", True, document.id)
    assert file.caption == "第 1 份 · 2026-11-05 20:00 收到 · 指纹 abababab"
    turn = one.feed(Pressed(id=one.fresh(), data=f"lo:case0001:{text.id}"))
    assert "我要退款" in turn.replies[0].text  # type: ignore[union-attr]
    assert presses(one, "lo:case0001:nothing") == ["没有找到这一份"]


def test_who_else_is_in_a_chat_stays_unless_it_is_asked_for() -> None:
    one = chat(case())
    sends(one, "chat；refusals=不退；phone；faces")
    item = now_is(one).evidence[0].id
    asked = {}
    for kinds in ("all", "every", "faces"):
        turn = one.feed(Pressed(id=one.fresh(), data=f"mk:case0001:{item}:{kinds}"))
        asked[kinds] = [ask.kinds for ask in turn.asks if isinstance(ask, Mask)]
    assert asked == {"all": [("phone",)], "every": [("phone", "faces")], "faces": [("faces",)]}
    presses(one, f"mk:case0001:{item}:")
    assert "一般要留着" in one.shown[-1].text
    assert "全部遮住" in one.shown[-1].text


def test_where_only_faces_could_be_covered_they_are_not_by_the_way() -> None:
    one = chat(case())
    sends(one, "chat；refusals=不退；faces")
    item = now_is(one).evidence[0].id
    assert presses(one, f"mk:case0001:{item}:all") == ["这一份上没有认出要遮的"]
    presses(one, f"mk:case0001:{item}:")
    assert "[只遮头像和昵称]" in one.shown[-1].text
