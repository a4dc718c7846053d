"""A symbol explains itself: by pointer, key and finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .lab import Lab, link

Visit = Callable[..., Page]
FACTOR = ".gd-lab dfn[data-term=y_hat]"


def box(page: Page):
    return page.get_by_role("tooltip")


def test_a_pointer_shows_the_words_and_takes_them_away(visit: Visit) -> None:
    page = Lab.open(visit, link(3)).page
    page.locator(FACTOR).first.hover()
    expect(box(page)).to_contain_text("whether it deserves the name is a question to the data")
    assert page.locator(FACTOR).first.get_attribute("aria-describedby") == box(page).get_attribute("id")
    page.mouse.move(2, 2)
    expect(box(page)).to_be_hidden()
    assert page.locator("[aria-describedby=gd-term]").count() == 0


def test_keys_reach_it_and_the_page_that_shows_more(visit: Visit) -> None:
    lab = Lab.open(visit, link(3))
    page = lab.page
    lab.slot("rate").focus()
    page.locator(FACTOR).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(box(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(box(page).get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chain_rule?**")
    page.locator(".gd-stage[data-ready=true] [data-slot=graph]").wait_for()
    assert "t=3" in page.url


def test_a_finger_taps_it_and_elsewhere(visit: Visit) -> None:
    page = Lab.open(visit, link(3), touch=True, viewport=(390, 844)).page
    symbol = page.locator(".gd-lab dfn[data-term=J]").first
    symbol.tap()
    expect(box(page)).to_contain_text("mean")
    inside = box(page).bounding_box()
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= 390
    page.touchscreen.tap(195, 830)
    expect(box(page)).to_be_hidden()


@pytest.mark.parametrize("viewport", [(1280, 720), (1440, 900)])
def test_the_words_of_what_stands_above_and_below_cover_no_more_than_a_strip_of_a_plot(visit: Visit, viewport) -> None:
    page = Lab.open(visit, link(3), viewport=viewport).page
    for symbol in page.locator(".gd-lab dfn").all():
        if not symbol.is_visible():
            continue
        symbol.scroll_into_view_if_needed()
        page.wait_for_timeout(100)  # a page that scrolls closes the words
        symbol.hover()
        expect(symbol).to_have_attribute("aria-describedby", "gd-term")
        covered = page.evaluate(
            """() => {
                const box = document.querySelector('.gd-term').getBoundingClientRect();
                return [...document.querySelectorAll('.gd-lab .plot')].map((plot) => plot.getBoundingClientRect())
                    .map((plot) => Math.max(0, Math.min(plot.right, box.right) - Math.max(plot.left, box.left))
                        * Math.max(0, Math.min(plot.bottom, box.bottom) - Math.max(plot.top, box.top))
                        / (plot.width * plot.height));
            }"""
        )
        assert max(covered) < 0.12
        page.mouse.move(2, 2)
        expect(box(page)).to_be_hidden()


def test_a_column_s_head_explains_itself(visit: Visit) -> None:
    page = Lab.open(visit, link(3)).page
    head = page.locator(".gd-table .head [data-term=dyhat_dz]").first
    head.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a page that scrolls closes the words
    head.hover()
    expect(box(page)).to_contain_text("How fast ŷ changes with z")


@pytest.mark.parametrize("name", ["", "data", "chain_rule", "examples", "derivation"])
def test_the_list_is_one_press_away_on_every_page(visit: Visit, name: str) -> None:
    page = visit(link(3, page=name))
    page.get_by_test_id("stSidebar").get_by_role("button", name="Words").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("whether it deserves the name is a question to the data")).to_be_visible()
