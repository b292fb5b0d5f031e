"""A playground for each test module, and bots that are ended with the test that started them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.messenger.stage import Bot, Playground, User


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    place = Playground(tmp_path_factory.mktemp("playground"))
    yield place
    place.close()


@pytest.fixture(scope="module")
def parrot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot shared by the tests that neither stop nor hinder it."""
    bot = Bot(tmp_path_factory.mktemp("parrot") / "data", playground.url).running()
    yield bot
    bot.kill()


@pytest.fixture
def start(playground: Playground, tmp_path: Path) -> Iterator[Callable[..., Bot]]:
    """Start a bot on this test's data directory; at the end every one is killed."""
    bots: list[Bot] = []

    def begin(**settings: str) -> Bot:
        bots.append(Bot(tmp_path / "data", playground.url, **settings))
        return bots[-1]

    yield begin
    for bot in bots:
        bot.kill()


@pytest.fixture
def user(playground: Playground) -> User:
    return playground.user()
