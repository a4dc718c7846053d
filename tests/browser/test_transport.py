"""Step, Back, Play and the rest of the transport, on the app as a person starts it."""

from __future__ import annotations

import pytest

from .lab import Lab, link


def test_first_figure_is_live_and_says_that_there_is_no_boundary_yet(visit):
    lab = Lab.open(visit)
    truth = lab.truth
    assert lab.t == 0
    assert lab.points_drawn == truth.dataset.m
    points = lab.plot("plane", "calcdata.flatMap((trace) => trace.map(({ x, y }) => [x, y]))")
    assert sorted(points) == sorted(truth.dataset.X.tolist())
    assert "no line yet" in lab.slot("boundary").inner_text().lower()
    x0, _, x1, _ = lab.line()
    low, high = lab.ranges[0]
    assert max(x0, x1) < low or min(x0, x1) > high  # no boundary in the picture
    lab.assert_true()


def test_step_moves_the_boundary_and_back_undoes_it_exactly(visit):
    lab = Lab.open(visit)
    lab.step()
    lab.assert_boundary()
    assert lab.slot("boundary").inner_text() == ""
    address, lines, fields = lab.moment.to_query(), lab.lines, lab.fields
    lab.step()
    lab.python_at(2)
    lab.assert_boundary()
    assert lab.lines != lines
    assert lab.fields != fields
    lab.press("Back")
    lab.shows(1)
    assert (lab.lines, lab.fields) == (lines, fields)
    lab.python_at(1)
    assert (lab.lines, lab.fields, lab.moment.to_query()) == (lines, fields, address)
    lab.press("Back")
    lab.shows(0)
    lab.press("Back")
    assert lab.t == 0
    assert "no line yet" in lab.slot("boundary").inner_text().lower()


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_every_number_is_the_cores_at_every_step(visit, scale):
    lab = Lab.open(visit, link(scale=scale, learning_rates=((0, 0.5), (3, 20.0)), steps=6, pick=4))
    for t in range(7):
        assert lab.t == t
        lab.assert_true()
        if t:
            lab.assert_boundary()
        if t < 6:
            lab.step()
    lab.press("Step")
    assert lab.t == 6
    lab.python_at(6)
    lab.assert_true()


def test_play_sends_nothing_and_pause_stops_where_it_is(visit):
    lab = Lab.open(visit, link(steps=2000))
    with lab.wire() as sent:
        lab.press("Play")
        before = len(sent)
        lab.plays_past(60)
        assert lab.playing
        assert sent[before:] == []
        lab.press("Pause")
        lab.pauses()
        t = lab.t
        assert 60 < t < 2000
        lab.python_at(t)
        assert len(sent) > before  # so the wire was listened to
        assert lab.t == t
    lab.assert_true()
    lab.assert_boundary()


def test_play_ends_at_the_last_step_with_its_outcome_and_begins_anew_from_there(visit):
    lab = Lab.open(visit, link(steps=60))
    outcome = lab.slot("outcome")
    assert outcome.is_hidden()
    lab.press("Play")
    lab.pauses()
    assert lab.t == 60
    assert lab.truth.run.outcome.sentence in outcome.inner_text()
    lab.assert_true()
    lab.press("1/s")
    lab.press("Play")
    lab.until("Number(document.querySelector('.scrub').value) < 60")
    assert outcome.is_hidden()
    lab.press("Pause")
    lab.assert_true()


def test_a_run_goes_on_from_its_end(visit):
    lab = Lab.open(visit, link(20, steps=20))
    lab.assert_true()
    lab.slot("outcome").get_by_role("button").click()
    lab.address_has(steps=320)
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='320']")).wait_for()
    lab.until("document.querySelector('.scrub').max === '320'")
    assert lab.t == 20
    assert lab.slot("outcome").is_hidden()
    lab.assert_true()
    lab.step()
    lab.assert_true()


