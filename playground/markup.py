"""Telegram's HTML, read as strictly as Telegram reads it, with its own error sentences."""

import string
from dataclasses import dataclass

from playground.entities import Entity, units
from playground.errors import Refused, bad
from playground.values import Value

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre",
}  # fmt: skip
_TAGS = {*_SIMPLE, "a", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = set(string.ascii_letters + string.digits + ".-")
_SPACE = set(" \t\r\n\v\f")


@dataclass
class _Open:
    """A start tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    at: int  # UTF-16 offset of its content
    begin: int  # index of that content in the pieces


def parse(html: str) -> tuple[str, list[Entity]]:
    """Text and entities of an HTML string. Raises Refused(400, "… can't parse entities: …")."""
    return _Reader(html).read()


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.html):
            self._text()
            if self.html.startswith("</", self.at):
                self._end()
            elif self.at < len(self.html):
                self._start()
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _text(self) -> None:
        end = self.html.find("<", self.at)
        end = len(self.html) if end < 0 else end
        piece = _unescape(self.html[self.at : end])
        self.pieces.append(piece)
        self.offset += units(piece)
        self.at = end

    def _byte(self, index: int) -> str:
        return f"at byte offset {len(self.html[:index].encode())}"

    def _until(self, stop: set[str]) -> str:
        begin = self.at
        while self.at < len(self.html) and self.html[self.at] not in stop:
            self.at += 1
        return self.html[begin : self.at]

    def _skip_space(self) -> str:
        """Skip white space; the character behind it, empty at the end."""
        while self.html[self.at : self.at + 1] in _SPACE and self.at < len(self.html):
            self.at += 1
        return self.html[self.at : self.at + 1]

    def _start(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(_SPACE | {">"}).lower()
        if self.at >= len(self.html):
            raise _cannot(f"Unclosed start tag {self._byte(begin)}")
        if tag not in _TAGS:
            raise _cannot(f'Unsupported start tag "{tag}" {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while self._skip_space() != ">":
            name, value = self._attribute(tag, begin)
            attributes[name] = value
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" {self._byte(begin)}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_SPACE | {"=", ">"}).lower()
        if not name and self.at < len(self.html):
            raise _cannot(f'Empty attribute name in the tag "{tag}" {self._byte(begin)}')
        behind = self._skip_space()
        if behind == "=":
            self.at += 1
            return name, self._value(tag, begin)
        if not behind:
            raise _cannot(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        if tag == "blockquote" and name == "expandable":
            return name, ""
        raise _cannot(
            f'Expected equal sign in declaration of an attribute of the tag "{tag}" {self._byte(begin)}'
        )

    def _value(self, tag: str, begin: int) -> str:
        quote = self._skip_space()
        if quote in ('"', "'"):
            self.at += 1
            value = _unescape(self._until({quote}))
            self.at += 1
        else:
            token = self.at
            value = self._until({c for c in self.html[self.at :] if c not in _TOKEN}).lower()
            if self.at < len(self.html) and self.html[self.at] not in _SPACE | {">"}:
                raise _cannot(f"Unexpected end of name token {self._byte(token)}")
        if self.at >= len(self.html):
            raise _cannot(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        return value

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise _cannot(f"Unexpected end tag {self._byte(begin)}")
        self.at += 2
        name = self._until(_SPACE | {">"}).lower()
        if self._skip_space() != ">":
            raise _cannot(f"Unclosed end tag {self._byte(begin)}")
        opened = self.open.pop()
        if name and name != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _cannot(f"Unmatched end tag {self._byte(begin)}, {expected}")
        self.at += 1
        if self.offset > opened.at:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        made = _entity(opened, "".join(self.pieces[opened.begin :]))
        if made is None or any(outer.tag == opened.tag for outer in self.open):
            return
        kind, extra = made
        entity = Entity(kind, opened.at, self.offset - opened.at, extra)
        if kind == "pre" and self.entities:
            entity = self._with_language(entity)
        self.entities.append(entity)

    def _with_language(self, pre: Entity) -> Entity:
        """<pre><code class="language-x"> is one entity that knows its language."""
        last = self.entities[-1]
        if last.type == "code" and (last.offset, last.length) == (pre.offset, pre.length):
            self.entities.pop()
            return Entity("pre", pre.offset, pre.length, last.extra)
        return pre


def _entity(opened: _Open, content: str) -> tuple[str, tuple[tuple[str, Value], ...]] | None:
    """The kind and the extra fields a tag stands for; None when Telegram would show its text alone."""
    attributes = opened.attributes
    if opened.tag == "a":
        url = _link(attributes.get("href") or content)
        return ("text_link", (("url", url),)) if url else None
    if opened.tag == "blockquote":
        return ("expandable_blockquote" if "expandable" in attributes else "blockquote"), ()
    if opened.tag == "tg-emoji":
        number = attributes.get("emoji-id", "")
        if not number.isdecimal():
            raise _cannot("Invalid custom emoji identifier specified")
        return "custom_emoji", (("custom_emoji_id", number),)
    if opened.tag == "tg-time":
        return "date_time", _moment(attributes)
    language = attributes.get("class", "")
    if opened.tag == "code" and language.startswith("language-"):
        return "code", (("language", language.removeprefix("language-")),)
    return _SIMPLE[opened.tag], ()


def _moment(attributes: dict[str, str]) -> tuple[tuple[str, Value], ...]:
    unix = attributes.get("unix", "")
    form = attributes.get("format", "")
    rest = form.removeprefix("w")
    rest = rest[1:] if rest[:1] in ("d", "D") else rest
    rest = rest[1:] if rest[:1] in ("t", "T") else rest
    if not unix.isdecimal():
        raise _cannot("Invalid Unix time specified")
    if form != "r" and rest:
        raise _cannot("Invalid date-time format specified")
    return ("unix_time", int(unix)), ("date_time_format", form)


def _link(url: str) -> str:
    """A link as Telegram keeps it, empty when it is none."""
    url = url.strip()
    if not url or any(c in _SPACE for c in url):
        return ""
    if "://" not in url and not url.startswith(("mailto:", "tel:")):
        url = f"http://{url}" if "." in url else ""
    scheme = url.partition(":")[0].lower()
    if scheme not in ("http", "https", "tg", "mailto", "tel", "ton"):
        return ""
    return f"{url}/" if scheme in ("http", "https") and url.count("/") == 2 else url


def _unescape(text: str) -> str:
    """Four named and all numeric references; anything else stays as it is written."""
    if "&" not in text:
        return text
    first, *rest = text.split("&")
    return first + "".join(_reference(piece) for piece in rest)


def _reference(piece: str) -> str:
    """What stands behind an ampersand."""
    if piece.startswith("#"):
        base, start = (16, 2) if piece[1:2] in ("x", "X") else (10, 1)
        digits = string.hexdigits if base == 16 else string.digits
        end = start
        while piece[end : end + 1] and piece[end] in digits:
            end += 1
        code = int(piece[start:end] or "0", base) if end - start < 9 else 0
        char = chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
    else:
        end = 0
        while piece[end : end + 1] and piece[end] in string.ascii_letters:
            end += 1
        char = _NAMED.get(piece[:end], "")
    if not char:
        return "&" + piece
    return char + piece[end:].removeprefix(";")


def _cannot(why: str) -> Refused:
    return bad(f"can't parse entities: {why}")
