"""What Telegram would refuse in a message, checked without a server."""

from html.parser import HTMLParser

from dialogs.reply import Rows

ALLOWED = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-time"}


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"tag <{tag}>")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def problems(text: str, buttons: Rows) -> list[str]:
    """Every reason the Bot API would give; empty when the message can be sent."""
    checker = _Checker()
    checker.feed(text)
    checker.close()
    plain = "".join(checker.text)
    found = checker.found + [f"<{tag}> not closed" for tag in checker.open]
    if not plain.strip():
        found.append("empty text")
    if len(plain.encode("utf-16-le")) // 2 > 4096:
        found.append(f"{len(plain)} characters")
    for button in (b for row in buttons for b in row):
        kinds = [bool(button.data), bool(button.copy), bool(button.url)]
        if sum(kinds) != 1 or not button.text.strip():
            found.append(f"button {button}")
        if len(button.data.encode()) > 64 or len(button.copy) > 256:
            found.append(f"button too long: {button}")
    if any(not row for row in buttons):
        found.append("empty row")
    return found
