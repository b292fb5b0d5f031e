"""What a stranger sees of the bot before the first word: its menu of commands and its description."""

import contextlib
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import TelegramError


@dataclass(frozen=True, slots=True)
class Presentation:
    """The texts; `commands` are (name, description) pairs, `hint` is said in groups before the link to the bot."""

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str
    hint: str


async def present(bot: Bot, texts: Presentation) -> None:
    """Set what changed since the last start; best effort."""
    with contextlib.suppress(TelegramError):
        commands = tuple(BotCommand(name, description) for name, description in texts.commands)
        if commands != await bot.get_my_commands():
            await bot.set_my_commands(commands)
        if (await bot.get_my_description()).description != texts.description:
            await bot.set_my_description(texts.description)
        if (await bot.get_my_short_description()).short_description != texts.short_description:
            await bot.set_my_short_description(texts.short_description)
