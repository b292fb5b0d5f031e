"""Whole complaints by 64 chats at once, every word durable and sealed, against an echo that remembers nothing.

The complaint is told twice: with its five pictures, each fetched, sealed and made durable as a file of its
own, and in presses and texts alone.
"""

from statistics import median

from benchmarks import stories
from benchmarks.measuring import Found, Goal, Measure, Options, in_turn
from benchmarks.plan import Plan, Step
from benchmarks.running import ECHO, Figures, measure, ours, run_folder


def run(options: Options) -> Found:
    """Operations a second, ours to theirs."""
    warm_up, seconds = (3.0, 5.0) if options.quick else (5.0, 20.0)
    echo = Plan(stories.ECHO, stay=True, warm_up=warm_up, seconds=seconds)
    words_only: list[Figures] = []

    def told(steps: tuple[Step, ...]) -> Figures:
        with run_folder() as folder:
            plan = Plan(steps, arrive=warm_up - 1, warm_up=warm_up, seconds=seconds)
            return measure(ours(folder / "data", options.profile), plan)

    def our_run(_number: int) -> Figures:
        words_only.append(told(stories.words_only()))
        return told(stories.complaint())

    pairs = in_turn(lambda _: measure(ECHO, echo), our_run, lambda one: one.tally.per_second, options.pairs)
    ratios = [w.tally.per_second / p.theirs.tally.per_second for w, p in zip(words_only, pairs, strict=True)]
    spread = " / ".join(f"{ratio:.2f}" for ratio in (min(ratios), median(ratios), max(ratios)))
    return Found(pairs, ("ours", "bare echo"), (f"presses and texts alone: ratio {spread}",))


MEASURE = Measure(
    "dialogue_vs_echo",
    "a whole complaint, 64 chats, durable and sealed: operations/s ÷ bare PTB echo (stock)",
    Goal(4.0),
    run,
)
