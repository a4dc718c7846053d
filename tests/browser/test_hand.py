"""The start under the hand: handles on the boundary, by mouse, by keys and by a finger."""

from __future__ import annotations

import math

import numpy as np
import pytest
from playwright.sync_api import Locator

from logreg_core import Generated

from .lab import Lab, link
from .serving import settled

PLACE, DONE = "Place the line", "Done"
FIRST, LAST, SURER, MIDDLE = "handleFirst", "handleLast", "handleSurer", "handleMiddle"
Point = tuple[float, float]


def middle_of(handle: Locator) -> Point:
    """Where a handle is on the page."""
    box = handle.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(lab: Lab, slot: str, to: Point, *, then: bool = True) -> None:
    """Drag a handle to a place on the page; then : and let it go there."""
    mouse = lab.page.mouse
    mouse.move(*middle_of(lab.slot(slot)))
    mouse.down()
    mouse.move(*to, steps=5)
    if then:
        mouse.up()
        rests(lab)


def rests(lab: Lab) -> None:
    """Wait until Python has said what the line is worth, and the page around the stage says it too."""
    lab.until("document.querySelector('.gd-stage [data-slot=place]').textContent === 'Done'")
    lab.until("!document.querySelector('.gd-lab').hasAttribute('data-held')")
    settled(lab.page)


def z_at(lab: Lab, at: Point) -> float:
    """z of the start in the address, at a place on the page."""
    x = lab.page.evaluate(
        """([x, y]) => {
            const plot = document.querySelector("[data-plot=plane]");
            const { xaxis, yaxis } = plot._fullLayout;
            const { left, top } = plot.getBoundingClientRect();
            return [xaxis.p2d(x - left - xaxis._offset), yaxis.p2d(y - top - yaxis._offset)];
        }""",
        list(at),
    )
    shot = lab.truth.shot
    return float(np.array(x) @ shot.w_in_data_units + shot.b_in_data_units)


def nearest(lab: Lab, at: Point) -> int:
    """The example, from 0, that is nearest to a place on the page."""
    (x0, y0), (x1, y1) = lab.pixel("plane", 0, 0), lab.pixel("plane", 1, 1)
    pixels = lab.dataset.X * np.array([x1 - x0, y1 - y0]) + np.array([x0, y0])
    return int(np.hypot(*(pixels - np.array(at)).T).argmin())


def test_a_line_is_laid_moved_turned_and_made_surer_and_each_drag_is_undone(visit):
    lab = Lab.open(visit, link(0, data=Generated(), steps=40))
    lab.press(PLACE)
    lab.button(DONE).wait_for()
    assert lab.slot("ghost").get_attribute("d")  # no line yet: where one will be
    x, y = middle_of(lab.slot(MIDDLE))
    example = nearest(lab, (x + 60, y))  # over which the handle is led
    at = lab.pixel("plane", *lab.dataset.X[example].tolist())[0], y

    # While the hand still holds it Python has told what the line is worth.
    drag(lab, MIDDLE, at, then=False)
    lab.until("document.querySelector('.gd-stage [data-col=J]').textContent !== '0.6931'")
    lab.page.mouse.up()
    rests(lab)
    first = lab.moment.experiment
    assert math.hypot(*first.w) == pytest.approx(1.0)
    assert z_at(lab, at) == pytest.approx(0, abs=0.01)
    assert lab.t == 0
    lab.assert_true()
    lab.assert_boundary()
    assert not lab.slot("ghost").get_attribute("d")

    # Turned, |w| stays; pulled nearer, it is surer, and there ŷ is 0.75.
    last = middle_of(lab.slot(LAST))
    drag(lab, LAST, (last[0] + 70, last[1]))
    second = lab.moment.experiment
    assert math.hypot(*second.w) == pytest.approx(1.0)
    assert second.w != first.w
    sx, sy = middle_of(lab.slot(SURER))
    mx, _ = middle_of(lab.slot(MIDDLE))
    drag(lab, SURER, (sx + (mx - sx) / 2, sy))
    third = lab.moment.experiment
    assert math.hypot(*third.w) > 1.1
    assert z_at(lab, (sx + (mx - sx) / 2, sy)) == pytest.approx(math.log(3), abs=0.03)
    lab.assert_true()

    # The sidebar has it as a typed start, and each drag is undone by itself.
    sidebar = lab.page.get_by_test_id("stSidebar")
    typed = [float(box.input_value()) for box in sidebar.get_by_role("textbox").all()[:3]]
    assert typed == [*third.w, third.b]
    for before in (second, first):
        lab.press("Undo")
        lab.address_has(b=repr(before.b), w=f"{before.w[0]!r},{before.w[1]!r}")
        settled(lab.page)
        assert lab.moment.experiment == before

    # A click on a handle means the point under it, and a step puts the handles away.
    assert nearest(lab, middle_of(lab.slot(MIDDLE))) == example != lab.truth.pick
    lab.page.mouse.click(*middle_of(lab.slot(MIDDLE)))
    lab.picks(example)
    lab.step()
    assert not lab.slot("handles").is_visible()
    lab.assert_true()


