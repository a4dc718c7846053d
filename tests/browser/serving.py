"""The app as a process of its own on a free port of 127.0.0.1, and the wait for a page to settle."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
START, STOP, SETTLE = 120.0, 20.0, 60.0  # seconds, the longest that each may take

# Streamlit's own frontend looks for its base path below a page's address; the two answers are 404.
PROBE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
HERE = re.compile(r"(?:https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:")

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy this machine has


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Streamlit with this many more seconds between one lot of messages to a page and the next, as on a busy machine.
_LATE = """
from streamlit.runtime import runtime
from streamlit.web.cli import main
runtime.MESSAGE_FLUSH_INTERVAL_SECS += {late}
main()
"""


class Server:
    """`streamlit run app.py`; ends only the process that it started itself.

    root : the folder of app.py;  away : the folder that it is started from, if that is another one.
    late : how many seconds longer than usual it keeps what it has to send.
    base : below which path it serves, such as "/class".
    plainly : as the README starts it, but for the port. Only where it can't listen on more than 127.0.0.1: alone/.
    options, env : more of the command, and of the environment.
    port, url : the same over a restart; url is without the base.
    restarts : how often it was started again; pages open at the time lose their connection.
    """

    def __init__(
        self,
        log: Path,
        root: Path = ROOT,
        late: float = 0,
        away: Path | None = None,
        base: str = "",
        plainly: bool = False,
        options: Sequence[str] = (),
        env: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.port = free_port()
        self.restarts = 0
        self._log = log
        self._root = root
        self._late = late
        self._away = away
        self.base = base
        self._plainly = plainly
        self._options = options
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> int:
        """The number of the process. Raises RuntimeError where there is none."""
        if self._process is None:
            raise RuntimeError("the server is not running")
        return self._process.pid

    @property
    def log(self) -> str:
        """All that the server has printed."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def start(self) -> None:
        """Start and wait until it answers. Raises RuntimeError with the server's own words."""
        if self._process is not None:
            raise RuntimeError("the server is running already")
        streamlit = ["-c", _LATE.format(late=self._late)] if self._late else ["-m", "streamlit"]
        app = str(self._root / "app.py") if self._away else "app.py"
        command = [sys.executable, *streamlit, "run", app, "--server.port", str(self.port), *self._options]
        if not self._plainly:
            command += ["--server.headless", "true", "--server.address", "127.0.0.1"]
            command += ["--server.fileWatcherType", "none"]  # a file saved during a test changes nothing
        if self.base:
            command += ["--server.baseUrlPath", self.base]
        own = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
        own |= self._env
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self._away or self._root,
                env=own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        patience = time.monotonic() + START
        while not self._answers():
            died = self._process.poll() is not None
            if died or time.monotonic() > patience:
                self.stop()
                why = "ended at once" if died else f"did not answer within {START:.0f} seconds"
                raise RuntimeError(f"the app {why}; it printed:\n{self.log}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the process and wait for its end; a server that is not running stays so."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP)

    def restart(self) -> None:
        """Stop, and start again on the same port."""
        self.restarts += 1
        self.stop()
        self.start()

    def _answers(self) -> bool:
        try:
            with _DIRECT.open(f"{self.url}{self.base}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def settled(page: Page, timeout: float = SETTLE) -> Page:
    """Wait until the page is connected, its script has run to the end and no placeholder is left."""
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            return app && app.getAttribute('data-test-connection-state') === 'CONNECTED'
                && ['notRunning', 'compilationError'].includes(app.getAttribute('data-test-script-state'))
                && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]');
        }""",
        timeout=timeout * 1000,
    )
    return page


def height_before_and_after(page: Page) -> tuple[float, float]:
    """How high the stage's strip or graph is before its script fills it, and how high it is now."""
    before, after = page.evaluate(
        """() => {
            const stage = document.querySelector('.gd-stage');
            const [filled, box] = ['strip', 'graph'].map((slot) => stage.querySelector(`[data-slot=${slot}]`))
                .filter((slot) => slot).flatMap((slot) => [slot, slot.closest('.strip, .frame')]);
            const after = box.offsetHeight;
            const inside = [...filled.childNodes];
            const room = filled.style.minHeight;
            stage.dataset.ready = 'false';
            filled.replaceChildren();
            filled.style.minHeight = '';
            const before = box.offsetHeight;
            filled.replaceChildren(...inside);
            filled.style.minHeight = room;
            stage.dataset.ready = 'true';
            return [before, after];
        }"""
    )
    return float(before), float(after)
