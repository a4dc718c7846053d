"""Themes, screen sizes and screen readers."""

from __future__ import annotations

import re

from pages.figures.theme import DARK, LIGHT
from pages.words.at_the_end.outcome import said_at_the_end

from .lab import Lab, link


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def style(lab: Lab, selector: str, what: str) -> str:
    return str(lab.page.evaluate("([s, w]) => getComputedStyle(document.querySelector(s))[w]", [selector, what]))


def assert_scheme(lab: Lab, scheme: str) -> None:
    palette = {"light": LIGHT, "dark": DARK}[scheme]
    assert lab.page.locator(".gd-stage").first.get_attribute("data-theme") == scheme
    assert style(lab, "[data-testid=stApp]", "backgroundColor") == rgb(palette["page"])
    assert style(lab, ".gd-stage [data-do=step]", "backgroundColor") == rgb(palette["surface"])
    assert style(lab, ".gd-stage", "color") == rgb(palette["ink"])
    markers = lab.plot("plane", "data.map((trace) => [trace.marker.color, trace.marker.symbol])")
    assert markers == [[palette["class0"], "diamond"], [palette["class1"], "circle"]]
    assert lab.plot("plane", "layout.shapes[8].line.color") == palette["ink"]
    assert lab.plot("curve", "data[0].line.color") == palette["loss"]
    lab.assert_true()


def test_light_scheme_of_the_viewers_machine_and_a_change_while_open_keeps_the_step_and_the_zoom(visit):
    lab = Lab.open(visit, link(40))
    assert_scheme(lab, "light")
    fields, view = lab.fields, lab.zoom()
    lab.page.emulate_media(color_scheme="dark")
    lab.page.locator(".gd-stage[data-theme=dark]").first.wait_for()
    lab.until(
        "(ink) => document.querySelector('[data-plot=plane]').layout.shapes[8].line.color === ink",
        DARK["ink"],
    )
    assert lab.t == 40
    assert lab.fields == fields
    assert lab.ranges == view
    lab.assert_boundary()
    lab.step()
    lab.assert_true()


