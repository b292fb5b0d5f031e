"""HTML becomes text and entities in UTF-16 units, as strictly as Telegram reads it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import links
from playground.entities import finish, units
from playground.errors import Refused
from playground.markup import parse
from tests.playground.conftest import Phone


def read(html: str) -> tuple[str, list[dict[str, Any]]]:
    return finish(*parse(html))


def kinds(html: str) -> list[tuple[Any, ...]]:
    text, found = read(html)
    raw = text.encode("utf-16-le")
    return [
        (e["type"], raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")) for e in found
    ]


def test_offsets_count_utf16_units_so_an_emoji_counts_two() -> None:
    text, found = read("😀<b>你好</b>👨‍👩‍👧<i>x</i>")
    assert text == "😀你好👨‍👩‍👧x"
    assert found == [
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "italic", "offset": 12, "length": 1},
    ]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<B>x</B>", "bold"),
        ("<b >x</b >", "bold"),
        ("<b>x</>", "bold"),
    ],
)
def test_every_tag_has_its_entity(html: str, kind: str) -> None:
    assert read(html) == ("x", [{"type": kind, "offset": 0, "length": 1}])


@pytest.mark.parametrize(
    ("html", "extra"),
    [
        (
            '<a href="https://a.cn/x?y=1&amp;z=2">x</a>',
            {"type": "text_link", "url": "https://a.cn/x?y=1&z=2"},
        ),
        ("<a href='https://a.cn'>x</a>", {"type": "text_link", "url": "https://a.cn/"}),
        ("<a href=a.cn>x</a>", {"type": "text_link", "url": "http://a.cn/"}),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', {"type": "custom_emoji", "custom_emoji_id": "5368"}),
        (
            '<tg-time unix="1647531900" format="wDT">x</tg-time>',
            {"type": "date_time", "unix_time": 1647531900, "date_time_format": "wDT"},
        ),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
    ],
)
def test_attributes_are_kept(html: str, extra: dict[str, Any]) -> None:
    assert read(html) == ("x", [{"offset": 0, "length": 1} | extra])


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<x>1</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("你好<br>", 'Unsupported start tag "br" at byte offset 6'),
        ("<b>没关", 'Can\'t find end tag corresponding to start tag "b"'),
        ("你</b>", "Unexpected end tag at byte offset 3"),
        ("<b>你</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b>你<i>好</b></i>", 'Unmatched end tag at byte offset 12, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =1>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="x">x</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="1" format="zz">x</tg-time>', "Invalid date-time format specified"),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(html: str, why: str) -> None:
    with pytest.raises(Refused) as caught:
        read(html)
    assert caught.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#20320;&#x597D;", "你好"),
        ("&nbsp;&copy; & &;", "&nbsp;&copy; & &;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&#0;&#99999999999;", "&#0;&#99999999999;"),
    ],
)
def test_four_named_and_all_numeric_references_are_read(html: str, text: str) -> None:
    assert read(html)[0] == text


def test_nothing_lives_inside_code() -> None:
    assert kinds("<code>a<b>b</b></code> /start") == [("code", "ab"), ("bot_command", "/start")]
    assert kinds("<pre>https://a.cn /start</pre>") == [("pre", "https://a.cn /start")]


def test_touching_pieces_of_the_same_kind_are_one() -> None:
    assert kinds("<b>a</b><b>b</b>") == [("bold", "ab")]
    assert kinds("<b>a<b>b</b></b>") == [("bold", "ab")]
    assert kinds("<b>a<i>b</i></b>") == [("bold", "ab"), ("italic", "b")]


def test_white_space_around_the_text_goes_and_the_entities_move_along() -> None:
    assert read("\n  <b>你</b> \n") == ("你", [{"type": "bold", "offset": 0, "length": 1}])
    assert read("<b> </b>") == ("", [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/start@playground_bot 你好", [("bot_command", "/start@playground_bot")]),
        ("请发 /new。", [("bot_command", "/new")]),
        ("发送/start", []),
        ("1/2 a/b", []),
        ("见 https://a.cn/x。 谢谢", [("url", "https://a.cn/x")]),
        ("www.12315.cn 投诉", [("url", "www.12315.cn")]),
        ("128.50 元", []),
        ("找 @kefu_001 #退款", [("mention", "@kefu_001"), ("hashtag", "#退款")]),
        ("写给 a.b@c.com", [("email", "a.b@c.com")]),
        ("#123", []),
    ],
)
def test_commands_and_links_are_found_in_plain_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(kind, text[start:end]) for kind, start, end in links.find(text)] == found


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse(html) == (text, [])


@given(st.text(alphabet=st.sampled_from('<>/&;#x"=ab spre你😀')))
def test_no_input_breaks_the_reader(html: str) -> None:
    try:
        text, found = read(html)
    except Refused as refused:
        assert refused.code == 400
    else:
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in found)


async def test_given_entities_take_the_place_of_a_parse_mode(phone: Phone) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    assert (await phone.say("你好", entities=entities))["entities"] == entities
    assert "unsupported parse_mode" in await phone.refused(
        "sendMessage", chat_id=phone.user, text="x", parse_mode="Fancy"
    )
