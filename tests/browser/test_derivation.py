"""The Derivation page in a browser: formulas set as text, lines one by one, exercises, numbers that follow, paper."""

from __future__ import annotations

import re

import pytest

from logreg_core import run
from logreg_core.derivation.lines import LINES
from logreg_core.learning.exercises import exercises
from logreg_core.model.chain_rule import chain_rule
from pages.figures.theme import DARK, LIGHT
from pages.session.link import moment_of
from pages.words.numbers import number

from .serving import height_before_and_after, settled

LINK = "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=20&t=7&pick=4"
ON_PAGE = "[class*='st-key-derivation-lines-'] [data-testid=stMarkdownContainer]"
TEXTBOOK = [line.key for line in LINES if not line.supplied]


class Derivation:
    """The page, and what is asked of it again and again."""

    def __init__(self, visit, **options):
        self.page = visit(f"/derivation?{LINK}", **options)
        self.page.locator(".st-key-derivation-card .katex").first.wait_for()
        self.page.wait_for_selector(".gd-stage[data-ready=true]")  # until then all below it may still move

    @property
    def keys(self):
        return self.page.locator(f"{ON_PAGE} > p:first-child > strong").all_text_contents()

    def shows(self, keys):
        self.page.wait_for_function(
            "([css, keys]) => [...document.querySelectorAll(css)].map((e) => e.textContent).join() === keys",
            arg=[f"{ON_PAGE} > p:first-child > strong", ",".join(keys)],
        )

    def value(self, key):
        line = self.page.locator(ON_PAGE).filter(has=self.page.locator(f"p:first-child > strong:text-is('{key}')"))
        return str(line.locator("p:last-child strong").text_content())

    def until_value(self, key, value):
        found = f"{ON_PAGE}:has(p:first-child > strong:text-is('{key}')) > p:last-child strong:text-is('{value}')"
        self.page.locator(found).wait_for()

    def press(self, name):
        settled(self.page)
        self.page.get_by_role("button", name=name, exact=True).click()

    def answer(self, text):
        box = self.page.get_by_label("Your answer")
        box.fill(text)
        self.press("Check")
        return self.page.get_by_role("status").filter(has_text=re.compile("[✓✕]"))

    def assert_colours(self, palette):
        ink = "rgb({}, {}, {})".format(*(int(palette["ink"][i : i + 2], 16) for i in (1, 3, 5)))
        self.page.wait_for_function(
            "([css, ink]) => getComputedStyle(document.querySelector(css)).color === ink",
            arg=[f"{ON_PAGE} p strong", ink],
        )

    def assert_paper(self):
        """Printed, the page is its card alone, black on white."""
        page = self.page
        page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
        page.get_by_role("button", name="Print this card").click()
        assert page.evaluate("window.printed") == 1
        page.emulate_media(media="print")
        seen = page.evaluate(
            """() => {
                const card = document.querySelector('.st-key-derivation-card');
                const shown = [...document.querySelectorAll('#root *')].filter((e) => e.getClientRects().length);
                const text = [...card.querySelectorAll('p, h4, .mord')];
                return {
                    strangers: shown.filter((e) => !card.contains(e) && !e.contains(card)).map((e) => e.className),
                    colours: [...new Set(text.map((e) => getComputedStyle(e).color))],
                    ground: getComputedStyle(card).backgroundColor,
                    button: card.querySelector('.gd-print').getClientRects().length,
                };
            }"""
        )
        assert seen == dict(strangers=[], colours=["rgb(0, 0, 0)"], ground="rgb(255, 255, 255)", button=0)
        assert page.get_by_role("heading", name="Logistic regression: the five components").is_visible()
        pdf = page.pdf(format="A4")
        assert re.findall(rb"/Type\s*/Page\b", pdf) == [b"/Type /Page"], "the card takes one page"
        page.emulate_media(media="screen")


def truth(t=7, example=3):
    moment = moment_of(LINK)[0]
    done = run(moment.experiment.data.load(), moment.experiment)
    point = (done.X_scaled, done.dataset.y, done.w[t], float(done.b[t]))
    return point, chain_rule(*point)


