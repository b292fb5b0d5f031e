"""Stories: dated lines between a buyer and the bot, read from tests/transcripts/*.txt.

    # 2026-11-03 10:00      the clock moves here; whatever falls due on the way is delivered first
    我> 昨天               words, or a command
    我> [自己用]            a button, by its label, on the newest message that has it
    我> (图片 3)            three pictures one by one; (相册 4) an album and three seconds' pause; (文件 合同.pdf) a file
    图> order；amount=128  what is then read from the next picture; 128? is not sure; also card_key, phone, problem=narrow
    机> text                a new message, its buttons in brackets on the last lines
    机~ text                a message edited in place
    机! text                words over the pressed button that want a tap
    机> (文件 投诉-K1.zip)    a document
    = platform              the stage of the complaint in focus
    ! restart               the program stops and starts here

Texts are compared as people read them: without tags, ids as K1, K2 … in the order they appeared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TypeAlias

from dialogs.conversation import respond
from dialogs.event import (
    Attached,
    Commanded,
    Event,
    Exported,
    Fetched,
    Masked,
    Part,
    PictureRead,
    Pressed,
    Said,
    Woke,
)
from dialogs.masking import SECRETS
from dialogs.reply import Alert, Button, Edit, Export, Fetch, File, Mask, Read, Reply, Rows, Say, Toast, Turn
from state_machine.complaint import LEGAL_ZONE, Caseload, Reading
from state_machine.workdays import PUBLISHED, Calendar

FOLDER = Path(__file__).parent / "transcripts"
PRINT = re.compile("指纹 (?:[0-9a-f]{8}|保存中)")  # the bytes are other ones in every run
TAGS = re.compile(r"</?[a-z][^>]*>")


@dataclass(frozen=True)
class At:
    """The clock moves to this instant."""

    when: datetime


@dataclass(frozen=True)
class Me:
    """What the buyer does, and what is read from pictures then."""

    words: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bot:
    """What the bot shows: a new message, or one edited in place."""

    text: str
    edited: bool = False
    alert: bool = False


@dataclass(frozen=True)
class Stands:
    """The stage of the complaint in focus."""

    stage: str


@dataclass(frozen=True)
class Restart:
    """The program stops and starts."""


Step: TypeAlias = At | Me | Bot | Stands | Restart


def stories() -> list[Path]:
    """Every transcript that any program can act out; those with pictures to be read are in a folder of their own."""
    return sorted(FOLDER.glob("*.txt"))


def picture_stories() -> list[Path]:
    """The transcripts that say what is read from pictures."""
    return sorted(FOLDER.glob("pictures/*.txt"))


def shown(line: str) -> Reading:
    """The reading that a line of a story tells: a kind and fields, separated by 「；」."""
    kind, *facts = line.split("；")
    told = dict(fact.split("=", 1) for fact in facts if "=" in fact)
    problem = told.pop("problem", "")
    fields = {name: value.removesuffix("?") for name, value in told.items()}
    sure = {name: 0.5 if value.endswith("?") else 0.99 for name, value in told.items()}
    secrets: dict[str, int] = {kind: 1 for kind in SECRETS if kind in facts}
    return Reading("" if problem else kind, fields, sure, "card_key" in facts, secrets, problem=problem)


def read_story(text: str) -> list[Step]:
    """The steps of one transcript; lines starting with // explain and are left out (// 故事： is the title the page shows)."""
    steps: list[Step] = []
    for line in text.splitlines():
        if line.startswith("    ") and steps and isinstance(steps[-1], Bot):
            steps[-1] = replace(steps[-1], text=f"{steps[-1].text}\n{line[4:]}")
        elif line.startswith("图>") and steps and isinstance(steps[-1], Me):
            steps[-1] = replace(steps[-1], pictures=(*steps[-1].pictures, line[2:].strip()))
        elif line.strip() and not line.startswith("//"):
            steps.append(_step(line))
    return steps


