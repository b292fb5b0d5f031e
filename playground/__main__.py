"""`python -m playground`: starts a local Telegram and prints its address."""

import argparse
import asyncio
import fcntl
import os
import signal
import sys
import threading
from pathlib import Path

from playground import TOKEN
from playground.server import running


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="playground", description="A local Bot API server with a chat page."
    )
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default 8081)")
    parser.add_argument(
        "--data", type=Path, default=Path("data/playground"), help="where state and media are kept"
    )
    parser.add_argument("--token", default=TOKEN, help="the bot token it accepts")
    parser.add_argument("--limits", action="store_true", help="enforce Telegram's sending limits")
    parser.add_argument("--stories", type=Path, help="a folder of *.txt stories the page can play")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    return parser.parse_args()


def _lock(folder: Path) -> int:
    """One playground per folder. Raises BlockingIOError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _watch_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """The parent holds our standard input; when it dies, so do we."""

    def read() -> None:
        while os.read(0, 4096):
            pass
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=read, daemon=True).start()


async def _run(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if arguments.with_parent:
        _watch_parent(loop, stop)
    async with running(
        arguments.data,
        arguments.port,
        arguments.token,
        limited=arguments.limits,
        stories=arguments.stories,
    ) as place:
        print(f"playground: {place.url}/", flush=True)
        await stop.wait()


def main() -> int:
    """Run until told to stop; 2 with one line when it cannot start."""
    arguments = _arguments()
    try:
        lock = _lock(arguments.data)
    except BlockingIOError:
        print(f"playground: {arguments.data} is in use by another playground", file=sys.stderr)
        return 2
    try:
        asyncio.run(_run(arguments))
    except OSError as error:
        print(f"playground: cannot start on port {arguments.port}: {error.strerror}", file=sys.stderr)
        return 2
    finally:
        os.close(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
