"""Chats to start from: the words of a buyer up to a stage, and how to read what the bot said last."""

from datetime import datetime

from dialogs.reply import Say
from state_machine.complaint import LEGAL_ZONE, Caseload, Complaint
from tests.story import Chat

TRIAGED = ("/new", "[付了款，没收到卡密或商品]", "[自己用]", "[满 18 周岁]", "[不是]", "[没有这些]")
FACTS = (
    *TRIAGED, "快充卡盟", "[独立网站、发卡网]", "小鹿点卡", "KC1001", "点卡 100", "98.5", "前天", "[24小时]", "[跳过]",
    "[在平台页面付款]",
)  # fmt: skip
PROVEN = (*FACTS, "(图片 1)", "[发完了]", "(图片 1)", "[发完了]", "(图片 1)", "[发完了]", "[跳过]", "[跳过]")
CLAIMED = (*PROVEN, "[没查到]", "[没查到]", "[跳过]", "[全额退款]")
FILED = (*CLAIMED, "[就用这份]", "[今天]", "[跳过]", "[跳过]")
REFUSED = (*FILED, "[被拒绝]", "[没有说理由]", "[跳过]", "[找第三方]")


def chat(*lines: str, caseload: Caseload | None = None) -> Chat:
    """A chat in which these lines were already said, on 10 November 2026."""
    talk = Chat(caseload=caseload or Caseload(1), now=datetime(2026, 11, 10, 10, 0, tzinfo=LEGAL_ZONE))
    for line in lines:
        talk.does(line)
    return talk


def last(talk: Chat) -> str:
    """The newest message; the card above it may have been edited since."""
    return next(bot.text for bot in reversed(talk.shown) if not bot.edited)


def sent(talk: Chat) -> str:
    """The newest message with its markup."""
    return next(
        r.text for _, _, turn in reversed(talk.turns) for r in reversed(turn.replies) if isinstance(r, Say)
    )


def said_since(talk: Chat, before: int) -> str:
    """Everything the bot said after its first `before` messages."""
    return "\n".join(bot.text for bot in talk.shown[before:])


def waits(talk: Chat) -> bool:
    """Whether a clock will wake this user."""
    return talk.wake_at is not None


def focused(talk: Chat) -> Complaint:
    """The complaint in focus."""
    found = talk.caseload.focused()
    assert found is not None
    return found
