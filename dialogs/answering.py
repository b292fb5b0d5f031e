"""From an answer to the next question: store it, show it as given, fire what it triggers, ask on."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from dialogs.anew import asked_anew
from dialogs.asking import (
    Open,
    answered_line,
    ask,
    ask_in_place,
    ask_open,
    letter,
    may_be_unknown,
    named,
    previous,
    slot,
    stage_question,
)
from dialogs.cards import ended_buttons, record
from dialogs.correcting import checked, reconsidered
from dialogs.drafts import Draft
from dialogs.episodes import close_episodes, opened
from dialogs.kinds import WORDS_LIMIT, Photos
from dialogs.letters.drift import drifted, stated
from dialogs.letters.texts import LETTERS
from dialogs.letters.wording import html
from dialogs.pictures import doubt
from dialogs.question import Option, Partial, Question, draft_key
from dialogs.response import Response
from dialogs.script import SCRIPT
from dialogs.unclear import Unclear
from state_machine.complaint import (
    SKIPPED,
    UNKNOWN,
    WAITING,
    Answer,
    Complaint,
    Stage,
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
    response.toast("好")
    episode = current.episode
    if episode is None:
        ask(response, response.put(replace(complaint, answers=_without(complaint.answers, option))), current)
        return
    changed = replace(episode, answers=_without(episode.answers, option))
    episodes = tuple(changed if e.id == episode.id else e for e in complaint.episodes)
    ask_open(response, response.put(replace(complaint, episodes=episodes)))


def _without(answers: Mapping[str, Answer], option: Option) -> dict[str, Answer]:
    return {key: value for key, value in answers.items() if key != option.forgets}


def _explain(response: Response, complaint: Complaint, current: Open, option: Option) -> None:
    if option.opens:
        response.toast("好")
        ask_open(response, opened(response, complaint, option.opens))
        return
    response.toast("看下面的说明")
    view = response.view(complaint, current.episode)
    ask(response, complaint, current, lead=LETTERS[option.note](view))


def _keep_part(
    response: Response, complaint: Complaint, current: Open, part: Partial, *, typed: bool
) -> None:
    """What was said so far, kept beside the question: its message is changed in place, or put again."""
    key = draft_key(current.question.key)
    complaint = response.put(_with_answer(complaint, current, key, part.value, pinned=complaint.pinned))
    now_open = named(complaint, current.key) or current
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
    answered = _with_answer(complaint, current, question.key, value)
    complaint = response.put(_as_stated(response, reconsidered(response, answered), question))
    response.toast("已记录")
    response.edit(slot(complaint, current), answered_line(current, complaint, value))
    note = option.note if option else question.unknown_note if value == UNKNOWN else ""
    if note:
        letter(response, complaint, note, current)
    different = drifted(response.view(complaint), question.key) if current.episode is None else ""
    if different:
        response.say(different)
    if option and option.opens:
        complaint = opened(response, complaint, option.opens)
    go_on(response, complaint, trigger)


def _as_stated(response: Response, complaint: Complaint, question: Question) -> Complaint:
    """What a statement just agreed on was written from."""
    if not isinstance(question.answer, Draft):
        return complaint
    return replace(complaint, stated=stated(response.view(complaint)))


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
    complaint = close_episodes(response, complaint)
    while complaint.stage is not Stage.CLOSED and _has_said_all(response, complaint):
        try:
            complaint = move(response, complaint, "proceed")
        except Forbidden:
            complaint = response.put(_reopened_question(complaint))
    ask_open(response, doubt(response, complaint))


def _has_said_all(response: Response, complaint: Complaint) -> bool:
    """Nothing of the stage is left to ask, whatever episode still waits; a pinned question comes first."""
    return not complaint.pinned and stage_question(response, complaint) is None


def _reopened_question(complaint: Complaint) -> Complaint:
    """A stage whose guard wants an answer that was not given asks its last question again."""
    last = SCRIPT[complaint.stage].questions[-1].key
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k != last})


def move(response: Response, complaint: Complaint, trigger: str) -> Complaint:
    """Advance the stage and say what the new stage opens with; raises Forbidden."""
    advanced = advance(complaint, trigger, response.now, response.caseload.calendar)
    moved = response.put(asked_anew(advanced, trigger, response.now))
    if moved.stage is Stage.CLOSED:
        response.say(
            record(moved, response.view(moved)),
            ended_buttons(moved),
        )
        return moved
    scene = SCRIPT[moved.stage]
    if scene.opening:
        letter(response, moved, scene.opening)
    return response.show_card(moved) if moved.stage in WAITING else moved


def skip(response: Response, complaint: Complaint, current: Open) -> None:
    """Leave an optional question empty, for good unless gone back to."""
    if current.question.optional:
        take(response, complaint, current, SKIPPED)
    else:
        response.toast("这一项不能跳过，后面写投诉要用到。", alert=True)


def skip_rest(response: Response, complaint: Complaint, current: Open) -> None:
    """Leave this item of evidence and all that are still to come for later: they can be sent at any time."""
    left = {
        q.key: SKIPPED
        for q in SCRIPT[complaint.stage].questions
        if isinstance(q.answer, Photos) and q.optional and q.key not in complaint.answers
    }
    complaint = response.put(replace(complaint, answers={**complaint.answers, **left}, pinned=""))
    response.toast("好，以后随时可以补发")
    response.edit(slot(complaint, current), f"✓ {current.question.name}和后面的：以后再发")
    go_on(response, complaint)


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
        value = checked(response, complaint, current, question.answer.read(text, view))
    except Unclear as unclear:
        if _worth_keeping(text, complaint, current):
            return False
        ask(response, complaint, current, lead=f"没记下来：{html(unclear.why)}")
        return True
    answer(response, complaint, current, value, typed=True)
    return True


def _worth_keeping(text: str, complaint: Complaint, current: Open) -> bool:
    """Words that are no answer but a story: news while waiting, a pasted chat, more than a question takes."""
    if complaint.stage in WAITING and current.episode is None and not complaint.pinned:
        return True
    return len(text.strip()) > (PASTED if isinstance(current.question.answer, Photos) else WORDS_LIMIT)
