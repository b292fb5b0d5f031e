"""Bytes of what was sent, from Telegram into the vault."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import quote

import msgspec
from telegram.error import NetworkError

from dialogs.event import Fetched, FetchFailed
from dialogs.reply import Fetch
from messenger.api import Refused
from messenger.download import Missing, TooBig, download
from messenger.means import Means
from messenger.request import Request
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from storage import vault
from storage.work import Job

LARGEST: Final = 20 * 1024 * 1024  # getFile gives no more
ATTEMPTS: Final = 24  # with the pauses between them: over a day
_GONE: Final = (400, 404, 410)


class _File(msgspec.Struct):
    """What getFile answers; the path is only good for an hour."""

    file_path: str = ""


_file: Final = msgspec.json.Decoder(_File)


@dataclass(frozen=True, slots=True)
class Files:
    """Where the server keeps its files, and the client to fetch them with."""

    request: Request
    url: str


class Fetching:
    """Fetches one item."""

    def __init__(self, means: Means, outcome: Outcome, files: Files) -> None:
        self._store = means.store
        self._api = means.api
        self._operators = means.operators
        self._outcome = outcome
        self._files = files
        self.kinds = {"fetch": Kind(self._fetch, self._give_up)}

    async def _fetch(self, job: Job) -> None:
        ask = msgspec.json.decode(job.body, type=Fetch)
        try:
            if ask.size > LARGEST:
                raise TooBig
            size, sha256 = await self._bytes(job.user, ask)
        except TooBig:
            await self._failed(job, ask, "too_big")
        except (Refused, Missing) as error:
            await self._refused(job, ask, error)
        else:
            event = Fetched(id=job.event_id, complaint=ask.complaint, item=ask.item, size=size, sha256=sha256)
            unwanted = partial(vault.erase, self._store, job.user, [ask.item])
            await self._outcome.finish(job, event, unwanted=unwanted)

    async def _bytes(self, user: int, ask: Fetch) -> tuple[int, str]:
        """Size and SHA-256 of the item, now in the vault."""
        answer = _file.decode(await self._api.call("getFile", {"file_id": ask.file}))
        if not answer.file_path:
            raise NetworkError("getFile gave no path")
        url = f"{self._files.url}/{quote(answer.file_path)}"
        with vault.receive(self._store, user, ask.item) as incoming:
            await download(self._files.request, url, LARGEST, incoming.write)
            return await asyncio.to_thread(incoming.commit)

    async def _refused(self, job: Job, ask: Fetch, error: Refused | Missing) -> None:
        if isinstance(error, Refused) and error.code == 400 and "too big" in error.why.lower():
            await self._failed(job, ask, "too_big")
        elif error.code in _GONE and job.attempts + 1 >= ATTEMPTS:
            await self._failed(job, ask, "gone")
        else:
            raise error

    async def _failed(self, job: Job, ask: Fetch, why: str) -> None:
        event = FetchFailed(id=job.event_id, complaint=ask.complaint, item=ask.item, why=why)
        await self._outcome.finish(job, event)

    async def _give_up(self, job: Job) -> None:
        await self._failed(job, msgspec.json.decode(job.body, type=Fetch), "gone")
        self._operators.tell("a file is given up", str(job.id))
