"""What every loop of the program works with, handed over as one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from messenger.api import Api
from messenger.courtesy import Courtesies
from messenger.operators import Operators
from storage.database import Store
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Means:
    """The database, the one way to write to it, the instant we work by, and the ways to Telegram."""

    store: Store
    writer: Writer
    clock: Callable[[], datetime]
    api: Api
    courtesies: Courtesies
    operators: Operators
