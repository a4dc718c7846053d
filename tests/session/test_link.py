"""The moment as a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import cycle
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import GENERATORS, RULES, SAMPLES, Experiment, Generated, Points, Sampled, Uploaded
from logreg_core.descent.batches.batches import ORDERS
from logreg_core.descent.experiment import LARGEST_L2, LARGEST_START
from logreg_core.learning.expected_curve import LARGEST, MOST_KEPT
from pages.session import link
from pages.session.link import address_of, moment_of, query_of
from pages.session.moment import SPEEDS, VIEWS, Moment
from pages.words.escape import in_markdown
from tests.app import SMALL, App

Open = Callable[..., App]

finite = st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
pairs = st.tuples(words, words).filter(lambda pair: pair[0] != pair[1] and "\0" not in pair[0] + pair[1])
seeds = st.integers(0, 2**53 - 1)


@st.composite
def generated(draw: st.DrawFn) -> Generated:
    kind = GENERATORS[draw(st.sampled_from(sorted(GENERATORS)))]
    noise = draw(st.floats(*kind.noise_range))
    return Generated(kind.name, draw(st.integers(2, 100_000)), noise, draw(st.floats(0.1, 0.9)), draw(seeds))


origins = st.one_of(
    generated(),
    st.sampled_from(sorted(SAMPLES)).map(Sampled),
    st.builds(
        Points,
        st.lists(st.tuples(finite, finite, st.integers(0, 1)), min_size=1, max_size=8).map(tuple),
        pairs,
        pairs,
        words,
    ),
    st.builds(Uploaded, words, words, st.tuples(words, words), words, words, st.none() | words, st.booleans()),
)


@st.composite
def schedules(draw: st.DrawFn) -> tuple[tuple[int, float], ...]:
    starts = sorted({0, *draw(st.lists(st.integers(0, 100_000), max_size=3))})
    rates = st.floats(0, exclude_min=True, allow_infinity=False)
    return tuple((start, draw(rates)) for start in starts)


starts = st.floats(-LARGEST_START, LARGEST_START)
experiments = st.builds(
    Experiment,
    origins,
    st.sampled_from(["none", "standardize"]),
    st.tuples(starts, starts),
    starts,
    st.sampled_from(list(RULES.values())),
    st.none() | st.integers(1, 10_000),
    st.integers(0, 10_000),
    st.floats(0, LARGEST_L2),
    schedules(),
    st.integers(0, 100_000),
    batch_order=st.sampled_from(ORDERS),
)


GOALS = ("", "J:0.25,steps:20", "correct:178.0,steps:5,rates:1,at:7,of:0a1b2c.f00f00,flipped:3.27")
points_drawn = st.tuples(st.integers(0, 10**6), st.floats(0, LARGEST))
curves_drawn = st.lists(points_drawn, min_size=2, max_size=MOST_KEPT, unique_by=lambda point: point[0])
drawings = st.just(()) | curves_drawn.map(lambda points: tuple(sorted(points)))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    experiment = draw(experiments)
    other = draw(st.none() | experiments)
    return Moment(
        experiment,
        draw(st.integers(0, experiment.steps)),
        draw(st.none() | st.integers(0, 10**9)),
        draw(st.sampled_from(VIEWS)),
        draw(st.sampled_from(SPEEDS)),
        draw(st.none() | seeds),
        other and replace(other, data=experiment.data, steps=experiment.steps),
        goal=draw(st.sampled_from(GOALS)),
        expected=draw(drawings),
    )


@given(moments())
def test_a_moment_comes_back_from_its_link_exactly(moment: Moment) -> None:
    back, notices = moment_of(query_of(moment))
    assert notices == ()
    assert back == moment
    assert repr(back) == repr(moment)  # tells 0.0 from -0.0


@given(moments())
def test_the_stage_fills_in_the_address_as_python_does(moment: Moment) -> None:
    filled = address_of(moment)
    for key, value in (("t", moment.t), ("view", moment.view), ("speed", moment.speed)):
        assert filled.count(f"{{{key}}}") == 1
        filled = filled.replace(f"{{{key}}}", str(value))
    assert filled == query_of(moment)


def test_a_link_holds_every_field_of_a_moment() -> None:
    assert {field.name for field in link._FIELDS} | {"experiment"} == {field.name for field in fields(Moment)}


@given(st.lists(st.tuples(words, words)), words)
def test_no_link_raises(pairs: list[tuple[str, str]], rest: str) -> None:
    for query in (urlencode(pairs), rest, f"{SMALL}&{rest}"):
        moment, notices = moment_of(query)
        assert isinstance(moment, Moment)
        assert all(isinstance(notice, str) and notice for notice in notices)


BAD = [
    ("data", "nothing like that"),
    ("data", ""),
    ("data", "points"),
    ("data", "upload"),
    ("m", "1"),
    ("m", "100001"),
    ("m", "-5"),
    ("m", "2.5"),
    ("m", "9" * 400),
    ("noise", "nan"),
    ("noise", "inf"),
    ("noise", "99"),
    ("noise", "much"),
    ("balance", "0"),
    ("balance", "half"),
    ("seed", "-1"),
    ("seed", "x"),
    ("seed", "9007199254740993"),
    ("scale", "yes"),
    ("w", "1"),
    ("w", "1,nan"),
    ("w", "1,2,3"),
    ("b", "inf"),
    ("b", ""),
    ("rates", "0:0"),
    ("rates", "0:-1"),
    ("rates", "0:inf"),
    ("rates", "1:0.1"),
    ("rates", "0:1,0:2"),
    ("rates", "0.1"),
    ("steps", "-1"),
    ("steps", "100001"),
    ("steps", "1e3"),
    ("t", "21"),
    ("t", "-1"),
    ("t", "³"),
    ("pick", "0"),
    ("pick", "first"),
    ("view", "3d"),
    ("speed", "1000"),
    ("start", "-1"),
    ("start", "9007199254740992"),
    ("before", "rates=0:0"),
    ("before", "w=here"),
    ("before", ""),
    ("before", "1"),
    ("before", "steps=50"),
    ("before", "w=١٢,0"),
]


@pytest.mark.parametrize(("key", "value"), BAD)
def test_a_bad_value_in_a_link_is_named_and_the_rest_holds(key: str, value: str) -> None:
    query = "&".join(part for part in f"{SMALL}&b=0.5".split("&") if part.split("=")[0] != key)
    moment, (notice,) = moment_of(f"{query}&{key}={value}")
    assert f"link's {'data' if key in ('m', 'noise', 'balance', 'seed') else key} " in notice
    assert key == "b" or moment.experiment.b == 0.5
    assert key == "steps" or moment.experiment.steps == 20


@pytest.mark.parametrize("key", ["data", "noise", "w", "rates", "steps", "t", "pick", "start", "before"])
def test_a_bad_link_opens(open_app: Open, key: str) -> None:
    app = open_app(f"{SMALL}&{key}={dict(BAD)[key]}")
    assert "could not be used" in app.notices
    assert len(app.stages) == 1


def test_all_at_once(open_app: Open) -> None:
    app = open_app("&".join(f"{key}={value}" for key, value in dict(BAD).items()))
    assert app.experiment == Experiment()
    assert app.notices.count("- The link") == len(set(dict(BAD)) - {"m", "noise", "balance", "seed"})


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("t=99999&pick=100000", ["link's t", "example 100000"]),
        ("data=nothing", ["link's data", "nothing"]),
        ("data=points&points=%25%25%25", ["link's data"]),
        ("m=1000000000", ["link's data"]),
        (
            "t=abc&pick=0&rates=0:-1&w=1&b=x&steps=-3&scale=huge&speed=7&view=<script>alert(1)</script>"
            "&before=rates%3D0%3Ax&goal=J:0,25",
            [
                *("link's " + key for key in ("t", "pick", "rates", "w", "b", "steps", "scale", "view", "speed")),
                *("link's before", "link's goal"),
            ],
        ),
    ],
)
def test_bad_values_fall_back_visibly_and_the_run_goes_on(open_app: Open, query: str, says: list[str]) -> None:
    app = open_app(query)
    for words in says:
        assert re.search(rf"{re.escape(words)}\b", app.notices), words
    assert app.experiment == Experiment()
    assert (app.moment.t, app.header["command"]["t"], app.header["pick"]) == (0, 0, app.moment.pick)
    app.says(t=1)
    assert app.moment.t == 1
    assert app.press("Dismiss").notices == ""
    assert app.moment.t == 1


def test_an_example_that_the_data_does_not_have(open_app: Open) -> None:
    app = open_app(f"{SMALL}&pick=21")
    assert "link's example 21 is not in this data" in app.notices
    assert 0 <= app.header["pick"] < 20


@pytest.mark.parametrize(("view", "speed"), [*zip(VIEWS, cycle(SPEEDS), strict=False)])
def test_a_link_opens_where_it_says(open_app: Open, view: str, speed: str) -> None:
    app = open_app(f"{SMALL}&t=7&pick=3&view={view}&speed={speed}&rates=0:0.25,5:0.5&w=0.1,-0.2&b=1e-07")
    assert app.notices == ""
    assert app.header["pick"] == 2
    assert {k: app.header["command"][k] for k in ("t", "view", "speed")} == dict(t=7, view=view, speed=speed)
    assert app.experiment.learning_rates == ((0, 0.25), (5, 0.5))
    assert (app.experiment.w, app.experiment.b) == ((0.1, -0.2), 1e-7)
    assert dict(parse_qsl(app.query))["rates"] == "0:0.25,5:0.5"


def test_without_a_link_the_default_opens_at_the_example_that_pulls_hardest(open_app: Open) -> None:
    app = open_app("")
    assert app.experiment == Experiment()
    assert (app.moment.t, app.header["pick"]) == (0, app.moment.pick)
    assert app.notices == ""


def test_unknown_keys_are_left_aside(open_app: Open) -> None:
    assert open_app(f"{SMALL}&utm_source=mail&lang=en").notices == ""


def test_notices_stay_until_dismissed(open_app: Open) -> None:
    app = open_app(f"{SMALL}&view=3d")
    assert "link's view" in app.says(t=2).run().notices
    assert app.press("Dismiss").notices == ""
    assert app.moment.t == 2


@pytest.mark.parametrize("text", ["**bold**", "$x$", "<script>alert(1)</script>", ":red[x]", "[a](http://b.c)"])
def test_a_notice_quotes_a_link_without_its_markup(open_app: Open, text: str) -> None:
    app = open_app(f"{SMALL}&scale={text}")
    assert in_markdown(text) in app.notices
    assert text not in app.notices
