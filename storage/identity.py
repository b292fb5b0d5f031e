"""Fresh opaque identities: for events, and through them for complaints and pieces of evidence."""

import base64
import re
import secrets
from typing import Final

NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def fresh_id() -> str:
    """Sixteen characters a-z2-7 (80 random bits): safe in callback data, file names and slots."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def checked_id(id: str) -> str:
    """The id itself when it can name a file; raises ValueError for anything that is not a generated id."""
    if NAME.fullmatch(id) is None:
        raise ValueError("not a generated id")
    return id
