"""Commands, links, mentions and hashtags that Telegram finds in plain text by itself."""

import re
from collections.abc import Iterator

_TLD = "com|cn|net|org|me|top|io|shop|vip|cc|xyz|site|info|app|dev|gov|edu|co|hk|tw|online|store"
_END = "?!.,;:'\")]}»”’。，；：！？、）】》"
_PATTERNS = (
    ("url", re.compile(r"(?<![\w@/])https?://[^\s<>\"«»“”]+", re.I)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}(?!\w)", re.I | re.A)),
    (
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:{_TLD})(?![a-z0-9.-]*[a-z0-9@])(?:/[^\s<>\"]*)?", re.I | re.A
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
)
_HINT = re.compile(r"[/@#.]")


def find(text: str) -> Iterator[tuple[str, int, int]]:
    """(entity type, start, end) in UTF-16 code units, never overlapping."""
    if not _HINT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if kind == "url":
                end = start + len(match.group().rstrip(_END))
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield kind, _units(text[:start]), _units(text[:end])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
