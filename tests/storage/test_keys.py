"""Keys and sealing."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import open_store
from storage.keys import DataKey, KeyProblem, Tampered, find_key, seal, unseal
from tests.storage.conftest import KEY

SECRET = KEY.secret


def test_a_first_start_makes_a_private_key_file_beside_the_data_and_finds_it_again(data_dir: Path) -> None:
    found = find_key(data_dir)
    assert found.created == data_dir.with_name("data.key")
    assert found.created.stat().st_mode & 0o777 == 0o600
    again = find_key(data_dir)
    assert (again.key, again.created) == (found.key, None)
    assert list(data_dir.parent.iterdir()) == [found.created]


def test_the_key_may_be_written_as_hex_or_base64(data_dir: Path) -> None:
    for text in (SECRET.hex(), base64.b64encode(SECRET).decode(), base64.urlsafe_b64encode(SECRET).decode()):
        assert find_key(data_dir, text).key == KEY
        assert find_key(data_dir, text.rstrip("=") + "\n").key == KEY


@pytest.mark.parametrize("text", ["short", "00" * 31, "zz" * 32, "é" * 32, "=" * 44])
def test_what_is_not_32_bytes_is_refused(data_dir: Path, text: str) -> None:
    with pytest.raises(KeyProblem):
        find_key(data_dir, text)


def test_a_named_key_file_is_made_on_the_first_start_and_refused_when_empty(
    tmp_path: Path, data_dir: Path
) -> None:
    file = tmp_path / "keys" / "data.key"
    assert find_key(data_dir, file=file).created == file
    file.write_text("")
    with pytest.raises(KeyProblem):
        find_key(data_dir, file=file)


def test_a_missing_key_beside_a_database_is_never_replaced(data_dir: Path) -> None:
    created = find_key(data_dir).created
    open_store(data_dir, find_key(data_dir).key).close()
    assert created is not None
    created.unlink()
    with pytest.raises(KeyProblem, match="missing"):
        find_key(data_dir)
    assert not created.exists()


def test_a_wrong_key_beside_a_database_is_refused(data_dir: Path) -> None:
    open_store(data_dir, KEY).close()
    with pytest.raises(KeyProblem, match="not the key"):
        open_store(data_dir, DataKey(bytes(32)))
    open_store(data_dir, KEY).close()


def test_a_key_file_inside_the_data_directory_is_refused(data_dir: Path) -> None:
    with pytest.raises(KeyProblem, match="inside"):
        find_key(data_dir, file=data_dir / "x" / ".." / "data.key")


@pytest.mark.parametrize("file", ["/dev/null/key", "/proc/none/key", "/dev", "/" + "x" * 300])
def test_a_key_file_that_cannot_be_used_is_refused_by_its_setting(data_dir: Path, file: str) -> None:
    with pytest.raises(KeyProblem, match=f"DATA_KEY_FILE: {file} cannot be used: "):
        find_key(data_dir, file=Path(file))


def test_a_key_never_shows_itself() -> None:
    assert "0102" not in repr(KEY)
    assert "x01" not in repr(KEY)


@given(plain=st.binary(max_size=300), aad=st.binary(max_size=40))
def test_what_is_sealed_opens_again(plain: bytes, aad: bytes) -> None:
    sealed = seal(SECRET, plain, aad)
    assert unseal(SECRET, sealed, aad) == plain
    assert sealed != seal(SECRET, plain, aad)


@given(plain=st.binary(max_size=100), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(plain: bytes, at: int, bit: int) -> None:
    sealed = bytearray(seal(SECRET, plain, b"place"))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(Tampered):
        unseal(SECRET, bytes(sealed), b"place")


@given(plain=st.binary(max_size=100), keep=st.integers(0, 100))
def test_what_was_cut_is_noticed(plain: bytes, keep: int) -> None:
    sealed = seal(SECRET, plain, b"place")
    with pytest.raises(Tampered):
        unseal(SECRET, sealed[: min(keep, len(sealed) - 1)], b"place")


@given(one=st.binary(max_size=20), other=st.binary(max_size=20))
def test_what_belongs_to_another_place_or_key_does_not_open(one: bytes, other: bytes) -> None:
    sealed = seal(SECRET, b"words", one)
    if one != other:
        with pytest.raises(Tampered):
            unseal(SECRET, sealed, other)
    with pytest.raises(Tampered):
        unseal(bytes(32), sealed, one)
