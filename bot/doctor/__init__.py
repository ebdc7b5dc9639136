"""doctor: looks at everything that the program needs, changes nothing, and says what to do about each fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.doctor import inside, outside
from bot.doctor.finding import Finding
from bot.settings import Settings


def examine(settings: Settings) -> int:
    """Print every finding as it is made. Returns 0 when nothing must be mended, else 1."""
    faults = 0
    for finding in findings(settings):
        advice = f"\n    → {finding.advice}" if finding.advice else ""
        print(f"{finding.mark} {finding.what}{advice}", flush=True)
        faults += finding.mark == "✗"
    print(f"有 {faults} 处需要处理。" if faults else "没有发现需要处理的问题。")
    return 1 if faults else 0


def findings(settings: Settings) -> Iterator[Finding]:
    """All findings, in the order in which faults cause one another."""
    where = "读到了 .env" if Path(".env").is_file() else "没有 .env 文件，按环境变量和默认值"
    yield Finding("✓", f"设置：可用（{where}）")
    yield inside.folder(settings.var_dir)
    yield inside.retention(settings)
    yield from inside.database(settings)
    yield outside.port(settings)
    yield from outside.telegram(settings)
