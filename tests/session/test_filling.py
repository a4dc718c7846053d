"""Numbers that were filled in, as the session remembers them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.session.learning.filling import MOST_KEPT, asked_for, tried_at
from pages.session.link import moment_of, query_of
from pages.session.requests import apply_request
from pages.session.session import Session


@pytest.fixture
def before() -> Session:
    return Session("a").at(replace(moment_of("")[0], t=5, pick=3, blanks=6))


def test_what_is_typed_is_kept_in_order_for_the_moment_on_screen(before):
    now = apply_request(before, {"fill": ["dL_dz", " 0,5 "], "t": 5})
    now = apply_request(now, {"fill": ["next_b", "1"], "t": 5})
    now = apply_request(now, {"show": "dL_dz", "t": 5})
    assert tried_at(now) == (5, (("dL_dz", "0,5"), ("next_b", "1"), ("dL_dz", "")))
    # Another step leaves what the stage is told as it is, so that a step sends nothing; another pick begins anew.
    assert tried_at(now.at(replace(now.moment, t=6))) == tried_at(now)
    assert tried_at(now.at(replace(now.moment, pick=4))) == (-1, ())
    assert tried_at(now.at(replace(now.moment, blanks=0))) == (-1, ())
    later = apply_request(now, {"fill": ["next_b", "2"], "t": 6})
    assert tried_at(later) == (6, (("next_b", "2"),))


@pytest.mark.parametrize(
    "request_",
    [
        {"fill": ["J", "1"]},
        {"fill": ["dL_dz", "  "]},
        {"fill": ["dL_dz"]},
        {"fill": [1, 2]},
        {"fill": "dL_dz"},
        {"show": "everything"},
        {"show": 1},
        {"blanks": -1},
        {"blanks": 16},
        {"blanks": True},
        {"elsewhere": [301, 0]},
        {"elsewhere": [0, -1]},
        {"elsewhere": [0]},
    ],
)
def test_what_makes_no_sense_is_left_aside(before, request_):
    assert asked_for(before, request_) == before


def test_no_more_is_kept_than_needed(before):
    now = before
    for each in range(MOST_KEPT + 5):
        now = asked_for(now, {"fill": ["dL_dz", str(each)]})
    _, entries = tried_at(now)
    assert len(entries) == MOST_KEPT
    assert entries[-1] == ("dL_dz", str(MOST_KEPT + 4))
    assert len(asked_for(before, {"fill": ["dL_dz", "1" * 500]}).tried[3][0][1]) == 60


def test_another_moment_is_gone_to_by_a_command(before):
    now = apply_request(before, {"elsewhere": [1, 7], "t": 5})
    assert (now.moment.t, now.moment.pick, now.moment.blanks) == (1, 7, 6)
    assert now.command_number != before.command_number


def test_a_link_holds_how_many(before):
    assert query_of(before.moment).endswith("&pick=4&blanks=6")
    assert moment_of(query_of(before.moment))[0].blanks == 6
    assert "blanks" not in query_of(replace(before.moment, blanks=0))
    moment, notices = moment_of("blanks=99")
    assert moment.blanks == 0
    assert "0 to 15" in notices[0]
