"""How well typed words are understood: `python -m tests.score [-v]` measures the readers on the practice sets.

Every set is cut in two: rules are made looking at the `tuned` part only, so the `untouched` part says what to expect
of words nobody has seen; the second sets hold harder voices. `-v` prints the wrong cases of the tuned half.
`screenshots [FOLDER]` measures the reading of pictures: drawn ones, or those of a folder with a truth.json.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dialogs.lint import TONE, calm, lint
from dialogs.money import read_fen
from dialogs.unclear import Unclear
from dialogs.understanding import Story, understand
from dialogs.when import read_when

PRACTICE: Final = Path(__file__).parent / "practice"
Case = dict[str, Any]


@dataclass
class Score:
    """What was right and wrong over one half of a set; rates are between 0 and 1."""

    counts: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def rate(self, part: str, *whole: str) -> float:
        """The share of `part` in the sum of `whole`; 1 where there is nothing."""
        total = sum(self.counts[name] for name in whole)
        return self.counts[part] / total if total else 1.0


def halves(name: str) -> tuple[list[Case], list[Case]]:
    """The tuned and the untouched cases of a practice set."""
    lines = (PRACTICE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    if "tuned" in cases[0]:
        return [case for case in cases if case["tuned"]], [case for case in cases if not case["tuned"]]
    return cases[::2], cases[1::2]


def _read(read: Callable[[], object]) -> object:
    try:
        return read()
    except Unclear:
        return None


def readings(cases: list[Case], read: Callable[[Case], object], truth: Callable[[Case], object]) -> Score:
    """A reader that returns one value, or refuses: `right` and `wrong`, and `wrong_value` among the wrong."""
    score = Score()
    for case in cases:
        found, true = _read(lambda case=case: read(case)), truth(case)  # type: ignore[misc]
        score.counts["right" if found == true else "wrong"] += 1
        if found != true:
            score.counts["wrong_value"] += found is not None
            score.wrong.append(f"{case['text']!r}: {found}, not {true}")
    return score


def dates(cases: list[Case]) -> Score:
    """`read_when` on phrases."""
    return readings(cases, lambda c: read_when(c["text"], datetime.fromisoformat(c["now"])), _when)


def _when(case: Case) -> date | datetime | None:
    said = case["when"]
    if said is None or "T" not in said:
        return date.fromisoformat(said) if said else None
    return datetime.fromisoformat(said).replace(tzinfo=datetime.fromisoformat(case["now"]).tzinfo)


def amounts(cases: list[Case]) -> Score:
    """`read_fen` on phrases."""
    return readings(cases, lambda c: read_fen(c["text"]), lambda c: c["fen"])


def _understood(case: Case) -> Story:
    return understand(case["text"], datetime.fromisoformat(case["now"]))


def paragraphs(cases: list[Case], hear: Callable[[Case], Story] = _understood) -> Score:
    """Whole stories, field by field: right, missed, wrong, and sure where it is wrong."""
    score = Score()
    for case in cases:
        found = hear(case)
        for name in sorted({*found, *case["truth"]}):
            verdict = _verdict(plain(found[name].value) if name in found else None, case["truth"].get(name))
            sure = name in found and found[name].sure
            score.counts[verdict] += 1
            score.fields.setdefault(name, Counter())[verdict] += 1
            if verdict == "wrong" and sure:
                score.counts["sure_and_wrong"] += 1
                score.fields[name]["sure_and_wrong"] += 1
            if verdict != "right":
                value = found[name].value if name in found else "–"
                score.wrong.append(
                    f"{name} {verdict}{' (sure)' if sure else ''}: {value}, not {case['truth'].get(name, '–')}"
                    f"\n      {case['text']!r}"
                )
    return score


def plain(value: object) -> object:
    """Days as the truth has them."""
    return value.isoformat() if isinstance(value, date) else value


def _verdict(found: object, true: object) -> str:
    if found is None:
        return "missed"
    return "right" if same(found, true) else "wrong"


def same(found: object, true: object) -> bool:
    """Whether they are the same but for signs that are no letters, and for case."""
    if isinstance(found, str) and isinstance(true, str):
        return _letters(found) == _letters(true)
    return found == true and type(found) is type(true)


def _letters(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalnum())


def drafts(cases: list[Case]) -> Score:
    """`lint` on drafts: tone and the rest apart, by overlapping spans; `calm` must leave none of the tone."""
    score = Score()
    for case in cases:
        found = list(lint(case["text"]))
        true = [(each["kind"], (each["start"], each["end"])) for each in case["findings"]]
        for kind, span in true:
            hit = any(each.kind == kind and _overlap(each.span, span) for each in found)
            _count(score, "tone" if kind in TONE else "other", "hit" if hit else "missed", case, kind, span)
        for each in found:
            hit = any(each.kind == kind and _overlap(each.span, span) for kind, span in true)
            _count(
                score,
                "tone" if each.kind in TONE else "other",
                "good" if hit else "false",
                case,
                each.kind,
                each.span,
            )
        if any(each.kind in TONE for each in lint(calm(case["text"]))):
            _count(score, "calm", "angry", case, calm(case["text"]), (0, 0))
        else:
            score.counts["calm_calm"] += 1
    return score


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _count(score: Score, group: str, verdict: str, case: Case, what: str, span: tuple[int, int]) -> None:
    score.counts[f"{group}_{verdict}"] += 1
    if verdict in ("missed", "false", "angry"):
        score.wrong.append(f"{group} {verdict} {what} {case['text'][slice(*span)]!r}: {case['text']!r}")


def lines(name: str, score: Score) -> Iterator[str]:
    if SETS[name] in (dates, amounts):
        yield f"right {score.rate('right', 'right', 'wrong'):.1%}, wrong value {score.rate('wrong_value', 'right', 'wrong'):.1%}"
    elif SETS[name] is drafts:
        for group in ("tone", "other"):
            precision = score.rate(f"{group}_good", f"{group}_good", f"{group}_false")
            recall = score.rate(f"{group}_hit", f"{group}_hit", f"{group}_missed")
            yield f"{group}: precision {precision:.1%}, recall {recall:.1%}"
        yield f"calm after calming {score.rate('calm_calm', 'calm_calm', 'calm_angry'):.1%}"
    else:
        yield (
            f"match {score.rate('right', 'right', 'missed', 'wrong'):.1%}, "
            f"wrong but sure {score.rate('sure_and_wrong', 'right', 'missed', 'wrong'):.1%}"
        )
        for each, counts in sorted(score.fields.items()):
            given, true = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
            precision, recall = counts["right"] / max(given, 1), counts["right"] / max(true, 1)
            yield (
                f"  {each:17} precision {precision:6.1%}  recall {recall:6.1%}  of {sum(counts.values()):3}"
                f"  wrong but sure {counts['sure_and_wrong']}"
            )


PICTURES: Final = "screenshots"
MEASURES: Final = {"dates": dates, "amounts": amounts, "paragraphs": paragraphs, "drafts": drafts}
SETS: Final = (
    MEASURES
    | {f"{name}_2": measure for name, measure in MEASURES.items()}
    | {path.stem: paragraphs for path in sorted(PRACTICE.glob("paragraphs_*.jsonl"))}
)


def screenshots(folder: Path | None) -> Iterator[str]:
    """How drawn screens are read – three of every layout – or the pictures of a folder with its truth.json."""
    from evidence.score import Case, cases_of, report
    from tests.evidence.screens import SCREENS, draw, jpeg

    drawn = (draw(layout, seed) for layout in SCREENS for seed in range(1, 4))
    cases = (
        cases_of(folder)
        if folder
        else (Case(one.name, one.kind, one.fields, jpeg(one.picture)) for one in drawn)
    )
    return report(list(cases), misses="-v" in sys.argv)


def main() -> None:
    """Print every set's two halves, then how screenshots are read."""
    told = [word for word in sys.argv[1:] if not word.startswith("-")]
    folder = next((Path(word) for word in told if word not in SETS and word != PICTURES), None)
    chosen = [name for name in told if name in SETS]
    _print_sets(chosen or ([] if told else list(SETS)))
    if PICTURES in told or not told:
        for line in screenshots(folder):
            print(line, flush=True)


def _print_sets(chosen: list[str]) -> None:
    for name in chosen:
        for half, cases in zip(("tuned", "untouched"), halves(name), strict=True):
            if not cases:
                continue
            score = SETS[name](cases)
            print(f"{name}, {half} ({len(cases)})", *lines(name, score), sep="\n  ")
            if "-v" in sys.argv and half == "tuned":
                print(*score.wrong, sep="\n    ")


if __name__ == "__main__":
    main()
