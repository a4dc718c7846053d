"""Old links still show the same: each number and setting that was recorded stands, but for what was reworded.

Words may be others. What has gone on purpose is listed with its reason in tests/links/reworded.json and changed.json.
"""

from __future__ import annotations

import pytest

from tests.links import recorded
from tests.links.texts import texts_of

BATCHES = 12  # tests that share a page each; neighbours in the list, which take alike long, are in different ones
RECORDED = recorded.load()
LINKS = RECORDED["links"]
EXACT = recorded.machine() == RECORDED["machine"]


def differences(link: str, now: recorded.Texts) -> list[str]:
    """What is not as recorded; of the settings alone where this machine rounds otherwise and that grows."""
    run = EXACT or LINKS[link]["core"].get("gentle", True)
    return recorded.differences(link, LINKS[link], now, run=run)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_old_links_show_the_same(visit, server, batch):
    page, wrong = None, []
    for link in list(LINKS)[batch::BATCHES]:
        if page is None:
            page = visit(link, wait=False)
        else:
            page.goto(f"{server.url}{link}")
        for patience in (1.2, 5.0):  # what is not there soon may still come
            found = differences(link, texts_of(page, patience=patience))
            if not found:
                break
        wrong += found
    assert not wrong, "\n".join(wrong)
