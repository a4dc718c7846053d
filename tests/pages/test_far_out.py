"""Each page opens where a rate has thrown the parameters as far out as doubles go, for each picked example."""

from __future__ import annotations

import pytest

from logreg_core import Points
from tests.app import SMALL, App

PAGES = ("", "chain_rule", "examples", "derivation")
LARGEST = "1.7976931348623157e308"
TINY = "data=points&steps=20&points=" + Points(((1e-300, 1e-300, 0), (-1e-300, 2e-300, 1), (0.0, 1e-300, 1))).pack()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("rate", [LARGEST, "1e308", "1e307"])
def test_it_opens_at_any_rate(page: str, rate: str) -> None:
    for pick in (1, 5, 20):  # at the largest rate z has left the range by different ways
        assert App(f"{SMALL}&rates=0:{rate}&t=1&pick={pick}", page).moment.pick == pick - 1


@pytest.mark.parametrize("page", PAGES)
def test_it_opens_where_the_velocity_is_as_large(page: str) -> None:
    App(f"{SMALL}&rates=0:{LARGEST}&t=1&rule=heavy-ball:0.9", page)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("others", ["", "&scale=standardize", "&view=weights&t=20"])
def test_it_opens_where_a_slope_needs_an_epsilon_past_all_numbers(page: str, others: str) -> None:
    App(f"{TINY}&rates=0:{LARGEST}&t=2{others}", page)


def test_examples_that_cancel_may_lead_past_all_numbers_on_the_way() -> None:
    both = "data=points&steps=5&points=" + Points(tuple((5.0, 5.0, label) for label in (0, 0, 1, 1))).pack()
    app = App(f"{both}&rates=0:{LARGEST}&t=0", "examples")
    assert "is not drawn" in app.payload("Everyone’s pull").decode(errors="replace")
