"""Writes what the documents say about the code: docs/stages.md and the marked blocks of the READMEs.

`python -m docs.generate` writes, `python -m docs.generate --check` exits 1 and names what is stale. Tables of
the code are the only source; nothing here repeats a question, a date or a default.
"""

import argparse
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from dialogs.choices import FutureDay, Several
from dialogs.commands import COMMANDS
from dialogs.drafts import LIMIT, Draft
from dialogs.kinds import Choice, Day, Money, Number, PastMoment, Photos, Promise, Words
from dialogs.question import Kind, Option, Question, View
from dialogs.scenarios import RECEIPT, SCENARIOS, Scenario
from dialogs.script import INTERLUDES, SCRIPT
from docs.phrasebook import phrasebook
from docs.scenarios_table import scenarios_table
from messenger.settings import Settings, settings_table
from state_machine.channels import DOORS, Door
from state_machine.clocks import CLOCKS, Clock, Party, Run
from state_machine.complaint import OPEN, UNKNOWN, Answer, Complaint, Episode, Stage
from state_machine.lifecycle import TRANSITIONS, Row
from state_machine.statutes import STATUTES, cite
from state_machine.workdays import PUBLISHED

ROOT: Final = Path(__file__).resolve().parent.parent
STAGES: Final = "docs/stages.md"
PHRASEBOOK: Final = "docs/phrasebook.zh-CN.md"
SCENARIOS_TABLE: Final = "docs/scenarios.md"
BLOCK: Final = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
FOLDED: Final = ("withdraw", "reopen")  # from nearly everywhere: drawn as a note
A_DAY: Final = "2026-03-02"
A_MOMENT: Final = datetime(2026, 3, 2, tzinfo=UTC)
UNITS: Final = {
    "hours": "hours",
    "days": "days",
    "working_days": "working days",
    "months": "months",
    "years": "years",
}
BASES: Final = {
    "platform": "the platform's rule",
    "merchant": "the merchant's word",
    "asker": "the notice of who asks",
    "yours": "the user's own",
    "ours": "ours, no law",
}

# Answers that set off every clock, with two different lengths and with none told.
STARTS: Final[dict[str, Answer]] = {
    key: A_DAY
    for key in (
        "paid_at",
        "received_at",
        "platform_filed_on",
        "review_filed_on",
        "outside_filed_on",
        "authority_filed_on",
        "authority_accepted_on",
        "law_filed_on",
        "law_docketed_on",
    )
}
TOLD: Final[tuple[dict[str, Answer], ...]] = (
    {"rule_window": 5, "rule_answer": 5, "review_days": 5, "promise": "24 hours", "law_route": "small"},
    {"rule_window": 9, "rule_answer": 9, "review_days": 9, "promise": "3 days", "law_route": "police"},
    {"raised_on": A_DAY, "demand": "triple", "law_route": "suit"},
)
HAPPENED: Final[tuple[dict[str, Answer], ...]] = (
    {"hours": 24, "urged_hours": 24, "promised_on": A_DAY},
    {"hours": 72, "urged_hours": 72, "promised_on": A_DAY},
    {"promised_on": UNKNOWN},
)

# The settings' descriptions in Chinese, by the English they translate: a changed one must be translated anew.
CHINESE: Final = {
    "The bot's token from @BotFather. Without it the playground starts instead of Telegram.": "从 @BotFather 得到的机器人 token。不填则启动本机试用页，不连 Telegram。",
    "Any Bot API server: methods at `{url}/bot{token}/METHOD`, files at `{url}/file/bot{token}/PATH`. "
    "A loopback URL without a token joins a playground that is already running there.": "任意 Bot API 服务器：方法在 `{url}/bot{token}/METHOD`，文件在 `{url}/file/bot{token}/PATH`。"
    "填本机地址且不填 token 时，连接已在那里运行的试用页。",
    "Where everything is kept; made with mode 0700.": "所有数据存放的目录，权限 0700。",
    "The key that seals the data: 32 bytes as base64 or hex. Wins over `DATA_KEY_FILE`.": "加密数据的密钥：32 字节，base64 或十六进制。优先于 `DATA_KEY_FILE`。",
    "A file with that key. Default: a file made on the first start outside `DATA_DIR`, "
    "its path printed once. Back it up apart from the data: without it nothing can be read.": "密钥文件。默认在首次启动时建在 `DATA_DIR` 之外，路径只打印一次。请与数据分开备份：没有它，什么都读不出来。",
    "The playground's port on 127.0.0.1; 0 takes a free one.": "试用页在 127.0.0.1 上的端口；0 表示任选一个空闲端口。",
    "Zone of the quiet hours, and of nothing else: legal dates and the days users type "
    "are always Asia/Shanghai.": "免打扰时段所用的时区，不影响别的：法定期限和用户输入的日子一律按 Asia/Shanghai 计算。",
    "More holiday years than the installed package knows, with the notice as source.": "补充已装软件包还不知道的放假年份，注明通知出处。",
    "Messages a second to all chats together; 0 = no limits, only with a loopback API URL.": "每秒向所有聊天合计发送的消息数；0 表示不限，仅限本机 API 地址。",
    "DEBUG, INFO, WARNING or ERROR.": "DEBUG、INFO、WARNING 或 ERROR。",
    "Telegram user ids of the operators, separated by commas: they are told what needs a hand.": "运营者的 Telegram 用户编号，用逗号分隔：需要人处理的事会通知他们。",
}


def main(arguments: list[str] | None = None) -> int:
    """Write every document, or with --check say which are stale."""
    parser = argparse.ArgumentParser(prog="docs.generate", description="Writes the generated documents.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is stale")
    check = parser.parse_args(arguments).check
    stale = [name for name, text in documents().items() if _read(name) != text]
    for name in stale:
        print(f"{name} is stale: run `make docs`" if check else f"{name} written")
        if not check:
            (ROOT / name).write_text(documents()[name], encoding="utf-8")
    return 1 if check and stale else 0


