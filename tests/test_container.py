"""The container without an engine: the Dockerfile's steps run in folders, with only the files it copies.

A stage becomes a folder; paths of the image are rewritten into it. What needs root there (a user, ownership)
is read, not run.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("/venv", "/build", "/app", "/data", "/key")
UNREACHABLE = re.compile(r"No matching distribution|Could not find a version|Connection|Retrying|timed out")
RUN_SECONDS = 60
TRIES = 20  # each takes about half a second


@dataclass
class Stage:
    """One stage of the image, played in a folder."""

    root: Path
    name: str = ""
    workdir: str = "/"
    user: str = "root"
    env: dict[str, str] = field(default_factory=dict)
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def inside(self, text: str) -> str:
        """The text with the image's paths led into the stage's folder."""
        paths = "|".join(map(re.escape, FOLDERS))
        return re.sub(rf"(?<![\w.])({paths})(?![\w.-])", lambda found: f"{self.root}{found[1]}", text)

    def path(self, name: str) -> Path:
        """Where a path of the image, absolute or from its working directory, lies here."""
        return self.root / str(Path(self.workdir) / name).lstrip("/")

    def environment(self, kept: tuple[str, ...] = ()) -> dict[str, str]:
        """What a process in the image sees; `kept` are prefixes of ours that pip needs to find packages."""
        outer = {name: value for name, value in os.environ.items() if name.startswith(kept)} if kept else {}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        inner = {name: self.inside(value).replace("$PATH", path) for name, value in self.env.items()}
        return {"PATH": path, "LANG": "C.UTF-8", **outer, **inner}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions: name and the rest of the line."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    split = (line.partition(" ") for line in lines if line.strip() and not line.startswith("#"))
    return [(name, rest.strip()) for name, _, rest in split]


def ignored(name: str) -> bool:
    """Whether .dockerignore keeps a path (from the root) out; the last line that matches decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split():
        pattern = line.removeprefix("!")
        parts = Path(name).parts
        if pattern.startswith("**/"):
            hit = any(Path(part).match(pattern[3:]) for part in parts)
        else:
            hit = Path(parts[0]).match(pattern)
        if hit and not line.startswith("#"):
            out = not line.startswith("!")
    return out


def build(place: Path) -> Stage:
    """Play every instruction; the last stage."""
    stages: list[Stage] = []
    for name, rest in instructions():
        if name == "FROM":
            stages.append(Stage(place / f"stage{len(stages)}", name=rest.partition(" AS ")[2]))
            for folder in FOLDERS:
                (stages[-1].root / folder[1:]).parent.mkdir(parents=True, exist_ok=True)
        else:
            PLAYED[name](stages, rest)
    return stages[-1]


def _workdir(stages: list[Stage], rest: str) -> None:
    stages[-1].workdir = rest
    stages[-1].path(".").mkdir(parents=True, exist_ok=True)


def _env(stages: list[Stage], rest: str) -> None:
    words = (word.partition("=") for word in shlex.split(rest))
    stages[-1].env.update({name: value for name, _, value in words})


def _copy(stages: list[Stage], rest: str) -> None:
    *sources, target = rest.split()
    if sources[0].startswith("--from="):
        wanted = sources.pop(0).removeprefix("--from=")
        origin = next(stage for stage in stages if stage.name == wanted)
        shutil.move(origin.path(sources[0]), stages[-1].path(target))
        return
    for source in sources:
        _copied(source, stages[-1].path(target))


def _copied(source: str, target: Path) -> None:
    assert not ignored(source), f"{source} is copied but .dockerignore keeps it out"
    if (ROOT / source).is_dir():
        shutil.copytree(
            ROOT / source,
            target,
            ignore=lambda folder, names: [
                name for name in names if ignored(str((Path(folder) / name).relative_to(ROOT)))
            ],
        )
    else:
        shutil.copy(ROOT / source, target)


def _run(stages: list[Stage], rest: str) -> None:
    words = shlex.split(rest)
    if words[0] == "useradd":
        return
    if words[0] == "install":
        for word in words:
            if word.startswith("/"):
                stages[-1].path(word).mkdir(mode=0o700)
        return
    installs = "pip" in words
    done = subprocess.run(
        shlex.split(stages[-1].inside(rest)),
        cwd=stages[-1].path("."),
        env=stages[-1].environment(("PIP_", "HOME", "SSL_", "http", "HTTP", "no_proxy", "NO_PROXY")),
        capture_output=True,
        text=True,
        check=False,
    )
    if installs and done.returncode and UNREACHABLE.search(done.stderr) and not os.environ.get("NO_SKIPS"):
        line = "the container's steps were not run: no package index can be reached"
        warnings.warn(line, stacklevel=1)
        pytest.skip(line)
    assert done.returncode == 0, f"{rest}\n{done.stdout}\n{done.stderr}"


