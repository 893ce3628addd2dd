"""Makes .venv and puts in it what requirements/run.txt or dev.txt say; does nothing when it is all there.

Called by make as ``python3 requirements/install.py run`` (or ``dev``). Needs only Python 3.11 with venv or
pip: it fetches uv, which installs the exact versions of the lock and checks their hashes.
"""

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
COMMAND = f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m tadafor.house.command "$@"\n'


def main(wanted: str) -> None:
    # What the tests need includes what a run needs: never take it away again.
    kind = "dev" if (VENV / "bin" / "pytest").exists() else wanted
    if STAMP.exists() and STAMP.read_text() == mark(kind):
        return
    print("Installing what Tadafor is made of (once, about half a minute)…", flush=True)
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists():
        venv.create(VENV, clear=True, with_pip=False, symlinks=True)
    sync(kind)
    link()
    STAMP.write_text(mark(kind))


def mark(kind: str) -> str:
    """Change when the lock, the Python, the place of the sources or this file change."""
    parts = [(ROOT / "requirements" / f"{kind}.txt").read_bytes(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), os.fsencode(ROOT)])).hexdigest()


def sync(kind: str) -> None:
    lock = ROOT / "requirements" / f"{kind}.txt"
    words = [
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--compile-bytecode",
        "--python",
        str(PYTHON),
        str(lock),
    ]
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}
    if subprocess.run([*uv(), *words], cwd=ROOT, env=os.environ | settings, check=False).returncode:
        sys.exit("The parts could not be installed: see above. Behind a mirror, set UV_DEFAULT_INDEX to it.")


def uv() -> list[str]:
    """Find uv, or fetch it with whichever pip there is."""
    if found := shutil.which("uv"):
        return [found]
    place = ROOT / "var" / "tools"
    if not (place / "bin" / "uv").exists():
        lock = str(ROOT / "requirements" / "uv.txt")
        words = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--root-user-action=ignore",
            "--require-hashes",
            "--target",
            str(place),
        ]
        if subprocess.run([*pip(), *words, "-r", lock], check=False).returncode:
            sys.exit("uv could not be fetched with pip: see above.")
    return [str(place / "bin" / "uv")]


def pip() -> list[str]:
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if importlib.util.find_spec("ensurepip") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing python3-venv, which this Python lacks…", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-qq", "-y", "python3-venv"], check=False)
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python has neither pip nor venv: install the package python3-venv, then run make again."
        )
    subprocess.run([str(PYTHON), "-m", "ensurepip", "--default-pip"], check=True, stdout=subprocess.DEVNULL)
    return [str(PYTHON), "-m", "pip"]


def link() -> None:
    """Let this Python find the sources where they are, and give the command its name."""
    place = subprocess.check_output(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    (Path(place.strip()) / "tadafor.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "tadafor"
    command.write_text(COMMAND)
    command.chmod(0o755)


if __name__ == "__main__":
    main(sys.argv[1])
