"""Files and folders that only their owner may read, and names that are on the disk when we say so."""

import os
from pathlib import Path


def private(path: str, flags: int) -> int:
    """An opener (for `open`) of files with mode 0600."""
    return os.open(path, flags, 0o600)


def private_folder(path: Path) -> Path:
    """Make the folder, or tighten the one that is there, to mode 0700; returns it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def sync_folder(folder: Path) -> None:
    """Make names just added to or removed from a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
