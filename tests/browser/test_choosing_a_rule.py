"""Another rule is chosen in the sidebar: its rate, its settings, its lines in the strip and its word in the link."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import Visit
from .lab import Lab


def test_more_rules_adam_and_back(visit: Visit) -> None:
    lab = Lab.open(visit, "/?rates=0:3&t=5&pick=27")
    page = lab.page
    sidebar = page.get_by_test_id("stSidebar")
    rate = page.get_by_role("textbox", name="Learning rate, any positive number")
    menu = sidebar.get_by_role("combobox", name="Rule of the step")
    expect(rate).to_have_value("3")
    menu.click()
    assert page.get_by_role("option").all_inner_texts() == ["Gradient descent", "Heavy ball (momentum)", "More rules…"]
    page.get_by_role("option", name="More rules…").click()
    sidebar.get_by_text("Adam", exact=True).click()
    expect(rate).to_have_value("0.1")
    expect(menu).to_have_value("Adam")
    for letter, value in (("β₁", "0.9"), ("β₂", "0.999"), ("ε", "1e-8")):
        expect(sidebar.get_by_role("textbox", name=letter, exact=True)).to_have_value(value)
    expect(page.locator(".gd-stage [data-slot=strip]")).to_contain_text("v̂₁")
    page.wait_for_function("location.search.includes('rule=adam') && location.search.includes('t=5')")
    menu.click()
    page.get_by_role("option", name="Gradient descent").click()
    expect(rate).to_have_value("3")
    page.wait_for_function("!location.search.includes('rule=')")
