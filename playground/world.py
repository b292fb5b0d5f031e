"""Everything one running playground holds, passed to every method: the only place where the parts meet."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from playground import TOKEN
from playground.chats import Chats
from playground.clock import Clock
from playground.faults import Faults
from playground.feed import EVERYWHERE, Feed
from playground.files import Files
from playground.history import History
from playground.limits import Limits
from playground.sent import Sent
from playground.state import State
from playground.updates import Updates


@dataclass
class World:
    """One bot, its users and their chats."""

    folder: Path
    token: str = TOKEN
    limited: bool = False
    stories: Path | None = None
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        self.state = State(self.folder)
        self.clock = Clock(float(self.state.get("offset", 0.0)))
        self.feed = Feed(self.state)
        self.updates = Updates(self.state)
        self.chats = Chats(self.state)
        self.files = Files(self.state, self.folder / "media")
        self.history = History(self.state, self.feed)
        self.sent = Sent(self.state)
        self.faults = Faults()
        self.limits = Limits(self.limited)
        self.ending = False

    @property
    def name(self) -> str:
        """Random, the same as long as the folder lives: what a browser keeps for one world is not for another."""
        if self.state.get("world") is None:
            with self.state.change():
                self.state.put("world", secrets.token_urlsafe(9))
        return str(self.state.get("world"))

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def changed(self) -> None:
        """Wake the pages that watch; call after the commit."""
        self.feed.bell.ring()

    def arrived(self) -> None:
        """Wake the bot's poll and the pages; call after the commit."""
        self.updates.bell.ring()
        self.feed.bell.ring()

    def set_offset(self, moment: float) -> None:
        """Move the clock and tell the bot (its open poll is answered) and the pages."""
        self.clock.move_to(moment)
        with self.state.change():
            self.state.put("offset", self.clock.offset)
            self.feed.note(EVERYWHERE, "clock")
        self.arrived()

    def end(self) -> None:
        """Let every sleeper go: who asks again finds nobody."""
        self.ending = True
        self.arrived()

    def close(self) -> None:
        """Close the database, once nobody is served any more."""
        self.end()
        self.state.close()
