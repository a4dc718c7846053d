"""Drawing in the plane: what is done by mouse, finger or keys is what the session's points then are."""

from __future__ import annotations

import pytest

from logreg_core import Points
from logreg_core.points.origins import Generated
from pages.session.link import moment_of
from pages.stage.lab_payload import class_label

from .plane import FEW, Plane, Row
from .serving import settled

ROWS = list(FEW.rows)


def undone(plane: Plane, times: int, rows: list[Row] = ROWS) -> None:
    """Undo so often, which gives these points: then so many changes were made, and no more."""
    for _ in range(times):
        assert not plane.button("Undo").is_disabled()
        plane.press("Undo")
    plane.becomes(rows)
    plane.page.wait_for_function("document.querySelector('.gd-draw [data-do=undo]').disabled")


def test_points_are_added_and_dragged_by_hand_flipped_and_erased(visit):
    plane = Plane.open(visit)
    # Escape lets go of what is dragged.
    plane.drag((2, 1), (0.5, -3), drop=False)
    plane.page.locator(".gd-draw .ghost:not([hidden])").wait_for()
    plane.page.keyboard.press("Escape")
    assert plane.page.locator(".gd-draw .ghost:not([hidden])").count() == 0
    plane.page.mouse.up()
    plane.becomes(ROWS)
    assert plane.button("Undo").is_disabled()

    # A click adds a point of the class in hand.
    view = plane.view
    spot = plane.click(0.3, 2.2)
    plane.becomes([*ROWS, (*spot, 1)])
    plane.press("Add class 0")
    assert plane.button("Add class 0").get_attribute("aria-pressed") == "true"
    assert plane.button("Add class 1").get_attribute("aria-pressed") == "false"
    other = plane.click(4.9, 4.9)
    plane.becomes([*ROWS, (*spot, 1), (*other, 0)])
    assert plane.view == view  # nothing jumps under the hand
    assert plane.slot("count0").inner_text() == "3"
    plane.page.get_by_role("heading", name="6 points").wait_for()  # the page around it shows it too
    for x, axis in zip(spot, view, strict=True):
        assert abs(x * 1000 / (axis[1] - axis[0]) - round(x * 1000 / (axis[1] - axis[0]))) < 1e-6
    undone(plane, 2)

    # A point is dragged with an Add tool or with Move.
    plane.press("Add class 1")
    to = plane.drag((2, 1), (0.5, -3))
    rows = [*ROWS[:2], (*to, 1), ROWS[3]]
    plane.becomes(rows)
    plane.press("Move")
    to = plane.drag((-2, -1), (-4, 4))
    plane.becomes([(*to, 0), *rows[1:]])
    plane.drag((0, 0), (1, 1))  # there is no point to drag
    plane.click(3, 3)
    plane.becomes([(*to, 0), *rows[1:]])
    undone(plane, 2)

    # Flip and Erase act on the nearest point, and on none that is far.
    plane.press("Flip")
    x, y = plane.pixel(-1, 1.5)
    plane.page.mouse.click(x + 9, y + 9)
    rows = [ROWS[0], (-1.0, 1.5, 1), *ROWS[2:]]
    plane.becomes(rows)
    plane.page.mouse.click(x + 12, y + 12)  # 17 pixels away
    plane.press("Erase")
    plane.page.mouse.click(*plane.pixel(-2, -1))
    plane.becomes(rows[1:])
    undone(plane, 2)


def test_an_empty_plane_says_what_to_do_and_all_is_undone_and_done_again_by_buttons_and_by_keys(visit):
    plane = Plane.open(visit, Points(()))
    assert plane.slot("empty").inner_text() == "No points yet: click to draw one"
    assert plane.view == [[-5, 5], [-5, 5]]
    spot = plane.click(1, 1)
    plane.becomes([(*spot, 1)])
    assert not plane.slot("empty").is_visible()
    assert plane.view == [[-5, 5], [-5, 5]]
    settled(plane.page)  # with its first point the page gets another headline, and the plane may move
    plane.press("Erase")
    plane.page.mouse.click(*plane.pixel(*spot))
    plane.becomes([])
    assert plane.view == [[-5, 5], [-5, 5]]
    undone(plane, 2, [])

    plane.press("Add class 1")
    states: list[list[Row]] = [[]]
    for x in (0.0, 0.5, 1.0):
        spot = plane.click(x, -4)
        states.append([*states[-1], (*spot, 1)])
    plane.becomes(states[3])
    plane.press("Undo")
    plane.becomes(states[2])
    plane.page.keyboard.press("Control+z")
    plane.becomes(states[1])
    plane.press("Undo")
    plane.becomes(states[0])
    assert plane.button("Undo").is_disabled()
    for key, rows in (("Control+Shift+z", states[1]), ("Control+y", states[2])):
        plane.page.keyboard.press(key)
        plane.becomes(rows)
    plane.press("Redo")
    plane.becomes(states[3])
    assert plane.button("Redo").is_disabled()

    # In a text field Undo is the field's own: what comes after it, which Python hears of later, finds all points there.
    plane.page.evaluate("document.body.append(Object.assign(document.createElement('input'), { id: 'mine' }))")
    plane.page.locator("#mine").fill("x")
    plane.page.locator("#mine").press("Control+z")
    spot = plane.click(0, 0)
    plane.becomes([*states[3], (*spot, 1)])


