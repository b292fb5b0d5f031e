"""What a user sees of the pipeline while nothing is broken."""

import hashlib
import io
import sqlite3
from contextlib import closing
from typing import Any

from PIL import Image

from tests.messenger.stage import Bot, Playground, User, wait_for


def _picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (shade, 0, 0)).save(out, "PNG")
    return out.getvalue()


def test_three_quick_messages_are_answered_in_order(parrot: Bot, user: User) -> None:
    for word in ("one", "two", "three"):
        user.say(word)
    user.hears("1 one", "2 two", "3 three")


def test_many_users_are_answered_side_by_side(parrot: Bot, playground: Playground) -> None:
    users = [playground.user() for _ in range(20)]
    for word in ("a", "b"):
        for user in users:
            user.say(word)
    for user in users:
        user.hears("1 a", "2 b")


def test_a_command_keeps_its_argument(parrot: Bot, user: User) -> None:
    user.say("/start@playground_bot from afar")
    user.hears("1 /start from afar")


def test_a_press_edits_its_slot(parrot: Bot, user: User) -> None:
    user.say("card")
    user.hears("1 card")
    user.press(user.messages()[0]["message_id"], "x")
    user.hears("2 pressed x")


def test_a_new_message_of_a_slot_takes_the_older_ones_buttons(parrot: Bot, user: User) -> None:
    user.say("card")
    user.say("card")
    user.hears("1 card", "2 card")
    wait_for(lambda: [bool(m["inline_keyboard"]) for m in user.messages()] == [False, True])


def test_an_edit_without_a_message_is_sent(parrot: Bot, user: User) -> None:
    user.say("edit")
    user.hears("1 edited")


def test_an_unchanged_edit_counts_as_done(parrot: Bot, user: User) -> None:
    user.say("same")
    user.hears("same", "same")
    user.say("same")
    user.say("end")
    user.hears("same", "same", "3 end")


def test_refused_markup_is_sent_as_plain_text(parrot: Bot, user: User) -> None:
    user.say("bad markup")
    user.hears("1 open & shut")


def test_a_text_that_is_too_long_comes_in_parts(parrot: Bot, user: User) -> None:
    user.say("long")
    user.say("end")
    user.hears("长" * 4096, "长" * 904, "2 end")


def test_every_picture_of_an_album_is_recorded_and_fetched(parrot: Bot, user: User) -> None:
    user.send_files("document", *((f"{n}.png", _picture(n)) for n in range(1, 5)))
    wait_for(lambda: sum("fetched" in text for text in user.texts()) == 4)
    fetched = {text.split()[-1] for text in user.texts() if "fetched" in text}
    assert fetched == {hashlib.sha256(_picture(n)).hexdigest() for n in range(1, 5)}
    assert sum("got document" in text for text in user.texts()) == 4


def test_a_group_is_shown_the_way_and_nothing_more(parrot: Bot, playground: Playground, user: User) -> None:
    group: Any = playground.act("POST", "groups", {"title": "维权群"})
    user.say("/start@playground_bot", chat=group["id"])
    user.say("我被骗了", chat=group["id"])

    def hints() -> list[str]:
        chat = playground.act("GET", f"chat?user={user.id}&chat={group['id']}")
        return [m["text"] for m in chat["messages"] if not m["own"] and "t.me" in m.get("text", "")]

    assert wait_for(hints) == ["请私聊：https://t.me/playground_bot"]
    user.hears()


def test_a_clock_that_is_moved_wakes_at_once(parrot: Bot, playground: Playground, user: User) -> None:
    user.say("wake 86400")
    user.hears("1 wake 86400")
    wait_for(lambda: playground.act("GET", "clock")["next_wake"])
    playground.advance(86_401)
    user.hears("1 wake 86400", "2 woke", seconds=5)


def test_a_chain_and_its_files_are_checked(parrot: Bot, user: User) -> None:
    user.say("one")
    user.send_files("document", ("a.png", _picture(9)))
    wait_for(lambda: any("fetched" in text for text in user.texts()))
    user.say("verify")
    wait_for(lambda: "5 4 entries, 1 items, True" in user.texts())


def test_one_who_wants_to_be_forgotten_is_bid_farewell_and_leaves_nothing(parrot: Bot, user: User) -> None:
    user.say("one")
    user.send_files("document", ("a.png", _picture(5)))
    wait_for(lambda: any("fetched" in text for text in user.texts()))
    assert _traces(parrot, user.id) > 0
    user.say("forget me")
    wait_for(lambda: user.texts()[-2:] == ["farewell", "erased 3"])
    wait_for(lambda: _traces(parrot, user.id) == 0)


def test_what_is_begun_right_after_the_farewell_lives(parrot: Bot, user: User) -> None:
    user.say("one")
    user.hears("1 one")
    user.say("forget me")
    wait_for(lambda: "farewell" in user.texts())
    user.say("hello")
    user.send_files("document", ("a.png", _picture(6)))
    wait_for(lambda: not _work(parrot) and any("3 fetched" in text for text in user.texts()))
    user.say("again")
    wait_for(lambda: user.texts()[-1] == "4 again")
    assert {"erased 1", "1 hello"} <= set(user.texts())
    user.say("verify")
    wait_for(lambda: user.texts()[-1] == "6 5 entries, 1 items, True")


def _work(bot: Bot) -> int:
    with closing(sqlite3.connect(bot.data / "complaints.db")) as database:
        return int(database.execute("SELECT count(*) FROM work").fetchone()[0])


def _traces(bot: Bot, user: int) -> int:
    """Rows and files of a user."""
    files = len(
        [path for path in (bot.data / "vault").rglob("*") if path.is_file() and str(user) in str(path)]
    )
    with closing(sqlite3.connect(bot.data / "complaints.db")) as database:
        rows = database.execute("SELECT count(*) FROM users WHERE id = ?", (user,)).fetchone()[0]
        rows += database.execute("SELECT count(*) FROM outbox WHERE chat = ?", (user,)).fetchone()[0]
    return files + int(rows)


def test_a_malformed_update_in_a_batch_stops_nobody(parrot: Bot, user: User) -> None:
    user.say("before")
    user.inject({"message": {"message_id": "x", "chat": 5}})
    user.inject({"update_id": "none at all"})
    user.inject("not an object")
    user.say("after")
    user.hears("1 before", "2 after")


def test_a_handler_that_always_raises_is_told_and_the_lane_goes_on(parrot: Bot, user: User) -> None:
    user.say("raise")
    user.say("next")
    user.hears("stumbled", "2 next")
    assert "张三的秘密" not in parrot.output
    assert "RuntimeError at" in parrot.output
