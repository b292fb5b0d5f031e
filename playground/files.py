"""The bytes of photos and documents: stored once by content, named anew in every message."""

import base64
import hashlib
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from playground.errors import bad
from playground.state import Row, State
from playground.values import Json, dump, load

# Prefixes of file_id by kind, as Telegram's look; the folder of file_path; what a wrong use is told.
_PREFIX = {"photo": "AgACAgUAAxkBAA", "document": "BQACAgUAAxkBAA", "video": "BAACAgUAAxkBAA",
           "voice": "AwACAgUAAxkBAA", "audio": "CQACAgUAAxkBAA", "thumbnail": "AAMCBQADGQEAA"}  # fmt: skip
_FOLDER = {"photo": "photos", "document": "documents", "video": "videos", "voice": "voice", "audio": "music",
           "thumbnail": "thumbnails"}  # fmt: skip
_MOST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True)
class Part:
    """Stored bytes and what the Bot API tells of them: one photo size, a document, its thumbnail."""

    kind: str
    digest: str
    size: int
    suffix: str
    facts: Json


@dataclass(frozen=True)
class Kept:
    """A named file; `parts` are all that its message showed, so that it can be sent again by file_id."""

    path: str
    digest: str
    size: int
    kind: str
    parts: tuple[Part, ...]


def unique_id(digest: str) -> str:
    """file_unique_id: the same for the same bytes, whoever sends them."""
    return "AQAD" + base64.urlsafe_b64encode(bytes.fromhex(digest)[:9]).decode()


class Files:
    """Rows are written inside the caller's transaction; bytes are on disk before."""

    def __init__(self, state: State, folder: Path) -> None:
        self._state = state
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def store(self, content: bytes) -> str:
        """Write bytes under their SHA-256; the hex digest. Blocking: call it in a thread for large files."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.folder / digest
        if not target.exists():
            part = self.folder / f"{digest}.{secrets.token_hex(4)}.part"
            with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as out:
                out.write(content)
            part.replace(target)
        return digest

    def name(self, part: Part, parts: tuple[Part, ...]) -> Json:
        """A new file_id for stored bytes; the Bot API's file object. Inside State.change()."""
        number = self._state.next("file")
        identity = _PREFIX[part.kind] + secrets.token_urlsafe(36)
        path = f"{_FOLDER[part.kind]}/file_{number}{part.suffix}"
        self._state.run(
            "INSERT INTO file VALUES (?,?,?,?,?,?)",
            identity, path, part.digest, part.size, part.kind, dump([asdict(p) for p in parts]),
        )  # fmt: skip
        names = {"file_id": identity, "file_unique_id": unique_id(part.digest), "file_size": part.size}
        return names | part.facts

    def find(self, identity: str) -> Kept:
        """A file by its file_id. Raises Refused(400)."""
        row = self._state.row("SELECT path, digest, size, kind, parts FROM file WHERE id = ?", identity)
        return _kept(row) or _wrong()

    def at(self, path: str) -> Kept | None:
        """A file by its file_path."""
        return _kept(self._state.row("SELECT path, digest, size, kind, parts FROM file WHERE path = ?", path))

    def describe(self, identity: str) -> Json:
        """The File object of getFile. Raises Refused(400) above 20 MiB."""
        kept = self.find(identity)
        if kept.size > _MOST_DOWNLOAD:
            raise bad("file is too big")
        names = {"file_id": identity, "file_unique_id": unique_id(kept.digest)}
        return names | {"file_size": kept.size, "file_path": kept.path}


def _kept(row: Row | None) -> Kept | None:
    if row is None:
        return None
    path, digest, size, kind, parts = row
    return Kept(path, digest, size, kind, tuple(Part(**part) for part in load(parts)))


def _wrong() -> Kept:
    raise bad("wrong file_id or the file is temporarily unavailable")
