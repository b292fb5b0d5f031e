"""`python -m playground`: prints where it is, ends with its parent, keeps its state through a kill."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from playground import TOKEN

ROOT = Path(__file__).parents[2]


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "playground", "--port", "0", "--data", str(folder), *more]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line.startswith("playground: http://127.0.0.1:")
    return line.removeprefix("playground: ")


def play(url: str, act: str, **body: Any) -> Any:
    headers = {"X-Session": TOKEN, "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(f"{url}play/{act}", data, headers)) as answer:
        return json.load(answer)


def test_it_ends_when_its_parents_pipe_closes(tmp_path: Path) -> None:
    process = start(tmp_path, "--with-parent")
    address(process)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_on_sigterm_without_a_word(tmp_path: Path) -> None:
    process = start(tmp_path)
    address(process)
    process.terminate()
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    process = start(tmp_path)
    url = address(process)
    user = play(url, "users", first_name="小林")["id"]
    for number in range(20):
        play(url, "send", user=user, text=str(number))
    process.kill()
    process.communicate(timeout=10)
    process = start(tmp_path)
    try:
        shown = play(address(process), f"chat?user={user}")["messages"]
        assert [m["text"] for m in shown] == [str(number) for number in range(20)]
    finally:
        process.kill()
        process.communicate(timeout=10)


def test_a_second_one_on_the_same_folder_refuses_in_one_line(tmp_path: Path) -> None:
    first = start(tmp_path)
    try:
        address(first)
        second = start(tmp_path)
        _, err = second.communicate(timeout=10)
        assert second.returncode == 2
        assert err.strip() == f"playground: {tmp_path} is in use by another playground"
    finally:
        first.kill()
        first.communicate(timeout=10)


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    first = start(tmp_path / "a")
    try:
        port = address(first).rpartition(":")[2].strip("/")
        second = start(tmp_path / "b", "--port", port)
        _, err = second.communicate(timeout=10)
        assert second.returncode == 2
        assert err.strip() == f"playground: cannot start on port {port}: Address already in use"
    finally:
        first.kill()
        first.communicate(timeout=10)