def test_formulas_are_set_and_are_text_an_exercise_is_checked_and_numbers_and_colours_follow(visit):
    here = Derivation(visit)
    here.assert_colours(LIGHT)
    assert here.keys == TEXTBOOK
    assert here.page.locator(".katex-error").count() == 0
    assert here.page.locator(f"{ON_PAGE} math").count() == len(TEXTBOOK)  # what a screen reader reads
    assert here.page.locator(f"{ON_PAGE} img, {ON_PAGE} canvas").count() == 0
    point, chain = truth()
    for key in ("2.1", "6.1", "6.5"):
        assert here.value(key) == number(chain.dL_dw[3, 0]), key
    assert here.value("3.6") == number(chain.dL_dyhat[3])

    # An exercise, with a wrong answer and a right one.
    settled(here.page)
    here.page.get_by_role("radio", name="∂L/∂w", exact=True).click()
    here.page.get_by_text("All three:").wait_for()
    asked = exercises(*point, example=4, learning_rate=0.1)["dL_dw"]
    here.answer(number(asked.slips["no_x"])).filter(has_text="the feature, is missing").wait_for()
    here.answer(number(asked.answer)).filter(has_text=f"Right: {number(asked.answer)}").wait_for()

    here.press("Step")
    _, chain = truth(8)
    here.until_value("6.5", number(chain.dL_dw[3, 0]))
    here.page.get_by_role("radio", name="mean over all 20").click()
    here.until_value("6.5", number(chain.dJ_dw[0]))
    here.page.get_by_role("radio", name="w₂").click()
    here.until_value("6.5", number(chain.dJ_dw[1]))
    assert here.value("7.5") == number(chain.dJ_db)

    here.page.get_by_text("Show the steps in between").click()
    here.shows([line.key for line in LINES])
    assert here.page.locator(".katex-error").count() == 0
    here.page.emulate_media(color_scheme="dark")
    here.assert_colours(DARK)
    here.assert_paper()

    # Nothing jumps when the strip is there.
    for viewport in ((1280, 720), (1440, 900)):
        here.page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        before, after = height_before_and_after(here.page)
        assert before == pytest.approx(after, abs=8), viewport


def test_for_class_lines_are_revealed_one_by_one_with_the_newest_and_the_controls_in_sight(visit):
    here = Derivation(visit, color_scheme="dark")
    here.assert_colours(DARK)
    here.page.locator(ON_PAGE).nth(20).scroll_into_view_if_needed()
    box = here.page.get_by_role("button", name="Hide lines", exact=True).bounding_box()
    assert 0 <= box["y"] < 120

    here.page.set_viewport_size({"width": 1280, "height": 720})
    here.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
    here.press("Hide lines")
    here.shows([])
    for count in range(1, 8):
        here.press("Next line")
        here.shows(TEXTBOOK[:count])
    here.page.wait_for_function(
        """(css) => {
            const { top, bottom } = [...document.querySelectorAll(css)].at(-1).getBoundingClientRect();
            return top > 100 && bottom <= innerHeight;
        }""",
        arg=ON_PAGE,
    )
    here.press("Show all")
    here.shows(TEXTBOOK)
    here.assert_paper()
    here.page.get_by_role("radio", name="4.1", exact=True).click()
    here.shows(["4.1.1", "4.1.2", "4.1.3", "4.1.4"])


def test_on_a_phone_formulas_scroll_in_their_own_box(visit):
    here = Derivation(visit, viewport=(390, 844), touch=True)
    wide = here.page.evaluate(
        """() => [...document.querySelectorAll('body, [data-testid=stMain] *')]
            .filter((e) => e.checkVisibility() && e.getClientRects().length)
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5
                && !e.closest('.katex-display, [data-slot=spoken], [data-testid=stSidebar], [role=radiogroup]'))
            .map((e) => e.outerHTML.slice(0, 160))"""
    )
    assert wide == []
    assert here.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    scrolls = "(e) => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'auto'"
    assert here.page.locator(f"{ON_PAGE} .katex-display").evaluate_all(f"(all) => all.some({scrolls})")
