"""Random events over `respond`: whatever people do, the conversation stays whole.

At every step: an open question or a closed case, a stage the table knows, replies Telegram would take,
nothing but JSON in answers, no question twice in one turn, a wake time when something waits, and the
same events giving the same turns when replayed.
"""

import json
import re
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dialogs.asking import correctable, open_question
from dialogs.commands import COMMANDS
from dialogs.conversation import respond
from dialogs.event import (
    Attached,
    Blocked,
    Commanded,
    Edited,
    Erased,
    Event,
    Exported,
    Fetched,
    FetchFailed,
    Masked,
    Part,
    PictureRead,
    Pressed,
    Said,
    Stumbled,
    Unblocked,
    Unsupported,
    Verified,
    Woke,
)
from dialogs.kinds import Day, Money, Number, PastMoment, Photos, Promise, Words
from dialogs.pressing import STALE
from dialogs.reply import Ask, Edit, Erase, Export, Fetch, File, Mask, Read, Say, Toast, Turn, Verify
from dialogs.response import Response
from dialogs.script import INTERLUDES
from state_machine.complaint import LEGAL_ZONE, Caseload, Origin, Reading, Stage
from state_machine.lifecycle import TRANSITIONS
from tests.html import problems

WORDS = st.sampled_from(
    [
        "昨天", "11月3号", "上周五", "三天前下午两点", "128", "¥128.5", "一百二十八块", "24小时", "3个工作日", "秒发",
        "快充卡盟", "KC20260916001", "没查到", "跳过", "好了", "已解决", "到期仍未答复", "<b>粗</b>&amp;", "{answer_by}",
        "{platform.__class__}", "骗子，今天不退钱就曝光你！！！", "　", "0", "-1", "99999999999999999999", "明天",
        "我在快充卡盟买了手游点卡，付了钱三天不发货，客服说系统故障让我等",
    ]
) | st.text(max_size=400)  # fmt: skip
HOSTILE = st.sampled_from(
    ["a", "a:", "a:x:y:z", "z::9", "l:::", "y:x", "ra:1", "e:zzz:supplement", "\x00", "o:" + "九" * 20]
)


TYPED = {
    Words: "快充卡盟的手游点卡",
    Money: "128",
    Number: "3",
    PastMoment: "昨天",
    Day: "今天",
    Promise: "24小时",
}


NUMBERS = {"order_no": "KC20260916001", "amount": "128.00", "pay_time": "2026-09-16 20:05:11"}
READINGS = (
    Reading("order", {**NUMBERS, "platform": "快充卡盟", "product": "<b>点卡</b>", "merchant": "店"}),
    Reading("alipay_bill", {"amount": "99.50", "pay_time": "2026-09-15 08:00", "merchant": "公司"}),
    Reading("wechat_bill", {"amount": "1.00", "pay_time": "2030-01-01 08:00"}, card_key=True),
    Reading("order", {"amount": "1.00"}, card_key=True, secrets={"card_key": 2, "phone": 1}, look="7" * 64),
    Reading("product_page", {"promise": "24小时内发货", "product": "点卡"}, {"product": 0.3}),
    Reading("chat", {"refusals": "不退不换；" * 100, "order_no": "x"}),
    Reading("error", {"error": "该激活码已被使用"}),
    Reading("refund", {"order_no": "KC9999", "amount": "nonsense"}),
    Reading("other"),
    Reading("a_kind_of_tomorrow", {"amount": "5.00"}),
)
UNREADABLE = Reading(problem="narrow")


