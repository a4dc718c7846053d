"""The stage's fragment, where what it shows has gone meanwhile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from logreg_core.descent.run import Run
from logreg_core.descent.safe_rate import Quicker, quicker_rate
from logreg_core.points.dataset import NoPointsError
from pages.frame import stage_panel
from pages.session import cache
from pages.session.moment import Moment
from pages.session.session import Session
from tests.app import App


class Again(BaseException):
    """The page is made again."""


def test_a_stage_whose_points_have_gone_has_the_page_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise NoPointsError("There are no points yet.")

    def again() -> None:
        raise Again

    monkeypatch.setattr(stage_panel, "session", lambda: Session().at(Moment()))
    monkeypatch.setattr(stage_panel.cache, "work_of", gone)
    monkeypatch.setattr(stage_panel.st, "rerun", again)
    with pytest.raises(Again):
        stage_panel._panel("lab", lambda *_: None, follow=False, beside=None, growing=False)


def test_a_better_rate_is_looked_for_once_whichever_example_is_picked_and_at_whatever_rate(
    open_app: Callable[..., App], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []

    def counting(run: Run) -> Quicker | None:
        looks.append(run)
        return quicker_rate(run)

    monkeypatch.setattr(cache, "quicker_rate", counting)
    app = open_app("seed=41")  # data of its own: nothing is known of it
    said = app.header["rates"]["safe_why"]
    assert "More may be better" in said
    app.says(pick=5, t=0)
    app.says(rate=0.5, t=0, from_start=True)
    assert app.header["rates"]["schedule"][0]["rate"] == 0.5
    assert app.header["rates"]["safe_why"] == said
    assert len(looks) == 1


@pytest.mark.parametrize("page", ["lab", "chain_rule", "examples", "derivation"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        *(f"rates=0:{first:g},1:{then:g}&t=1" for first in (60, 300, 1e4, 1e9, 1e100) for then in (0.1, 3.78)),
        *(f"rates=0:{rate:g}&t=1&steps={steps}" for rate in (1e-9, 3, 20, 300, 1e200) for steps in (1, 2, 300)),
        "rule=heavy-ball:0.9&rates=0:1&t=3",
        "rule=heavy-ball:0.99&rates=0:300,1:0.1&t=1",
        "scale=standardize&holdout=0.3&rates=0:300,1:0.1&t=1",
        "data=points&t=0",
        "steps=0",
    ],
)
def test_each_number_that_a_page_shows_has_its_column(open_app: Callable[..., App], page: str, query: str) -> None:
    """A place without one stops the whole page: the stage finds all its numbers before it draws."""
    app = open_app(query, page)
    for each in app.packed:
        blob = each.proto.bytes
        head = json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])
        html = json.dumps({name: value for name, value in head.items() if name != "table"})
        places = set(re.findall(r'data-col=\\"(\w+)', html)) | set(re.findall(r'data-when=\\"(\w+):', html))
        there = {column["name"] for column in head["table"]} | {"t", "t_before", "alpha"}
        assert places <= there, each.proto.component_name
