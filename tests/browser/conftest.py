"""What the browser tests share: a browser, the app as a server, and pages that may not misbehave."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from .chromium import FLAGS, NoBrowserError, find, get
from .serving import HERE, PROBE, Server, settled

# What these helpers assert says, where it fails, what there was instead, as in the tests themselves.
pytest.register_assert_rewrite(*(f"{__package__}.{helper}" for helper in ("lab", "plane", "truth")))

# A page that shares two cores with three others may take its time; only one that never shows it is at fault.
expect.set_options(timeout=20_000)

Visit = Callable[..., Page]
Browsers = Callable[[bool], BrowserContext]
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
def browsers(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """A browser with a mouse and one with a finger, each started when it is first asked for.

    Each keeps one profile for all tests: only there does Chromium keep what it has compiled of Streamlit and Plotly,
    which is half of the work of opening a page. All its pages are of one process, which a page that says only "ok"
    keeps alive between tests: that is another fifth.
    """
    with sync_playwright() as playwright, contextlib.ExitStack() as stack:
        started: dict[bool, BrowserContext] = {}

        def browser(touch: bool) -> BrowserContext:
            if touch not in started:
                started[touch] = playwright.chromium.launch_persistent_context(
                    tmp_path_factory.mktemp("profile"),
                    executable_path=chromium_path,
                    args=[*FLAGS, "--process-per-site"],
                    has_touch=touch,
                    is_mobile=touch,
                )
                stack.callback(started[touch].close)
            return started[touch]

        yield browser


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
def visit(browsers: Browsers, server: Server) -> Iterator[Visit]:
    """Opens an address of the app, each time as another person would: with nothing in store.

    visit("/?t=3", viewport=(390, 844), color_scheme="dark", touch=True); `wait=False` hands the page over before
    it has settled.
    At the end no page may have logged an error, raised one, or asked for anything off this machine.
    """
    faults: list[str] = []
    pages: list[Page] = []
    listening: dict[BrowserContext, dict[str, Any]] = {}
    restarts = server.restarts

    def lost_connection(message: str) -> bool:
        """While the server restarts, its pages say that they can't reach it."""
        return server.restarts > restarts and any(words in message for words in LOST)

    def on_console(message: ConsoleMessage) -> None:
        address = message.location["url"]
        path = urlsplit(address).path
        expected = PROBE.search(path) or path == "/favicon.ico" or lost_connection(address + message.text)
        if message.type == "error" and not expected:
            faults.append(f"console: {message.text} ({address})")

    def on_request(request: Request | WebSocket) -> None:
        if not HERE.match(request.url):
            faults.append(f"left this machine: {request.url}")

    def on_page(page: Page) -> None:
        pages.append(page)
        page.on("websocket", on_request)

    def listen(browser: BrowserContext) -> None:
        listening[browser] = {
            "console": on_console,
            "weberror": lambda error: faults.append(f"page error: {error.error}"),
            "request": on_request,
            "page": on_page,
        }
        for event, listener in listening[browser].items():
            browser.on(event, listener)

    def open_page(
        address: str = "/",
        *,
        viewport: tuple[int, int] = (1440, 900),
        color_scheme: Literal["light", "dark"] = "light",
        touch: bool = False,
        wait: bool = True,
    ) -> Page:
        browser = browsers(touch)
        if browser not in listening:
            if browser.pages[0].url == "about:blank":
                browser.pages[0].goto(f"{server.url}{server.base}/_stcore/health")
            listen(browser)
        page = browser.new_page()
        browser.new_cdp_session(page).send(
            "Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "cookies,local_storage,indexeddb"}
        )
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        page.emulate_media(color_scheme=color_scheme)
        # A whole link, copied from the address bar, opens as it is.
        page.goto(address if address.startswith(server.url) else f"{server.url}/{address.lstrip('/')}")
        return settled(page) if wait else page

    yield open_page
    for page in pages:
        with contextlib.suppress(Error):  # a page that hangs has been judged by its own test
            page.wait_for_function("true", timeout=5000)  # all that it reported by now is taken in
        page.close()
    for browser, listeners in listening.items():
        for event, listener in listeners.items():
            browser.remove_listener(event, listener)
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
