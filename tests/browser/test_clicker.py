"""A presenter's clicker: factors come and go by it, and nothing on the page gives away what is covered."""

from __future__ import annotations

import json

import pytest

from .lab import Lab, link
from .serving import settled

# All that somebody can see, hear or find by pointing at it: text, attributes, and what a screen reader is told.
TEXT = "document.body.innerText"
ATTRIBUTES = """[...document.querySelectorAll('body *')]
    .filter((e) => getComputedStyle(e).visibility === 'visible' && e.getClientRects().length)
    .flatMap((e) => ['title', 'aria-label', 'aria-valuetext', 'aria-description', 'alt', 'placeholder']
        .map((name) => e.getAttribute(name) ?? '').concat(e.value ?? ''))
    .concat(document.title).join('\\n')"""
LIVE = "[aria-live], [role=status], [role=alert]"
SPOKEN = f"[...document.querySelectorAll('{LIVE}')].map((e) => e.textContent).join('\\n')"
COVERED = """[...new Set([...document.querySelectorAll('.gd-stage [data-reveal].covered [data-col]')]
    .filter((e) => !given.includes(e.dataset.col) && !e.closest('.sentence')).map((e) => e.textContent))]"""
GIVEN = ["w1", "w2", "b", "alpha", "y", "t"]  # what is on the page besides: own-unit weights, the rate


def open_at(visit, page: str, **others: object) -> Lab:
    shown = visit(link(20, pick=4, page=page, present=True, **others), viewport=(1440, 900))
    shown.wait_for_selector(".gd-stage[data-ready=true][data-present=true]")
    settled(shown)
    return Lab(shown)


def covered(lab: Lab) -> set[int]:
    numbers = "[...document.querySelectorAll('.gd-stage [data-reveal].covered')].map((e) => Number(e.dataset.reveal))"
    return set(lab.page.evaluate(numbers))


def test_a_clicker_reveals_then_steps_and_takes_back_and_the_screen_goes_blank(visit):
    lab = open_at(visit, "chain_rule")
    whole = set(range(1, 10))
    assert covered(lab) == whole
    for shown in range(1, 10):
        lab.key("PageDown")
        assert (lab.t, covered(lab)) == (20, set(range(shown + 1, 10)))
    lab.key("n", "n")  # it stops at the full picture
    assert (lab.t, covered(lab)) == (20, set())
    lab.key("Shift+N")
    assert covered(lab) == {9}
    lab.key("n", "PageDown")
    lab.shows(21)
    assert covered(lab) == whole
    lab.key("PageUp")  # none was revealed at this step
    lab.shows(20)
    assert covered(lab) == whole
    lab.key("PageDown", "PageDown", "PageUp")
    assert (lab.t, covered(lab)) == (20, whole - {1})
    lab.key("PageUp")
    assert (lab.t, covered(lab)) == (20, whole)
    lab.key("PageUp")
    lab.shows(19)
    lab.key("n", "ArrowRight")  # an arrow steps and leaves what is in sight
    lab.shows(20)
    assert covered(lab) == whole - {1}
    lab.key("Shift+N")

    # After Tab, and in a box that is typed in, the clicker is the transport's all the same.
    lab.key("Tab", "PageDown")
    assert covered(lab) == whole - {1}
    lab.slot("t").click()
    lab.key("PageUp")
    assert covered(lab) == whole
    lab.key("Enter")

    # Blank: any key or click brings the page back, and does nothing else.
    blank = lab.page.get_by_role("dialog", name="The screen is blank: any key or click brings it back")
    for key, back in (("b", "PageDown"), (".", "Escape"), ("b", "b"), ("b", "click")):
        lab.key(key)
        blank.wait_for()
        box = blank.bounding_box()
        assert (box["width"], box["height"]) == (1440, 900)
        assert lab.page.evaluate("document.elementFromPoint(700, 450).className") == "gd-blank"
        if back == "click":
            lab.page.mouse.click(300, 300)
        else:
            lab.key(back)
        blank.wait_for(state="detached")
        assert (lab.t, covered(lab)) == (20, whole)
    assert lab.page.locator(".gd-stage[data-present=true]").count() == 1

    # Keys of one letter can be switched off, for good.
    lab.page.locator("[data-control=speed] summary").click()
    lab.page.get_by_label("Keys of one letter").uncheck()
    for _ in range(2):
        lab.key("n", "b", ".", "Shift+N")
        assert covered(lab) == whole
        assert blank.count() == 0
        lab.key("PageDown")
        assert covered(lab) == whole - {1}
        lab.page.reload()
        lab.page.wait_for_selector(".gd-stage[data-ready=true][data-present=true]")
        settled(lab.page)

    # The other pages are reached from here, and are for a class as well.
    for name in ("Examples", "Derivation", "Lab", "Chain rule"):
        lab.page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True).click()
        lab.until(
            "(path) => location.pathname === path", "/" if name == "Lab" else f"/{name.lower().replace(' ', '_')}"
        )
        settled(lab.page)
        lab.page.wait_for_selector(".gd-stage[data-ready=true][data-present=true]")


@pytest.mark.parametrize("page", ["", "chain_rule", "examples", "derivation"])
def test_nothing_on_the_page_gives_away_what_is_covered(visit, page):
    lab = open_at(visit, page, scale="standardize", learning_rates=((0, 0.7),))
    devtools = lab.page.context.new_cdp_session(lab.page)

    def seen() -> str:
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        told = [json.dumps([node.get("name"), node.get("value"), node.get("description")]) for node in nodes]
        told = [text.encode().decode("unicode_escape") for text in told]
        return "\n".join([lab.page.evaluate(TEXT), lab.page.evaluate(ATTRIBUTES), lab.page.evaluate(SPOKEN), *told])

    def numbers() -> set[str]:
        texts = lab.page.evaluate(f"(given) => {COVERED}", GIVEN)
        bare = {text.strip("()") for text in texts}
        return {text for text in bare if len(text.strip("−0.").replace(".", "")) >= 4}

    if page in ("examples", "derivation"):
        lab.key("n")  # there the strip comes once it is asked for
    checked = set()
    for _ in range(3):
        hidden = numbers()
        assert hidden
        checked |= hidden
        if page == "":
            X = lab.dataset.X[4].tolist()
            lab.page.mouse.move(*lab.pixel("plane", *X))
            lab.page.mouse.move(*lab.pixel("plane", X[0] + 0.001, X[1]), steps=3)
        now = seen()
        assert not {text for text in hidden if text in now}
        lab.key("PageDown", "PageDown")
    while hidden := numbers():
        lab.key("PageDown")
    assert len(checked) >= 9
    now = seen()
    assert all(text in now for text in checked)  # so the search can find them
    t = lab.t
    lab.key("PageDown")
    lab.shows(t + 1)
    settled(lab.page)
    hidden = numbers()
    now = seen()
    assert hidden
    assert not {text for text in hidden if text in now}
