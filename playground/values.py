"""JSON as Python sees it."""

from typing import Any

import msgspec

Value = Any  # whatever JSON carries; checked where it is used
Json = dict[str, Any]


def whole(value: Value) -> int | None:
    """An integer written as a number or as text, None for anything else or beyond 64 bits."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 2**63 else None


def dump(value: Value) -> str:
    """JSON text of a plain value."""
    return msgspec.json.encode(value).decode()


def load(text: str) -> Value:
    """The plain value of JSON text."""
    return msgspec.json.decode(text)
