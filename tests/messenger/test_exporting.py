"""/export as a user gets it: the real bot on a real disk, documents in the chat, on good days and bad."""

import hashlib
import io
import json
import random
import sqlite3
import time
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from dialogs.letters.enclosures import LIMIT
from messenger.calls import AGAIN
from playground import TOKEN
from tests.messenger.stage import Bot, Playground, User, wait_for

Start = Callable[..., Bot]
PNG = b"\x89PNG\r\n\x1a\n"
MEGABYTE = 1024 * 1024


@pytest.fixture
def bot(start: Start) -> Bot:
    return start(module="bot").running()


def complain(user: User, *files: bytes) -> None:
    """A complaint with these files, all of them in the vault."""
    user.say("/new")
    for content in files:
        user.send_files("document", ("../../截图<b>.png", content))
    wait_for(lambda: len(kept(user)) >= len(files), 60)


def kept(user: User) -> list[dict[str, Any]]:
    """The bot's acknowledgements."""
    return [message for message in user.messages() if "已收下" in message.get("text", "")]


def documents(user: User) -> list[dict[str, Any]]:
    return [message for message in user.messages() if (message["media"] or {}).get("kind") == "document"]


def fetched(bot: Bot) -> bool:
    """Whether every file asked for is in the vault."""
    with closing(sqlite3.connect(f"file:{bot.data}/complaints.db?mode=ro", uri=True)) as db:
        return bool(db.execute("SELECT count(*) FROM work WHERE kind = 'fetch'").fetchone() == (0,))


def exported(bot: Bot, user: User) -> None:
    """Ask for an export, once everything is there to be taken."""
    wait_for(lambda: fetched(bot), 60)
    user.say("/export")


def content(user: User, message: dict[str, Any]) -> bytes:
    url = user.playground.url + message["media"]["url"]
    with urllib.request.urlopen(
        urllib.request.Request(url, headers={"X-Session": TOKEN}), timeout=30
    ) as answer:
        found: bytes = answer.read()
        return found


def opened(user: User) -> dict[str, bytes]:
    """Every file of every archive, after each archive's own checksums were checked."""
    found: dict[str, bytes] = {}
    for message in documents(user):
        with zipfile.ZipFile(io.BytesIO(content(user, message))) as archive:
            assert archive.testzip() is None
            for info in archive.infolist():
                assert not info.flag_bits & 0x08, "sizes stand before the bytes"
                found[info.filename] = archive.read(info)
    return found


