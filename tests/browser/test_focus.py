"""Who has the keys: the stage, unless one is typing, has gone to the page, or to a widget by the keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from .lab import Lab, link
from .serving import settled

STAGE_HAS_IT = "document.activeElement.matches('.gd-stage')"
PAGE_HAS_IT = "document.activeElement.matches('[data-testid=stMain]')"
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"

# Nothing but a key moves the page: not a sentence that takes a line less at another step, above or at the page's end.
ROOMY = """
    [data-testid=stMain] { overflow-anchor: none; }
    [data-testid=stMainBlockContainer] { padding-bottom: 200vh !important; }
"""

AT_REST = f"""async () => {{
    for (let last = "", same = 0; same < 10; ) {{
        await new Promise(requestAnimationFrame);
        const now = `${{ {SCROLLED} }} ${{document.querySelector("[data-testid=stMain]").scrollHeight}}`;
        same = now === last ? same + 1 : 0;
        last = now;
    }}
}}"""


def obeys(lab: Lab, after: str) -> None:
    """The stage has the focus, with no ring, and all its keys are its own."""
    settled(lab.page)
    lab.until(STAGE_HAS_IT)
    ring = lab.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "none", after
    lab.page.evaluate(AT_REST)  # what a widget brought may still be coming in
    where = lab.page.evaluate(SCROLLED)
    t = lab.t
    lab.key("ArrowRight")
    lab.shows(t + 1)
    lab.key("PageDown")
    lab.shows(t + 2)
    lab.key("PageUp")
    lab.shows(t + 1)
    lab.key("ArrowLeft")
    lab.shows(t)
    lab.key("Space")
    lab.plays_past(t)
    lab.key("Space")
    lab.pauses()
    lab.key("Home")
    lab.shows(0)
    assert lab.page.evaluate(SCROLLED) == where, after


def widgets(page: Page, place: str) -> dict[str, Locator]:
    """One of each kind of Streamlit's widgets that there are in a place: the sidebar's or the page's."""
    inside = page.get_by_test_id(place)
    kinds = {
        "select": inside.locator("[data-testid=stSelectbox] [role=combobox]"),
        "slider": inside.get_by_role("slider").and_(page.locator("[data-testid^=stSlider] *")),
        "choice": inside.locator("[role=radio][aria-checked=false]"),
        "switch": inside.locator("[data-testid=stCheckbox] label"),
        "fold": inside.locator("[data-testid=stExpander] summary"),
        "tab": inside.locator("[role=tab][aria-selected=false]"),
    }
    return {kind: found.first for kind, found in kinds.items() if found.count()}


def use(page: Page, kind: str, widget: Locator) -> None:
    """Use a widget by the mouse."""
    widget.scroll_into_view_if_needed()
    if kind == "slider":
        box = widget.bounding_box()
        assert box
        x, y = box["x"] + 1, box["y"]  # its input begins in the middle of what one drags
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 30, y, steps=3)
        page.mouse.up()
        return
    widget.click()
    if kind == "select":
        page.get_by_role("option", selected=False).nth(1).click()


def go(lab: Lab, name: str) -> None:
    """Go to another page by the list of pages."""
    lab.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    lab.page.get_by_role("heading", name=name)
    lab.until("(path) => location.pathname === path", "/" if name == "Lab" else f"/{name.lower().replace(' ', '_')}")
    settled(lab.page)
    lab.page.wait_for_selector(".gd-stage[data-ready=true]")


def test_after_a_pointer_has_used_a_widget_of_any_page_the_stage_has_the_keys(visit):
    lab = Lab.open(visit, link(steps=2000, pick=4))
    page = lab.page
    page.add_style_tag(content=ROOMY)
    obeys(lab, "opening")
    for kind, widget in widgets(page, "stSidebar").items():
        before = lab.moment.experiment
        use(page, kind, widget)
        if kind in ("select", "slider", "switch", "choice"):  # another run: it is on screen before a key is pressed
            lab.until("(before) => !location.search.includes(before)", before.to_query())
        obeys(lab, kind)
    used = set()
    for name in ("Lab", "Chain rule", "Examples", "Derivation"):
        if name != "Lab":
            go(lab, name)
            obeys(lab, name)
        for kind, widget in widgets(page, "stMain").items():
            use(page, kind, widget)
            used.add(kind)
            obeys(lab, f"{kind} on {name}")
            if kind == "fold":
                widget.click()
    assert {"choice", "switch", "fold"} <= used


def test_text_boxes_keep_their_keys_and_the_page_has_them_after_a_click_into_text_tab_and_escape(visit):
    lab = Lab.open(visit, link(3, steps=2000, pick=4, page="derivation"))
    page = lab.page
    box = page.get_by_role("spinbutton", name="Number of steps T")
    box.click()
    lab.key("ArrowRight", "Space", "n", "Home", "End", "ArrowLeft", "PageDown")
    assert (lab.t, lab.playing) == (3, False)
    assert page.evaluate("document.activeElement.tagName") == "INPUT"

    text = page.get_by_text("lines with a sum over the examples").first
    stage = page.locator(".gd-stage .card").first

    def page_has_the_keys(how: str) -> None:
        t = lab.t
        for key, further in (("PageDown", True), ("PageUp", False), ("Space", True), ("Home", False), ("End", True)):
            before = page.evaluate(SCROLLED)
            lab.key(key)
            lab.until(f"(before) => {SCROLLED} {'>' if further else '<'} before", before)
            page.evaluate(AT_REST)
            assert (lab.t, lab.playing) == (t, False), f"{key} after {how}"
        lab.key("Home")
        lab.until(f"{SCROLLED} === 0")
        lab.key("ArrowRight")
        lab.shows(t + 1)

    settled(page)
    text.click(position={"x": 4, "y": 8})
    lab.until(PAGE_HAS_IT)
    page_has_the_keys("a click into text")
    stage.click(position={"x": 5, "y": 5})  # and a click beside all text gives them back
    obeys(lab, "a click on the stage")
    lab.key("Escape")
    page_has_the_keys("Escape")
    stage.click(position={"x": 5, "y": 5})
    obeys(lab, "a click on the stage")
    settled(page)
    text.click(position={"x": 4, "y": 8})
    lab.until(PAGE_HAS_IT)
    lab.key("Tab")
    t = lab.t
    before = page.evaluate(SCROLLED)
    lab.key("PageDown")
    lab.until(f"(before) => {SCROLLED} > before", before)
    lab.key("ArrowRight")
    lab.shows(t + 1)

    # On the Data page there is no stage, and keys do nothing to the run.
    go_to_data(page)
    page.mouse.click(700, 12)
    lab.key("ArrowRight", "PageDown", "Space", "n", "b", "Home")
    assert page.get_by_test_id("stException").count() == 0
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Lab", exact=True).click()
    page.wait_for_selector(".gd-stage[data-ready=true] [data-plot=plane]")
    assert lab.t == t + 1


def go_to_data(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("tab", name="Make").wait_for()
    settled(page)
