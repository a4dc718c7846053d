"""Old links still show the same: each line that was recorded, but for what tests/links/changed.json lists."""

from __future__ import annotations

import difflib

import pytest

from tests.links import recorded
from tests.links.texts import texts_of

BATCHES = 12  # tests that share a page each; neighbours in the list, which take alike long, are in different ones
RECORDED = recorded.load()
LINKS = RECORDED["links"]
EXACT = recorded.machine() == RECORDED["machine"]


def compared(link: str) -> tuple[str, ...]:
    """The parts of a page that this machine must show as recorded: where it rounds otherwise and a rate makes that
    grow, not what hangs on the run."""
    return recorded.PARTS if EXACT or LINKS[link]["core"].get("gentle", True) else ("sidebar",)


def differences(link: str, now: recorded.Texts, then: recorded.Texts) -> list[str]:
    """What a page says otherwise, line by line, each after the link and the part of the page."""
    lines = [
        f"  {part}: {line}"
        for part in compared(link)
        for line in difflib.unified_diff(then[part], now[part], "recorded", "now", lineterm="", n=1)
    ]
    return [link, *lines] if lines else []


@pytest.mark.parametrize("batch", range(BATCHES))
def test_old_links_show_the_same(visit, server, batch):
    page, changed, wrong = None, recorded.changes(), []
    for link in list(LINKS)[batch::BATCHES]:
        if page is None:
            page = visit(link, wait=False)
        else:
            page.goto(f"{server.url}{link}")
        then, _ = recorded.expected(link, LINKS[link]["texts"], changed)
        wrong += differences(link, texts_of(page, then), then)
    assert not wrong, "\n".join(wrong)


def test_another_line_is_found():
    link, texts = next((link, each["texts"]) for link, each in LINKS.items() if EXACT or each["core"]["gentle"])
    assert differences(link, texts, texts) == []
    for part in recorded.PARTS:
        now = {**texts, part: [*texts[part][:-1], "something else"]}
        assert f"  {part}: +something else" in differences(link, now, texts)
