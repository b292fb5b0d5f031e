"""Pictures that were read: sorted under what they prove, what they show put beside the question at hand.

A reading never answers anything by itself, and never takes the user away from what they are doing.
"""

from typing import Final

from msgspec.structs import replace

from dialogs import masking, seen
from dialogs.anew import episode_id
from dialogs.asking import Open, ask, ask_in_place
from dialogs.cards import score
from dialogs.event import PictureRead
from dialogs.letters.wording import scenario_of
from dialogs.reply import Button, Read, Rows
from dialogs.response import Response
from dialogs.scenarios import LABELS
from state_machine.complaint import AFTER_FILING, Complaint, Episode, Evidence, Reading, Stage

SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".heic", ".heif")
WITH_ANY_SCENARIO: Final = ("order", "payment", "chat", "defect", "promise", "listing", "aftersales")
ADVICE: Final = {
    "narrow": "这张长截图被压得太窄，看不清字。请用「文件」方式发原图，或分成几张截图再发。",
    "heic": "这是 HEIC 格式，读不了。请导出成 JPEG，或者把它截图后再发。",
    "damaged": "这张图片不完整或已损坏。请重新截图再发。",
    "empty": "这个文件是空的。请重新截图再发。",
    "unknown_format": "这个文件写着是图片，打开却不是，没有读。文件照样存着；要发截图请用 JPEG 或 PNG。",
    "too_many_pixels": "这张图片尺寸太大，没有读。原图照样存着；请分成几张截图再发。",
    "too_long": "这张图片读得太久，停下了。原图照样存着；请裁剪到有文字的部分再发。",
    "too_small": "这张图片太小，看不清字。请发原图。",
}
MASK: Final = (
    "第 {number} 份上能看到{what}。原图照样存着；发给平台、商家和别人之前请先遮住，没用过的卡密尤其要遮。"
)


def have_read(response: Response, complaint: Complaint, item_id: str) -> None:
    """Ask for the reading of a picture whose bytes have just come."""
    item = next((each for each in complaint.evidence if each.id == item_id), None)
    if item and is_picture(item) and complaint.stage is not Stage.CLOSED:
        response.asks.append(Read(complaint.id, item.id, item.received_at))


def is_picture(item: Evidence) -> bool:
    """A photo, or a file that says it is a picture."""
    named = item.mime.startswith("image/") or item.name.lower().endswith(SUFFIXES)
    return item.kind == "photo" or (item.kind == "document" and named)


def picture_read(response: Response, event: PictureRead) -> None:
    """Keep the reading with its item, sort the item, and say what is worth it."""
    complaint = response.caseload.complaint(event.complaint)
    item = next((each for each in complaint.evidence if each.id == event.item), None) if complaint else None
    if complaint is None or item is None or item.reading is not None:
        return
    known = complaint
    item = _sorted(complaint, replace(item, reading=event.reading))
    changed = tuple(item if each.id == item.id else each for each in complaint.evidence)
    complaint = response.put(replace(complaint, evidence=changed))
    if complaint.erase_at or complaint.stage is Stage.CLOSED:
        return
    _advise(response, known, item)
    _show_sorting(response, complaint, item)
    if complaint.stage in seen.STAGES:
        doubt(response, put_seen(response, complaint))
    else:
        _mention(response, known, complaint)


def _sorted(complaint: Complaint, item: Evidence) -> Evidence:
    """Under the checklist item it looks like, unless the user already said what it proves."""
    if item.label:
        return item
    known = "scenario" in complaint.answers
    labels = tuple(row.label for row in scenario_of(complaint).checklist) if known else WITH_ANY_SCENARIO
    label = seen.proves(item, labels)
    return replace(item, label=label, seen_as=label)


def _advise(response: Response, known: Complaint, item: Evidence) -> None:
    """What could not be read and would be in another form; a secret in sight, each kind once in a complaint."""
    reading = item.reading or Reading()
    before = [each.reading for each in known.evidence if each.reading]
    advice = ADVICE.get(reading.problem, "")
    if advice and not any(one.problem == reading.problem for one in before):
        response.say(advice, reply_to=item.message)
    fresh = [
        kind
        for kind in masking.worth_saying(reading)
        if not any(kind in masking.worth_saying(one) for one in before)
    ]
    if fresh:
        words = MASK.format(
            number=seen.number(known, item.id), what="、".join(masking.SECRETS[kind] for kind in fresh)
        )
        offered = ((masking.button(known, item),),) if masking.found_in(item) else ()
        response.say(words, offered, reply_to=item.message)


