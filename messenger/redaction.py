"""Nothing secret or personal in the logs, whoever writes the line.

The token travels in every URL of the Bot API, and an exception's text may quote what a user wrote. So the
one handler of the program formats records here: secrets are struck out of every line, and a traceback
keeps its classes and places but not its words.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import Final

STRUCK: Final = "<secret>"
_TOKEN: Final = re.compile(r"\d{3,}(?::|%3A|%3a)[A-Za-z0-9_-]{20,}")
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QUIET: Final = ("transitions", "apscheduler", "telegram", "asyncio", "aiohttp")


def places(error: BaseException) -> str:
    """The classes and code places of an error and its causes, without their texts."""
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = traceback.extract_tb(link.__traceback__)
        path = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        lines.append(f"{type(link).__name__} at {path}" if path else type(link).__name__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return " | from ".join(lines)


class Redacting(logging.Formatter):
    """Formats a record, then strikes out everything that looks like a token or is a known secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(_FORMAT)
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The finished line; an error logged as an argument loses its text as well."""
        record = logging.makeLogRecord(record.__dict__)
        record.exc_text = None
        if isinstance(record.args, tuple):
            record.args = tuple(_wordless(argument) for argument in record.args)
        return self.strike(super().format(record))

    def formatException(self, ei: object) -> str:
        """Only where it happened: an error's text may quote a user or a URL."""
        error = ei[1] if isinstance(ei, tuple) else None
        return places(error) if isinstance(error, BaseException) else ""

    def strike(self, line: str) -> str:
        """The line without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, STRUCK)
        return _TOKEN.sub(STRUCK, line)


def _wordless(argument: object) -> object:
    return type(argument).__name__ if isinstance(argument, BaseException) else argument


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """One handler on stderr for everything, quiet libraries, and uncaught errors through the same formatter."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))
