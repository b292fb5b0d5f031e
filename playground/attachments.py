"""From uploaded bytes to the photo, document, video, voice or audio of a message."""

import asyncio
import mimetypes
from pathlib import PurePosixPath

from playground import photos
from playground.call import Upload
from playground.errors import Refused, bad
from playground.files import Files, Part
from playground.values import Json

KINDS = ("photo", "document", "video", "voice", "audio")
_SHAPE = {
    "document": (),
    "video": ("width", "height", "duration"),
    "voice": ("duration",),
    "audio": ("duration",),
}


async def prepare(
    files: Files, kind: str, upload: Upload, facts: Json | None = None, *, by_user: bool = False
) -> tuple[Part, ...]:
    """Store an upload and work out its sizes or thumbnail, off the event loop. Raises Refused(400)."""
    if not upload.content:
        raise bad("file must be non-empty")
    if kind == "photo":
        return await asyncio.to_thread(_photo, files, upload, by_user)
    return await asyncio.to_thread(_file, files, kind, upload, facts or {})


def _photo(files: Files, upload: Upload, by_user: bool) -> tuple[Part, ...]:
    return tuple(
        Part(
            "photo",
            files.store(size.content),
            len(size.content),
            ".jpg",
            {"width": size.width, "height": size.height},
        )
        for size in photos.ladder(upload.content, any_shape=by_user)
    )


def _file(files: Files, kind: str, upload: Upload, facts: Json) -> tuple[Part, ...]:
    """Byte for byte as it was sent."""
    told = {name: int(facts.get(name) or 0) for name in _SHAPE[kind]} | {"mime_type": _mime(upload)}
    if kind != "voice":
        told["file_name"] = upload.name
    main = Part(kind, files.store(upload.content), len(upload.content), _suffix(upload), told)
    return (main, *_thumbnail(files, upload)) if kind == "document" else (main,)


def _mime(upload: Upload) -> str:
    plain = upload.mime.partition(";")[0].strip().lower()
    guessed = mimetypes.guess_type(upload.name)[0]
    return plain if plain and plain != "application/octet-stream" else guessed or "application/octet-stream"


def _suffix(upload: Upload) -> str:
    """The extension for file_path, only when it is harmless."""
    suffix = PurePosixPath(upload.name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 8 else ""


def _thumbnail(files: Files, upload: Upload) -> tuple[Part, ...]:
    """A small preview of a picture sent as a file; none for what is no picture."""
    try:
        size = photos.ladder(upload.content, (photos.THUMBNAIL,), any_shape=True)[-1]
    except Refused:
        return ()
    digest = files.store(size.content)
    return (
        Part("thumbnail", digest, len(size.content), ".jpg", {"width": size.width, "height": size.height}),
    )


def again(files: Files, kind: str, identity: str) -> tuple[Part, ...]:
    """The parts of a file that was sent before. Raises Refused(400)."""
    if "://" in identity:
        raise bad("failed to get HTTP URL content")
    if not identity:
        raise bad(f"there is no {kind} in the request")
    try:
        kept = files.find(identity)
    except Refused as error:
        raise bad("wrong file identifier/HTTP URL specified") from error
    if kept.kind != kind:
        raise bad(f"can't use file of type {kept.kind.title()} as {kind.title()}")
    return kept.parts


def attach(files: Files, parts: tuple[Part, ...]) -> Json:
    """The message's field for prepared parts, with new file_ids. Inside State.change()."""
    kind = parts[0].kind
    named = [files.name(part, parts) for part in parts]
    if kind == "photo":
        return {"photo": named}
    if len(named) > 1:
        named[0]["thumbnail"] = named[1]
    return {kind: named[0]}
