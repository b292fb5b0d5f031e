"""How a call is refused: the code and the sentence Telegram would answer with."""

from playground.values import Json


class Refused(Exception):
    """Answered as {"ok": false, "error_code": code, "description": ...}; never a traceback for the caller."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> Json:
        """The JSON body of the answer."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad(description: str) -> Refused:
    """A 400 in Telegram's wording."""
    return Refused(400, f"Bad Request: {description}")


def too_many(seconds: int) -> Refused:
    """A 429: wait `seconds` before the next call."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)
