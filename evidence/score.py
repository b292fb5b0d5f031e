"""`python -m evidence.score DIR` compares what is read with DIR/truth.json: per field, per kind, clean and degraded.

truth.json is a list of {"file", "kind", "fields": {…}}; a field that is not there must not be read.
"""

import argparse
import io
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image, ImageFilter

from evidence.pictures import Pictures
from evidence.problem import Unreadable
from evidence.reading import Reading

FIELDS: Final = (
    "order_no", "trade_no", "product", "amount", "order_time", "pay_time", "platform", "merchant", "pay_channel", "promise", "refusals",
    "error",
)  # fmt: skip


@dataclass
class Score:
    """Counts over many pictures."""

    pictures: int = 0
    whole: int = 0
    seconds: float = 0.0
    shown: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    absent: int = 0
    false: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    kinds_right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str, fields: Mapping[str, Any], reading: Reading) -> None:
        """One picture's truth against its reading."""
        wrong = [] if reading.kind == kind else [f"kind {reading.kind} not {kind}"]
        self.pictures += 1
        self.kinds[kind] += 1
        self.kinds_right[kind] += reading.kind == kind
        for key in FIELDS:
            wrong += self._compare(key, _plain(fields.get(key)), _plain(getattr(reading, key)))
        self.whole += not wrong
        if wrong:
            self.misses.append(f"{name}: {'; '.join(wrong)}")

    def _compare(self, key: str, want: object, got: object) -> list[str]:
        if want is None:
            self.absent += 1
            self.false[key] += got is not None
        else:
            self.shown[key] += 1
            self.right[key] += got == want
        return [] if want == got else [f"{key} {got!r} not {want!r}"]

    def lines(self, title: str) -> Iterable[str]:
        """The figures, for people."""
        shown, right, false = self.shown.total(), self.right.total(), self.false.total()
        yield f"{title}: {self.pictures} pictures, {self.seconds / max(1, self.pictures):.2f} s each"
        yield f"  fields exact {_share(right, shown)}, false {_share(false, self.absent)}"
        yield f"  kind {_share(self.kinds_right.total(), self.pictures)}, whole picture {_share(self.whole, self.pictures)}"
        yield "  by field " + ", ".join(
            f"{key} {self.right[key]}/{self.shown[key]}" for key in FIELDS if self.shown[key]
        )
        yield "  by kind " + ", ".join(
            f"{kind} {self.kinds_right[kind]}/{count}" for kind, count in self.kinds.items()
        )


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value) or None
    return value or None


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / max(1, whole):.1f} %"


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def _turned(picture: Image.Image) -> bytes:
    angle = random.Random(picture.width * picture.height).choice((-3.0, -2.0, 2.0, 3.0))  # noqa: S311
    return _jpeg(picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="#666"), 80)


def _photographed(picture: Image.Image) -> bytes:
    """Leaning back a little, with stripes and blur."""
    wide, high = picture.size
    corners = (
        -0.02 * wide,
        -0.02 * high,
        -0.04 * wide,
        1.03 * high,
        1.03 * wide,
        1.01 * high,
        1.02 * wide,
        -0.03 * high,
    )
    seen = picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="#333"
    )
    stripes = (
        Image.linear_gradient("L").resize((wide, 4)).resize((wide, high)).point(lambda value: value // 9)
    )
    tile = Image.effect_noise((wide, high), 14).point(lambda value: max(0, min(40, value - 108)))
    seen.paste(Image.new("RGB", (wide, high), "#7788aa"), (0, 0), Image.blend(stripes, tile, 0.5))
    return _jpeg(seen.filter(ImageFilter.GaussianBlur(0.8)), 70)


def _smaller(picture: Image.Image) -> bytes:
    """720 pixels high at most on a phone's screen, wide on a desktop's: 9/16 of what Telegram sends."""
    scale = min(1.0, SMALL / max(picture.size))
    return _jpeg(picture.resize((round(scale * picture.width), round(scale * picture.height))), 80)


SMALL: Final = 720  # pixels of the longer side
WAYS: Final[dict[str, Callable[[Image.Image], bytes] | None]] = {
    "clean": None,
    "JPEG quality 50": lambda picture: _jpeg(picture, 50),
    "0.8 of the size": lambda picture: _jpeg(
        picture.resize((int(0.8 * picture.width), int(0.8 * picture.height))), 75
    ),
    "720 pixels": _smaller,
    "turned": _turned,
    "photographed": _photographed,
}


class Case(NamedTuple):
    """A picture and what it shows."""

    name: str
    kind: str
    fields: Mapping[str, Any]
    content: bytes


def cases_of(folder: Path) -> Iterator[Case]:
    """What the folder's truth.json lists."""
    for truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
        yield Case(truth["file"], truth["kind"], truth["fields"], (folder / truth["file"]).read_bytes())


def score(
    cases: Iterable[Case], pictures: Pictures, change: Callable[[Image.Image], bytes] | None = None
) -> Score:
    """Reads every picture, changed when asked to."""
    result = Score()
    for case in cases:
        content = change(Image.open(io.BytesIO(case.content)).convert("RGB")) if change else case.content
        began = time.monotonic()
        try:
            reading = pictures.read(content)
        except Unreadable as error:
            reading = Reading(problem=error.problem)
        result.seconds += time.monotonic() - began
        result.add(case.name, case.kind, case.fields, reading)
    return result


def report(cases: Sequence[Case], *, clean: bool = False, misses: bool = True) -> Iterator[str]:
    """The figures, line by line: as the pictures came, then spoilt in each way."""
    pictures = Pictures()
    for title, change in WAYS.items():
        if not (clean and change):
            found = score(cases, pictures, change)
            yield from found.lines(title)
            yield from (f"    {miss}" for miss in found.misses if misses)
    yield f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m evidence.score")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clean", action="store_true", help="leave the degraded copies out")
    told = parser.parse_args(arguments)
    for line in report(list(cases_of(told.folder)), clean=told.clean):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
