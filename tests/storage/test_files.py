"""Folders an operator chose."""

from pathlib import Path

import pytest

from storage.files import FolderProblem, usable_folder


@pytest.mark.parametrize("folder", ["/dev/null", "/dev/null/x", "/proc/none", "/", "/tmp/" + "x" * 300])
def test_what_cannot_hold_data_is_refused_by_its_setting(folder: str) -> None:
    with pytest.raises(FolderProblem, match=f"^DATA_DIR: {folder} ") as refused:
        usable_folder(Path(folder), "DATA_DIR")
    assert len(str(refused.value).splitlines()) == 1


def test_a_folder_is_made_and_closed_to_others(tmp_path: Path) -> None:
    folder = usable_folder(tmp_path / "a" / "b", "DATA_DIR")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert usable_folder(folder, "DATA_DIR") == folder
