"""A Telegram of one's own: a local Bot API server and a chat page, to run the product without an account."""

TOKEN = "1000000001:playground-local-only-never-a-secret"  # noqa: S105  opens a door on loopback only
