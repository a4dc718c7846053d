"""Drawing the curve of J that is to come: by mouse, by keys and by finger; what it gives away meanwhile is nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from logreg_core import run
from logreg_core.learning.expected_curve import compared
from pages.words.learning.expected_curve import said
from pages.words.numbers import number

from .lab import SAID, Lab, link

DRAWN = "[data-slot=stroke]"


class Sheet:
    """The plane that one draws on, over the second picture."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        lab.page.wait_for_selector(".gd-stage[data-draws]")
        lab.page.wait_for_selector(".sheet svg path[data-slot=ahead][d]", state="attached")

    def at(self, step: float, J: float) -> tuple[float, float]:
        return self.lab.pixel("curve", step, J)

    @property
    def path(self) -> str:
        return self.lab.page.locator(DRAWN).get_attribute("d") or ""

    def mouse(self, *places: tuple[float, float]) -> None:
        """Draw through these places, each a step and J."""
        mouse = self.lab.page.mouse
        mouse.move(*self.at(*places[0]))
        mouse.down()
        for place in places[1:]:
            mouse.move(*self.at(*place), steps=6)
        mouse.up()

    def finger(self, *places: tuple[float, float]) -> None:
        wire = self.lab.page.context.new_cdp_session(self.lab.page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

        send("touchStart", self.at(*places[0]))
        for one, other in pairwise(places):
            for part in np.linspace(0, 1, 6)[1:]:
                at = tuple(np.array(self.at(*one)) * (1 - part) + np.array(self.at(*other)) * part)
                send("touchMove", at)
        send("touchEnd")

    def compare(self) -> None:
        self.lab.press("Run and compare")
        self.lab.page.wait_for_selector(".gd-stage:not([data-draws])")


def values(lab: Lab) -> dict[int, float]:
    """The drawing in the address, by step."""
    lab.until("location.search.includes('drawn=')")
    return dict(lab.moment.expected)


def assert_true_to_the_run(lab: Lab) -> str:
    """The sentence, the shape and the columns are those of the drawing in the address; returns the sentence."""
    moment = lab.moment
    it = compared(moment.expected, run(lab.dataset, moment.experiment))
    assert it is not None
    text = str(lab.slot("verdict").evaluate(SAID))
    assert text == re.sub("</?i>", "", said(it))
    shapes = lab.plot("curve", "layout.shapes.filter(({ name }) => name === 'expected').map(({ path }) => path)")
    assert shapes == ["M" + "L".join(f"{step},{J!r}" for step, J in moment.expected)]
    return text


def test_a_mouse_draws_nothing_gives_it_away_and_both_curves_stay(visit: Any) -> None:
    lab = Lab.open(visit, link(20, pick=4), viewport=(1280, 720))
    page, done = lab.page, run(lab.dataset, lab.moment.experiment)
    lab.press("Draw what you expect")
    sheet = Sheet(lab)

    # Neither text nor markup nor a shape nor a number that the stage holds is of a later step.
    markup = page.locator(".gd-lab").evaluate(
        """(stage) => {
            const copy = stage.cloneNode(true);
            copy.querySelector(".strip").remove(); // one example's numbers, of this step
            return copy.outerHTML + document.querySelector("[data-testid=stSidebar]").innerText;
        }"""
    )
    for J in [*done.J[21:], lab.truth.shot.optimum.J]:
        assert number(float(J)) not in markup
    assert "lowest any line can reach" not in markup
    assert lab.plot("curve", "data.map(({ x }) => x.length)") == [21]
    assert "best" not in lab.plot("curve", "layout.shapes.map(({ name }) => name)")
    assert page.locator("[data-view=step]").is_hidden()
    for name in ("Step", "Back", "Play", "Run and compare"):
        assert (
            lab.button(re.compile(f"^{name}")).first.is_disabled()
            or page.get_by_role("button", name=re.compile(f"^{name}")).first.is_disabled()
        )
    lab.key("ArrowRight", " ", "PageDown")
    assert lab.t == 20

    # A stroke may leave the picture and come back; drawing over replaces.
    sheet.mouse((25, 0.35), (150, 0.25), (180, 2.5), (220, 0.25), (320, 0.25))
    first = sheet.path
    assert first.startswith("M")
    sheet.mouse((145, 0.25), (235, 0.25))
    assert sheet.path != first
    old = sheet.path
    page.set_viewport_size({"width": 1180, "height": 760})
    lab.until("(old) => document.querySelector('[data-slot=stroke]').getAttribute('d') !== old", old)
    end = [float(part) for part in sheet.path.split("L")[-1].split(",")]
    box = page.locator(".sheet svg").bounding_box()
    left, top = sheet.at(300, 0.25)
    assert box
    assert end == [pytest.approx(left - box["x"], abs=1), pytest.approx(top - box["y"], abs=3)]

    sheet.compare()
    lab.shows(300)
    lab.pauses()
    drawn = values(lab)
    assert (min(drawn), max(drawn)) == (20, 300)
    assert all(J == pytest.approx(0.25, abs=0.03) for step, J in drawn.items() if step >= 150)
    text = assert_true_to_the_run(lab)
    assert text.startswith("J falls, as you drew it.")
    assert text in lab.spoken
    lab.view("log")
    assert len(lab.plot("curve", "layout.shapes.filter(({ name }) => name === 'expected')")) == 1

    page.reload()  # the link has it
    lab.ready()
    assert values(lab) == drawn
    lab.press("Erase your curve")
    lab.until("!location.search.includes('drawn=')")
    lab.until("document.querySelector('[data-slot=verdict]').hidden")
    assert lab.plot("curve", "layout.shapes.filter(({ name }) => name === 'expected')") == []


def test_keys_type_three_values_for_a_class_in_large_type(visit: Any) -> None:
    lab = Lab.open(visit, link(0, pick=4, present=True, learning_rates=((0, 60.0),)), viewport=(1280, 720))
    page = lab.page
    page.locator("[data-do=draw]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    sheet = Sheet(lab)
    lab.until("document.activeElement.dataset.step === '10'")  # what is to be typed has the keys at once
    for text in ("2,5", "Tab", "0.5", "Tab", "0.3"):
        if text == "Tab":
            page.keyboard.press(text)
        else:
            page.keyboard.type(text)
    assert sheet.path.count("L") == 3
    sizes = page.locator(".asked, .asked label, .asked input, [data-do=compare], [data-do=giveUp]").evaluate_all(
        "(all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 18
    assert page.locator(DRAWN).evaluate("(e) => parseFloat(getComputedStyle(e).strokeWidth)") >= 4
    page.keyboard.press("Enter")
    lab.shows(300)
    lab.pauses()
    assert values(lab) == {0: 0.693, 10: 2.5, 50: 0.5, 300: 0.3}
    assert_true_to_the_run(lab)
    page.locator("[data-do=draw]").click()
    lab.until("!location.search.includes('drawn=')")
    assert page.locator("[data-do=draw]").is_hidden()  # at the end there is nothing to come


def test_a_finger_draws_on_a_phone_and_the_page_stays(visit: Any) -> None:
    lab = Lab.open(visit, link(3, pick=4, steps=30), viewport=(390, 844), touch=True)
    page = lab.page
    lab.press("Draw what you expect")
    sheet = Sheet(lab)
    page.locator(".sheet").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(scrolled)
    sheet.finger((4, 0.6), (10, 0.2), (20, 0.9), (29, 0.3))
    assert page.evaluate(scrolled) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = page.locator(".asked input, [data-do=compare], [data-do=giveUp]").evaluate_all(
        "(all) => all.map((e) => e.offsetHeight)"
    )
    assert min(heights) >= 40
    sheet.compare()
    lab.shows(30)
    drawn = values(lab)
    assert (min(drawn), max(drawn)) == (3, pytest.approx(29, abs=1))
    assert any(J == pytest.approx(0.9, abs=0.08) for J in drawn.values())
    lab.until("!document.querySelector('[data-slot=verdict]').hidden")
    assert_true_to_the_run(lab)
