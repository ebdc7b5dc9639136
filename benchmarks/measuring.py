"""What the benchmarks share: the packaged knowledge in a scratch folder, percentiles, tables, peak memory."""

from __future__ import annotations

import importlib.util
import json
import resource
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.application import Application

HOME = Path(__file__).resolve().parent.parent


def need(*modules: str) -> None:
    """End with a clear message unless these modules of the `bench` group are installed."""
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    if absent:
        raise SystemExit(
            f"{', '.join(absent)} not installed. The benchmarks need the `bench` group:\n"
            "  python3 -m pip --python .venv/bin/python install bm25s openfisca-core rank-bm25"
        )


def packaged_application(var: Path) -> Application:
    """The program with the knowledge that it ships and nothing else, kept in `var`."""
    from bot.application import assemble
    from bot.settings import Settings

    made: dict[str, Any] = {"var_dir": var}
    return assemble(Settings(_env_file=None, **made))


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The questions of a label file; a header without `q` (thresholds of `evaluate`) is left out."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [line for line in lines if "q" in line]


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; the nearest one, not a mean."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def peak_mb() -> float:
    """This process's largest resident size in MB.

    Linux hands getrusage's maximum on from the parent process, so /proc is asked where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, figures to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
