"""What becomes of what pictures show: proposed, compared, sorted – never put in the place of an answer."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from dialogs import seen
from dialogs.asking import open_question
from dialogs.event import Attached, PictureRead, Pressed
from dialogs.letters.dossier import Chain, dossier
from dialogs.reply import Edit, Read, Say
from dialogs.response import Response
from state_machine.complaint import LEGAL_ZONE, SKIPPED, Caseload, Complaint, Reading, Stage
from tests.story import At, Chat, Me, play, read_story, shown, stories

NOW = datetime(2026, 11, 5, 20, 0, tzinfo=LEGAL_ZONE)
ORDER = "order；order_no=KM20261028177；amount=128.00；product=Steam充值卡；platform=飞鱼卡盟；merchant=云朵数字小店；pay_time=2026-10-28 20:15"
BEGUN = {"scenario": "not_delivered", "use": "own", "age": "adult", "legality": "no", "urgency": "no"}
ANSWERS = {
    **BEGUN,
    "platform_kind": "site",
    "route": "checkout",
    "platform": "别家卡盟",
    "merchant": "别家小店",
    "order_no": "ZZ99999999",
    "product": "别的卡",
    "amount": 100,
    "paid_at": "2026-10-20",
    "promise": "3 days",
    "merchant_said": "等等",
}


def case(**changes: object) -> Complaint:
    """A complaint whose facts are being asked."""
    told = Complaint("case0001", NOW, NOW, Stage.FACTS, {"facts": NOW}, BEGUN)
    return replace(told, **changes)


def chat(complaint: Complaint | None = None) -> Chat:
    """A user with this complaint in focus."""
    one = Chat(caseload=Caseload(user=1), now=NOW)
    if complaint:
        one.caseload = Caseload(
            1, replace(one.caseload.settings, focus=complaint.id, greeted=True), (complaint,)
        )
    return one


def sends(one: Chat, *pictures: str, album: bool = False) -> list[str]:
    """Send pictures that are read at once; what the bot showed then."""
    before = len(one.shown)
    one.pictures = list(pictures)
    one.does(f"(相册 {len(pictures)})" if album else f"(图片 {len(pictures)})")
    return [bot.text for bot in one.shown[before:]]


def now_is(one: Chat) -> Complaint:
    focused = one.caseload.focused()
    assert focused
    return focused


def cards(texts: list[str]) -> list[str]:
    return [text for text in texts if "从截图里读到的" in text]


def questions(texts: list[str]) -> list[str]:
    return [text for text in texts if "以哪个为准" in text]


def test_a_picture_answers_nothing_by_itself() -> None:
    one = chat(case())
    assert len(cards(sends(one, ORDER))) == 1
    assert now_is(one).answers == BEGUN


def test_what_is_agreed_on_becomes_answers_and_is_not_asked_again() -> None:
    one = chat(case())
    sends(one, ORDER)
    one.press("都对，继续")
    answers = now_is(one).answers
    assert answers["order_no"] == "KM20261028177"
    assert answers["amount"] == 12800
    assert answers["paid_at"] == "2026-10-28T20:15"
    assert answers["ev_order"] == "done"


@pytest.mark.parametrize(
    "key", ["platform", "merchant", "order_no", "product", "amount", "paid_at", "promise", "merchant_said"]
)
def test_an_answer_the_user_gave_is_never_replaced_by_a_card(key: str) -> None:
    one = chat(case(answers={**BEGUN, key: ANSWERS[key]}))
    texts = sends(one, ORDER, "product_page；promise=24小时内发货", "chat；refusals=不退不换")
    assert cards(texts)
    one.press("都对，继续")
    assert now_is(one).answers[key] == ANSWERS[key]


def test_nothing_new_makes_no_card() -> None:
    one = chat(case(answers=ANSWERS))
    assert not cards(sends(one, "product_page；promise=24小时内发货", "other", "order；platform=x"))


def test_pictures_that_disagree_are_marked_and_the_other_value_is_asked_about() -> None:
    one = chat(case())
    texts = sends(one, "order；amount=128.00", "alipay_bill；amount=126.50")
    assert "实付：126.50 元（第 2 份，不太确定，请看一眼）" in cards(texts)[-1]
    before = len(one.shown)
    one.press("都对，继续")
    (asked,) = questions([bot.text for bot in one.shown[before:]])
    assert "第 1 份截图上的实付金额是 128.00 元，你的回答是 126.50 元。" in asked


def test_a_skipped_answer_is_proposed() -> None:
    one = chat(case(answers={**ANSWERS, "order_no": SKIPPED}))
    (card,) = cards(sends(one, "order；order_no=KM20261028177"))
    assert "订单号：KM20261028177（第 1 份）" in card


def test_a_value_turned_down_is_not_proposed_again_another_is() -> None:
    one = chat(case())
    sends(one, "order；amount=128.00")
    one.press("☑ 实付")
    one.press("都不对，一题一题问")
    assert not cards(sends(one, "order；amount=128.00"))
    assert cards(sends(one, "order；amount=126.00"))


def test_several_pictures_share_one_card_and_ticks_stay() -> None:
    one = chat(case())
    sends(one, "order；order_no=KM20261028177；amount=128.00")
    one.press("☑ 实付")
    texts = sends(one, "product_page；promise=24小时内发货")
    (card,) = cards(texts)
    assert one.shown[-2].edited or one.shown[-1].edited
    assert "发货时限：24 小时（第 2 份）" in card
    one.press("其余都对，继续")
    assert set(now_is(one).answers) >= {"order_no", "promise"}
    assert "amount" not in now_is(one).answers


def test_an_album_is_one_card_however_late_its_readings_come() -> None:
    one = chat(case())
    assert not cards(sends(one, album=True) or [])
    one.does("(相册 3)")
    before = len(one.shown)
    one.pictures = [ORDER, "wechat_bill；amount=128.00；pay_time=2026-10-28 20:16", "chat；refusals=不退不换"]
    one.read()
    told = one.shown[before:]
    assert [bot.edited for bot in told if "从截图里读到的" in bot.text] == [False, True, True]
    sorting = [bot for bot in told if "看图归类" in bot.text]
    assert [bot.edited for bot in sorting] == [True]


def test_words_typed_meanwhile_answer_the_question_they_were_asked() -> None:
    one = chat(case())
    one.does("(图片)")
    one.pictures = [ORDER]
    one.read()
    one.does("我的卡盟")
    assert now_is(one).answers["platform"] == "我的卡盟"
    assert "order_no" not in now_is(one).answers


def test_a_card_waits_while_something_else_is_asked() -> None:
    one = chat(case(stage=Stage.CLAIM, answers={**ANSWERS, "order_no": SKIPPED}))
    before = open_question(Response(one.caseload, NOW, "x"), now_is(one))
    assert cards(sends(one, "order；order_no=KM20261028177"))
    after = open_question(Response(one.caseload, NOW, "x"), now_is(one))
    assert before
    assert after
    assert after.key == before.key
    one.press("都对，继续")
    assert now_is(one).answers["order_no"] == "KM20261028177"


@pytest.mark.parametrize(
    ("key", "told", "picture", "asked"),
    [
        ("amount", 12800, "alipay_bill；amount=126.50", True),
        ("amount", 12800, "alipay_bill；amount=128.00", False),
        ("amount", 12800, "product_page；amount=126.50", False),
        ("amount", 12800, "order；amount=126.50?", False),
        ("order_no", "KM20261028177", "order；order_no=KM20261028178", True),
        ("order_no", "km-20261028177", "order；order_no=KM20261028177", False),
        ("order_no", "KM20261028177", "wechat_bill；order_no=100052000000", False),
        ("paid_at", "2026-10-28", "order；pay_time=2026-10-28 20:15", False),
        ("paid_at", "2026-10-28", "order；pay_time=2026-10-30 20:15", True),
        ("paid_at", "2026-10-28", "order；order_time=2026-10-27 20:15", False),
        ("platform", "淘宝", "order；platform=天猫", False),
    ],
)
def test_only_a_sure_contradiction_is_asked_about(key: str, told: object, picture: str, asked: bool) -> None:
    one = chat(case(answers={**ANSWERS, key: told}))
    found = questions(sends(one, picture))
    assert bool(found) is asked
    assert now_is(one).answers[key] == told


@pytest.mark.parametrize(("button", "amount"), [("改成截图上的", 12650), ("以我说的为准", 12800)])
def test_a_contradiction_is_settled_by_a_tap_and_not_asked_again(button: str, amount: int) -> None:
    one = chat(case(answers={**ANSWERS, "amount": 12800}))
    sends(one, "alipay_bill；amount=126.50")
    one.press(button)
    assert now_is(one).answers["amount"] == amount
    assert not questions(sends(one, "wechat_bill；amount=126.50"))
    assert not questions(sends(one, "order；amount=128.00"))


def test_an_answer_given_after_the_picture_is_compared_too() -> None:
    one = chat(case(answers={key: value for key, value in ANSWERS.items() if key != "amount"}))
    sends(one, "alipay_bill；amount=126.50")
    before = len(one.shown)
    one.does("128")
    assert questions([bot.text for bot in one.shown[before:]])
    assert now_is(one).answers["amount"] == 12800


def test_a_payment_after_the_promised_day_is_marked_doubtful() -> None:
    told = {key: value for key, value in ANSWERS.items() if key != "paid_at"}
    one = chat(case(answers={**told, "promise": "2026-10-25 until"}))
    (card,) = cards(sends(one, "order；pay_time=2026-10-28 20:15"))
    assert "不太确定" in card


def test_a_time_to_come_and_an_amount_that_is_none_are_not_proposed() -> None:
    one = chat(case())
    assert not cards(sends(one, "alipay_bill；amount=nonsense；pay_time=2030-01-01 08:00"))


def filed() -> Complaint:
    """Played until the platform has it."""
    path = next(path for path in stories() if path.stem == "silent_then_12315")
    steps = read_story(path.read_text(encoding="utf-8"))
    for end in range(len(steps)):
        if isinstance(steps[end], Me | At):
            one, _ = play(steps[: end + 1])
            focused = one.caseload.focused()
            if focused and focused.stage is Stage.PLATFORM:
                return focused
    raise AssertionError("never filed")


def test_after_filing_nothing_is_proposed_and_a_contradiction_only_mentioned() -> None:
    complaint = filed()
    one = chat(complaint)
    one.now = complaint.touched_at
    texts = sends(one, "alipay_bill；amount=1.23；merchant=某公司")
    assert not cards(texts)
    assert not questions(texts)
    (said,) = [text for text in texts if "1.23 元" in text]
    assert "[改：实付金额]" in said
    assert now_is(one).answers == complaint.answers
    assert not [text for text in sends(one, "alipay_bill；amount=1.23") if "1.23 元" in text]


def test_a_picture_is_sorted_by_what_it_is_unless_the_user_said() -> None:
    one = chat(case())
    sends(one, "alipay_bill；amount=128.00", "product_page；promise=24小时", "other", "error；error=已被使用")
    assert [item.label for item in now_is(one).evidence] == ["payment", "promise", "", ""]
    one = chat(case(stage=Stage.EVIDENCE, answers=ANSWERS))
    one.does("(图片)")
    label = now_is(one).evidence[0].label
    one.pictures = ["chat；refusals=不退"]
    one.read()
    assert now_is(one).evidence[0].label == label


def test_before_the_scenario_is_known_every_sort_of_picture_finds_its_place() -> None:
    one = chat(case(stage=Stage.TRIAGE, answers={}))
    sends(
        one, "error；error=已被使用", "refund；order_no=KM1234", "chat；refusals=不退", "order；amount=1.00"
    )
    labels = [item.label for item in now_is(one).evidence]
    assert labels == ["defect", "aftersales", "chat", "order"]


def test_relabelling_one_of_an_album_leaves_the_others_where_they_were_seen_to_belong() -> None:
    one = chat(case())
    sends(one, ORDER, "wechat_bill；amount=128.00", "other", album=True)
    item = now_is(one).evidence[2]
    one.feed(Pressed(id="p0000001", data=f"l:case0001:{item.id}:chat"))
    assert [each.label for each in now_is(one).evidence] == ["order", "payment", "chat"]


def test_a_card_key_in_sight_is_warned_of_once() -> None:
    one = chat(case())
    texts = sends(one, "order；card_key", "order；card_key")
    assert len([text for text in texts if "卡密" in text and "遮住" in text]) == 1


def test_advice_on_an_unreadable_picture_is_given_once() -> None:
    one = chat(case())
    texts = sends(one, "；problem=narrow", "；problem=narrow", "；problem=no_text")
    assert len([text for text in texts if "「文件」方式发原图" in text]) == 1


@pytest.mark.parametrize(
    ("kind", "mime", "name", "asked"),
    [
        ("photo", "", "", True),
        ("document", "image/png", "x", True),
        ("document", "", "截图.PNG", True),
        ("document", "application/pdf", "a.pdf", False),
        ("video", "video/mp4", "a.mp4", False),
        ("sticker", "image/webp", "", False),
    ],
)
def test_only_pictures_are_read(kind: str, mime: str, name: str, asked: bool) -> None:
    one = chat(case())
    one.feed(Attached(id="e0000001", kind=kind, file="f", mime=mime, name=name))
    assert [(ask.item, ask.at) for ask in one.unread] == [("e0000001", NOW)] * asked


def test_a_reading_that_comes_twice_late_or_for_nobody_changes_nothing() -> None:
    one = chat(case())
    sends(one, ORDER)
    item = now_is(one).evidence[0].id
    before = one.caseload
    for complaint, which in (("case0001", item), ("case0001", "nobody"), ("nobody", item)):
        event = PictureRead(
            id="r0000001", complaint=complaint, item=which, reading=shown("order；amount=1.00")
        )
        turn = one.feed(event)
        assert turn.replies == ()
    assert one.caseload == before


@pytest.mark.parametrize("state", [{"erase_at": NOW}, {"stage": Stage.CLOSED}])
def test_a_complaint_that_ends_keeps_the_reading_and_says_nothing(state: dict[str, object]) -> None:
    one = chat(case())
    one.does("(图片)")
    one.caseload = Caseload(1, one.caseload.settings, (replace(now_is(one), **state),))
    ask = one.unread[0]
    assert isinstance(ask, Read)
    turn = one.feed(PictureRead(id="r1", complaint=ask.complaint, item=ask.item, reading=shown(ORDER)))
    assert not [reply for reply in turn.replies if isinstance(reply, Say | Edit) and "截图" in reply.text]
    assert turn.caseload.complaints[0].evidence[0].reading == shown(ORDER)


def test_every_row_names_a_question_and_reads_its_words() -> None:
    for row in seen.ROWS:
        assert row.key in seen.FACTS
        assert row.key in seen.NAMES
        assert row.kinds or row.doubtful
    assert Reading() == shown("")


def test_the_list_says_what_was_read_and_which_pictures_show_the_same() -> None:
    one = chat(case())
    sends(one, "order；order_no=KM1<b>；amount=128.00", "order；order_no=KM1<b>；amount=128.00", "other")
    before = len(one.shown)
    one.does("/evidence")
    listed = one.shown[before].text
    assert listed.count("读到：订单号 KM1<b>；实付 128.00 元") == 2
    assert "内容像第 1 份" not in listed  # the same bytes are said first
    assert "2. 订单详情页" in listed


def test_pictures_of_the_same_page_are_named_even_when_their_bytes_differ() -> None:
    one = chat(case())
    sends(one, "order；amount=128.00", "order；amount=128.00", "order；amount=129.00")
    (first, *others) = now_is(one).evidence
    apart = tuple(replace(item, sha256=f"{number:064}") for number, item in enumerate(others))
    one.caseload = Caseload(1, one.caseload.settings, (replace(now_is(one), evidence=(first, *apart)),))
    before = len(one.shown)
    one.does("/evidence")
    assert one.shown[before].text.count("内容像第 1 份") == 1


def test_a_contradiction_corrected_elsewhere_is_not_asked_any_more() -> None:
    one = chat(case(stage=Stage.CLAIM, answers={**ANSWERS, "amount": 12800}))
    sends(one, "alipay_bill；amount=126.50")
    one.feed(Pressed(id="p0000001", data="g:case0001:amount"))
    one.does("126.5")
    assert [episode.closed_at is None for episode in now_is(one).episodes] == [False]


def test_a_card_answered_by_typing_is_over() -> None:
    one = chat(case(stage=Stage.CLAIM, answers={**ANSWERS, "order_no": SKIPPED}))
    sends(one, "order；order_no=KM20261028177")
    one.feed(Pressed(id="p0000001", data="g:case0001:order_no"))
    one.does("KM20261028177")
    assert [episode.closed_at is None for episode in now_is(one).episodes] == [False]


def test_the_record_tells_cards_in_words() -> None:
    one = chat(case(answers={**BEGUN, "amount": 12800}))
    sends(one, "alipay_bill；amount=126.50；pay_time=2026-10-28 20:15")
    page = dossier(Response(one.caseload, NOW, "x").view(now_is(one)), {}, Chain(1, "f" * 64, True))
    assert "实付金额（截图）" in page
    assert "付款日" in page
    assert "unsure" not in page
    assert "12650" not in page


def test_a_picture_s_value_that_a_later_answer_rules_out_is_refused_with_the_reason() -> None:
    told = {**ANSWERS, "scenario": "stonewalled", "paid_at": "2026-10-20", "received_at": "2026-10-21"}
    one = chat(case(answers=told))
    assert "[✕ 改成截图上的]" in questions(sends(one, "alipay_bill；pay_time=2026-10-28 20:15"))[0]
    one.press("✕ 改成截图上的")
    assert now_is(one).answers["paid_at"] == "2026-10-20"
    assert one.shown[-1].alert
