"""Whatever a parameter holds, the answer is Telegram's kind of answer: never a 500, never a dead server."""

from typing import Any

import pytest

from playground import TOKEN
from playground.api import METHODS
from tests.playground.conftest import Phone

ODD: list[Any] = ["", "x", "-1", "{", "[1]", '{"a":1}', 0, -5, 10**30, 1.5, True, None, [], [[]], [None], {}]
ODD += [
    {"message_id": "x"},
    {"inline_keyboard": [[None]]},
    {"keyboard": 5},
    [{"type": 1}],
    "\ud800"[:0] or "\x00",
]
NAMES = (
    "chat_id", "message_id", "message_ids", "text", "caption", "reply_markup", "reply_parameters", "entities",
    "caption_entities", "parse_mode", "media", "photo", "document", "action", "reaction", "commands", "scope",
    "menu_button", "name", "description", "language_code", "callback_query_id", "file_id", "offset", "limit",
    "allowed_updates", "link_preview_options", "link",
)  # fmt: skip


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_no_value_of_any_parameter_breaks_a_method(phone: Phone, method: str) -> None:
    sent = await phone.say("x")
    proper = {"chat_id": phone.user, "message_id": sent["message_id"], "text": "y", "action": "typing"}
    for name in NAMES:
        for value in ODD:
            values = proper | {name: value}
            async with phone.session.post(f"/bot{TOKEN}/{method}", json=values) as answer:
                assert answer.status in (200, 400, 413), (method, name, value)
    await phone.call("getMe")


@pytest.mark.parametrize(
    "act", ["users", "groups", "send", "press", "edit", "block", "clock", "wake", "faults", "updates"]
)
async def test_no_value_breaks_the_control_api(phone: Phone, act: str) -> None:
    names = (
        "user",
        "text",
        "reply_to",
        "chat",
        "forward_origin",
        "message_id",
        "data",
        "to",
        "advance",
        "at",
        "raw",
    )
    for name in (*names, "first_name", "title", "method", "kind", "count", "seconds", "reset"):
        for value in ODD:
            body = {"user": phone.user, "text": "x", "message_id": 1, name: value}
            async with phone.session.post(f"/play/{act}", json=body) as answer:
                assert answer.status in (200, 400), (act, name, value, await answer.text())
    async with phone.session.delete("/play/faults") as answer:
        assert answer.status == 200
    await phone.look("chat")
