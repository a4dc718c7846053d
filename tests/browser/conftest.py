"""What the browser tests share: a browser, the app as a server, and pages that may not misbehave."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    WebSocket,
    sync_playwright,
)

from .chromium import FLAGS, NoBrowserError, find, get
from .serving import HERE, PROBE, Server, settled

# What these helpers assert says, where it fails, what there was instead, as in the tests themselves.
pytest.register_assert_rewrite(*(f"{__package__}.{helper}" for helper in ("lab", "plane", "truth")))

Visit = Callable[..., Page]
LOST = ("/_stcore/", "when disconnected from server", "server is not responding")


@pytest.fixture(scope="session")
def chromium_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A browser's path. Where there is none it is fetched, by one worker for all; never skipped."""
    if path := find():
        return path
    # Each worker of pytest-xdist has its own folder in one that they share.
    shared = tmp_path_factory.getbasetemp().parent
    with _one_at_a_time(shared / "browser.lock"):
        try:
            return find() or get()
        except NoBrowserError as error:
            pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, running; one for each worker."""
    server = Server(tmp_path_factory.mktemp("server") / "streamlit.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Opens an address of the app, each time as another person would: with nothing in store.

    visit("/lab?t=3", viewport=(390, 844), color_scheme="dark", touch=True), and whatever else a
    Playwright context takes; `wait=False` hands the page over before it has settled.
    At the end no page may have logged an error, raised one, or asked for anything off this machine.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []
    restarts = server.restarts

    def lost_connection(message: str) -> bool:
        """While the server restarts, its pages say that they can't reach it."""
        return server.restarts > restarts and any(words in message for words in LOST)

    def on_console(message: ConsoleMessage) -> None:
        address = message.location["url"]
        expected = PROBE.search(urlsplit(address).path) or lost_connection(address + message.text)
        if message.type == "error" and not expected:
            faults.append(f"console: {message.text} ({address})")

    def on_request(request: Request | WebSocket) -> None:
        if not HERE.match(request.url):
            faults.append(f"left this machine: {request.url}")

    def open_page(
        address: str = "/",
        *,
        viewport: tuple[int, int] = (1440, 900),
        color_scheme: str = "light",
        touch: bool = False,
        wait: bool = True,
        **options: Any,
    ) -> Page:
        width, height = viewport
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if color_scheme == "dark" else "light",
            has_touch=touch,
            is_mobile=touch,
            **options,
        )
        contexts.append(context)
        context.on("console", on_console)
        context.on("weberror", lambda error: faults.append(f"page error: {error.error}"))
        context.on("request", on_request)
        page = context.new_page()
        page.on("websocket", on_request)
        # A whole link, copied from the address bar, opens as it is.
        page.goto(address if address.startswith(server.url) else f"{server.url}/{address.lstrip('/')}")
        return settled(page) if wait else page

    yield open_page
    for context in contexts:
        for page in context.pages:
            with contextlib.suppress(Error):  # a page that hangs has been judged by its own test
                page.wait_for_function("true", timeout=5000)  # all that it reported by now is heard
        context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
