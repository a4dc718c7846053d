"""The stage's fragment, where what it shows has gone meanwhile."""

from __future__ import annotations

import pytest

from logreg_core.points.dataset import NoPointsError
from pages.frame import stage_panel
from pages.session.moment import Moment
from pages.session.session import Session


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
