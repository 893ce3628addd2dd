"""Prints the browser that tests drive: one that is there, else Debian's chromium, else Playwright's own.

An empty line means that Playwright finds its own browser by itself.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def there() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def from_debian() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("Installing Debian's chromium, which the tests drive…", file=sys.stderr, flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"], check=False, **quiet
    )
    return there()


def from_playwright() -> str:
    print("Installing the browser of Playwright, which the tests drive…", file=sys.stderr, flush=True)
    words = ["--with-deps", "chromium"] if os.geteuid() == 0 else ["chromium"]
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", *words], stdout=sys.stderr, check=False
    )
    if done.returncode:
        sys.exit("No browser could be installed: install chromium, or set CHROMIUM to the path of one.")
    return ""


if __name__ == "__main__":
    print(there() or from_debian() or from_playwright())
