"""No token, no key, no user's words in any line."""

import io
import logging

from messenger.redaction import Redacting, places

TOKEN = "123456:AAcanarycanarycanarycanarycanary"
KEY = "c0ffee" * 10


def line(log: object, *arguments: object, error: BaseException | None = None) -> str:
    out = io.StringIO()
    caught = (type(error), error, None) if error else None
    handler = logging.StreamHandler(out)
    handler.setFormatter(Redacting([KEY]))
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, log, arguments, caught)
    handler.emit(record)
    return out.getvalue()


def test_a_token_is_struck_from_messages_arguments_and_urls() -> None:
    assert TOKEN not in line(f"POST https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in line("POST %s", f"https://api.telegram.org/file/bot{TOKEN}/photos/1.jpg")
    assert "canary" not in line("%s", {"url": f"bot{TOKEN.replace(':', '%3A')}/getMe"})


def test_a_known_secret_is_struck() -> None:
    assert KEY not in line("key %s", KEY)


def test_an_errors_words_are_left_out_of_a_traceback() -> None:
    try:
        try:
            raise ValueError("张三 13800000000")
        except ValueError as first:
            raise RuntimeError(f"bot{TOKEN} 李四") from first
    except RuntimeError as error:
        told = line("it failed", error=error)
        told += line("it failed: %s", error) + line("%r", error)
        assert "RuntimeError" in told
        assert "ValueError" in told
        for word in ("张三", "李四", "138", "canary"):
            assert word not in told
        assert "test_redaction.py" in places(error)
