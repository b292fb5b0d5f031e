"""What the stories do not show: slips, changes of mind, deletion, two clocks at once, full cupboards."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.conversation import respond
from dialogs.event import (
    Attached,
    Blocked,
    Commanded,
    Edited,
    Erased,
    Exported,
    FetchFailed,
    Part,
    Pressed,
    Said,
    Unblocked,
    Woke,
)
from dialogs.exporting import PATIENCE
from dialogs.keeping import ITEMS_PER_COMPLAINT
from dialogs.kinds import Choice
from dialogs.question import View
from dialogs.reply import Edit, Erase, Export, File, Say, Toast, Turn, Verify
from dialogs.script import QUESTIONS
from dialogs.telling import UNSURE, tells
from dialogs.unclear import Unclear
from state_machine.complaint import LEGAL_ZONE, Caseload, Complaint, Origin, Stage
from state_machine.deadlines import deadline
from state_machine.reminders import reminders
from state_machine.workdays import PUBLISHED
from tests.chats import (
    CLAIMED,
    FACTS,
    FILED,
    PROVEN,
    REFUSED,
    TRIAGED,
    chat,
    focused,
    last,
    said_since,
    sent,
    waits,
)
from tests.story import Chat


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS.values() if isinstance(q.answer, Choice)], ids=lambda q: q.key
)
def test_part_of_a_label_is_never_taken_for_an_answer(question: object) -> None:
    kind: Choice = question.answer  # type: ignore[attr-defined]
    opened = datetime(2026, 11, 10, tzinfo=LEGAL_ZONE)
    answers = {"platform_filed_on": "2026-09-01"}
    view = View(Complaint(id="k", opened_at=opened, touched_at=opened, answers=answers), opened, PUBLISHED)
    for row in kind.rows:
        parts = {row.label[i:j] for i in range(len(row.label)) for j in range(i + 1, len(row.label) + 1)}
        for part in parts - {row.label} - {word for each in kind.rows for word in (each.label, *each.said)}:
            with pytest.raises(Unclear):
                kind.read(part, view)


def test_news_while_waiting_is_kept_and_moves_nothing() -> None:
    talk = chat(*FILED, "客服今天回我说正在处理，让我再等两天")
    assert talk.stage() == "platform"
    assert focused(talk).evidence[-1].text == "客服今天回我说正在处理，让我再等两天"


def test_going_back_to_another_demand_asks_its_amount_before_the_statement() -> None:
    talk = chat(*CLAIMED, "[上一步]", "[部分退款]")
    assert "要求退多少" in last(talk)
    talk.does("50")
    assert "部分退款 50.00 元" in last(talk)
    assert "未填" not in last(talk)


def test_illegal_goods_named_late_end_it_at_once() -> None:
    talk = chat(*TRIAGED, "[上一步]", "[上一步]", "[是，或者可能是]")
    assert talk.stage() == "closed"
    talk.does("[重新打开]")
    assert "外挂" in last(talk)


def test_illegal_goods_admitted_after_filing_are_answered_and_move_nothing() -> None:
    talk = chat(*FILED, "/status", "[改回答]", "[改：商品性质]", "[是，或者可能是]")
    assert talk.stage() == "platform"
    assert "请先咨询律师" in said_since(talk, len(talk.shown) - 4)


def test_it_may_be_resolved_at_any_stage() -> None:
    talk = chat(*REFUSED, "/status", "[有新情况]", "[已经解决了]", "[全额退款到账]")
    assert talk.stage() == "closed"
    talk = chat(*TRIAGED[:3], "/status", "[有新情况]")
    assert "已经解决了" not in last(talk)


def test_the_users_own_statement_is_held_to_what_it_must_say() -> None:
    talk = chat(*CLAIMED, "我在快充卡盟买了东西一直没有发货，希望平台处理一下这件事情")
    for missing in ("没有订单号", "没有写金额", "没有写要求"):
        assert missing in last(talk)


def test_the_day_of_filing_is_not_taken_back_once_the_platform_has_it() -> None:
    talk = chat(*FILED, "/status", "[改回答]", "[下一页（1/3）]")
    talk.feed(Pressed(id="g1", data=f"g:{focused(talk).id}:platform_filed_on"))
    assert "[平台没法投诉]" not in last(talk)
    talk.feed(Pressed(id="u1", data=f"u:{focused(talk).id}:platform_filed_on"))
    talk.feed(Pressed(id="s1", data=f"a:{focused(talk).id}:platform_answer:silent"))
    assert talk.stage() == "platform"
    assert focused(talk).answers["platform_filed_on"] == "2026-11-10"


@pytest.mark.parametrize("words", ["没有", "不清楚", "不知道"])
def test_not_having_filed_yet_is_no_way_round_the_platform(words: str) -> None:
    talk = chat(*CLAIMED, "[就用这份]", words)
    assert talk.stage() == "filing"


def test_the_stages_question_is_one_tap_away_while_something_else_is_open() -> None:
    talk = chat(*CLAIMED, "[发一份催告]", "[刚刚]", "[48 小时]", "[投诉说明：先做这一步]", "[就用这份]")
    assert talk.stage() == "filing"


def test_a_typed_no_takes_no_ticks() -> None:
    talk = chat(*FILED, "[对方提出和解]", "[全额退款]", "[☐ 先交一笔钱]", "都没有")
    assert focused(talk).episodes[-1].answers["terms"] == "none"


def test_a_closed_complaint_is_not_corrected() -> None:
    talk = chat(*FILED, "/status", "[改回答]", "/cancel", "[确认撤回]", "[改：商品性质]")
    assert focused(talk).pinned == ""


def test_reopening_asks_again_what_led_out() -> None:
    talk = chat(*FILED, "[已解决]", "[全额退款到账]", "[重新打开]")
    assert talk.stage() == "platform"
    assert "platform_answer" not in focused(talk).answers
    assert "outcome" not in focused(talk).answers
    assert "platform_filed_on" in focused(talk).answers


def test_another_way_keeps_what_was_answered_about_the_last() -> None:
    talk = chat(*REFUSED, "[向 12315 投诉]", "[今天]", "A1", "[退回了，改好或换地方再投]")
    filing = focused(talk).episodes[-1]
    assert (filing.kind, filing.answers["door"], filing.answers["authority_no"]) == (
        "filing",
        "authority",
        "A1",
    )
    assert filing.closed_at
    assert "authority_no" not in focused(talk).answers


def test_a_snooze_does_not_silence_a_clock_that_binds_the_user() -> None:
    talk = chat(*FILED, "/settings", "[推迟 3 天]", "[对方要我补充材料]", "[刚刚]", "[24 小时]")
    assert talk.wake_at == datetime(2026, 11, 11, 6, 0, tzinfo=LEGAL_ZONE)


def test_a_day_without_a_time_is_counted_from_its_beginning_when_the_user_must_act() -> None:
    talk = chat(*FILED, "[对方要我补充材料]", "[今天]", "[24 小时]", "[跳过]")
    assert "2026年11月11日（周三） 00:00（北京时间）</tg-time> 前" in sent(talk)


def test_the_platform_may_answer_while_material_is_still_asked_for() -> None:
    talk = chat(*FILED, "[对方要我补充材料]", "[刚刚]", "[24 小时]")
    talk.at(talk.now + timedelta(minutes=5))
    talk.press("被拒绝")
    assert talk.stage() == "refused"
    assert all(episode.closed_at for episode in focused(talk).episodes)


def test_a_supplement_can_be_given_up() -> None:
    talk = chat(*FILED, "[对方要我补充材料]", "[刚刚]", "[24 小时]", "[跳过]", "[不补了]")
    assert "平台有结果了吗" in last(talk)


def test_what_is_written_after_asking_for_deletion_belongs_to_another_complaint_and_lives() -> None:
    talk = chat(*FACTS, "/delete", "[删除投诉 K1]", "我在另一家平台也被骗了，买了激活码一直没发")
    talk.at(talk.now + timedelta(minutes=11))
    assert [c.evidence[0].text for c in talk.caseload.complaints] == [
        "我在另一家平台也被骗了，买了激活码一直没发"
    ]
    erased = [ask for _, _, turn in talk.turns for ask in turn.asks if isinstance(ask, Erase)]
    assert len(erased) == 1


def test_deleting_everything_spares_a_complaint_opened_afterwards() -> None:
    talk = chat(*FACTS, "/delete", "[删除我的全部资料]", "/new")
    talk.at(talk.now + timedelta(minutes=11))
    assert len(talk.caseload.complaints) == 1
    asks = [ask for _, _, turn in talk.turns for ask in turn.asks if isinstance(ask, Erase)]
    assert [ask.everything for ask in asks] == [False]


def test_deleting_everything_ends_with_the_users_key() -> None:
    talk = chat(*FACTS, "/delete", "[删除我的全部资料]")
    talk.at(talk.now + timedelta(minutes=11))
    asks = [ask for _, _, turn in talk.turns for ask in turn.asks if isinstance(ask, Erase)]
    assert [ask.everything for ask in asks] == [False, True]
    talk.press("撤销删除")
    assert "找不回来了" in last(talk)


def test_deletion_can_be_undone_in_time() -> None:
    talk = chat(*FACTS, "/delete", "[删除投诉 K1]", "[撤销删除]")
    talk.at(talk.now + timedelta(minutes=11))
    assert [c.stage for c in talk.caseload.complaints] == [Stage.EVIDENCE]
    assert talk.caseload.focused() is not None


def test_a_receipt_is_given_for_what_was_deleted() -> None:
    talk = chat(*FACTS)
    talk.feed(Erased(id="e1", complaint="t0000001", head="ab" * 32, entries=12))
    assert "删除回执" in last(talk)
    assert "12 条" in last(talk)


@pytest.mark.parametrize("words", ["没有", "跳过", "暂时没有"])
def test_no_picture_is_a_skip_not_a_proof(words: str) -> None:
    talk = chat(*FACTS, words)
    assert focused(talk).evidence == ()
    assert "付款记录" in last(talk)


def test_short_words_at_a_picture_are_not_proof() -> None:
    talk = chat(*FACTS, "怎么截图？")
    assert focused(talk).evidence == ()
    assert "点「跳过」" in last(talk)


def test_a_forwarded_chat_proves_the_item_asked_for() -> None:
    talk = chat(*FACTS)
    origin = Origin("user", "小鹿客服", talk.now)
    talk.feed(Attached(id="f1", kind="text", text="再等等，系统故障", origin=origin))
    item = focused(talk).evidence[-1]
    assert (item.label, item.origin) == ("order", origin)


def test_a_file_that_could_not_be_kept_counts_for_nothing() -> None:
    talk = chat(*FACTS, "(图片 1)")
    item = focused(talk).evidence[0]
    talk.feed(FetchFailed(id="x1", complaint=focused(talk).id, item=item.id, why="too_big"))
    assert "20 MB" in "".join(bot.text for bot in talk.shown[-2:])
    assert "必需项 0/3" in talk.shown[-1].text


def test_the_statement_claims_no_evidence_there_is_none_of() -> None:
    talk = chat(*FACTS, *["[跳过]"] * 5, "[没查到]", "[没查到]", "[跳过]", "[全额退款]")
    assert "证据已附上" not in last(talk)
    assert "附证据" not in last(talk)
    assert "还缺必需的证据：订单详情页、付款记录、发货承诺" in last(talk)


def test_the_users_own_statement_can_be_taken_back() -> None:
    talk = chat(*CLAIMED, "你们这群骗子，订单KC1001，98.5元，马上给我退钱，不然曝光你们")
    assert "平静" in last(talk)
    talk.does("[恢复自动写的]")
    assert "你们这群骗子" not in last(talk)
    talk.does("[就用这份]")
    assert str(focused(talk).answers["statement"]).startswith("订单号 KC1001")


def test_a_reminder_of_another_complaint_puts_no_question_that_typing_would_not_reach() -> None:
    talk = chat(*TRIAGED, "甲卡盟", "[不清楚]", "/new")
    before = len(talk.shown)
    talk.at(talk.now + timedelta(days=3, hours=1))
    first = talk.shown[before]
    assert "[继续这个投诉]" in first.text
    assert "店铺或商家" not in said_since(talk, before).split("提醒")[1]


def test_downtime_ends_in_one_digest_and_not_at_night() -> None:
    talk = chat(*FILED)
    night = datetime(2026, 12, 10, 3, 0, tzinfo=LEGAL_ZONE)
    talk.now = night
    before = len(talk.shown)
    talk.feed(Woke(id="w1"))
    assert said_since(talk, before) == ""
    assert talk.wake_at == night.replace(hour=9)
    talk.at(night.replace(hour=9))
    digests = [bot for bot in talk.shown[before:] if "提醒 · " in bot.text]
    assert len(digests) == 1
    assert "第一次" not in digests[0].text
    assert "平台答复" in digests[0].text


def test_west_of_the_date_line_a_warning_still_comes_before_the_legal_end() -> None:
    away = Caseload(1, zone=ZoneInfo("America/Los_Angeles"))
    talk = chat(*PROVEN, "[30 天]", caseload=away)
    case = focused(talk)
    found = deadline(case, "complaint_window", PUBLISHED)
    assert found is not None
    for reminder in reminders(found, away.quiet):
        if reminder.step.startswith("-"):
            assert not found.passed(reminder.at), reminder.step


def test_twelve_three_fifteen_may_send_it_back_and_it_is_filed_again() -> None:
    talk = chat(*REFUSED, "[向 12315 投诉]", "[今天]", "[跳过]", "[退回了，改好或换地方再投]")
    assert talk.stage() == "door"
    talk.does("[向 12315 投诉]")
    assert "哪天提交的" in last(talk)


def test_the_text_for_12315_is_written_as_of_that_day() -> None:
    talk = chat(*FILED)
    talk.at(talk.now + timedelta(days=5))
    for line in REFUSED[len(FILED) :]:
        talk.does(line)
    before = len(talk.shown)
    talk.does("[向 12315 投诉]")
    letter = said_since(talk, before)
    assert "截至 2026年11月15日" in letter
    assert "请依规则处理" not in letter
    assert "订单号" in letter and "依据：《电子商务法》第二十条" in letter


def test_pressing_start_twice_opens_one_complaint() -> None:
    talk = chat("/start", "[开始投诉]", "[开始投诉]")
    assert len(talk.caseload.complaints) == 1


def test_a_closed_complaint_keeps_what_comes_and_offers_a_new_one() -> None:
    talk = chat(*TRIAGED[:-2], "[是，或者可能是]", "(图片 1)")
    assert len(focused(talk).evidence) == 1
    assert "[新的投诉]" in talk.shown[-2].text + last(talk)


def test_a_long_story_at_a_short_question_is_kept_and_the_question_asked_again() -> None:
    story = "我上周在这个网站买的点卡，" * 40
    talk = chat(*TRIAGED, story)
    assert focused(talk).evidence[-1].text == story
    assert "在哪个平台或网站买的" in last(talk)


def test_a_full_complaint_says_so_once() -> None:
    talk = chat(*FACTS)
    for number in range(ITEMS_PER_COMPLAINT + 30):
        talk.feed(Attached(id=f"p{number:06d}", kind="text", text="x" * 80))
    assert len(focused(talk).evidence) == ITEMS_PER_COMPLAINT
    assert sum("存满了" in bot.text for bot in talk.shown) == 1
    talk.feed(Edited(id="e9", message=1, text="改了"))
    assert len(focused(talk).evidence) == ITEMS_PER_COMPLAINT


def test_both_versions_of_an_edited_message_are_kept() -> None:
    talk = chat(*FACTS, "(图片 1)")
    talk.feed(Edited(id="e1", message=3, text="更正：是 99 元"))
    assert focused(talk).evidence[-1].text == "更正：是 99 元"
    assert focused(talk).answers["amount"] == 9850


def test_a_blocked_user_is_not_woken_and_hears_the_digest_on_return() -> None:
    talk = chat(*FILED)
    talk.feed(Blocked(id="b1"))
    assert not waits(talk)
    talk.now += timedelta(days=30)
    before = len(talk.shown)
    talk.feed(Unblocked(id="b2"))
    assert waits(talk)
    talk.at(talk.now + timedelta(days=1))
    assert "平台答复" in said_since(talk, before)


@pytest.mark.parametrize(
    "data", ["", "a", "a:t0000001:amount:1", "zz:t0000001", "a:otherone:use:own", "n:1", "\x00" * 60]
)
def test_forged_buttons_only_ask_again(data: str) -> None:
    talk = chat(*TRIAGED)
    answers = dict(focused(talk).answers)
    turn = talk.feed(Pressed(id="p1", data=data))
    assert dict(focused(talk).answers) == answers
    assert any(isinstance(reply, Toast) for reply in turn.replies)


def test_a_double_tap_changes_nothing() -> None:
    talk = chat("/new")
    data = next(
        b.data
        for r in talk.screen
        if isinstance(r, Say)
        for row in r.buttons
        for b in row
        if b.data.endswith("not_delivered")
    )
    talk.feed(Pressed(id="p1", data=data))
    turn = talk.feed(Pressed(id="p2", data=data))
    assert [type(reply) for reply in turn.replies] == [Toast]


def test_markup_in_answers_stays_text() -> None:
    talk = chat(*TRIAGED, "<b>卡盟</b>&amp;{platform}")
    texts = [r.text for _, _, turn in talk.turns for r in turn.replies if isinstance(r, Say | Edit)]
    assert any("&lt;b&gt;卡盟&lt;/b&gt;&amp;amp;{platform}" in text for text in texts)


def test_verify_asks_for_the_chain_to_be_checked() -> None:
    talk = chat(*FACTS)
    turn = talk.feed(Commanded(id="v1", name="verify"))
    assert turn.asks == (Verify(focused(talk).id),)


def test_duplicates_are_found_and_kept() -> None:
    talk = chat(*FACTS)
    for number in range(2):
        talk.feed(Attached(id=f"d{number}", kind="photo", file="F", unique="same"))
    assert "和第 1 份是同一个文件" in "".join(bot.text for bot in talk.shown[-3:])
    assert len(focused(talk).evidence) == 2


def test_in_a_complaint_under_way_a_text_is_a_story_only_when_something_in_it_is_sure() -> None:
    found = {"platform": "星河卡盟", "product": "点卡", "demand": "full_refund"}
    doubtful = {**found, UNSURE: "platform product demand"}
    assert tells(doubtful, first=True)
    assert not tells(doubtful, first=False)
    assert tells({**found, UNSURE: "product demand"}, first=False)


def test_words_without_a_complaint_are_a_greeting_or_a_story() -> None:
    talk = chat("你好")
    assert talk.caseload.complaints == ()
    talk.feed(Said(id="s1", text="我在卡盟买了点卡，三天没发货"))
    assert focused(talk).evidence[0].text == "我在卡盟买了点卡，三天没发货"


def test_an_export_is_asked_for_once_at_a_time_and_answered_with_files() -> None:
    talk = chat(*FACTS)
    id = focused(talk).id
    first = respond(talk.caseload, Commanded(id="e1", name="export"), talk.now)
    assert first.asks == (Export(id),)
    assert "正在整理" in said(first)
    again = respond(first.caseload, Commanded(id="e2", name="export"), talk.now + timedelta(minutes=5))
    assert again.asks == ()
    assert "好了就发到这里" in said(again)
    parts = (Part("p1", f"投诉-{id}-1of2.zip", 5), Part("p2", f"投诉-{id}-2of2.zip", 5))
    done = respond(again.caseload, Exported(id="e3", complaint=id, parts=parts), talk.now)
    assert "2 个压缩包" in said(done)
    files = [reply for reply in done.replies if isinstance(reply, File)]
    assert [(file.complaint, file.file, file.name) for file in files] == [(id, p.id, p.name) for p in parts]
    assert [file.caption.endswith(f"（第 {n}/2 个）") for n, file in enumerate(files, 1)] == [True, True]
    assert isinstance(done.replies[0], Say)
    assert respond(done.caseload, Commanded(id="e4", name="export"), talk.now).asks == (Export(id),)


def test_an_export_that_never_came_may_be_asked_for_again() -> None:
    talk = chat(*FACTS)
    asked = respond(talk.caseload, Commanded(id="e1", name="export"), talk.now)
    later = respond(asked.caseload, Commanded(id="e2", name="export"), talk.now + PATIENCE)
    assert later.asks == (Export(focused(talk).id),)
    failed = respond(later.caseload, Exported(id="e3", complaint=focused(talk).id), talk.now)
    assert "没能整理出来" in said(failed)
    assert respond(failed.caseload, Commanded(id="e4", name="export"), talk.now).asks


def test_an_export_of_an_erased_complaint_says_nothing() -> None:
    turn = respond(Caseload(1), Exported(id="e1", complaint="gone", parts=(Part("p", "n", 1),)), chat().now)
    assert (turn.replies, turn.asks) == ((), ())


def test_a_closed_complaint_can_be_exported_and_one_about_to_be_deleted_cannot() -> None:
    talk = chat(*TRIAGED, "[上一步]", "[上一步]", "[是，或者可能是]")
    assert talk.stage() == "closed"
    assert respond(talk.caseload, Commanded(id="e1", name="export"), talk.now).asks
    talk.does("/delete")
    talk.press(
        next(b.text for r in talk.screen for row in r.buttons for b in row if b.text.startswith("删除我的"))
    )
    assert respond(talk.caseload, Commanded(id="e2", name="export"), talk.now).asks == ()


def test_every_complaint_is_exported_one_after_the_other() -> None:
    talk = chat(*FACTS, "/new")
    ids = [each.id for each in talk.caseload.complaints]
    turn = respond(talk.caseload, Pressed(id="e1", data="exall"), talk.now)
    assert turn.asks == tuple(Export(id) for id in ids)
    one = respond(talk.caseload, Pressed(id="e2", data=f"ex:{ids[0]}"), talk.now)
    assert one.asks == (Export(ids[0]),)


def said(turn: Turn) -> str:
    return "\n".join(reply.text for reply in turn.replies if isinstance(reply, Say))


def many(count: int) -> Chat:
    """A buyer with so many complaints, each at its own platform."""
    talk = chat()
    for number in range(count):
        for line in (*TRIAGED, f"第{number}号卡盟", "[不清楚]"):
            talk.does(line)
        focused_now = focused(talk)
        talk.feed(Pressed(id=f"w{number}", data=f"xx:{focused_now.id}"))
    return talk


def test_many_complaints_are_shown_a_page_at_a_time() -> None:
    talk = many(10)
    talk.does("/cases")
    assert "10 个" in last(talk) and "第9号卡盟" in last(talk) and "第0号卡盟" not in last(talk)
    talk.does("[更早的（1/2）]")
    assert "第0号卡盟" in last(talk)


def test_complaints_are_found_by_what_was_told() -> None:
    talk = many(3)
    talk.does("/cases 第1号")
    assert "第1号卡盟" in last(talk) and "第2号卡盟" not in last(talk)
    talk.does("/cases 没有的店")
    assert "没有找到「没有的店」" in last(talk)
