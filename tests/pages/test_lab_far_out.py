"""The lab opens whatever the data and however far out the parameters are."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from logreg_core import Experiment
from logreg_core.points.origins import Points
from tests.app import App

from ..stage.blob import read
from .examples import of_points
from .test_chain_page import FOUR, ODD, SWEPT

BAD = "<img src=x onerror=alert(1)>"
LINKS = {
    **{
        f"{name}, w = {w}": Experiment(data=Points(rows), w=w, b=0.5, steps=1, learning_rates=((0, 1e-3),)).to_query()
        for name, rows in ODD.items()
        for w in ((0.0, 0.0), (1e100, -1e100))
    },
    **{f"w = {z}": Experiment(data=FOUR, w=(z, 0.0), steps=2).to_query() for z in SWEPT},
    "a rate past all bounds": of_points((1e90, 0, 0), (1e90, 2, 1), learning_rates=((0, 1e250),)),
    "names that are markup": of_points((1, 0, 0), (1, 2, 1), names=(BAD, "$x$ **b**"), classes=(f"{BAD}0", f"{BAD}1")),
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_it_opens_and_sends_what_a_browser_reads(open_app: Callable[..., App], link: str) -> None:
    app = open_app(link)
    (stage,) = app.stages
    assert read(stage.proto.bytes).header["present"] is False  # strict JSON
    assert app.notices == ""
    said = " ".join(str(each.value) for each in (*app.at.caption, *app.at.markdown))
    assert not re.search(r"\b(nan|inf|None)\b|(?<!\\)<img", said)
