"""Messages not yet delivered."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import outbox
from storage.database import Store, open_store
from storage.health import figures
from tests.storage.conftest import KEY, Reopen
from tests.storage.people import CANARY, NOW, complaint, remember

SECOND = timedelta(seconds=1)


def say(store: Store, chat: int, words: str, slot: str = "") -> int:
    return outbox.put(store, chat, "say", words.encode(), NOW, slot=slot)


def edit(store: Store, chat: int, words: str, slot: str = "card") -> int:
    return outbox.put(store, chat, "edit", words.encode(), NOW, slot=slot)


def deliver_all(store: Store, chat: int) -> list[str]:
    """Deliver everything of a chat; the words in the order they went out."""
    words = []
    while claimed := outbox.claim(store, NOW, 10, [chat]):
        (one,) = claimed
        words.append(one.body.decode())
        outbox.sent(store, one.id, one.id)
    return words


def test_a_chat_gets_its_messages_in_order_over_restarts(store: Store, reopen: Reopen) -> None:
    for number in range(5):
        say(store, 1, f"{number}")
    assert deliver_all(reopen(), 1) == ["0", "1", "2", "3", "4"]


def test_one_message_per_chat_is_on_its_way(store: Store) -> None:
    for chat in (1, 2, 1, 3):
        say(store, chat, f"to {chat}")
    claimed = outbox.claim(store, NOW, 10)
    assert [one.chat for one in claimed] == [1, 2, 3]
    assert outbox.claim(store, NOW, 10) == []
    assert outbox.ready_chats(store, NOW, 10) == []
    outbox.sent(store, claimed[0].id)
    assert outbox.ready_chats(store, NOW, 10) == [1]
    assert [one.chat for one in outbox.claim(store, NOW, 10)] == [1]


def test_claiming_is_limited_and_the_oldest_go_first(store: Store) -> None:
    for chat in (5, 4, 3, 2, 1):
        say(store, chat, "x")
    assert outbox.ready_chats(store, NOW, 2) == [5, 4]
    assert [one.chat for one in outbox.claim(store, NOW, 2)] == [5, 4]
    assert [one.chat for one in outbox.claim(store, NOW, 2, [1, 2, 3, 5, 99])] == [3, 2]


def test_a_slot_remembers_the_message_that_fills_it(store: Store) -> None:
    say(store, 1, "first", slot="card")
    (one,) = outbox.claim(store, NOW, 10)
    assert (one.slot, one.message_id) == ("card", None)
    outbox.sent(store, one.id, 501)
    edit(store, 1, "second")
    (one,) = outbox.claim(store, NOW, 10)
    assert (one.kind, one.message_id) == ("edit", 501)
    outbox.sent(store, one.id, None)
    assert outbox.slot_message(store, 1, "card") == 501
    outbox.forget_slot(store, 1, "card")
    assert outbox.slot_message(store, 1, "card") is None


def test_a_newer_edit_takes_the_place_of_a_waiting_one(store: Store) -> None:
    say(store, 1, "hello")
    older = edit(store, 1, "old card")
    say(store, 1, "question")
    assert edit(store, 1, "new card") == older
    edit(store, 1, "other", slot="other")
    edit(store, 2, "other chat")
    assert deliver_all(store, 1) == ["hello", "new card", "question", "other"]


def test_an_edit_never_passes_a_new_message_of_its_slot(store: Store) -> None:
    edit(store, 1, "old card")
    say(store, 1, "fresh card", slot="card")
    edit(store, 1, "new card")
    edit(store, 1, "newest card")
    assert deliver_all(store, 1) == ["old card", "fresh card", "newest card"]


def test_an_edit_on_its_way_is_not_replaced(store: Store) -> None:
    edit(store, 1, "old card")
    (sending,) = outbox.claim(store, NOW, 10)
    edit(store, 1, "new card")
    outbox.sent(store, sending.id, 7)
    assert deliver_all(store, 1) == ["new card"]


def test_a_flood_in_one_chat_is_not_looked_through_for_the_others(store: Store) -> None:
    plan = store.db.execute("EXPLAIN QUERY PLAN " + outbox.HEADS, (1, True, 1)).fetchall()
    assert "outbox_heads" in plan[0][3]
    for number in range(50):
        say(store, 1, f"{number}")
    say(store, 2, "alone")
    assert [one.chat for one in outbox.claim(store, NOW, 10)] == [1, 2]
    assert store.db.execute("SELECT count(*) FROM outbox WHERE head = 1").fetchone() == (2,)


def test_a_postponed_chat_waits_alone_over_a_restart(store: Store, reopen: Reopen) -> None:
    say(store, 1, "a")
    say(store, 1, "b")
    say(store, 2, "c")
    first = outbox.claim(store, NOW, 1)[0]
    outbox.postpone(store, first.id, NOW + 30 * SECOND)
    again = reopen()
    assert outbox.next_attempt(again) == NOW + 30 * SECOND
    assert [one.chat for one in outbox.claim(again, NOW + 29 * SECOND, 10)] == [2]
    (one,) = outbox.claim(again, NOW + 30 * SECOND, 10)
    assert (one.body, one.attempts, one.repeated) == (b"a", 1, False)
    assert outbox.next_attempt(again) is None


def test_what_was_being_sent_when_the_process_ended_is_sent_again_and_marked(
    store: Store, reopen: Reopen
) -> None:
    say(store, 1, "a")
    say(store, 1, "b")
    outbox.claim(store, NOW, 10)
    again = reopen()
    assert outbox.claim(again, NOW, 10) == []
    assert outbox.recover(again) == 1
    (one,) = outbox.claim(again, NOW, 10)
    assert (one.body, one.repeated) == (b"a", True)
    outbox.sent(again, one.id, 1)
    (one,) = outbox.claim(again, NOW, 10)
    assert (one.body, one.repeated) == (b"b", False)


def test_once_doubtful_a_message_stays_marked(store: Store) -> None:
    id = say(store, 1, "a")
    outbox.claim(store, NOW, 10)
    outbox.postpone(store, id, NOW, certain=False)
    (one,) = outbox.claim(store, NOW, 10)
    assert one.repeated
    outbox.postpone(store, id, NOW)
    assert outbox.claim(store, NOW, 10)[0].repeated


def test_a_blocked_chat_is_cancelled_and_others_are_not(store: Store) -> None:
    for chat in (1, 1, 2):
        say(store, chat, "x")
    (mine, _) = outbox.claim(store, NOW, 10)
    assert outbox.cancel(store, 1) == 2
    outbox.sent(store, mine.id, 5)
    assert outbox.ready_chats(store, NOW, 10) == []
    assert store.db.execute("SELECT chat FROM outbox").fetchall() == [(2,)]


def test_a_message_that_can_never_be_delivered_is_dropped_and_counted(store: Store, reopen: Reopen) -> None:
    id = say(store, 1, "a")
    say(store, 1, "b")
    outbox.claim(store, NOW, 10)
    outbox.drop(store, id, "chat not found")
    outbox.drop(store, id, "chat not found")
    assert deliver_all(store, 1) == ["b"]
    assert figures(reopen().data_dir, NOW).dropped == 1


def test_bodies_are_sealed_with_the_users_key_and_bound_to_their_row(store: Store) -> None:
    remember(store, 1, complaint())
    say(store, 1, CANARY)
    say(store, 1, "other")
    for path in store.data_dir.glob("complaints.db*"):
        assert CANARY.encode() not in path.read_bytes()
    store.db.execute("UPDATE outbox SET body = (SELECT body FROM outbox WHERE id = 2)")
    assert outbox.claim(store, NOW, 1) == []
    assert [one.body for one in outbox.claim(store, NOW, 1)] == [b"other"]


def test_an_altered_message_is_dropped_with_a_line_and_the_rest_flows(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    remember(store, 1, complaint())
    remember(store, 2, complaint())
    altered = say(store, 1, CANARY)
    say(store, 1, "next")
    say(store, 2, "other")
    store.db.execute("UPDATE outbox SET body = x'00' WHERE id = ?", (altered,))
    assert [one.body for one in outbox.claim(store, NOW, 10)] == [b"other"]
    assert [one.body for one in outbox.claim(store, NOW, 10, (1,))] == [b"next"]
    assert figures(store.data_dir, NOW).dropped == 1
    assert f"message {altered} is dropped" in caplog.text
    assert CANARY not in caplog.text


def test_a_farewell_to_a_user_without_a_key_makes_no_key(store: Store) -> None:
    say(store, 1, "再见")
    assert store.db.execute("SELECT count(*) FROM users").fetchone() == (0,)
    assert deliver_all(store, 1) == ["再见"]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_nothing_is_lost_doubled_or_out_of_order_whatever_happens(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Random puts, claims, deliveries, delays and restarts: each chat gets its says in order, once per delivery."""
    folder = tmp_path_factory.mktemp("outbox")
    store = open_store(folder, KEY)
    expected: dict[int, list[bytes]] = {1: [], 2: []}
    got: dict[int, list[bytes]] = {1: [], 2: []}
    flying: dict[int, outbox.Outgoing] = {}
    for number in range(data.draw(st.integers(1, 25))):
        match data.draw(st.sampled_from(["put", "claim", "sent", "postpone", "restart"])):
            case "put":
                chat = data.draw(st.sampled_from([1, 2]))
                expected[chat].append(b"%d" % number)
                outbox.put(store, chat, "say", b"%d" % number, NOW, slot="s")
            case "claim":
                flying.update({one.chat: one for one in outbox.claim(store, NOW, 5)})
            case "sent" if flying:
                one = flying.popitem()[1]
                got[one.chat].append(one.body)
                outbox.sent(store, one.id, number)
            case "postpone" if flying:
                outbox.postpone(store, flying.popitem()[1].id, NOW)
            case "restart":
                store.close()
                store = open_store(folder, KEY)
                assert outbox.recover(store) == len(flying)
                flying.clear()
    for one in flying.values():
        outbox.postpone(store, one.id, NOW)
    for chat, rest in got.items():
        rest += [words.encode() for words in deliver_all(store, chat)]
    store.close()
    assert got == expected