def test_phone(visit):
    lab = Lab.open(visit, viewport=(390, 844), touch=True)
    for _ in range(2):
        wide = lab.page.evaluate(
            """() => [...document.querySelectorAll('body, .gd-stage *, [data-testid=stMain] *')]
                .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 0.5
                    && !e.closest('.scroll, .plot, [data-slot=spoken], [data-testid=stSidebar], [role=tablist]'))
                .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert wide == []
        assert lab.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        t = lab.t
        lab.button("Step").tap()
        lab.shows(t + 1)
    lab.assert_true()
    lab.assert_boundary()
    small = lab.page.evaluate(
        """() => [...document.querySelectorAll('.gd-stage .transport > button')]
            .filter((e) => e.getClientRects().length)
            .map((e) => e.getBoundingClientRect().height).filter((height) => height < 40)"""
    )
    assert small == []
    lab.button("Play").tap()
    lab.plays_past(5)
    lab.button("Pause").tap()
    lab.pauses()
    lab.python_at(lab.t)
    lab.assert_true()

    # A tap on a point picks it.
    example = lab.lonely_example(but=lab.truth.pick)
    x, y = lab.truth.dataset.X[example].tolist()
    lab.page.locator("[data-plot=plane]").scroll_into_view_if_needed()
    lab.page.touchscreen.tap(*lab.pixel("plane", x, y))
    lab.picks(example)
    lab.assert_true()


def close_sidebar(lab: Lab) -> None:
    lab.page.get_by_test_id("stSidebar").hover()
    lab.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    lab.page.get_by_test_id("stExpandSidebarButton").wait_for()
    settle_size = """() => {
        const { width } = document.querySelector('.gd-stage').getBoundingClientRect();
        const same = window.lastWidth === width && width > innerWidth * 0.9;
        window.lastWidth = width;
        return same;
    }"""
    lab.page.wait_for_function(settle_size, polling=150)


def test_in_dark_too_stage_transport_and_strip_fit_without_scrolling(visit):
    for viewport, sidebar in (((1440, 900), "open"), ((1280, 720), "closed")):
        moment = link(40, learning_rates=((0, 0.1), (10, 2.25)))
        lab = Lab.open(visit, moment, viewport=viewport, color_scheme="dark")
        assert_scheme(lab, "dark")
        if sidebar == "closed":
            close_sidebar(lab)
        shown = ".strip" if viewport[1] >= 800 else ".forward"  # on a low screen its first line
        for t in (0, 7, 30, 300):  # from round numbers to updates that take many digits to see
            lab.type_t(t)
            lab.shows(t)
            for part in (".sentence", ".why", ".plane .plot", ".curve .plot", ".transport", ".rate", shown):
                box = lab.page.locator(f".gd-stage {part}").first.bounding_box()
                case = (viewport, t, part)
                assert box, case
                assert box["x"] >= 0, case
                assert box["y"] >= 0, case
                assert box["x"] + box["width"] <= viewport[0], case
                assert box["y"] + box["height"] <= viewport[1], case
            assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
            cut = lab.page.evaluate(
                """() => [...document.querySelectorAll('.gd-stage .strip :is(.forward, .chip, .head > span)')]
                    .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"""
            )
            assert cut == [], (viewport, t, "these are cut off")
            sizes = lab.page.evaluate(
                """() => Object.fromEntries(['.forward', '.chain'].map((part) => [part,
                    [...document.querySelectorAll(`.gd-stage .strip ${part} [data-col]`)]
                        .filter((e) => e.getClientRects().length)
                        .map((e) => parseFloat(getComputedStyle(e).fontSize))]))"""
            )
            assert min(sizes[".forward"]) >= 16, (viewport, t)
            if shown == ".strip":
                assert min(sizes[".chain"]) >= 14, (viewport, t)
            else:
                assert sizes[".chain"] == [], (viewport, t)


def test_a_screen_reader_hears_names_the_sentence_after_a_step_nothing_while_playing_and_the_outcome(visit):
    lab = Lab.open(visit, link(steps=2000))
    for name in ("Reset", "Back", "Play", "Step"):
        assert lab.button(name).count() == 1, name
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.gd-stage button, .gd-stage input')]
            .filter((e) => !['aria-label', e.closest('label'), e]
                .some((each) => (each === 'aria-label' ? e.ariaLabel : each?.textContent)?.trim()))
            .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    tree = lab.page.locator(".gd-stage .transport").aria_snapshot()
    assert not re.search("[▶◀❚]", tree), "symbols are hidden from screen readers"

    live = lab.slot("spoken")
    assert live.get_attribute("aria-live") == "polite"
    assert lab.page.locator(".gd-stage [aria-live], .gd-stage [role=status]").count() == 1
    lab.step()
    assert lab.spoken == f"{lab.figures} {lab.why}"
    lab.python_at(1)
    lab.page.evaluate(
        """() => {
            const spoken = document.querySelector('.gd-stage [data-slot=spoken]');
            window.heard = [];
            window.ears = new MutationObserver(() => window.heard.push(spoken.textContent));
            window.ears.observe(spoken, { childList: true, characterData: true, subtree: true });
        }"""
    )
    lab.press("Play")
    lab.plays_past(30)
    assert lab.page.evaluate("window.heard") == []
    lab.press("Pause")
    lab.pauses()
    lab.python_at(lab.t)
    assert lab.page.evaluate("window.heard") == [lab.spoken]
    assert lab.spoken == f"{lab.figures} {lab.why}"
    assert lab.figures == lab.truth.figures
    lab.page.evaluate("window.ears.disconnect()")

    lab.type_t(1999)
    lab.shows(1999)
    lab.step()
    assert lab.spoken == f"{lab.figures} {lab.why} {said_at_the_end(lab.truth.run).text}"
