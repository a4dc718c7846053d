"""The Lab's page, measured: how large the plane is, that it keeps its size, and that nothing lies over the pictures."""

from __future__ import annotations

from typing import Any

import pytest

from .lab import Lab, link

SCREENS = {"projector": (1280, 720), "laptop": (1440, 900), "small": (1024, 768), "phone": (390, 844)}
# Text of the page by its box, and boxes of the plots and of the points: [left, top, right, bottom].
MEASURE = """() => {
    const box = (e) => {
        const { left, top, right, bottom } = e.getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
    const stage = document.querySelector('.gd-lab');
    const plot = (name) => {
        const element = stage.querySelector(`[data-plot=${name}]`);
        const { xaxis, yaxis } = element._fullLayout;
        const { left, top } = element.getBoundingClientRect();
        const [x, y] = [left + xaxis._offset, top + yaxis._offset];
        return [x, y, x + xaxis._length, y + yaxis._length];
    };
    const leaves = [...stage.querySelectorAll('*')].filter((e) => (
        seen(e) && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.spoken')));
    const named = (selector) => [...stage.querySelectorAll(selector)].filter(seen).map((e) => [e.textContent, box(e)]);
    return {
        plane: plot('plane'),
        curve: plot('curve'),
        around: leaves.filter((e) => !e.matches('.corner, .picked')).map((e) => [e.textContent, box(e)]),
        inside: named('.labels .corner'),
        picked: named('.labels .picked'),
        labels: named('.labels .line-label'),
        ticks: named('[data-plot=plane] :is(.xtick, .ytick) text, .labels .axis'),
        marks: named('[data-plot=curve] .annotation-text, [data-plot=curve] :is(.xtick, .ytick) text'),
        frame: box(stage.querySelector('.plane .frame')),
        points: [...stage.querySelectorAll('[data-plot=plane] .point')].map(box),
        sidebar: document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().width,
        height: innerHeight,
    };
}"""
Box = list[float]
SLACK = 1.0  # pixel


def meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - SLACK
        and other[0] < one[2] - SLACK
        and one[1] < other[3] - SLACK
        and other[1] < one[3] - SLACK
    )


def within(inner: Box, outer: Box) -> bool:
    left, top = inner[0] >= outer[0] - SLACK, inner[1] >= outer[1] - SLACK
    return left and top and inner[2] <= outer[2] + SLACK and inner[3] <= outer[3] + SLACK


def meeting(texts: list[Any]) -> list[tuple[str, str]]:
    return [(one, other) for i, (one, a) in enumerate(texts) for other, b in texts[:i] if meet(a, b)]


def measured(lab: Lab) -> Any:
    lab.page.wait_for_timeout(50)
    return lab.page.evaluate(MEASURE)


def assert_free(there: Any) -> None:
    """Nothing lies over points or curve, no label on another text, none cut."""
    for name in ("plane", "curve"):
        assert [text for text, box in there["around"] if meet(box, there[name])] == [], name
    assert [text for text, box in there["inside"] for point in there["points"] if meet(box, point)] == []
    assert [text for text, box in there["inside"] + there["picked"] if not within(box, there["plane"])] == []
    assert meeting(there["labels"] + there["ticks"]) == []
    assert [text for text, box in there["labels"] if not within(box, there["frame"])] == []
    assert meeting(there["marks"]) == []


