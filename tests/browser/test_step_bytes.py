"""How many bytes the server sends in answer to one press of Step, until all numbers are there: no clock is asked."""

from __future__ import annotations

import pytest

from .serving import settled
from .wire import Wire

# The Lab is the first page of the list, which has no name in an address.
TARGETS = [  # page, points, bytes
    ("", 200, 26_000),
    ("", 1_000, 40_000),
    ("", 5_000, 40_000),
    ("chain_rule", 200, 48_000),
    ("examples", 200, 88_000),
    ("derivation", 200, 44_000),
]


@pytest.mark.parametrize(("page", "m", "most"), TARGETS)
def test_a_step_s_answer_is_small(visit, page, m, most):
    opened = visit("/_stcore/health", wait=False)  # the page is there before its socket, so nothing is missed
    wire = Wire(opened)
    base = opened.url.removesuffix("/_stcore/health")
    opened.goto(f"{base}/{page}?data=blobs&m={m}&rates=0:0.1&steps=300")
    settled(opened)
    for t in range(1, 4):
        wire.rest()
        wire.begin()
        opened.locator(".gd-stage [data-do=step]").click()
        wire.rest()
        assert 2_000 < wire.bytes <= most, (t, wire.parts)
        assert wire.longest_code < 400, "a component's code travels with it"
    assert opened.locator(".gd-table [role=grid][aria-busy=true]").count() == 0
