"""What the bot says of itself: name, descriptions, commands, menu button; and getChat."""

import re

from playground import messages
from playground.call import Call
from playground.errors import bad
from playground.feed import EVERYWHERE
from playground.values import Json, Value
from playground.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


async def get_me(world: World, call: Call) -> Json:
    """getMe."""
    return messages.bot(world) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_webhook_info(world: World, call: Call) -> Json:
    """getWebhookInfo: there is never a webhook here."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": world.updates.waiting()}


async def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook."""
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def _put(world: World, key: str, value: Value) -> bool:
    with world.state.change():
        world.state.put(key, value)
        world.feed.note(EVERYWHERE, "profile")
    world.changed()
    return True


def _text(world: World, call: Call, name: str, most: int) -> bool:
    """Keep a text of the bot, per language."""
    text = call.text(name)
    if len(text) > most:
        raise bad(f"{name.replace('_', ' ')} is too long")
    language = call.text("language_code")
    return _put(world, f"{name}:{language}" if language else name, text or None)


def _told(world: World, call: Call, name: str) -> Json:
    own = world.state.get(f"{name}:{call.text('language_code')}")
    return {name: own or world.state.get(name, "")}


async def set_name(world: World, call: Call) -> bool:
    """setMyName."""
    return _text(world, call, "name", 64)


async def set_description(world: World, call: Call) -> bool:
    """setMyDescription."""
    return _text(world, call, "description", 512)


async def get_description(world: World, call: Call) -> Json:
    """getMyDescription."""
    return _told(world, call, "description")


async def set_short_description(world: World, call: Call) -> bool:
    """setMyShortDescription."""
    return _text(world, call, "short_description", 120)


async def get_short_description(world: World, call: Call) -> Json:
    """getMyShortDescription."""
    return _told(world, call, "short_description")


async def set_menu_button(world: World, call: Call) -> bool:
    """setChatMenuButton."""
    button = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
        raise bad("MenuButton has unsupported type")
    return _put(world, f"menu:{call.text('chat_id')}", button)


def _commands_key(call: Call) -> str:
    scope = call.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad("can't parse BotCommandScope")
    chat = scope.get("chat_id", "")
    return f"commands:{scope['type']}:{chat}:{call.text('language_code')}"


async def set_commands(world: World, call: Call) -> bool:
    """setMyCommands."""
    commands = call.json("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("can't parse commands: expected an Array of at most 100 BotCommand")
    for command in commands:
        _check(command)
    return _put(world, _commands_key(call), commands)


def _check(command: Value) -> None:
    if not isinstance(command, dict) or not _COMMAND.fullmatch(
        str(command.get("command", "")).removeprefix("/")
    ):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


async def get_commands(world: World, call: Call) -> list[Json]:
    """getMyCommands."""
    found: list[Json] = world.state.get(_commands_key(call), [])
    return found


async def delete_commands(world: World, call: Call) -> bool:
    """deleteMyCommands."""
    return _put(world, _commands_key(call), None)


def menu(world: World, chat: int, language: str) -> list[Json]:
    """The commands a chat's owner sees: the narrowest scope, the own language first."""
    kind = "all_private_chats" if chat > 0 else "all_group_chats"
    short = language.partition("-")[0]
    for scope in (f"chat:{chat}", f"{kind}:", "default:"):
        for code in (short, ""):
            found: list[Json] = world.state.get(f"commands:{scope}:{code}", [])
            if found:
                return found
    return []


async def get_chat(world: World, call: Call) -> Json:
    """getChat: the ChatFullInfo fields every chat has."""
    chat = world.chats.reachable(call.text("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return chat | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
