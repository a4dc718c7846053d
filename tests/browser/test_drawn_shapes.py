"""What is moved in place stands where Plotly itself would draw it, and the points' picture where the points are."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from .lab import RING as RING_SHAPE
from .lab import Lab, link

# Where each shape is drawn, by its index: its corners, then how far it was moved, in pixels of the page.
DRAWN = """() => Object.fromEntries(['plane', 'curve'].map((name) => {
    const plot = document.querySelector(`[data-plot=${name}]`);
    return [name, Object.fromEntries([...plot.querySelectorAll('.shapelayer .shape-group')].flatMap((group) => {
        const path = group.querySelector('path');
        if (!path) return []; // not visible in this view
        const map = path.getCTM();
        const corners = path.getAttribute('d').match(/-?[0-9.]+(e-?[0-9]+)?/g).map(Number);
        return [[group.dataset.index, [...corners, map.e, map.f]]];
    }))];
}))"""
# The plot in the plane, and which lines' labels stand where, in the same pixels.
PLOT = """() => {
    const { xaxis, yaxis } = document.querySelector('[data-plot=plane]')._fullLayout;
    return [xaxis._offset, yaxis._offset, xaxis._offset + xaxis._length, yaxis._offset + yaxis._length];
}"""
LABELS = """() => {
    const { left, top } = document.querySelector('[data-plot=plane]').getBoundingClientRect();
    return [...document.querySelectorAll('[data-slot=labels] .line-label')].map((word) => {
        const box = word.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2 - left, box.y + box.height / 2 - top];
        return getComputedStyle(word).visibility === 'visible' ? [x, y, box.width, box.height] : null;
    });
}"""
AT_REST = "!document.querySelector('[data-plot=curve] .shape-group[data-index=\"0\"] path[transform]')"
BANDS = 6  # shapes of the plane, before its lines
BEYOND = 200  # pixels outside the plot to which bands are cut
ZOOMED = """() => Promise.all(['plane', 'curve'].map((name) => {
    const plot = document.querySelector(`[data-plot=${name}]`);
    return window.Plotly.relayout(plot, { 'xaxis.range': plot.layout.xaxis.range.map((end) => end * 0.9) });
}))"""
WHOLE = """() => Promise.all(['plane', 'curve'].map((name) => {
    const plot = document.querySelector(`[data-plot=${name}]`);
    return window.Plotly.relayout(plot, { shapes: [...plot.layout.shapes] });
}))"""


# The ring of the picked example and its number: where they are on the page, and what it says.
RING = """() => {
    const group = document.querySelector('[data-plot=plane] .layer-above .shape-group[data-index="12"]');
    const number = document.querySelector('[data-slot=labels] .picked');
    const place = (part) => { const { x, y } = part.getBoundingClientRect(); return [x, y]; };
    return [...place(group.querySelector('path')), ...place(number), Number(number.textContent)];
}"""
NEVER_RESTS = """() => {
    window.later = window.setTimeout;
    window.setTimeout = (act, ms, ...rest) => (ms === 300 ? 0 : window.later(act, ms, ...rest));
}"""


def cut(corners: list[float], box: list[float]) -> np.ndarray:
    """The part of a polygon in a box (left, top, right, bottom): (corners, 2)."""
    polygon = np.array(corners).reshape(-1, 2)
    for axis, edge, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        kept: list[np.ndarray] = []
        for start, end in zip(np.roll(polygon, 1, axis=0), polygon, strict=True):
            from_, to = sign * (start[axis] - edge), sign * (end[axis] - edge)
            if (from_ < 0) != (to < 0):
                kept.append(start + from_ / (from_ - to) * (end - start))
            if to >= 0:
                kept.append(end)
        polygon = np.array(kept).reshape(-1, 2)
    return polygon


def assert_same_plane(lab: Lab, shown: dict[str, list[float]], plotly: dict[str, list[float]], case: object) -> None:
    """Lines are where Plotly draws them; bands too, of which nothing is left that is far outside the plot."""
    assert shown.keys() == plotly.keys(), case
    left, top, right, bottom = lab.page.evaluate(PLOT)
    near = [left - BEYOND, top - BEYOND, right + BEYOND, bottom + BEYOND]
    for index, corners in shown.items():
        if int(index) >= BANDS:
            if int(index) < RING_SHAPE:
                assert corners == pytest.approx(plotly[index], abs=0.02), (case, index)
            continue
        drawn, due = np.array(corners[:-2]).reshape(-1, 2), cut(plotly[index][:-2], near)
        if not len(due):
            assert (drawn == 0).all(), (case, index)
            continue
        apart = np.hypot(*(drawn[:, None] - due[None]).transpose(2, 0, 1))
        assert apart.min(axis=0).max() < 0.05, (case, index)
        assert apart.min(axis=1).max() < 0.05, (case, index)


def assert_labels_on_lines(lab: Lab, plotly: dict[str, list[float]], case: object) -> None:
    """Each line's label stands outside the plot, where its line leaves it."""
    left, top, right, bottom = lab.page.evaluate(PLOT)
    stand = [(i, label) for i, label in enumerate(lab.page.evaluate(LABELS)) if label]
    assert stand, case
    for i, (x, y, width, height) in stand:
        inside = left < x + width / 2 and x - width / 2 < right and top < y + height / 2 and y - height / 2 < bottom
        assert not inside, (case, i)
        x0, y0, x1, y1 = plotly[str(BANDS + i)][:4]
        ends = np.array([[x0, y0], [x1, y1]])
        along = (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
        off = abs(along[0] * (y - y0) - along[1] * (x - x0))
        assert off <= np.hypot(width, height), (case, i)


def assert_as_plotly_draws(lab: Lab, case: object) -> None:
    """What is drawn now, with nothing told to Plotly since it moved, is where Plotly draws it."""
    moved = lab.page.evaluate(DRAWN)
    lab.page.evaluate(WHOLE)
    whole = lab.page.evaluate(DRAWN)
    assert_same_plane(lab, moved["plane"], whole["plane"], case)
    assert_labels_on_lines(lab, whole["plane"], case)
    # The veil and the cursor are slid: outline and map together say where they are.
    assert moved["curve"].keys() == whole["curve"].keys(), case
    for index in ("0", "1"):
        slid, drawn = moved["curve"][index], whole["curve"][index]
        assert slid[0] + slid[-2] == pytest.approx(drawn[0] + drawn[-2], abs=0.02), case


def test_moved_shapes_are_where_plotly_draws_them_and_at_rest_it_has_drawn_them_there(visit):
    lab = Lab.open(visit, link(3, steps=60))
    lab.step(2)
    lab.until(AT_REST)
    shown, plotly = lab.page.evaluate(DRAWN), lab.page.evaluate(f"({WHOLE})().then({DRAWN})")
    assert shown["curve"] == plotly["curve"]
    assert_same_plane(lab, shown["plane"], plotly["plane"], "at rest")
    lab.assert_boundary()

    for zoomed in (False, True):
        part = lab.zoom()[:2] if zoomed else lab.ranges[:2]
        for view in ("loss", "log", "weights"):
            case = view, "zoomed" if zoomed else "whole"
            lab.view(view)
            lab.type_t(3)
            lab.shows(3)
            lab.address_has(view=view, t=3)
            lab.until(AT_REST)
            assert lab.ranges[:2] == part, case
            # No whole drawing comes in between.
            lab.page.evaluate("[window.later, window.setTimeout] = [window.setTimeout, () => 0]")
            before = lab.page.evaluate(DRAWN)
            lab.step(9)
            assert lab.page.evaluate(DRAWN) != before, case
            assert_as_plotly_draws(lab, case)
            lab.page.evaluate("window.setTimeout = window.later")

    # Where Plotly draws something itself in between.
    lab.view("loss")
    for t, draw_anew in (
        (3, lambda: lab.page.evaluate(ZOOMED)),
        (4, lambda: lab.page.set_viewport_size({"width": 1300, "height": 900})),
    ):
        lab.type_t(t)
        lab.until(AT_REST)
        lab.page.evaluate("[window.later, window.setTimeout] = [window.setTimeout, () => 0]")
        lab.step(9)
        draw_anew()
        lab.until("[...document.querySelectorAll('[data-plot]')].every((p) => p._fullLayout.width === p.clientWidth)")
        lab.step(5)
        assert_as_plotly_draws(lab, t)
        lab.page.evaluate("window.setTimeout = window.later")


def pixels(lab: Lab) -> np.ndarray:
    """The middle of the plane as it is on screen: (pixels, 3)."""
    size = lab.page.locator("[data-plot=plane]").bounding_box()
    assert size
    clip = {"x": size["x"] + 60, "y": size["y"] + 60, "width": size["width"] - 90, "height": size["height"] - 130}
    shot = lab.page.screenshot(clip=clip)  # type: ignore[arg-type]
    data = lab.page.evaluate(
        """async (base64) => {
            const image = new Image();
            image.src = `data:image/png;base64,${base64}`;
            await image.decode();
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.width, image.height];
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const { data } = pen.getImageData(0, 0, image.width, image.height);
            let text = '';
            for (let i = 0; i < data.length; i += 30000) text += String.fromCharCode(...data.subarray(i, i + 30000));
            return btoa(text);
        }""",
        base64.b64encode(shot).decode(),
    )
    return np.frombuffer(base64.b64decode(data), dtype=np.uint8).astype(np.int64).reshape(-1, 4)[:, :3]


def test_figures_keep_their_size_and_the_picture_of_the_points_looks_like_them_and_is_taken_anew(visit):
    lab = Lab.open(visit, link(0, steps=300, pick=3))
    # While numbers grow longer.
    height = "document.querySelector('[data-plot=plane]').clientHeight"
    heights = []
    for t in range(0, 300, 7):
        lab.page.evaluate("t => { const e = document.querySelector('.gd-stage [data-slot=scrub]'); e.value = t;"
                          "e.dispatchEvent(new Event('input', { bubbles: true })); }", t)  # fmt: skip
        lab.until("t => document.querySelector('.gd-stage [data-slot=t]').value === String(t)", t)
        heights.append(lab.page.evaluate(f"new Promise((done) => requestAnimationFrame(() => done({height})))"))
    assert len(set(heights)) == 1

    lab.type_t(20)
    lab.python_at(20)
    address = "document.querySelector('[data-plot=plane].pictured .points-picture')?.getAttribute('href')"
    before = None
    for scheme in ("light", "dark"):
        lab.page.emulate_media(color_scheme=scheme)
        lab.page.locator(f".gd-stage[data-theme={scheme}]").first.wait_for()
        lab.until(f"(before) => ({address} ?? before) !== before", before)
        before = lab.page.evaluate(address)
        picture = pixels(lab)
        lab.page.evaluate("document.querySelector('[data-plot=plane]').classList.remove('pictured')")
        lab.page.evaluate("document.querySelector('.points-picture').style.display = 'none'")
        points = pixels(lab)
        groups = (
            "document.querySelectorAll('.scatterlayer .points').forEach((group) => { group.style.display = '%s'; })"
        )
        lab.page.evaluate(groups % "none")
        none = pixels(lab)
        assert (np.abs(points - none).max(axis=1) > 60).sum() > 2_000, scheme  # so the points are there to be seen
        assert (np.abs(picture - points).max(axis=1) > 60).mean() < 1e-3, scheme
        lab.page.evaluate(groups % "")
        lab.page.evaluate("document.querySelector('.points-picture').style.display = ''")
        lab.page.evaluate("document.querySelector('[data-plot=plane]').classList.add('pictured')")
    lab.zoom()
    lab.until(f"(before) => ({address} ?? before) !== before", before)
    lab.assert_boundary()

    # The ring goes to another example with its number.
    lab.page.evaluate(NEVER_RESTS)
    another = next(example for example in lab.order[3:] if example != lab.truth.pick)
    lab.row(another).click()
    lab.picks(another)
    moved = lab.page.evaluate(RING)
    assert moved[-1] == another + 1
    assert lab.page.locator(".layer-above .shape-group[data-index='12'] path[transform]").count() == 1
    lab.page.evaluate(WHOLE)
    assert lab.page.evaluate(RING) == pytest.approx(moved, abs=0.1)
    lab.page.evaluate("window.setTimeout = window.later")