STATES = {
    "before the first step": "/",
    "a step": link(20),
    "no line": link(0),
    "the end": link(300),
    "a rise": link(1, learning_rates=((0, 60.0),)),
    "rates that change": link(20, learning_rates=((0, 0.1), (5, 1.0), (6, 2.0), (200, 0.5))),
    "far too high": link(7, learning_rates=((0, 200.0),)),
    "out of view": link(2, w=(0.01, 0.0), b=5.0),
    "steep": link(40, w=(0.0, -900.0), b=30.0),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_lies_over_the_pictures_and_the_plane_keeps_its_size(visit, screen):
    width, height = SCREENS[screen]
    lab, sizes = None, set()
    states = (
        STATES if screen in ("projector", "phone") else {name: STATES[name] for name in ("a step", "a rise", "the end")}
    )
    for state, address in states.items():
        if lab is None:
            lab = Lab.open(visit, address, viewport=(width, height))
        else:
            lab.page.goto(lab.page.url.split("/?")[0] + address)
            lab.ready()
        there = measured(lab)
        assert_free(there)
        left, top, right, bottom = there["plane"]
        sizes.add((round(right - left), round(bottom - top)))
        if screen == "small":  # plane, Play and J share the screen
            assert bottom <= there["height"]
            assert lab.button("Play").bounding_box()["y"] + 30 <= there["height"], state
    assert lab is not None
    assert len(sizes) == 1, sizes
    (size,) = sizes
    assert size[1] >= {"projector": 380, "laptop": 400, "small": 380, "phone": 250}[screen]
    if screen != "phone":
        assert there["sidebar"] == 262
    if screen == "projector":  # from t = 0 to the end of any run, and after a flip
        for rates, steps in ((((0, 5.0),), 120), (((0, 60.0),), 120), (((0, 200.0),), 120)):
            lab.page.goto(lab.page.url.split("/?")[0] + link(0, learning_rates=rates, steps=steps, speed="fast"))
            lab.ready()
            lab.press("Play")
            lab.shows(steps)
            there = measured(lab)
            assert_free(there)
            left, top, right, bottom = there["plane"]
            assert (round(right - left), round(bottom - top)) == size
        lab.type_t(20)
        lab.page.locator("[data-do=flip]").click()
        lab.page.get_by_text("now: the lowest J any line can reach went").wait_for()
        there = measured(lab)
        assert_free(there)
        assert round(there["plane"][3] - there["plane"][1]) == size[1]


def test_before_the_first_step_there_is_little_to_press_and_nothing_jumps_with_it(visit):
    lab = Lab.open(visit, viewport=(1280, 720))
    pressed = lab.page.evaluate(
        """() => {
            const all = 'button, input, select, textarea, summary, [role=slider], [role=combobox], [tabindex="0"]';
            const apart = '[data-testid=stToolbar], [data-testid=stHeader], [data-testid=stSidebarNav], dfn';
            return [...document.querySelectorAll(all)]
                .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
                .filter((e) => e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().top < innerHeight)
                .filter((e) => !e.closest(apart)).map((e) => e.ariaLabel ?? e.textContent);
        }"""
    )
    assert len(pressed) <= 20, pressed
    for name in ("Reset", "Back"):
        assert lab.button(name).is_disabled()
    for hidden in (
        "[data-slot=scrub]",
        "[data-control=view]",
        "[data-control=acts]",
        "[data-slot=strip]",
        "[data-do=flip]",
    ):
        assert not lab.page.locator(f".gd-lab {hidden}").is_visible(), hidden
    places = """() => ['[data-do=play]', '[data-do=step]', '[data-slot=rate]', '[data-slot=rateSlider]',
        '[data-plot=plane]', '[data-plot=curve]', '.gd-lab .strip'].map((s) => {
            const { left, top, width } = document.querySelector(s).getBoundingClientRect();
            return [s, left, top, width];
        })"""
    before = lab.page.evaluate(places)
    lab.step()
    assert lab.page.evaluate(places) == before
    assert lab.page.locator(".gd-lab [data-slot=strip]").is_visible()
    lab.press("Back")
    lab.shows(0)
    assert lab.page.locator(".gd-lab [data-slot=scrub]").is_visible()  # what has come stays


def test_present_is_large_and_a_very_large_screen_has_large_labels(visit):
    lab = Lab.open(visit, link(20, present=True), viewport=(1280, 720))
    there = measured(lab)
    assert_free(there)
    assert there["plane"][3] - there["plane"][1] >= 400
    lab.key("n", "n", "n")
    size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    least = {"[data-slot=why]": 26, ".forward": 24, ".labels .line-label": 18, ".plane .legend": 18, ".units": 18}
    for selector, pixels in least.items():
        assert lab.page.locator(f".gd-lab {selector}").first.evaluate(size) >= pixels, selector
    for ticks in ("plane", "curve"):
        assert lab.page.locator(f"[data-plot={ticks}] .xtick text").first.evaluate(size) >= 18
    bottom = lab.page.locator(".gd-lab .forward").bounding_box()
    assert bottom["y"] + bottom["height"] <= 720
    assert lab.page.locator(".gd-lab .units").is_visible()
    lab.page.set_viewport_size({"width": 3840, "height": 2160})
    lab.page.goto(lab.page.url.split("/?")[0] + link(20))
    lab.ready()
    for selector in (".labels .line-label", "[data-plot=plane] .xtick text", ".rest", ".legend", ".rate label"):
        assert lab.page.locator(f".gd-lab {selector}").first.evaluate(size) >= 0.013 * 2160, selector
