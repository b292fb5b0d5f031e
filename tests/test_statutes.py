"""Every legal sentence is complete, sourced and word for word what we checked."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from state_machine.statutes import CHECKED, FACTS, STATUTES, Statute, cite, quote, tell

# Changes only with a new version of a law: read the new text at its source, then put its fingerprint here.
TEXTS_AS_CHECKED = "031e187f50a6b9c5efd1e3eddb6af72f7803a8286c52e9ebfd91017178faeef3"

REQUIRED = {
    "ecommerce": "20 31 38-1 49-2 51-2 59 60 61 62",
    "consumer": "24 25 26 37 39 44 46 55-1",
    "consumer-regulation": "12 19-2 44 46 49",
    "complaint-measures": "3 8 9 10 13 15 16 17 18 23 25 45",
    "civil": "19 20 145 157 188 195 197 201 202 203 497 512-2 563 565 566 577",
    "civil-procedure": "24 122 124 126 165 166 168",
    "civil-procedure-interpretation": "20 31",
    "criminal": "266",
    "fraud-interpretation": "1",
    "public-security": "58",
    "infringement-measures": "5-10 8 16",
    "online-consumption": "1 2 5",
    "evidence": "14 15-2",
    "general-interpretation": "21",
    "limitation-interpretation": "8 10 12 13",
    "fees": "13-1-1 16",
    "anti-fraud": "38-2",
    "seven-days": "7 20 35",
    "platform-rules": "19",
}


def test_no_text_has_changed_since_it_was_checked() -> None:
    texts = "\n\n".join(f"{key}\n{STATUTES[key].text}" for key in sorted(STATUTES))
    assert sha256(texts.encode()).hexdigest() == TEXTS_AS_CHECKED


@pytest.mark.parametrize("law", REQUIRED)
def test_every_provision_the_product_rests_on_is_there(law: str) -> None:
    assert [number for number in REQUIRED[law].split() if f"{law}-{number}" not in STATUTES] == []


@pytest.mark.parametrize("key", STATUTES)
def test_every_row_is_complete(key: str) -> None:
    statute = STATUTES[key]
    assert statute.key == key
    assert re.fullmatch("《.+》", statute.law)
    assert re.fullmatch("《.+》", statute.short)
    assert re.fullmatch(
        "第[一二三四五六七八九十百零]+条(第[一二三]款)?(第（[一二三四五六七八九十]+）项)?", statute.article
    )
    assert statute.source
    assert re.search(r"\d", statute.version) or "修正案" in statute.version
    assert statute.checked == CHECKED == date(2026, 11, 22)


@pytest.mark.parametrize("key", STATUTES)
def test_a_text_is_whole_sentences_without_marks_of_editing(key: str) -> None:
    text = STATUTES[key].text
    assert text[-1] in ("。；" if "）项" in STATUTES[key].article else "。")
    assert not re.search(r"[…*\[\]#\u200b ]", text)
    paragraphs = text.split("\n")
    assert all(paragraph and paragraph[-1] in "。；：:" for paragraph in paragraphs)


def test_an_article_number_agrees_with_its_key() -> None:
    figures = "零一二三四五六七八九"
    for key, statute in STATUTES.items():
        law = max((law for law in LAWS if key.startswith(f"{law}-")), key=len)
        number = int(key.removeprefix(f"{law}-").split("-")[0])
        article = statute.article.partition("条")[0].removeprefix("第")
        digits = [figures.index(sign) for sign in article if sign in figures[1:]]
        assert [int(sign) for sign in str(number) if sign != "0"] == _without_leading_ten(article, digits), (
            key
        )


LAWS = (*REQUIRED, "contract-interpretation")


def _without_leading_ten(article: str, digits: list[int]) -> list[int]:
    return [1, *digits] if article.startswith("十") else digits


def test_no_text_is_there_twice() -> None:
    texts = [statute.text for statute in STATUTES.values()]
    assert len(texts) == len(set(texts))


def test_the_repealed_measures_are_not_cited() -> None:
    measures = [statute for key, statute in STATUTES.items() if key.startswith("complaint-measures-")]
    assert measures
    assert all("令第121号" in statute.version for statute in measures)
    assert "六十日" in STATUTES["complaint-measures-23"].text
    assert not [statute.key for statute in STATUTES.values() if "投诉举报处理暂行办法" in statute.law]


def test_the_measures_are_cited_by_article_and_item_only_but_for_what_is_certain() -> None:
    clauses = [key for key, statute in STATUTES.items() if "款" in statute.article and "measures" in key]
    assert clauses == ["complaint-measures-10-3"]


def test_no_source_names_the_copy_it_was_read_in() -> None:
    sources = [statute.source for statute in STATUTES.values()] + [fact.source for fact in FACTS.values()]
    assert [each for each in sources if re.search(r"github|\bS\d|LawRefBook|@", each, re.IGNORECASE)] == []


def test_a_provision_is_cited_by_its_short_name() -> None:
    assert cite("ecommerce-20") == "《电子商务法》第二十条"
    assert cite("consumer-55-1") == "《消费者权益保护法》第五十五条第一款"
    assert cite("infringement-measures-5-10") == "《侵害消费者权益行为处罚办法》第五条第（十）项"


def test_a_quotation_is_the_citation_and_the_whole_text() -> None:
    assert quote("consumer-46") == (
        "《消费者权益保护法》第四十六条：「消费者向有关行政部门投诉的，该部门应当自收到投诉之日起七个工作日内，"
        "予以处理并告知消费者。」"
    )


def test_an_unknown_key_is_an_error_and_not_an_empty_citation() -> None:
    for ask in (cite, quote, tell):
        with pytest.raises(KeyError):
            ask("ecommerce-999")


def test_a_kept_clause_is_only_that_clause() -> None:
    assert STATUTES["ecommerce-49-2"].text.startswith("电子商务经营者不得以格式条款等方式约定")
    assert STATUTES["consumer-55-1"].text.endswith("法律另有规定的，依照其规定。")
    assert "明知商品或者服务存在缺陷" not in STATUTES["consumer-55-1"].text


def test_a_fact_we_are_not_sure_of_defers_to_the_page() -> None:
    assert tell("12315-hotline") == "市场监管部门的投诉热线是 12315。"
    assert [key for key, fact in FACTS.items() if not fact.sure] == ["12315-portal"]
    assert tell("12315-portal") == "全国12315平台的网址是 www.12315.cn（以页面显示为准）。"


@pytest.mark.parametrize("key", FACTS)
def test_every_fact_is_complete_and_says_its_value(key: str) -> None:
    fact = FACTS[key]
    assert fact.key == key
    assert fact.value in fact.says
    assert fact.says.endswith("。")
    assert fact.source
    assert fact.checked == CHECKED


QUOTED = Path(__file__).parents[1] / "state_machine" / "quoted"


def quoted(statute: Statute) -> str:
    """The article of a row as the law's own text has it, on one line."""
    law = max((law for law in LAWS if statute.key.startswith(f"{law}-")), key=len)
    text = (QUOTED / f"{law}.txt").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    assert head.splitlines() == [
        statute.law,
        statute.version,
        f"来源：{statute.source}",
        f"核对：{statute.checked}",
    ]
    article = re.match("第[一二三四五六七八九十百零]+条", statute.article)
    assert article
    found = re.search(rf"^{article[0]}　(.*?)(?=^第[一二三四五六七八九十百零]+条　|\Z)", body, re.S | re.M)
    assert found, article[0]
    return found[1].replace("\n", "")


@pytest.mark.parametrize("key", STATUTES)
def test_a_row_stands_word_for_word_in_the_quoted_law(key: str) -> None:
    assert STATUTES[key].text.replace("\n", "") in quoted(STATUTES[key])
