"""`python -m tests.practice.collect FOLDER NAME` makes practice pages of the pictures a folder's truth.json lists.

Each picture is read as it came and spoilt in one way; only the text in its places is kept, in `pages/NAME.jsonl`.
"""

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PIL import Image

from evidence.line import Page
from evidence.pictures import Pictures
from evidence.reading import Kind
from evidence.score import WAYS, Case, cases_of
from tests.practice.learn_pages import PAGES
from tests.practice.retelling import Practice


def practice_of(case: Case, pictures: Pictures) -> Iterator[Practice]:
    """The page as it came, then spoilt."""
    yield _written(case.name, case, pictures.page(case.content))
    way = random.Random(case.name).choice([name for name, change in WAYS.items() if change])
    if change := WAYS[way]:
        spoilt = change(Image.open(io.BytesIO(case.content)).convert("RGB"))
        yield _written(f"{case.name}#{way}", case, pictures.page(spoilt))


def _written(name: str, case: Case, page: Page) -> Practice:
    lines = [
        (
            line.text,
            *(round(float(place), 1) for place in (line.left, line.top, line.right, line.bottom)),
            round(line.sure, 3),
            round(float(line.em), 1),
            line.again,
        )
        for line in page.lines
    ]
    told = msgspec.convert(lines, list[tuple[str, float, float, float, float, float, float, str]])
    return Practice(name, Kind(case.kind), dict(case.fields), page.width, page.height, told)


def main() -> None:
    """Read them all and write the file."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    pictures = Pictures()
    pages = [page for case in cases_of(folder) for page in practice_of(case, pictures)]
    content = b"".join(msgspec.json.encode(page) + b"\n" for page in pages)
    (PAGES / f"{name}.jsonl").write_bytes(content)
    print(f"{len(pages)} pages")


if __name__ == "__main__":
    main()