HOLD = """() => {
    window.held = [];
    window.really = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) { window.held.push([this, data]); };
}"""
LET_GO = """() => {
    WebSocket.prototype.send = window.really;
    for (const [socket, data] of window.held) socket.send(data);
}"""
WATCH = """() => {
    window.places = new Set();
    const look = () => {
        const { left, top, width, height } = document.querySelector('[data-plot=draw]').getBoundingClientRect();
        window.places.add(`${left} ${top} ${width} ${height}`);
        window.watching = requestAnimationFrame(look);
    };
    look();
}"""
WATCHED = """() => {
    cancelAnimationFrame(window.watching);
    return window.places.size;
}"""
LATE = """() => {
    const react = Plotly.react;
    const late = new Promise((end) => { window.end = end; });
    const end = (plot) => { window.ended = true; plot.emit("plotly_late"); };
    Plotly.react = (plot, ...rest) => {
        const drawn = react(plot, ...rest);
        return plot.dataset.plot === "draw" ? drawn.then(() => late).then(() => end(plot)) : drawn;
    };
}"""


def test_all_shows_before_python_answers_and_a_drawing_under_way_ends_quietly_when_one_leaves_the_page(visit):
    plane = Plane.open(visit)
    plane.page.evaluate(HOLD)
    at = plane.pixel(0, 0)
    spot = plane.click(0, 0)
    assert len(plane.shown) == 5
    to = plane.drag(plane.shown[4][:2], (1.5, 3))  # a new point can be moved at once
    assert plane.shown[4][:2] == pytest.approx(to, abs=0.01)
    plane.press("Erase")
    plane.page.mouse.click(*plane.pixel(-2, -1))
    assert len(plane.shown) == 4
    plane.press("Flip")
    plane.page.mouse.click(*plane.pixel(*to))
    assert [row[2] for row in plane.shown] == [0, 1, 1, 0]
    assert plane.rows == ROWS
    assert spot == plane.snapped(tuple(round(x) for x in at))
    plane.page.evaluate(LET_GO)
    plane.becomes([*ROWS[1:], (*to, 0)])
    assert plane.page.get_by_text("had changed").count() == 0
    for _ in range(4):
        plane.page.keyboard.press("Control+z")
    plane.becomes(ROWS)

    # Quick clicks all count, and the plane stands still while the page around it is made again.
    plane.press("Add class 1")
    plane.page.evaluate(WATCH)
    spots = [plane.click(-4 + i, -4 + 0.3 * i) for i in range(9)]
    plane.becomes([*ROWS, *((*spot, 1) for spot in spots)])
    plane.page.get_by_role("heading", name="13 points").wait_for()
    assert plane.page.evaluate(WATCHED) == 1

    plane.page.evaluate(LATE)
    plane.click(0, 0)
    plane.page.get_by_role("link", name="Open the Lab →").click()
    plane.page.wait_for_selector(".gd-stage[data-ready=true]")
    plane.page.evaluate("window.end()")
    plane.page.wait_for_function("window.ended")


def test_buttons_zoom_and_the_crosshair_does_with_keys_what_a_click_does(visit):
    plane = Plane.open(visit)
    plane.press("Zoom in")
    plane.page.wait_for_function("document.querySelector('[data-plot=draw]')._fullLayout.xaxis.range[0] === -2.5")
    assert plane.view == [[-2.5, 2.5], [-2.5, 2.5]]
    spot = plane.click(0.1234, 0.4321)
    plane.becomes([*ROWS, (*spot, 1)])
    assert plane.button("Whole view").inner_text() == "Whole view (1 out of sight)"
    for _ in range(2):
        plane.press("Zoom out")
    plane.page.wait_for_function("document.querySelector('[data-plot=draw]')._fullLayout.xaxis.range[0] === -10")
    plane.press("Whole view")
    plane.button("Whole view").wait_for(state="hidden")
    assert plane.view == [[-5, 5], [-5, 5]]
    undone(plane, 1)

    plane.page.locator("[data-plot=draw]").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowUp"):
        plane.page.keyboard.press(key)
    assert plane.page.locator(".gd-draw .cross").is_visible()
    assert plane.slot("where").inner_text() == "x₁ = 0.2000, x₂ = 0.1100"
    plane.page.keyboard.press("Enter")
    plane.becomes([*ROWS, (0.2, 0.11, 1)])
    plane.press("Move")
    plane.page.locator("[data-plot=draw]").focus()
    plane.page.keyboard.press("Enter")
    for _ in range(3):
        plane.page.keyboard.press("ArrowLeft")
    plane.page.keyboard.press("Escape")  # not there after all
    plane.page.keyboard.press("Enter")
    assert "No point is near" in plane.slot("spoken").inner_text()
    for key in (*["ArrowRight"] * 3, "Enter", "ArrowDown", "Enter"):
        plane.page.keyboard.press(key)
    plane.becomes([*ROWS, (0.2, 0.01, 1)])
    for tool, rows in (("Flip", [*ROWS, (0.2, 0.01, 0)]), ("Erase", ROWS)):
        plane.press(tool)
        plane.page.locator("[data-plot=draw]").focus()
        plane.page.keyboard.press("Enter")
        plane.becomes(rows)
    before = plane.page.evaluate("scrollY")
    plane.page.keyboard.press("Control+z")
    plane.becomes([*ROWS, (0.2, 0.01, 0)])
    assert plane.page.evaluate("scrollY") == before


