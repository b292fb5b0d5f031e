"""What every kind of work is to the workers: how it is done, and how it is given up."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from storage.work import Job

Does: TypeAlias = Callable[[Job], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`does` it, and `gives_up` what cannot be done here by telling its user; without that it is a dead letter.

    What `must` be done is begun again however often it fails. Of what is `awaited` the user is told after as
    many failures of the world as of our own. What is done `alone` is long, or has one process for all.
    """

    does: Does
    gives_up: Does | None = None
    must: bool = False
    awaited: bool = False
    alone: bool = False
