"""The address holds everything: the same link shows the same numbers, to whoever opens it and whenever."""

from __future__ import annotations

import re

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


def go_somewhere(lab: Lab) -> None:
    """Do a good deal on a page that has just been opened."""
    lab.step(2)
    lab.type_rate("0.7")
    lab.until("location.search.includes(':0.7')")
    example = lab.lonely_example()
    lab.click_point(example)
    lab.picks(example)
    lab.type_t(77)
    lab.python_at(77)
    lab.assert_true()


def goes_on(lab: Lab, t: int) -> None:
    """After a restart of the server a step is taken to t and a rate is typed there; all is as it should be."""
    lab.step()
    lab.python_at(t)
    lab.assert_true()
    rates = (*lab.moment.experiment.learning_rates, (t, 0.2))
    lab.type_rate("0.2")
    lab.address_has(rates=",".join(f"{step}:{rate}" for step, rate in rates))
    lab.assert_true()


def shown(lab: Lab) -> tuple[object, ...]:
    return lab.moment, lab.fields, lab.figures, lab.lines, lab.ring, lab.rate_marks


def test_the_default_page_is_the_same_in_another_browser_after_a_restart_of_the_server_and_after_a_refresh(
    visit, server
):
    lab = Lab.open(visit)
    go_somewhere(lab)
    before = shown(lab)
    other = Lab.open(visit, lab.address, viewport=(1000, 700), color_scheme="dark")
    assert shown(other) == before
    other.assert_true()

    server.restart()
    other.until(CONNECTED)
    other.ready()
    goes_on(other, 78)  # where nothing had been done before
    other.page.close()
    lab.until(CONNECTED)
    lab.address_has(t=77)  # for a moment Streamlit puts back the address that the page was opened with
    lab.ready()
    assert shown(lab) == before
    goes_on(lab, 78)

    before = (lab.address, shown(lab))
    lab.page.reload()
    lab.ready()
    assert (lab.address, shown(lab)) == before
    lab.step()
    lab.assert_true()


def test_other_data_and_settings_are_the_same_after_a_restart_and_what_was_asked_for_last_is_not_done_again(
    visit, server
):
    lab = Lab.open(visit, OTHER)
    go_somewhere(lab)
    lab.type_t(90)
    lab.slot("outcome").get_by_role("button", name="300 more").click()
    lab.address_has(steps=390)
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='390']")).wait_for()
    before = shown(lab)
    server.restart()
    lab.until(CONNECTED)
    lab.address_has(t=90)
    lab.ready()
    assert shown(lab) == before
    goes_on(lab, 91)
    assert lab.moment.experiment.steps == 390


def test_every_setting_comes_back_and_a_step_taken_while_the_server_is_away_is_kept(visit, server):
    for experiment in (
        Experiment(Sampled("vaso"), "standardize", (0.25, -1.5), 3.0, learning_rates=((0, 0.3), (4, 2.5)), steps=40),
        Experiment(Sampled("four_points"), steps=12, learning_rates=((0, 1.0),)),
    ):
        lab = Lab.open(visit, f"/?{experiment.to_query()}&t=7&view=log&speed=10&pick=2")
        moment = lab.moment
        assert (moment.experiment, moment.t, moment.pick, moment.view, moment.speed) == (experiment, 7, 1, "log", "10")
        lab.assert_true()
        lab.assert_boundary()

    truth = lab.truth.at(10)
    server.restarts += 1  # from here on the page says that it has lost the server
    server.stop()
    try:
        lab.until(f"!({CONNECTED})")
        # By script, since Streamlit may lay its own message over the page. The stage needs no server for this.
        lab.page.evaluate("for (let i = 0; i < 3; i += 1) document.querySelector('[data-do=step]').click()")
        lab.shows(10)
        lab.assert_boundary(truth)
    finally:
        server.start()
    lab.until(CONNECTED)
    lab.ready()
    lab.address_has(t=10)
    lab.step()
    lab.python_at(11)
    lab.assert_true()


def test_the_browsers_back_button_leaves_the_page(visit, server):
    page = visit("/_stcore/health", wait=False)
    page.goto("about:blank")
    page.goto(f"{server.url}/")
    lab = Lab(page).ready()
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


def test_bad_values_fall_back_visibly(visit):
    query = "data=nothing&t=abc&pick=0&rates=0:-1&w=1&b=x&steps=-3&scale=huge&speed=7&before=rates%3D0%3Ax"
    lab = Lab.open(visit, f"/?{query}&view=<script>alert(1)</script>")
    notice = lab.page.get_by_test_id("stMain").get_by_test_id("stAlert")
    for key in ("data", "t", "pick", "rates", "w", "b", "steps", "scale", "view", "speed", "before"):
        notice.filter(has_text=re.compile(rf"link's {key}\b")).first.wait_for()
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


def test_a_refresh_right_after_a_step_keeps_that_step(visit):
    """At once, in the pause between two writings of the address."""
    lab = Lab.open(visit, link(3))
    for t in (5, 7):
        lab.page.evaluate(
            "for (let i = 0; i < 2; i += 1) document.querySelector('.gd-stage [data-do=step]').click();"
            "setTimeout(() => location.reload(), 30)"
        )
        lab.page.wait_for_event("load")
        assert f"t={t}&" in lab.page.url
        lab.ready()
        assert lab.t == t
        lab.assert_true()
