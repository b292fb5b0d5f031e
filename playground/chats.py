"""Who takes part: users, their private chats, and groups."""

from playground.errors import Refused, bad
from playground.state import State
from playground.values import Json, Value, dump, load, whole

_SURNAMES = "林周陈吴郑何许沈韩唐"
_MENU_FIELDS = {"keyboard", "force_reply", "remove_keyboard"}


class Chats:
    """A private chat has its user's id; a group's id is negative."""

    def __init__(self, state: State) -> None:
        self._state = state

    def new_user(self, first_name: str, language_code: str) -> Json:
        """A new user; the bot cannot write to them before they wrote to it."""
        number = self._state.next("user")
        name = first_name or f"小{_SURNAMES[(number - 1) % len(_SURNAMES)]}"
        user = {
            "id": number,
            "is_bot": False,
            "first_name": name,
            "language_code": language_code or "zh-hans",
        }
        self._state.run("INSERT INTO chat (id, body) VALUES (?, ?)", number, dump(user))
        return user

    def new_group(self, title: str) -> Json:
        """A new group with the bot in it."""
        number = -self._state.next("group")
        chat = {"id": number, "title": title, "type": "group", "all_members_are_administrators": True}
        self._state.run("INSERT INTO chat (id, body, met) VALUES (?, ?, 1)", number, dump(chat))
        return chat

    def user(self, number: Value) -> Json:
        """The User object. Raises Refused(400) for a stranger."""
        found = self._state.row("SELECT body FROM chat WHERE id = ? AND id > 0", number)
        if not found:
            raise bad("user not found")
        user: Json = load(found[0])
        return user

    def users(self) -> list[Json]:
        """All users with what the switcher shows: blocked or not, and the newest message id."""
        newest = "(SELECT max(m.id) FROM message m WHERE m.chat = c.id AND m.mine = 0)"
        rows = self._state.rows(f"SELECT body, blocked, {newest} FROM chat c WHERE id > 0 ORDER BY id")
        return [load(body) | {"blocked": bool(blocked), "newest": last or 0} for body, blocked, last in rows]

    def chat(self, number: int) -> Json:
        """The Chat object of a private chat or a group. Raises Refused(400)."""
        found = self._state.row("SELECT body FROM chat WHERE id = ?", number)
        if not found:
            raise bad("chat not found")
        body: Json = load(found[0])
        if number < 0:
            return body
        return {"id": number, "first_name": body["first_name"], "type": "private"}

    def reachable(self, raw: str) -> Json:
        """The chat a bot may write to. Raises Refused for strangers and for those who blocked the bot."""
        if not raw:
            raise bad("chat_id is empty")
        number = whole(raw)
        found = self._state.row("SELECT met, blocked FROM chat WHERE id = ?", number)
        if number is None or not found or not found[0]:
            raise bad("chat not found")
        if found[1]:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return self.chat(number)

    def blocked(self, number: int) -> bool:
        """Whether the user blocked the bot."""
        found = self._state.row("SELECT blocked FROM chat WHERE id = ?", number)
        return bool(found and found[0])

    def set_blocked(self, number: int, blocked: bool) -> None:
        """The user blocks or unblocks the bot."""
        self._state.run("UPDATE chat SET blocked = ? WHERE id = ?", int(blocked), number)

    def meet(self, number: int) -> None:
        """The user wrote: from now on the bot may write to them."""
        self._state.run("UPDATE chat SET met = 1 WHERE id = ? AND met = 0", number)

    def keyboard(self, number: int) -> Json | None:
        """The reply keyboard a chat shows now."""
        found = self._state.row("SELECT keyboard FROM chat WHERE id = ?", number)
        return load(found[0]) if found and found[0] else None

    def set_keyboard(self, number: int, markup: Json | None) -> bool:
        """Show, replace or remove the reply keyboard; inline keyboards are none of it. Whether it changed."""
        if markup is None or not _MENU_FIELDS & markup.keys():
            return False
        shown = None if markup.get("remove_keyboard") else dump(markup)
        return self._state.run("UPDATE chat SET keyboard = ? WHERE id = ?", shown, number) > 0
