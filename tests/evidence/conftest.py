"""One reader for the whole folder: loading the models takes a second or two."""

from collections.abc import Iterator

import pytest

from evidence.pictures import Pictures
from tests.evidence.screens import has_font


@pytest.fixture(scope="session")
def pictures() -> Iterator[Pictures]:
    if not has_font():
        pytest.skip("no font with Chinese letters, install fonts-noto-cjk")
    yield Pictures()
