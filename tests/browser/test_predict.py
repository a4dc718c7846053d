"""Predict, by mouse, finger, keys and clicker: asked first, and until it is answered nothing on the page tells."""

from __future__ import annotations

import json
from typing import Any

from logreg_core import at
from pages.words.numbers import number

from .lab import Lab, link
from .serving import settled
from .test_clicker import ATTRIBUTES, SPOKEN, TEXT
from .test_present import HALL

STEP = ".gd-stage [data-do=step]"
# All that a figure was given and made of it, and every attribute and text of the page's markup, hidden or not.
FIGURES = """JSON.stringify(['plane', 'curve'].map((name) => {
    const { data, layout } = document.querySelector(`[data-plot=${name}]`);
    const plain = (value) => (ArrayBuffer.isView(value) ? [...value] : value);
    const traces = data.map(({ x, y, text, hovertext, name }) => [x, y, text, hovertext, name].map(plain));
    return [traces, layout.shapes, layout.annotations];
}))"""
MARKUP = "document.documentElement.outerHTML"
# "Draw what you expect" is put away while Predict is on, and leaves its place empty; whether a picture of the points
# lies over the plot is no matter of where it is.
BOXES = """[...document.querySelectorAll('.gd-lab :is(button, input, .plot, .top h2, .legend, .strip, .why, .figures)')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }))
    .filter((e) => !e.closest('details .list, .gate, .why *, .chain-toggle, [data-do=draw]'))
    .map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        const name = e.dataset.do ?? e.dataset.slot ?? e.className.replace(' pictured', '');
        return [name, ...[x, y, width, height].map((n) => Math.round(n))].join(' ');
    })"""


def gate(lab: Lab) -> Any:
    return lab.page.locator(".gd-stage .gate")


def asked(lab: Lab) -> list[str]:
    """The kinds of what is asked."""
    questions = gate(lab).locator(".question").all()
    return [str(each.get_attribute("aria-labelledby")).removeprefix("gate-") for each in questions]


def asks(lab: Lab, t: int) -> None:
    """Wait until something is asked at step t."""
    lab.shows(t)
    lab.page.locator(".gd-stage .gate:not([inert]) .question").first.wait_for()


def told(lab: Lab) -> str:
    verdict = gate(lab).locator(".told")
    verdict.wait_for()
    return str(verdict.inner_text()).replace("\n", " ")


def everything(lab: Lab) -> str:
    """All that can be seen, heard or read in the markup, numbers of the figures among them."""
    devtools = lab.page.context.new_cdp_session(lab.page)
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    heard = [json.dumps([node.get("name"), node.get("value"), node.get("description")]) for node in nodes]
    heard = [text.encode().decode("unicode_escape") for text in heard]
    return "\n".join([*(lab.page.evaluate(each) for each in (TEXT, ATTRIBUTES, SPOKEN, MARKUP)), *heard])


def telling(lab: Lab) -> set[str]:
    """The numbers that would tell: the slope, what it leads to, and how far the lowest J is."""
    here = lab.truth.shot
    after = here.step
    values = [*here.gradient, *after.w, after.b, at(here.run, here.t + 1).J, here.optimum.J, here.gap]
    return {number(float(value)) for value in values}


def test_by_mouse_nothing_tells_until_it_is_answered_and_nothing_moves(visit):
    lab = Lab.open(visit, link(20, pick=26))
    page = lab.page
    before, numbers = page.evaluate(BOXES), telling(lab)
    assert len(numbers) == 9
    assert {text for text in numbers if text not in everything(lab)} == {number(at(lab.truth.shot.run, 21).J)}

    page.get_by_role("switch", name="Predict").click()
    asks(lab, 20)
    settled(page)
    assert page.evaluate(BOXES) == before
    assert asked(lab) == ["J", "w1"]
    seen = everything(lab)
    assert {text for text in numbers if text in seen} == set()
    curve = lab.plot("curve", "data.map(({ x }) => Math.max(...x))")
    assert curve == [20]
    figures = json.loads(page.evaluate(FIGURES))
    assert {shape.get("name") for shape in figures[1][1]} == {"veil", "cursor", "dot"}
    J = at(lab.truth.shot.run, 21).J
    assert str(J)[:8] not in json.dumps(figures)
    assert page.locator(".gd-table").count() == 0
    assert page.get_by_text("The tables under the picture are put away").count() == 1
    assert lab.button("Play").is_disabled()
    assert page.locator(STEP).is_disabled()
    lab.key(" ", "ArrowRight", "Enter")
    assert lab.t == 20
    lab.address_has(predict=1)

    gate(lab).locator("label", has_text="fall").first.click()
    assert page.locator(STEP).is_disabled()
    gate(lab).locator("label", has_text="fall").last.click()
    page.get_by_role("button", name="Step and see").click()
    lab.shows(21)
    assert told(lab) == (
        "J fell, as you said. You said w1 falls; it rose: ∂J/∂w1 = −0.2166 is negative and gets subtracted."
    ).replace("w1", "w₁")
    assert "w₁ ← 0.6759 − 0.1 × (−0.2166) = 0.6976" in lab.strip.inner_text()
    assert gate(lab).locator(".count").inner_text() == "1 of 2 so far"
    assert told(lab).split(";")[0] in lab.spoken
    seen = everything(lab)
    assert {text for text in telling(lab) if text in seen} == set()

    # Back, and a second try, count for nothing.
    lab.press("Back")
    asks(lab, 20)
    for question in gate(lab).locator(".question").all():
        question.locator("label").first.click()
    lab.press("Step and see")
    lab.shows(21)
    told(lab)
    assert gate(lab).locator(".count").inner_text() == "1 of 2 so far"

    # Another rate waits for a guess what it does; the slider goes back where it is let go.
    lab.press("Next question")
    asks(lab, 21)
    lab.type_rate("5")
    gate(lab).get_by_text("Lowest J after 50 steps").wait_for()
    assert asked(lab) == ["rates"]
    assert lab.moment.experiment.learning_rates == ((0, 0.1),)
    lab.press("Back")
    asks(lab, 20)
    assert lab.slot("rate").input_value() == "0.1"
    lab.type_rate("5")
    gate(lab).get_by_text("Lowest J after 50 steps").wait_for()
    gate(lab).locator("label", has_text="60").click()
    lab.press("Set and see")
    assert told(lab).startswith("You said 60: J ")
    assert lab.moment.experiment.learning_rates == ((0, 0.1), (20, 5.0))

    page.get_by_role("switch", name="Predict").click()
    gate(lab).wait_for(state="hidden")
    lab.until("!new URLSearchParams(location.search).has('predict')")
    settled(page)
    assert {text for text in telling(lab) if text not in everything(lab)} == {number(at(lab.truth.shot.run, 21).J)}
    lab.assert_true()
    assert lab.button("Play").is_enabled()


