"""Numbers of the chain filled in, in the Lab, on the graph and on the derivation: by mouse, finger and keys."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from logreg_core import Experiment, run
from logreg_core.learning.blanks import FACTORS_AND_PRODUCTS, WHOLE, blank, names
from pages.words.learning.blanks import value_text
from pages.words.numbers import number

from .serving import settled

T, PICK = 5, 3  # from 0
RUN = run(Experiment().data.load(), Experiment())
ASKED = {name: blank(RUN, T, PICK, name) for name in names((0, 1))}
# All that a page holds: its text, every attribute of every element, and what is typed.
EVERYTHING = """() => [...document.querySelectorAll("*")].flatMap((each) => [
    ...[...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
    ...[...each.attributes].map(({ value }) => value), each.value ?? "",
]).filter((text) => typeof text === "string" && text.length < 100_000)"""


def told(page: Page, part: str = WHOLE) -> set[str]:
    """Which of the numbers that are to be filled in can be read off the page; features and ∂z/∂b are given."""
    page.locator(".strip, .frame").first.hover()
    texts = page.evaluate(EVERYTHING)
    found = set()
    for name in names((0, 1), part):
        if name.startswith("dz_"):
            continue
        text = number(ASKED[name].value).replace("−", "")
        if any(re.search(rf"(?<![\d.]){re.escape(text)}", each) for each in texts):
            found.add(name)
    return found


def fill(page: Page, label: str, typed: str, key: str = "Enter") -> None:
    box = page.get_by_label(f"Fill in {label}", exact=True)
    box.fill(typed)
    box.press(key)


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-slot=fillSays]")).to_contain_text(text)


PLACES = """() => [...document.querySelectorAll(".chip, .factor, .forward, .fill-head, .under")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x, y + document.querySelector(".transport").getBoundingClientRect().y * -1, width, height].map(Math.round);
})"""


def test_the_strip_of_the_lab_is_filled_in_by_mouse_and_keys_and_nothing_moves(visit):
    page = visit(f"/?t={T}&pick={PICK + 1}", viewport=(1280, 900))
    assert told(page) == set(ASKED) - {"dz_dw1", "dz_dw2", "dz_db"}
    page.get_by_role("button", name="Fill in blanks").click()
    page.get_by_role("group", name="How many blanks").get_by_role("button", name="all").click()
    expect(page.locator("[data-blank] input")).to_have_count(15)
    settled(page)
    assert "blanks=15" in page.url
    assert told(page) == set()
    assert page.locator("[data-testid=stMain]").get_by_text("What usually stands here").is_visible()
    before = page.evaluate(PLACES)
    y_hat = ASKED["dL_dz"].letters["y_hat"]
    fill(page, "∂L/∂z", number(y_hat).replace(".", ","))
    says(page, f"that is ŷ = {number(y_hat)}. Asked is ŷ − y.")
    assert page.evaluate("document.activeElement.ariaLabel") == "Fill in ∂L/∂z"
    fill(page, "∂L/∂z", number(ASKED["dL_dz"].value, 3))
    says(page, f"Right: {value_text(ASKED['dL_dz'])}.")
    expect(page.locator("[data-blank=dL_dz]")).to_have_text(value_text(ASKED["dL_dz"]))
    expect(page.get_by_label("Fill in ∂z/∂w₁")).to_be_focused()  # the next one that is empty
    assert told(page) == {"dL_dz", "dL_db"}  # one number, of two names
    # Tab leads on by itself, and after two tries one may be shown.
    fill(page, "w₁ after the step", "7", "Tab")
    says(page, "not yet")
    fill(page, "w₁ after the step", "8")
    page.get_by_role("button", name="Show me").click()
    says(page, f"= {value_text(ASKED['next_w1'])}.")
    settled(page)
    assert page.evaluate(PLACES) == before
    # At another step all is empty again.
    page.get_by_role("button", name="Step", exact=True).click()
    settled(page)
    assert page.locator("[data-blank] b").all_inner_texts() == [""] * 15
    assert page.locator("[data-blank] input").evaluate_all("(boxes) => boxes.map(({ value }) => value).join('')") == ""


def test_where_mistakes_can_t_be_told_apart_another_moment_is_one_press_away(visit):
    page = visit(f"/?t=0&pick={PICK + 1}&blanks=15", viewport=(1280, 720))  # its chain is open
    fill(page, "∂L/∂ŷ", "2")
    says(page, "1/ŷ = 1/0.5000, and is 1/(1 − ŷ) = 1/0.5000")
    fill(page, "∂L/∂ŷ", "-2")
    says(page, "Right: −2.000. Here some mistakes lead to this number too.")
    page.get_by_role("button", name="Go where they differ").click()
    expect(page.get_by_label("Go to step t")).not_to_have_value("0")
    expect(page.locator("[data-blank=dL_dyhat] input")).to_have_value("")
    settled(page)
    assert "blanks=15" in page.url


def test_the_graph_is_filled_in_by_finger(visit):
    page = visit(f"/chain_rule?t={T}&pick={PICK + 1}&blanks=9", viewport=(390, 844), touch=True)
    boxes = page.locator("[data-blank] input")
    expect(boxes).to_have_count(9)
    assert told(page, FACTORS_AND_PRODUCTS) == set()
    box = page.get_by_label("Fill in ∂L/∂ŷ")
    box.tap()
    expect(box).to_be_focused()
    assert box.get_attribute("inputmode") == "text"  # a keyboard with a minus
    assert min(each["height"] for each in (one.bounding_box() for one in boxes.all())) >= 40
    fill(page, "∂L/∂ŷ", number(1 / ASKED["dL_dyhat"].letters["one_minus_y_hat"]))
    says(page, "that is 1/(1 − ŷ)")
    expect(page.locator("[data-slot=fillSays]")).to_be_in_viewport()
    fill(page, "∂L/∂ŷ", number(ASKED["dL_dyhat"].value))
    expect(page.locator(".graph.down [data-filled=dL_dyhat]").first).to_have_text(value_text(ASKED["dL_dyhat"]))
    assert told(page, FACTORS_AND_PRODUCTS) == {"dL_dyhat"}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_derivation_stands_in_letters_while_its_numbers_are_filled_in(visit):
    page = visit(f"/derivation?t={T}&pick={PICK + 1}&blanks=10")
    expect(page.get_by_text("The lines stand here in letters")).to_be_visible()
    assert told(page) == {"dL_dyhat", "dyhat_dz"}  # which are given
    assert page.get_by_text("Try it yourself").count() == 0
    fill(page, "∂L/∂w₂", number(ASKED["dL_dw2"].value))
    says(page, "Right")
    page.get_by_role("button", name="none").click()
    expect(page.get_by_text("Try it yourself")).to_be_visible()
    expect(page.locator("[data-blank]")).to_have_count(0)


def test_a_class_lifts_covers(visit):
    page = visit(f"/?t={T}&pick={PICK + 1}&blanks=3&present=1", viewport=(1280, 720))
    cover = page.get_by_role("button", name="Show w₁ after the step")
    expect(page.locator(".gd-lab")).to_have_attribute("data-ready", "true")
    for shown in range(1, 12):
        page.keyboard.press("PageDown")
        expect(page.locator(".gd-lab")).to_have_attribute("data-revealed", str(shown))
    assert told(page) & {"next_w1", "next_w2", "next_b"} == set()
    cover.click()
    expect(page.locator("[data-blank=next_w1] b")).to_have_text(value_text(ASKED["next_w1"]))
    expect(page.locator("[data-blank] input")).to_have_count(0)
