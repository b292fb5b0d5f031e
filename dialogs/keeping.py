"""Evidence as it comes: recorded at once, acknowledged, labelled, withdrawn; nothing is ever dropped in silence."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from dialogs import masking
from dialogs.answering import open_complaint
from dialogs.asking import ask_open, buttons, open_question, slot
from dialogs.cards import score, title
from dialogs.event import Attached, Edited, Fetched, FetchFailed, Verified
from dialogs.kinds import Photos
from dialogs.letters.wording import html, kept, scenario_of
from dialogs.notes import note_on
from dialogs.pictures import doubt, have_read, put_seen, sorted_lines, sorting_buttons
from dialogs.reply import Button, Fetch, Rows, Verify
from dialogs.response import Response
from dialogs.scenarios import LABELS
from dialogs.seen import number as seen_number
from dialogs.seen import said_by
from state_machine.complaint import LEGAL_ZONE, Album, Complaint, Evidence, Origin, Reading, Stage

CHAT: Final = 60  # characters: shorter typed words are a remark, longer ones a pasted chat
ALBUM_PAUSE: Final = timedelta(seconds=2.5)
ALBUM_CAP: Final = timedelta(seconds=10)
ITEMS_PER_COMPLAINT: Final = 300
BYTES_PER_USER: Final = 2 * 1024**3
FULL: Final = (
    f"存满了（一个投诉最多 {ITEMS_PER_COMPLAINT} 份，一共最多 2 GB），后面发来的没有存下。"
    "已存的都在，/evidence 可以看；删掉不用的投诉能腾出空间。"
)
APART: Final = 12  # of 256 bits: further apart two pictures do not look the same
CAPTION: Final = 60  # characters of a caption in the list
KINDS: Final = {
    "photo": "图片",
    "document": "文件",
    "video": "视频",
    "voice": "语音",
    "audio": "音频",
    "video_note": "视频",
    "animation": "动图",
    "text": "文字",
}
PROBLEMS: Final = {
    "too_big": "超过 20 MB，Telegram 不让机器人下载。请压缩、只截关键的一段，或者分成几份再发。",
    "gone": "Telegram 上已经取不到这个文件了，请重新发一次。",
}


def attach(response: Response, event: Attached) -> None:
    """Keep what was sent with the complaint in focus; the first thing ever sent opens one."""
    complaint = response.caseload.focused() or open_complaint(response)
    if complaint is None:
        return
    if _no_room(response, complaint, event.size, event.message):
        return
    first = complaint.stage is Stage.TRIAGE and not complaint.answers and not complaint.evidence
    item = _item(response, complaint, event)
    complaint = _with_album(response, replace(complaint, evidence=(*complaint.evidence, item)), event)
    complaint = response.put(replace(complaint, touched_at=response.now))
    if event.file:
        response.asks.append(Fetch(complaint.id, item.id, event.file, event.size))
    if not event.album:
        _acknowledge(response, complaint, (item,), event.message)
        if first:
            ask_open(response, complaint)


def keep_story(response: Response, complaint: Complaint, event: Attached) -> Complaint:
    """Keep words that told a whole story; what they gave is put to the user instead of an acknowledgement."""
    if _no_room(response, complaint, 0, event.message):
        return complaint
    item = replace(_item(response, complaint, event), label="")
    return response.put(replace(complaint, evidence=(*complaint.evidence, item)))


def _no_room(response: Response, complaint: Complaint, size: int, message: int) -> bool:
    """Whether the quota is used up; said once per complaint, not with every further piece."""
    kept_bytes = sum(item.size for c in response.caseload.complaints for item in c.evidence)
    if len(complaint.evidence) < ITEMS_PER_COMPLAINT and kept_bytes + size <= BYTES_PER_USER:
        return False
    response.about = complaint.id
    if not complaint.full:
        response.put(replace(complaint, full=True))
        response.say(FULL, reply_to=message)
    return True


def _item(response: Response, complaint: Complaint, event: Attached) -> Evidence:
    text = event.text
    digest = sha256(text.encode()).hexdigest() if event.kind == "text" else ""
    return Evidence(
        id=event.id,
        kind=event.kind,
        received_at=response.now,
        label=_label(response, complaint, event),
        name=event.name,
        mime=event.mime,
        size=event.size or len(text.encode()) * (event.kind == "text"),
        sha256=digest,
        text=text,
        origin=event.origin,
        unique=event.unique,
        album=event.album,
        message=event.message,
    )


def _label(response: Response, complaint: Complaint, event: Attached) -> str:
    """Pictures prove the checklist item being asked for; an album keeps the item it began with; typed words none."""
    if event.kind == "text" and event.origin is None and len(event.text) < CHAT:
        return ""
    if complaint.album and event.album and complaint.album.id == event.album:
        siblings = [
            "" if item.seen_as else item.label for item in complaint.evidence if item.album == event.album
        ]
        if siblings:
            return siblings[0]
    current = open_question(response, complaint)
    return current.question.answer.label if current and isinstance(current.question.answer, Photos) else ""


def _with_album(response: Response, complaint: Complaint, event: Attached) -> Complaint:
    """Albums are separate messages with no end: count them, and speak when they have stopped."""
    album = complaint.album
    if not event.album:
        return complaint
    if album and album.id == event.album:
        return replace(complaint, album=replace(album, last_at=response.now, count=album.count + 1))
    if album:
        flush_album(response, complaint)
    return replace(complaint, album=Album(event.album, response.now, response.now))


def album_due(album: Album) -> datetime:
    """When an album is taken as complete: 2.5 s after its last picture, 10 s after its first."""
    return min(album.last_at + ALBUM_PAUSE, album.first_at + ALBUM_CAP)


def flush_album(response: Response, complaint: Complaint) -> Complaint:
    """Acknowledge an album as one."""
    if complaint.album is None:
        return complaint
    items = tuple(item for item in complaint.evidence if item.album == complaint.album.id)
    complaint = response.put(replace(complaint, album=None))
    if items:
        _acknowledge(response, complaint, items, items[-1].message)
    if not complaint.answers and complaint.stage is Stage.TRIAGE:
        ask_open(response, complaint)
    return doubt(response, put_seen(response, complaint))


def _acknowledge(response: Response, complaint: Complaint, items: tuple[Evidence, ...], message: int) -> None:
    """What was kept and where it stands. While pictures are asked for, the question moves down to them."""
    first = complaint.evidence.index(items[0]) + 1
    last = first + len(items) - 1
    numbers = f"第 {first} 份" if len(items) == 1 else f"第 {first}–{last} 份，共 {len(items)} 份"
    lines = [f"已收下（{numbers}，{_kinds(items)}）。{_twin(complaint, items[0])}"]
    label, current = items[0].label, open_question(response, complaint)
    if complaint.stage is Stage.CLOSED:
        lines.append("这个投诉已经结束，东西存进去了。是另一件事就开一个新的。")
        rows: Rows = ((Button("新的投诉", "n"), Button("重新打开", f"o:{complaint.id}")),)
        address = ""
    elif label and current and isinstance(current.question.answer, Photos):
        lines += [f"归入「{LABELS[label].name}」。{score(complaint)}。", "还有就接着发；齐了点「发完了」。"]
        rows, address = buttons(response, complaint, current), slot(complaint, current)
    elif any(item.seen_as for item in items):
        lines += sorted_lines(complaint, items)
        rows, address = sorting_buttons(complaint, items), f"{complaint.id}:ack-{items[0].id}"
    else:
        lines += [f"{score(complaint)}。", "它证明什么？不确定可以不选。"]
        rows, address = label_buttons(complaint, items[0]), f"{complaint.id}:ack-{items[0].id}"
    response.say("\n".join(lines), rows, slot=address, reply_to=message, silent=True)


def _kinds(items: tuple[Evidence, ...]) -> str:
    return "、".join(dict.fromkeys(KINDS.get(item.kind, "文件") for item in items))


def _twin(complaint: Complaint, item: Evidence) -> str:
    for number, other in enumerate(complaint.evidence, 1):
        if other.id != item.id and item.unique and other.unique == item.unique:
            return f"和第 {number} 份是同一个文件，都留着。"
    return ""


def label_buttons(complaint: Complaint, item: Evidence) -> Rows:
    """One button per checklist item; an album is labelled as one."""
    items = [*scenario_of(complaint).checklist, LABELS["receipt"]]
    found = [Button(each.name, f"l:{complaint.id}:{item.id}:{each.label}") for each in items]
    return tuple(tuple(found[i : i + 2]) for i in range(0, len(found), 2))


def relabel(response: Response, complaint: Complaint, item_id: str, label: str) -> None:
    """Say what an item (and its album) proves; without a known label, offer them."""
    item = next((item for item in complaint.evidence if item.id == item_id), None)
    if item is None:
        response.toast("没有找到这一份")
        return
    address = f"{complaint.id}:ack-{item.id}"
    if label not in LABELS or not label:
        response.say("它证明什么？", label_buttons(complaint, item), slot=address)
        return
    changed = tuple(
        replace(each, label=label)
        if item.id in (each.id, each.copy_of)
        or (item.album and each.album == item.album and each.label == item.label)
        else each
        for each in complaint.evidence
    )
    complaint = response.put(replace(complaint, evidence=changed))
    response.toast("已归类")
    response.edit(address, f"✓ 归入「{LABELS[label].name}」。{score(complaint)}。")


def withdraw_item(response: Response, complaint: Complaint, item_id: str) -> None:
    """Take an item out of the count, or back in; the original stays until the complaint is deleted."""
    changed = tuple(
        replace(each, withdrawn=not each.withdrawn) if each.id == item_id else each
        for each in complaint.evidence
    )
    complaint = response.put(replace(complaint, evidence=changed))
    response.toast("已更新，原件仍保留")
    show_evidence(response, complaint)


def edited(response: Response, event: Edited) -> None:
    """An edited message is a new version: both are kept, no answer changes by itself."""
    complaint = response.caseload.focused()
    if complaint is None or not event.text or _no_room(response, complaint, 0, event.message):
        return
    version = Evidence(
        id=event.id,
        kind="text",
        received_at=response.now,
        text=event.text,
        size=len(event.text.encode()),
        sha256=sha256(event.text.encode()).hexdigest(),
        message=event.message,
    )
    response.put(replace(complaint, evidence=(*complaint.evidence, version)))
    response.say(
        "你改了之前的消息，改前改后我都留着。要改已记下的回答，请点「上一步」。", reply_to=event.message
    )


def fetched(response: Response, event: Fetched) -> None:
    """The bytes are in the vault: the item gets its size and SHA-256."""
    complaint = response.caseload.complaint(event.complaint)
    if complaint is not None:
        changed = tuple(
            replace(item, size=event.size, sha256=event.sha256) if item.id == event.item else item
            for item in complaint.evidence
        )
        have_read(response, response.put(replace(complaint, evidence=changed)), event.item)


def fetch_failed(response: Response, event: FetchFailed) -> None:
    """The bytes cannot be had: the user is told what would work, the item stays listed."""
    complaint = response.caseload.complaint(event.complaint)
    item = next((i for i in complaint.evidence if i.id == event.item), None) if complaint else None
    if complaint is None or item is None:
        return
    changed = tuple(replace(i, problem=event.why) if i.id == item.id else i for i in complaint.evidence)
    response.put(replace(complaint, evidence=changed))
    why = PROBLEMS.get(event.why, PROBLEMS["gone"])
    response.say(f"第 {complaint.evidence.index(item) + 1} 份没能存下来：{why}", reply_to=item.message)


PAGE: Final = 8


def show_evidence(response: Response, complaint: Complaint, page: int = 0) -> None:
    """The list, newest page first: number, what it proves, fingerprint, and what is still missing."""
    lines = [f"<b>{title(complaint)} 的证据</b>", score(complaint)]
    numbered = list(enumerate(complaint.evidence, 1))
    pages = max(1, -(-len(numbered) // PAGE))
    page = page % pages
    end = len(numbered) - page * PAGE
    numbered = numbered[max(0, end - PAGE) : end]
    for number, item in numbered:
        lines.append(_line(number, item, complaint))
        shown = said_by(response.view(complaint), item.id)
        lines += [f"　读到：{shown}"] * bool(shown)
        lines += [f"　{words}" for words in _words_on(complaint, item)]
    have = kept(complaint)
    lines += [
        f"缺「{item.name}」：{item.why}。"
        for item in scenario_of(complaint).required
        if not have.get(item.label)
    ]
    rows = _manage(complaint, numbered)
    if pages > 1:
        rows = (*rows, (Button(f"更早的（{page + 1}/{pages}）", f"v:{complaint.id}:{page + 1}"),))
    response.say("\n".join(lines), rows, slot=f"{complaint.id}:evidence")


def _line(number: int, item: Evidence, complaint: Complaint) -> str:
    state = "已撤下" if item.withdrawn else (item.problem and "没存下来") or (item.sha256[:8] or "正在保存")
    origin = (
        f"，转发自 {html(item.origin.name[:20])}{_when(item.origin)}{unchecked(item.origin)}"
        if item.origin
        else ""
    )
    name = html(LABELS[item.label].name if item.label in LABELS else "未归类")
    at = item.received_at.astimezone(LEGAL_ZONE)
    if item.copy_of:
        name = f"{name}（第 {seen_number(complaint, item.copy_of)} 份的遮盖副本）"
    return f"{number}. {name} · {KINDS.get(item.kind, '文件')} · {at:%m-%d %H:%M}{origin} · {state}{_same(complaint, item)}"


def _words_on(complaint: Complaint, item: Evidence) -> Iterator[str]:
    """What the user said of it, when they sent it and since."""
    caption = item.text if item.kind != "text" else ""
    if caption:
        yield f"附言：{html(caption[:CAPTION])}{'……' * (len(caption) > CAPTION)}"
    note = note_on(complaint, item.id)
    if note:
        yield f"说明：{html(note)}"


def _same(complaint: Complaint, item: Evidence) -> str:
    """The same bytes or file sent before: shown, kept all the same."""
    for number, other in enumerate(complaint.evidence, 1):
        if other.id == item.id:
            return ""
        if (item.sha256 and other.sha256 == item.sha256) or (item.unique and other.unique == item.unique):
            return f" · 同第 {number} 份"
        if item.reading and other.reading and _alike(item.reading, other.reading):
            return f" · 内容像第 {number} 份"
    return ""


def _alike(one: Reading, other: Reading) -> bool:
    """The same was read from both; where nothing was, they look the same: a screen sent again, scaled or compressed."""
    if one.fields or other.fields:
        return one.fields == other.fields
    known = one.look and other.look
    return bool(known) and (int(one.look, 16) ^ int(other.look, 16)).bit_count() <= APART


def unchecked(origin: Origin) -> str:
    """Telegram names nobody it could vouch for: the name of a hidden sender is what they call themselves."""
    return "，来源未核实" if origin.kind == "hidden_user" else ""


def _when(origin: Origin) -> str:
    return f"（{origin.at.astimezone(LEGAL_ZONE):%Y-%m-%d %H:%M}）" if origin.at else ""


def _manage(complaint: Complaint, numbered: list[tuple[int, Evidence]]) -> Rows:
    rows: list[tuple[Button, ...]] = []
    for number, item in numbered:
        look = Button(f"{number}. 看", f"lo:{complaint.id}:{item.id}")
        sort = () if item.copy_of else (Button("归类", f"l:{complaint.id}:{item.id}:"),)
        take = Button("恢复" if item.withdrawn else "撤下", f"w:{complaint.id}:{item.id}")
        note = () if item.copy_of else (Button("说明", f"nt:{complaint.id}:{item.id}"),)
        rows.append((look, *sort, *note, take))
        if masking.found_in(item):
            rows.append((masking.button(complaint, item),))
    return tuple(rows)


def verify(response: Response, complaint: Complaint) -> None:
    """Ask for the chain and the files to be checked."""
    response.about = complaint.id
    response.asks.append(Verify(complaint.id))


def verified(response: Response, event: Verified) -> None:
    """What the check found."""
    if response.caseload.complaint(event.complaint) is None:
        return
    response.about = event.complaint
    if event.sound:
        response.say(
            f"<b>核对无误</b>\n投诉 {event.complaint}：{event.entries} 条记录首尾相连，{event.items} 份文件和收到时一致。\n"
            f"链尾指纹：<code>{event.head[:32]}</code>"
        )
    else:
        found = [f"记录从第 {event.broken} 条起对不上"] if event.broken else []
        found += [f"第 {number} 份文件和收到时不一样" for number in event.changed[:9]]
        response.say(
            f"投诉 {event.complaint} 核对没有通过：{'；'.join(found) or '有改动'}。请联系运行者检查磁盘和备份。"
        )
