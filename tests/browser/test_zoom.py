"""Zoom and pan are the viewer's: nothing but "Whole view" takes them back."""

from __future__ import annotations

from .lab import Lab, link


def pick_another(lab: Lab) -> None:
    another = next(example for example in lab.order[3:] if example != lab.truth.pick)
    lab.row(another).click()
    lab.picks(another)


def test_zoom_of_plane_and_of_curve_survives_step_play_rate_and_pick(visit):
    lab = Lab.open(visit, link(1, steps=400))
    whole = lab.ranges
    view = lab.zoom()
    lab.step(2)
    lab.python_at(3)
    assert lab.ranges == view
    lab.assert_boundary()
    lab.press("Play")
    lab.plays_past(20)
    assert lab.ranges == view
    lab.press("Pause")
    lab.pauses()
    lab.python_at(lab.t)
    assert lab.ranges == view
    lab.type_rate("0.3")
    lab.until("location.search.includes(':0.3')")
    assert lab.ranges == view
    pick_another(lab)
    assert lab.ranges == view
    lab.press("Whole view")
    assert lab.ranges == whole
    lab.button("Whole view").wait_for(state="hidden")
    lab.assert_true()

    # The curve of the loss zooms too.
    lab.type_t(50)
    lab.python_at(50)
    whole = lab.ranges
    box = lab.page.locator("[data-plot=curve]").bounding_box()
    assert box
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.page.keyboard.down("Control")
    lab.page.mouse.wheel(0, -240)
    lab.page.keyboard.up("Control")
    lab.button("Whole view").wait_for()
    view = lab.ranges
    assert view[2] != whole[2]
    assert view[:2] == whole[:2]
    lab.step()
    lab.python_at(51)
    pick_another(lab)
    assert lab.ranges == view
    lab.press("Whole view")
    assert lab.ranges == whole
