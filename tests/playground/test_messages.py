"""Sending, editing, deleting, pressing: what the bot may do, and in what words it is refused."""

from typing import Any

import aiohttp
import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from playground import TOKEN
from tests.playground.conftest import Phone

KEYS = {"inline_keyboard": [[{"text": "是", "callback_data": "yes"}]]}


async def test_ptb_sends_edits_and_answers_a_press(phone: Phone, bot: Bot) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="yes")]])
    sent = await bot.send_message(phone.user, "<b>自用</b>吗？", parse_mode="HTML", reply_markup=keys)
    assert (sent.text, sent.entities[0].type, sent.reply_markup) == ("自用吗？", "bold", keys)
    pressed = await phone.play("press", message_id=sent.message_id, data="yes")
    update = (await bot.get_updates())[-1]
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (pressed["callback_query_id"], "yes", phone.user)
    assert await query.answer("记下了")
    edited = await query.edit_message_text("自用吗？是")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("自用吗？是", None)
    assert edited.edit_date is not None
    toasts = [e for e in (await phone.look("feed", after=0))["events"] if e["kind"] == "toast"]
    assert toasts[0]["body"]["text"] == "记下了"


async def test_an_unchanged_edit_is_refused(phone: Phone, bot: Bot) -> None:
    sent = await bot.send_message(phone.user, "一样")
    for _ in range(2):
        with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
            await sent.edit_text("一样")
    await sent.edit_text("不同")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("不同")


async def test_a_keyboard_is_edited_alone_and_a_text_edit_without_one_removes_it(phone: Phone) -> None:
    sent = await phone.say("问题", reply_markup=KEYS)
    where = {"chat_id": phone.user, "message_id": sent["message_id"]}
    other = {"inline_keyboard": [[{"text": "否", "callback_data": "no"}]]}
    assert (await phone.call("editMessageReplyMarkup", **where, reply_markup=other))["reply_markup"] == other
    assert "reply_markup" not in await phone.call("editMessageReplyMarkup", **where)
    await phone.call("editMessageReplyMarkup", **where, reply_markup=KEYS)
    assert "reply_markup" not in await phone.call("editMessageText", **where, text="答案")