def test_by_keys_through_every_kind_and_a_click_on_a_point(visit):
    lab = Lab.open(visit, link(0, pick=3, predict=True))
    page, met = lab.page, []
    for t in range(20):
        asks(lab, t)
        now = asked(lab)
        met += now
        if now == ["pull"]:
            break
        for _ in now:
            lab.key("1")
        if t == 2:  # by what is reached by the keyboard: arrows choose in a group, Enter commits
            gate(lab).locator("input").first.focus()
            lab.key("ArrowDown", "Enter")
        elif t == 3:
            lab.key("2", "Enter")
        else:
            lab.key("ArrowRight")
        lab.shows(t + 1)
        assert told(lab)
        assert page.locator(STEP).inner_text().startswith("Next question")
        lab.key("Enter" if t % 2 else "ArrowRight")
    assert set(met) >= {"J", "w1", "w2", "b", "pace", "riser", "turn", "correct", "pull"}
    t, X = lab.t, lab.dataset.X
    assert page.locator(STEP).is_disabled()
    guess = lab.lonely_example(but=3)
    page.mouse.move(*lab.pixel("plane", *(X[guess] + [0.3, 0])))
    page.mouse.move(*lab.pixel("plane", *X[guess]), steps=3)
    page.mouse.click(*lab.pixel("plane", *X[guess]))
    assert gate(lab).locator("input").input_value() == str(guess + 1)
    assert page.locator("[data-slot=rings]").get_attribute("d")
    assert lab.moment.pick == 3  # it is an answer, no pick
    page.mouse.move(5, 5)
    lab.press("Step and see")
    lab.shows(t + 1)
    assert f"{guess + 1}" in told(lab)
    assert "pulls" in told(lab)


def test_by_finger_on_a_phone(visit):
    lab = Lab.open(visit, link(20, pick=26), viewport=(390, 844), touch=True)
    page = lab.page
    before = page.evaluate(BOXES)
    page.get_by_role("switch", name="Predict").tap()
    asks(lab, 20)
    settled(page)
    assert page.evaluate(BOXES) == before
    for _ in range(3):
        answers = gate(lab).locator("label, input[type=number]").all()
        targets = [*answers, page.locator(STEP), page.get_by_role("switch", name="Predict")]
        for target in targets:
            box = target.bounding_box()
            assert box["height"] >= 40
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
        why = page.locator(".gd-stage .why").bounding_box()
        inside = gate(lab).bounding_box()
        assert inside["y"] + inside["height"] <= why["y"] + why["height"] + 1
        for question in gate(lab).locator(".question").all():
            question.locator("label").first.tap()
        t = lab.t
        page.locator(STEP).tap()
        lab.shows(t + 1)
        assert told(lab)
        text = gate(lab).locator(".told").bounding_box()
        count = gate(lab).locator(".count").bounding_box()
        assert text["y"] + text["height"] <= count["y"] + 2
        page.locator(STEP).tap()
        asks(lab, t + 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_for_a_class_it_has_the_type_of_a_vote_and_the_clicker_commits(visit):
    lab = Lab.open(visit, link(20, pick=26, predict=True, present=True), viewport=HALL)
    page = lab.page
    asks(lab, 20)
    size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    for text in gate(lab).locator(".question .text, .segment span").all():
        assert text.evaluate(size) >= 26
    for answer in gate(lab).locator(".segment").all():
        assert answer.bounding_box()["height"] >= 44
    bottom = page.locator(".gd-stage .strip .forward").evaluate("(e) => e.getBoundingClientRect().bottom")
    assert bottom <= HALL[1]
    numbers = telling(lab)
    seen = everything(lab)
    assert {text for text in numbers if text in seen} == set()
    lab.key("PageDown")  # not answered yet
    assert lab.t == 20
    lab.key("3", "1", "PageDown")
    lab.shows(21)
    assert told(lab) == "J fell and w₁ rose, as you said: ∂J/∂w₁ = −0.2166 is negative and gets subtracted."
    assert gate(lab).locator(".told").evaluate(size) >= 26
    assert page.locator(".gd-stage .strip .forward").evaluate(size) >= 24
    lab.key("PageDown")
    asks(lab, 21)
    lab.key("PageUp")
    asks(lab, 20)
    assert gate(lab).locator(".count").inner_text() == "2 of 2 so far"
