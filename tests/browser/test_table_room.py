"""A table's numbers keep their ends, and that there is more to the right is seen."""

from __future__ import annotations

import pytest

from logreg_core import Points

from .lab import Lab, link

TINY = Points(((1e-7, -3e6, 1), (2e-7, 5e6, 0), (-4.321e-7, -1.234e6, 1), (0.0, 0.0, 0)))
CUT = """() => {
    const range = document.createRange();
    return [...document.querySelectorAll('.gd-table [role=gridcell]')].filter((cell) => {
        range.selectNodeContents(cell);
        const [text, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
        return text.width && (text.left < box.left - 0.5 || text.right > box.right + 0.5);
    }).map((cell) => cell.textContent);
}"""


@pytest.mark.parametrize("viewport", [(1280, 720), (390, 844)])
@pytest.mark.parametrize("page", ["", "examples"])
def test_no_number_loses_its_end(visit, viewport, page):
    address = link(2, page=page, data=TINY, w=(1.5e-7, -2e-8), learning_rates=((0, 1e-13),))
    lab = Lab.open(visit, address, viewport=viewport)
    lab.page.locator(".gd-table [role=gridcell]").first.wait_for(state="attached")
    cells = lab.page.locator(".gd-table [role=gridcell]").all_inner_texts()
    assert sum("×10" in cell for cell in cells) >= 8
    assert lab.page.evaluate(CUT) == []
    styles = "[...document.querySelectorAll('.gd-table [role=gridcell]')].map((e) => getComputedStyle(e).textOverflow)"
    assert set(lab.page.evaluate(styles)) == {"clip"}


def test_more_to_the_right_is_seen_until_one_is_there(visit):
    lab = Lab.open(visit, link(2), viewport=(1280, 720))
    scroll = lab.page.locator(".gd-table .scroll")
    lab.page.locator(".gd-table .scroll[data-more]").wait_for()
    scroll.evaluate("(e) => { e.scrollLeft = e.scrollWidth; }")
    lab.page.locator(".gd-table .scroll:not([data-more])").wait_for()
