"""A real store on the disk for every test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from storage.database import Store, open_store
from storage.keys import DataKey

KEY = DataKey(bytes(range(32)))
Reopen: TypeAlias = Callable[[], Store]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data_dir: Path) -> Iterator[Store]:
    opened = open_store(data_dir, KEY)
    yield opened
    opened.close()


@pytest.fixture
def reopen(data_dir: Path, store: Store) -> Iterator[Reopen]:
    """Close the store and open it again, as a restart does."""
    opened = [store]

    def again() -> Store:
        opened[-1].close()
        opened.append(open_store(data_dir, KEY))
        return opened[-1]

    yield again
    opened[-1].close()
