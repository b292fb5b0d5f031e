"""The whole conversation as one pure function: (caseload, event, now) → Turn.

No clock, disk, network or chance in here: the same facts and events always give the same turn.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from dialogs import exporting, keeping, masking, pictures
from dialogs.answering import open_complaint, said, touch
from dialogs.asking import addressed, ask_open
from dialogs.commands import BY_NAME, START
from dialogs.episodes import propose
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
    PictureRead,
    Pressed,
    Said,
    Stumbled,
    Unblocked,
    Unsupported,
    Verified,
    Woke,
)
from dialogs.kinds import Photos
from dialogs.letters.texts import NO_CASE, WELCOME
from dialogs.letters.wording import html
from dialogs.pressing import press
from dialogs.reminding import remind, wake_at
from dialogs.reply import Turn
from dialogs.response import Response
from dialogs.script import DRAFTABLE
from dialogs.telling import LONG, is_no_complaint, proposals, tells
from state_machine.complaint import BEFORE_FILING, Caseload, Complaint

WORTH_KEEPING: Final = 10  # characters: shorter words without a complaint are a greeting


def respond(caseload: Caseload, event: Event, now: datetime) -> Turn:
    """What one event leads to. `now` is zone-aware. Raises nothing for any event a user can cause."""
    response = Response(caseload, now, event.id)
    HANDLERS[type(event)](response, event)
    response.settle(woke=isinstance(event, Woke))
    return response.turn(wake_at(response))


def _said(response: Response, event: Said) -> None:
    complaint = response.caseload.focused()
    if complaint is None:
        _first_words(response, event)
        return
    complaint = touch(response, complaint)
    if _is_story(response, complaint, event):
        return
    current = addressed(response, complaint, event.text)
    if current is None or not said(response, complaint, current, event.text):
        _keep_words(response, event)
        if complaint.stage in BEFORE_FILING and current and not isinstance(current.question.answer, Photos):
            focused = response.caseload.focused()
            ask_open(response, focused or complaint, lead="这段先存进证据了；这一题请简短回答。")


def _first_words(response: Response, event: Said) -> None:
    """Words before any complaint: a story begins one, a greeting or a question in general is greeted."""
    greeted = response.caseload.settings.greeted
    if len(event.text) < WORTH_KEEPING or is_no_complaint(event.text, response.now):
        response.say(NO_CASE if greeted else WELCOME, START)
        response.set(greeted=True)
        return
    if not greeted:
        response.say(WELCOME)
    complaint = open_complaint(response)
    if complaint and not _is_story(response, complaint, event, first=True):
        _keep_words(response, event)


def _is_story(response: Response, complaint: Complaint, event: Said, first: bool = False) -> bool:
    """Whether the words told a whole story: it is kept as evidence, and what it gives is put to the user."""
    if complaint.stage not in DRAFTABLE or len(event.text) < LONG:
        return False
    found = proposals(event.text, response.now, complaint.answers)
    if not tells(found, first):
        return False
    propose(response, keeping.keep_story(response, complaint, _kept(event)), found)
    return True


def _keep_words(response: Response, event: Said) -> None:
    """Words that answer nothing are kept with the complaint in focus and acknowledged."""
    keeping.attach(response, _kept(event))


def _kept(event: Said) -> Attached:
    return Attached(id=event.id, kind="text", text=event.text, message=event.message)


def _commanded(response: Response, event: Commanded) -> None:
    command = BY_NAME.get(event.name)
    if command is None:
        response.say(f"没有 /{html(event.name[:32])} 这个命令，/help 看能用哪些。")
    else:
        command(response, event.argument.strip())


def _pressed(response: Response, event: Pressed) -> None:
    press(response, event.data)


def _attached(response: Response, event: Attached) -> None:
    """A sticker proves nothing and says nothing: it is not kept among what does."""
    if event.kind == "sticker":
        response.say("贴纸收到了，它不算证据，没有存。有话打字告诉我就行。", reply_to=event.message)
    else:
        keeping.attach(response, event)


def _unsupported(response: Response, event: Unsupported) -> None:
    response.say(f"{html(event.kind)}存不下来。可以发文字、截图、文件、语音或视频。", reply_to=event.message)


def _blocked(response: Response, _: Blocked) -> None:
    response.set(blocked=True)


def _unblocked(response: Response, _: Unblocked) -> None:
    """The dates go on; what fell due meanwhile is told by the next wake."""
    response.set(blocked=False)


def _woke(response: Response, _: Woke) -> None:
    remind(response)


def _erased(response: Response, event: Erased) -> None:
    response.say(
        f"<b>删除回执</b>\n投诉 {event.complaint} 的回答、记录和文件已经删除。\n"
        f"记录 {event.entries} 条，链尾指纹 <code>{event.head[:32]}</code>"
    )


def _stumbled(response: Response, event: Stumbled) -> None:
    what = f"（{html(event.what)}）" if event.what else ""
    response.say(f"刚才那条{what}处理时出错了，已经记下来给维护的人看。之前的内容都在，请再发一次。")
    focused = response.caseload.focused()
    if focused:
        ask_open(response, focused)


HANDLERS: Final[dict[type, Callable[[Response, Any], None]]] = {
    Said: _said,
    Commanded: _commanded,
    Pressed: _pressed,
    Attached: _attached,
    Edited: keeping.edited,
    Unsupported: _unsupported,
    Blocked: _blocked,
    Unblocked: _unblocked,
    Woke: _woke,
    Fetched: keeping.fetched,
    FetchFailed: keeping.fetch_failed,
    PictureRead: pictures.picture_read,
    Masked: masking.masked,
    Erased: _erased,
    Verified: keeping.verified,
    Exported: exporting.exported,
    Stumbled: _stumbled,
}
