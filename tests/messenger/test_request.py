"""The HTTP client against a real server that behaves badly."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import BodyPartReader, web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut
from yarl import URL

from messenger.api import Api, Refused, Unreadable, message_id
from messenger.download import Missing, TooBig, download
from messenger.request import Request, Unsent, is_loopback
from messenger.upload import Upload

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]
TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


@pytest_asyncio.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server whose every route is one handler; gives its URL."""
    runners: list[web.AppRunner] = []

    async def start(handler: Handler) -> str:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest_asyncio.fixture
async def request_() -> AsyncIterator[Request]:
    request = Request(connections=4, read=0.5, direct=True)
    await request.initialize()
    yield request
    await request.shutdown()


def api(request: Request, url: str) -> Api:
    return Api(Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request), request)


def answering(body: str, status: int = 200, kind: str = "application/json") -> Handler:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(text=body, status=status, content_type=kind)

    return handler


async def test_a_call_gives_the_result_and_the_servers_date(serve: Serve, request_: Request) -> None:
    seen: list[object] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((request.path, await request.json()))
        return web.json_response(
            {"ok": True, "result": {"message_id": 5}}, headers={"Date": "Sat, 01 Jan 2000 00:00:00 GMT"}
        )

    result = await api(request_, await serve(handler)).call("sendMessage", {"chat_id": 1, "text": "好"})
    assert message_id(result) == 5
    assert seen == [(f"/bot{TOKEN}/sendMessage", {"chat_id": 1, "text": "好"})]
    assert request_.date.startswith("Sat, 01 Jan 2000")


async def test_a_refusal_keeps_code_words_and_wait(serve: Serve, request_: Request) -> None:
    body = '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}'
    with pytest.raises(Refused) as caught:
        await api(request_, await serve(answering(body, 429))).call("sendMessage", {})
    assert (caught.value.code, caught.value.why, caught.value.retry_after) == (429, "Too Many Requests", 7)


@pytest.mark.parametrize("body", ["<html>502</html>", "", '{"ok":tr', "[]", '{"result":1}'])
async def test_an_answer_that_is_not_the_apis_is_called_unreadable(
    serve: Serve, request_: Request, body: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        await api(request_, await serve(answering(body, 502, "text/html"))).call("getMe", {})
    assert caught.value.code == 502


async def test_a_server_that_is_not_there_had_no_effect(request_: Request) -> None:
    with pytest.raises(Unsent):
        await api(request_, "http://127.0.0.1:9").call("getMe", {})


async def test_a_server_that_does_not_answer_is_timed_out_and_the_outcome_unknown(
    serve: Serve, request_: Request
) -> None:
    async def handler(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    began = time.monotonic()
    with pytest.raises(TimedOut):
        await api(request_, await serve(handler)).call("getMe", {})
    assert time.monotonic() - began < 3


async def test_a_poll_on_a_half_open_connection_ends_at_its_bound(serve: Serve, request_: Request) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(300):
            await response.write(b" ")
            await asyncio.sleep(0.1)
        return response

    bounds = aiohttp.ClientTimeout(total=0.7)
    with pytest.raises(TimedOut):
        await request_.exchange(URL(await serve(handler)), b"{}", bounds)


async def test_a_connection_reset_is_a_network_error_of_unknown_outcome(
    serve: Serve, request_: Request
) -> None:
    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    with pytest.raises(NetworkError) as caught:
        await api(request_, await serve(handler)).call("sendMessage", {})
    assert not isinstance(caught.value, Unsent)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, '{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (404, '{"ok":false,"error_code":404,"description":"Not Found"}', InvalidToken),
        (400, '{"ok":false,"error_code":400,"description":"Bad Request: x"}', BadRequest),
        (429, '{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3}}', RetryAfter),
        (502, "<html>", NetworkError),
    ],
)
async def test_ptb_sees_its_own_errors(
    serve: Serve, request_: Request, status: int, body: str, error: type[Exception]
) -> None:
    bot = Bot(
        TOKEN,
        base_url=f"{await serve(answering(body, status))}/bot",
        request=request_,
        get_updates_request=request_,
    )
    with pytest.raises(error):
        await bot.get_me()


async def test_ptb_sends_parameters_and_files_through_it(serve: Serve, request_: Request) -> None:
    seen: dict[str, object] = {}

    async def handler(request: web.Request) -> web.Response:
        form = await request.post()
        seen.update(
            {
                key: value.file.read() if isinstance(value, web.FileField) else value
                for key, value in form.items()
            }
        )
        chat = {"id": 1, "type": "private"}
        return web.json_response({"ok": True, "result": {"message_id": 5, "date": 1, "chat": chat}})

    bot = Bot(TOKEN, base_url=f"{await serve(handler)}/bot", request=request_, get_updates_request=request_)
    await bot.send_document(1, b"content", filename="收据.txt", caption="收据")
    assert seen["caption"] == "收据"
    assert b"content" in seen.values()


async def test_a_file_is_streamed_with_its_length_and_its_parameters(serve: Serve, request_: Request) -> None:
    seen: dict[str, object] = {}

    async def handler(request: web.Request) -> web.Response:
        seen["length"] = request.content_length
        seen["chunked"] = request.headers.get("Transfer-Encoding")
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            seen[part.name or ""] = (part.filename, bytes(await part.read()))
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    upload = Upload("document", '投诉-"k1"\r\n.zip', 900_000, lambda: iter([b"x" * 50_000] * 18))
    call = {"chat_id": 1, "caption": "全部内容\r\n--"}
    result = await api(request_, await serve(handler)).upload("sendDocument", call, upload)
    assert message_id(result) == 5
    assert seen["document"] == ("投诉-_k1___.zip", b"x" * 900_000)
    assert (seen["chat_id"], seen["caption"]) == ((None, b"1"), (None, "全部内容\r\n--".encode()))
    assert isinstance(seen["length"], int)
    assert 900_000 < seen["length"] < 901_000
    assert seen["chunked"] is None


async def test_a_download_is_streamed_to_its_end(serve: Serve, request_: Request) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * 200_000)

    pieces: list[bytes] = []
    assert await download(request_, await serve(handler), 1_000_000, pieces.append) == 200_000
    assert b"".join(pieces) == b"x" * 200_000


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_download_above_the_limit_is_stopped(serve: Serve, request_: Request, chunked: bool) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if not chunked:
            response.content_length = 300_000
        await response.prepare(request)
        for _ in range(3):
            await response.write(b"x" * 100_000)
        return response

    taken: list[bytes] = []
    with pytest.raises(TooBig):
        await download(request_, await serve(handler), 150_000, taken.append)
    assert sum(map(len, taken)) <= 150_000


async def test_a_download_that_breaks_off_is_an_error(serve: Serve, request_: Request) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.content_length = 300_000
        await response.prepare(request)
        await response.write(b"x" * 1000)
        assert request.transport is not None
        request.transport.close()
        return response

    with pytest.raises(NetworkError):
        await download(request_, await serve(handler), 1_000_000, lambda _: None)


async def test_a_file_that_is_gone_is_missing(serve: Serve, request_: Request) -> None:
    with pytest.raises(Missing):
        await download(request_, await serve(answering("", 404)), 10, lambda _: None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8081", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("https://api.telegram.org", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://10.0.0.1", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected
