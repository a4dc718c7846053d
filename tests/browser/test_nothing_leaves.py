"""Nothing leaves the machine: neither the app nor its pages ask any other address for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, WebSocket
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from .lab import Lab
from .serving import Server, settled

ALONE = Path(__file__).with_name("alone")
NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}  # without one Streamlit is headless by itself
PAGES = ("", "data", "chain_rule", "examples", "derivation")
FOREIGN = ("http://elsewhere.example", "https://192.0.2.7:8501", "http://[2001:db8::1]", "null")


class AloneServer(Server):
    """The app as the README starts it, in a process that can reach nothing but its own machine."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._reached = folder / "reached.txt"
        env = {"PYTHONPATH": str(ALONE), "ALONE_LOG": str(self._reached), **NO_SCREEN}
        super().__init__(folder / "streamlit.log", plainly=True, options=options, env=env)

    @property
    def reached_for(self) -> list[str]:
        """The names that it looked up and the addresses that it called."""
        return self._reached.read_text(encoding="utf-8").splitlines() if self._reached.exists() else []


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., AloneServer]]:
    """Starts such a server with these options."""
    started: list[AloneServer] = []

    def start_with(*options: str) -> AloneServer:
        started.append(AloneServer(tmp_path_factory.mktemp("server"), *options))
        started[-1].start()
        return started[-1]

    yield start_with
    for each in started:
        each.stop()


@pytest.fixture(scope="module")
def server(start: Callable[..., AloneServer]) -> AloneServer:
    return start()


def lets_in(server: Server, origin: str) -> bool:
    """Whether a page of this origin may talk to the app."""
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(address, origin=origin, subprotocols=["streamlit"], proxy=None):  # type: ignore[arg-type]
            return True
    except InvalidStatus as answer:
        if answer.response.status_code != 403:
            raise
        return False


@pytest.mark.parametrize("options", [[], ["--server.headless", "true"]])
def test_before_a_page_was_opened_nobody_is_asked_whether_a_foreign_page_is_this_machine_s(start, options):
    server = start(*options)
    assert [origin for origin in FOREIGN * 2 if lets_in(server, origin)] == []
    assert all(lets_in(server, f"http://{own}:{server.port}") for own in ("127.0.0.1", "localhost"))
    assert server.reached_for == []


def test_neither_is_anybody_while_it_is_used(visit, server):
    lab = Lab.open(visit)
    assert [origin for origin in FOREIGN * 2 if lets_in(server, origin)] == []
    lab.button("Step").click()
    lab.until("document.querySelector('[data-slot=scrub]').value === '1'")
    settled(lab.page)
    assert server.reached_for == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_address_but_its_own_server_s(visit, server, name):
    before = len(server.reached_for)
    page: Page = visit("/_stcore/health", wait=False)
    asked: list[str] = []

    def on_asked(request: Request | WebSocket) -> None:
        asked.append(request.url)

    page.on("request", on_asked)
    page.on("websocket", on_asked)
    page.goto(f"{server.url}/{name}")
    settled(page).wait_for_selector(".gd-stage[data-ready=true], .gd-drawing")
    page.wait_for_function("document.querySelector('.gd-waiting') === null")
    own = (f"{server.url}/", f"ws://127.0.0.1:{server.port}/", "data:", "blob:")
    assert len(asked) > 5
    assert [address for address in asked if not address.startswith(own)] == []
    assert server.reached_for[before:] == []
