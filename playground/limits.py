"""Telegram's sending limits, when asked for: about one message a second per chat, thirty a second in all."""

import math
import time
from collections import OrderedDict

from playground.errors import too_many

_CHAT_RATE, _CHAT_BURST = 1.0, 3.0
_ALL_RATE, _ALL_BURST = 30.0, 30.0
_MOST_CHATS = 10_000


class Limits:
    """Token buckets on the monotonic clock: moving the playground's clock does not refill them."""

    def __init__(self, on: bool) -> None:
        self._on = on
        self._everyone = (_ALL_BURST, time.monotonic())
        self._chats: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, chat: str, messages: int = 1) -> None:
        """Take `messages` from the buckets. Raises Refused(429) when one is empty; nothing is taken then."""
        if not self._on:
            return
        now = time.monotonic()
        everyone = _left(self._everyone, now, _ALL_RATE, _ALL_BURST)
        mine = _left(self._chats.get(chat, (_CHAT_BURST, now)), now, _CHAT_RATE, _CHAT_BURST)
        wait = max((messages - everyone) / _ALL_RATE, (min(messages, _CHAT_BURST) - mine) / _CHAT_RATE)
        if wait > 0:
            raise too_many(math.ceil(wait))
        self._everyone = (everyone - messages, now)
        self._chats[chat] = (mine - messages, now)
        self._chats.move_to_end(chat)
        while len(self._chats) > _MOST_CHATS:
            self._chats.popitem(last=False)


def _left(bucket: tuple[float, float], now: float, rate: float, burst: float) -> float:
    left, at = bucket
    return min(burst, left + (now - at) * rate)