def _user(stages: list[Stage], rest: str) -> None:
    stages[-1].user = rest


def _health(stages: list[Stage], rest: str) -> None:
    stages[-1].health = json.loads(rest.partition("CMD ")[2])


def _cmd(stages: list[Stage], rest: str) -> None:
    stages[-1].command = json.loads(rest)


def _read_only(stages: list[Stage], rest: str) -> None:
    """Says something to the engine, nothing to the files."""


PLAYED = {
    "WORKDIR": _workdir,
    "ENV": _env,
    "COPY": _copy,
    "RUN": _run,
    "USER": _user,
    "HEALTHCHECK": _health,
    "CMD": _cmd,
    "VOLUME": _read_only,
    "STOPSIGNAL": _read_only,
}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return build(tmp_path_factory.mktemp("image"))


@pytest.fixture
def fresh(image: Stage) -> Iterator[Stage]:
    """The image with empty volumes."""
    yield image
    for volume in ("/data", "/key"):
        shutil.rmtree(image.path(volume))
        image.path(volume).mkdir(mode=0o700)


def started(image: Stage, command: list[str], **settings: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [shutil.which(command[0], path=image.environment()["PATH"]) or command[0], *command[1:]],
        cwd=image.path("."),
        env=image.environment() | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(image: Stage, command: list[str], **settings: str) -> tuple[int, str]:
    process = started(image, command, **settings)
    out, err = process.communicate(timeout=RUN_SECONDS)
    return process.returncode, out + err


def line_with(words: str, stream: IO[str] | None) -> str:
    assert stream is not None
    return next(line for line in stream if words in line)


def healthy_soon(image: Stage) -> bool:
    return any(ended(image, image.health)[0] == 0 for _ in range(TRIES))


def test_both_stages_start_from_the_same_python_because_the_packages_are_built_for_it() -> None:
    bases = {rest.partition(" AS ")[0] for name, rest in instructions() if name == "FROM"}
    assert len(bases) == 1


def test_no_secret_and_no_data_can_reach_the_image() -> None:
    for name in (".env", "data/complaints.db", "data.key", ".git/config", "tests/story.py", "docs/stages.md"):
        assert ignored(name), name


def test_packages_are_installed_by_hash_and_never_compiled() -> None:
    pip = next(rest for name, rest in instructions() if name == "RUN" and "pip install" in rest)
    assert "--require-hashes" in pip
    assert "--only-binary :all:" in pip


def test_the_last_user_is_not_root(image: Stage) -> None:
    assert image.user not in ("root", "0", "")


def test_data_and_key_lie_apart(image: Stage) -> None:
    data, key = Path(image.env["DATA_DIR"]), Path(image.env["DATA_KEY_FILE"]).parent
    volumes = json.loads(next(rest for name, rest in instructions() if name == "VOLUME"))
    assert {str(data), str(key)} == set(volumes)
    assert not key.is_relative_to(data)


def test_the_program_runs_on_the_image_s_own_packages(image: Stage) -> None:
    code = "import telegram, aiohttp, sys; print(telegram.__file__); print(sys.prefix)"
    status, out = ended(image, ["python", "-c", code])
    assert status == 0, out
    assert all(line.startswith(str(image.root)) for line in out.splitlines()), out


def test_health_before_the_first_start_says_so_and_fails(fresh: Stage) -> None:
    status, out = ended(fresh, fresh.health)
    assert (status, out) == (1, "not running yet: there is no database\n")


def test_a_wrong_setting_ends_with_one_line_and_status_2(fresh: Stage) -> None:
    status, out = ended(fresh, fresh.command, SEND_RATE="fast")
    assert status == 2
    assert out.startswith("bot.py: SEND_RATE: ")
    assert out.count("\n") == 1


def test_it_starts_gets_healthy_keeps_its_key_apart_writes_nothing_to_the_program_and_ends_on_sigterm(
    fresh: Stage,
) -> None:
    before = sorted(fresh.path(".").rglob("*"))
    process = started(fresh, fresh.command, PLAYGROUND_PORT="0")
    try:
        line_with("a key was made in", process.stdout)
        line_with("playground: open http://127.0.0.1:", process.stdout)
        line_with("running as @", process.stderr)
        assert healthy_soon(fresh)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=RUN_SECONDS)
    assert process.returncode == 0
    assert [path.name for path in fresh.path("/key").iterdir()] == ["data.key"]
    assert (fresh.path("/data") / "complaints.db").exists()
    assert sorted(fresh.path(".").rglob("*")) == before