def _group(complaint: Complaint, item: Evidence) -> tuple[Evidence, ...]:
    """The item, or the album it came with."""
    return tuple(
        each for each in complaint.evidence if each.id == item.id or (item.album and each.album == item.album)
    )


def _show_sorting(response: Response, complaint: Complaint, item: Evidence) -> None:
    """The acknowledgement, changed in place once everything that came together was read."""
    items = _group(complaint, item)
    unread = any(is_picture(each) and not (each.reading or each.problem) for each in items)
    if unread or _arriving(complaint, item) or not any(each.seen_as for each in items):
        return
    text = "\n".join(("已收下。", *sorted_lines(complaint, items)))
    response.edit(f"{complaint.id}:ack-{items[0].id}", text, sorting_buttons(complaint, items))


def _arriving(complaint: Complaint, item: Evidence) -> bool:
    return complaint.album is not None and complaint.album.id == item.album


def sorted_lines(complaint: Complaint, items: tuple[Evidence, ...]) -> list[str]:
    """Which checklist item each picture went under."""
    names = (f"第 {seen.number(complaint, each.id)} 份{_name(each)}" for each in items)
    return [f"看图归类：{'，'.join(names)}。", f"{score(complaint)}。"]


def _name(item: Evidence) -> str:
    return f"「{LABELS[item.label].name}」" if item.label else "还没归类"


def sorting_buttons(complaint: Complaint, items: tuple[Evidence, ...]) -> Rows:
    """To change it: one picture's own list, or the evidence list for an album."""
    one = f"l:{complaint.id}:{items[0].id}:" if len(items) == 1 else f"v:{complaint.id}"
    return ((Button("改归类", one),),)


def put_seen(response: Response, complaint: Complaint) -> Complaint:
    """The card of what pictures show and nobody answered yet: sent once, then changed in place as more is read.

    While an album still arrives nothing is put.
    """
    if complaint.album or complaint.stage not in seen.STAGES:
        return complaint
    card = seen.proposals(response.view(complaint))
    going = next((e for e in complaint.episodes if e.kind == seen.KIND and e.closed_at is None), None)
    if not card or (going and all(going.answers.get(key) == value for key, value in card.items())):
        return complaint
    episode = going or Episode(seen.KIND, episode_id(complaint, seen.KIND), response.now)
    shown = replace(episode, answers=seen.with_card(episode, card))
    others = tuple(e for e in complaint.episodes if e.id != episode.id)
    complaint = response.put(replace(complaint, episodes=(*others, shown)))
    put = ask_in_place if going else ask
    put(response, complaint, Open(seen.CARD[0], shown))
    return complaint


def doubt(response: Response, complaint: Complaint) -> Complaint:
    """Put every contradiction between a picture and an answer to the user, each once."""
    if complaint.album or complaint.stage not in seen.STAGES:
        return complaint
    complaint = _without_idle(response, complaint)
    for each in seen.contradictions(response.view(complaint)):
        if seen.asked_about(complaint, each):
            continue
        said = complaint.answers[each.key]
        facts = {seen.FACT: each.key, seen.SHOWN: each.answer, seen.SAID: said, seen.ITEM: each.item}
        episode = Episode(seen.DIFFERS, episode_id(complaint, seen.DIFFERS), response.now, answers=facts)
        complaint = response.put(replace(complaint, episodes=(*complaint.episodes, episode)))
        ask(response, complaint, Open(seen.WHICH[0], episode))
    return complaint


def _without_idle(response: Response, complaint: Complaint) -> Complaint:
    """Cards that have nothing left to ask are over."""
    idle = [e for e in complaint.episodes if e.closed_at is None and seen.is_idle(complaint, e)]
    if not idle:
        return complaint
    episodes = tuple(replace(e, closed_at=response.now) if e in idle else e for e in complaint.episodes)
    return response.put(replace(complaint, episodes=episodes))


def _mention(response: Response, known: Complaint, complaint: Complaint) -> None:
    """After filing nothing is proposed; a new contradiction is said, with the way to correct the answer."""
    if complaint.stage not in (Stage.FILING, *AFTER_FILING):
        return
    before = {(each.key, each.answer) for each in seen.contradictions(response.view(known))}
    for each in seen.contradictions(response.view(complaint)):
        if (each.key, each.answer) not in before:
            words = seen.difference(complaint, each.key, each.answer, each.item)
            button = Button(f"改：{seen.FACTS[each.key].name}", f"g:{complaint.id}:{each.key}")
            response.say(f"{words}说错了可以改，没说错就不用管。", ((button,),))
