"""Writes what the documents say about the code: docs/stages.md and the marked blocks of the READMEs.

`python -m docs.generate` writes, `python -m docs.generate --check` exits 1 and names what is stale. Tables of
the code are the only source; nothing here repeats a question, a date or a default.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dialogs.commands import COMMANDS
from docs.phrasebook import phrasebook
from docs.scenarios_table import scenarios_table
from docs.stages_table import stages
from messenger.settings import Settings, settings_table

ROOT: Final = Path(__file__).resolve().parent.parent
STAGES: Final = "docs/stages.md"
PHRASEBOOK: Final = "docs/phrasebook.zh-CN.md"
SCENARIOS_TABLE: Final = "docs/scenarios.md"
BLOCK: Final = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
# The settings' descriptions in Chinese, by the English they translate: a changed one must be translated anew.
CHINESE: Final = {
    "The bot's token from @BotFather. Without it the playground starts instead of Telegram.": "从 @BotFather 得到的机器人 token。不填则启动本机试用页，不连 Telegram。",
    "Any Bot API server: methods at `{url}/bot{token}/METHOD`, files at `{url}/file/bot{token}/PATH`. "
    "A loopback URL without a token joins a playground that is already running there.": "任意 Bot API 服务器：方法在 `{url}/bot{token}/METHOD`，文件在 `{url}/file/bot{token}/PATH`。"
    "填本机地址且不填 token 时，连接已在那里运行的试用页。",
    "Where everything is kept; made with mode 0700.": "所有数据存放的目录，权限 0700。",
    "The key that seals the data: 32 bytes as base64 or hex. Wins over `DATA_KEY_FILE`.": "加密数据的密钥：32 字节，base64 或十六进制。优先于 `DATA_KEY_FILE`。",
    "A file with that key. Default: a file made on the first start outside `DATA_DIR`, "
    "its path printed once. Back it up apart from the data: without it nothing can be read.": "密钥文件。默认在首次启动时建在 `DATA_DIR` 之外，路径只打印一次。请与数据分开备份：没有它，什么都读不出来。",
    "The playground's port on 127.0.0.1; 0 takes a free one.": "试用页在 127.0.0.1 上的端口；0 表示任选一个空闲端口。",
    "Zone of the quiet hours, and of nothing else: legal dates and the days users type "
    "are always Asia/Shanghai.": "免打扰时段所用的时区，不影响别的：法定期限和用户输入的日子一律按 Asia/Shanghai 计算。",
    "More holiday years than the installed package knows, with the notice as source.": "补充已装软件包还不知道的放假年份，注明通知出处。",
    "Messages a second to all chats together; 0 = no limits, only with a loopback API URL.": "每秒向所有聊天合计发送的消息数；0 表示不限，仅限本机 API 地址。",
    "DEBUG, INFO, WARNING or ERROR.": "DEBUG、INFO、WARNING 或 ERROR。",
    "Telegram user ids of the operators, separated by commas: they are told what needs a hand.": "运营者的 Telegram 用户编号，用逗号分隔：需要人处理的事会通知他们。",
    "Whether pictures are read on this machine to fill in answers; off, they are kept unread.": "是否在本机识别截图文字、帮用户填写回答；关闭则只保存不识别。",
}


def main(arguments: list[str] | None = None) -> int:
    """Write every document, or with --check say which are stale."""
    parser = argparse.ArgumentParser(prog="docs.generate", description="Writes the generated documents.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is stale")
    check = parser.parse_args(arguments).check
    stale = [name for name, text in documents().items() if _read(name) != text]
    for name in stale:
        print(f"{name} is stale: run `make docs`" if check else f"{name} written")
        if not check:
            (ROOT / name).write_text(documents()[name], encoding="utf-8")
    return 1 if check and stale else 0


def documents() -> dict[str, str]:
    """Every generated document as it should be, by its path from the root."""
    return {
        STAGES: stages(),
        PHRASEBOOK: phrasebook(),
        SCENARIOS_TABLE: scenarios_table(),
        "README.md": _filled("README.md", settings_table),
        "README.zh-CN.md": _filled("README.zh-CN.md", chinese_settings),
    }


def _read(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _filled(name: str, settings: Callable[[], str]) -> str:
    blocks = {"settings": settings, "commands": commands}
    return BLOCK.sub(lambda found: found[1] + blocks[found[2]]() + found[3], _read(name))


def commands() -> str:
    """The bot's menu, as people see it."""
    return "".join(f"- `/{command.name}` {command.description}\n" for command in COMMANDS)


def chinese_settings() -> str:
    """The settings table with its descriptions in Chinese. KeyError names the one not translated yet."""
    table = settings_table().replace("| setting | default | meaning |", "| 设置 | 默认值 | 含义 |")
    for field in Settings.model_fields.values():
        english = field.description or ""
        table = table.replace(english, CHINESE[english])
    return table


if __name__ == "__main__":
    sys.exit(main())
