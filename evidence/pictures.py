"""One picture from bytes to facts, in this process. Only the worker and the command line call it."""

from datetime import datetime

from msgspec.structs import replace

from evidence.fields import extract
from evidence.likeness import likeness
from evidence.line import Page
from evidence.masking import counted, covered, secrets
from evidence.ocr import Eyes
from evidence.opening import open_picture
from evidence.problem import Problem, Unreadable
from evidence.reading import Copy, Reading


class Pictures:
    """Reads pictures one after another with one engine."""

    def __init__(self) -> None:
        self._eyes = Eyes()

    def page(self, content: bytes) -> Page:
        """The text of a picture with its places. Raises Unreadable."""
        return self._eyes.read(open_picture(content))

    def read(self, content: bytes, now: datetime | None = None) -> Reading:
        """The facts of a picture; `now` is Chinese time. Raises Unreadable."""
        page, picture = self._eyes.look(open_picture(content))
        look = likeness(picture)
        if not page.lines:
            return Reading(look=look, problem=Problem.NO_TEXT)
        found = extract(page, now)
        return replace(found, secrets=counted(secrets(page, found.kind)), look=look)

    def cover(self, content: bytes, kinds: tuple[str, ...]) -> Copy:
        """A copy in which these kinds of secrets are painted over. Raises Unreadable; NOTHING_TO_COVER when there are none."""
        page, picture = self._eyes.look(open_picture(content))
        boxes = {each.box for each in secrets(page, extract(page).kind) if each.kind in kinds}
        if not boxes:
            raise Unreadable(Problem.NOTHING_TO_COVER)
        return Copy(covered(picture, boxes), len(boxes))
