"""Only this machine comes in, only with the token, and nothing a user or the bot says becomes markup."""

import re
from pathlib import Path

import aiohttp
import pytest

from playground import TOKEN
from playground.server import Place
from tests.playground.conftest import Phone

PAGE = Path(__file__).parents[2] / "playground" / "page"


@pytest.mark.parametrize(
    "path", ["/", "/page/page.js", f"/bot{TOKEN}/getMe", "/play/users", f"/file/bot{TOKEN}/x"]
)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", ""])
async def test_a_foreign_host_name_is_refused_everywhere(phone: Phone, path: str, host: str) -> None:
    async with phone.session.get(path, headers={"Host": host}) as answer:
        assert answer.status in (400, 403)


async def test_localhost_is_a_name_of_this_machine(phone: Phone) -> None:
    port = phone.place.url.rpartition(":")[2]
    async with phone.session.get("/", headers={"Host": f"localhost:{port}"}) as answer:
        assert answer.status == 200


async def test_control_needs_the_session_or_the_bots_token(place: Place) -> None:
    async with aiohttp.ClientSession(place.url) as stranger:
        async with stranger.get("/play/users") as answer:
            assert answer.status == 401
        async with stranger.get("/play/users", headers={"X-Session": "guess"}) as answer:
            assert answer.status == 401
        async with stranger.get("/") as answer:
            html = await answer.text()
        found = re.search(r'name="session" content="([\w-]{30,})"', html)
        assert found
        async with stranger.get("/play/users", headers={"X-Session": found[1]}) as answer:
            assert answer.status == 200


async def test_every_answer_keeps_the_browser_strict(phone: Phone) -> None:
    for path in ("/", "/page/page.css", "/play/users"):
        async with phone.session.get(path) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["..%2f__init__.py", "../state.py", "page.py", "nothing.js"])
async def test_the_page_serves_its_own_files_only(phone: Phone, name: str) -> None:
    async with phone.session.get(f"/page/{name}") as answer:
        assert answer.status == 404


async def test_a_document_never_reaches_the_browser_under_a_type_it_would_run(phone: Phone) -> None:
    [sent] = await phone.upload("document", ("x.html", b"<script>alert(1)</script>", "text/html"))
    async with phone.session.get(f"/play/file/{sent['document']['file_id']}") as answer:
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_page_builds_no_markup_from_strings() -> None:
    for script in PAGE.glob("*.js"):
        source = script.read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", source
        )
    assert not re.search(r"<script>|\son\w+=|style=", (PAGE / "index.html").read_text("utf-8"))


async def test_the_files_on_disk_are_the_owners_alone(phone: Phone) -> None:
    await phone.upload("document", ("a.txt", b"x", "text/plain"))
    folder = phone.place.world.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(p.stat().st_mode & 0o077 == 0 for p in folder.rglob("*"))
