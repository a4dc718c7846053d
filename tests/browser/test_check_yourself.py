"""Check yourself over the Lab: by keys alone, and with a finger on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .lab import Lab, link

Visit = Callable[..., Page]


def test_by_keys_numbers_stay_and_are_judged_at_each_step(visit: Visit) -> None:
    lab = Lab.open(visit, link(20))
    page = lab.page
    page.get_by_test_id("stSidebar").get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    answer = dialog.get_by_label("Your answer")
    answer.fill("0.5")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status").filter(has_text="✕")).to_be_visible()
    dialog.get_by_role("tab", name="Exercises").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    dialog.get_by_label("∂J/∂w₁", exact=True).focus()
    page.keyboard.type("-43.31")
    page.keyboard.press("Tab")
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    said = dialog.get_by_role("status").filter(has_text="∂J/∂w₁")
    expect(said).to_contain_text("probably the sum over the examples")
    expect(said).to_contain_text("200 × (−0.2166) = −43.31")
    expect(said).to_contain_text("“abc” is no number")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert lab.t == 20
    lab.step()
    page.locator("[role=grid][aria-label='All examples at t = 21']").wait_for()  # the server has heard of it
    page.get_by_test_id("stSidebar").get_by_role("button", name="Check").click()
    dialog.get_by_role("tab", name="My numbers").click()
    expect(dialog.get_by_text("step t = 21")).to_be_visible()
    expect(dialog.get_by_label("∂J/∂w₁", exact=True)).to_have_value("-43.31")
    expect(said).to_contain_text("∂J/∂w₁\u00a0=\u00a0−43.31 does not agree")


def test_a_phone_has_all_of_it_in_its_width(visit: Visit) -> None:
    page = Lab.open(visit, link(20), touch=True, viewport=(390, 844)).page
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_test_id("stSidebar").get_by_role("button", name="Check").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="My numbers").tap()
    dialog.get_by_text("Paste several at once").tap()
    box = page.get_by_label("Several numbers, each with its name")
    box.fill("J = 0,4006; next w1 = 0,6759")
    dialog.get_by_label("next b", exact=True).focus()  # as a tap beside the box does
    said = dialog.get_by_role("status").filter(has_text="agrees")
    expect(said).to_contain_text("J\u00a0=\u00a00,4006 agrees.")
    expect(said).to_contain_text("the step was not taken")
    expect(dialog.get_by_label("J", exact=True)).to_have_value("0,4006")
    for each in dialog.get_by_role("textbox").all():
        place = each.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
