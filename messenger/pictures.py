"""What the reader of pictures found, as the conversation's facts; and whether pictures can be read here at all."""

from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from typing import Final

from evidence.problem import Problem
from evidence.reader import Reader
from evidence.reading import Reading as Found
from state_machine.complaint import LEGAL_ZONE, Reading

NEEDED: Final = ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL")
WORDS: Final = (
    "order_no", "trade_no", "product", "amount", "order_time", "pay_time", "platform", "merchant", "pay_channel", "promise", "error",
    "status",
)  # fmt: skip
PASSING: Final = (Problem.READER_FAILED, Problem.TOO_LONG)  # the process ended: another attempt may go well


def missing() -> str:
    """The first package that reading needs and is not installed; "" when pictures can be read."""
    return next((name for name in NEEDED if find_spec(name) is None), "")


async def read(reader: Reader, content: bytes, received_at: datetime) -> Found:
    """What a picture shows; 「昨天」 on it is counted from the Chinese day it was received."""
    return await reader.read(content, received_at.astimezone(LEGAL_ZONE).replace(tzinfo=None))


def fact(found: Found) -> Reading:
    """As it is kept with the evidence: nothing but JSON values."""
    fields = _fields(found)
    return Reading(
        kind=found.kind.value if found.kind else "",
        fields=fields,
        confidence={name: sure for name, sure in found.confidence.items() if name in fields},
        card_key=found.card_key,
        secrets=found.secrets,
        look=found.look,
        problem=found.problem.value if found.problem else "",
    )


def _fields(found: Found) -> Mapping[str, str]:
    fields = {name: value for name in WORDS if (value := getattr(found, name))}
    return {**fields, "refusals": "；".join(found.refusals)} if found.refusals else fields
