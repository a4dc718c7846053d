"""A challenge in a browser: made under the stage, opened by its link, tried and met; the stage stays where it is."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from logreg_core import Experiment, run
from pages.words.numbers import number

from .lab import Lab, link
from .test_sidebar import CLIPBOARD, NEW

Visit = Callable[..., Page]
RATE = 1.0
TOP = "document.querySelector('.gd-stage').getBoundingClientRect().top"


def copied(page: Page) -> str:
    page.evaluate(CLIPBOARD % (NEW, "true"))
    page.get_by_text("Make a challenge", exact=True).click()
    made = page.get_by_test_id("stMain")
    box = made.get_by_label("Number", exact=True)
    box.fill("0.2")
    box.press("Enter")
    expect(made.get_by_text("J can’t be 0.2: the lowest any line can reach is J* = 0.2293.")).to_be_visible()
    expect(made.get_by_role("button", name="Copy link")).to_have_count(0)
    box.fill("0.25")
    box.press("Enter")
    expect(made.get_by_text("Get J down to 0.25 or less within 20 steps.")).to_be_visible()
    made.get_by_role("button", name="Copy link").click()
    page.wait_for_function("window.copied.length > 0")
    return str(page.evaluate("window.copied[0]"))


def test_a_challenge_is_made_sent_and_met(visit: Visit) -> None:
    link_made = copied(Lab.open(visit, link(), viewport=(1280, 720)).page)
    assert link_made.endswith("&goal=J:0.25,steps:20")
    lab = Lab.open(visit, f"/?{link_made.partition('?')[2]}", viewport=(1280, 720))
    page = lab.page
    line = page.locator(".st-key-challenge")
    expect(line).to_contain_text("Challenge: J at most 0.25 within 20 steps · 0 of 20 used · not yet: J = 0.6931")
    top = page.evaluate(TOP)
    lab.step()
    expect(line).to_contain_text("1 of 20 used")
    lab.slot("rate").fill(repr(RATE))
    page.locator("[data-acts=start]").click()
    lab.press("Play")
    lab.shows(300)
    lab.pauses()
    there = run(Experiment().data.load(), Experiment(learning_rates=((0, RATE),)))
    met = int((there.J <= 0.25).argmax())
    expect(line).to_contain_text(f"Done: J = {number(there.J[met])} at step {met} · J at most 0.25 within 20 steps")
    assert page.evaluate(TOP) == top
    assert page.evaluate("document.querySelector('.transport').getBoundingClientRect().bottom") < 720
    line.get_by_role("button", name="End it").click()
    expect(line).to_have_count(0)
    lab.until("!location.search.includes('goal=')")
