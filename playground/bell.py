"""A bell that long polls sleep by: many may wait, one ring wakes them all."""

import asyncio


class Bell:
    """`rings` counts, so that a ring between looking and sleeping is not missed."""

    def __init__(self) -> None:
        self.rings = 0
        self._sleepers: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who sleep now."""
        self.rings += 1
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self._sleepers.clear()

    async def wait(self, seconds: float) -> None:
        """Sleep until the next ring, at most `seconds` of real time."""
        sleeper = asyncio.get_running_loop().create_future()
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait_for(sleeper, seconds)
        except TimeoutError:
            pass
        finally:
            self._sleepers.discard(sleeper)
