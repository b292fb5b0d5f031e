"""Putting an export together: dossier, machine-readable facts and originals, in archives of a bounded size.

Everything flows: an item is read once to know its size and checksum, once more into its archive, a frame at a
time; an archive is sealed as it is written. Nothing of it is on the disk in the clear.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import IO, Final, NamedTuple, cast

import msgspec

from dialogs.event import Part
from dialogs.letters.dossier import Chain, dossier
from dialogs.letters.enclosures import END, HEAD, LARGEST, LIMIT, Enclosure, cost, name_of, packed
from dialogs.question import View
from state_machine.complaint import LEGAL_ZONE, Complaint, Evidence
from state_machine.workdays import Calendar
from storage.exports import Desk
from storage.journal import Entry, Verdict
from storage.keys import Tampered

MOST_PARTS: Final = 999  # room for a part's number in the page; a complaint has at most 300 items
EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)  # that a zip can say
ABSENT: Final = {"too_big": "没有存下来：超过 20 MB", "gone": "没有存下来：Telegram 上已经取不到"}
UNFETCHED: Final = "还没有存好，请过一会儿再导出"
DAMAGED: Final = "原件缺失或损坏"
CHANGED: Final = "注意：和收到时的指纹不一致"
TOO_LARGE: Final = "太大，Telegram 发不出来，只存在机器人这里"
ABOVE: Final = "这个包超过 20 MB，分不开"


class Case(NamedTuple):
    """A complaint as it was at one instant, with its journal."""

    complaint: Complaint
    calendar: Calendar
    now: datetime
    entries: tuple[Entry, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; `chunks` gives its bytes anew at every call."""

    name: str
    size: int
    crc: int
    at: datetime
    chunks: Callable[[], Iterator[bytes]]

    @property
    def cost(self) -> int:
        """What it takes of an archive's room, in bytes."""
        return cost(self.name, self.size)


@dataclass(frozen=True, slots=True)
class Original:
    """An item of evidence: what the list says of it, and its bytes when there are any to send."""

    item: str
    enclosure: Enclosure
    member: Member | None = None


def assemble(case: Case, desk: Desk, limit: int = LIMIT) -> tuple[Part, ...]:
    """Seal the archives of a case, each of at most `limit` bytes; call it in a thread.

    Leaves nothing behind when it raises: Stopped, or OSError when the disk refuses.
    """
    try:
        archives = _laid_out(case, desk, limit)
        desk.reserve(sum(member.cost for members in archives for member in members))
        names = _names(case.complaint.id, len(archives))
        return tuple(_part(desk, name, members) for name, members in zip(names, archives, strict=True))
    except BaseException:
        desk.clear()
        raise


def _names(complaint: str, count: int) -> list[str]:
    if count == 1:
        return [f"投诉-{complaint}.zip"]
    return [f"投诉-{complaint}-{number}of{count}.zip" for number in range(1, count + 1)]


def _laid_out(case: Case, desk: Desk, limit: int) -> list[list[Member]]:
    """The files of every archive. The page says where the originals are, so room is kept for the longest number."""
    originals = [
        _original(number, item, desk, limit) for number, item in enumerate(case.complaint.evidence, 1)
    ]
    enclosed = [one for one in originals if one.member is not None]
    members = [one.member for one in enclosed if one.member is not None]
    facts = _in_memory(case, "json", _facts(case))
    longest = {one.item: replace(one.enclosure, part=MOST_PARTS) for one in originals}
    room = cost(f"投诉-{case.complaint.id}.html", len(_page(case, longest)))
    places = packed([room, facts.cost, *(member.cost for member in members)], limit)
    found = {one.item: one.enclosure for one in originals}
    for one, place in zip(enclosed, places[2:], strict=True):
        found[one.item] = replace(one.enclosure, part=place)
    archives: list[list[Member]] = [[] for _ in range(places[-1])]
    for member, place in zip(
        (_in_memory(case, "html", _page(case, found)), facts, *members), places, strict=True
    ):
        archives[place - 1].append(member)
    return archives


