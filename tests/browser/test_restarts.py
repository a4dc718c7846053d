"""What one wishes for while the server is started anew is done once it is there, and once alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from .lab import TABLE, Lab, link
from .plane import FEW, Plane
from .serving import Server

CLICK = "new MouseEvent('click', { bubbles: true })"  # in a picture, too
FACTOR_AND_PRESENT = (".across [data-factor=sigma] .hit", ".gd-stage [data-do=present]")
STATE = "document.querySelector('[data-testid=stApp]').dataset.testConnectionState"


@contextmanager
def away(server: Server, page: Page) -> Iterator[None]:
    """The server is away meanwhile, and another one afterwards; the log of neither has a traceback."""
    before = len(server.log)
    server.restarts += 1  # from here on the page says that it has lost the server
    server.stop()
    try:
        page.wait_for_function(f"{STATE} !== 'CONNECTED'")
        yield
    finally:
        server.start()
    page.wait_for_function(f"{STATE} === 'CONNECTED'")
    assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in server.log[before:]


def press(page: Page, *selectors: str) -> None:
    """Click by script, since Streamlit may lay its own message over a page without a server."""
    for selector in selectors:
        page.evaluate(f"(selector) => document.querySelector(selector).dispatchEvent({CLICK})", selector)


def still_says(lab: Lab, **parts: object) -> None:
    """The address says so, and after a step that Python has taken in it does so too."""
    lab.ready()
    lab.address_has(**parts)
    t = lab.t
    lab.press("Back")
    lab.shows(t - 1)
    lab.python_at(t - 1)
    lab.address_has(**parts, t=t - 1)
    lab.assert_true()


def test_a_pick_and_a_rate(visit, server):
    lab = Lab.open(visit, link(10))
    another = lab.order[3]
    with away(server, lab.page):
        lab.page.evaluate(
            """() => {
                const rate = document.querySelector('.gd-stage [data-slot=rate]');
                rate.value = '0.7';
                rate.dispatchEvent(new Event('change', { bubbles: true }));
            }"""
        )
        press(lab.page, f"{TABLE} .body [role=row]:nth-child(4)")
    still_says(lab, rates="0:0.1,10:0.7", pick=another + 1)


def test_more_steps(visit, server):
    lab = Lab.open(visit, link(50, steps=50))
    with away(server, lab.page):
        press(lab.page, ".gd-stage [data-request*=extend]")
    lab.address_has(steps=350)
    still_says(lab, steps=350)


def test_a_flipped_label_and_its_undoing(visit, server):
    lab = Lab.open(visit, link(10, data=FEW, pick=1))
    before = lab.dataset.y.tolist()
    changed = "(before) => new URLSearchParams(location.search).get('points') !== before"
    with away(server, lab.page):
        press(lab.page, ".gd-stage [data-do=flip]")
    lab.until(changed, FEW.pack())
    after = lab.dataset.y.tolist()
    assert [one != other for one, other in zip(before, after, strict=True)] == [False, True, False, False]
    lab.shows(10)
    lab.page.locator(".gd-stage [data-slot=changed]").wait_for()
    press(lab.page, ".gd-stage [data-do=undo]")
    lab.address_has(points=FEW.pack())
    lab.shows(10)
    lab.step(2)
    still_says(lab, points=FEW.pack())


def test_a_factor_and_presenting(visit, server):
    page = visit(link(10, page="chain_rule", pick=4))
    page.wait_for_selector(".gd-stage[data-ready=true]")
    with away(server, page):
        press(page, *FACTOR_AND_PRESENT)
    page.locator(".gd-stage[data-ready=true][data-present=true]").wait_for()
    page.wait_for_function("new URLSearchParams(location.search).get('factor') === 'sigma'")
    page.wait_for_function("new URLSearchParams(location.search).get('present') === '1'")


def test_a_drawn_point(visit, server):
    plane = Plane.open(visit)
    with away(server, plane.page):
        spot = plane.click(0, 0)
    plane.ready()
    plane.becomes([*FEW.rows, (*spot, 1)])
    plane.becomes([*FEW.rows, (*spot, 1), (*plane.click(1, 3), 1)])
