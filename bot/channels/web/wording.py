"""Every Chinese sentence of the web pages themselves. What the specialist says is in bot/wording/phrases.py."""

from __future__ import annotations

NAME = "晋创谷服务专员"
SUBTITLE = "自动应答，重要事项以文件原文为准"
MENU = "菜单"
ACTIONS = "常用操作"
HISTORY = "对话记录"
EARLIER = "显示更早的消息"
VISITOR_SAID = "您说："
SPECIALIST_SAID = "服务专员说："
OFFICER_SAID = "工作人员说："
OFFICER = "工作人员"
SEARCHING = "正在查找…"
YOUR_WORDS = "输入您的问题"
PLACEHOLDER = "请输入您的问题"
KEYS = "按 Enter 发送，Shift + Enter 换行"
NOTICE = "对话会保存，可以导出和删除 · 隐私说明"
SEND = "发送"
CHOICES = "可选的下一步"
TROUBLE = "暂时没能收下您的消息，正在自动重试，请不要关闭页面。"
NO_SCRIPT = "这个页面需要浏览器开启 JavaScript 才能使用。"
NOT_FOUND = "没有这个页面"
NOT_FOUND_MORE = "请检查网址，或者回到首页继续提问。"
BROKEN = "页面暂时打不开"
BROKEN_MORE = "问题已经记录下来，请稍后刷新再试。"
HOME = "回到首页"

ATTACH = "添加图片或文件"
CHOSEN_FILES = "准备发送的文件"
REMOVE = "移除 "
PICTURE = "图片"
STILL_GOING = "文件还在上传，传完再点“发送”就行。"
UPLOAD_FAILED = "没有传上去，请检查网络，移除以后重新添加。"
NO_UPLOAD = "没有收下这个文件。请刷新页面再试一次。"
NO_FILE = "没有这个文件，或者已经过期删除了。请回到对话里重新生成。"
SEVERAL = "、"
"""Between the columns that share a cell."""


def download(name: str) -> str:
    """A link to a file that was made for the visitor."""
    return f"下载：{name}"


def too_many(most: int) -> str:
    """More files were chosen than one message may bring."""
    return f"一次最多发 {most} 个文件，请移除，下次再发。"


def too_big(megabytes: int) -> str:
    """A chosen file is too large."""
    return f"超过 {megabytes} MB，收不下，请移除；可以压缩或者拆开再发。"


def too_long(limit: int) -> str:
    """More was typed than is accepted; `limit` in characters."""
    return f"您写的内容超过 {limit} 个字了，请缩短一些，或者分几次发给我。"


def started(address: str) -> str:
    """The server listens; where to go."""
    return f"网页聊天已启动：{address} ，按 Ctrl+C 停止"


def port_taken(port: int) -> str:
    """Another program listens on this port."""
    return (
        f"端口 {port} 已被别的程序占用。请先停止那个程序，"
        f"或者在 .env 里把 PORT 改成别的端口（比如 PORT={port % 65535 + 1}）再启动。"
    )


def cannot_listen(host: str, port: int, reason: str) -> str:
    """This machine does not let us listen there."""
    return f"无法在 {host} 的端口 {port} 上监听（{reason}）。请检查设置 HOST 和 PORT。"
