"""JSON as Python sees it."""

from typing import Any

import msgspec

Value = Any  # whatever JSON carries; checked where it is used
Json = dict[str, Any]


def dump(value: Value) -> str:
    """JSON text of a plain value."""
    return msgspec.json.encode(value).decode()


def load(text: str) -> Value:
    """The plain value of JSON text."""
    return msgspec.json.decode(text)
