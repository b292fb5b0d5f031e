"""What on a page could be said: a promised delivery, a refusal, the answer to a key. Each with its features, as in `candidates`."""

import re
from collections.abc import Iterator
from typing import Final

from evidence import phrases, values
from evidence.layout import Sheet, joined
from evidence.line import Line
from evidence.understanding.candidates import Candidate
from evidence.understanding.surroundings import Surroundings, pairs
from evidence.values import squashed

_SENTENCE: Final = re.compile(r"[。！!；;·•|｜\n]+|\s{2,}")
_CLAUSE: Final = re.compile(r"[，,。！!；;·•\n]|\s+|(?<=[\u4e00-\u9fff])[|｜]")
_BEGINS: Final = re.compile(
    r"付款|下单|拍下|商家|卖家|店家|大概|剩下|零点|今晚|晚上|上午|中午|下午|凌晨|月底|周[一二三四五六日末]|后天|这两天|一会儿?|统一|全自动|支付|支付|购买|买家|预计|最快|最迟|最晚|最慢|承诺|将|会|保证|约|大约|一般|立即|自动|当天|当日|次日|今[天日晚]|明[天早]|秒|全天|系统|卡密|现货|极速|"
    r"工作日|\d+(?:[-~至到]\d+)?个?(?:小时|分钟|天|日|工作日|月|[点:：]|h|H|秒)|[一二两三四五六七八九十半]+个?(?:小时|分钟|天|工作日)|人工|客服|每[日天]|不超过|马上|直接|即时|"
    r"闪电|兑换码|激活码|卡券|确认|收到|成团|拼单|拼成|\d{1,2}:\d\d"
)
_ENDS: Final = re.compile(
    r"(?:发货|发卡|发出|发送|到账|送达|交付|出货|发码|出卡|发放|提货|到货|秒发|必发|闪发|充好|充上|充值|直充|安排|处理|完成|发完|出库|推送|充入账号|充入|补发|补上|补给您|补您|给您充上|发key|发KEY|开通|发你|发您|发(?![货卡出送码放完你您])|提取|收到|送到|到手)"
    r"(?:的?(?:卡密|密钥|激活码|兑换码|序列号|卡券|授权码|兑换券|账号|链接|货))?(?:[至到给](?:您|你)?的?(?:邮箱|手机|账户|账号|卡密)?)?"
)
_WHEN: Final = re.compile(
    r"\d+(?:小时|分钟|天|日|点|秒)|[一二两三四五六七八九十半]个?多?(?:小时|分钟|天|点|钟头)|今[天晚日]|明[天早]|后天|当[天晚日]|[下这]?周[一二三四五六日末]|月底|马上|立刻|秒|凌晨|零点"
)
_NEGATED: Final = re.compile(r"没|未|还没|不是|为什么|怎么|不能|无法|不会|说好|说的|承诺的|不$")
_PARTICLES: Final = re.compile(r"(?:[哦呢的了呀啊哈嘛哟~～。.！!]|亲亲?)+$")
_SPAN: Final = re.compile(r"\d+\s*(?:[-~至到]\s*\d+\s*)?个?(?:小时|分钟|天|日|工作日|秒|h|点)")
_LONGEST: Final = 34
_HEADED: Final = re.compile(r"^[^：:，。\s]{1,8}[：:]\s*")
_VERDICT: Final = re.compile(r"(?:拒绝|驳回|不同意|关闭).*")
_MARK: Final = re.compile(r"^(?:[①-⑨]|[^\w（(【《“\"'「])+")


