"""Whatever is sent as a picture: the process that reads gives an answer, stays within its limits, and reads the next one."""

import time

import psutil  # type: ignore[import-untyped]
import pytest

from evidence.problem import Problem
from evidence.reader import Reader
from evidence.reading import Kind
from evidence.worker import MEMORY
from tests.evidence.attacks import attacks
from tests.evidence.screens import draw, has_font, jpeg, taobao

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
PATIENCE = 20  # seconds for one file, on a busy machine
ENDED = Problem.READER_FAILED


async def test_no_file_ends_the_reader_or_is_read_as_what_it_is_not() -> None:
    found = attacks()
    assert len(found) > 70
    async with Reader() as reader:
        assert (await reader.read(jpeg(draw(taobao, 2).picture))).kind is Kind.ORDER
        first = reader.pid
        for attack in found:
            begun = time.monotonic()
            reading = await reader.read(attack.content)
            assert time.monotonic() - begun < PATIENCE, attack.what
            assert reading.problem is not ENDED, attack.what
            if not attack.opens:
                assert reading.problem, attack.what
            copy = await reader.cover(attack.content, ("card_key",))
            assert copy.problem not in (None, ENDED), attack.what
            assert not copy.content
        assert reader.pid == first
        assert psutil.Process(first).memory_info().rss < MEMORY
        assert (await reader.read(jpeg(draw(taobao, 2).picture))).kind is Kind.ORDER
