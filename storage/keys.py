"""Keys and sealing: what is on disk cannot be read, swapped or altered unnoticed without DATA_KEY.

DATA_KEY wraps one random key per user; destroying that row makes everything of the user unreadable,
in old copies of the files too. Sealing is AES-256-GCM with a random 96-bit nonce.
"""

import base64
import binascii
import hmac
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.files import private, sync_folder

DATABASE: Final = "complaints.db"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
HEX: Final = re.compile(r"[0-9a-fA-F]{64}")


class KeyProblem(Exception):
    """The key is missing, malformed or not the one this database was made with: one clear line, exit 2."""


class Tampered(Exception):
    """Sealed bytes do not belong here: altered, cut, moved from another row, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """The 32 bytes everything else is wrapped with. Never printed."""

    secret: bytes = field(repr=False)

    def folder(self, user: int) -> str:
        """The name of a user's folder in the vault: tells nobody whose it is, outlives the user's own key."""
        return hmac.digest(self.secret, b"folder/%d" % user, sha256)[:16].hex()


@dataclass(frozen=True, slots=True)
class FoundKey:
    """The key, and the file that was made for it when there was none (bot.py prints that path once)."""

    key: DataKey
    created: Path | None = None


def find_key(data_dir: Path, text: str = "", file: Path | None = None) -> FoundKey:
    """The key from DATA_KEY (`text`, 64 hex digits or base64), else from `file` (default `<data_dir>.key`).

    Without either and without a database a new key file is made (0600). Raises KeyProblem when a database
    exists and its key is missing, when the text is not 32 bytes, or when the file lies inside `data_dir` or
    cannot be used.
    """
    if text:
        return FoundKey(_parse(text, "DATA_KEY"))
    data_dir = data_dir.resolve()
    path = file or data_dir.with_name(data_dir.name + ".key")
    try:
        return _in_file(data_dir, path.resolve())
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise KeyProblem(f"DATA_KEY_FILE: {path} cannot be used: {why}") from None


def _in_file(data_dir: Path, path: Path) -> FoundKey:
    if path.is_relative_to(data_dir):
        raise KeyProblem(f"the key file {path} lies inside the data directory; keep it elsewhere")
    if path.exists():
        return FoundKey(_read(path))
    if (data_dir / DATABASE).exists():
        raise KeyProblem(
            f"{data_dir} holds a database but its key is missing: set DATA_KEY or restore {path}"
        )
    return FoundKey(_create(path), created=path)


def _read(path: Path) -> DataKey:
    try:
        return _parse(path.read_text(encoding="ascii"), str(path))
    except UnicodeDecodeError:
        raise KeyProblem(f"DATA_KEY_FILE: {path} is not a key") from None


def _parse(text: str, source: str) -> DataKey:
    text = text.strip()
    try:
        secret = bytes.fromhex(text) if HEX.fullmatch(text) else _from_base64(text)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyProblem(f"{source} is not a key: 32 bytes as 64 hex digits or base64 are needed")
    return DataKey(secret)


def _from_base64(text: str) -> bytes:
    standard = text.replace("-", "+").replace("_", "/")
    return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)


def _create(path: Path) -> DataKey:
    """Make the key file whole or not at all: written aside, then linked to its name, never over another."""
    key = DataKey(secrets.token_bytes(KEY_BYTES))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        _write_private(aside, base64.b64encode(key.secret) + b"\n")
        os.link(aside, path)
    finally:
        with suppress(FileNotFoundError):
            aside.unlink()
    sync_folder(path.parent)
    return key


def _write_private(path: Path, content: bytes) -> None:
    with open(path, "xb", opener=private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@lru_cache(maxsize=1024)
def _cipher(key: bytes) -> AESGCM:
    """Setting up a cipher costs as much as sealing a message; a user in a dialogue seals many."""
    return AESGCM(key)


def forget_ciphers() -> None:
    """Hold no destroyed key in memory any longer."""
    _cipher.cache_clear()


def seal(key: bytes, plain: bytes, aad: bytes) -> bytes:
    """Encrypt `plain`; `aad` names the place (table, user, row) and must be given again to open it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The plain bytes; raises Tampered when anything differs from what was sealed."""
    try:
        return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError):
        raise Tampered(
            f"cannot open what is sealed as {aad.partition(b'/')[0].decode(errors='replace')}"
        ) from None