def test_by_keys_the_line_on_screen_becomes_the_start(visit):
    lab = Lab.open(visit, link(20, data=Generated("scales"), scale="standardize", steps=40, learning_rates=((0, 5.0),)))
    before = lab.truth.shot
    button = lab.button(PLACE)
    button.focus()
    lab.key("Enter")
    handle = lab.slot(MIDDLE)
    assert handle.evaluate("(handle) => handle === document.activeElement")
    lab.key("+")
    rests(lab)
    now = lab.moment
    assert (now.t, lab.t) == (0, 0)  # at step 20 of the run before: the same line, a tenth surer
    assert np.array(now.experiment.w) == pytest.approx(1.1 * before.w, rel=1e-3)
    lab.key("ArrowRight", "ArrowRight", "ArrowUp", "-")
    rests(lab)
    moved = lab.moment.experiment
    assert math.hypot(*moved.w) == pytest.approx(math.hypot(*before.w), rel=1e-3)
    lab.key("Shift+ArrowLeft", "Shift+ArrowLeft")
    rests(lab)
    turned = lab.moment.experiment
    assert math.hypot(*turned.w) == pytest.approx(math.hypot(*moved.w), rel=1e-4)
    angles = [math.degrees(math.atan2(*each.w[::-1])) for each in (moved, turned)]
    assert angles[1] - angles[0] == pytest.approx(4, abs=0.01)  # two degrees each
    lab.assert_true()

    # The keys were one change; the stage has its own again once the handle has let go.
    lab.key("Control+z")
    lab.address_has(w="0.0,0.0", b="0.0")
    settled(lab.page)
    lab.press(DONE)
    lab.key("ArrowRight")
    lab.shows(1)


def test_a_finger_lays_a_line_on_a_phone_and_there_are_no_handles_where_nothing_may_be_moved(visit):
    lab = Lab.open(visit, link(20, data=Generated(m=60), steps=60), viewport=(390, 844), touch=True)
    lab.button(PLACE).tap()
    lab.button(DONE).wait_for()
    handle = lab.slot(MIDDLE)
    box = handle.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    x, y = middle_of(handle)
    before = lab.page.evaluate("document.scrollingElement.scrollTop")
    touches = lab.page.context.new_cdp_session(lab.page)
    for kind, at in (("touchStart", (x, y)), ("touchMove", (x - 30, y + 5)), ("touchMove", (x - 60, y + 10))):
        points = [{"x": at[0], "y": at[1]}]
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    lab.address_has(t=0)
    rests(lab)
    assert z_at(lab, (x - 60, y + 10)) == pytest.approx(0, abs=0.06)
    assert lab.page.evaluate("document.scrollingElement.scrollTop") == before
    lab.assert_true()

    lab.button("Play").tap()
    lab.plays_past(3)
    assert not lab.slot("handles").is_visible()
    lab.pauses()
    present = Lab.open(visit, link(5, data=Generated(m=60), steps=60, present=True))
    present.press(PLACE)
    assert present.slot(MIDDLE).is_visible()
    guess = Lab.open(visit, link(5, data=Generated(m=60), steps=60, predict=True))
    assert guess.button(PLACE).is_disabled()  # nothing on the page moves because something is asked
    assert not guess.slot("handles").is_visible()


