"""The computational graph in a browser: its numbers, its two passes, what is clicked, and how it lies on the screen."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from logreg_core import Experiment, Points
from logreg_core.points.origins import Sampled
from pages.session.moment import Moment

from .lab import Field, Lab, link
from .truth import Truth

SUM = Points(((1.0, 0.0, 1), (-1.0, 0.5, 0), (0.5, -2.0, 1), (0.0, 1.0, 0)))
ZS = (1.0, -1.0, 40.0, -40.0, 700.0, -700.0, 1e4, -1e4)


class Graph(Lab):
    """One open Chain rule page."""

    @classmethod
    def at(cls, visit, t=0, *, viewport=(1440, 900), **moment):
        page = visit(link(t, page="chain_rule", **moment), viewport=viewport)
        return cls(page).ready()

    def resize(self, width: int, height: int) -> None:
        """Change the window's size, and wait until the sidebar has come or gone."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.until("document.getAnimations().every((each) => each.playState !== 'running')")

    @property
    def fields(self) -> list[Field]:
        rows = self.page.evaluate(
            "[...document.querySelectorAll('.gd-graph [data-col]')]"
            ".map((e) => [e.dataset.col, e.dataset.as ?? 'number', e.textContent])"
        )
        return [Field(*row) for row in rows]

    def assert_numbers(self, case: object = None) -> None:
        truth, shown = self.truth, self.fields
        assert len(shown) >= 35, "the graph is not there"
        assert shown == [Field(f.column, f.how, truth.text(f.column, f.how)) for f in shown], case

    @property
    def covered(self) -> set[int]:
        elements = "[...document.querySelectorAll('.gd-graph .across [data-reveal].covered')]"
        return set(self.page.evaluate(f"{elements}.map((e) => Number(e.dataset.reveal))"))

    @property
    def said(self) -> str:
        return self.slot("revealed").inner_text()


def test_numbers_passes_and_clicked_edges_go_with_the_run_and_come_back_after_a_refresh(visit):
    graph = Graph.at(visit, 3, pick=4)
    graph.assert_numbers()
    graph.step()
    graph.assert_numbers()
    graph.key("ArrowLeft", "ArrowLeft")
    graph.shows(2)
    graph.assert_numbers()
    graph.press("Play")
    graph.plays_past(20)
    graph.press("Pause")
    graph.pauses()
    graph.assert_numbers()

    # Forward first, then backward, one factor at a time.
    assert graph.covered == set()
    assert graph.said == ""
    graph.press("Forward first")
    assert graph.covered == {4, 5, 6, 7, 8, 9}
    begins = ["Backward", "How ŷ answers", "Multiply the two", "w₁ reaches z", "w₂ reaches z", "b is added"]
    for at, words in enumerate(begins, 4):
        graph.press("Next factor") if at % 2 else graph.key("n")
        assert graph.covered == set(range(at + 1, 10))
        assert graph.said.startswith(words)
    assert graph.truth.text("dL_dz", "number") in graph.said
    assert graph.slot("spoken").text_content() == graph.slot("revealed").text_content()
    t = graph.t
    graph.step()
    assert graph.t == t + 1
    assert graph.truth.text("dL_dz", "number") in graph.said  # what is said moves with the step
    graph.key("n")
    assert graph.covered == set()  # it stops at the full picture
    graph.key("Shift+N")
    assert graph.covered == {9}
    graph.press("All at once")
    assert graph.covered == set()

    # An edge that is clicked, or pressed by a key, is in the address.
    def pressed(factor):
        return graph.page.locator(f".across [data-factor={factor}]").get_attribute("aria-pressed")

    for factor, before, how in (("sigma", "loss", "mouse"), ("loss", "sigma", "keys"), ("sigma", "loss", "keys")):
        edge = graph.page.locator(f".across [data-factor={factor}]")
        if how == "mouse":
            edge.locator(".hit").click()
        else:
            edge.focus()
            edge.press("Enter")
        graph.address_has(factor=factor)
        assert (pressed(factor), pressed(before)) == ("true", "false"), how

    graph.page.reload()
    graph.ready()
    assert graph.t == t + 1
    assert "/chain_rule" in graph.page.url
    assert pressed("sigma") == "true"
    graph.assert_numbers()


def test_the_step_goes_along_from_page_to_page_and_real_data_stand_in_both_units(visit):
    lab = Lab.open(visit, link(7, pick=11, data=Sampled("iris"), steps=20))
    lab.page.get_by_role("link", name="Chain rule").click()
    lab.page.wait_for_selector(".gd-graph[data-ready=true]")
    graph = Graph(lab.page)
    graph.address_has(t=7, pick=12)
    assert "/chain_rule" in graph.page.url
    graph.assert_numbers()
    assert "w̃₁" not in graph.slot("graph").inner_text()
    graph.page.get_by_text("Standardise", exact=True).click()
    graph.address_has(scale="standardize", t=7, pick=12)
    graph.assert_numbers()
    assert "w̃₁" in graph.slot("graph").inner_text()

    graph.step()
    graph.address_has(t=8)
    graph.page.get_by_role("link", name="Lab").click()
    graph.page.wait_for_selector("[data-plot=plane] .shapelayer .shape-group")
    lab.shows(8)
    lab.assert_true()


@pytest.mark.parametrize(("pick", "words"), [(0, "−log ŷ since y = 1"), (1, "−log(1 − ŷ) since y = 0")])
def test_no_parameters_break_it_and_the_loss_is_that_of_the_label(visit, pick, words):
    graph = Graph.at(visit, 5, pick=pick, data=SUM, w=(ZS[0], 0.0), b=0.0, learning_rates=((0, 1e-9),), steps=6)
    for z in ZS:
        graph.type_start(w1=z)
        graph.assert_numbers(z)
        assert words in (graph.page.locator(".across [data-factor=loss]").text_content() or ""), z
        main = graph.page.locator("[data-testid=stMain]").inner_text()
        assert not re.search(r"\bnan\b|\binf\b|Infinity", main), z


BOXES = """() => {
    const box = (e) => {
        const { left, top, right, bottom } = e.getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const shown = [...document.querySelectorAll('.gd-graph svg')].find((svg) => svg.getBoundingClientRect().width);
    const all = (what) => [...shown.querySelectorAll(what)].map(box);
    return { texts: all('text'), names: [...shown.querySelectorAll('text')].map((e) => e.textContent),
             lines: all('path.ahead, path.backward'), whole: box(shown) };
}"""


def crossing(a, b, above):
    """Whether two boxes overlap by more than a pixel across and `above` pixels up: a line of text has air above it."""
    return a[0] + 1 < b[2] and b[0] + 1 < a[2] and a[1] + above < b[3] and b[1] + above < a[3]


@pytest.mark.parametrize(
    ("pick", "starts"),
    [(0, [(0.0, 0.0)]), (1, [(-1.234567e-9, 3.2), (800.0, 1e-7)]), (2, [(-7.654321e88, -1.0)])],
)
def test_no_label_lies_on_a_line_or_on_another(visit, pick, starts):
    data = Points(((1.0, 0.5, 1), (-1.2345e-7, 12345.678, 0), (-0.5, -2.25, 1), (0.0, 1.0, 0)))
    graph = Graph.at(visit, pick=pick, data=data, w=starts[0], steps=2, learning_rates=((0, 1e-30),))
    for w, viewport in product(starts, [(1440, 900), (1280, 720), (390, 844)]):
        case = (w, viewport)
        graph.resize(*viewport)
        if viewport == (1440, 900) and w != starts[0]:
            graph.type_start(*w)
        found = graph.page.evaluate(BOXES)
        texts, names = found["texts"], found["names"]
        named = list(zip(names, texts, strict=True))
        assert [name for name, text in named for line in found["lines"] if crossing(text, line, 3)] == [], case
        over = [(a, b) for i, (a, one) in enumerate(named) for b, other in named[:i] if crossing(one, other, 5)]
        assert over == [], case
        left, _, right, bottom = found["whole"]
        assert max(text[3] for text in texts) <= bottom + 2, case
        assert [name for name, text in named if text[0] < left - 2 or text[2] > right + 2] == [], case


def test_the_products_are_of_this_example():
    truth = Truth(Moment(Experiment(data=SUM), 4, 2))
    shot = truth.shot
    assert np.isclose(truth.numbers["product_w1"] + truth.numbers["product_w2"] + shot.b, shot.forward.z[2])
