"""The program's settings: environment or `.env`, checked before anything is opened.

A wrong value is the operator's to mend, so it becomes one line that names the setting and never its secret.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from messenger.request import is_loopback
from state_machine.workdays import PUBLISHED, Calendar, HolidaysError, read_holidays

TELEGRAM: Final = "https://api.telegram.org"
_USER: Final = re.compile(r"0*[1-9][0-9]{0,18}", re.ASCII)


class WrongSetting(Exception):
    """A setting cannot be used; the text is one line for the operator."""


class Settings(BaseSettings):
    """What an operator may set. Without a token the playground takes Telegram's place."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True, frozen=True
    )

    telegram_bot_token: SecretStr | None = Field(
        None,
        description="The bot's token from @BotFather. Without it the playground starts instead of Telegram.",
    )
    telegram_api_url: str = Field(
        TELEGRAM,
        description="Any Bot API server: methods at `{url}/bot{token}/METHOD`, files at `{url}/file/bot{token}/PATH`. "
        "A loopback URL without a token joins a playground that is already running there.",
    )
    data_dir: Path = Field(Path("data"), description="Where everything is kept; made with mode 0700.")
    data_key: SecretStr | None = Field(
        None, description="The key that seals the data: 32 bytes as base64 or hex. Wins over `DATA_KEY_FILE`."
    )
    data_key_file: Path | None = Field(
        None,
        description="A file with that key. Default: a file made on the first start outside `DATA_DIR`, "
        "its path printed once. Back it up apart from the data: without it nothing can be read.",
    )
    playground_port: int = Field(
        8081, ge=0, le=65535, description="The playground's port on 127.0.0.1; 0 takes a free one."
    )
    time_zone: str = Field(
        "Asia/Shanghai",
        description="Zone of the quiet hours, and of nothing else: legal dates and the days users type "
        "are always Asia/Shanghai.",
    )
    holidays_file: Path | None = Field(
        None, description="More holiday years than the installed package knows, with the notice as source."
    )
    send_rate: float = Field(
        30,
        ge=0,
        le=10_000,
        description="Messages a second to all chats together; 0 = no limits, only with a loopback API URL.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR."
    )
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (),
        description="Telegram user ids of the operators, separated by commas: they are told what needs a hand.",
    )

    read_screenshots: bool = Field(
        True,
        description="Whether pictures are read on this machine to fill in answers; off, they are kept unread.",
    )

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(_USER.fullmatch(part) and int(part) < 2**63 for part in parts):
            raise ValueError("must be user ids (positive numbers) separated by commas")
        return tuple(int(part) for part in parts)

    @field_validator("telegram_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be an http:// or https:// address")
        _ = parts.port  # raises ValueError when it is none
        return value.rstrip("/")

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value().strip() if value else ""
        if text and (not text.isascii() or not text.isprintable() or any(mark in text for mark in " /?#%\\")):
            raise ValueError("is not a bot token")
        return SecretStr(text) if text else None

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"no such time zone: {value!r}") from None
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _together(self) -> Self:
        local = is_loopback(self.telegram_api_url)
        if self.telegram_bot_token is None and not local and self.telegram_api_url != TELEGRAM:
            raise ValueError("TELEGRAM_BOT_TOKEN is needed for the server of TELEGRAM_API_URL")
        if self.telegram_bot_token is not None and not local and self.send_rate == 0:
            raise ValueError("SEND_RATE=0 (no limits) is accepted only with a loopback TELEGRAM_API_URL")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        return tuple(s.get_secret_value() for s in (self.telegram_bot_token, self.data_key) if s)

    def calendar(self) -> Calendar:
        """The working-day calendar with HOLIDAYS_FILE's years. Raises WrongSetting."""
        if self.holidays_file is None:
            return PUBLISHED
        try:
            return read_holidays(self.holidays_file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(f"HOLIDAYS_FILE: cannot be read ({type(error).__name__})") from None
        except HolidaysError as error:
            raise WrongSetting(f"HOLIDAYS_FILE: {' '.join(str(error).split())}") from None


def read_settings() -> Settings:
    """The settings of this process. Raises WrongSetting with one line naming every wrong one."""
    try:
        return Settings()  # type: ignore[call-arg]  # the values come from the environment
    except ValidationError as error:
        raise WrongSetting("; ".join(_line(dict(e)) for e in error.errors(include_input=False))) from None


def _line(error: dict[str, Any]) -> str:
    name = "_".join(str(part) for part in error["loc"][:1]).upper()
    words = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {words}" if name else words


def settings_table() -> str:
    """The settings as a Markdown table, for the README."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        rows.append(f"| `{name.upper()}` | {_shown(field.default)} | {field.description} |")
    return "\n".join(rows) + "\n"


def _shown(default: object) -> str:
    if default is None or default == ():
        return "–"
    if isinstance(default, bool):
        return "`on`" if default else "`off`"
    return (
        f"`./{default}`"
        if isinstance(default, Path)
        else f"`{default:g}`"
        if isinstance(default, float)
        else f"`{default}`"
    )


__all__: Sequence[str] = ("TELEGRAM", "Settings", "WrongSetting", "read_settings", "settings_table")