class Talk(RuleBasedStateMachine):
    """One user, any order of events, any time between them."""

    def __init__(self) -> None:
        super().__init__()
        self.caseload = Caseload(user=7)
        self.now = datetime(2026, 9, 18, 20, 0, tzinfo=LEGAL_ZONE)
        self.count = 0
        self.turn: Turn | None = None
        self.before = self.caseload
        self.buttons: list[str] = []
        self.asked: list[Ask] = []
        self.alerts: set[tuple[str, ...]] = set()
        self.log: list[tuple[Event, datetime]] = []

    def fresh(self) -> str:
        self.count += 1
        return f"h{self.count:07d}"

    def feed(self, event: Event) -> None:
        self.before = self.caseload
        self.turn = respond(self.caseload, event, self.now)
        self.caseload = self.turn.caseload
        self.log.append((event, self.now))
        for reply in self.turn.replies:
            if isinstance(reply, Say | Edit):
                self.buttons += [b.data for row in reply.buttons for b in row if b.data]
        self.asked += self.turn.asks
        for alert in self.turn.alerts:
            key = (alert.kind, alert.complaint, alert.trigger, alert.due, alert.step)
            assert key not in self.alerts, f"reminded twice: {key}"
            self.alerts.add(key)

    @rule(text=WORDS)
    def says(self, text: str) -> None:
        self.feed(Said(id=self.fresh(), text=text, message=self.count))

    @rule(name=st.sampled_from([c.name for c in COMMANDS] + ["nonsense"]))
    def commands(self, name: str) -> None:
        self.feed(Commanded(id=self.fresh(), name=name))

    @rule(pick=st.integers(0, 10_000))
    def presses(self, pick: int) -> None:
        if self.buttons:
            recent = self.buttons[-12:]
            self.feed(Pressed(id=self.fresh(), data=recent[pick % len(recent)]))

    @rule(pick=st.integers(0, 10_000))
    def presses_again(self, pick: int) -> None:
        self.presses(pick)

    @initialize(depth=st.integers(0, 110), pick=st.integers(0, 10_000))
    def starts_somewhere(self, depth: int, pick: int) -> None:
        """A story already under way, so that the late stages are walked as much as the first."""
        self.feed(Commanded(id=self.fresh(), name="new"))
        for step in range(depth):
            self.answers_well(pick + step * 7)

    @rule(pick=st.integers(0, 10_000))
    def answers_well(self, pick: int) -> None:
        """What a helpful buyer would answer to the open question."""
        focused = self.caseload.focused()
        current = open_question(Response(self.caseload, self.now, "x"), focused) if focused else None
        if focused is None or current is None:
            return
        kind = current.question.answer
        if type(kind) in TYPED:
            self.feed(Said(id=self.fresh(), text=TYPED[type(kind)]))
            return
        if isinstance(kind, Photos) and not kind.kept(focused):
            self.feed(Attached(id=self.fresh(), kind="photo", file="F"))
            return
        rows = [
            o
            for o in kind.options(Response(self.caseload, self.now, "x").view(focused))
            if o.then != "decline"
        ]
        value = rows[pick % len(rows)].value
        self.feed(Pressed(id=self.fresh(), data=f"a:{focused.id}:{current.key}:{value}"))

    @rule(pick=st.integers(0, 10_000), steps=st.integers(2, 12))
    def goes_on(self, pick: int, steps: int) -> None:
        for step in range(steps):
            self.answers_well(pick + step * 13)

    @rule(kind=st.sampled_from(sorted(INTERLUDES)))
    def something_happens(self, kind: str) -> None:
        focused = self.caseload.focused()
        if focused:
            self.feed(Pressed(id=self.fresh(), data=f"e:{focused.id}:{kind}"))

    @rule(pick=st.integers(0, 10_000))
    def corrects_an_answer(self, pick: int) -> None:
        focused = self.caseload.focused()
        if focused:
            found = list(correctable(Response(self.caseload, self.now, "x"), focused))
            if found:
                key = found[pick % len(found)].key
                self.feed(Pressed(id=self.fresh(), data=f"g:{focused.id}:{key}"))

    @rule()
    def every_button_of_the_newest_question_is_taken(self) -> None:
        """None of them is out of date while its message is the newest; only a ✕ says no, with its reason."""
        if self.turn is None or not any(isinstance(reply, Say) for reply in self.turn.replies):
            return
        newest = next(reply for reply in reversed(self.turn.replies) if isinstance(reply, Say))
        for button in (b for row in newest.buttons for b in row if b.data):
            turn = respond(self.caseload, Pressed(id="t", data=button.data), self.now)
            toasts = [reply.text for reply in turn.replies if isinstance(reply, Toast)]
            assert STALE not in toasts, f"{button.text}: {button.data}"

    @rule(pick=st.integers(0, 10_000))
    def puts_it_off(self, pick: int) -> None:
        """What is put off comes back: a wake is set by then."""
        focused = self.caseload.focused()
        if focused and focused.stage is not Stage.CLOSED and not focused.erase_at:
            self.feed(Pressed(id=self.fresh(), data=f"z:{focused.id}:1"))
            put_off, turn = self.caseload.complaint(focused.id), self.turn
            assert put_off and put_off.snoozed_until and turn
            silent = self.caseload.settings.blocked or focused.muted
            assert silent or (turn.wake_at is not None and turn.wake_at <= put_off.snoozed_until)

    @rule(data=HOSTILE | st.text(max_size=64))
    def presses_something_forged(self, data: str) -> None:
        self.feed(Pressed(id=self.fresh(), data=data))

    @rule(pick=st.integers(0, 10_000))
    def presses_something_old(self, pick: int) -> None:
        if self.buttons:
            self.feed(Pressed(id=self.fresh(), data=self.buttons[pick % len(self.buttons)]))

    @rule(
        kind=st.sampled_from(["photo", "document", "text", "voice"]),
        album=st.sampled_from(["", "", "A1", "A2"]),
        text=st.text(max_size=50),
        forwarded=st.booleans(),
    )
    def sends(self, kind: str, album: str, text: str, forwarded: bool) -> None:
        origin = Origin("hidden_user", text or "客服", self.now) if forwarded else None
        self.feed(
            Attached(
                id=self.fresh(), kind=kind, file="" if kind == "text" else "F", unique=text[:3], text=text,
                album=album if kind == "photo" else "", origin=origin, message=self.count, name=text,
            )
        )  # fmt: skip

    @rule(text=st.text(max_size=30))
    def edits(self, text: str) -> None:
        self.feed(Edited(id=self.fresh(), message=1, text=text))

    @rule(blocked=st.booleans())
    def blocks(self, blocked: bool) -> None:
        self.feed(Blocked(id=self.fresh()) if blocked else Unblocked(id=self.fresh()))

    @rule(outcome=st.sampled_from(["ok", "too_big", "gone"]))
    def a_worker_reports(self, outcome: str) -> None:
        if not self.asked:
            return
        ask = self.asked.pop()
        match ask:
            case Fetch():
                if outcome == "ok":
                    self.feed(
                        Fetched(
                            id=self.fresh(), complaint=ask.complaint, item=ask.item, size=5, sha256="0" * 64
                        )
                    )
                else:
                    self.feed(
                        FetchFailed(id=self.fresh(), complaint=ask.complaint, item=ask.item, why=outcome)
                    )
            case Read():
                self.feed(
                    PictureRead(
                        id=self.fresh(),
                        complaint=ask.complaint,
                        item=ask.item,
                        reading=READINGS[self.count % len(READINGS)] if outcome == "ok" else UNREADABLE,
                    )
                )
            case Mask():
                problem = "" if outcome == "ok" else "damaged"
                self.feed(
                    Masked(
                        id=self.fresh(),
                        complaint=ask.complaint,
                        item=ask.item,
                        covered=len(ask.kinds),
                        size=7,
                        sha256="" if problem else "1" * 64,
                        problem=problem,
                    )
                )
            case Verify():
                self.feed(
                    Verified(
                        id=self.fresh(),
                        complaint=ask.complaint,
                        entries=3,
                        items=1,
                        head="f" * 64,
                        sound=True,
                    )
                )
            case Export():
                parts = (
                    Part(id=self.fresh(), name="一.zip", size=5),
                    Part(id=self.fresh(), name="二.zip", size=5),
                )
                ended = parts if outcome == "ok" else ()
                self.feed(Exported(id=self.fresh(), complaint=ask.complaint, parts=ended))
            case Erase():
                if ask.complaint:
                    self.feed(Erased(id=self.fresh(), complaint=ask.complaint, head="f" * 64, entries=4))

    @rule(kind=st.sampled_from(["位置", "投票"]))
    def sends_something_else(self, kind: str) -> None:
        self.feed(Unsupported(id=self.fresh(), kind=kind))

    @rule()
    def something_failed(self) -> None:
        self.feed(Stumbled(id=self.fresh()))

    @rule(hours=st.integers(0, 24 * 40))
    def time_passes(self, hours: int) -> None:
        target = self.now + timedelta(hours=hours)
        for _ in range(200):
            wake = self.turn.wake_at if self.turn else None
            if wake is None or wake > target:
                break
            self.now = max(self.now, wake)
            self.feed(Woke(id=self.fresh()))
        else:
            raise AssertionError("waking never ends")
        self.now = target

    @invariant()
    def every_complaint_has_an_open_question_or_is_closed(self) -> None:
        response = Response(self.caseload, self.now, "x")
        for complaint in self.caseload.complaints:
            closed = complaint.stage is Stage.CLOSED
            assert closed == (complaint.outcome is not None)
            assert closed or open_question(response, complaint) is not None

    @invariant()
    def stages_move_only_along_the_table(self) -> None:
        moves = {(row.source, row.target) for row in TRANSITIONS}
        for complaint in self.caseload.complaints:
            earlier = self.before.complaint(complaint.id)
            if earlier and earlier.stage != complaint.stage:
                assert reachable(earlier.stage, complaint.stage, moves)

    @invariant()
    def every_reply_can_be_delivered(self) -> None:
        if self.turn is None:
            return
        for reply in self.turn.replies:
            if isinstance(reply, Toast):
                assert 0 < len(reply.text) <= 200
            elif isinstance(reply, File):
                assert 0 < len(reply.caption) <= 1024
                assert self.caseload.complaint(reply.complaint) is not None
            else:
                assert not problems(reply.text, reply.buttons), problems(reply.text, reply.buttons)
        questions = [
            r.slot for r in self.turn.replies if isinstance(r, Say) and re.fullmatch(r"\w+:[a-z_]+", r.slot)
        ]
        assert len(questions) == len(set(questions)), f"asked twice: {questions}"

    @invariant()
    def a_picture_answers_nothing(self) -> None:
        if self.log and isinstance(self.log[-1][0], PictureRead):
            for earlier in self.before.complaints:
                later = self.caseload.complaint(earlier.id)
                assert later
                assert later.answers == earlier.answers

    @invariant()
    def answers_hold_only_json(self) -> None:
        for complaint in self.caseload.complaints:
            assert json.loads(json.dumps(dict(complaint.answers))) == dict(complaint.answers)

    @invariant()
    def evidence_is_never_lost(self) -> None:
        for earlier in self.before.complaints:
            later = self.caseload.complaint(earlier.id)
            if later:
                assert {e.id for e in earlier.evidence} <= {e.id for e in later.evidence}
            else:
                assert earlier.erase_at or self.before.settings.erase_at

    def teardown(self) -> None:
        replayed = Caseload(user=7)
        for event, now in self.log:
            replayed = respond(replayed, event, now).caseload
        assert replayed == self.caseload


def reachable(source: Stage, target: Stage, moves: set[tuple[Stage, Stage]]) -> bool:
    """Whether a path of rows leads there: one turn may pass stages with nothing left to ask."""
    seen, todo = {source}, [source]
    while todo:
        here = todo.pop()
        for start, end in moves:
            if start is here and end not in seen:
                seen.add(end)
                todo.append(end)
    return target in seen


TestTalk = Talk.TestCase
TestTalk.settings = settings(
    max_examples=200, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
