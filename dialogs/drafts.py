"""A letter to be agreed on: written by the bot, replaced by the user's own words, calmed or masked by one tap."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dialogs.lint import SECRETS, TONE, calm, lint, masked
from dialogs.question import Option, Partial, View
from dialogs.unclear import Unclear
from state_machine.complaint import Answer

LIMIT: Final = 1500  # characters
AGREE: Final = Option("agree", "就用这份")
CALM: Final = Option("calm", "换成平静的说法")
SHORT: Final = Option("short", "换成短的（200 字内）")
MASK: Final = Option("mask", "遮住这些号码")


@dataclass(frozen=True)
class Draft:
    """What `write` gives, until it is agreed on; the snapshot is kept as it then stands."""

    write: Callable[[View], str]
    restore: Option
    short: Callable[[View], str]

    def read(self, text: str, view: View) -> Answer | Partial:
        """The user's own version, still to be agreed on."""
        words = text.strip()
        if not 20 <= len(words) <= LIMIT:
            raise Unclear(f"投诉说明请写 20 到 {LIMIT} 个字；满意现在这份就点「{AGREE.label}」。")
        return Partial(words, "换成了你的版本：")

    def pressed(self, value: str, view: View) -> Answer | Partial:
        """The letter as it stands, or a better version of it; one with a blank left open is not agreed on."""
        text = self.write(view)
        if value == self.restore.value:
            return value
        if value == CALM.value:
            return Partial(calm(text))
        if value == MASK.value:
            return Partial(masked(text))
        if value == SHORT.value:
            return Partial(self.short(view))
        if value != AGREE.value:
            raise Unclear(f"请点「{AGREE.label}」，或把你改好的全文发给我。")
        blank = next((found for found in lint(text) if found.kind == "placeholder"), None)
        if blank:
            raise Unclear(f"还有没填的空「{text[slice(*blank.span)]}」，填好再把全文发给我。")
        return text

    def show(self, answer: Answer) -> str:
        """Only that it is fixed: the text is long."""
        return f"已定稿（{len(str(answer))} 字）"

    def options(self, view: View) -> tuple[Option, ...]:
        """Agree; what makes it better, while there is something to better; and back to the written one."""
        kinds = {found.kind for found in lint(self.write(view))}
        own = view.complaint.answers.get(self.restore.forgets)
        return (
            AGREE,
            *((CALM,) if kinds & {*TONE} else ()),
            *((MASK,) if kinds & {*SECRETS} else ()),
            *((SHORT,) if not own else ()),
            *((self.restore,) if own else ()),
        )

    def option(self, value: str) -> Option | None:
        """The row of a pressed value."""
        return self.restore if value == self.restore.value else None