def promises(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """Every stretch of a sentence that could promise a delivery."""
    for lines in sheet.paragraphs:
        for sentence in _SENTENCE.split(joined(lines)):
            plain = re.sub(r"\s+", "", sentence)
            found = list(_stretches(plain))
            seen = _page_words(around, lines[0]) if found else ()
            for start, end in found:
                yield Candidate(plain[start:end], lines[0], (*seen, *_promise_features(plain, start, end)))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    starts = (
        {0}
        | {found.start() for found in _BEGINS.finditer(text)}
        | {found.end() for found in re.finditer(r"[，,：:、（(】]", text)}
    )
    ends = (
        {found.end() for found in _ENDS.finditer(text)}
        | {found.start() for found in re.finditer(r"[，,）)]", text)}
        | {len(text)}
    )
    ends |= {_PARTICLES.sub("", text[:end]).__len__() for end in ends}
    for start in sorted(starts):
        for end in sorted(ends):
            told = text[start:end]
            if (
                3 < len(told) <= _LONGEST
                and (_ENDS.search(told) or _WHEN.search(told))
                and len(re.findall(r"[，,]", told)) < 2
            ):
                yield start, end


def _promise_features(text: str, start: int, end: int) -> Iterator[str]:
    told = text[start:end]
    yield from (f"begins={told[:2]}", f"begins={told[:1]}", f"ends={told[-2:]}", f"ends={told[-3:]}")
    yield from (
        f"after={text[max(0, start - 2) : start] or '^'}",
        f"until={text[end : end + 2] or '$'}",
        f"until={text[end : end + 1] or '$'}",
    )
    yield from (f"has~{pair}" for pair in pairs(re.sub(r"\d+", "0", told)))
    yield from (f"near~{pair}" for pair in pairs(re.sub(r"\d+", "0", text[max(0, start - 6) : start])))
    yield f"long{min(10, len(told) // 2)}"
    yield "delivers" if _ENDS.search(told) else "delivers_nothing"
    if _SPAN.search(told):
        yield "span"
    if _SPAN.search(text) and not _SPAN.search(told):
        yield "span_left_out"
    if any(pattern.fullmatch(told) for pattern in phrases.PROMISES):
        yield "grammar"
    if _NEGATED.search(text[:start]):
        yield "negated"
    if re.search(r"[吗么？?]", text[end:]):
        yield "asked"


def refusals(sheet: Sheet, around: Surroundings) -> Iterator[list[Candidate]]:
    """Clause by clause, the wordings in which it could be a refusal; a condition and what follows it are one wording too."""
    for lines in sheet.paragraphs:
        clauses = [clause.strip() for clause in _CLAUSE.split(joined(lines))]
        clauses = [clause for clause in clauses if len(squashed(clause)) > 2]
        for at, clause in enumerate(clauses):
            following = clauses[at + 1] if at + 1 < len(clauses) else ""
            yield list(_refusal(around, lines[0], clause, following, clauses[at - 1] if at else ""))


def _refusal(
    around: Surroundings, line: Line, clause: str, following: str, before: str
) -> Iterator[Candidate]:
    trimmed = phrases.trimmed(clause)
    headless = _HEADED.sub("", clause)
    wordings = {
        clause: "raw",
        headless: "headless",
        _PARTICLES.sub("", headless): "plain",
        trimmed: "trimmed",
        phrases.without_heading(trimmed): "heading",
    }
    if found := _VERDICT.search(trimmed):
        wordings.setdefault(found[0], "verdict")
    if following and len(clause) + len(following) < 30:
        begun = (trimmed, clause) if trimmed else ()
        wordings |= {
            f"{one}，{more}": "both"
            for one, more in zip(begun, (_PARTICLES.sub("", following), following), strict=False)
        }
    seen = (*_page_words(around, line), *(f"before~{pair}" for pair in pairs(before[-4:])))
    for told, how in wordings.items():
        if told:
            yield Candidate(
                values.chinese_marks(told), line, (*seen, how, *_refusal_features(clause, told, how))
            )


def _refusal_features(clause: str, told: str, how: str) -> Iterator[str]:
    plain = squashed(told)
    yield from (f"has~{pair}" for pair in pairs(plain))
    yield from (f"has={sign}" for sign in set(plain) if sign in "不无概恕拒驳超过期退换售后一经旦非勿")
    yield from (f"begins={plain[:2]}", f"ends={plain[-2:]}", f"long{min(10, len(plain) // 2)}")
    grammar = "refusing" if phrases.REFUSING.search(squashed(clause)) else "other"
    yield from (grammar, f"{grammar}&{how}")
    if phrases.REFUSING.search(plain):
        yield "told_refusing"
    if phrases.ASKING.search(squashed(clause)):
        yield "asking"
    if clause != told:
        cut = clause.removesuffix(told[-1:]) if told else clause
        yield (
            f"drops={squashed(clause).removesuffix(plain)[-3:]}"
            if squashed(clause).endswith(plain)
            else f"cuts={squashed(cut)[-2:]}"
        )


def answers(sheet: Sheet, around: Surroundings) -> Iterator[Candidate]:
    """What could be the answer of an activation page or a program: paragraphs, and their sentences."""
    paragraphs = sheet.paragraphs
    for lines in paragraphs:
        whole = _MARK.sub("", values.chinese_marks(joined(lines))).strip()
        seen = around.of(lines[0])
        above = around.near(lines[0]).above
        title = (f"title={squashed(above[0].text)[:8]}",) if above else ()
        for text, how in _wordings(whole):
            if 3 < len(squashed(text)) <= 90:
                yield Candidate(text, lines[0], (*seen, *title, *_answer_features(text, how, len(lines))))


def _wordings(whole: str) -> Iterator[tuple[str, str]]:
    yield whole, "whole"
    sentences = [one for one in re.split(r"(?<=[。！!；;])", whole) if one]
    if len(sentences) > 1:
        yield "".join(sentences[:-1]), "but_last"
        yield "".join(sentences[1:]), "but_first"
        if len(sentences) > 2:
            yield sentences[0], "first"
    if (headless := _HEADED.sub("", whole)) != whole:
        yield headless, "headless"


def _answer_features(text: str, how: str, lines: int) -> Iterator[str]:
    plain = squashed(text)
    yield from (how, f"lines{min(4, lines)}", f"long{min(8, len(plain) // 4)}")
    yield from (f"has~{pair}" for pair in pairs(re.sub(r"\d+", "0", plain)))
    yield from (f"begins={plain[:2]}", f"ends={plain[-2:]}", f"ends={plain[-1:]}")
    if phrases.is_error(plain):
        yield from ("error", f"error&{how}")
    if re.search(r"[，,。；;：:]", text):
        yield "pointed"


def _page_words(around: Surroundings, line: Line) -> tuple[str, ...]:
    return tuple(
        feature for feature in around.of(line) if not feature.startswith(("right", "down", "left~", "up~"))
    )
