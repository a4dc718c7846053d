"""The sidebar in a browser: all of it in sight, folded on a first visit, and its foot."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .lab import Lab, link
from .serving import settled

Visit = Callable[..., Page]
SMALL_SCREEN = (1280, 720)
LOWEST = """() => {
    const content = document.querySelector('[data-testid=stSidebarContent]');
    const boxes = [...content.querySelectorAll('button, input:not([type=range]), a, p, h1, h2')]
        .filter((e) => e.checkVisibility() && !e.closest('[data-testid=stSidebarHeader]')
            && getComputedStyle(e).position !== 'absolute')
        .map((e) => e.getBoundingClientRect()).filter((box) => box.width > 1);
    return [Math.max(...boxes.map((box) => box.bottom)), Math.max(...boxes.map((box) => box.right)),
        content.scrollHeight - content.clientHeight];
}"""


@pytest.mark.parametrize(
    "address",
    [
        link(),
        link(3, w=(0.5, -0.25), b=1.0),  # typed
        "/?w=0.34558419,0.82161814&b=0.33043708&start=1",
        "/?data=mtcars&scale=standardize",
        "/?rule=heavy-ball:0.9",
        link(page="data"),
        link(page="derivation"),
    ],
)
def test_all_of_it_is_in_sight_on_a_small_screen(visit: Visit, address: str) -> None:
    page = visit(address, viewport=SMALL_SCREEN)
    page.get_by_role("button", name="Copy link").wait_for()
    lowest, rightmost, hidden = page.evaluate(LOWEST)
    assert lowest <= 720
    assert rightmost <= 262
    assert hidden == 0


def test_the_name_stands_first_then_pages_then_settings(visit: Visit) -> None:
    lab = Lab.open(visit, link(), viewport=SMALL_SCREEN)
    sidebar = lab.page.get_by_test_id("stSidebar")
    heads = [sidebar.get_by_role("heading", name=name) for name in ("Data", "Start", "Features", "Rule of the step")]
    order = [sidebar.get_by_role("heading", name="Gradient descent"), sidebar.get_by_role("link", name="Lab"), *heads]
    tops = [each.first.bounding_box()["y"] for each in order]
    assert tops == sorted(tops)
    rows = [each.bounding_box() for each in sidebar.get_by_test_id("stSidebarNavLink").all()]
    assert {row["height"] for row in rows} == {24}  # 26 where the screen is higher
    assert {b["y"] - a["y"] for a, b in pairwise(rows)} == {24}
    for head in heads:
        assert head.evaluate("e => getComputedStyle(e).fontSize") == "12.5px"


# ------------------------------------------------------------------------------------------------ the first visit


def settings(lab: Lab) -> list[str]:
    """What of the settings is in sight."""
    sidebar = lab.page.get_by_test_id("stSidebar")
    said = ("200 points", "All settings", "Points m", "Standardise", "Number of steps T")
    return [text for text in said if sidebar.get_by_text(text, exact=True).locator("visible=true").count()]


FOLDED, OPEN = ["200 points", "All settings"], ["Points m", "Standardise", "Number of steps T"]


def test_on_a_first_visit_the_settings_wait_for_a_press(visit: Visit) -> None:
    lab = Lab.open(visit)
    assert settings(lab) == FOLDED
    lab.page.get_by_role("button", name="All settings").click()
    expect(lab.page.get_by_role("button", name="All settings")).to_be_hidden()
    settled(lab.page)  # while the page is made anew, what was there stands beside it
    lab.page.get_by_text("Number of steps T").wait_for()
    assert settings(lab) == OPEN


@pytest.mark.parametrize("how", ["Step", "Play"])
def test_they_come_with_the_first_step_for_good(visit: Visit, how: str) -> None:
    lab = Lab.open(visit)
    lab.press(how)
    lab.plays_past(0)
    lab.page.get_by_text("Number of steps T").wait_for()
    assert settings(lab) == OPEN
    if how == "Play":
        lab.press("Pause")
    lab.press("Reset")
    lab.shows(0)
    settled(lab.page)
    assert settings(lab) == OPEN
    lab.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Derivation").click()
    lab.page.get_by_text("Where the formula").or_(lab.page.get_by_text("exercise").first).first.wait_for()
    lab.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Lab").click()
    lab.ready()
    assert settings(lab) == OPEN


def test_a_link_opens_them(visit: Visit) -> None:
    assert settings(Lab.open(visit, link())) == OPEN


# ------------------------------------------------------------------------------------------------------- the foot

CLIPBOARD = """() => {
    window.copied = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: %s });
    document.execCommand = (what) => { window.copied.push(document.activeElement.value); return %s; };
}"""
NEW = "{ writeText: async (text) => { window.copied.push(text); } }"


def copy(page: Page, *, clipboard: str, older: str = "true") -> str:
    page.evaluate(CLIPBOARD % (clipboard, older))
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("window.copied.length > 0")
    return str(page.evaluate("window.copied[0]"))


@pytest.mark.parametrize("clipboard", [NEW, "undefined", "{ writeText: async () => { throw new Error('no'); } }"])
def test_the_link_is_copied_and_that_is_said(visit: Visit, clipboard: str) -> None:
    lab = Lab.open(visit, link(3))
    lab.step()
    address = lab.address
    assert copy(lab.page, clipboard=clipboard) == address
    expect(lab.page.get_by_role("button", name="Copied")).to_be_visible()
    expect(lab.page.get_by_role("status").get_by_text("The link is copied.")).to_be_attached()
    expect(lab.page.get_by_role("button", name="Copy link")).to_be_visible()


def test_where_it_can_t_be_copied_it_stands_there_to_copy(visit: Visit) -> None:
    lab = Lab.open(visit, link(3))
    copy(lab.page, clipboard="undefined", older="false")
    box = lab.page.get_by_label("The link: press Ctrl+C to copy it")
    expect(box).to_have_value(lab.address)
    expect(box).to_be_focused()
    assert box.evaluate("e => e.selectionEnd") == len(lab.address)


def test_the_data_page_s_link_is_the_lab_s(visit: Visit) -> None:
    page = visit("/?data=blobs&m=20&t=3")
    page.wait_for_selector(".gd-stage[data-ready=true]")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    page.get_by_text("Open the Lab").wait_for()
    settled(page)
    copied = urlsplit(copy(page, clipboard=NEW))
    assert copied.path == "/"
    query = parse_qs(copied.query)
    assert (query["m"], query["t"]) == (["20"], ["3"])


def test_what_is_saved_is_of_the_step_on_screen(visit: Visit) -> None:
    lab = Lab.open(visit, link(3))
    lab.step()
    settled(lab.page)
    lab.page.get_by_test_id("stSidebar").get_by_role("button", name="Save …").click()
    with lab.page.expect_download() as saved:
        lab.page.get_by_role("button", name="All examples at t = 4").click()
    text = saved.value.path().read_text(encoding="utf-8-sig")
    assert saved.value.suggested_filename == "examples at step 4.csv"
    assert len(text.splitlines()) == 201


def test_present(visit: Visit) -> None:
    lab = Lab.open(visit, link(3))
    lab.page.get_by_test_id("stSidebar").get_by_role("button", name="Present").click()
    lab.page.locator(".gd-stage[data-present=true]").wait_for()
    assert lab.moment.present
    assert lab.t == 3
