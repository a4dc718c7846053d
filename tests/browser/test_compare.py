"""The Compare page in a real browser: one transport over all lanes, their table, and what comes of it in the Lab."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from logreg_core.lanes.comparison import Comparison, compared
from logreg_core.lanes.tuning import tuned_lanes
from pages.session.link import moment_of
from pages.session.moment import Moment, lanes_of
from pages.words.numbers import number

from .serving import settled

QUERY = "data=blobs&m=40&noise=0.9&balance=0.5&seed=7&steps=40&t=5&lanes=same~rule:nesterov:0.8~batch:6;batch_seed:3"


def moment(page: Page) -> Moment:
    found, notices = moment_of(urlsplit(page.url).query)
    assert notices == ()
    return found


def truth(page: Page) -> Comparison:
    lanes = lanes_of(moment(page))
    return compared(lanes.all[0].experiment.data.load(), lanes)


def row(page: Page, k: int) -> Locator:
    return page.locator(f"tr[data-row='{k}']")


def shows(page: Page, t: int) -> None:
    """Wait until the table shows step t of the page's own lanes, each number as the core has it."""
    expect(page.get_by_label("Go to step t")).to_have_value(str(t))
    page.wait_for_function("t => new URLSearchParams(location.search).get('t') === String(t)", arg=t)
    for lane in truth(page).at(t):
        expect(row(page, lane.lane).locator(f"[data-col=F{lane.lane}]")).to_have_text(number(lane.F))
        expect(row(page, lane.lane).locator(f"[data-col=touched{lane.lane}]")).to_have_text(f"{lane.touched:,}")


def strong(page: Page, k: int, side: str = "right") -> int:
    """How many points the strong part of a lane's curve runs through."""
    path = page.locator(f"[data-slot={side}Lanes] .line[data-lane='{k}']").get_attribute("d") or ""
    return path.count(",")


def test_one_transport_moves_all_lanes_and_the_table_changes_them(visit):
    page = visit(f"/compare?{QUERY}")
    page.wait_for_selector(".gd-compare[data-ready=true]")
    shows(page, 5)
    assert [strong(page, k) for k in range(3)] == [6, 6, 6]
    page.get_by_role("button", name="Step", exact=True).click()
    shows(page, 6)
    page.keyboard.press("ArrowLeft")
    shows(page, 5)
    page.get_by_role("button", name="Play", exact=True).click()
    shows(page, 40)
    page.locator(".scrub").fill("12")
    shows(page, 12)
    assert [strong(page, k) for k in range(3)] == [13, 13, 13]

    # other pictures: boundaries in the plane, and |∂J| over the examples touched
    page.get_by_role("button", name="data", exact=True).click()
    page.wait_for_function("location.search.includes('pictures=plane,gap,steps')")
    box = page.locator("[data-slot=leftLanes]").evaluate("svg => svg.querySelector('rect').height.baseVal.value")
    assert box > 100
    assert [strong(page, k, "left") for k in range(3)] == [2, 2, 2]
    page.get_by_text("show", exact=True).click()
    page.get_by_role("button", name="over examples").click()
    page.wait_for_function("location.search.includes('pictures=plane,gap,examples')")
    page.keyboard.press("Escape")

    # another rate, another rule's setting and one lane more, each at the step on screen
    rate = page.get_by_label("Learning rate of Gradient descent").first
    rate.fill("0,5")
    rate.press("Enter")
    page.wait_for_function("location.search.includes('rates:0:0.5')")
    shows(page, 12)
    page.get_by_text("+ lane").click()
    page.locator("[data-copy][data-change=rule]").select_option("adam")
    expect(row(page, 3)).to_be_visible()
    shows(page, 12)
    page.locator("[data-opens-lane='1']").click()
    page.locator("[data-settings='1'] [data-within]").fill("0.6")
    page.locator("[data-settings='1'] [data-within]").press("Enter")
    page.wait_for_function("location.search.includes('nesterov:0.6')")
    shows(page, 12)

    # each at its best rate: the heading says so, and which lane is nearest
    page.get_by_role("button", name="Tune all").click()
    expect(page.get_by_role("button", name="Tune all")).to_have_count(0)
    shows(page, 12)
    tuned = tuned_lanes(truth(page).runs[0].whole, lanes_of(moment(page)))
    assert tuned == lanes_of(moment(page))
    expect(page.locator("[data-slot=heading]")).to_contain_text("Each at its best rate for 40 steps")

    # the link comes back exactly
    kept = moment(page)
    page.reload()
    page.wait_for_selector(".gd-compare[data-ready=true]")
    shows(page, 12)
    assert moment(page) == kept
    assert [lane.experiment.rule.word for lane in kept.lanes] == ["descent", "nesterov", "descent", "adam"]

    # and the Lab shows a lane's own run at the same step
    page.get_by_role("button", name="Open Adam in the Lab").click()
    page.wait_for_selector(".gd-lab[data-ready=true]")
    settled(page)
    assert moment(page).experiment == kept.lanes[3].experiment
    assert moment(page).t == 12
    assert moment(page).lanes == kept.lanes


def test_on_a_phone_pictures_stand_one_below_another_and_the_table_scrolls_in_itself(visit):
    page = visit(f"/compare?{QUERY}", viewport=(390, 844))
    page.wait_for_selector(".gd-compare[data-ready=true]")
    shows(page, 5)
    left, right, step = (
        page.locator(which).bounding_box() for which in (".picture.left", ".picture.right", "[data-do=step]")
    )
    assert left["x"] == right["x"]
    assert left["y"] + left["height"] <= right["y"]
    assert right["y"] + right["height"] <= step["y"]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    table = page.locator(".lane-table .scrolls")
    assert table.evaluate("element => element.scrollWidth > element.clientWidth")
    page.get_by_role("button", name="Step", exact=True).click()
    shows(page, 6)
