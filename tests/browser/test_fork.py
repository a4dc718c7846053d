"""The Lab's run is forked, both are seen on Compare, the fork then in the Lab; and a comparison to begin with."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from logreg_core import run
from logreg_core.lanes import Lane, compared, forked
from logreg_core.lanes.preset import preset_of, presets
from pages.session.link import moment_of
from pages.session.moment import Moment, lanes_of
from pages.words.comparing.preset_words import SENTENCES, TITLES
from pages.words.numbers import number


def moment(address: str) -> Moment:
    found, notices = moment_of(urlsplit(address).query)
    assert notices == ()
    return found


def test_a_fork_on_the_lab_a_lane_in_the_lab_and_a_comparison_to_begin_with(visit):
    page = visit("/?data=blobs&m=40&noise=0.9&balance=0.5&seed=7&steps=40&t=7")
    page.wait_for_selector(".gd-lab[data-ready=true]")
    page.get_by_role("button", name="Fork here").click()
    page.wait_for_selector(".gd-compare[data-ready=true]")
    page.wait_for_function("location.pathname.endsWith('/compare') && location.search.includes('lanes=')")
    now = moment(page.url)
    base = now.experiment
    data = base.data.load()
    assert now.lanes == (Lane(base), forked(Lane(base), run(data, base), 7, rate=0.2))
    page.get_by_role("button", name="Step", exact=True).click()
    page.wait_for_function("new URLSearchParams(location.search).get('t') === '8'")
    for row in compared(data, lanes_of(now)).at(8):
        expect(page.locator(f"[data-col=F{row.lane}]").first).to_have_text(number(row.F))

    page.get_by_role("button", name="in the Lab").nth(1).click()
    page.wait_for_selector(".gd-lab[data-ready=true]")
    page.wait_for_function("new URLSearchParams(location.search).get('rates') === '0:0.1,7:0.2'")
    assert moment(page.url).lanes == now.lanes

    page.get_by_role("link", name="Compare").click()
    page.wait_for_selector(".gd-compare[data-ready=true]")
    page.get_by_text("Seven to try").click()
    page.get_by_role("button", name=TITLES["cars"]).click()
    expect(page.get_by_text(SENTENCES["cars"])).to_be_visible()
    expect(page.locator("[data-slot=heading]")).to_contain_text("Here no lane is nearest alone.")  # at step 0
    page.wait_for_function("location.search.includes('data=mtcars')")
    assert preset_of(lanes_of(moment(page.url))) == next(each for each in presets() if each.word == "cars")
