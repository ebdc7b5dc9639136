"""Every check and test, in the order from quick to slow: `python3 run.py test`.

Installs what the tests need from Debian (a browser, PostgreSQL, Node.js) and npm, by name, where it is missing.
With arguments, only pytest runs, with these arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.postgres import TemporaryPostgres

HOME = Path(__file__).resolve().parent.parent
EMULATORS = HOME / "tests" / "emulators"
PACKAGES = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "fc-list": "fontconfig",
    "node": "nodejs",
    "npm": "npm",
    "pdftotext": "poppler-utils",
}
"""A program that must be there, and the Debian package that brings it."""

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def main(arguments: list[str]) -> int:
    """Returns 0 when everything passed."""
    install_packages()
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=EMULATORS, check=True)
    with TemporaryPostgres() as postgres:
        os.environ["TEST_POSTGRES_URL"] = postgres.url
        if arguments:
            return run("pytest", *arguments)
        failed = [check[0] for check in CHECKS if run(*check)]
        tested = run("pytest", "-q", "-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else tested


def run(tool: str, *arguments: str) -> int:
    """Run a tool of this environment; returns its exit code."""
    print(f"== {tool} {' '.join(arguments)}", flush=True)
    return subprocess.run(
        [str(Path(sys.executable).parent / tool), *arguments], cwd=HOME
    ).returncode


def install_packages() -> None:
    """Install the Debian packages whose programs are missing. Exits with their names when it cannot."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if not any(Path("/usr/share/fonts").rglob("NotoSansCJK*")):
        missing.append("fonts-noto-cjk")
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("postgresql")
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise SystemExit(f"the tests need these (Debian's names): {' '.join(missing)}")
    apt = [*(["sudo"] if os.geteuid() else []), "apt-get", "-qq", "-y"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], check=True, env=quiet)
    install = [*apt, "install", "--no-install-recommends", *missing]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
