"""Sets the project up and runs it; needs only Python 3.11+ with pip.

python3 run.py            set up, then serve: web chat at http://127.0.0.1:8080
python3 run.py test       set up for development, then run every check and test
python3 run.py COMMAND …  set up, then `python -m bot COMMAND …` (ask, chat, doctor, …)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(arguments: list[str]) -> int:
    """Set up what the command needs and run it in the project's own environment."""
    if sys.version_info < (3, 11):
        print("需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed", file=sys.stderr)
        return 2
    testing = arguments[:1] == ["test"]
    install("requirements-dev.txt" if testing else "requirements.txt")
    command = ["-m", "tests.run", *arguments[1:]] if testing else ["-m", "bot", *arguments]
    if not arguments:
        command.append("serve")
    if testing:
        os.chdir(HOME)
    return become([str(PYTHON), *command])


def become(command: list[str]) -> int:
    """Run a command in place of this one, so that whoever ends this process ends the program."""
    if os.name == "posix":
        os.execve(command[0], command, environment())
    try:
        return subprocess.run(command, env=environment()).returncode
    except KeyboardInterrupt:
        return 130


def environment() -> dict[str, str]:
    """The environment with this project on Python's path, so that it runs from any folder."""
    return {**os.environ, "PYTHONPATH": str(HOME), "PYTHONUTF8": "1"}


def install(lock: str) -> None:
    """Install the pinned packages of a lock file, once for each of its versions.

    The environment is made without pip and filled by the pip that is there, because Debian's
    Python cannot put pip into a new environment by itself.
    """
    wanted = hashlib.sha256((HOME / lock).read_bytes()).hexdigest()
    done = VENV / f"installed-{lock}.sha256"
    if PYTHON.exists() and done.exists() and done.read_text() == wanted:
        return
    print(f"正在安装依赖（{lock}），第一次需要几分钟 / installing dependencies …", flush=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(HOME / lock)]).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(
            "依赖没有装上，请检查网络后重试 / installing failed; check the network and retry"
        )
    done.write_text(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
