"""Which keyboards Telegram accepts, and in what words it refuses the others."""

from urllib.parse import urlsplit

from playground.call import Call
from playground.errors import bad
from playground.values import Json, Value

_ACTIONS = (
    "callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip
_MOST_BUTTONS = 100


def read(call: Call) -> Json | None:
    """The reply_markup of a call, checked; None when there is none. Raises Refused(400)."""
    markup = call.json("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])}
    if "keyboard" in markup:
        return markup | {"keyboard": _reply(markup["keyboard"])}
    return markup


def inline_only(call: Call) -> Json | None:
    """The inline keyboard of an edit: an edit takes no other kind. None when empty or absent."""
    markup = read(call)
    if markup is not None and "inline_keyboard" not in markup and markup:
        raise bad("inline keyboard expected")
    return markup if markup and markup.get("inline_keyboard") else None


def _rows(rows: Value, what: str) -> list[list[Value]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f"can't parse {what}: expected an Array of Arrays of buttons")
    return [row for row in rows if row]


def _inline(rows: Value) -> list[list[Json]]:
    checked = [[_button(button) for button in row] for row in _rows(rows, "inline keyboard")]
    if sum(map(len, checked)) > _MOST_BUTTONS:
        raise bad("reply markup is too long")
    return checked


def _button(button: Value) -> Json:
    where = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(where + "expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad(where + 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "")]
    if not actions:
        raise bad(where + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(where + "exactly one of the optional fields must be used")
    _CHECKS.get(actions[0], lambda _: None)(button[actions[0]])
    return button


def _callback(data: Value) -> None:
    if not isinstance(data, str) or len(data.encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")


def _url(url: Value) -> None:
    text = str(url)
    parts = urlsplit(text if "://" in text else f"http://{text}")
    named = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    if not named and parts.scheme not in ("tg", "ton"):
        raise bad(f"inline keyboard button URL '{text}' is invalid: Wrong HTTP URL")


def _copy(value: Value) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


_CHECKS = {"callback_data": _callback, "url": _url, "copy_text": _copy}


def _reply(rows: Value) -> list[list[Json]]:
    return [[_key(button) for button in row] for row in _rows(rows, "keyboard")]


def _key(button: Value) -> Json:
    """A key of a reply keyboard: a plain string stands for its text."""
    key = {"text": button} if isinstance(button, str) else button
    if not isinstance(key, dict) or not isinstance(key.get("text"), str) or not key["text"].strip():
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    return key
