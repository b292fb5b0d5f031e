"""One Bot API call, whichever way it came: query string, form, JSON or multipart with attach://name."""

from dataclasses import dataclass, field

import msgspec
from aiohttp import web
from aiohttp.multipart import BodyPartReader

from playground.errors import Refused, bad
from playground.values import Json, Value, whole


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: the name is the sender's word and never used as a path."""

    name: str
    mime: str
    content: bytes


@dataclass
class Call:
    """Parameters and uploaded files; a nested value may be JSON text or JSON."""

    values: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string parameter; numbers and booleans are written out."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int) -> int:
        """An integer parameter, `default` when absent or not a number (as Telegram does)."""
        found = whole(self.text(name))
        return default if found is None else found

    def flag(self, name: str) -> bool:
        """A boolean parameter."""
        return self.text(name).strip().lower() in ("true", "1", "yes")

    def json(self, name: str) -> Value:
        """A nested parameter, None when absent. Raises Refused when it is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError as error:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def object(self, name: str) -> Json:
        """A nested object, empty when absent. Raises Refused."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad(f"can't parse {name.replace('_', ' ')}: expected an Object")
        return value or {}

    def array(self, name: str) -> list[Value]:
        """A nested array, empty when absent. Raises Refused."""
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise bad(f"can't parse {name.replace('_', ' ')}: expected an Array")
        return value or []

    def upload(self, name: str) -> Upload | str:
        """A file parameter: the uploaded file, or the file_id or URL given in its place."""
        return self.reference(self.files.get(name) or self.text(name))

    def reference(self, value: Upload | str) -> Upload | str:
        """Resolve attach://name."""
        if isinstance(value, str) and value.startswith("attach://"):
            found = self.files.get(value.removeprefix("attach://"))
            if found is None:
                raise bad("wrong file identifier/HTTP URL specified")
            return found
        return value


async def read(request: web.Request) -> Call:
    """Read a request into a Call. Raises Refused(400) on a body that is not what it says it is."""
    call = Call(dict(request.query))
    if not request.can_read_body:
        return call
    if request.content_type == "application/json":
        call.values |= _object(await request.read())
    elif request.content_type == "multipart/form-data":
        await _multipart(request, call)
    elif request.content_type == "application/x-www-form-urlencoded":
        call.values |= {
            name: value for name, value in (await request.post()).items() if isinstance(value, str)
        }
    return call


def _object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise bad("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad("expected an Object in the request body")
    return value


async def _multipart(request: web.Request, call: Call) -> None:
    """Parts with a file name are files, the others are parameters."""
    total = 0
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            content = bytes(await part.read(decode=True))
            total += len(content)
            if total > request.client_max_size:
                raise Refused(413, "Request Entity Too Large")
            _add(call, part, content)
    except ValueError as error:
        raise bad("can't parse multipart body") from error


def _add(call: Call, part: BodyPartReader, content: bytes) -> None:
    name = part.name or ""
    if part.filename is None:
        call.values[name] = content.decode("utf-8", "replace")
        return
    key = name if name not in call.files else f"{name}#{len(call.files)}"  # several files under one name
    mime = part.headers.get("Content-Type", "application/octet-stream")
    call.files[key] = Upload(part.filename or "file", mime, content)
