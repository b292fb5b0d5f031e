"""The worker may die, hang or run out of memory; the reader answers all the same."""

import asyncio
import os
import signal

import pytest

from evidence.problem import Problem
from evidence.reader import Reader
from evidence.reading import Kind
from tests.evidence.screens import draw, has_font, jpeg, taobao, web_table
from tests.evidence.test_opening import png_header

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")


def alive(reader: Reader) -> bool:
    return reader.pid is not None


@pytest.fixture(scope="module")
def screen() -> bytes:
    return jpeg(draw(taobao, 2).picture)


async def test_a_worker_killed_in_the_middle_is_replaced(screen: bytes) -> None:
    async with Reader() as reader:
        assert (await reader.read(screen)).kind is Kind.ORDER
        first = reader.pid
        assert first
        reading = asyncio.create_task(reader.read(screen))
        await asyncio.sleep(0.05)
        os.kill(first, signal.SIGKILL)
        assert (await reading).problem is Problem.READER_FAILED
        assert (await reader.read(screen)).kind is Kind.ORDER
        assert reader.pid not in (None, first)
        assert (await reader.read(png_header(50_000, 50_000))).problem is Problem.TOO_MANY_PIXELS


async def test_a_picture_that_takes_too_long_is_given_up(screen: bytes) -> None:
    async with Reader(patience=0.01) as reader:
        assert (await reader.read(screen)).problem is Problem.TOO_LONG
        assert reader.pid is None


async def test_the_worker_cannot_take_more_memory_than_it_was_given(screen: bytes) -> None:
    async with Reader(memory=60 * 1024 * 1024) as reader:
        assert (await reader.read(screen)).problem is Problem.READER_FAILED


async def test_no_worker_runs_before_the_first_picture_nor_long_after_the_last(screen: bytes) -> None:
    reader = Reader(idle=0.05)
    assert not reader.pid
    assert (await reader.read(b"")).problem is Problem.EMPTY
    assert not reader.pid
    assert (await reader.read(screen)).problem is None
    assert alive(reader)
    await asyncio.sleep(0.5)
    assert not alive(reader)


async def test_the_worker_does_not_see_the_programs_secrets(
    screen: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    async with Reader() as reader:
        await reader.read(jpeg(draw(web_table, 1).picture))
        with open(f"/proc/{reader.pid}/environ", "rb") as environment:  # noqa: ASYNC230, PTH123
            assert b"secret" not in environment.read()
