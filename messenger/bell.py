"""How one loop tells another that there is something to do, without a queue that could grow."""

import asyncio


class Bell:
    """Any number of rings before a wait count as one."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the one who waits, now or when they next wait."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until rung, at most `seconds`."""
        if not self._rung.is_set():
            try:
                async with asyncio.timeout(max(seconds, 0.001)):
                    await self._rung.wait()
            except TimeoutError:
                return
        self._rung.clear()
