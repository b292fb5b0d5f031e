"""Files and folders that only their owner may read, and names that are on the disk when we say so."""

import os
from pathlib import Path


class FolderProblem(Exception):
    """A folder cannot be used; the text is one line."""


def private(path: str, flags: int) -> int:
    """An opener (for `open`) of files with mode 0600."""
    return os.open(path, flags, 0o600)


def private_folder(path: Path) -> Path:
    """Make the folder, or tighten the one that is there, to mode 0700; returns it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def usable_folder(path: Path, name: str) -> Path:
    """`private_folder` for one an operator chose. Raises FolderProblem with `name`, the setting."""
    try:
        path = path.resolve()
        if path.parent == path:
            raise FolderProblem(f"{name}: {path} is the whole disk; a folder of its own is needed")
        private_folder(path)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise FolderProblem(f"{name}: {path} cannot be used: {why}") from None
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise FolderProblem(f"{name}: {path} cannot be written to")
    return path


def sync_folder(folder: Path) -> None:
    """Make names just added to or removed from a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
