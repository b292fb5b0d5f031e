"""From an answer to the next question: store it, show it as given, fire what it triggers, ask on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dialogs.asking import (
    Open,
    answered_line,
    ask,
    ask_in_place,
    may_be_unknown,
    open_question,
    previous,
    slot,
    stage_question,
)
from dialogs.cards import record
from dialogs.drafts import Draft
from dialogs.kinds import WORDS_LIMIT, Photos
from dialogs.letters.texts import COPIES, LETTERS
from dialogs.letters.wording import html
from dialogs.phrases import fill
from dialogs.question import Option, Partial, Question, draft_key
from dialogs.reply import Button
from dialogs.response import Response
from dialogs.script import INTERLUDES, QUESTIONS, SCRIPT, WAY_OUT
from dialogs.telling import KIND, agreed
from dialogs.unclear import Unclear
from state_machine.complaint import (
    BEFORE_FILING,
    FILING,
    SKIPPED,
    UNKNOWN,
    WAITING,
    Answer,
    Complaint,
    Episode,
    Stage,
    is_known,
)
from state_machine.lifecycle import Forbidden, advance, allows

OPEN_CASES: Final = 20
SHORT: Final = 8  # characters of a complaint's id: it is read aloud and stands in every button
SKIPS: Final = ("跳过", "略过", "没有", "无", "不会", "暂时没有")
PASTED: Final = (
    12  # characters: at a question for pictures, shorter words are talk, longer ones a pasted chat
)
TOO_MANY: Final = f"同时进行的投诉最多 {OPEN_CASES} 个。先用 /cases 结束或删除几个，再新建。"


def open_complaint(response: Response) -> Complaint | None:
    """A new complaint in focus, its card shown; None (and said so) when there are too many."""
    blank = response.caseload.focused()
    if blank and _is_blank(blank):
        return response.put(blank)
    going = [c for c in response.caseload.complaints if c.stage is not Stage.CLOSED]
    if len(going) >= OPEN_CASES:
        response.say(TOO_MANY)
        return None
    complaint = Complaint(
        id=response.id[:SHORT],
        opened_at=response.now,
        touched_at=response.now,
        entered_at={Stage.TRIAGE.value: response.now},
    )
    response.set(focus=complaint.id, greeted=True)
    return response.show_card(response.put(complaint))


def _is_blank(complaint: Complaint) -> bool:
    """Opened and nothing said yet: a second press of the button opens no second one."""
    return complaint.stage is Stage.TRIAGE and not complaint.answers and not complaint.evidence


def touch(response: Response, complaint: Complaint) -> Complaint:
    """The user is at work on this complaint: it gets the focus, a pause ends."""
    response.set(focus=complaint.id)
    return response.put(replace(complaint, touched_at=response.now, paused=False))


def ask_open(response: Response, complaint: Complaint, lead: str = "") -> None:
    """Put the open question again; a closed complaint has none."""
    current = open_question(response, complaint)
    if current:
        ask(response, complaint, current, lead)
    elif lead:
        response.say(lead)


def answer(
    response: Response, complaint: Complaint, current: Open, value: Answer | Partial, *, typed: bool = False
) -> None:
    """An answer as read or pressed: part of one is kept, what its option does is done, or it is taken."""
    if isinstance(value, Partial):
        _keep_part(response, complaint, current, value, typed=typed)
        return
    option = current.question.option(value)
    if option and option.forgets:
        _forget(response, complaint, current, option)
        return
    if option and option.stays:
        _explain(response, complaint, current, option)
        return
    take(response, complaint, current, value, option)


def _forget(response: Response, complaint: Complaint, current: Open, option: Option) -> None:
    """Take an answer back and ask again."""
    answers = {key: value for key, value in complaint.answers.items() if key != option.forgets}
    response.toast("好")
    ask(response, response.put(replace(complaint, answers=answers)), current)


def _explain(response: Response, complaint: Complaint, current: Open, option: Option) -> None:
    response.toast("看下面的说明")
    view = response.view(complaint, current.episode)
    ask(response, complaint, current, lead=LETTERS[option.note](view))


def _keep_part(
    response: Response, complaint: Complaint, current: Open, part: Partial, *, typed: bool
) -> None:
    """What was said so far, kept beside the question: its message is changed in place, or put again."""
    key = draft_key(current.question.key)
    complaint = response.put(_with_answer(complaint, current, key, part.value, pinned=complaint.pinned))
    now_open = open_question(response, complaint) or current
    if typed:
        ask(response, complaint, now_open, lead=part.said)
    else:
        ask_in_place(response, complaint, now_open)


def take(
    response: Response, complaint: Complaint, current: Open, value: Answer, option: Option | None = None
) -> None:
    """Store the answer, turn its question into an answered line, go on."""
    question = current.question
    trigger = _trigger(
        response, complaint, current, option.then if option else _unknown_then(question, value)
    )
    complaint = response.put(_with_answer(complaint, current, question.key, value))
    response.toast("已记录")
    response.edit(slot(complaint, current), answered_line(current, complaint, value))
    note = option.note if option else question.unknown_note if value == UNKNOWN else ""
    if note:
        _letter(response, complaint, note, current)
    if option and option.opens:
        complaint = _opened(response, complaint, option.opens)
    go_on(response, complaint, trigger)


def _unknown_then(question: Question, value: Answer) -> str:
    return question.unknown_then if value == UNKNOWN else ""


def _trigger(response: Response, complaint: Complaint, current: Open, trigger: str) -> str:
    """An answer corrected from a later stage moves nothing once it was filed; before, it may end the complaint,
    and a statement agreed on is written anew."""
    if current.episode is not None or current.question in SCRIPT[complaint.stage].questions:
        return trigger
    if trigger == "decline" and allows(complaint, trigger, response.now, response.caseload.calendar):
        return trigger
    restated = complaint.stage is Stage.FILING and not isinstance(current.question.answer, Draft)
    return "restate" if restated else ""


def _letter(response: Response, complaint: Complaint, name: str, current: Open | None = None) -> None:
    """A long text, with a copy button for each field that is typed elsewhere."""
    view = response.view(complaint, _fresh(complaint, current.episode if current else None))
    response.say(LETTERS[name](view), COPIES[name](view) if name in COPIES else ())


def _fresh(complaint: Complaint, episode: Episode | None) -> Episode | None:
    """The episode as it now is."""
    return next((e for e in complaint.episodes if episode and e.id == episode.id), None)


def _with_answer(
    complaint: Complaint, current: Open, key: str, value: Answer, *, pinned: str = ""
) -> Complaint:
    if current.episode is None:
        return replace(complaint, answers={**complaint.answers, key: value}, pinned=pinned)
    changed = replace(current.episode, answers={**current.episode.answers, key: value})
    episodes = tuple(changed if e.id == changed.id else e for e in complaint.episodes)
    return replace(complaint, episodes=episodes, pinned=pinned)


def go_on(response: Response, complaint: Complaint, trigger: str = "") -> None:
    """Fire the trigger, close finished episodes, move on through stages with nothing left to ask, ask."""
    if trigger:
        complaint = move(response, complaint, trigger)
    complaint = _close_episodes(response, complaint)
    while complaint.stage is not Stage.CLOSED and _has_said_all(response, complaint):
        try:
            complaint = move(response, complaint, "proceed")
        except Forbidden:
            complaint = response.put(_reopened_question(complaint))
    ask_open(response, complaint)


def _has_said_all(response: Response, complaint: Complaint) -> bool:
    """Nothing of the stage is left to ask, whatever episode still waits; a pinned question comes first."""
    return not complaint.pinned and stage_question(response, complaint) is None


def _reopened_question(complaint: Complaint) -> Complaint:
    """A stage whose guard wants an answer that was not given asks its last question again."""
    last = SCRIPT[complaint.stage].questions[-1].key
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k != last})


def _close_episodes(response: Response, complaint: Complaint) -> Complaint:
    """An episode with nothing left to ask is over; so is one that passed with its stage."""
    answered = [e for e in complaint.episodes if e.closed_at is None and _answered(response, complaint, e)]
    for episode in answered:
        if INTERLUDES[episode.kind].fills:
            complaint = _filled(response, complaint, episode)
        elif INTERLUDES[episode.kind].ending:
            response.say(fill(INTERLUDES[episode.kind].ending, response.view(complaint, episode)))
    over = [*answered, *(e for e in complaint.episodes if e.closed_at is None and _passed(complaint, e))]
    if not over:
        return complaint
    closed = tuple(replace(e, closed_at=response.now) if e in over else e for e in complaint.episodes)
    return response.put(replace(complaint, episodes=closed))


def _filled(response: Response, complaint: Complaint, episode: Episode) -> Complaint:
    """What was agreed on becomes answers where there is none yet; what they would have said is said."""
    fresh = {k: v for k, v in agreed(episode.answers).items() if not is_known(complaint.answers.get(k))}
    complaint = response.put(replace(complaint, answers={**complaint.answers, **fresh}))
    for key, value in fresh.items():
        option = QUESTIONS[key].option(value)
        if option and option.note:
            _letter(response, complaint, option.note)
    return complaint


def propose(response: Response, complaint: Complaint, found: Mapping[str, Answer]) -> None:
    """Put what a story gave to the user as one card; a second story adds to the first."""
    going = next((e for e in complaint.episodes if e.kind == KIND and e.closed_at is None), None)
    episode = going or Episode(KIND, _episode_id(complaint, KIND), response.now)
    told = replace(episode, answers={**episode.answers, **found})
    others = tuple(e for e in complaint.episodes if e.id != episode.id)
    ask_open(response, response.put(replace(complaint, episodes=(*others, told), pinned="")))


def _answered(response: Response, complaint: Complaint, episode: Episode) -> bool:
    view = response.view(complaint, episode)
    return all(q.key in episode.answers for q in INTERLUDES[episode.kind].questions if q.applies(view))


def _passed(complaint: Complaint, episode: Episode) -> bool:
    interlude = INTERLUDES[episode.kind]
    entered = complaint.entered_at.get(complaint.stage.value, episode.opened_at)
    return complaint.stage not in interlude.stages or (interlude.passing and entered > episode.opened_at)


def move(response: Response, complaint: Complaint, trigger: str) -> Complaint:
    """Advance the stage and say what the new stage opens with; raises Forbidden."""
    advanced = advance(complaint, trigger, response.now, response.caseload.calendar)
    moved = response.put(ANEW.get(trigger, _as_it_is)(advanced, response.now))
    if moved.stage is Stage.CLOSED:
        response.say(
            record(moved, response.view(moved)),
            ((Button("重新打开", f"o:{moved.id}"), Button("新的投诉", "n")),),
        )
        return moved
    scene = SCRIPT[moved.stage]
    if scene.opening:
        _letter(response, moved, scene.opening)
    return response.show_card(moved) if moved.stage in WAITING else moved


def _as_it_is(complaint: Complaint, _: datetime) -> Complaint:
    return complaint


def _decided_anew(complaint: Complaint, _: datetime) -> Complaint:
    """Reopened: the outcome, what led out of its stage and what ended it before it began are asked again."""
    stages = (complaint.stage, *(Stage.TRIAGE,) * (complaint.stage in BEFORE_FILING), Stage.CLOSING)
    led_out = {q.key for stage in stages for q in SCRIPT[stage].questions if _led_out(q, complaint)}
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k not in led_out})


def _led_out(question: Question, complaint: Complaint) -> bool:
    option = question.option(complaint.answers.get(question.key, ""))
    return bool(option and option.then)


def _stated_anew(complaint: Complaint, _: datetime) -> Complaint:
    """The facts changed before it was filed: the statement is to be agreed on again."""
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k != "statement"})


def _another_way(complaint: Complaint, now: datetime) -> Complaint:
    """The way just tried is kept as an episode of its own; the next one is asked from the start."""
    keys = {question.key for stage in WAY_OUT for question in SCRIPT[stage].questions}
    tried = {key: value for key, value in complaint.answers.items() if key in keys}
    left = {key: value for key, value in complaint.answers.items() if key not in keys}
    opened = complaint.entered_at.get(Stage.DOOR.value, now)
    filing = Episode(FILING, _episode_id(complaint, FILING), opened, now, tried)
    return replace(complaint, answers=left, episodes=(*complaint.episodes, filing))


def _episode_id(complaint: Complaint, kind: str) -> str:
    """Short, for it stands in every button; unique in its complaint."""
    return f"{kind[:4]}{sum(episode.kind == kind for episode in complaint.episodes) + 1}"


# What a way back asks anew.
ANEW: Final[dict[str, Callable[[Complaint, datetime], Complaint]]] = {
    "reopen": _decided_anew,
    "restate": _stated_anew,
    "refile": _another_way,
}


def skip(response: Response, complaint: Complaint, current: Open) -> None:
    """Leave an optional question empty, for good unless gone back to."""
    if current.question.optional:
        take(response, complaint, current, SKIPPED)
    else:
        response.toast("这一项不能跳过，后面写投诉要用到。", alert=True)


def unknown(response: Response, complaint: Complaint, current: Open) -> None:
    """Not knowing is an answer where the question says so."""
    if may_be_unknown(complaint, current):
        take(response, complaint, current, UNKNOWN)
    else:
        ask(response, complaint, current)


def back(response: Response, complaint: Complaint, current: Open) -> None:
    """Pin the question before this one; its old answer stays until replaced."""
    earlier = previous(response, complaint, current)
    if earlier is None:
        response.toast("前面没有可以改的问题了")
        ask(response, complaint, current)
        return
    response.toast("回到上一题")
    response.edit(slot(complaint, current), f"↩ {current.question.name}：先改上一题")
    pin(response, complaint, earlier)


def pin(response: Response, complaint: Complaint, earlier: Open) -> None:
    """Ask an answered question again; its old answer stays until replaced."""
    pinned = response.put(replace(complaint, pinned=earlier.key))
    view = response.view(pinned, earlier.episode)
    given = view.answer(earlier.question.key)
    lead = f"现在的回答：{html(earlier.question.show(given))}" if given is not None else ""
    ask(response, pinned, earlier, lead=lead)


def said(response: Response, complaint: Complaint, current: Open, text: str) -> bool:
    """Typed words as an answer; False when they are not one and should be kept as evidence instead."""
    question = current.question
    view = response.view(complaint, current.episode)
    if text.strip() in SKIPS and question.optional:
        skip(response, complaint, current)
        return True
    same = () if question.unknown_then else ("不知道", "不清楚", "没有", "没查到", "没写")
    if question.unknown and text.strip() in (question.unknown, *same):
        unknown(response, complaint, current)
        return True
    try:
        value = question.answer.read(text, view)
    except Unclear as unclear:
        if _worth_keeping(text, complaint, current):
            return False
        ask(response, complaint, current, lead=f"没记下来：{html(unclear.why)}")
        return True
    answer(response, complaint, current, value, typed=True)
    return True


def _worth_keeping(text: str, complaint: Complaint, current: Open) -> bool:
    """Words that are no answer but a story: news while waiting, a pasted chat, more than a question takes."""
    if complaint.stage in WAITING and current.episode is None:
        return True
    return len(text.strip()) > (PASTED if isinstance(current.question.answer, Photos) else WORDS_LIMIT)


def open_interlude(response: Response, complaint: Complaint, kind: str) -> None:
    """Something that can recur has happened: its questions come first until they are answered."""
    interlude = INTERLUDES.get(kind)
    if interlude is None or not interlude.offered(response.view(complaint)):
        response.toast("现在用不到这个了")
        ask_open(response, complaint)
        return
    ask_open(response, _opened(response, complaint, kind))


def _opened(response: Response, complaint: Complaint, kind: str) -> Complaint:
    """The complaint with such an episode open: the one already going, or a new one with its letter."""
    going = next((e for e in complaint.episodes if e.kind == kind and e.closed_at is None), None)
    if going:
        last = (*(e for e in complaint.episodes if e is not going), going)
        return response.put(replace(complaint, episodes=last, pinned=""))
    episode = Episode(kind, _episode_id(complaint, kind), response.now)
    complaint = response.put(replace(complaint, episodes=(*complaint.episodes, episode), pinned=""))
    if INTERLUDES[kind].opening:
        _letter(response, complaint, INTERLUDES[kind].opening)
    return complaint