def nothing_left(bot: Bot) -> bool:
    with closing(sqlite3.connect(f"file:{bot.data}/complaints.db?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT (SELECT count(*) FROM exports) + (SELECT count(*) FROM work)").fetchone()[0]
    return rows == 0 and not any((bot.data / "vault" / "outgoing").iterdir())


def noise(size: int) -> bytes:
    return PNG + random.randbytes(size - len(PNG))


def names(user: User) -> list[str]:
    return [message["media"]["name"] for message in documents(user)]


def captions(user: User) -> list[str]:
    return [message["caption"] for message in documents(user)]


def test_a_complaint_comes_as_an_archive_with_page_facts_and_originals(bot: Bot, user: User) -> None:
    files = [noise(200_000), noise(9), b"just words " * 9]
    complain(user, *files)
    user.say("客服说再等等", forward_origin={"type": "hidden_user", "sender_user_name": "客服<i>"})
    wait_for(lambda: len(kept(user)) == 4)
    exported(bot, user)
    wait_for(lambda: documents(user))
    (name,) = names(user)
    id = name.removeprefix("投诉-").removesuffix(".zip")
    found = opened(user)
    facts = json.loads(found[f"投诉-{id}.json"])
    page = found[f"投诉-{id}.html"].decode()
    originals = {name: body for name, body in found.items() if not name.startswith("投诉-")}
    assert list(originals.values())[:3] == files
    for (name, body), item in zip(originals.items(), facts["complaint"]["evidence"], strict=True):
        digest = hashlib.sha256(body).hexdigest()
        assert (item["sha256"], item["size"]) == (digest, len(body))
        assert digest in page
        assert f"{name}（第 1 个包）" in page
        assert digest[:12] in name
        assert "/" not in name
    assert "../../截图&lt;b&gt;.png" in page
    assert "转发自 客服&lt;i&gt;" in page
    assert facts["chain"]["sound"]
    assert facts["chain"]["entries"] == len(facts["journal"])
    assert facts["chain"]["head"] in page
    wait_for(lambda: nothing_left(bot))


def test_many_big_files_come_in_parts_of_which_none_is_above_the_limit(bot: Bot, user: User) -> None:
    files = [noise(9 * MEGABYTE) for _ in range(4)] + [noise(LIMIT)]
    complain(user, *files)
    exported(bot, user)
    wait_for(lambda: len(documents(user)) == 3, 60)
    sizes = [message["media"]["size"] for message in documents(user)]
    assert [size <= LIMIT for size in sizes] == [True, True, False]
    assert [name.partition("-")[2].split("-")[1] for name in names(user)] == [
        f"{n}of3.zip" for n in (1, 2, 3)
    ]
    found = opened(user)
    page = next(body for name, body in found.items() if name.endswith(".html")).decode()
    assert "这个包超过 20 MB" in page
    assert [body for name, body in found.items() if name.endswith(".png")] == files
    wait_for(lambda: nothing_left(bot), 30)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"kind": "429", "retry_after": 1}, ["投诉"]),
        ({"kind": "status", "status": 500}, [AGAIN]),
        ({"kind": "html", "status": 502}, [AGAIN]),
        ({"kind": "reset"}, [AGAIN]),
        ({"kind": "drop", "when": "after"}, ["投诉", AGAIN]),
        ({"kind": "status", "status": 500, "when": "after"}, ["投诉", AGAIN]),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_a_bad_moment_loses_no_file_and_marks_what_may_be_there_already(
    bot: Bot, playground: Playground, user: User, fault: dict[str, Any], expected: list[str]
) -> None:
    complain(user, noise(100_000))
    playground.fault(method="sendDocument", chat=user.id, **fault)
    exported(bot, user)
    wait_for(lambda: nothing_left(bot) and documents(user))
    assert [caption.startswith(start) for caption, start in zip(captions(user), expected, strict=True)] == [
        True for _ in expected
    ]
    assert len({content(user, message) for message in documents(user)}) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 413, "description": "Request Entity Too Large"},
        {"kind": "status", "status": 400, "description": "Bad Request: file is too big"},
        {"kind": "html", "status": 413},
    ],
    ids=["413", "400", "proxy"],
)
def test_a_file_that_is_too_large_is_said_in_words(
    bot: Bot, playground: Playground, user: User, fault: dict[str, Any]
) -> None:
    complain(user, noise(1000))
    playground.fault(method="sendDocument", chat=user.id, **fault)
    exported(bot, user)
    wait_for(lambda: any("太大，Telegram 没有收" in m.get("text", "") for m in user.messages()))
    wait_for(lambda: nothing_left(bot))
    assert not documents(user)


def test_a_user_who_blocks_us_leaves_no_part_behind(bot: Bot, playground: Playground, user: User) -> None:
    complain(user, noise(1000))
    playground.fault(method="sendDocument", kind="status", status=403, chat=user.id)
    exported(bot, user)
    wait_for(lambda: nothing_left(bot) and not playground.act("GET", "faults")["faults"])
    user.say("/export")
    wait_for(lambda: documents(user))


def test_kills_in_the_middle_neither_lose_a_part_nor_double_more_than_the_one_in_flight(
    start: Start, playground: Playground, user: User
) -> None:
    bot = start(module="bot").running()
    files = [noise(9 * MEGABYTE) for _ in range(6)]
    complain(user, *files)
    playground.fault(method="sendDocument", kind="delay", seconds=0.3, count=100, chat=user.id)
    exported(bot, user)
    for pause in (0.05, 0.4, 0.2, 0.5):
        time.sleep(pause)
        bot.kill()
        bot = start(module="bot").running()
    wait_for(lambda: nothing_left(bot), 60)
    playground.act("DELETE", "faults")
    plain = [
        name
        for name, caption in zip(names(user), captions(user), strict=True)
        if not caption.startswith(AGAIN)
    ]
    assert len(plain) == len(set(plain))
    assert len(set(names(user))) == 3
    assert list(dict.fromkeys(names(user))) == sorted(set(names(user)))
    assert len(documents(user)) <= 3 + 4
    found = opened(user)
    assert [found[name] for name in sorted(found) if name.endswith(".png")] == files


def test_a_file_that_is_no_more_is_said_in_words(start: Start, playground: Playground, user: User) -> None:
    bot = start(module="bot").running()
    complain(user, noise(1000))
    playground.fault(method="sendDocument", kind="429", retry_after=3, chat=user.id)
    exported(bot, user)
    wait_for(lambda: not playground.act("GET", "faults")["faults"])
    for path in (bot.data / "vault" / "outgoing").iterdir():
        path.unlink()
    wait_for(lambda: any("已经不在了" in m.get("text", "") for m in user.messages()))
    wait_for(lambda: nothing_left(bot))
