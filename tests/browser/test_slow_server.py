"""A server that is slow loses nothing that is done in the browser, and nothing on the page is gone for a moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from logreg_core import Generated

from .lab import TABLE, Lab, link
from .plane import FEW, Plane
from .serving import Server
from .test_long_table import LongTable

ROWS = list(FEW.rows)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on a server that sends late."""
    server = Server(tmp_path_factory.mktemp("late server") / "streamlit.log", late=0.1)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def watch(page: Page, selector: str) -> None:
    """From here on the page notes when there is no such element; and a page loaded again has no notes."""
    page.evaluate(
        """(selector) => {
            window.gone = 0;
            const look = () => { if (!document.querySelector(selector)) window.gone += 1; };
            new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }""",
        selector,
    )


def never_gone(page: Page) -> None:
    assert page.evaluate("window.gone") == 0


def hold(page: Page) -> None:
    """What the page says arrives nowhere until `let_go`; the connection stands."""
    page.evaluate(
        """() => {
            window.held = [];
            window.really = WebSocket.prototype.send;
            WebSocket.prototype.send = function (data) { window.held.push([this, data]); };
        }"""
    )


def let_go(page: Page, *, lost: bool = False) -> None:
    page.evaluate(
        """(lost) => {
            WebSocket.prototype.send = window.really;
            if (!lost) for (const [socket, data] of window.held) socket.send(data);
        }""",
        lost,
    )


LONG = 8_000  # ms, in which a report is said again and again


def test_the_plane_is_never_gone_and_no_click_is_lost(visit):
    plane = Plane.open(visit)
    watch(plane.page, "[data-plot=draw]")
    spots = []
    for i in range(36):
        spots.append(plane.click(-4 + i % 9, -4 + i // 9))
        plane.page.wait_for_timeout(10 * (i % 9))
    plane.becomes([*ROWS, *((*spot, 1) for spot in spots)])
    never_gone(plane.page)


def test_the_stage_is_never_gone_when_one_steps_while_the_page_is_made_again(visit):
    lab = Lab.open(visit, link(3))
    watch(lab.page, ".gd-stage [data-slot=scrub]")
    for scale in ("standardize", "none", "standardize"):
        lab.page.get_by_test_id("stSidebar").get_by_text("Standardise", exact=True).click()
        t = lab.t + 1
        for _ in range(8):
            # By script: what is done by hand waits for an element that stands still.
            lab.page.evaluate("document.querySelector('.gd-stage [data-do=step]').click()")
            lab.page.wait_for_timeout(30)
        lab.shows(t + 7)
        lab.address_has(scale=scale)
    lab.python_at(lab.t)
    lab.assert_true()
    never_gone(lab.page)


def test_drawing_waits_for_a_server_that_does_not_hear(visit):
    plane = Plane.open(visit)
    watch(plane.page, "[data-plot=draw]")
    hold(plane.page)
    spots = [plane.click(-4 + i, -4) for i in range(3)]
    plane.page.wait_for_timeout(LONG)
    spots.append(plane.click(0, 3))
    let_go(plane.page)
    plane.becomes([*ROWS, *((*spot, 1) for spot in spots)])
    never_gone(plane.page)


def test_the_stage_waits_for_a_server_that_does_not_hear(visit):
    lab = Lab.open(visit, link(3))
    watch(lab.page, ".gd-stage [data-slot=scrub]")
    hold(lab.page)
    lab.step()
    lab.type_rate("0.7")
    lab.page.wait_for_timeout(LONG)
    lab.step()
    let_go(lab.page)
    lab.address_has(rates="0:0.1,4:0.7", t=5)
    lab.python_at(5)
    lab.assert_true()
    never_gone(lab.page)


def test_what_the_plane_had_still_to_say_is_said_when_one_comes_back_to_it(visit):
    plane = Plane.open(visit)
    spot = plane.click(0, 0)
    plane.becomes([*ROWS, (*spot, 1)])
    hold(plane.page)
    spots = [spot, plane.click(1, 3), plane.click(2, 3)]
    let_go(plane.page, lost=True)
    plane.page.get_by_role("link", name="Open the Lab →").click()
    Lab(plane.page).ready()
    plane.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    plane.ready()
    plane.becomes([*ROWS, *((*spot, 1) for spot in spots)])


def test_what_the_plane_had_still_to_say_is_not_said_of_other_points(visit):
    plane = Plane.open(visit, Generated(m=40, seed=1))
    hold(plane.page)
    plane.click(0, 0)
    let_go(plane.page, lost=True)
    plane.page.get_by_role("link", name="Open the Lab →").click()
    lab = Lab(plane.page).ready()
    lab.page.get_by_role("button", name="Another draw").click()
    lab.address_has(seed=2)
    lab.step()
    lab.python_at(1)
    plane.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    plane.ready()
    other = Generated(m=40, seed=2).load()
    rows = [(*x, int(y)) for x, y in zip(other.X.tolist(), other.y.tolist(), strict=True)]
    plane.becomes(rows)
    plane.page.wait_for_timeout(1_000)
    plane.becomes(rows)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("pause", [20, 60, 100, 200])
def test_going_on_for_more_steps_is_not_undone_by_what_is_said_right_after(visit, server, pause, restarted):
    lab = Lab.open(visit, link(50, steps=50))
    if restarted:
        server.restart()
        lab.until("document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'")
        lab.ready()
        lab.type_t(50)
    lab.page.evaluate(
        """async (pause) => {
            const press = (what) => document.querySelector(`.gd-stage ${what}`).click();
            press("[data-request*=extend]");
            for (let i = 0; i < 12; i += 1) {
                await new Promise((resolve) => setTimeout(resolve, pause));
                press("[data-do=back]");
            }
        }""",
        pause,
    )
    lab.python_at(38)
    lab.address_has(steps=350, t=38)
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='350']")).wait_for()
    lab.page.wait_for_timeout(1_000)
    lab.address_has(steps=350, t=38)
    lab.assert_true()


def test_a_rate_chosen_while_the_server_is_away_is_kept(visit, server):
    lab = Lab.open(visit, link(10))
    server.restarts += 1  # from here on the page says that it has lost the server
    server.stop()
    try:
        lab.until("document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'")
        lab.page.evaluate(
            """() => {
                const rate = document.querySelector('.gd-stage [data-slot=rate]');
                rate.value = '0.7';
                rate.dispatchEvent(new Event('change', { bubbles: true }));
            }"""
        )
    finally:
        server.start()
    lab.address_has(rates="0:0.1,10:0.7", t=10)
    lab.ready()
    lab.step()
    lab.python_at(11)
    lab.assert_true()


def test_a_long_table_never_shows_another_row_s_or_another_step_s_numbers(visit):
    lab = LongTable.open(visit, link(data=Generated(m=1_500), pick=7, steps=50))
    order = lab.truth.shot.order
    lab.scroll(1_000)
    lab.page.locator(f"{TABLE}[aria-busy=true]").wait_for()
    assert all(cells[0] in ("", f"{order[place] + 1:,}") for place, cells in lab.rows().items())
    lab.is_true(order)
    lab.step(1)
    lab.scroll(400)
    lab.at_step(1)
    lab.is_true(lab.truth.shot.order)
