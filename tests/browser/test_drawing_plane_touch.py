"""Drawing with a finger, on a phone and a projector, and what lasts when the page is left or the server is."""

from __future__ import annotations

from .plane import FEW, Plane
from .serving import settled

ROWS = list(FEW.rows)


def fits_a_phone(plane: Plane) -> None:
    assert plane.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert plane.page.evaluate(
        "[...document.querySelectorAll('.gd-draw *:not(svg *)')].every((e) => e.getBoundingClientRect().right <= 390)"
    )
    heights = plane.page.evaluate(
        "[...document.querySelectorAll('.gd-draw button')].map((e) => e.offsetHeight).filter((height) => height > 0)"
    )
    assert len(heights) == 9
    assert min(heights) >= 40
    assert plane.slot("now").inner_text().startswith("Tap to add")


def test_a_finger_draws_on_a_phone_which_shows_the_plane_in_its_width_with_buttons_for_fingers(visit):
    plane = Plane.open(visit, viewport=(390, 844), touch=True)
    at = tuple(round(x) for x in plane.pixel(0, 3))
    plane.page.touchscreen.tap(*at)
    spot = plane.snapped(at)
    plane.becomes([*ROWS, (*spot, 1)])
    plane.button("Flip").tap()
    x, y = plane.pixel(-2, -1)
    plane.page.touchscreen.tap(x + 14, y - 14)  # a finger is not as sure as a mouse
    plane.becomes([(-2.0, -1.0, 1), *ROWS[1:], (*spot, 1)])
    plane.button("Erase").tap()
    plane.page.touchscreen.tap(*plane.pixel(2, 1))
    rows = [(-2.0, -1.0, 1), ROWS[1], ROWS[3], (*spot, 1)]
    plane.becomes(rows)
    plane.button("Undo").tap()
    plane.becomes([(-2.0, -1.0, 1), *ROWS[1:], (*spot, 1)])
    plane.button("Redo").tap()
    plane.becomes(rows)

    for tab in ("Samples", "Make"):
        plane.page.get_by_role("tab", name=tab).tap()
        settled(plane.page)
        if tab == "Samples":
            plane.page.locator("[class*=st-key-sample-iris]").get_by_role("button", name="Show", exact=True).tap()
            plane.button("Add virginica").tap()
            settled(plane.page)
        fits_a_phone(plane)
    for before in (rows, None, None, ROWS):
        plane.page.keyboard.press("Control+z")
        if before:
            plane.becomes(before)

    # A finger drags a point, and the page stays; a new point follows the finger until it is lifted.
    plane.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
    start, end = plane.pixel(2, 1), tuple(round(x) for x in plane.pixel(-3, -4))
    middle = tuple((a + b) / 2 for a, b in zip(start, end, strict=True))
    plane.touch(start, middle, end)
    rows = [*ROWS[:2], (*plane.snapped(end), 1), ROWS[3]]
    plane.becomes(rows)
    scrolled = "[document.querySelector('[data-testid=stMain]').scrollTop, scrollY]"
    assert plane.page.evaluate(scrolled) == [0, 0]
    end = tuple(round(x) for x in plane.pixel(0.5, 4))
    plane.touch(plane.pixel(0, 0), end)
    followed = [*rows, (*plane.snapped(end), 1)]
    plane.becomes(followed)

    # Two fingers draw nothing: what is undone then is what was done before.
    (x, y), client = plane.pixel(0, 0), plane.page.context.new_cdp_session(plane.page)
    spread = [[{"x": x, "y": y, "id": 1}, {"x": x + 40 + 30 * k, "y": y, "id": 2}] for k in range(4)]
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": spread[0][:1]})
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": spread[0]})
    for points in spread[1:]:
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    plane.page.wait_for_timeout(200)
    plane.becomes(followed)
    plane.page.keyboard.press("Control+z")
    plane.becomes(rows)


def test_the_plane_fits_a_projector_loses_no_point_to_a_restart_and_goes_on_after_a_look_at_the_lab(visit, server):
    plane = Plane.open(visit, viewport=(1280, 720))
    for part in (".gd-draw .bar", "[data-plot=draw]", ".gd-draw .foot"):
        box = plane.page.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 720, part

    spots = [plane.click(0, 0), plane.click(1, -3)]
    rows = [*ROWS, *((*spot, 1) for spot in spots)]
    plane.becomes(rows)
    plane.page.evaluate("window.before = true")
    server.restart()
    # It connects again, and shows what it did until something is done; then the page is loaded again, and it is done
    # there.
    app = "document.querySelector('[data-testid=stApp]')"
    plane.page.wait_for_function(f"{app}.dataset.testConnectionState === 'CONNECTED'", timeout=60_000)
    spot = plane.click(-3, 3)
    plane.page.wait_for_function("window.before === undefined", timeout=60_000)
    plane.ready()
    rows = [*rows, (*spot, 1)]
    plane.becomes(rows)
    other = plane.click(-3, -3)
    rows = [*rows, (*other, 1)]
    plane.becomes(rows)  # none is lost, and none doubled

    plane.press("Zoom in")
    plane.press("Add class 0")
    spot = plane.click(1.111, 2.222)
    plane.becomes([*rows, (*spot, 0)])
    plane.page.get_by_role("link", name="Open the Lab →").click()
    plane.page.wait_for_selector(".gd-stage[data-ready=true] [data-plot=curve]")
    plane.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    plane.ready()
    assert plane.view == [[-2.5, 2.5], [-2.5, 2.5]]
    assert plane.button("Add class 0").get_attribute("aria-pressed") == "true"
    plane.press("Undo")
    plane.page.wait_for_function("document.querySelector('[data-slot=count0]').textContent === '2'")
    plane.becomes(rows)
