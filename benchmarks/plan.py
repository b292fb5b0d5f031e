"""What a load generator is told, and what it tells: JSON lines over its standard input and output."""

import msgspec


class Step(msgspec.Struct, frozen=True):
    """One act of a buyer, and how many new messages answer it.

    `act` as in the stories: words, a /command, a [button] by its label, or (图片 1) for a picture.
    """

    act: str
    answers: int = 1


class Plan(msgspec.Struct, frozen=True):
    """A load: so many chats at once, each doing the steps one after the other, as fast as it is answered.

    The window opens when `warm_up` seconds and `warm_up_updates` updates have passed. It closes when
    `seconds`, `updates` and `rounds` (users who did all steps) more have passed.
    """

    steps: tuple[Step, ...]
    chats: int = 64
    visitors: tuple[int, ...] = ()  # who comes, in this order; empty: somebody new each time
    stay: bool = False  # the same user begins the steps again, instead of the next one
    arrive: float = 0.0  # seconds over which the chats begin, so that they do not walk in step
    warm_up: float = 0.0
    warm_up_updates: int = 0
    seconds: float = 0.0
    updates: int = 0
    rounds: int = 0
    first_update: int = 1  # no id is given out twice to the same data directory


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The server listens."""

    url: str


class Began(msgspec.Struct, frozen=True, tag="began"):
    """The window opened: the moment to look at the bot's CPU clock."""


class Tally(msgspec.Struct, frozen=True, tag="tally"):
    """What happened in the window. An operation is an update taken or a call made (getUpdates is neither)."""

    seconds: float
    updates: int
    calls: dict[str, int]
    rounds: int  # users who did all steps
    p50: float  # seconds from an act to its last answer
    p99: float
    cpu: float  # seconds, of the load generator itself
    stalled: tuple[str, ...]  # chats that waited too long for an answer: then the figures mean nothing

    @property
    def operations(self) -> int:
        """Updates and calls together."""
        return self.updates + sum(self.calls.values())

    @property
    def per_second(self) -> float:
        """Operations a second."""
        return self.operations / self.seconds


Line = Opened | Began | Tally
