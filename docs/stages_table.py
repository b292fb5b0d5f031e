"""docs/stages.md: the way of a complaint, its questions, what can recur, its clocks, doors and evidence."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dialogs.choices import FutureDay, Several
from dialogs.drafts import LIMIT, Draft
from dialogs.kinds import Choice, Day, Money, Number, PastMoment, Photos, Promise, Words
from dialogs.question import Kind, Option, Question, View
from dialogs.scenarios import RECEIPT, SCENARIOS, Scenario
from dialogs.script import INTERLUDES, SCRIPT
from docs.clocks_table import clocks, doors, where
from state_machine.clocks import CLOCKS
from state_machine.complaint import OPEN, Stage
from state_machine.lifecycle import TRANSITIONS, Row

FOLDED: Final = ("withdraw", "reopen")  # from nearly everywhere: drawn as a note


def stages() -> str:
    """docs/stages.md."""
    parts = (
        "# Stages, questions and dates\n\n"
        "Written by `python -m docs.generate` from the tables of the code; do not edit it by hand.\n",
        "## The way of a complaint\n\n" + diagram(),
        *(_stage(stage) for stage in SCRIPT),
        "## What can recur\n\nOpened by a button while its stage lasts; its questions come first.\n",
        *(_interlude(kind) for kind in INTERLUDES),
        "## Clocks\n\n" + clocks(),
        "## Doors\n\n" + doors(),
        "## Evidence\n\n" + evidence(),
    )
    return "\n".join(parts)


def diagram() -> str:
    """The stage diagram in mermaid, several triggers of one way on one arrow."""
    arrows: dict[tuple[Stage, Stage], list[str]] = {}
    for row in TRANSITIONS:
        if row.trigger not in FOLDED:
            arrows.setdefault((row.source, row.target), []).append(_move(row))
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{stage.value} · {scene.title}" as {stage.value}' for stage, scene in SCRIPT.items()),
        f"    [*] --> {next(iter(SCRIPT)).value}",
        *(
            f"    {source.value} --> {target.value} : {', '.join(t)}"
            for (source, target), t in arrows.items()
        ),
        f"    {Stage.CLOSED.value} --> [*]",
        f"    note right of {Stage.CLOSED.value}",
        *(f"        {line}" for line in map(_folded, FOLDED)),
        "    end note",
        "```",
    ]
    return "\n".join(lines) + "\n\nA word in brackets is the guard that must hold.\n"


def _move(row: Row) -> str:
    return f"{row.trigger} [{row.guard}]" if row.guard else row.trigger


def _folded(trigger: str) -> str:
    rows = [row for row in TRANSITIONS if row.trigger == trigger]
    returns = all(row.guard == f"was_{row.target.value}" for row in rows)
    target = "the stage it ended from" if returns else _stages(row.target for row in rows)
    return f"{trigger} leads from {_stages(row.source for row in rows)} to {target}"


def _stages(found: Iterable[Stage]) -> str:
    some = list(dict.fromkeys(found))
    return "any open stage" if set(some) == set(OPEN) else " and ".join(stage.value for stage in some)


def _stage(stage: Stage) -> str:
    scene = SCRIPT[stage]
    leaves = [row for row in TRANSITIONS if row.source is stage and row.trigger not in FOLDED]
    facts = [f"Turn: {scene.turn}"]
    if scene.opening:
        facts.append(f"opens with the letter `{scene.opening}`")
    if leaves:
        facts.append("leaves by " + ", ".join(f"`{_move(row)}` → {row.target.value}" for row in leaves))
    running = [clock.key for clock in CLOCKS if stage in clock.stages]
    if running:
        facts.append("clocks: " + ", ".join(f"`{key}`" for key in running))
    return f"### {stage.value} · {scene.title}\n\n{'; '.join(facts)}.\n" + _questions(scene.questions)


def _interlude(kind: str) -> str:
    row = INTERLUDES[kind]
    facts = [f"Button 「{row.button}」 on the card, {where(row.stages)}"]
    if row.shown:
        facts.append(f"under the question in {', '.join(stage.value for stage in row.shown)}")
    if row.opening:
        facts.append(f"opens with the letter `{row.opening}`")
    if row.passing:
        facts.append("over when its stage is left")
    facts += [
        f"only when `{key}` is {' or '.join(f'`{v}`' for v in values)}" for key, values in row.when.items()
    ]
    return f"### {row.kind} · {row.title}\n\n{'; '.join(facts)}.\n" + _questions(row.questions)


def _questions(questions: tuple[Question, ...]) -> str:
    return "".join("\n" + "\n".join(_question(question)) + "\n" for question in questions)


def _question(question: Question) -> Iterator[str]:
    yield f"**{question.name}** `{question.key}`\n"
    yield "\\\n".join(f"> {_plain(line)}" for line in question.ask.splitlines())
    yield ""
    yield f"- {_answered(question.answer)}"
    if isinstance(question.answer, Choice | Several):
        yield from (f"  - {_option(option)}" for option in question.answer.rows)
    if question.optional:
        yield "- may be skipped"
    if question.unknown:
        note = f", answered with the letter `{question.unknown_note}`" if question.unknown_note else ""
        leads = f", triggers `{question.unknown_then}`" if question.unknown_then else ""
        yield f"- 「{question.unknown}」 is an answer{note}{leads}"
    for key, values in question.when.items():
        yield f"- asked only when `{key}` is {' or '.join(f'`{value}`' for value in values)}"


def _plain(text: str) -> str:
    """Markdown and HTML marks as the characters they are."""
    text = re.sub(r"([\\`*|]|(?<!\w)_|_(?!\w))", r"\\\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _answered(kind: Kind) -> str:
    match kind:
        case Words(limit, least):
            return f"words, {least} to {limit} characters"
        case Day():
            return "a day that has come" + (
                f", not before {kind.not_before_name}" if kind.not_before_name else ""
            )
        case PastMoment():
            return "a day that has come, with the time when known"
        case Money(at_most):
            return "an amount" + (f", at most `{at_most}`" if at_most else "")
        case Number(unit, offers, most):
            return f"1 to {most} {unit}; buttons {', '.join(map(str, offers))}"
        case Promise():
            return "a span (24小时, 3个工作日) or the last day"
        case Choice():
            return "one of"
        case FutureDay():
            return "a day from today on"
        case Several():
            return "any of, ticked one by one"
        case Photos(label):
            return f"pictures and files, kept as `{label}`; then 「发完了」"
        case Draft():
            return f"「就用这份」, or the user's own text of at most {LIMIT} characters"
    return inspect.getdoc(kind).splitlines()[0]  # type: ignore[union-attr]


def _option(option: Option) -> str:
    facts = [f"「{option.label}」 `{option.value}`"]
    if option.then:
        facts.append(f"triggers `{option.then}`")
    if option.note:
        facts.append(f"sends the letter `{option.note}`")
    if option.opens:
        facts.append(f"opens `{option.opens}`")
    if option.stays:
        facts.append("the question stays open")
    if option.unless:
        facts.append("not always open" + _why(option.unless))
    return ", ".join(facts)


def _why(refuses: Callable[[View], str]) -> str:
    doc = inspect.getdoc(refuses)
    return f" ({doc.splitlines()[0].rstrip('.')})" if doc else ""


def evidence() -> str:
    """The checklist of every scenario."""
    return "\n".join(
        f"### {scenario.key} · {scenario.name}\n\n{_checklist(scenario)}" for scenario in SCENARIOS.values()
    )


def _checklist(scenario: Scenario) -> str:
    head = "| label | item | needed | a good picture shows | why |\n|---|---|---|---|---|\n"
    items = (*scenario.checklist, RECEIPT)
    return head + "".join(
        f"| `{i.label}` | {i.name} | {'required' if i in scenario.required else 'helpful'} | {i.shows} | {i.why} |\n"
        for i in items
    )
