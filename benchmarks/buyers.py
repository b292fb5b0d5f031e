"""Buyers who walk through the steps: the next act is offered when the one before it was answered."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Final

from msgspec import Raw

from benchmarks import shapes
from benchmarks.plan import Plan, Step

FIRST_USER: Final = 1_000_000_001
STALL: Final = 10.0  # seconds without the answer that must come


@dataclass(slots=True, eq=False)
class Buyer:
    """One chat: where its user is in the steps, and what the bot shows."""

    user: int
    at: int = 0
    missing: int = 0  # answers to the last act that have not come yet
    offered_at: float = 0.0
    shown: dict[str, tuple[int, str]] = field(default_factory=dict)  # label → message and data of the newest
    screen: dict[int, bytes] = field(default_factory=dict)


class Crowd:
    """All chats at once. `offer` takes the body of an update without its id."""

    def __init__(self, plan: Plan, offer: Callable[[bytes], None]) -> None:
        self._plan = plan
        self._offer = offer
        self._users: Iterator[int] = iter(plan.visitors) if plan.visitors else count(FIRST_USER)
        self._buyers: dict[int, Buyer] = {}
        self._numbers = count(1)  # of messages and presses: unlike Telegram's, the same for all chats
        self._lost: list[str] = []
        self.rounds = 0
        self.waits: list[float] = []  # seconds from each act to its last answer

    def begin(self) -> None:
        """Everybody does the first step, one after the other."""
        apart = self._plan.arrive / self._plan.chats
        for number in range(self._plan.chats):
            asyncio.get_running_loop().call_later(number * apart, self._next_user)

    def sent(self, user: int, text: str, markup: Raw) -> bytes:
        """The bot sent a message; as the API returns it."""
        number = next(self._numbers)
        message = self._show(user, number, text, markup)
        buyer = self._buyers.get(user)
        if buyer is not None and buyer.missing:
            buyer.missing -= 1
            if not buyer.missing:
                self.waits.append(perf_counter() - buyer.offered_at)
                self._go_on(buyer)
        return message

    def edited(self, user: int, number: int, text: str, markup: Raw) -> bytes:
        """The bot changed a message; as the API returns it."""
        return self._show(user, number, text, markup)

    def stalled(self) -> tuple[str, ...]:
        """Who has waited too long, and for what; who does not find their button."""
        late = perf_counter() - STALL
        waiting = (
            f"{self._plan.steps[buyer.at].act}: {buyer.missing} answers missing"
            for buyer in self._buyers.values()
            if buyer.missing and buyer.offered_at < late
        )
        return (*self._lost, *waiting)

    def _show(self, user: int, number: int, text: str, markup: Raw) -> bytes:
        message = shapes.sent(user, number, text, markup)
        buyer = self._buyers.get(user)
        if buyer is not None:
            for button in shapes.buttons(markup):
                buyer.shown[button.text] = (number, button.callback_data)
                buyer.screen[number] = message
        return message

    def _go_on(self, buyer: Buyer) -> None:
        buyer.at += 1
        if buyer.at < len(self._plan.steps):
            self._act(buyer, self._plan.steps[buyer.at])
            return
        self.rounds += 1
        if self._plan.stay:
            buyer.at = 0
            self._act(buyer, self._plan.steps[0])
        else:
            del self._buyers[buyer.user]
            self._next_user()

    def _next_user(self) -> None:
        user = next(self._users, None)
        if user is not None:
            buyer = self._buyers[user] = Buyer(user)
            self._act(buyer, self._plan.steps[0])

    def _act(self, buyer: Buyer, step: Step) -> None:
        buyer.missing = step.answers
        buyer.offered_at = perf_counter()
        number = next(self._numbers)
        if step.act.startswith("["):
            self._press(buyer, number, step.act[1:-1])
        elif step.act.startswith("("):
            self._offer(shapes.photo(buyer.user, number))
        else:
            self._offer(shapes.said(buyer.user, number, step.act))

    def _press(self, buyer: Buyer, number: int, label: str) -> None:
        found = buyer.shown.get(label)
        if found is None:
            self._lost.append(f"no button [{label}] among {' '.join(buyer.shown)}")
            return
        shown, data = found
        self._offer(shapes.pressed(buyer.user, number, buyer.screen[shown], data))
