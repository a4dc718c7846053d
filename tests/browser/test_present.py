"""Presenting to a class: what goes, what grows, and how factors come into sight."""

from __future__ import annotations

import pytest

from .lab import Lab, link

HALL = (1280, 720)


def test_a_link_opens_for_a_class_factors_come_one_by_one_and_present_is_left_and_entered(visit):
    lab = Lab.open(visit, link(20, pick=4, present=True), viewport=HALL)
    page = lab.page
    assert page.locator("[data-testid=stSidebar]:visible").count() == 0
    assert page.locator(".gd-table").count() == 0
    size_of = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    assert page.locator(".gd-stage .strip .chip").first.evaluate(size_of) >= 18
    assert page.locator(".gd-stage .strip .forward").evaluate(size_of) >= 24
    assert lab.slot("why").evaluate(size_of) >= 26
    bottom = page.locator(".gd-stage .strip .forward").evaluate("(e) => e.getBoundingClientRect().bottom")
    assert (
        bottom <= HALL[1]
    )  # all on one screen but for the rows of the chain, which come into sight as they are revealed
    for chip in page.locator(".gd-stage .rows .chip").all():
        size, height = chip.evaluate("(e) => [parseFloat(getComputedStyle(e).fontSize), e.offsetHeight]")
        assert height < 2 * size + 8  # on one line

    # The curve to come is hidden.
    veil = "(plot) => getComputedStyle(plot.querySelector('.shape-group[data-index=\"0\"] path')).fillOpacity"
    assert page.locator("[data-plot=curve]").evaluate(veil) == "1"

    # The strip comes factor by factor, and an arrow keeps it.
    covered = "[...document.querySelectorAll('.gd-stage .strip [data-reveal].covered')].length"
    whole = page.evaluate("document.querySelectorAll('.gd-stage .strip [data-reveal]').length")
    assert page.evaluate(covered) == whole
    counts = [whole]
    for _ in range(11):
        lab.key("n")
        counts.append(page.evaluate(covered))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0
    lab.key("ArrowRight")
    lab.shows(21)
    lab.key("ArrowLeft")
    lab.shows(20)
    assert page.evaluate(covered) == 0

    # It is left by its button, entered by it, and left by a key.
    button = page.locator("[data-do=present]")
    for how in ("leave", "enter", "leave by key"):
        if how == "leave by key":
            lab.key("Escape")
        elif how == "leave":
            button.click()
        else:
            lab.present()
        if how == "enter":
            page.locator(".gd-stage[data-present=true]").wait_for()
            page.locator("[data-testid=stSidebar]").wait_for(state="hidden")
            page.locator(".gd-table").first.wait_for(state="detached")
            lab.address_has(present=1, t=20)
            continue
        page.locator(".gd-stage[data-present=false]").wait_for()
        page.locator(".gd-table").first.wait_for()
        lab.until("!new URLSearchParams(location.search).has('present')")
        page.locator("[data-testid=stSidebar]").wait_for()
        lab.assert_true()


@pytest.mark.parametrize("page", ["chain_rule", "examples", "derivation"])
def test_every_page_can_be_presented(visit, page):
    opened = visit(link(20, pick=4, page=page, present=True), viewport=HALL)
    opened.wait_for_selector(".gd-stage[data-ready=true][data-present=true]")
    assert opened.locator("[data-testid=stSidebar]:visible").count() == 0
    opened.keyboard.press("ArrowRight")
    opened.wait_for_function("document.querySelector('.scrub').value === '21'")
