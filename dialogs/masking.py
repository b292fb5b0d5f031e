"""A copy of a picture without what others should not see: proposed, agreed on by a tap, looked at before it is used.

The original is never changed. What stands in for it in papers is the copy made last that was not taken back.
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from dialogs.event import Masked
from dialogs.letters.wording import html
from dialogs.reply import Button, File, Mask, Rows
from dialogs.response import Response
from dialogs.scenarios import LABELS
from dialogs.seen import number
from state_machine.complaint import LEGAL_ZONE, Complaint, Evidence, Reading

SECRETS: Final = {
    "card_key": "卡密",
    "identity": "身份证号",
    "bank_card": "银行卡号",
    "phone": "手机号",
    "faces": "头像和昵称",
}
WORTH_SAYING: Final = ("card_key", "identity", "bank_card")  # a phone number is on half of all order pages
ALL: Final = "all"  # but not who else is in a chat
EVERY: Final = "every"
FACES: Final = "faces"
LONGEST: Final = 3000  # characters of a text shown again; the whole is in the export
FAILED: Final = "第 {number} 份的副本没有做成，原图还在。请用手机相册里的涂抹功能遮住，再作为新的一份发给我。"
DONE: Final = (
    "第 {number} 份是第 {original} 份的遮盖副本，盖住了 {covered} 处。请放大看一遍，机器可能认漏：没盖全的，"
    "用手机涂抹好再发一份。\n以后的材料写这一份；原图照样存着，只给办案的人看。"
)


def found_in(item: Evidence) -> dict[str, int]:
    """What was seen on it that others should not see, in how many places."""
    seen = item.reading.secrets if item.reading else {}
    return {kind: seen[kind] for kind in SECRETS if seen.get(kind)}


def worth_saying(reading: Reading) -> tuple[str, ...]:
    """The kinds that are warned of; a card key by its looks alone cannot be covered, but is."""
    return tuple(
        kind
        for kind in WORTH_SAYING
        if reading.secrets.get(kind) or (kind == "card_key" and reading.card_key)
    )


def button(complaint: Complaint, item: Evidence) -> Button:
    """Begins it."""
    return Button(f"第 {number(complaint, item.id)} 份：遮住再用", f"mk:{complaint.id}:{item.id}:")


def mask(response: Response, complaint: Complaint, argument: str) -> None:
    """`<item>:` asks which kinds to cover, `<item>:<kind>` or `<item>:all` has the copy made."""
    id, _, kinds = argument.partition(":")
    item = next((each for each in complaint.evidence if each.id == id), None)
    present = found_in(item) if item else {}
    if item is None or not present:
        response.toast("这一份上没有认出要遮的")
    elif not kinds:
        _propose(response, complaint, item, present)
    elif kinds in present or (kinds == ALL and _usual(present)) or kinds == EVERY:
        wanted = _usual(present) if kinds == ALL else tuple(present) if kinds == EVERY else (kinds,)
        response.asks.append(Mask(complaint.id, item.id, wanted))
        response.toast("好，正在做副本")
        response.edit(
            _slot(complaint, item), f"✓ 遮住第 {number(complaint, id)} 份的{_names(wanted)}，副本做好就发来。"
        )
    else:
        response.toast("这一份上没有认出要遮的")


def _propose(response: Response, complaint: Complaint, item: Evidence, present: dict[str, int]) -> None:
    seen = "、".join(f"{SECRETS[kind]} {count} 处" for kind, count in present.items())
    start = f"mk:{complaint.id}:{item.id}:"
    choices = [
        Button(f"只遮{SECRETS[kind]}", start + kind) for kind in present if len(present) > 1 or kind == FACES
    ]
    if usual := _usual(present):
        choices.insert(0, Button("都遮住" if len(usual) == len(present) else "遮住号码", start + ALL))
    if usual and len(usual) < len(present):
        choices.append(Button("全部遮住", start + EVERY))
    choices.append(Button("不用遮", f"c:{complaint.id}"))
    rows: Rows = tuple(tuple(choices[i : i + 2]) for i in range(0, len(choices), 2))
    hint = "头像和昵称一般要留着，好看出是谁说的。" if FACES in present else ""
    response.say(
        f"第 {number(complaint, item.id)} 份上像是有：{seen}。\n我做一份副本，在上面涂黑；原图不动。{hint}遮哪些？",
        rows,
        slot=_slot(complaint, item),
    )


def _usual(present: Mapping[str, int]) -> tuple[str, ...]:
    """What is better covered; who says what in a chat is better seen."""
    return tuple(kind for kind in present if kind != FACES)


def _slot(complaint: Complaint, item: Evidence) -> str:
    return f"{complaint.id}:mask-{item.id}"


def _names(kinds: tuple[str, ...]) -> str:
    return "、".join(SECRETS[kind] for kind in kinds)


def masked(response: Response, event: Masked) -> None:
    """The copy becomes an item of its own, is sent to be looked at, and may be taken back."""
    complaint = response.caseload.complaint(event.complaint)
    item = next((each for each in complaint.evidence if each.id == event.item), None) if complaint else None
    if complaint is None or item is None:
        return
    original = number(complaint, item.id)
    if event.problem:
        response.say(FAILED.format(number=original), reply_to=item.message)
        return
    copy = Evidence(
        id=event.id,
        kind="photo",
        received_at=response.now,
        label=item.label,
        mime="image/jpeg",
        size=event.size,
        sha256=event.sha256,
        copy_of=item.id,
    )
    earlier = tuple(
        replace(each, withdrawn=True) if each.copy_of == item.id else each for each in complaint.evidence
    )
    complaint = response.put(replace(complaint, evidence=(*earlier, copy)))
    if complaint.erase_at:
        return
    response.replies.append(file_of(complaint, copy))
    place = number(complaint, copy.id)
    response.say(
        DONE.format(number=place, original=original, covered=event.covered),
        ((Button("不用副本，用原图", f"w:{complaint.id}:{copy.id}"),),),
    )


SUFFIXES: Final = {
    "photo": ".jpg",
    "video": ".mp4",
    "video_note": ".mp4",
    "animation": ".mp4",
    "voice": ".ogg",
    "audio": ".mp3",
}
SAFE: Final = (
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".gif",
    ".bmp",
    ".heic",
    ".pdf",
    ".txt",
    ".mp4",
    ".mp3",
    ".docx",
    ".xlsx",
)


def file_of(complaint: Complaint, item: Evidence) -> File:
    """An item as it lies in the vault, under a name that is not the sender's; the caption is its receipt."""
    place, what = number(complaint, item.id), LABELS.get(item.label, LABELS[""]).name
    own = next((suffix for suffix in SAFE if item.name.lower().endswith(suffix)), ".bin")
    name = f"{place:03}-{what}{'-遮盖副本' * bool(item.copy_of)}{SUFFIXES.get(item.kind, own)}"
    at = item.received_at.astimezone(LEGAL_ZONE)
    receipt = f"第 {place} 份 · {at:%Y-%m-%d %H:%M} 收到 · 指纹 {item.sha256[:8]}"
    return File(complaint.id, item.id, name, receipt, kept=True)


def look(response: Response, complaint: Complaint, item_id: str) -> None:
    """Send a piece of evidence back as it was kept."""
    item = next((each for each in complaint.evidence if each.id == item_id), None)
    if item is None:
        response.toast("没有找到这一份")
    elif item.kind == "text":
        words = html(item.text[:LONGEST]) + "……" * (len(item.text) > LONGEST)
        response.say(f"第 {number(complaint, item_id)} 份：\n<blockquote expandable>{words}</blockquote>")
    elif not item.sha256:
        response.toast("这一份还没有存好" if not item.problem else "这一份没能存下来")
    else:
        response.toast("马上发来")
        response.replies.append(file_of(complaint, item))
