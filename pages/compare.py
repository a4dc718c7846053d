"""The Compare page: up to six runs beside one another on the same data, with one transport."""

from pages.frame.open_page import open_page
from pages.parts.staged_page import staged_page
from pages.session.comparing import lanes_shown
from pages.session.moment import Moment
from pages.session.session import update
from pages.session.work import Work


def _below(moment: Moment, work: Work) -> None:
    """Show nothing under the stage, which has the table of lanes in it."""


open_page("Compare")
update(lanes_shown.begun)
staged_page("compare", _below, follow=False, checks=False)
