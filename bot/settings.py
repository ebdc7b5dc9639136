"""Settings, read once from the environment and .env; a refusal names the variable.

Everything has a default that works on a bare machine: SQLite in var/, web chat on loopback, no token.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET = {
    "database_url",
    "web_secret",
    "telegram_token",
    "telegram_proxy",
    "telegram_webhook_secret",
}
"""Settings that may hold a password: their values are never shown."""


class UnusableSettings(Exception):
    """A setting is missing or cannot be used; the text names the variable and what to do (Chinese)."""


class Settings(BaseSettings):
    """The program's settings; each field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    var_dir: Path = Field(Path("var"), description="运行时文件的目录：数据库、词典缓存、附件")
    database_url: str = Field("", description="数据库地址；留空则用 VAR_DIR 里的 SQLite")
    host: str = Field("127.0.0.1", description="网页服务监听的地址")
    port: int = Field(8080, ge=1, le=65535, description="网页服务监听的端口")
    public_url: str = Field(
        "http://127.0.0.1:8080", description="别人打开本站用的网址；登录工作台的链接以它开头"
    )
    web_secret: str = Field(
        "", description="签名浏览器 cookie 的密钥；留空则自动生成并存入 VAR_DIR"
    )
    log_level: str = Field("INFO", description="日志级别：DEBUG、INFO、WARNING、ERROR")
    telegram_token: str = Field("", description="Telegram 机器人令牌；留空则不启用 Telegram")
    telegram_base_url: str = Field(
        "https://api.telegram.org/bot", description="Bot API 的基础地址（自建网关时修改）"
    )
    telegram_proxy: str = Field("", description="访问 Telegram 用的代理地址")
    telegram_webhook_url: str = Field("", description="Webhook 的公网地址；留空则用长轮询")
    telegram_webhook_secret: str = Field("", description="Webhook 的校验密钥，用 Webhook 时必填")
    telegram_per_second: float = Field(
        30.0, gt=0, description="每秒最多发几条消息；Telegram 一般允许 30 条"
    )
    telegram_staff_group: str = Field("", description="工作人员群的 chat id；新办件会通知到群里")

    file_most_mb: int = Field(20, ge=1, le=50, description="收一个文件的上限，单位 MB")
    file_archives: bool = Field(False, description="是否收 zip 压缩包：True 或 False")
    retention_days: int = Field(
        0, ge=0, le=36500, description="对话安静多少天后自动删除；0 表示一直保存"
    )

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("只能是 DEBUG、INFO、WARNING 或 ERROR")
        return value.upper()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and re.split(r"[+:]", value)[0] not in {"sqlite", "postgres", "postgresql"}:
            raise ValueError("只支持 sqlite:///文件 和 postgresql://用户:密码@主机/库名")
        return value

    def desk_link(self, code: str) -> str:
        """Where an officer with this one-time code enters the desk on the web."""
        return f"{self.public_url.rstrip('/')}/desk/in/{code}"

    @property
    def database(self) -> str:
        """The database's address: as set, else SQLite inside `var_dir`."""
        return self.database_url or f"sqlite:///{self.var_dir / 'specialist.db'}"

    @property
    def cache_dir(self) -> Path:
        """Where derived files (dictionary, index) are kept; safe to delete."""
        return self.var_dir / "cache"


def read_settings(**given: object) -> Settings:
    """The settings of this process. Raises UnusableSettings naming each variable at fault."""
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise UnusableSettings(_faults(error)) from error
    if settings.telegram_webhook_url and not settings.telegram_webhook_secret:
        raise UnusableSettings("设置了 TELEGRAM_WEBHOOK_URL，还需要设置 TELEGRAM_WEBHOOK_SECRET。")
    return settings


def _faults(error: ValidationError) -> str:
    lines = (_fault(str(fault["loc"][0]), fault["msg"], fault["input"]) for fault in error.errors())
    return "设置有误，请修改 .env 或环境变量：\n" + "\n".join(lines)


def _fault(name: str, what: str, value: object) -> str:
    shown = "" if name in SECRET else f"（现值：{value!r}）"
    return f"{name.upper()}：{what.removeprefix('Value error, ')}{shown}"
