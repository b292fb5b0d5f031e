"""Which question is open, and how it is put: its text, progress and buttons."""

from collections.abc import Iterator

import msgspec

from dialogs import seen
from dialogs.cards import name_of
from dialogs.drafts import Draft
from dialogs.kinds import Photos
from dialogs.letters.texts import COPIES, LETTERS
from dialogs.letters.wording import html
from dialogs.phrases import fill
from dialogs.question import Option, Question, View
from dialogs.reply import Button, Rows
from dialogs.response import Response
from dialogs.script import INTERLUDES, QUESTIONS, SCRIPT
from dialogs.unclear import Unclear
from state_machine.complaint import (
    AFTER_FILING,
    BEFORE_FILING,
    WAITING,
    Answer,
    Complaint,
    Episode,
    Stage,
    is_known,
)

# How many labels fit a row of a phone: by the widest one, a Chinese character counting as two.
FITS = ((8, 3), (16, 2))


class Open(msgspec.Struct, frozen=True):
    """The open question of a complaint, of its stage or of an episode."""

    question: Question
    episode: Episode | None = None

    @property
    def key(self) -> str:
        """How buttons and slots name it."""
        return f"{self.episode.id}.{self.question.key}" if self.episode else self.question.key


def open_question(response: Response, complaint: Complaint) -> Open | None:
    """The pinned question, else the newest open episode's first unanswered, else the stage's first."""
    if complaint.pinned:
        found = named(complaint, complaint.pinned)
        if found:
            return found
    for episode in reversed(complaint.episodes):
        if episode.closed_at is None and not _may_wait(response, complaint, episode):
            for found in _of_episode(response, complaint, episode):
                return found
    return stage_question(response, complaint)


def _of_episode(response: Response, complaint: Complaint, episode: Episode) -> Iterator[Open]:
    view = response.view(complaint, episode)
    for question in INTERLUDES[episode.kind].questions:
        if question.key not in episode.answers and question.applies(view):
            yield Open(question, episode)


def _may_wait(response: Response, complaint: Complaint, episode: Episode) -> bool:
    """A card of what a picture shows stands beside the stage's question, unless it answers that very question."""
    if episode.kind not in seen.BESIDE:
        return False
    asked = stage_question(response, complaint)
    return asked is not None and not seen.presses(complaint, episode, asked.key)


def beside(response: Response, complaint: Complaint) -> Iterator[Open]:
    """The cards of what pictures show, that take a tap at any time."""
    for episode in complaint.episodes:
        if episode.kind in seen.BESIDE and episode.closed_at is None:
            yield from _of_episode(response, complaint, episode)


def addressed(response: Response, complaint: Complaint, text: str) -> Open | None:
    """The question typed words are meant for: a card of what a picture shows takes only words that settle it."""
    current = open_question(response, complaint)
    if current and current.episode and current.episode.kind in seen.BESIDE:
        try:
            current.question.answer.read(text, response.view(complaint, current.episode))
        except Unclear:
            return stage_question(response, complaint)
    return current


def stage_question(response: Response, complaint: Complaint) -> Open | None:
    """The first unanswered question of the stage itself, whatever episode is open beside it."""
    return next((Open(q) for q in _unanswered(response.view(complaint))), None)


def _unanswered(view: View) -> Iterator[Question]:
    """Of every stage that can be gone back to, and of the facts and the claim: a correction may open one behind."""
    now_in = view.complaint.stage
    behind = (Stage.FACTS, Stage.CLAIM) if now_in in AFTER_FILING else ()
    for stage in (*behind, *_reachable(now_in)):
        for question in SCRIPT[stage].questions:
            if question.key not in view.complaint.answers and question.applies(view):
                yield question


def correctable(response: Response, complaint: Complaint) -> Iterator[Open]:
    """Every fact asked so far, answered or not – no decision that moved the complaint, and no pictures."""
    if complaint.stage is Stage.CLOSED:
        return
    view, order = response.view(complaint), list(Stage)
    for stage in order[: order.index(complaint.stage) + 1]:
        for question in SCRIPT[stage].questions:
            if question.applies(view) and _is_fact(question, view, stage):
                yield Open(question)


