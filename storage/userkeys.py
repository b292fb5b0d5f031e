"""One random key per user, wrapped by DATA_KEY: destroy the row and everything sealed with it is gone."""

import secrets
from typing import Final

from sqlite_utils import Database

from storage.keys import KEY_BYTES, DataKey, Tampered, forget_ciphers, seal, unseal

REMEMBERED: Final = 1024
BY_DATA_KEY: Final = b"\x00"
BY_USER_KEY: Final = b"\x01"


class UserKeys:
    """Finds, makes and forgets users' keys; remembers a bounded number of them unwrapped.

    `clear` must follow every rollback: a key whose row was undone must never seal anything again.
    """

    def __init__(self, db: Database, data_key: DataKey) -> None:
        self._db = db
        self._secret = data_key.secret
        self._known: dict[int, bytes] = {}

    def find(self, user: int) -> bytes | None:
        """The user's key; None for a stranger or one who was erased. Raises Tampered for a foreign row."""
        key = self._known.get(user)
        if key is not None:
            return key
        row = self._db.execute("SELECT wrapped_key FROM users WHERE id = ?", (user,)).fetchone()
        return None if row is None else self.unwrap(user, row[0])

    def unwrap(self, user: int, wrapped: bytes) -> bytes:
        """The key in a user's row, remembered from now on."""
        return self._known.get(user) or self._remember(user, unseal(self._secret, wrapped, _place(user)))

    def make(self, user: int) -> bytes:
        """The user's key, with a new row for one who has none."""
        key = self.find(user)
        if key is not None:
            return key
        key = secrets.token_bytes(KEY_BYTES)
        wrapped = seal(self._secret, key, _place(user))
        self._db.execute("INSERT INTO users (id, wrapped_key) VALUES (?, ?)", (user, wrapped))
        return self._remember(user, key)

    def clear(self) -> None:
        """Forget every unwrapped key (the rows stay)."""
        self._known.clear()
        forget_ciphers()

    def seal_for(self, user: int, plain: bytes, aad: bytes) -> bytes:
        """Seal with the user's key, or with DATA_KEY when there is none (a farewell leaves no key behind)."""
        key = self.find(user)
        if key is None:
            return BY_DATA_KEY + seal(self._secret, plain, aad)
        return BY_USER_KEY + seal(key, plain, aad)

    def unseal_for(self, user: int, sealed: bytes, aad: bytes) -> bytes:
        """Open what `seal_for` sealed; raises Tampered, also when the user's key is destroyed."""
        key = self._secret if sealed[:1] == BY_DATA_KEY else self.find(user)
        if key is None:
            raise Tampered("the key of this user is destroyed")
        return unseal(key, sealed[1:], aad)

    def _remember(self, user: int, key: bytes) -> bytes:
        if len(self._known) >= REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[user] = key
        return key


def _place(user: int) -> bytes:
    return b"users/%d/key" % user
