"""How fast Telegram lets a bot speak: some thirty messages a second to all, about one a second to a chat.

Times are monotonic seconds passed in. Only chats written to within the last seconds are remembered.
"""

from typing import Final

CHAT_INTERVAL: Final = 1.0  # seconds per message to one chat
CHAT_BURST: Final = 12  # a person pressing quickly through a stage is answered at once
EDIT_COST: Final = 0.2  # an edit is felt less than a message
COMMON_CHATS: Final = 3  # so many chats told to wait within COMMON_SPAN: the whole bot is meant
COMMON_SPAN: Final = 5.0


class Limits:
    """Whom we may write to now. With `rate` 0 only what Telegram itself asked for is kept."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._burst = max(1.0, rate / 10)
        self._tokens = self._burst
        self._filled_at = 0.0
        self._chats: dict[int, float] = {}  # chat → when its allowance would be full again
        self._told: dict[int, float] = {}  # chat → when it was last told to wait
        self._halt = 0.0

    def allowance(self, now: float, most: int) -> int:
        """How many messages may begin now."""
        if now < self._halt:
            return 0
        if not self._rate:
            return most
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        return min(most, int(self._tokens))

    def resting(self, now: float) -> frozenset[int]:
        """Chats that have had their share for the moment."""
        if not self._rate:
            return frozenset()
        self._chats = {chat: full for chat, full in self._chats.items() if full > now}
        return frozenset(
            chat for chat, full in self._chats.items() if full - now > (CHAT_BURST - 1) * CHAT_INTERVAL
        )

    def spend(self, chat: int, now: float, *, edit: bool = False) -> None:
        """A message to this chat begins."""
        if self._rate:
            self._tokens -= 1
            cost = CHAT_INTERVAL * (EDIT_COST if edit else 1)
            self._chats[chat] = max(self._chats.get(chat, 0.0), now) + cost

    def told_to_wait(self, chat: int, seconds: float, now: float) -> None:
        """A 429 came. When several chats get one at a time, everything waits."""
        self._told = {other: at for other, at in self._told.items() if now - at < COMMON_SPAN}
        self._told[chat] = now
        if len(self._told) >= COMMON_CHATS:
            self._halt = max(self._halt, now + seconds)

    def wait(self, now: float) -> float:
        """Seconds until something may change by itself; at most one."""
        if now < self._halt:
            return min(1.0, self._halt - now)
        if not self._rate:
            return 1.0
        if self._tokens < 1:
            return min(1.0, max((1 - self._tokens) / self._rate, 0.005))
        rested = (full - (CHAT_BURST - 1) * CHAT_INTERVAL - now for full in self._chats.values())
        return min((seconds for seconds in rested if seconds > 0), default=1.0)
