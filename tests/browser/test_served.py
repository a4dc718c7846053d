"""A page's code comes in few files, and once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from .serving import settled

PAGES = ("lab", "compare", "chain_rule", "examples", "derivation", "data")
MOST = 5  # requests for code: the page's own, its table's, Copy link's, what the Lab is told at rest, and Plotly's file


@pytest.fixture
def asked(visit):
    """Opens a page; which files of code it asked for, and which of them the server had to send."""

    def open_page(address: str) -> tuple[list[str], list[str]]:
        page: Page = visit("/_stcore/health", wait=False)
        requests: dict[str, str] = {}
        kept: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")

        def on_request(event: dict[str, Any]) -> None:
            if "/app/static/" in event["request"]["url"]:
                requests[event["requestId"]] = event["request"]["url"].rpartition("/app/static/")[2]

        def on_response(event: dict[str, Any]) -> None:
            if event["response"].get("fromDiskCache"):
                kept.add(event["requestId"])

        session.on("Network.requestWillBeSent", on_request)
        session.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
        session.on("Network.responseReceived", on_response)
        page.goto(page.url.replace("/_stcore/health", address))
        settled(page).wait_for_selector(".gd-stage[data-ready=true]")
        page.wait_for_function("document.querySelector('.gd-waiting') === null")  # each component has its code
        return sorted(requests.values()), [name for at, name in requests.items() if at not in kept]

    return open_page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_few_files_and_for_none_a_second_time(asked, name):
    address = "/" if name == "lab" else f"/{name}"  # the first page of the list has no name in an address
    first, _ = asked(address)
    again, sent = asked(address)
    assert 0 < len(first) <= MOST
    assert (again, sent) == (first, [])
