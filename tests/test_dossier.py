"""The page of an export, and what its originals are called."""

from contextlib import suppress
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as revise

from dialogs.letters.dossier import PROOF, Chain, dossier
from dialogs.letters.enclosures import END, LIMIT, Enclosure, cost, ending, name_of, packed
from dialogs.question import Question, View
from dialogs.scenarios import LABELS
from dialogs.script import INTERLUDES, SCRIPT
from dialogs.unclear import Unclear
from state_machine.complaint import (
    LEGAL_ZONE,
    SKIPPED,
    UNKNOWN,
    Answer,
    Complaint,
    Episode,
    Evidence,
    Origin,
    Stage,
)
from state_machine.workdays import PUBLISHED

NOW = datetime(2026, 11, 10, 10, 0, tzinfo=LEGAL_ZONE)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&\"'</pre></style>\u202e"
CHAIN = Chain(12, "ab" * 32, True)
VOID = {"meta"}


class Page(HTMLParser):
    """Its text and its tags; a tag that is not closed or not ours is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def a_value(question: Question, view: View) -> Answer:
    """An answer the question's own kind takes."""
    kind = question.answer
    for option in kind.options(view):
        with suppress(Unclear):
            if isinstance(found := kind.pressed(option.value, view), str | int):
                return found
    for words in ("昨天", "128", "3", "甲" * 30):
        with suppress(Unclear):
            if isinstance(found := kind.read(words, view), str | int):
                return found
    return SKIPPED


def full() -> Complaint:
    """A complaint that has answered every question there is, one after the other, with every episode."""
    complaint = Complaint("kase", NOW - timedelta(days=9), NOW, Stage.PLATFORM, {Stage.FACTS: NOW})
    for question in (q for scene in SCRIPT.values() for q in scene.questions):
        value = a_value(question, View(complaint, NOW, PUBLISHED))
        complaint = revise(complaint, answers={**complaint.answers, question.key: value})
    view = View(complaint, NOW, PUBLISHED)
    episodes = tuple(
        Episode(kind, f"e{kind}", NOW, answers={q.key: a_value(q, view) for q in row.questions})
        for kind, row in INTERLUDES.items()
    )
    return revise(complaint, episodes=episodes)


def page(complaint: Complaint, **enclosures: Enclosure) -> str:
    return dossier(View(complaint, NOW, PUBLISHED), enclosures, CHAIN)


def test_every_answer_stands_under_its_stage_with_its_question_and_shown_value() -> None:
    complaint = full()
    text = Page(page(complaint)).text
    for scene in SCRIPT.values():
        for question in scene.questions:
            assert f"{question.name}{question.show(complaint.answers[question.key])}" in text
        assert not scene.questions or scene.title in text
    for row in INTERLUDES.values():
        assert row.title in text
        for question in row.questions:
            assert question.name in text


def test_an_answer_that_no_question_asks_any_more_is_not_lost() -> None:
    complaint = revise(full(), answers={"once_asked": "从前的回答", "amount": UNKNOWN})
    assert "once_asked从前的回答" in Page(page(complaint)).text


def test_hostile_values_stay_words() -> None:
    words = {
        q.key: HOSTILE
        for scene in SCRIPT.values()
        for q in scene.questions
        if q.key in ("platform", "merchant")
    }
    item = Evidence(
        "i1",
        "document",
        NOW,
        name=HOSTILE,
        text=HOSTILE,
        sha256="ab" * 32,
        origin=Origin("user", HOSTILE, NOW),
    )
    answers = {**full().answers, **words, "statement": HOSTILE, "odd": HOSTILE}
    complaint = revise(full(), answers=answers, evidence=(item,))
    text = page(complaint, i1=Enclosure(HOSTILE, 1, HOSTILE))
    found = Page(text)
    assert not {"script", "img", "link", "a", "iframe", "svg"} & found.tags
    assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "href")}
    assert not found.open
    assert found.text.count(HOSTILE) >= 8
    assert "http" not in text


def test_evidence_is_listed_with_number_label_hash_origin_and_its_place_in_the_archives() -> None:
    items = (
        Evidence("i1", "photo", NOW, label="payment", size=1234, sha256="ab" * 32),
        Evidence(
            "i2", "text", NOW, text="发货了吗", sha256="cd" * 32, origin=Origin("hidden_user", "客服", NOW)
        ),
        Evidence("i3", "video", NOW, problem="too_big"),
    )
    text = Page(
        page(
            revise(full(), evidence=items),
            i1=Enclosure("001-付款记录-abab.jpg", 2),
            i3=Enclosure(note="没有存下来"),
        )
    ).text
    assert "证据（3 份）" in text
    for words in ("付款记录，图片", "1234 字节", "ab" * 32, "001-付款记录-abab.jpg（第 2 个包）", "2026-11-10 10:00:00",
                  "转发自 客服", "内容：发货了吗", "没有存下来", "没有原件"):  # fmt: skip
        assert words in text


def test_the_dates_give_their_reasons_and_the_chain_says_what_it_proves() -> None:
    text = Page(page(full())).text
    assert "算起" in text
    assert "依据：" in text
    assert "12 条，首尾相连" in text
    assert CHAIN.head in text
    assert PROOF in text


def test_it_needs_nothing_from_outside_and_fits_a_phone() -> None:
    text = page(full())
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert '<meta charset="utf-8">' in text
    assert "width=device-width" in text
    assert "@media print" in text


@pytest.mark.parametrize(
    ("head", "mime", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "text/html", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", "", ".png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "", ".webp"),
        (b"\x00\x00\x00\x18ftypisom", "", ".mp4"),
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        (b"PK\x03\x04", "application/vnd.android.package-archive", ".zip"),
        (b"%PDF-1.7", "application/octet-stream", ".pdf"),
        (b"hello", "text/plain", ".txt"),
        (b"<html>", "text/html", ".bin"),
        (b"MZ", "application/x-msdownload", ".bin"),
        (b"", "", ".bin"),
    ],
)
def test_an_ending_comes_from_the_bytes_or_a_harmless_type(head: bytes, mime: str, expected: str) -> None:
    assert ending(head, mime) == expected


@given(st.text(max_size=40), st.sampled_from(sorted(LABELS)) | st.text(max_size=9), st.text(max_size=30))
def test_no_word_of_a_file_name_is_the_senders(name: str, label: str, mime: str) -> None:
    item = Evidence("i", "document", NOW, label=label, name=name, mime=mime, sha256="ab" * 32)
    known = LABELS.get(label, LABELS[""])
    plain = "".join(letter for letter in known.name if letter.isalnum())
    assert name_of(7, item, b"\xff\xd8\xff") == f"007-{plain}-abababababab.jpg"


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_archives_keep_the_order_and_the_limit(sizes: list[int]) -> None:
    limit = 2000
    costs = [cost("名.jpg", size) for size in sizes]
    places = packed(costs, limit)
    assert places == sorted(places)
    assert set(places) == set(range(1, max(places, default=0) + 1))
    for part in set(places):
        inside = [each for each, place in zip(costs, places, strict=True) if place == part]
        assert sum(inside) + END <= limit or len(inside) == 1


def test_the_limit_is_what_a_user_may_send_back() -> None:
    assert LIMIT == 20 * 1024 * 1024
