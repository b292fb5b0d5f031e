"""What users do beside plain talk: forward, edit, talk in a group, write long texts, see the bot's profile."""

import json
from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

from tests.playground.conftest import Phone


@pytest.mark.parametrize("kind", ["user", "hidden_user", "chat", "channel"])
async def test_a_forward_names_its_origin(phone: Phone, bot: Bot, kind: str) -> None:
    await phone.play(
        "send", text="明天发货", forward_origin={"type": kind, "name": "某某卡盟", "date": 1700000000}
    )
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.forward_origin is not None
    assert message.forward_origin.type == kind
    assert message.forward_origin.date.timestamp() == 1700000000
    assert "某某卡盟" in repr(message.forward_origin)


async def test_a_forwarded_picture_keeps_a_full_origin_as_given(phone: Phone) -> None:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "A"}}
    [sent] = await phone.upload("document", ("a.txt", b"x", "text/plain"), forward_origin=json.dumps(origin))
    assert sent["forward_origin"] == origin
    await phone.play("send", status=400, text="x", forward_origin={"type": "nobody"})


async def test_an_edit_of_the_user_is_an_edited_message(phone: Phone, bot: Bot) -> None:
    sent = await phone.play("send", text="128 元")
    await phone.play("edit", message_id=sent["message_id"], text="182 元")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (sent["message_id"], "182 元")
    assert edited.edit_date is not None
    assert (await phone.look("chat"))["messages"][-1]["edited"] is True
    other = await phone.say("机器人的话")
    await phone.play("edit", status=400, message_id=other["message_id"], text="x")


async def test_in_a_group_the_bot_hears_commands_and_replies_to_it_only(phone: Phone, bot: Bot) -> None:
    group = (await phone.play("groups", title="受害者群"))["id"]
    assert group < 0
    for text in ("大家好", "/start@playground_bot", "问 @playground_bot"):
        await phone.play("send", text=text, chat=group)
    answer = await bot.send_message(group, "请私聊我")
    await phone.play("send", text="好的", chat=group, reply_to=answer.message_id)
    heard = [u.message for u in await bot.get_updates() if u.message and u.message.chat.id == group]
    assert [m.text for m in heard] == ["/start@playground_bot", "问 @playground_bot", "好的"]
    assert heard[0].chat.type == "group"
    assert heard[0].from_user is not None
    assert heard[0].from_user.id == phone.user
    shown = (await phone.look("chat", chat=group))["messages"]
    assert next(m["text"] for m in shown) == "大家好"


async def test_users_do_not_see_each_others_chats(phone: Phone) -> None:
    first = phone.user
    await phone.say("给第一个人")
    second = await phone.arrive("小周")
    assert second != first
    assert [m["text"] for m in (await phone.look("chat"))["messages"]] == ["/start"]
    assert [c["text"] for c in (await phone.look("log"))["calls"]] == []
    assert [u["first_name"] for u in await phone.look("users")] == ["小林", "小周"]


async def test_a_long_text_is_sent_in_pieces_as_a_client_does(phone: Phone, bot: Bot) -> None:
    await phone.play("send", text="😀" * 3000)
    texts = [u.message.text or "" for u in await bot.get_updates() if u.message]
    assert [len(t) for t in texts[1:]] == [2048, 952]


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("send", {"text": ""}),
        ("send", {"text": "x", "user": 1}),
        ("send", {"text": "x", "user": "abc"}),
        ("send", {"text": "x", "reply_to": 999}),
        ("press", {"message_id": 999, "data": "x"}),
        ("edit", {"message_id": 999, "text": "x"}),
        ("clock", {}),
        ("clock", {"advance": "soon"}),
        ("wake", {"at": "later"}),
        ("updates", {}),
        ("faults", {"kind": "nonsense"}),
    ],
)
async def test_a_wrong_control_call_is_refused_with_a_reason(
    phone: Phone, act: str, body: dict[str, Any]
) -> None:
    answer = await phone.play(act, status=400, **body)
    assert answer["description"].startswith("Bad Request: ")


async def test_the_bot_presents_itself(phone: Phone, bot: Bot) -> None:
    assert (await bot.get_me()).username == "playground_bot"
    await bot.set_my_name("卡盟维权")
    await bot.set_my_description("一步一步走到退款。")
    await bot.set_my_short_description("维权")
    assert (await bot.get_my_description()).description == "一步一步走到退款。"
    assert (await bot.get_my_short_description(language_code="zh")).short_description == "维权"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    everyone, private = BotCommand("start", "开始"), BotCommand("new", "新的投诉")
    await bot.set_my_commands([everyone])
    await bot.set_my_commands([private], scope=BotCommandScopeAllPrivateChats(), language_code="zh")
    assert (await phone.look("chat"))["commands"] == [{"command": "new", "description": "新的投诉"}]
    assert await bot.get_my_commands() == (everyone,)
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="zh")
    chat = await phone.look("chat")
    assert chat["commands"] == [{"command": "start", "description": "开始"}]
    assert chat["bot"] == {"name": "卡盟维权", "description": "一步一步走到退款。"}
    full = await bot.get_chat(phone.user)
    assert (full.type, full.first_name) == ("private", "小林")
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""
