"""Replies as Bot API calls."""

import pytest

from dialogs.reply import Button, Edit, File, Say
from messenger.api import Refused
from messenger.calls import AGAIN, LONGEST, Meaning, edit_call, file_call, in_plain_parts, meaning, send_call


def test_a_message_carries_buttons_of_every_kind_and_the_message_it_answers() -> None:
    rows = ((Button("是", data="y"), Button("复制", copy="128")), (Button("网站", url="https://12315.cn"),))
    call = send_call(7, Say("<b>好</b>", rows, reply_to=3, silent=True), again=False)
    assert call == {
        "chat_id": 7,
        "text": "<b>好</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "disable_notification": True,
        "reply_parameters": {"message_id": 3, "allow_sending_without_reply": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "是", "callback_data": "y"}, {"text": "复制", "copy_text": {"text": "128"}}],
                [{"text": "网站", "url": "https://12315.cn"}],
            ]
        },
    }


def test_what_may_have_arrived_before_says_so() -> None:
    assert send_call(7, Say("好"), again=True)["text"] == f"{AGAIN}好"
    assert edit_call(7, 3, Edit("card", "好"))["text"] == "好"
    file = File("k1", "f1", "投诉-k1.zip", "第 1 个")
    assert file_call(7, file, again=False) == {"chat_id": 7, "caption": "第 1 个"}
    assert file_call(7, file, again=True)["caption"] == f"{AGAIN}第 1 个"


def test_plain_parts_lose_the_markup_and_keep_the_words() -> None:
    text = "<b>甲 &amp; 乙</b>\n" + "😀" * LONGEST
    parts = list(in_plain_parts(send_call(7, Say(text, ((Button("是", data="y"),),)), again=False)))
    assert "".join(str(part["text"]) for part in parts) == "甲 & 乙\n" + "😀" * LONGEST
    assert all(len(str(part["text"]).encode("utf-16-le")) // 2 <= LONGEST for part in parts)
    assert [("reply_markup" in part) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert all("parse_mode" not in part for part in parts)


@pytest.mark.parametrize(
    ("code", "why", "expected"),
    [
        (400, "Bad Request: message is not modified: specified new message content and …", Meaning.DONE),
        (400, "Bad Request: message to edit not found", Meaning.GONE),
        (400, "Bad Request: message can't be edited", Meaning.GONE),
        (400, "Bad Request: can't parse entities: Can't find end tag", Meaning.MARKUP),
        (400, "Bad Request: message is too long", Meaning.LONG),
        (400, "Bad Request: chat not found", Meaning.NOBODY),
        (403, "Forbidden: bot was blocked by the user", Meaning.NOBODY),
        (403, "Forbidden: user is deactivated", Meaning.NOBODY),
        (429, "Too Many Requests: retry after 5", Meaning.WAIT),
        (500, "Internal Server Error", Meaning.LATER),
        (401, "Unauthorized", Meaning.LATER),
        (400, "Bad Request: BUTTON_DATA_INVALID", Meaning.NEVER),
        (413, "Request Entity Too Large", Meaning.LARGE),
        (400, "Bad Request: file is too big", Meaning.LARGE),
    ],
)
def test_a_refusal_means(code: int, why: str, expected: Meaning) -> None:
    assert meaning(Refused(code, why)) is expected