def documents() -> dict[str, str]:
    """Every generated document as it should be, by its path from the root."""
    return {
        STAGES: stages(),
        PHRASEBOOK: phrasebook(),
        SCENARIOS_TABLE: scenarios_table(),
        "README.md": _filled("README.md", settings_table),
        "README.zh-CN.md": _filled("README.zh-CN.md", chinese_settings),
    }


def _read(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _filled(name: str, settings: Callable[[], str]) -> str:
    blocks = {"settings": settings, "commands": commands}
    return BLOCK.sub(lambda found: found[1] + blocks[found[2]]() + found[3], _read(name))


def commands() -> str:
    """The bot's menu, as people see it."""
    return "".join(f"- `/{command.name}` {command.description}\n" for command in COMMANDS)


def chinese_settings() -> str:
    """The settings table with its descriptions in Chinese. KeyError names the one not translated yet."""
    table = settings_table().replace("| setting | default | meaning |", "| 设置 | 默认值 | 含义 |")
    for field in Settings.model_fields.values():
        english = field.description or ""
        table = table.replace(english, CHINESE[english])
    return table


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
    facts = [f"Button 「{row.button}」 on the card, {_where(row.stages)}"]
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


def clocks() -> str:
    """Every clock, one line each."""
    head = (
        "| key | name | binds | counts from | runs | rests on | rolls over rest days | warns before | says it again after | stages |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return (
        head
        + "".join(map(_clock, CLOCKS))
        + (
            "\nThe day a count starts on is not counted. A clock that binds the user warns before its end; every clock "
            "is spoken of once it has passed – a day on the next morning, never on the day itself – and some again.\n"
        )
    )


def _clock(clock: Clock) -> str:
    runs = [run for answers in range(len(TOLD)) for run in _runs(clock, answers)]
    cells = (
        f"`{clock.key}`",
        clock.name,
        clock.binds.value,
        " or ".join(dict.fromkeys(f"`{run.trigger}`" for run in runs)),
        _length(clock),
        cite(clock.basis) if clock.basis in STATUTES else BASES[clock.basis],
        "yes" if clock.rolls else "no",
        _warns(clock, runs),
        _days(day for day in clock.again_days if day) or "–",
        _where(clock.stages),
    )
    return f"| {' | '.join(cells)} |\n"


def _runs(clock: Clock, which: int) -> Iterator[Run]:
    return clock.runs(_sample(which), PUBLISHED)


def _sample(which: int) -> Complaint:
    told: dict[str, Answer] = {"asked_at": A_DAY, "urged_at": A_DAY, "decision": "accept", "day": A_DAY}
    episodes = tuple(Episode(kind, kind, A_MOMENT, answers=told | HAPPENED[which]) for kind in INTERLUDES)
    return Complaint("", A_MOMENT, A_MOMENT, answers=STARTS | TOLD[which], episodes=episodes)


def _length(clock: Clock) -> str:
    """The same whatever the answers, or as they say – with the default when they say nothing."""
    told = {_span(run) for which in (0, 1) for run in _runs(clock, which)}
    default = {_span(run) for run in _runs(clock, 2)}
    if not told:
        return default.pop()
    if len(told) == 1:
        return told.pop()
    return "as answered" + "".join(f", else {span}" for span in default)


def _span(run: Run) -> str:
    if not run.length:
        return "on that day"
    unit = UNITS[run.unit]
    return f"{run.length} {unit if run.length != 1 else unit[:-1]}"


def _warns(clock: Clock, runs: list[Run]) -> str:
    if clock.binds is not Party.USER:
        return "–"
    if any(run.unit == "hours" for run in runs):
        return ", ".join(f"{hours} h" for hours in clock.warn_hours)
    return _days(clock.warn_days)


def _days(days: Iterable[int]) -> str:
    return ", ".join(f"{day} d" if day else "the day itself" for day in days)


def _where(stages: tuple[Stage, ...]) -> str:
    if set(stages) == set(OPEN):
        return "all but closed"
    order = list(Stage)
    first, last = order.index(stages[0]), order.index(stages[-1])
    if len(stages) > 2 and tuple(order[first : last + 1]) == stages:
        return f"{stages[0].value} to {stages[-1].value}"
    return ", ".join(stage.value for stage in stages)


def doors() -> str:
    """Every door, with the reasons for which it is closed."""
    head = "| key | name | does | how | rests on | closed when |\n|---|---|---|---|---|---|\n"
    return head + "".join(map(_door, DOORS))


def _door(door: Door) -> str:
    rests = "、".join(cite(key) for clause in door.does for key in clause.statutes) or "–"
    does = "；".join(clause.words for clause in door.does)
    return f"| `{door.key}` | {door.name} | {does} | {door.how} | {rests} | {' '.join(_reasons(door))} |\n"


def _reasons(door: Door) -> list[str]:
    """What a door says to a reseller, to a buyer on a site of its own, and to one who comes too late."""
    cases: tuple[dict[str, Answer], ...] = ({"use": "resale"}, {"platform_kind": "site"}, {"paid_at": A_DAY})
    late = date(2040, 1, 1)
    complaints = (
        Complaint("", A_MOMENT, A_MOMENT, answers={"use": "own", "platform_kind": "shop"} | c) for c in cases
    )
    reasons = [reason for complaint in complaints if (reason := door.refuses(complaint, late))]
    return list(dict.fromkeys(reasons)) or ["–"]


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


if __name__ == "__main__":
    sys.exit(main())
