"""Formatted text as Telegram keeps it: plain text plus entities counted in UTF-16 code units."""

from dataclasses import dataclass, replace

from playground import links
from playground.values import Json, Value

# Entities that may touch and then become one, as Telegram's clients show them.
_MERGING = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_RANK = ("blockquote", "expandable_blockquote", "text_link", "bold", "italic", "underline", "strikethrough")


@dataclass(frozen=True)
class Entity:
    """One MessageEntity; `extra` holds url, language, custom_emoji_id, unix_time …"""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, Value], ...] = ()

    @property
    def end(self) -> int:
        """The first code unit behind it."""
        return self.offset + self.length

    def json(self) -> Json:
        """As the Bot API writes it."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def finish(text: str, entities: list[Entity]) -> tuple[str, list[Json]]:
    """Trim the text, clip the entities to it, find links and commands, and put all in Telegram's order."""
    text, entities = _trim(text.replace("\r", ""), entities)
    kept = _merge(_without_code_content(entities))
    taken = [e for e in kept if e.type in ("pre", "code", "text_link")]
    found = [Entity(kind, start, end - start) for kind, start, end in links.find(text)]
    kept += [e for e in found if not any(e.offset < t.end and t.offset < e.end for t in taken)]
    kept.sort(key=lambda e: (e.offset, -e.length, _RANK.index(e.type) if e.type in _RANK else len(_RANK)))
    return text, [e.json() for e in kept]


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """White space at both ends goes; an entity that covered only that goes too."""
    lead = units(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    total = units(text)
    clipped = []
    for entity in entities:
        start = min(max(entity.offset - lead, 0), total)
        end = min(max(entity.end - lead, 0), total)
        if end > start:
            clipped.append(replace(entity, offset=start, length=end - start))
    return text, clipped


def _without_code_content(entities: list[Entity]) -> list[Entity]:
    """Nothing lives inside code, and a quotation holds no quotation."""
    codes = [e for e in entities if e.type in ("pre", "code")]
    return [e for e in entities if not any(_swallows(code, e) for code in codes)]


def _swallows(code: Entity, other: Entity) -> bool:
    inside = code.offset <= other.offset and other.end <= code.end
    return inside and other is not code and (other.type not in ("pre", "code") or code.type == "pre")


def _merge(entities: list[Entity]) -> list[Entity]:
    """Touching or overlapping entities of the same simple kind become one."""
    merged: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.type, e.offset, -e.length)):
        last = merged[-1] if merged else None
        if last and entity.type in _MERGING and last.type == entity.type and entity.offset <= last.end:
            merged[-1] = replace(last, length=max(last.end, entity.end) - last.offset)
        else:
            merged.append(entity)
    return merged
