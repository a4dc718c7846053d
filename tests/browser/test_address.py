"""The address holds everything: the same link shows the same numbers, to whoever opens it and whenever."""

from __future__ import annotations

import re

import pytest

from logreg_core import Experiment, Generated, Sampled

from .lab import Lab, link

CONNECTED = "document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'"


OTHER = link(
    3,
    data=Generated("moons", 60, 0.25, 0.4, 11),
    scale="standardize",
    w=(0.5, -0.25),
    b=1.0,
    learning_rates=((0, 0.4),),
    steps=90,
)


def gone_somewhere(visit, address: str = "/") -> Lab:
    """A page on which a good deal has been done."""
    lab = Lab.open(visit, address)
    lab.step(2)
    lab.type_rate("0.7")
    lab.until("location.search.includes(':0.7')")
    example = lab.lonely_example()
    lab.click_point(example)
    lab.picks(example)
    lab.type_t(77)
    lab.python_at(77)
    lab.assert_true()
    return lab


def test_a_link_shows_the_same_numbers_in_another_browser(visit):
    lab = gone_somewhere(visit)
    fields, sentence, moment = lab.fields, lab.sentence, lab.moment
    other = Lab.open(visit, lab.address, viewport=(1000, 700), color_scheme="dark")
    assert other.moment == moment
    assert (other.fields, other.sentence) == (fields, sentence)
    assert other.lines == lab.lines
    other.assert_true()


def test_the_same_after_a_refresh(visit):
    lab = gone_somewhere(visit)
    before = (lab.address, lab.fields, lab.sentence, lab.lines, lab.ring, lab.rate_marks)
    lab.page.reload()
    lab.ready()
    assert (lab.address, lab.fields, lab.sentence, lab.lines, lab.ring, lab.rate_marks) == before
    lab.step()
    lab.assert_true()


@pytest.mark.parametrize("address", ["/", OTHER], ids=["default", "other data and settings"])
def test_the_same_after_a_restart_of_the_server(visit, server, address):
    lab = gone_somewhere(visit, address)
    before = (lab.moment, lab.fields, lab.sentence, lab.lines)
    server.restart()
    lab.until(CONNECTED)
    lab.address_has(t=77)  # for a moment Streamlit puts back the address that the page was opened with
    lab.ready()
    assert (lab.moment, lab.fields, lab.sentence, lab.lines) == before
    lab.step()
    lab.python_at(78)
    lab.assert_true()
    lab.type_rate("0.2")
    lab.until("location.search.includes('78:0.2')")
    lab.assert_true()


def test_a_page_that_was_only_opened_lives_on_after_a_restart(visit, server):
    lab = Lab.open(visit, link(5))
    server.restart()
    lab.until(CONNECTED)
    lab.ready()
    lab.step()
    lab.python_at(6)
    lab.type_rate("0.2")
    lab.address_has(rates="0:0.1,6:0.2")
    lab.assert_true()


def test_a_step_taken_while_the_server_is_away_is_kept(visit, server):
    lab = Lab.open(visit, link(10))
    truth = lab.truth.at(13)
    server.restarts += 1  # from here on the page says that it has lost the server
    server.stop()
    try:
        lab.until(f"!({CONNECTED})")
        # By script, since Streamlit may lay its own message over the page. The stage needs no server for this.
        lab.page.evaluate("for (let i = 0; i < 3; i += 1) document.querySelector('[data-do=step]').click()")
        lab.shows(13)
        lab.assert_boundary(truth)
    finally:
        server.start()
    lab.until(CONNECTED)
    lab.ready()
    lab.address_has(t=13)
    lab.step()
    lab.python_at(14)
    lab.assert_true()


def test_what_was_asked_for_last_is_not_done_again_after_a_restart(visit, server):
    lab = Lab.open(visit, link(20, steps=20))
    lab.slot("outcome").get_by_role("button").click()
    lab.address_has(steps=320)
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='320']")).wait_for()
    server.restart()
    lab.until(CONNECTED)
    lab.ready()
    lab.step()
    lab.python_at(21)
    assert lab.moment.experiment.steps == 320
    lab.assert_true()


def test_the_browsers_back_button_leaves_the_page(visit, server):
    lab = Lab.open(visit)
    page = lab.page
    page.goto("about:blank")
    page.goto(f"{server.url}/")
    lab.ready()
    entries = page.evaluate("history.length")
    for t in range(1, 11):
        lab.step()
        if t % 3 == 0:
            lab.python_at(t)
    lab.type_rate("0.4")
    lab.address_has(rates="0:0.1,10:0.4", t=10)
    another = lab.order[3]
    lab.row(another).click()
    lab.picks(another)
    assert page.evaluate("history.length") == entries
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    lab.ready()
    assert lab.t == 10
    lab.assert_true()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("t=99999&pick=100000", ["link's t", "example 100000"]),
        ("data=nothing", ["link's data", "nothing"]),
        ("data=points&points=%25%25%25", ["link's data"]),
        ("m=1000000000", ["link's data"]),
        (
            "t=abc&pick=0&rates=0:-1&w=1&b=x&steps=-3&scale=huge&speed=7&view=<script>alert(1)</script>"
            "&before=rates%3D0%3Ax",
            ["link's " + key for key in ("t", "pick", "rates", "w", "b", "steps", "scale", "view", "speed", "before")],
        ),
    ],
)
def test_bad_values_fall_back_visibly(visit, query, says):
    lab = Lab.open(visit, "/?" + query)
    notice = lab.page.get_by_test_id("stMain").get_by_test_id("stAlert")
    for words in says:
        notice.filter(has_text=re.compile(rf"{re.escape(words)}\b")).first.wait_for()
    assert lab.page.get_by_test_id("stException").count() == 0
    lab.assert_true()
    t = lab.t
    lab.step()
    lab.python_at(t + 1)
    lab.assert_true()
    lab.page.get_by_role("button", name="Dismiss", exact=True).click()
    notice.first.wait_for(state="hidden")
    assert lab.t == t + 1
    lab.assert_true()


def test_every_setting_comes_back(visit):
    for experiment in (
        Experiment(Sampled("vaso"), "standardize", (0.25, -1.5), 3.0, ((0, 0.3), (4, 2.5)), 40),
        Experiment(Sampled("four_points"), steps=12, learning_rates=((0, 1.0),)),
    ):
        address = f"/?{experiment.to_query()}&t=7&view=log&speed=10&pick=2"
        lab = Lab.open(visit, address)
        moment = lab.moment
        assert (moment.experiment, moment.t, moment.pick, moment.view, moment.speed) == (
            experiment,
            7,
            1,
            "log",
            "10",
        )
        lab.assert_true()
        lab.assert_boundary()


def test_a_link_to_too_large_an_upload_says_which_file_it_needs(visit):
    query = "data=upload&file=my%20points.csv&sha=" + "0" * 64 + "&x1=a&x2=b&label=c&one=1"
    page = visit("/?" + query)
    page.get_by_text("my points.csv").first.wait_for()
    assert page.get_by_test_id("stException").count() == 0
