"""A page as the choices see it: its pieces in their places, and everything on it that could be a fact."""

from datetime import datetime
from functools import cached_property

from evidence.layout import Sheet
from evidence.line import Page
from evidence.understanding import candidates, sayings, wordings
from evidence.understanding.candidates import Candidate
from evidence.understanding.surroundings import Surroundings


class Sight:
    """Candidates are looked for when they are first asked for. `now`, Chinese time, resolves words such as 昨天."""

    def __init__(self, page: Page, now: datetime | None = None) -> None:
        self.sheet = Sheet(page)
        self.around = Surroundings(self.sheet)
        self._now = now

    @cached_property
    def numbers(self) -> list[Candidate]:
        """Of orders, payments, parcels, people."""
        return list(candidates.numbers(self.sheet, self.around))

    @cached_property
    def sums(self) -> list[Candidate]:
        """In yuan with two decimals."""
        return list(candidates.sums(self.sheet, self.around))

    @cached_property
    def moments(self) -> list[Candidate]:
        """As `YYYY-MM-DD HH:MM[:SS]`."""
        return list(candidates.moments(self.sheet, self.around, self._now))

    @cached_property
    def names(self) -> list[Candidate]:
        """Of goods, shops, sites and everything else."""
        return list(wordings.names(self.sheet, self.around))

    @cached_property
    def platforms(self) -> list[Candidate]:
        """Names, and well-known platforms wherever they are named."""
        return [*self.names, *candidates.mentions(self.sheet, self.around)]

    @cached_property
    def channels(self) -> list[Candidate]:
        """Ways to pay."""
        return list(candidates.channels(self.sheet, self.around))

    @cached_property
    def promises(self) -> list[Candidate]:
        """Stretches of sentences that could promise a delivery."""
        return list(sayings.promises(self.sheet, self.around))

    @cached_property
    def answers(self) -> list[Candidate]:
        """What a page or a program could have answered to a key."""
        return list(sayings.answers(self.sheet, self.around))

    @cached_property
    def refusals(self) -> list[list[Candidate]]:
        """For every clause the wordings in which it could be a refusal."""
        return [found for found in sayings.refusals(self.sheet, self.around) if found]
