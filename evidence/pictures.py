"""One picture from bytes to facts, in this process. Only the worker and the command line call it."""

from datetime import datetime

from evidence.fields import extract
from evidence.line import Page
from evidence.ocr import Eyes
from evidence.opening import open_picture
from evidence.problem import Problem, Unreadable
from evidence.reading import Reading


class Pictures:
    """Reads pictures one after another with one engine."""

    def __init__(self) -> None:
        self._eyes = Eyes()

    def page(self, content: bytes) -> Page:
        """The text of a picture with its places. Raises Unreadable."""
        return self._eyes.read(open_picture(content))

    def read(self, content: bytes, now: datetime | None = None) -> Reading:
        """The facts of a picture; `now` is Chinese time. Raises Unreadable."""
        page = self.page(content)
        if not page.lines:
            raise Unreadable(Problem.NO_TEXT)
        return extract(page, now)
