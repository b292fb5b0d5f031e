"""Everything the bot can say in Chinese, read from the code itself, so that a person can read all of it at once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("dialogs", "state_machine", "messenger")
# What is read, not said: words people use, and the law's own text.
READ: Final = {
    "day_words.py",
    "when.py",
    "money.py",
    "numerals.py",
    "spans.py",
    "brands.py",
    "signs.py",
    "typed.py",
    "features.py",
    "circumstances.py",
    "lint.py",
    "statutes.py",
}
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def phrasebook() -> str:
    """docs/phrasebook.zh-CN.md: every sentence by module, in the order of the code; {…} is filled in."""
    parts = [
        "# 机器人会说的每一句话\n\n由 `python -m docs.generate` 从代码里读出，不要手改。花括号里的内容在运行时填入；"
        "法条原文在 `state_machine/quoted/`，不在这里。\n"
    ]
    for path in sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")):
        said = list(dict.fromkeys(_sentences(path))) if path.name not in READ else []
        if said:
            parts.append(f"## {path.relative_to(ROOT).as_posix()}\n\n" + "".join(map(_item, said)))
    return "\n".join(parts)


def _item(sentence: str) -> str:
    lines = [line.strip() for line in sentence.strip().splitlines() if line.strip()]
    shown = "<br>".join(line.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*") for line in lines)
    return f"- {shown}\n"


def _sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (text for node in _strings(tree) if CHINESE.search(text := _text(node)))


def _strings(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """String literals in order, whole: no docstrings, and no pieces of an f-string."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.JoinedStr) or (
            isinstance(child, ast.Constant) and isinstance(child.value, str)
        ):
            yield child
        else:
            yield from _strings(child)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(map(_piece, node.values))


def _piece(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    inner = ast.unparse(value.value) if isinstance(value, ast.FormattedValue) else "…"
    return f"{{{inner}}}"
