"""What happens meanwhile: opened by a tap or a story, closed when nothing of it is left to ask."""

from collections.abc import Mapping

from msgspec.structs import replace

from dialogs import notes
from dialogs.anew import episode_id, is_answered
from dialogs.asking import ask_open, letter
from dialogs.phrases import fill
from dialogs.response import Response
from dialogs.script import INTERLUDES, QUESTIONS
from dialogs.seen import filling
from dialogs.telling import KIND
from state_machine.complaint import Answer, Complaint, Episode


def open_interlude(response: Response, complaint: Complaint, kind: str) -> None:
    """Something that can recur has happened: its questions come first until they are answered."""
    interlude = INTERLUDES.get(kind)
    if interlude is None or not interlude.offered(response.view(complaint)):
        response.toast("现在用不到这个了")
        ask_open(response, complaint)
        return
    ask_open(response, opened(response, complaint, kind))


def describe(response: Response, complaint: Complaint, item: str) -> None:
    """Ask for a sentence on a piece of evidence; one asked for before and not given is let go."""
    known = any(each.id == item for each in complaint.evidence)
    if not known or complaint.stage not in INTERLUDES[notes.KIND].stages:
        response.toast("现在用不到这个了")
        return
    kept = tuple(e for e in complaint.episodes if not (e.kind == notes.KIND and e.closed_at is None))
    complaint = replace(complaint, episodes=kept, pinned="")
    about = Episode(notes.KIND, episode_id(complaint, notes.KIND), response.now, answers={notes.ITEM: item})
    ask_open(response, response.put(replace(complaint, episodes=(*kept, about))))


def opened(response: Response, complaint: Complaint, kind: str) -> Complaint:
    """The complaint with such an episode open: the one already going, or a new one with its letter."""
    going = next((e for e in complaint.episodes if e.kind == kind and e.closed_at is None), None)
    if going:
        last = (*(e for e in complaint.episodes if e is not going), going)
        return response.put(replace(complaint, episodes=last, pinned=""))
    episode = Episode(kind, episode_id(complaint, kind), response.now)
    complaint = response.put(replace(complaint, episodes=(*complaint.episodes, episode), pinned=""))
    if INTERLUDES[kind].opening:
        letter(response, complaint, INTERLUDES[kind].opening)
    return complaint


def propose(response: Response, complaint: Complaint, found: Mapping[str, Answer]) -> None:
    """Put what a story gave to the user as one card; a second story adds to the first."""
    going = next((e for e in complaint.episodes if e.kind == KIND and e.closed_at is None), None)
    episode = going or Episode(KIND, episode_id(complaint, KIND), response.now)
    told = replace(episode, answers={**episode.answers, **found})
    others = tuple(e for e in complaint.episodes if e.id != episode.id)
    ask_open(response, response.put(replace(complaint, episodes=(*others, told), pinned="")))


def close_episodes(response: Response, complaint: Complaint) -> Complaint:
    """An episode with nothing left to ask is over; so is one that passed with its stage."""
    going = [e for e in complaint.episodes if e.closed_at is None]
    answered = [e for e in going if is_answered(e, complaint, response.now)]
    for episode in answered:
        if INTERLUDES[episode.kind].fills:
            complaint = _filled(response, complaint, episode)
        elif INTERLUDES[episode.kind].ending:
            response.say(fill(INTERLUDES[episode.kind].ending, response.view(complaint, episode)))
    over = [*answered, *(e for e in going if _passed(complaint, e))]
    if not over:
        return complaint
    closed = tuple(replace(e, closed_at=response.now) if e in over else e for e in complaint.episodes)
    return response.put(replace(complaint, episodes=closed))


def _filled(response: Response, complaint: Complaint, episode: Episode) -> Complaint:
    """What was agreed on becomes answers where there is none yet; what they would have said is said."""
    fresh = filling(complaint, episode)
    complaint = response.put(replace(complaint, answers={**complaint.answers, **fresh}))
    for key, value in fresh.items():
        option = QUESTIONS[key].option(value)
        if option and option.note:
            letter(response, complaint, option.note)
    return complaint


def _passed(complaint: Complaint, episode: Episode) -> bool:
    interlude = INTERLUDES[episode.kind]
    entered = complaint.entered_at.get(complaint.stage.value, episode.opened_at)
    return complaint.stage not in interlude.stages or (interlude.passing and entered > episode.opened_at)