def _is_fact(question: Question, view: View, stage: Stage) -> bool:
    """Asked before, and changing it leads nowhere; what was agreed on stands once it was filed."""
    complaint = view.complaint
    if question.key not in complaint.answers and stage is complaint.stage:
        return False
    if isinstance(question.answer, Draft):
        return complaint.stage is Stage.FILING
    moves = any(option.then not in ("", "decline") for option in question.answer.options(view))
    return not moves and not isinstance(question.answer, Photos)


def named(complaint: Complaint, key: str) -> Open | None:
    """The question a button or a pin names, as it stands now."""
    episode_id, _, name = key.rpartition(".")
    if not episode_id:
        return Open(QUESTIONS[name]) if name in QUESTIONS else None
    episode = next((e for e in complaint.episodes if e.id == episode_id), None)
    if episode is None:
        return None
    questions = INTERLUDES[episode.kind].questions
    return next((Open(q, episode) for q in questions if q.key == name), None)


def previous(response: Response, complaint: Complaint, current: Open) -> Open | None:
    """The question answered before this one; facts already filed are not reached by going back."""
    asked = list(_asked(response, complaint, current))
    keys = [each.key for each in asked]
    end = keys.index(current.key) if current.key in keys else 0
    return asked[end - 1] if end else None


def _asked(response: Response, complaint: Complaint, current: Open) -> Iterator[Open]:
    if current.episode:
        view = response.view(complaint, current.episode)
        for question in INTERLUDES[current.episode.kind].questions:
            if question.applies(view):
                yield Open(question, current.episode)
        return
    view = response.view(complaint)
    stages = _reachable(complaint.stage)
    for stage in stages:
        yield from (Open(q) for q in SCRIPT[stage].questions if q.applies(view))


def _reachable(stage: Stage) -> tuple[Stage, ...]:
    """Until the statement is agreed on, every answer can be gone back to; later only the stage's own."""
    if stage in BEFORE_FILING and stage is not Stage.FILING:
        return BEFORE_FILING[: BEFORE_FILING.index(stage) + 1]
    return (stage,)


def slot(complaint: Complaint, current: Open) -> str:
    """The address of a question's message."""
    return f"{complaint.id}:{current.key}"


def heading(response: Response, complaint: Complaint, current: Open) -> str:
    """Where the user is: stage, step, and which complaint when there are several."""
    open_cases = [c for c in response.caseload.complaints if c.stage is not Stage.CLOSED]
    which = f"〔{name_of(complaint)}〕" if len(open_cases) > 1 else ""
    if current.episode:
        scene, questions = INTERLUDES[current.episode.kind], INTERLUDES[current.episode.kind].questions
    else:
        stage = next(s for s, scene in SCRIPT.items() if current.question in scene.questions)
        scene, questions = SCRIPT[stage], SCRIPT[stage].questions  # type: ignore[assignment]
    view = response.view(complaint, current.episode)
    applying = [q.key for q in questions if q.applies(view)]
    step = ""
    if len(applying) > 1 and current.question.key in applying:
        step = f" · 第 {applying.index(current.question.key) + 1}/{len(applying)} 步"
    return f"<b>{which}{scene.title}{step}</b>"


def ask(response: Response, complaint: Complaint, current: Open, lead: str = "") -> None:
    """Put the question as a new message."""
    view = response.view(complaint, current.episode)
    text = f"{heading(response, complaint, current)}\n{fill(current.question.ask, view)}"
    if lead:
        text = f"{lead}\n\n{text}"
    response.say(text, buttons(response, complaint, current), slot=slot(complaint, current))


def ask_in_place(response: Response, complaint: Complaint, current: Open) -> None:
    """The question's own message, changed: what was ticked shows."""
    view = response.view(complaint, current.episode)
    text = f"{heading(response, complaint, current)}\n{fill(current.question.ask, view)}"
    response.edit(slot(complaint, current), text, buttons(response, complaint, current))


def buttons(response: Response, complaint: Complaint, current: Open) -> Rows:
    """The options, what may happen meanwhile, and the controls."""
    view = response.view(complaint, current.episode)
    rows = _options(complaint, current, view)
    if current.episode is None:
        rows += [
            (Button(each.button, f"e:{complaint.id}:{each.kind}"),)
            for each in INTERLUDES.values()
            if complaint.stage in each.shown and each.offered(view)
        ]
    elif _waits(current.episode.kind, current, view):
        word = "有新进展" if complaint.stage in WAITING else "先做这一步"
        rows.append((Button(f"{SCRIPT[complaint.stage].title}：{word}", f"m:{complaint.id}"),))
    controls = _controls(response, complaint, current)
    return (*rows, controls) if controls else tuple(rows)


