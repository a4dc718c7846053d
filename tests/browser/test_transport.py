"""Step, Back, Play and the rest of the transport, on the app as a person starts it."""

from __future__ import annotations

from pages.session.link import query_of
from pages.words.at_the_end.outcome import said_at_the_end

from .lab import Lab, link

SPEEDS = "[...document.querySelectorAll('[data-speed][aria-pressed=true]')].map((b) => b.dataset.speed)"


def test_first_figure_is_live_and_step_and_back_scrub_and_typing_show_each_step_exactly(visit):
    lab = Lab.open(visit)
    truth = lab.truth
    assert lab.t == 0
    assert lab.points_drawn == truth.dataset.m
    points = lab.plot("plane", "calcdata.flatMap((trace) => trace.map(({ x, y }) => [x, y]))")
    assert sorted(points) == sorted(truth.dataset.X.tolist())
    assert "no line between them yet" in lab.page.locator(".gd-lab .why").inner_text()
    x0, _, x1, _ = lab.line()
    low, high = lab.ranges[0]
    assert max(x0, x1) < low or min(x0, x1) > high  # no boundary in the picture
    lab.assert_true()

    # Step moves the boundary, and Back undoes it exactly.
    lab.step()
    lab.assert_boundary()
    assert lab.slot("boundary").inner_text() == ""
    address, lines, fields = query_of(lab.moment), lab.lines, lab.fields
    lab.step()
    lab.python_at(2)
    lab.assert_boundary()
    assert lab.lines != lines
    assert lab.fields != fields
    lab.press("Back")
    lab.shows(1)
    assert (lab.lines, lab.fields) == (lines, fields)
    lab.python_at(1)
    assert (lab.lines, lab.fields, query_of(lab.moment)) == (lines, fields, address)
    lab.press("Back")
    lab.shows(0)
    assert lab.button("Back").is_disabled()
    assert "no line" in lab.slot("boundary").inner_text()

    # What is typed and is not a step comes to the nearest.
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

    # The scrub bar, by keys and by mouse.
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


def test_a_click_on_the_curve_jumps_there_reset_to_the_start_and_the_curve_shows_what_is_asked(visit):
    lab = Lab.open(visit, link(37, view="log"))
    assert lab.page.locator("[data-view=log][aria-pressed=true]").count() == 1
    lab.view("loss")
    lab.address_has(view="loss")
    assert lab.plot("curve", "layout.yaxis.type") == "linear"
    lab.assert_true()
    lab.press("Reset")
    lab.shows(0)
    lab.python_at(0)
    lab.assert_true()

    truth = lab.truth.at(150)
    at = [round(value) for value in lab.pixel("curve", 150, truth.shot.J)]  # a mouse is at whole pixels
    lab.page.mouse.move(at[0] - 30, at[1] - 30)
    lab.page.mouse.move(*at, steps=3)
    lab.page.locator("[data-plot=curve] .hovertext", has_text="step 15").wait_for()
    lab.page.mouse.click(*at)
    lab.plays_past(0)
    assert abs(lab.t - 150) <= 1
    lab.assert_true()
    dot = lab.plot("curve", "layout.shapes.slice(0, 3).map((s) => [s.x0, s.xanchor, s.yanchor])")
    assert dot[0][0] == dot[1][0] == dot[2][1] == lab.t
    assert dot[2][2] == lab.truth.run.J[lab.t]

    lab.type_t(10)
    lab.shows(10)
    for view in ("log", "weights"):
        lab.view(view)
        lab.address_has(view=view)
        traces = lab.plot("curve", "data.map(({y}) => [...y])")
        run = lab.truth.run
        if view == "log":
            assert lab.plot("curve", "layout.yaxis.type") == "log"
            assert traces[0] == run.J.tolist()
        else:
            assert traces[:3] == [run.w[:, 0].tolist(), run.w[:, 1].tolist(), run.b.tolist()]
        t = lab.t
        lab.step()
        assert lab.plot("curve", "layout.shapes[1].x0") == t + 1, view

    # View and speed are there again after a refresh, as a view was that stood in the link.
    lab.speed("fast")
    lab.address_has(speed="fast", t=12)
    lab.page.reload()
    lab.ready()
    assert lab.page.locator("[data-view=weights][aria-pressed=true]").count() == 1
    assert lab.page.evaluate(SPEEDS) == ["fast"]


def test_every_number_is_the_cores_at_every_step(visit):
    lab = Lab.open(visit, link(learning_rates=((0, 0.5), (3, 20.0)), steps=6, pick=4))
    for scale in ("none", "standardize"):
        if scale == "standardize":
            lab.press("Reset")
            lab.shows(0)
            lab.page.get_by_test_id("stSidebar").get_by_text("Standardise", exact=True).click()
            lab.address_has(scale=scale, t=0)
        experiment = lab.moment.experiment
        assert (experiment.scale, experiment.learning_rates) == (scale, ((0, 0.5), (3, 20.0)))
        assert lab.moment.pick == 4
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


def test_play_sends_nothing_and_pause_stops_where_it_is_and_speeds(visit):
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

    lab.press("Reset")
    lab.shows(0)
    assert lab.page.evaluate(SPEEDS) == ["60"]
    lab.speed("1/s")
    assert lab.page.evaluate(SPEEDS) == ["1"]
    lab.press("Play")
    lab.speed("fast")  # while it plays: at one step a second the end would be half an hour away
    assert lab.page.evaluate(SPEEDS) == ["fast"]
    lab.pauses()
    assert lab.t == 2000
    lab.address_has(speed="fast", t=2000)


def test_play_ends_at_the_last_step_with_its_outcome_and_begins_anew_or_goes_on_from_there(visit):
    lab = Lab.open(visit, link(steps=60))
    outcome = lab.slot("outcome")
    assert outcome.is_hidden()
    lab.press("Play")
    lab.pauses()
    assert lab.t == 60
    assert said_at_the_end(lab.truth.run).text in outcome.inner_text()
    lab.assert_true()
    lab.speed("1/s")
    lab.press("Play")
    lab.until("Number(document.querySelector('.scrub').value) < 60")
    assert outcome.is_hidden()
    lab.press("Pause")
    lab.assert_true()

    # A run goes on from its end.
    lab.type_t(60)
    lab.shows(60)
    lab.assert_true()
    outcome.get_by_role("button", name="300 more").click()
    lab.address_has(steps=360)
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='360']")).wait_for()
    lab.until("document.querySelector('.scrub').max === '360'")
    assert lab.t == 60
    assert outcome.is_hidden()
    lab.assert_true()
    lab.step()
    lab.assert_true()


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
