"""A complaint against what was kept of it: the chain of its entries, and its files."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from messenger.verify import verify
from state_machine.complaint import Evidence
from storage import journal, vault
from storage.checking import check
from storage.database import Store
from tests.storage.people import NOW, complaint, remember


@dataclass(frozen=True)
class Kept:
    """A complaint with two entries and one file."""

    store: Store
    file: Path


@pytest.fixture
def kept(store: Store) -> Kept:
    case = complaint("case-1")
    remember(store, 1, case)
    with vault.receive(store, 1, "item-1") as incoming:
        incoming.write(b"a picture")
        _, digest = incoming.commit()
    photo = Evidence(id="item-1", kind="photo", received_at=NOW, sha256=digest)
    remember(store, 1, replace(case, evidence=(photo,)))
    for words in (b"said", b"sent"):
        journal.append(store, 1, "case-1", words, NOW)
    (file,) = (path for path in store.vault.rglob("*") if path.is_file())
    return Kept(store, file)


def test_an_untouched_complaint_is_whole(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = check(kept.store, "case-1")
    assert (found.sound, found.files, found.changed) == (True, 1, ())
    assert verify(kept.store, "case-1") == 0
    assert "whole, 2 entries, 1 files" in capsys.readouterr().out


def test_a_file_altered_by_one_byte_is_named(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    body = bytearray(kept.file.read_bytes())
    body[-1] ^= 1
    kept.file.write_bytes(body)
    assert verify(kept.store, "case-1") == 1
    assert "file item-1 is not what was kept" in capsys.readouterr().out


def test_a_file_that_is_gone_is_named(kept: Kept) -> None:
    kept.file.unlink()
    (found,) = check(kept.store, "case-1")
    assert found.changed == ("item-1",)


def test_the_first_broken_entry_is_named(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    kept.store.db.execute("UPDATE journal SET body = x'00' WHERE number = 2")
    assert verify(kept.store, "case-1") == 1
    assert "the chain breaks at entry 2" in capsys.readouterr().out


def test_an_unknown_complaint_is_said_to_be_unknown(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(kept.store, "case-9") == 1
    assert "no such complaint" in capsys.readouterr().out
