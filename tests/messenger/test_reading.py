"""Telegram's updates as events."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.event import Attached, Blocked, Commanded, Edited, Event, Pressed, Said, Unblocked, Unsupported
from messenger.reading import CANNOT_KEEP, SERVICE, Hint, Malformed, Reading, read
from state_machine.complaint import Origin

CHAT = {"id": 7, "type": "private", "first_name": "王"}
GROUP = {"id": -100, "type": "supergroup", "title": "维权群"}
USER = {"id": 7, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 10}
AT = 1_790_000_000


def update(**kind: Any) -> bytes:
    return msgspec.json.encode({"update_id": 1, **kind})


def message(**content: Any) -> bytes:
    return update(message={"message_id": 3, "from": USER, "chat": CHAT, "date": AT, **content})


def event(body: bytes) -> Event | None:
    return read(body, "ID").event


def attached(kind: str, **more: Any) -> Attached:
    return Attached(id="ID", kind=kind, file="F", unique="U", size=10, message=3, **more)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "昨天付的"}, Said(id="ID", text="昨天付的", message=3)),
        ({"text": "/start"}, Commanded(id="ID", name="start", message=3)),
        ({"text": "/Start@Some_bot  from a\nline "}, Commanded(id="ID", name="start", argument="from a\nline", message=3)),
        ({"text": "/"}, Said(id="ID", text="/", message=3)),
        ({"text": "/usr/bin"}, Said(id="ID", text="/usr/bin", message=3)),
        ({"text": "/投诉"}, Said(id="ID", text="/投诉", message=3)),
        (
            {"photo": [FILE | {"width": 90, "height": 90}, FILE | {"file_id": "big", "width": 900, "height": 800}]},
            Attached(id="ID", kind="photo", file="big", unique="U", size=10, width=900, height=800, message=3),
        ),
        (
            {"document": FILE | {"file_name": "../../x", "mime_type": "text/x"}, "caption": "收据", "media_group_id": "9"},
            attached("document", name="../../x", mime="text/x", text="收据", album="9"),
        ),
        ({"animation": FILE, "document": FILE}, attached("animation")),
        ({"voice": FILE | {"duration": 3}}, attached("voice")),
        ({"video_note": FILE | {"length": 3}}, attached("video_note")),
        ({"video": FILE}, attached("video")),
        ({"audio": FILE}, attached("audio")),
        ({"sticker": FILE | {"width": 5, "height": 5}}, attached("sticker", width=5, height=5)),
        ({"poll": {"id": "1"}}, Unsupported(id="ID", kind="投票", message=3)),
        ({"venue": {}, "location": {}}, Unsupported(id="ID", kind="位置", message=3)),
        ({"something_new": {}}, Unsupported(id="ID", kind="这类消息", message=3)),
        ({"pinned_message": {}}, None),
    ],
)  # fmt: skip
def test_a_message_is_read_as(content: dict[str, Any], expected: Event | None) -> None:
    assert read(message(**content), "ID") == Reading(1, 7, expected)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"type": "user", "sender_user": USER | {"last_name": "某"}}, ("user", "王 某")),
        ({"type": "hidden_user", "sender_user_name": "卡盟客服"}, ("hidden_user", "卡盟客服")),
        ({"type": "chat", "sender_chat": GROUP}, ("chat", "维权群")),
        ({"type": "channel", "chat": GROUP | {"title": "公告"}, "message_id": 5}, ("channel", "公告")),
        ({"type": "of_tomorrow"}, ("hidden_user", "")),
    ],
)
def test_a_forwarded_message_is_kept_with_who_wrote_it_and_when(
    origin: dict[str, Any], expected: tuple[str, str]
) -> None:
    at = datetime.fromtimestamp(AT, UTC)
    kept = Origin(kind=expected[0], name=expected[1], at=at)
    said = message(text="/start 24小时发货", forward_origin=origin | {"date": AT})
    assert event(said) == Attached(id="ID", kind="text", text="/start 24小时发货", origin=kept, message=3)
    assert event(message(photo=[FILE], forward_origin=origin | {"date": AT})) == attached(
        "photo", origin=kept
    )


def test_an_edited_message_is_a_new_version() -> None:
    edited = {"message_id": 3, "chat": CHAT, "date": AT}
    assert event(update(edited_message=edited | {"text": "128元"})) == Edited(
        id="ID", message=3, text="128元"
    )
    assert event(update(edited_message=edited | {"caption": "收据"})) == Edited(
        id="ID", message=3, text="收据"
    )
    assert event(update(edited_message=edited | {"location": {}})) is None


def test_a_press_brings_its_data_and_how_to_answer_it() -> None:
    query = {"id": "77", "from": USER, "data": "x", "message": {"message_id": 5, "chat": CHAT, "date": 0}}
    assert read(update(callback_query=query), "ID") == Reading(
        1, 7, Pressed(id="ID", data="x", message=5), callback="77"
    )


def test_a_press_outside_a_private_chat_is_only_answered() -> None:
    query = {"id": "77", "from": USER, "data": "x", "message": {"message_id": 5, "chat": GROUP, "date": 0}}
    assert read(update(callback_query=query), "ID") == Reading(1, callback="77")
    assert (
        read(update(callback_query={"id": "78", "from": USER, "inline_message_id": "i"}), "ID").callback
        == "78"
    )


@pytest.mark.parametrize(
    ("status", "expected"), [("kicked", Blocked(id="ID")), ("member", Unblocked(id="ID")), ("left", None)]
)
def test_blocking_and_coming_back_are_read(status: str, expected: Event | None) -> None:
    change = {"chat": CHAT, "from": USER, "date": AT, "new_chat_member": {"status": status, "user": USER}}
    assert event(update(my_chat_member=change)) == expected
    assert read(update(my_chat_member=change | {"chat": GROUP}), "ID") == Reading(1)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("/start@my_bot", True), ("/help", True), ("/start@OTHER_bot", False), ("我被骗了", False)],
)
def test_in_a_group_only_a_command_for_us_is_noticed(text: str, hint: bool) -> None:
    said = {"message_id": 3, "chat": GROUP, "date": AT, "text": text, "message_thread_id": 2}
    anonymous = said | {"sender_chat": GROUP}
    assert read(update(message=anonymous), "", "My_Bot") == Reading(
        1, hint=Hint(-100, 2, 3) if hint else None
    )


def test_what_we_did_not_ask_for_is_nothing() -> None:
    assert read(update(channel_post={"message_id": 1}), "ID") == Reading(1)


def test_words_for_what_cannot_be_kept_are_no_service_notes() -> None:
    assert not SERVICE & set(CANNOT_KEEP)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": -1}',
        b'{"update_id": 99999999999999999999999}',
        b'{"update_id": 1, "message": []}',
        b'{"update_id": 1, "message": {"message_id": 1}}',
        b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": "7", "type": "private"}}}',
        b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": 5}}',
        b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": "\xff"}}',
        b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 1e40, "type": "private"}, "text": "x"}}',
        b'{"update_id": 1, "callback_query": {"id": 5}}',
        b"[" * 100_000,
    ],
)
def test_a_malformed_update_is_called_so(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body, "ID")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
CHATS = st.fixed_dictionaries(
    {"id": st.integers() | JSON, "type": st.sampled_from(["private", "group"]) | JSON}
)
FIELDS = (
    "text",
    "caption",
    "photo",
    "document",
    "voice",
    "sticker",
    "forward_origin",
    "media_group_id",
    "poll",
    "dice",
)
MESSAGES = st.fixed_dictionaries(
    {"message_id": st.integers() | JSON, "chat": CHATS | JSON},
    optional={
        name: JSON | st.just(FILE) | st.just([FILE]) | st.just({"type": "user", "date": 1}) for name in FIELDS
    },
)
QUERIES = st.fixed_dictionaries(
    {"id": st.text() | JSON, "from": st.just(USER) | JSON}, optional={"message": MESSAGES, "data": JSON}
)
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers(0, 10) | JSON},
    optional={
        "message": MESSAGES,
        "edited_message": MESSAGES,
        "callback_query": QUERIES,
        "my_chat_member": JSON,
    },
)


@given(UPDATES | JSON)
def test_whatever_arrives_is_read_or_malformed(body: object) -> None:
    try:
        reading = read(msgspec.json.encode(body), "ID", "my_bot")
    except Malformed:
        return
    assert reading.event is None or isinstance(reading.event, Event)
    assert -(2**63) <= reading.user < 2**63


@given(st.binary())
def test_whatever_bytes_arrive_are_read_or_malformed(body: bytes) -> None:
    with contextlib.suppress(Malformed):
        read(body, "ID")