def _original(number: int, item: Evidence, desk: Desk, limit: int) -> Original:
    if not item.sha256:
        return Original(item.id, Enclosure(note=ABSENT.get(item.problem, UNFETCHED)))
    text = item.text.encode() if item.kind == "text" else None
    chunks = partial(_once, text) if text is not None else partial(desk.item, item.id)
    try:
        size, crc, sha256, head = _read_through(chunks())
    except (FileNotFoundError, Tampered):
        return Original(item.id, Enclosure(note=DAMAGED))
    if size > LARGEST:
        return Original(item.id, Enclosure(note=TOO_LARGE))
    member = Member(name_of(number, item, head), size, crc, item.received_at, chunks)
    note = CHANGED if sha256 != item.sha256 else ABOVE if member.cost + END > limit else ""
    return Original(item.id, Enclosure(member.name, note=note), member)


def _once(content: bytes) -> Iterator[bytes]:
    yield content


def _read_through(chunks: Iterator[bytes]) -> tuple[int, int, str, bytes]:
    """Size, CRC-32, SHA-256 and the first bytes."""
    size, crc, digest, head = 0, 0, hashlib.sha256(), b""
    for chunk in chunks:
        head = head or chunk[:HEAD]
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        digest.update(chunk)
    return size, crc, digest.hexdigest(), head


def _page(case: Case, enclosures: dict[str, Enclosure]) -> bytes:
    view = View(case.complaint, case.now, case.calendar)
    chain = Chain(case.verdict.entries, case.verdict.head, case.verdict.sound)
    return dossier(view, enclosures, chain).encode()


def _facts(case: Case) -> bytes:
    """The complaint and every event of its journal, for programs."""
    journal = [
        {"number": e.number, "at": e.at, "item_sha256": e.item_sha256, "event": msgspec.Raw(e.body)}
        for e in case.entries
    ]
    chain = {"entries": case.verdict.entries, "head": case.verdict.head, "sound": case.verdict.sound}
    return msgspec.json.encode({"complaint": case.complaint, "chain": chain, "journal": journal})


def _in_memory(case: Case, suffix: str, content: bytes) -> Member:
    name = f"投诉-{case.complaint.id}.{suffix}"
    return Member(name, len(content), zlib.crc32(content), case.now, partial(_once, content))


def _part(desk: Desk, name: str, members: list[Member]) -> Part:
    """One archive, sealed and on the disk."""
    id, incoming = desk.part()
    with incoming:
        sink = _OneWay(incoming.write)
        with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_STORED) as archive:
            for member in members:
                _write(archive, member)
        size, _ = incoming.commit()
    return Part(id, name, size)


def _write(archive: zipfile.ZipFile, member: Member) -> None:
    at = max(member.at, EARLIEST).astimezone(LEGAL_ZONE)
    info = _Known(member.name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.known_crc, info.file_size = member.crc, member.size
    with archive.open(info, "w") as out:
        for chunk in member.chunks():
            out.write(chunk)


class _Known(zipfile.ZipInfo):
    """A stored file whose size and checksum stand in its header from the start.

    zipfile would fill them in afterwards, or on a stream write them behind the bytes, where many unpackers
    on phones do not look for them.
    """

    known_crc: int = 0

    def FileHeader(self, zip64: bool | None = None) -> bytes:
        """As it will be once the bytes are written."""
        self.CRC, self.compress_size = self.known_crc, self.file_size
        return super().FileHeader(zip64)


class _OneWay:
    """What zipfile writes to: forward only. Going back it writes the header that stands there already."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._at = self._end = 0

    def write(self, data: bytes) -> int:
        if self._at == self._end:
            self._write(bytes(data))
            self._end += len(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def seek(self, at: int, _whence: int = 0) -> int:
        self._at = at
        return at

    def flush(self) -> None:
        """Nothing is held back."""
