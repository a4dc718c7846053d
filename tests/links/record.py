"""Records what the links of addresses.txt open to: `python -m tests.links.record`.

Writes links.json, once each page has been opened twice and said the same both times. What is recorded is what a later
version has to show, so this is run on the version that links come from, not to make a failing test pass.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, sync_playwright

from tests.browser.chromium import FLAGS, find, get
from tests.browser.serving import Server

from .recorded import LINKS, Texts, addresses, core, machine
from .texts import texts_of


def record() -> None:
    """Write links.json. Raises RuntimeError where a page does not say the same twice."""
    links = addresses()
    with a_page() as (page, url):
        first = {link: read(page, url + link) for link in links}
        second = {link: read(page, url + link, first[link]) for link in links}
    unstable = [link for link in links if first[link] is None or first[link] != second[link]]
    if unstable:
        raise RuntimeError("these did not settle, or said something else when opened again:\n" + "\n".join(unstable))
    recorded = {"machine": machine(), "links": {link: {"core": core(link), "texts": first[link]} for link in links}}
    LINKS.write_text(json.dumps(recorded, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


@contextmanager
def a_page() -> Iterator[tuple[Page, str]]:
    """A page in a browser, and the address of the app, running."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "streamlit.log")
        try:
            server.start()
            browser = playwright.chromium.launch_persistent_context(
                f"{folder}/profile", executable_path=find() or get(), args=FLAGS, color_scheme="light"
            )
            page = browser.new_page()
            page.set_viewport_size({"width": 1440, "height": 900})
            yield page, server.url
            browser.close()
        finally:
            server.stop()


def read(page: Page, address: str, wanted: Texts | None = None) -> Texts | None:
    """What an address shows in the end, or as soon as it shows what is wanted; None where it does not settle."""
    page.goto(address)
    try:
        return texts_of(page, wanted, patience=1.2)
    except TimeoutError:
        return None


if __name__ == "__main__":
    record()
