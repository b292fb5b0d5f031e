"""The complaint bot. `python bot.py` runs it; `health` tells how it is, `verify CASE` checks what it keeps.

Here, and only here, settings, storage, server and conversation come together, and the clock is read.
"""

import argparse
import asyncio
import gc
import sqlite3
import sys
from datetime import UTC, datetime
from typing import Final

from dialogs.commands import COMMANDS, DESCRIPTION, SHORT_DESCRIPTION
from dialogs.conversation import respond
from dialogs.letters.texts import GROUP_HINT
from evidence.reader import Reader
from messenger.health import report
from messenger.pictures import missing
from messenger.place import NoPlayground, open_place
from messenger.presenting import Presentation
from messenger.program import CannotRun, Program, Wiring
from messenger.redaction import set_up
from messenger.settings import Settings, WrongSetting, read_settings
from messenger.verify import verify
from playground import TOKEN
from storage.database import AlreadyRunning, Store, open_store
from storage.files import FolderProblem, usable_folder
from storage.keys import KeyProblem, find_key

PRESENTATION: Final = Presentation(
    tuple((command.name, command.description) for command in COMMANDS),
    DESCRIPTION,
    SHORT_DESCRIPTION,
    GROUP_HINT,
)


def now() -> datetime:
    """The machine's clock, zone-aware."""
    return datetime.now(UTC)


def opened(settings: Settings) -> Store:
    """The database with its key; a key file made just now is named once."""
    usable_folder(settings.data_dir, "DATA_DIR")
    text = settings.data_key.get_secret_value() if settings.data_key else ""
    found = find_key(settings.data_dir, text, settings.data_key_file)
    if found.created is not None:
        print(f"a key was made in {found.created}: keep a copy apart from the data", flush=True)
    return open_store(settings.data_dir, found.key)


def spare_the_collector() -> None:
    """What was imported lives as long as we do, and a turn leaves no cycles: looking for them cost an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def reader(settings: Settings) -> Reader | None:
    """What reads pictures: nothing when it is switched off, or, said in one line, not installed."""
    if not settings.read_screenshots:
        return None
    absent = missing()
    if absent:
        print(f"pictures are kept but not read: {absent} is not installed (see README)", flush=True)
        return None
    return Reader()


def checked(settings: Settings, case: str) -> int:
    """What `verify` finds in the database, which must not be in use."""
    if not settings.data_dir.exists():
        print("there is no database")
        return 1
    store = opened(settings)
    try:
        return verify(store, case)
    finally:
        store.close()


async def run(settings: Settings) -> None:
    """Everything until a signal."""
    spare_the_collector()
    calendar = settings.calendar()
    store = opened(settings)
    try:
        async with open_place(settings, TOKEN) as place:
            wiring = Wiring(
                store=store,
                place=place,
                calendar=calendar,
                zone=settings.zone,
                rate=settings.send_rate,
                real=now,
                respond=respond,
                presentation=PRESENTATION,
                admins=settings.admin_ids,
                reader=reader(settings),
            )
            await Program(wiring).run()
    finally:
        store.close()


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 ended as told (or healthy), 1 cannot run (or not healthy), 2 a setting or the key is wrong."""
    parser = argparse.ArgumentParser(prog="bot.py", description="The complaint bot.")
    parser.add_argument("command", nargs="?", choices=("run", "health", "verify"), default="run")
    parser.add_argument(
        "case", nargs="?", default="", help="the complaint to verify; the bot must not run meanwhile"
    )
    told = parser.parse_args(arguments)
    try:
        settings = read_settings()
        set_up(settings.log_level, settings.secrets)
        if told.command == "health":
            return report(settings.data_dir, now())
        if told.command == "verify":
            return checked(settings, told.case)
        asyncio.run(run(settings))
    except (WrongSetting, FolderProblem, KeyProblem) as error:
        return _end(error, 2)
    except (AlreadyRunning, CannotRun, NoPlayground) as error:
        return _end(error, 1)
    except (OSError, sqlite3.Error) as error:
        return _end(f"DATA_DIR cannot be used: {type(error).__name__}", 1)
    return 0


def _end(line: object, status: int) -> int:
    print(f"bot.py: {line}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
