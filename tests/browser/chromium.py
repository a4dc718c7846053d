"""Finds a Chrome, Chromium or Edge on this machine, and gets one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--no-proxy-server",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-smooth-scrolling",  # a page is where a key has scrolled it, however late its frames are
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves, even when a test is wrong
]
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"Google\Chrome\Application\chrome.exe",
        r"Chromium\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
    ),
}
ADVICE = (
    "The browser tests need Chrome, Chromium or Edge, and none could be found or installed.\n"
    "Any one of these helps:\n"
    "    python -m playwright install --with-deps chromium\n"
    "    apt-get install chromium          (Debian and Ubuntu, as root)\n"
    "    Chrome, Chromium or Edge installed in its usual place\n"
    "What was tried:\n"
)


class NoBrowserError(Exception):
    """No browser here, and none could be had; the message says what was tried and what to do."""


def find() -> str | None:
    """The path of a browser that starts, or None."""
    return next(filter(_starts, _candidates()), None)


def get() -> str:
    """Install a browser by the ways there are, one after the other. Raises NoBrowserError."""
    tried: list[str] = []
    for commands, seconds in _ways():
        tried += [_run(command, seconds) for command in commands]
        if path := find():
            return path
    raise NoBrowserError(ADVICE + "\n".join(tried))


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, COMMANDS))
    bases = [""]
    if sys.platform == "win32":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        bases = [os.environ[name] for name in names if name in os.environ]
    elif sys.platform == "darwin":
        bases.append(str(Path.home()))
    for base in bases:
        for place in PLACES.get(sys.platform, ()):
            path = base + os.sep + place if sys.platform == "win32" else base + place
            if Path(path).is_file():
                yield path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).is_file():
        yield path


def _starts(path: str) -> bool:
    if sys.platform == "win32":  # there --version opens a window
        return True
    try:
        done = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _ways() -> Iterator[tuple[list[list[str]], int]]:
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]], 600
    if sys.platform == "linux" and shutil.which("apt-get") and os.geteuid() == 0:
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        yield [["apt-get", *wait, "update"], ["apt-get", *wait, "install", "-y", "chromium"]], 900


def _run(command: list[str], seconds: int) -> str:
    """Run a command; what was run and its last words."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"    {' '.join(command)}: {error}"
    last = (done.stdout + done.stderr).strip().splitlines()[-3:]
    return f"    {' '.join(command)}: exit status {done.returncode}; " + " / ".join(last)
