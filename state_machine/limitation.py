"""What makes the limitation start anew: every demand, complaint, report and suit the user told us of (民法典 195).

The dates we warn of stay those of the earliest start: whether an interruption holds is for a court to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from state_machine.channels import filings
from state_machine.complaint import LEGAL_ZONE, Answer, Complaint, Episode, is_known


@dataclass(frozen=True, slots=True)
class Interruption:
    """One event: its day, what it was in Chinese, the statute that makes it one."""

    day: date
    what: str
    statute: str


MEDIATORS: Final = ("association", "industry")


def interruptions(complaint: Complaint) -> tuple[Interruption, ...]:
    """Everything told that interrupts the limitation, in order of day."""
    found = [each for filing in filings(complaint) for each in _of_filing(filing)]
    found += [each for episode in complaint.episodes for each in _of_episode(episode)]
    return tuple(sorted(found, key=lambda each: each.day))


def _of_filing(filing: Mapping[str, Answer]) -> Iterator[Interruption]:
    """诉讼时效规定 12: bodies that may resolve the dispute; 13: the police; 10: a suit."""
    if is_known(filing.get("authority_filed_on")):
        yield Interruption(
            _day(filing, "authority_filed_on"), "向 12315 投诉", "limitation-interpretation-12"
        )
    if filing.get("door") in MEDIATORS and is_known(filing.get("outside_filed_on")):
        yield Interruption(_day(filing, "outside_filed_on"), "请求调解", "limitation-interpretation-12")
    if is_known(filing.get("law_filed_on")):
        if filing.get("law_route") == "police":
            yield Interruption(_day(filing, "law_filed_on"), "报案", "limitation-interpretation-13")
        else:
            yield Interruption(_day(filing, "law_filed_on"), "起诉", "limitation-interpretation-10")


def _of_episode(episode: Episode) -> Iterator[Interruption]:
    """诉讼时效规定 8: a demand in writing that arrived; 13: the police; 民法典 195（二）: an agreement to perform."""
    if episode.kind == "demanded" and is_known(episode.answers.get("arrived_on")):
        yield Interruption(
            _day(episode.answers, "arrived_on"), "书面要求送达对方", "limitation-interpretation-8"
        )
    if episode.kind == "urgent" and "police" in str(episode.answers.get("steps", "")).split():
        day = (episode.closed_at or episode.opened_at).astimezone(LEGAL_ZONE).date()
        yield Interruption(day, "报案", "limitation-interpretation-13")
    if episode.kind == "offer" and episode.answers.get("decision") == "accept":
        day = episode.opened_at.astimezone(LEGAL_ZONE).date()
        yield Interruption(day, "对方答应履行", "civil-195")


def _day(answers: Mapping[str, Answer], key: str) -> date:
    return date.fromisoformat(str(answers[key])[:10])
