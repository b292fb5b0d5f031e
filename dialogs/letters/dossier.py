"""The dossier: everything of one complaint as one page, for its owner, a mediator, a court.

One file without scripts, pictures or links, so that it reads the same on a phone, on paper and in ten years.
Every value is escaped here; only the reasons of dates come as HTML that `cards` has escaped.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Final

import msgspec

from dialogs import notes, seen
from dialogs.cards import OUTCOMES, title, why
from dialogs.keeping import KINDS, unchecked
from dialogs.letters.enclosures import Enclosure
from dialogs.letters.statement import draft
from dialogs.notes import note_on
from dialogs.question import Question, View
from dialogs.scenarios import LABELS
from dialogs.script import INTERLUDES, SCRIPT
from state_machine.complaint import LEGAL_ZONE, Answer, Complaint, Evidence, Origin, Outcome, Stage, is_known
from state_machine.deadlines import running

STYLE: Final = """
body{font:16px/1.6 system-ui,sans-serif;max-width:50em;margin:auto;padding:1em;color:#111;background:#fff}
h1{font-size:1.4em}h2{font-size:1.15em;border-bottom:1px solid #999;margin-top:1.8em}h3{font-size:1em}
dt{font-weight:bold}dd{margin:0 0 .5em 1em}dd,td,pre,.said{overflow-wrap:anywhere;white-space:pre-wrap}
pre{font:inherit;border:1px solid #999;padding:.7em}table{border-collapse:collapse;width:100%;font-size:.9em}
th,td{border:1px solid #999;padding:.3em;text-align:left;vertical-align:top}code{font-size:.9em}
blockquote{margin:.3em 0 0;padding-left:.7em;border-left:3px solid #999}
@media(max-width:45em){thead{display:none}tr{display:block;margin-bottom:1em;border:1px solid #999}
td{display:block;border:0}td::before{content:attr(data-name) "：";font-weight:bold}}
@media print{body{max-width:none;padding:0;font-size:11pt}tr,dd,.said{break-inside:avoid}}
"""
HEADS: Final = ("编号", "证明什么", "收到（北京时间）", "大小", "SHA-256", "来源", "压缩包里的文件")
PROOF: Final = (
    "指纹（SHA-256）能证明：文件和记录从机器人收到、写下以后没有被改动过；"
    "不能证明：内容本身是真的、是谁发的，也不能代替公证或司法鉴定。"
)


class Chain(msgspec.Struct, frozen=True):
    """The journal's chain as it was when the dossier was made: `head` in hex."""

    entries: int
    head: str
    sound: bool


def dossier(view: View, enclosures: Mapping[str, Enclosure], chain: Chain) -> str:
    """The page. `enclosures` by item id; an item without one is listed all the same."""
    body = "\n".join((
        *_heading(view),
        *_answers(view),
        *_episodes(view),
        *_statement(view),
        *_dates(view),
        *_evidence(view, enclosures),
        *_chain(chain),
    ))  # fmt: skip
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>投诉 {escape(view.complaint.id)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _heading(view: View) -> Iterator[str]:
    complaint = view.complaint
    state = SCRIPT[complaint.stage].title
    if complaint.stage is Stage.CLOSED:
        state += f"，结果：{OUTCOMES[complaint.outcome or Outcome.UNRESOLVED]}"
    yield f"<h1>投诉 {escape(complaint.id)}　{title(complaint)}</h1>"
    yield _pairs((
        ("状态", state),
        ("开始", _local(complaint.opened_at)),
        ("结束", _local(complaint.closed_at) if complaint.closed_at else ""),
        ("导出时间", _local(view.now)),
        ("说明", "由投诉助手整理，内容是用户自己填写和发送的；时间都是北京时间。"),
    ))  # fmt: skip
    entered = sorted(complaint.entered_at.items(), key=lambda pair: pair[1])
    if entered:
        yield "<h2>经过</h2>"
        yield _pairs(tuple((_local(at), _stage(stage)) for stage, at in entered))


def _stage(value: str) -> str:
    return next((scene.title for stage, scene in SCRIPT.items() if stage.value == value), value)


def _answers(view: View) -> Iterator[str]:
    """Every answer under the stage that asks for it; what no question asks any more comes last, by its key."""
    yield "<h2>回答</h2>"
    left = dict(view.complaint.answers)
    for scene in SCRIPT.values():
        given = [(q.name, _shown(q, left.pop(q.key))) for q in scene.questions if q.key in left]
        if given:
            yield f"<h3>{escape(scene.title)}</h3>"
            yield _pairs(tuple(given))
    if left:
        yield "<h3>其他</h3>"
        yield _pairs(tuple((key, _plain(value)) for key, value in left.items()))


def _shown(question: Question, answer: Answer) -> str:
    return question.show(answer)


def _plain(answer: Answer) -> str:
    return str(answer) if is_known(answer) else "（没有填）"


def _episodes(view: View) -> Iterator[str]:
    if not view.complaint.episodes:
        return
    yield "<h2>其间发生的事</h2>"
    for episode in view.complaint.episodes:
        row = INTERLUDES.get(episode.kind)
        names = {question.key: question for question in row.questions} if row else {}
        read = episode.kind in seen.BESIDE
        about = seen.number(view.complaint, str(episode.answers.get(notes.ITEM)))
        yield f"<h3>{escape(row.title if row else episode.kind)}</h3>"
        yield _pairs((
            ("开始", _local(episode.opened_at)),
            ("结束", _local(episode.closed_at) if episode.closed_at else "还没有结束"),
            *(
                (names[key].name, _shown(names[key], value)) if key in names else (key, _plain(value))
                for key, value in episode.answers.items()
                if key in names or not (read or key == notes.ITEM)
            ),
            *((("哪一份", f"第 {about} 份"),) if about else ()),
            *(seen.pairs(episode) if read else ()),
        ))  # fmt: skip


def _statement(view: View) -> Iterator[str]:
    fixed = view.complaint.answers.get("statement")
    if isinstance(fixed, str):
        yield f"<h2>投诉说明（定稿）</h2>\n<pre>{escape(fixed)}</pre>"
    elif is_known(view.complaint.answers.get("demand")):
        yield f"<h2>投诉说明（草稿）</h2>\n<pre>{escape(draft(view))}</pre>"


def _dates(view: View) -> Iterator[str]:
    yield "<h2>在走的日期</h2>"
    found = sorted(running(view.complaint, view.calendar), key=lambda each: each.due.isoformat())
    if not found:
        yield "<p>现在没有。</p>"
    for each in found:
        passed = "（已过）" if each.passed(view.now) else ""
        yield f'<div class="said">{passed}{why(each)}</div>'


def _evidence(view: View, enclosures: Mapping[str, Enclosure]) -> Iterator[str]:
    yield f"<h2>证据（{len(view.complaint.evidence)} 份）</h2>"
    if not view.complaint.evidence:
        yield "<p>还没有。</p>"
        return
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in HEADS)}</tr></thead><tbody>"
    for number, item in enumerate(view.complaint.evidence, 1):
        cells = (str(number), _what(item, view.complaint), _local(item.received_at), f"{item.size} 字节",
                 item.sha256, _whence(item.origin), _where(enclosures.get(item.id)))  # fmt: skip
        named = zip(HEADS, cells, strict=True)
        yield "<tr>" + "".join(f'<td data-name="{n}">{escape(cell)}</td>' for n, cell in named) + "</tr>"
    yield "</tbody></table>"


def _what(item: Evidence, complaint: Complaint) -> str:
    label = LABELS[item.label].name if item.label in LABELS else LABELS[""].name
    withdrawn = "（已撤下）" if item.withdrawn else ""
    lines = [f"{label}，{KINDS.get(item.kind, '文件')}{withdrawn}"]
    if item.copy_of:
        lines.append(f"第 {seen.number(complaint, item.copy_of)} 份的副本，由机器人遮住号码，可以交给别人")
    elif (copy := complaint.shown_as(item)) is not item:
        lines.append(f"上面有不该给别人看的号码，交出去用第 {seen.number(complaint, copy.id)} 份")
    if item.name:
        lines.append(f"原名：{item.name}")
    note = note_on(complaint, item.id)
    if note:
        lines.append(f"说明：{note}")
    if item.text:
        lines.append(f"内容：{item.text}" if item.kind == "text" else f"附言：{item.text}")
    return "\n".join(lines)


def _whence(origin: Origin | None) -> str:
    if origin is None:
        return "用户发来"
    at = f"，{_local(origin.at)}" if origin.at else ""
    return f"转发自 {origin.name}{at}{unchecked(origin)}"


def _where(enclosure: Enclosure | None) -> str:
    if enclosure is None:
        return "没有原件"
    if not enclosure.name:
        return enclosure.note
    place = f"{enclosure.name}（第 {enclosure.part} 个包）"
    return f"{place}\n{enclosure.note}" if enclosure.note else place


def _chain(chain: Chain) -> Iterator[str]:
    yield "<h2>记录的指纹</h2>"
    yield _pairs((
        ("记录", f"{chain.entries} 条，{'首尾相连' if chain.sound else '核对没有通过，请联系运行者'}"),
        ("链尾指纹", chain.head),
    ))  # fmt: skip
    yield f"<p>{PROOF}</p>"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    rows = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)
    return f"<dl>{''.join(rows)}</dl>"


def _local(at: datetime) -> str:
    return f"{at.astimezone(LEGAL_ZONE):%Y-%m-%d %H:%M:%S}"
