"""A fetched batch, looked at update by update."""

import msgspec

from messenger.poller import sort

PRIVATE = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "我被骗了"}
GROUP = {"message_id": 1, "date": 1, "chat": {"id": -7, "type": "group"}, "text": "我被骗了"}


def batch(*updates: object) -> list[msgspec.Raw]:
    return [msgspec.Raw(msgspec.json.encode(update)) for update in updates]


def test_only_private_updates_keep_their_body() -> None:
    found = sort(batch({"update_id": 5, "message": PRIVATE}, {"update_id": 6, "message": GROUP}), "my_bot")
    assert [(a.update_id, a.user, bool(a.raw)) for a in found.arrivals] == [(5, 7, True), (6, None, False)]
    assert "我被骗了".encode() not in b"".join(a.raw for a in found.arrivals[1:])


def test_the_offset_passes_every_update_whose_number_can_be_read() -> None:
    broken = {"update_id": 9, "message": {"chat": 1}}
    for order in (slice(None), slice(None, None, -1)):
        found = sort(batch({"update_id": 5, "message": PRIVATE}, broken, {"update_id": "8"})[order], "my_bot")
        assert found.highest == 9
        assert sorted(number for number, _ in found.malformed) == [8, 9]


def test_an_update_without_a_number_gets_the_same_one_of_its_own_each_time() -> None:
    odd = batch("not an object", {"update_id": None}, {"update_id": 2**70}, "not an object")
    found = sort(odd, "my_bot")
    numbers = [number for number, _ in found.malformed]
    assert found.highest is None
    assert len(set(numbers)) == 3
    assert numbers[0] == numbers[3]
    assert all(-(2**63) <= number < 0 for number in numbers)
