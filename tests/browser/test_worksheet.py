"""A worksheet on paper, in a browser: one side of A4 and of Letter, with nothing cut and nothing else of the page."""

from __future__ import annotations

import re

from playwright.sync_api import Page

LINK = "/derivation?data=six_points&w=1.0,1.0&b=-3.0&rates=0:0.1&steps=20"
SHEET = ".gd-sheet"
PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}  # millimetres


def on_paper(page: Page) -> dict[str, object]:
    """What a sheet measures in print, in millimetres, and what else would be printed. The page stays as in print."""
    page.emulate_media(media="print")
    seen = page.evaluate(
        """() => {
            const sheet = document.querySelector('.gd-sheet'), mm = 96 / 25.4;
            const foot = sheet.querySelector('.foot').getBoundingClientRect(), box = sheet.getBoundingClientRect();
            const shown = [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length);
            const blanks = [...sheet.querySelectorAll('td.blank')].map((e) => e.getBoundingClientRect());
            return {
                cut: Math.max(sheet.scrollHeight - sheet.clientHeight, sheet.scrollWidth - sheet.clientWidth),
                inside: foot.bottom <= box.bottom,
                wide: Math.min(...blanks.map((e) => e.width)) / mm,
                high: Math.min(...blanks.map((e) => e.height)) / mm,
                strangers: shown.filter((e) => !sheet.contains(e) && !e.contains(sheet)).map((e) => e.className),
            };
        }"""
    )
    return dict(seen)


def printed(page: Page, **how: object) -> tuple[int, tuple[float, float]]:
    """How many pages come out of the printer, and their size in millimetres."""
    pdf = page.pdf(**how)  # type: ignore[arg-type]
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    width, height = (float(side) / 72 * 25.4 for side in box.groups())
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), (width, height)


def test_the_fullest_worksheet_and_its_key_fit_on_one_side(visit) -> None:
    page = visit(LINK)
    page.get_by_role("button", name="Worksheet …").click()
    page.locator(SHEET).wait_for()
    page.get_by_role("radio", name="3", exact=True).last.click()
    page.locator(SHEET, has_text="Step 3").wait_for()
    page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    page.get_by_role("button", name="Print the worksheet").click()
    assert page.evaluate("window.printed") == 1
    for paper, size in PAPERS.items():
        page.get_by_role("radio", name=paper, exact=True).click()
        page.wait_for_function(
            "(height) => [...document.querySelectorAll('style')].some((e) => e.textContent.includes(`${height}mm`))",
            arg=size[1],
        )
        for shown in ("key", "worksheet"):
            page.get_by_role("radio", name=shown, exact=True).click()
            page.get_by_role("button", name=f"Print the {shown}").wait_for()
            page.locator(SHEET, has_text="the key" if shown == "key" else "Name").wait_for()
            seen = on_paper(page)
            assert (seen["cut"], seen["inside"], seen["strangers"]) == (0, True, []), (paper, shown)
            count, (width, height) = printed(page, prefer_css_page_size=True)
            assert count == 1, (paper, shown)
            assert abs(width - size[0]) < 1, (paper, shown)
            assert abs(height - size[1]) < 1, (paper, shown)
            assert printed(page, format=paper)[0] == 1, (paper, shown)
            page.emulate_media(media="screen")
        assert seen["wide"] > 18  # room for six digits by hand
        assert seen["high"] > 5.5