def place_of(lab: Lab, ring: Locator) -> Point:
    """The two weights at the ring, by the map's own axes."""
    x, y = middle_of(ring)
    found = lab.page.evaluate(
        """([x, y]) => {
            const plot = document.querySelector("[data-plot=curve]");
            const { xaxis, yaxis } = plot._fullLayout;
            const { left, top } = plot.getBoundingClientRect();
            return [xaxis.p2d(x - left - xaxis._offset), yaxis.p2d(y - top - yaxis._offset)];
        }""",
        [x, y],
    )
    return found[0], found[1]


def starts_there(lab: Lab, ring: Locator) -> None:
    """Wait until the run starts where the ring is, and see that all numbers are that run's."""
    lab.until("!document.querySelector('.gd-lab').hasAttribute('data-held-start')")
    settled(lab.page)
    assert lab.moment.experiment.w == pytest.approx(place_of(lab, ring), abs=0.02)
    lab.assert_true()


def test_the_ring_on_the_map_is_where_the_run_starts(visit):
    lab = Lab.open(visit, link(20, data=Generated(m=60), steps=60, view="map"))
    ring = lab.slot("startRing")
    ring.wait_for()
    assert place_of(lab, ring) == pytest.approx((0, 0), abs=0.02)
    x, y = middle_of(ring)
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x + 30, y + 60, steps=5)
    lab.until("document.querySelector('.gd-stage [data-col=J]').textContent !== '0.6931'")
    lab.page.mouse.up()
    starts_there(lab, ring)
    first = lab.moment.experiment
    assert first.w[0] > 0 > first.w[1]
    assert lab.t == 0

    # A click elsewhere is the start, arrow keys move it, and each of these is one change.
    x, y = middle_of(ring)
    lab.page.mouse.click(x + 20, y - 50)
    lab.until(f"!location.search.includes('w={first.w[0]!r}')")
    starts_there(lab, ring)
    second = lab.moment.experiment
    assert (second.w[0] > first.w[0], second.w[1] > first.w[1]) == (True, True)
    ring.focus()
    lab.key("ArrowLeft", "ArrowLeft", "ArrowDown")
    starts_there(lab, ring)
    third = lab.moment.experiment
    assert (third.w[0] < second.w[0], third.w[1] < second.w[1]) == (True, True)
    for before in (second, first):
        lab.key("Control+z")
        lab.address_has(w=f"{before.w[0]!r},{before.w[1]!r}")
    lab.press("Step")
    lab.shows(1)
    assert lab.slot("startRing").is_visible()


def test_in_lesson_1_the_line_is_guessed_before_the_step_is_made(visit):
    page = visit("/learn?lesson=what-it-knows-at-first~4~_._._.C")
    page.wait_for_selector(".gd-stage[data-ready=true]")
    lab = Lab(page)
    middle = lab.slot(MIDDLE)
    middle.wait_for()
    assert not lab.slot(SURER).is_visible()
    x, y = middle_of(middle)
    before = lab.slot("ghost").get_attribute("d")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
    guess = lab.slot("ghost").get_attribute("d")
    assert guess != before
    lab.press("Step")
    lab.shows(1)
    assert not middle.is_visible()
    assert lab.slot("ghost").get_attribute("d") == guess  # beside the line that the step has made
    lab.assert_boundary()
    assert lab.moment.experiment.w == (0.0, 0.0)
