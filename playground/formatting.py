"""The text of a call, formatted by parse_mode or by the entities that came with it."""

from playground import markup
from playground.call import Call
from playground.entities import Entity, finish
from playground.errors import bad
from playground.values import Json, Value


def _given(raw: Value) -> list[Entity]:
    """Entities passed as such instead of a parse mode."""
    if not isinstance(raw, list):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    return [_one(item) for item in raw]


def _one(item: Value) -> Entity:
    try:
        rest = {k: v for k, v in item.items() if k not in ("type", "offset", "length")}
        return Entity(str(item["type"]), int(item["offset"]), int(item["length"]), tuple(rest.items()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise bad("can't parse MessageEntity: fields type, offset and length are needed") from error


def formatted(values: Call, name: str, entities_name: str) -> tuple[str, list[Json]]:
    """The text parameter `name` of a call with its entities, by parse_mode or as given. Raises Refused."""
    text = values.text(name)
    mode = values.text("parse_mode").lower()
    if mode == "html":
        return finish(*markup.parse(text))
    if mode:
        raise bad("unsupported parse_mode")
    given = values.json(entities_name)
    return finish(text, _given(given) if given else [])
