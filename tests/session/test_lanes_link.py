"""The lanes of Compare in a link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import RULES, Adam, Experiment, HeavyBall, Nesterov
from logreg_core.descent.batches.batches import ORDERS
from logreg_core.descent.experiment import LARGEST_L2, LONGEST
from logreg_core.lanes.lane import LARGEST_TOUCHED, MOST_LANES, Lane
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment, lanes_of
from tests.session.test_link import experiments, schedules, starts

of_a_lane = st.fixed_dictionaries(
    {},
    optional={
        "w": st.tuples(starts, starts),
        "b": starts,
        "rule": st.sampled_from([*(rule() for rule in RULES.values()), HeavyBall(beta=1 / 3), Adam(beta1=0.1)]),
        "l2": st.floats(0, LARGEST_L2),
        "learning_rates": schedules(),
        "batch": st.none() | st.integers(1, 10_000),
        "batch_seed": st.integers(0, 10_000),
        "batch_order": st.sampled_from(ORDERS),
    },
)
places = st.tuples(st.integers(0, LONGEST), st.integers(0, LARGEST_TOUCHED))


@st.composite
def compared(draw: st.DrawFn) -> Moment:
    base = draw(experiments)
    many = draw(st.lists(st.tuples(of_a_lane, places), max_size=MOST_LANES))
    lanes = tuple(Lane(replace(base, **changes), *place).on(base) for changes, place in many)
    return Moment(base, lanes=lanes)


@given(compared())
def test_lanes_come_back_from_their_link_exactly(moment: Moment) -> None:
    back, notices = moment_of(query_of(moment))
    assert notices == ()
    assert back == moment
    assert repr(back) == repr(moment)  # tells 0.0 from -0.0


def test_a_link_without_lanes_has_none_and_compare_shows_the_experiment() -> None:
    moment = Moment(Experiment())
    assert "lanes" not in query_of(moment)
    assert lanes_of(moment).all == (Lane(moment.experiment),)


def test_lanes_are_on_the_links_points_whatever_they_were_on_before() -> None:
    lanes = (Lane(Experiment(steps=50)), Lane(Experiment(steps=50, rule=HeavyBall())))
    moment = Moment(Experiment(scale="standardize", steps=80), lanes=lanes)
    back, _ = moment_of(query_of(moment))
    assert [lane.experiment.scale for lane in back.lanes] == ["standardize"] * 2
    assert [lane.experiment.steps for lane in back.lanes] == [80, 80]
    assert back.lanes[1].experiment.rule == HeavyBall()


def test_six_lanes_of_the_longest_numbers_fit_two_thousand_characters() -> None:
    """The lanes of a link; what its points are stands apart, and may be longer than that by itself."""
    rule, third = Adam(0.9123456789012345, 0.9991234567890123, 1.2345678901234567e-08), -1 / 3e5
    base = Experiment(steps=LONGEST)
    lanes = [
        Lane(
            replace(
                base,
                rule=rule,
                w=(third - k, third * 7),
                b=third * 11,
                learning_rates=((0, 1 / 3e6 + k),),
                batch=199,
                batch_seed=123_456 + k,
                l2=1 / 3e5,
                batch_order=ORDERS[1],
            ),
            99_999,
            20_000_000,
        ).on(base)
        for k in range(MOST_LANES)
    ]
    query = query_of(Moment(base, lanes=tuple(lanes)))
    assert len(query) < 2000
    assert moment_of(query)[0].lanes == tuple(lanes)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("rule:best", "there is no rule 'best'"),
        ("rates:0:-1", "it must be a positive number"),
        ("speed:3", "is nothing that a lane has"),
        ("begins:200000", "a lane begins at step 200000"),
        ("touched:x", "is not a whole number"),
        ("w:1", "is not two numbers"),
        ("", "is nothing that a lane has"),
    ],
)
def test_a_broken_lane_is_left_out_and_said(part: str, reason: str) -> None:
    moment, (notice,) = moment_of(f"lanes=same~{part}~rule:adam")
    assert [lane.experiment.rule for lane in moment.lanes] == [Experiment().rule, Adam()]
    assert notice.startswith("Not all of the link's lanes could be used: lane 2 (")
    assert reason in notice


def test_where_all_lanes_are_broken_there_are_none() -> None:
    moment, (notice,) = moment_of("lanes=rule:best")
    assert moment.lanes == ()
    assert notice.startswith("The link's lanes could not be used: lane 1 (")


def test_a_seventh_lane_is_left_out_and_said() -> None:
    moment, (notice,) = moment_of("lanes=" + "~".join(["same"] * 7))
    assert len(moment.lanes) == MOST_LANES
    assert "it has 7 lanes, and the first 6 are shown" in notice


def test_a_link_of_lanes_keeps_its_meaning() -> None:
    """As people have it: the form of this part of a link stays for good."""
    link = (
        "scale=standardize&rates=0:0.1&steps=120&t=40&lanes=same~rule:nesterov:0.9;rates:0:0.5~rates:0:0.1,40:1.0"
        "~w:1.25,-0.5;b:0.125;rule:adam:0.9,0.999,1e-08;l2:0.01;batch:20;batch_seed:7;order:fixed;begins:40;touched:8000"
    )
    moment, notices = moment_of(link)
    base = moment.experiment
    assert notices == ()
    assert moment.lanes == (
        Lane(base),
        Lane(replace(base, rule=Nesterov(), learning_rates=((0, 0.5),))),
        Lane(replace(base, learning_rates=((0, 0.1), (40, 1.0)))),
        Lane(
            replace(
                base,
                w=(1.25, -0.5),
                b=0.125,
                rule=Adam(),
                l2=0.01,
                batch=20,
                batch_seed=7,
                batch_order="fixed",
                steps=80,
            ),
            40,
            8000,
        ),
    )
    assert query_of(moment).endswith(link.rpartition("&")[2])