def test_speed_buttons_say_which_is_chosen_and_the_faster_gets_farther(visit):
    lab = Lab.open(visit, link(steps=2000))
    chosen = "[...document.querySelectorAll('[data-speed][aria-pressed=true]')].map((b) => b.dataset.speed)"
    assert lab.page.evaluate(chosen) == ["60"]
    lab.press("1/s")
    assert lab.page.evaluate(chosen) == ["1"]
    lab.press("Play")
    lab.press("fast")  # while it plays: at one step a second the end would be half an hour away
    assert lab.page.evaluate(chosen) == ["fast"]
    lab.pauses()
    assert lab.t == 2000
    lab.address_has(speed="fast", t=2000)
    lab.page.reload()
    lab.ready()
    assert lab.page.evaluate(chosen) == ["fast"]


def test_scrub_by_keys_and_by_mouse(visit):
    lab = Lab.open(visit)
    scrub = lab.slot("scrub")
    scrub.fill("120")
    lab.python_at(120)
    lab.assert_true()
    lab.assert_boundary()
    scrub.focus()
    lab.key("ArrowRight")
    lab.shows(121)
    truth = lab.truth
    box = scrub.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + box["width"] * 121 / 300, middle)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=5)
    lab.plays_past(200)
    dragged = lab.t
    assert 220 < dragged < 260
    lab.assert_boundary(truth.at(dragged))  # moves with the mouse, before it is let go
    lab.page.mouse.up()
    lab.python_at(dragged)
    lab.assert_true()


def test_typed_t_is_shown_and_what_is_not_a_step_comes_to_the_nearest(visit):
    lab = Lab.open(visit)
    lab.type_t(42)
    lab.shows(42)
    lab.python_at(42)
    lab.assert_true()
    lab.assert_boundary()
    lab.type_t(99999)
    lab.shows(300)
    assert lab.slot("t").input_value() == "300"
    lab.type_t(-5)
    lab.shows(0)
    assert lab.slot("t").input_value() == "0"
    lab.assert_true()


def test_click_on_the_curve_jumps_there(visit):
    lab = Lab.open(visit)
    truth = lab.truth.at(150)
    at = lab.pixel("curve", 150, truth.shot.J)
    lab.page.mouse.move(at[0] - 30, at[1] - 30)
    lab.page.mouse.move(*at, steps=3)
    lab.page.locator("[data-plot=curve] .hovertext", has_text="step 15").wait_for()
    lab.page.mouse.click(*at)
    lab.plays_past(0)
    assert abs(lab.t - 150) <= 1
    lab.assert_true()
    dot = lab.plot("curve", "layout.shapes.slice(0, 3).map((s) => [s.x0, s.xanchor, s.yanchor])")
    assert dot[0][0] == dot[1][0] == dot[2][1] == lab.t
    assert dot[2][2] == lab.truth.shot.J


def test_reset_goes_to_the_start(visit):
    lab = Lab.open(visit, link(37))
    lab.assert_true()
    lab.press("Reset")
    lab.shows(0)
    lab.python_at(0)
    lab.assert_true()


@pytest.mark.parametrize("view", ["log", "weights"])
def test_the_curve_shows_something_else_when_asked(visit, view):
    lab = Lab.open(visit, link(10))
    lab.page.locator(f"[data-view={view}]").click()
    lab.address_has(view=view)
    traces = lab.plot("curve", "data.map(({y}) => [...y])")
    run = lab.truth.run
    if view == "log":
        assert lab.plot("curve", "layout.yaxis.type") == "log"
        assert traces[0] == run.J.tolist()
    else:
        assert traces[:3] == [run.w[:, 0].tolist(), run.w[:, 1].tolist(), run.b.tolist()]
    lab.step()
    assert lab.plot("curve", "layout.shapes[1].x0") == 11
    lab.page.reload()
    lab.ready()
    assert lab.page.locator(f"[data-view={view}][aria-pressed=true]").count() == 1


def test_a_long_run_is_held_thinned_out_and_still_exact(visit):
    lab = Lab.open(visit, link(2500, steps=5000, pick=3))
    lab.assert_true()
    lab.step(2)
    lab.assert_true()
    lab.press("Back")
    lab.shows(2501)
    lab.assert_true()
    for t in (3777, 4999, 1, 1234):  # none of them is near the one before
        lab.type_t(t)
        lab.shows(t)
        lab.assert_true()
        lab.assert_boundary()
        lab.step()
        lab.press("Back")
        lab.shows(t)
        lab.assert_true()
    assert "exact" in lab.page.locator("[data-slot=notes]").inner_text()
