"""Originals that go along with a dossier: what they are called, and which archive each lies in.

No word of a name is the sender's: it is a number, what the thing proves, its hash, and an ending that its
bytes or a known type give.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.scenarios import LABELS
from state_machine.complaint import Evidence

LIMIT: Final = 20 * 1024 * 1024  # bytes of an archive: what a user may forward back to a bot
LARGEST: Final = (
    50_000_000 - 100_000
)  # bytes of a file that a bot may send, with room for the archive around it
ENTRY: Final = 30 + 46  # bytes an archive spends on a file, beside its name twice
END: Final = 22  # bytes it ends with
HEAD: Final = 16  # bytes of a file that tell what it is

MAGIC: Final = (
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"\x89PNG\r\n\x1a\n", ".png"),
    (0, b"GIF8", ".gif"),
    (8, b"WEBP", ".webp"),
    (8, b"WAVE", ".wav"),
    (0, b"%PDF-", ".pdf"),
    (0, b"OggS", ".ogg"),
    (0, b"ID3", ".mp3"),
    (4, b"ftypqt", ".mov"),
    (4, b"ftypM4A", ".m4a"),
    (4, b"ftyphei", ".heic"),
    (4, b"ftypmif1", ".heic"),
    (4, b"ftyp", ".mp4"),
    (0, b"\x1aE\xdf\xa3", ".webm"),
)
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
ZIPPED: Final = {
    OFFICE + "wordprocessingml.document": ".docx",
    OFFICE + "spreadsheetml.sheet": ".xlsx",
    OFFICE + "presentationml.presentation": ".pptx",
}
KNOWN: Final = {
    "text/plain": ".txt",
    "text/csv": ".csv",
    "audio/mpeg": ".mp3",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Where an item's original is: its file name and archive (from 1), or why it is not there, in Chinese."""

    name: str = ""
    part: int = 0
    note: str = ""


def ending(head: bytes, mime: str) -> str:
    """The ending of a file name by its first bytes, else by a type that nothing runs; ".bin" for the rest."""
    found = next((suffix for at, magic, suffix in MAGIC if head[at:].startswith(magic)), "")
    if found:
        return found
    if head.startswith(b"PK\x03\x04"):
        return ZIPPED.get(mime, ".zip")
    return KNOWN.get(mime, ".bin")


def name_of(number: int, item: Evidence, head: bytes) -> str:
    """007-付款记录-1a2b3c4d5e6f.jpg: number in the list, what it proves, hash, ending."""
    label = re.sub(r"\W", "", LABELS[item.label].name if item.label in LABELS else LABELS[""].name)
    label += "遮盖副本" * bool(item.copy_of)
    suffix = ".txt" if item.kind == "text" else ending(head, item.mime)
    return f"{number:03}-{label}-{item.sha256[:12]}{suffix}"


def cost(name: str, size: int) -> int:
    """Bytes a file of this size takes in an archive, stored as it is."""
    return ENTRY + 2 * len(name.encode()) + size


def packed(costs: Sequence[int], limit: int = LIMIT) -> list[int]:
    """The archive (from 1) of each file, in order. One too large for the limit has an archive of its own."""
    parts: list[int] = []
    part, room = 1, limit - END
    for each in costs:
        if each > room and room < limit - END:
            part, room = part + 1, limit - END
        parts.append(part)
        room -= each
    return parts