def test_the_wheel_zooms_with_control_only_and_other_data_bring_their_own_view_and_names(visit):
    plane = Plane.open(visit, Generated(m=40))
    view = plane.view
    assert not plane.button("Whole view").is_visible()
    plane.page.mouse.move(*plane.pixel(0.2, 0.3))
    plane.page.mouse.wheel(0, -200)
    plane.page.wait_for_timeout(150)
    assert plane.view == view
    plane.page.keyboard.down("Control")
    plane.page.mouse.wheel(0, -300)
    plane.page.keyboard.up("Control")
    plane.button("Whole view").wait_for()
    zoomed = plane.view
    assert zoomed != view
    before = plane.rows
    spot = plane.click(0.2, 0.3)  # snapped by what is in view
    plane.becomes([*before, (*spot, 1)])
    assert plane.view == zoomed
    plane.press("Whole view")
    plane.button("Whole view").wait_for(state="hidden")
    assert plane.view == [pytest.approx(axis) for axis in view]

    # Other data bring a view of their own, and edits keep that.
    plane.press("Undo")
    plane.becomes(before)
    first = plane.view
    plane.page.get_by_role("tab", name="Samples").click()
    plane.page.get_by_role("button", name="Show", exact=True).first.click()
    low = "document.querySelector('[data-plot=draw]')._fullLayout.xaxis.range[0]"
    plane.page.wait_for_function(f"{low} !== {first[0][0]}")
    plane.press("Undo")
    plane.page.wait_for_function(f"{low} === {first[0][0]}")

    # A sample has its names.
    plane.page.emulate_media(color_scheme="dark")
    plane.page.locator(".gd-draw[data-theme=dark]").wait_for()
    plane.page.locator("[class*=st-key-sample-iris]").get_by_role("button", name="Show", exact=True).click()
    plane.press("Add versicolor")
    assert plane.slot("now").inner_text() == "Click to add a point of class 0, versicolor; drag a point to move it."


def test_names_are_shown_as_they_are_and_jitter_is_drawn_while_the_numbers_stay_whole(visit):
    hostile = "<img src=x onerror=alert(1)>"
    rows = [(1.0, 1.0, 0), (1.0, 1.0, 1), (1.0, 1.0, 0), (3.0, 2.0, 1)]
    plane = Plane.open(visit, Points(tuple(rows), (hostile, "b"), (hostile, "<b>yes</b>")))
    plane.button(f"Add {class_label((hostile, ''), 0)}").wait_for()
    assert plane.page.locator(".gd-draw img, .gd-draw b b").count() == 0
    assert "yes</b>" in plane.slot("now").inner_text()

    assert plane.shown == rows
    plane.press("Jitter whole numbers")
    assert "Drawn with jitter; the numbers are whole." in plane.slot("notes").inner_text()
    shown = plane.shown
    assert len({row[:2] for row in shown}) == 4
    assert all(
        abs(a - b) <= 0.3 for one, two in zip(shown, rows, strict=True) for a, b in zip(one[:2], two[:2], strict=True)
    )
    assert plane.rows == rows
    plane.press("Flip")
    plane.page.mouse.click(*plane.pixel(*shown[1][:2]))
    flipped = [rows[0], (1.0, 1.0, 0), *rows[2:]]
    plane.page.wait_for_function("document.querySelector('[data-plot=draw]').data[1].x.length === 1")
    plane.press("Jitter whole numbers")
    plane.becomes(flipped)


def test_a_point_drawn_just_before_another_page_is_there(visit):
    plane = Plane.open(visit)
    spots = plane.click(0.3, 2.2), plane.click(0.6, 1.7)  # of the second one Python is told a moment later
    plane.page.get_by_role("link", name="Open the Lab").dispatch_event("click")
    plane.page.wait_for_url(lambda address: "/data" not in address)
    plane.page.wait_for_function("location.search.includes('points')")
    settled(plane.page)
    data = moment_of(plane.page.evaluate("location.search.slice(1)"))[0].experiment.data
    assert data.rows == (*ROWS, *((*spot, 1) for spot in spots))
