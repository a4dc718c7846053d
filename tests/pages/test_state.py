"""The moment as a link, and what the stage's reports make of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import GENERATORS, SAMPLES, Experiment, Generated, Points, Sampled, Uploaded
from logreg_core.experiment import LARGEST_START
from pages.shell.plain import plain
from pages.shell.state import EXTENSION, SPEEDS, VIEWS, Moment

from .conftest import SMALL, App

Open = Callable[..., App]

finite = st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
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
        st.tuples(words, words),
        st.tuples(words, words),
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
    schedules(),
    st.integers(0, 100_000),
)


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
    )


@given(moments())
def test_a_moment_comes_back_from_its_link_exactly(moment: Moment) -> None:
    back, notices = Moment.from_query(moment.to_query())
    assert notices == ()
    assert back == moment
    assert repr(back) == repr(moment)  # tells 0.0 from -0.0


@given(moments())
def test_the_stage_fills_in_the_address_as_python_does(moment: Moment) -> None:
    filled = moment.address
    for key, value in (("t", moment.t), ("view", moment.view), ("speed", moment.speed)):
        assert filled.count(f"{{{key}}}") == 1
        filled = filled.replace(f"{{{key}}}", str(value))
    assert filled == moment.to_query()


@given(st.lists(st.tuples(words, words)), words)
def test_no_link_raises(pairs: list[tuple[str, str]], rest: str) -> None:
    for query in (urlencode(pairs), rest, f"{SMALL}&{rest}"):
        moment, notices = Moment.from_query(query)
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
]


@pytest.mark.parametrize(("key", "value"), BAD)
def test_a_bad_value_in_a_link_is_named_and_the_rest_holds(key: str, value: str) -> None:
    query = "&".join(part for part in f"{SMALL}&b=0.5".split("&") if part.split("=")[0] != key)
    moment, (notice,) = Moment.from_query(f"{query}&{key}={value}")
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


def test_an_example_that_the_data_does_not_have(open_app: Open) -> None:
    app = open_app(f"{SMALL}&pick=21")
    assert "link's example 21 is not in this data" in app.notices
    assert 0 <= app.header["pick"] < 20


@pytest.mark.parametrize(("view", "speed"), [*zip((*VIEWS, "loss"), SPEEDS, strict=True)])
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
    assert plain(text) in app.notices
    assert text not in app.notices


# ------------------------------------------------------------------------------------------------ stage reports


@pytest.mark.parametrize("t", [0, 1, 13, 20])
def test_the_step_on_screen_is_taken_in(open_app: Open, t: int) -> None:
    app = open_app(f"{SMALL}&t=3")
    command = app.header["command"]["number"]
    app.says(t=t)
    assert app.moment.t == t
    assert app.header["command"]["number"] == command  # never echoed


def test_a_wish_acts_once_though_later_reports_repeat_it(open_app: Open) -> None:
    app = open_app()
    longer = {"k": 1, "t": 5, "extend": True}
    app.report({"n": "a-1", "t": 5, "wishes": [longer]})
    assert app.experiment.steps == 20 + EXTENSION
    app.report({"n": "a-2", "t": 6, "wishes": [longer]})
    assert (app.experiment.steps, app.moment.t) == (20 + EXTENSION, 6)


def test_a_wish_whose_own_report_was_lost_acts_at_its_step(open_app: Open) -> None:
    wishes = [{"k": 1, "t": 6, "rate": 0.7}, {"k": 2, "t": 6, "pick": 3}]
    app = open_app().report({"n": "a-4", "t": 0, "wishes": wishes})
    assert app.experiment.learning_rates == ((0, 0.1), (6, 0.7))
    assert (app.moment.pick, app.moment.t) == (3, 0)


def test_a_page_loaded_again_counts_its_wishes_anew(open_app: Open) -> None:
    app = open_app().report({"n": "a-9", "t": 0, "wishes": [{"k": 7, "t": 0, "pick": 3}]})
    app.report({"n": "b-1", "t": 0, "wishes": [{"k": 1, "t": 0, "pick": 4}]})
    assert app.moment.pick == 4


def test_what_was_said_to_an_earlier_server_is_not_done_again(open_app: Open) -> None:
    app = open_app().report({"n": "a-1", "to": "gone", "t": 5, "wishes": [{"k": 1, "t": 5, "extend": True}]})
    assert (app.experiment.steps, app.moment.t) == (20, 0)
    session = app.header["command"]["number"].split("-")[0]
    assert app.report({"n": "a-1", "to": session, "t": 5}).moment.t == 5


def test_the_page_says_which_report_was_heard(open_app: Open) -> None:
    app = open_app().report({"n": "a-17", "t": 5})
    assert any('data-heard-stage="a-17"' in html.proto.body for html in app.at.get("html"))


@pytest.mark.parametrize("pick", [0, 1, 19])
def test_a_pick_is_taken_in_with_its_step(open_app: Open, pick: int) -> None:
    app = open_app().says(t=4, pick=pick)
    assert (app.moment.t, app.moment.pick, app.header["pick"]) == (4, pick, pick)
    assert f"pick={pick + 1}" in app.query


def test_a_pick_that_is_not_there_falls_back_to_one_that_is(open_app: Open) -> None:
    app = open_app().says(t=4, pick=20)
    assert 0 <= app.header["pick"] < 20


def test_a_rate_acts_from_the_step_on_screen(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.7)
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.7))
    assert app.moment.former is None
    app.says(t=12, rate=1)
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.7), (12, 1.0))
    app.says(t=8, rate=0.2)  # going back rewrites what comes after
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.2))
    assert app.moment.t == 8


def test_the_same_rate_again_adds_nothing(open_app: Open) -> None:
    assert open_app().says(t=8, rate=0.1).experiment.learning_rates == ((0, 0.1),)


def test_a_rate_from_the_start_keeps_the_former_run(open_app: Open) -> None:
    app = open_app()
    before = app.experiment
    app.says(t=8, rate=0.7, from_start=True)
    assert app.experiment.learning_rates == ((0, 0.7),)
    assert (app.moment.former, app.moment.t) == (before, 8)
    assert app.header["former"] == "α = 0.1"


def test_one_drag_keeps_what_was_before_it(open_app: Open) -> None:
    app = open_app()
    before = app.experiment
    for rate in (0.2, 0.3, 0.4):
        app.says(t=8, rate=rate, from_start=True, drag="one")
    assert app.moment.former == before
    app.says(t=8, rate=0.5, from_start=True, drag="two")
    assert app.moment.former is not None
    assert app.moment.former.learning_rates == ((0, 0.4),)
    app.says(t=8, rate=0.6, from_start=True)
    assert app.moment.former.learning_rates == ((0, 0.5),)


def test_a_drag_back_to_the_same_rate_changes_nothing(open_app: Open) -> None:
    app = open_app()
    app.says(t=8, rate=0.1, from_start=True, drag="one")
    assert app.moment.former is None


def test_the_former_run_is_dismissed(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.7, from_start=True).says(t=9, dismiss=True)
    assert (app.moment.former, app.moment.t) == (None, 9)
    assert app.header["former"] == ""
    assert "before=" not in app.query


def test_a_run_is_extended_from_its_end(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=20").says(t=20, extend=True)
    assert (app.experiment.steps, app.moment.t) == (20 + EXTENSION, 20)
    assert app.header["steps"] == 20 + EXTENSION
    assert app.run().widget("steps").value == 20 + EXTENSION


def test_the_former_run_is_extended_too(open_app: Open) -> None:
    app = open_app().says(t=20, rate=0.7, from_start=True).says(t=20, extend=True)
    assert app.moment.former is not None
    assert app.moment.former.steps == app.experiment.steps == 20 + EXTENSION


def test_no_run_is_extended_past_the_longest(open_app: Open) -> None:
    app = open_app(SMALL.replace("m=20", "m=2").replace("steps=20", "steps=99999"))
    assert app.says(t=99999, extend=True).experiment.steps == 100_000
    assert app.says(t=99999, extend=True).experiment.steps == 100_000


HOSTILE = [
    None,
    5,
    "t=5",
    [],
    [1, 2],
    {},
    {"n": "h"},
    {"n": "h", "t": "5"},
    {"n": "h", "t": 5.5},
    {"n": "h", "t": -1},
    {"n": "h", "t": 21},
    {"n": "h", "t": 10**400},
    {"n": "h", "t": math.nan},
    {"n": "h", "t": math.inf},
    {"n": "h", "t": True},
    {"n": "h", "t": None},
    {"n": "h", "t": [3]},
    {"n": "h", "t": 3, "pick": -1},
    {"n": "h", "t": 3, "pick": 10**400},
    {"n": "h", "t": 3, "pick": 2.5},
    {"n": "h", "t": 3, "pick": "0"},
    {"n": "h", "t": 3, "pick": math.nan},
    {"n": "h", "t": 3, "pick": True},
    {"n": "h", "t": 3, "rate": 0},
    {"n": "h", "t": 3, "rate": -1},
    {"n": "h", "t": 3, "rate": math.nan},
    {"n": "h", "t": 3, "rate": math.inf},
    {"n": "h", "t": 3, "rate": 10**400},
    {"n": "h", "t": 3, "rate": "0.5"},
    {"n": "h", "t": 3, "rate": True},
    {"n": "h", "t": 3, "rate": [1]},
    {"n": "h", "t": 3, "view": "3d", "speed": 60},
    {"n": "h", "t": 3, "view": ["log"], "speed": {"60": 1}},
    {"n": "h", "t": 3, "extend": "yes", "dismiss": 1},
    {"n": "h", "t": 3, "drag": {"a": []}, "from_start": "yes"},
    {"n": "h", "t": 3, "__proto__": {"t": 4}, "key": "<b>"},
    {"t": 3, "n": "<b>-1"},
    {"t": 3, "n": "a-1\n"},
    *({"t": 3, "wishes": wishes} for wishes in ("all", 7, {"k": 1}, [None, 7, "k", {}, {"k": "1"}, {"k": -1, "t": 4}])),
]


@pytest.fixture(scope="module")
def an_app() -> App:
    """One session for all reports that may not change anything."""
    return App(SMALL)


@pytest.mark.parametrize("report", HOSTILE, ids=lambda report: repr(report)[:40])
def test_a_report_that_makes_no_sense_is_left_aside(an_app: App, report: Any) -> None:
    before = an_app.says(t=0).moment
    if isinstance(report, dict) and report.get("n") == "h":
        an_app.says(**{key: value for key, value in report.items() if key != "n"})
    else:
        an_app.report(report)
    t = 3 if isinstance(report, dict) and report.get("t") == 3 and report.get("n") == "h" else 0
    assert an_app.moment == replace(before, t=t)
    assert an_app.notices == ""


@pytest.mark.parametrize("number", [["h"], {"a": 1}, 7, None, math.nan, 10**400, "", "x", "a-", "a-1-1", "A-1"])
def test_a_report_with_no_proper_number_is_left_aside(an_app: App, number: Any) -> None:
    an_app.says(t=0)
    assert an_app.report({"n": number, "t": 5}).moment.t == 0


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e6, 1e300, 1.7976931348623157e308])
def test_any_positive_rate_is_taken(open_app: Open, rate: float) -> None:
    app = open_app().says(t=2, rate=rate)
    assert app.experiment.learning_rates == ((0, 0.1), (2, rate))
    assert len(app.stages) == 1


@pytest.mark.parametrize("w", ["1e100,1e100", "-1e100,1e100", "5e-324,0.0", "1e77,-1e77", "-0.0,0.0"])
def test_any_start_in_range_is_shown(open_app: Open, w: str) -> None:
    app = open_app(f"{SMALL}&w={w}")
    assert len(app.stages) == 1
    assert app.notices == ""
    assert app.experiment.w == tuple(map(float, w.split(",")))