@pytest.mark.parametrize(
    ("method", "values", "why"),
    [
        ("sendMessage", {"text": ""}, "message text is empty"),
        ("sendMessage", {"text": " \n "}, "message text is empty"),
        ("sendMessage", {"text": "字" * 4097}, "message is too long"),
        ("sendMessage", {"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ("sendMessage", {"text": "x", "chat_id": 12345}, "chat not found"),
        ("sendMessage", {"text": "x", "chat_id": ""}, "chat_id is empty"),
        ("sendMessage", {"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        (
            "sendMessage",
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "message to be replied not found",
        ),
        ("editMessageText", {"text": "x", "message_id": 999}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("setMessageReaction", {"message_id": 999}, "message to react not found"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or",
        ),
        ("getFile", {"file_id": "nonsense"}, "wrong file_id or the file is temporarily unavailable"),
        ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://a.cn/x.jpg"}, "failed to get HTTP URL content"),
        ("sendMediaGroup", {"media": []}, "there are no messages to send"),
        ("sendMediaGroup", {"media": [{"type": "photo"}] * 11}, "too many messages to send as an album"),
        ("setMyCommands", {"commands": [{"command": "A B", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ],
)
async def test_a_wrong_call_is_refused_in_telegrams_words(
    phone: Phone, method: str, values: dict[str, Any], why: str
) -> None:
    said = await phone.refused(method, **({"chat_id": phone.user} | values))
    assert said.startswith(f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "x", "callback_data": "字" * 22}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        (
            {"text": "x", "url": "not a url"},
            "inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "url": "javascript:alert(1)"}, "inline keyboard button URL"),
        ({"text": "x", "copy_text": {"text": "字" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ("x", "can't parse inline keyboard button: expected an Object"),
    ],
)
async def test_a_wrong_button_is_refused(phone: Phone, button: Any, why: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    said = await phone.refused("sendMessage", chat_id=phone.user, text="x", reply_markup=markup)
    assert said.startswith(f"Bad Request: {why}")


async def test_buttons_at_their_limits_are_taken(phone: Phone, bot: Bot) -> None:
    row = [
        InlineKeyboardButton("数据", callback_data="d" * 64),
        InlineKeyboardButton("复制", copy_text=CopyTextButton("字" * 256)),
        InlineKeyboardButton("网页", url="https://example.com/"),
    ]
    sent = await bot.send_message(phone.user, "字" * 4096, reply_markup=InlineKeyboardMarkup([row]))
    assert sent.reply_markup is not None
    assert list(sent.reply_markup.inline_keyboard[0]) == row


async def test_parameters_come_in_any_of_telegrams_ways(phone: Phone) -> None:
    address = f"/bot{TOKEN}/SENDmessage"
    plain = {"chat_id": str(phone.user), "text": "你好", "reply_markup": '{"inline_keyboard":[]}'}
    multipart = aiohttp.FormData(plain, quote_fields=False, default_to_multipart=True)
    ways: list[dict[str, Any]] = [{"params": plain}, {"data": plain}, {"json": plain}, {"data": multipart}]
    for way in ways:
        async with phone.session.post(address, **way) as answer:
            assert (await answer.json())["result"]["text"] == "你好"
    async with phone.session.get(address, params=plain) as answer:
        assert (await answer.json())["ok"]


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(phone: Phone) -> None:
    async with phone.session.get("/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await phone.refused("noSuchMethod") == "Not Found"


async def test_a_body_that_is_not_json_is_refused(phone: Phone) -> None:
    headers = {"Content-Type": "application/json"}
    async with phone.session.post(f"/bot{TOKEN}/getMe", data="{", headers=headers) as answer:
        assert answer.status == 400


async def test_a_reply_carries_its_parent_once(phone: Phone, bot: Bot) -> None:
    first = await bot.send_message(phone.user, "一")
    second = await bot.send_message(phone.user, "二", reply_parameters=ReplyParameters(first.message_id))
    third = await phone.play("send", text="三", reply_to=second.message_id)
    assert third["reply_to_message"]["text"] == "二"
    assert "reply_to_message" not in third["reply_to_message"]
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(phone.user, "四", reply_parameters=lenient)).reply_to_message is None


async def test_a_message_older_than_two_days_cannot_be_deleted(phone: Phone) -> None:
    old = await phone.say("旧")
    await phone.play("clock", advance=48 * 3600 + 5)
    new = await phone.say("新")
    where = {"chat_id": phone.user}
    said = await phone.refused("deleteMessage", **where, message_id=old["message_id"])
    assert said == "Bad Request: message can't be deleted for everyone"
    assert await phone.call("deleteMessage", **where, message_id=new["message_id"]) is True
    assert [m["text"] for m in (await phone.look("chat"))["messages"] if not m["deleted"]][-1] == "旧"


async def test_several_messages_are_deleted_and_missing_ones_skipped(phone: Phone) -> None:
    ids = [(await phone.say(str(n)))["message_id"] for n in range(3)]
    await phone.call("deleteMessages", chat_id=phone.user, message_ids=[*ids, 999])
    assert [m["deleted"] for m in (await phone.look("chat"))["messages"]] == [False, True, True, True]


async def test_a_query_lives_150_seconds_of_the_playgrounds_clock(phone: Phone) -> None:
    sent = await phone.say("问", reply_markup=KEYS)
    first = await phone.play("press", message_id=sent["message_id"], data="yes")
    await phone.play("clock", advance=140)
    assert await phone.call("answerCallbackQuery", **first) is True
    await phone.play("clock", advance=20)
    said = await phone.refused("answerCallbackQuery", **first)
    assert said == ("Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_only_a_button_that_is_there_can_be_pressed(phone: Phone) -> None:
    sent = await phone.say("问", reply_markup=KEYS)
    await phone.play("press", status=400, message_id=sent["message_id"], data="forged")
    await phone.call("editMessageText", chat_id=phone.user, message_id=sent["message_id"], text="答")
    await phone.play("press", status=400, message_id=sent["message_id"], data="yes")


async def test_who_blocked_the_bot_is_not_reached_until_unblocked(phone: Phone, bot: Bot) -> None:
    await phone.play("block")
    await phone.play("block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(phone.user, "x")
    await phone.play("send", status=400, text="x")
    await phone.play("unblock")
    await bot.send_message(phone.user, "x")
    changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_a_stranger_who_never_wrote_is_not_reached(phone: Phone) -> None:
    stranger = await phone.play("users", first_name="路人")
    assert (
        await phone.refused("sendMessage", chat_id=stranger["id"], text="x") == "Bad Request: chat not found"
    )


async def test_the_log_keeps_every_shown_call_and_no_refused_one(phone: Phone) -> None:
    sent = await phone.say("一", reply_markup=KEYS)
    where = {"chat_id": phone.user, "message_id": sent["message_id"]}
    await phone.call("editMessageText", **where, text="二")
    await phone.refused("editMessageText", **where, text="二")
    await phone.call("sendChatAction", chat_id=phone.user, action="typing")
    await phone.call("deleteMessage", **where)
    log = await phone.look("log")
    assert [(c["method"], c["text"], c["keyboard"]) for c in log["calls"]] == [
        ("sendMessage", "一", KEYS["inline_keyboard"]),
        ("editMessageText", "二", None),
        ("deleteMessage", None, None),
    ]
    assert (await phone.look("log", after=log["seq"]))["calls"] == []


async def test_a_reply_keyboard_stays_with_the_chat_until_removed(phone: Phone) -> None:
    await phone.say("选", reply_markup={"keyboard": [["昨天", {"text": "今天"}]], "resize_keyboard": True})
    keyboard = (await phone.look("chat"))["keyboard"]
    assert keyboard["keyboard"] == [[{"text": "昨天"}, {"text": "今天"}]]
    await phone.say("好", reply_markup={"remove_keyboard": True})
    assert (await phone.look("chat"))["keyboard"] is None


async def test_a_reaction_is_seen(phone: Phone, bot: Bot) -> None:
    mine = await phone.play("send", text="谢谢")
    await bot.set_message_reaction(phone.user, mine["message_id"], "👍")
    assert (await phone.look("chat"))["messages"][-1]["reaction"] == "👍"
    await bot.set_message_reaction(phone.user, mine["message_id"])
    assert (await phone.look("chat"))["messages"][-1]["reaction"] is None
