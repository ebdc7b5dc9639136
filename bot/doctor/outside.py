"""What the doctor looks at outside: the port, and Telegram by plain requests."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

from bot.doctor.finding import PATIENCE, Finding
from bot.settings import Settings


def port(settings: Settings) -> Finding:
    """Whether the web server can listen, or does so already."""
    address = f"{settings.host}:{settings.port}"
    try:
        family, kind, *_, place = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with closing(socket.socket(family, kind)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except PermissionError:
        advice = "1024 以下的端口要管理员权限，请把 PORT 改大，用反向代理对外。"
        return Finding("✗", f"网页端口：{address} 没有权限使用", advice)
    except socket.gaierror:
        return Finding("✗", f"网页地址：{settings.host} 不认识", "检查 HOST，一般用 127.0.0.1。")
    except OSError as error:
        if _healthy(settings):
            return Finding("✓", f"网页端口：{address} 上本程序正在运行")
        advice = "换一个 PORT，或停掉占用它的程序；HOST 要是本机的地址。"
        return Finding("✗", f"网页端口：{address} 用不了（{error.strerror}）", advice)
    return Finding("✓", f"网页端口：{address} 空闲")


def _healthy(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    answer = _fetch(f"http://{host}:{settings.port}/healthz", "")
    return isinstance(answer, Mapping) and "ok" in answer


def telegram(settings: Settings) -> Iterator[Finding]:
    """Whether the token is good and the staff group can be written to."""
    if not settings.telegram_token:
        yield Finding("✓", "Telegram：没有启用（没有设置 TELEGRAM_TOKEN）")
        return
    me = _call(settings, "getMe")
    if me is None:
        advice = "检查网络；需要代理就设置 TELEGRAM_PROXY，用自建网关就检查 TELEGRAM_BASE_URL。"
        yield Finding("✗", f"Telegram：{PATIENCE:g} 秒内连不上 Bot API", advice)
        return
    if not me.get("ok"):
        advice = "向 @BotFather 核对 TELEGRAM_TOKEN，泄露过就换一个新的。"
        yield Finding("✗", f"Telegram：令牌不被接受（{me.get('description', '')}）", advice)
        return
    yield Finding("✓", f"Telegram：令牌可用（@{me['result'].get('username', '')}）")
    if settings.telegram_webhook_url and not settings.telegram_webhook_url.startswith("https://"):
        advice = "Telegram 只向 https 地址推送，请修改 TELEGRAM_WEBHOOK_URL。"
        yield Finding("✗", "Telegram：Webhook 地址不是 https", advice)
    if settings.telegram_staff_group:
        yield _group(settings, me["result"]["id"])


def _group(settings: Settings, bot_id: int) -> Finding:
    group = settings.telegram_staff_group
    chat = _call(settings, "getChat", chat_id=group)
    if not chat or not chat.get("ok"):
        advice = "把机器人拉进群，再核对 TELEGRAM_STAFF_GROUP（群的 chat id 以 -100 开头）。"
        return Finding("✗", "工作人员群：找不到", advice)
    member = _call(settings, "getChatMember", chat_id=group, user_id=bot_id) or {}
    rights = member.get("result", {})
    silenced = rights.get("status") == "restricted" and not rights.get("can_send_messages")
    if rights.get("status") in {None, "left", "kicked"} or silenced:
        return Finding("✗", "工作人员群：机器人不能在群里发言", "把机器人加进群并允许它发消息。")
    return Finding("✓", f"工作人员群：「{chat['result'].get('title', group)}」可以发言")


def _call(settings: Settings, method: str, **parameters: str | int) -> dict[str, Any] | None:
    address = f"{settings.telegram_base_url}{settings.telegram_token}/{method}"
    answer = _fetch(f"{address}?{urlencode(parameters)}", settings.telegram_proxy)
    return answer if isinstance(answer, dict) else None


def _fetch(url: str, proxy: str) -> Any:
    """The JSON at an address, also of a refusal, or None when there is none within PATIENCE seconds."""
    answers: list[Any] = []
    opener = build_opener(ProxyHandler({"http": proxy, "https": proxy} if proxy else {}))

    def fetch() -> None:
        try:
            with opener.open(url, timeout=PATIENCE) as response:
                answers.append(json.load(response))
        except HTTPError as refusal:
            with refusal:
                answers.append(_json_or_none(refusal.read()))
        except (OSError, ValueError):
            return

    asking = Thread(target=fetch, daemon=True)  # looking up a name cannot be timed otherwise
    asking.start()
    asking.join(PATIENCE)
    return answers[0] if answers else None


def _json_or_none(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
