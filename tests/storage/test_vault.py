"""Sealed evidence files."""

import hashlib
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import vault
from storage.database import Store, open_store
from storage.keys import Tampered
from tests.storage.conftest import KEY, Reopen
from tests.storage.people import CANARY, complaint, remember

FRAME = vault.FRAME


@pytest.fixture
def users(store: Store) -> Store:
    remember(store, 1, complaint())
    remember(store, 2, complaint())
    return store


def keep(
    store: Store, content: bytes, user: int = 1, item: str = "item-1", step: int = 10_000
) -> tuple[int, str]:
    with vault.receive(store, user, item) as incoming:
        for at in range(0, len(content), step):
            incoming.write(content[at : at + step])
        return incoming.commit()


def path_of(store: Store, user: int = 1, item: str = "item-1") -> Path:
    return store.vault / KEY.folder(user) / item


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 17])
def test_a_file_of_any_size_comes_back_whole(users: Store, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"z" * (size % 256)
    digest = hashlib.sha256(content).hexdigest()
    assert keep(users, content) == (size, digest)
    assert vault.read(users, 1, "item-1") == content
    assert vault.sha256(users, 1, "item-1") == digest


@settings(max_examples=25, deadline=None)
@given(chunks=st.lists(st.binary(max_size=40_000), max_size=8))
def test_how_the_bytes_are_cut_while_arriving_does_not_matter(
    chunks: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_store(tmp_path_factory.mktemp("vault"), KEY)
    remember(store, 1, complaint())
    with vault.receive(store, 1, "i") as incoming:
        for chunk in chunks:
            incoming.write(chunk)
        incoming.commit()
    assert vault.read(store, 1, "i") == b"".join(chunks)
    store.close()


def test_files_and_folders_are_private_and_tell_nothing(users: Store) -> None:
    keep(users, CANARY.encode() * 1000)
    path = path_of(users)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert CANARY.encode() not in path.read_bytes()
    assert path.parent.name != "1"


def test_nothing_is_there_before_the_commit_and_after_a_discard(users: Store) -> None:
    incoming = vault.receive(users, 1, "item-1")
    incoming.write(b"x" * 200_000)
    assert vault.items(users, 1) == []
    incoming.discard()
    incoming.discard()
    assert vault.items(users, 1) == []
    assert vault.sweep(users) == 0


def test_an_error_while_receiving_leaves_nothing(users: Store) -> None:
    with pytest.raises(ZeroDivisionError), vault.receive(users, 1, "item-1") as incoming:
        incoming.write(b"x")
        raise ZeroDivisionError
    assert vault.sweep(users) == 0


def test_what_was_being_received_when_the_process_ended_is_swept(users: Store, reopen: Reopen) -> None:
    vault.receive(users, 1, "item-1").write(b"x" * 200_000)
    keep(users, b"whole", item="item-2")
    again = reopen()
    assert vault.sweep(again) == 1
    assert vault.read(again, 1, "item-2") == b"whole"


def test_receiving_again_replaces(users: Store) -> None:
    keep(users, b"first")
    keep(users, b"second")
    assert vault.read(users, 1, "item-1") == b"second"
    assert vault.items(users, 1) == ["item-1"]


@pytest.mark.parametrize("cut", [1, vault.TAG, FRAME + vault.TAG, FRAME + 2 * vault.TAG, 2 * FRAME + 60])
def test_a_file_cut_anywhere_is_noticed(users: Store, cut: int) -> None:
    keep(users, b"x" * (2 * FRAME + 50))
    path = path_of(users)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Tampered):
        vault.read(users, 1, "item-1")


def test_an_emptied_file_is_noticed(users: Store) -> None:
    keep(users, b"x")
    path_of(users).write_bytes(b"")
    with pytest.raises(Tampered):
        vault.read(users, 1, "item-1")


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
@settings(max_examples=40, deadline=None)
def test_one_changed_bit_anywhere_is_noticed(
    at: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_store(tmp_path_factory.mktemp("vault"), KEY)
    remember(store, 1, complaint())
    keep(store, b"x" * (FRAME + 100), step=FRAME)
    content = bytearray(path_of(store).read_bytes())
    content[at % len(content)] ^= 1 << bit
    path_of(store).write_bytes(content)
    with pytest.raises(Tampered):
        vault.sha256(store, 1, "item-1")
    store.close()


def test_frames_and_files_put_elsewhere_are_noticed(users: Store) -> None:
    keep(users, b"a" * FRAME + b"b" * FRAME + b"c")
    content = path_of(users).read_bytes()
    size, start = FRAME + vault.TAG, vault.SALT
    first, second = content[start : start + size], content[start + size : start + 2 * size]
    path_of(users).write_bytes(content[:start] + second + first + content[start + 2 * size :])
    with pytest.raises(Tampered):
        vault.read(users, 1, "item-1")
    keep(users, b"x", user=2, item="item-2")
    for user, item in ((1, "item-2"), (2, "item-1")):
        path_of(users, user, item).write_bytes(path_of(users, 2, "item-2").read_bytes())
        with pytest.raises(Tampered):
            vault.read(users, user, item)


HOSTILE = [
    *(
        "",
        ".",
        "..",
        "../x",
        "..\\x",
        "/etc/passwd",
        "a/b",
        "a\0b",
        "a\u202eb",
        "a" * 65,
        "a.part",
        "名",
        " a",
    ),
    "a\n",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_no_generated_id_is_refused_everywhere(users: Store, name: str) -> None:
    before = sorted(path for path in users.data_dir.rglob("*"))
    for attempt in (
        lambda: vault.receive(users, 1, name),
        lambda: vault.read(users, 1, name),
        lambda: vault.erase(users, 1, [name]),
    ):
        with pytest.raises(ValueError, match="generated"):
            attempt()
    assert [p for p in sorted(users.data_dir.rglob("*")) if p.name != vault.INCOMING] == before


def test_a_missing_file_is_missing(users: Store) -> None:
    with pytest.raises(FileNotFoundError):
        vault.read(users, 1, "item-1")


def test_erasing_removes_files_and_the_empty_folder_and_is_harmless_again(users: Store) -> None:
    keep(users, b"a", item="a")
    keep(users, b"b", item="b")
    assert vault.erase(users, 1, ["a", "never"]) == 1
    assert vault.items(users, 1) == ["b"]
    assert vault.erase(users, 1, ["a", "b"]) == 1
    assert not path_of(users).parent.exists()
    assert vault.erase(users, 1, ["b"]) == 0


def test_a_user_without_a_key_cannot_store_evidence(users: Store) -> None:
    with pytest.raises(LookupError):
        vault.receive(users, 404, "item-1")
