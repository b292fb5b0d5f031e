"""What every reader of typed words raises: nothing typed is guessed at, the user is told what would be clear."""


class Unclear(Exception):
    """What was typed is not one clear value; `why` is a Chinese sentence saying what would be clear."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