def _step(line: str) -> Step:
    mark, _, rest = line.partition(" ")
    rest = rest.strip()
    if mark == "#":
        return At(datetime.strptime(rest, "%Y-%m-%d %H:%M").replace(tzinfo=LEGAL_ZONE))
    if mark == "我>":
        return Me(rest)
    if mark in ("机>", "机~", "机!"):
        return Bot(rest, edited=mark == "机~", alert=mark == "机!")
    if mark == "=":
        return Stands(rest)
    if (mark, rest) == ("!", "restart"):
        return Restart()
    raise ValueError(f"not a line of a story: {line!r}")


class Names:
    """Opaque ids become K1, K2 … in the order they are first shown."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self.known: dict[str, str] = {}

    def learn(self, ids: Iterator[str] | list[str]) -> None:
        """Name ids not met before."""
        for id in ids:
            self.known.setdefault(id, f"K{len(self.known) + 1}")

    def plain(self, text: str) -> str:
        """As people read it."""
        shown = unescape(TAGS.sub("", text)).strip()
        for id, name in self.known.items():
            shown = shown.replace(id, name)
        return PRINT.sub("指纹 ········", shown)


def rendered(text: str, buttons: Rows, names: Names) -> str:
    """A message with its buttons, the way a transcript shows it."""
    rows = (" ".join(f"[{_label(b)}]" for b in row) for row in buttons)
    return "\n".join([names.plain(text), *(names.plain(row) for row in rows)])


def document(name: str, names: Names) -> Bot:
    """A file the bot sent, the way a transcript shows it."""
    return Bot(f"(文件 {names.plain(name)})")


def _label(button: Button) -> str:
    return f"{button.text} ⧉" if button.copy else button.text


@dataclass
class Chat:
    """A buyer talking to `respond` alone: the clock, the caseload, and what is on the screen."""

    caseload: Caseload = field(default_factory=lambda: Caseload(user=1))
    now: datetime = datetime(2026, 11, 3, 10, 0, tzinfo=LEGAL_ZONE)
    names: Names = field(default_factory=Names)
    shown: list[Bot] = field(default_factory=list)
    screen: list[Say | Edit] = field(default_factory=list)
    turns: list[tuple[Event, datetime, Turn]] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    wake_at: datetime | None = None
    count: int = 0
    message: int = 0
    pictures: list[str] = field(default_factory=list)  # what the next ones read will show
    unread: list[Read] = field(default_factory=list)

    def fresh(self) -> str:
        """The next id; real ones are random."""
        self.count += 1
        return f"t{self.count:07d}"

    def feed(self, event: Event) -> Turn:
        """One event through `respond`; what it asks of workers is carried out at once."""
        turn = respond(self.caseload, event, self.now)
        self.turns.append((event, self.now, turn))
        self.caseload, self.wake_at = turn.caseload, turn.wake_at
        self.alerts += turn.alerts
        self.names.learn([c.id for c in self.caseload.complaints])
        for reply in turn.replies:
            self._show(reply)
        for ask in turn.asks:
            if isinstance(ask, Fetch):
                done = Fetched(
                    id=self.fresh(), complaint=ask.complaint, item=ask.item, size=1000, sha256="ab" * 32
                )
                self.feed(done)
            if isinstance(ask, Read):
                self.unread.append(ask)
                self.read()
            if isinstance(ask, Mask):
                made = Masked(
                    id=self.fresh(),
                    complaint=ask.complaint,
                    item=ask.item,
                    covered=len(ask.kinds),
                    size=900,
                    sha256="cd" * 32,
                )
                self.feed(made)
            if isinstance(ask, Export):
                part = Part(self.fresh(), f"投诉-{ask.complaint}.zip", 1000)
                self.feed(Exported(id=self.fresh(), complaint=ask.complaint, parts=(part,)))
        return turn

    def read(self) -> None:
        """Read waiting pictures as far as the story says what they show."""
        while self.pictures and self.unread:
            ask, told = self.unread.pop(0), shown(self.pictures.pop(0))
            self.feed(PictureRead(id=self.fresh(), complaint=ask.complaint, item=ask.item, reading=told))

    def _show(self, reply: Reply) -> None:
        if isinstance(reply, Toast) and reply.alert:
            self.shown.append(Bot(reply.text, alert=True))
        if isinstance(reply, File):
            self.shown.append(document(reply.name, self.names))
        if isinstance(reply, Say | Edit):
            text = rendered(reply.text, reply.buttons, self.names)
            self.shown.append(Bot(text, edited=isinstance(reply, Edit)))
            slot = reply.slot
            if isinstance(reply, Edit):
                self.screen = [reply if s.slot == slot else s for s in self.screen]
            else:
                self.screen.append(reply)

    def at(self, when: datetime) -> None:
        """Move the clock, waking whoever is due on the way."""
        while self.wake_at and self.wake_at <= when:
            self.now = max(self.now, self.wake_at)
            self.feed(Woke(id=self.fresh()))
        self.now = when

    def does(self, words: str) -> None:
        """A line of the buyer."""
        self.message += 1
        if words.startswith("[") and words.endswith("]"):
            self.press(words[1:-1])
        elif words.startswith("(") and words.endswith(")"):
            self.sends(words[1:-1])
        elif words.startswith("/"):
            name, _, argument = words[1:].partition(" ")
            self.feed(Commanded(id=self.fresh(), name=name, argument=argument, message=self.message))
        else:
            self.feed(Said(id=self.fresh(), text=words, message=self.message))

    def press(self, label: str) -> None:
        """The button with this label on the newest message that has it."""
        for message in reversed(self.screen):
            for button in (b for row in message.buttons for b in row):
                if self.names.plain(button.text) == label and button.data:
                    self.feed(Pressed(id=self.fresh(), data=button.data))
                    return
        raise AssertionError(f"no button [{label}] on the screen")

    def sends(self, what: str) -> None:
        """Pictures, an album, a file."""
        kind, _, rest = what.partition(" ")
        if kind == "文件":
            self.feed(
                Attached(
                    id=self.fresh(), kind="document", file="f", name=rest, size=1000, message=self.message
                )
            )
            return
        album = f"album{self.message}" if kind == "相册" else ""
        # An album has no end: it is taken as complete after a pause.
        for number in range(int(rest or "1")):
            unique = f"u{self.message}-{number}"
            self.feed(
                Attached(
                    id=self.fresh(),
                    kind="photo",
                    file=f"f-{unique}",
                    unique=unique,
                    album=album,
                    message=self.message,
                )
            )
        if album:
            self.at(self.now + timedelta(seconds=3))

    def stage(self) -> str:
        """Where the complaint in focus stands."""
        focused = self.caseload.focused()
        return focused.stage.value if focused else "none"


def play(steps: list[Step], calendar: Calendar = PUBLISHED) -> tuple[Chat, list[Step]]:
    """Play the buyer's side; returns the chat and the story as it really went."""
    chat, real = Chat(caseload=Caseload(user=1, calendar=calendar)), list[Step]()
    for index, step in enumerate(steps):
        if isinstance(step, Bot):
            continue
        before = len(chat.shown)
        if isinstance(step, At):
            first = index == 0
            if first:
                chat.now = step.when
            chat.at(step.when)
        elif isinstance(step, Me):
            chat.pictures = list(step.pictures)
            chat.does(step.words)
            chat.read()
        real.append(Stands(chat.stage()) if isinstance(step, Stands) else step)
        real += chat.shown[before:]
    return chat, real


def written(steps: list[Step]) -> str:
    """Steps as the text of a transcript."""
    return "\n".join(_line(step) for step in steps) + "\n"


def _line(step: Step) -> str:
    match step:
        case At(when):
            return f"\n# {when:%Y-%m-%d %H:%M}"
        case Me(words, pictures):
            return "\n".join((f"我> {words}", *(f"图> {line}" for line in pictures)))
        case Bot(text, edited, alert):
            return ("机! " if alert else "机~ " if edited else "机> ") + text.replace("\n", "\n    ")
        case Stands(stage):
            return f"= {stage}"
        case _:
            return "! restart"
