"""The stage's fragment, where what it shows has gone meanwhile."""

from __future__ import annotations

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
        stage_panel._panel("lab", lambda *_: None, follow=False, growing=False)


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
