"""What the other side will say, and whether the answer can be proven."""

import pytest

from dialogs.letters.objections import NO_PROOF, OBJECTIONS, OFF_PLATFORM
from dialogs.scenarios import SCENARIOS
from tests.chats import CLAIMED, FACTS, TRIAGED, chat, last


def told(*lines: str) -> str:
    return last(chat(*lines, "/papers", "[对方会怎么说]"))


def test_each_answer_names_its_evidence_and_what_is_missing() -> None:
    assert "靠：订单详情页、和商家的聊天（还缺）" in told(*CLAIMED)
    assert "靠：订单详情页（还缺）、付款记录（还缺）" in told(*FACTS)


def test_payment_elsewhere_is_an_objection_only_where_there_was_one() -> None:
    private = (*FACTS[:-1], "[转账或扫个人收款码]")
    assert "你不是在平台付的款" in told(*private)
    assert "你不是在平台付的款" not in told(*FACTS)


def test_a_reseller_is_given_no_law_for_consumers() -> None:
    reseller = (TRIAGED[0], TRIAGED[1], "[转卖或代理提货]", *FACTS[3:])
    assert "消费者权益保护法" not in told(*reseller)
    assert "《民法典》第四百九十七条" in told(*reseller)


@pytest.mark.parametrize("key", SCENARIOS)
def test_every_objection_can_be_proven_by_the_scenarios_own_checklist(key: str) -> None:
    checklist = {item.label for item in SCENARIOS[key].checklist}
    for row in (*OBJECTIONS[key], OFF_PLATFORM, NO_PROOF):
        assert row.points
        assert checklist & {*row.labels}