def _waits(kind: str, current: Open, view: View) -> bool:
    """The last question of what happened meanwhile may stand for days: the stage's own is offered beside it."""
    interlude = INTERLUDES[kind]
    last = [question for question in interlude.questions if question.applies(view)][-1]
    return current.question is last and not interlude.fills


def _options(complaint: Complaint, current: Open, view: View) -> list[tuple[Button, ...]]:
    options = current.question.answer.options(view)
    offered = [_button(complaint, current, o, view) for o in options if not o.alone]
    widest = max((_width(button.text) for button in offered), default=0)
    per_row = next((count for width, count in FITS if widest <= width), 1)
    rows = [tuple(offered[i : i + per_row]) for i in range(0, len(offered), per_row)]
    return rows + [(_button(complaint, current, o, view),) for o in options if o.alone]


def _width(label: str) -> int:
    return sum(1 if character.isascii() else 2 for character in label)


def _button(complaint: Complaint, current: Open, option: Option, view: View) -> Button:
    label = f"✕ {option.label}" if option.refusal(view) else option.label
    return Button(label, f"a:{complaint.id}:{current.key}:{option.value}")


def _controls(response: Response, complaint: Complaint, current: Open) -> tuple[Button, ...]:
    tail = f"{complaint.id}:{current.key}"
    found = []
    if previous(response, complaint, current):
        found.append(Button("上一步", f"b:{tail}"))
    if current.question.optional and not _has_something(complaint, current):
        found.append(Button("跳过", f"k:{tail}"))
    if isinstance(current.question.answer, Photos) and _more_to_send(response, complaint, current):
        found.append(Button("全跳过", f"kk:{tail}"))
    if may_be_unknown(complaint, current):
        found.append(Button(current.question.unknown, f"u:{tail}"))
    if complaint.pinned:
        found.append(Button("不改了", f"h:{complaint.id}"))
    elif complaint.stage in BEFORE_FILING:
        found.append(Button("暂停", f"p:{complaint.id}"))
    return tuple(found)


def _more_to_send(response: Response, complaint: Complaint, current: Open) -> bool:
    """Other items of evidence are still to be asked for after this one."""
    view = response.view(complaint)
    return any(
        isinstance(q.answer, Photos) and q is not current.question
        for q in _unanswered(view)
        if q in SCRIPT[complaint.stage].questions
    )


def may_be_unknown(complaint: Complaint, current: Open) -> bool:
    """Whether not knowing is an answer here; one that leads out of a stage only while the stage lasts."""
    question = current.question
    here = not question.unknown_then or question in SCRIPT[complaint.stage].questions
    return bool(question.unknown) and here


def _has_something(complaint: Complaint, current: Open) -> bool:
    """Pictures have come for this item: it is finished, not skipped."""
    kind = current.question.answer
    return isinstance(kind, Photos) and kind.kept(complaint) > 0


def answered_line(current: Open, complaint: Complaint, value: Answer) -> str:
    """A question once answered: its name and the answer, nothing to press."""
    question = current.question
    shown = question.show(value)
    if isinstance(question.answer, Photos) and is_known(value):
        shown = f"{question.answer.kept(complaint)} 份"
    return f"✓ {question.name}：{html(shown)}"


def ask_open(response: Response, complaint: Complaint, lead: str = "") -> None:
    """Put the open question again; a closed complaint has none."""
    current = open_question(response, complaint)
    if current:
        ask(response, complaint, current, lead)
    elif lead:
        response.say(lead)


def letter(response: Response, complaint: Complaint, name: str, current: Open | None = None) -> None:
    """A long text, with a copy button for each field that is typed elsewhere."""
    view = response.view(complaint, _fresh(complaint, current.episode if current else None))
    response.say(LETTERS[name](view), COPIES[name](view) if name in COPIES else ())


def _fresh(complaint: Complaint, episode: Episode | None) -> Episode | None:
    """The episode as it now is."""
    return next((e for e in complaint.episodes if episode and e.id == episode.id), None)
