"""A lesson in a browser: by mouse, by keys alone, by finger, and as a vote for a class."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.pages.lessons import EVERY_KIND

from .serving import settled

OPEN = "What does one step do to J?"
# All that the page says or draws: its text, its markup without Python's own data, and every path.
TOLD = """() => {
    const copy = document.querySelector("[data-testid=stMain]").cloneNode(true);
    for (const style of copy.querySelectorAll("style, script")) style.remove();
    return copy.outerHTML;
}"""
CURVE = """() => [...document.querySelectorAll("[data-plot=curve] .scatterlayer .js-line")].map((line) =>
    (line.getAttribute("d") ?? "").split("L").length)"""


def begun(visit, **options) -> Page:
    """Open the lesson of the tests from its file."""
    page = visit("/learn", **options)
    page.set_input_files("input[type=file]", EVERY_KIND)
    page.get_by_role("button", name=OPEN).click()
    page.wait_for_selector(".gd-lab[data-ready=true][data-asks=true]")
    return settled(page)


def place(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("lesson", [""])[0].partition("~")[2]


def at(page: Page, where: str) -> None:
    page.wait_for_function("(w) => (new URLSearchParams(location.search).get('lesson') ?? '').endsWith(w)", arg=where)


def test_a_lesson_by_mouse_and_by_keys_tells_nothing_before_it_is_answered(visit):
    page = begun(visit, viewport=(1280, 720))
    column, stage = page.locator(".gd-learn"), page.locator(".gd-lab")
    assert page.locator("[data-testid=stSidebar]:visible").count() == 0
    assert stage.get_by_role("button", name="Step").count() == 0
    told = page.evaluate(TOLD)
    # 0.6931 is one of the answers, and stands nowhere else.
    assert told.count("0.6931") == 1
    assert "0.2293" not in told
    assert "lowest" not in told
    assert page.evaluate(CURVE) == []

    # By mouse: a mistake is answered with its reason, and another try.
    column.get_by_role("radio", name="0.5: half of the points").check()
    column.get_by_role("button", name="That is my answer").click()
    column.locator(".comes").get_by_text("But J is no count of mistakes").wait_for()
    assert page.evaluate(TOLD).count("0.6931") == 1
    at(page, "~1~B")

    # By keys alone, from the stage: a letter, Enter, and Enter again for what follows.
    page.keyboard.press("c")
    expect(column.get_by_role("radio", name="0.6931")).to_be_checked()
    page.keyboard.press("Enter")
    column.get_by_role("button", name="Then why?").wait_for()
    expect(stage.locator(".figure.loss b").first).to_have_text("0.6931")
    at(page, "~1~B-")
    page.keyboard.press("Enter")
    column.locator(".comes").get_by_text("Each ŷ is 0.5").wait_for()
    page.keyboard.press("Enter")
    at(page, "~2~B_")

    # A click is judged once it is said; until then the picture shows no pick.
    this = column.get_by_role("button", name="This one")
    expect(this).to_be_disabled()
    assert page.locator(".gd-lab .labels .picked").text_content() == ""
    spot = page.evaluate(
        """() => {
            const plot = document.querySelector("[data-plot=plane]");
            const trace = plot._fullData.find((each) => Array.from(each.customdata).includes(27));
            const i = Array.from(trace.customdata).indexOf(27);
            const { xaxis, yaxis } = plot._fullLayout;
            const { left, top } = plot.getBoundingClientRect();
            return [left + xaxis._offset + xaxis.d2p(trace.x[i]), top + yaxis._offset + yaxis.d2p(trace.y[i])];
        }"""
    )
    page.mouse.move(*spot, steps=3)
    page.mouse.click(*spot)
    column.locator(".comes").get_by_text("You have clicked example 27").wait_for()
    this.click()
    column.locator(".comes").get_by_text("and so it is").wait_for()
    page.keyboard.press("Enter")
    at(page, "~3~B_.27_")

    # What is to come is not drawn before it is stepped to, though Step is there once an answer was said.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    column.locator(".comes").get_by_text("how far does it go").wait_for()
    assert "t=0&" in page.url  # no key took the step before
    assert "1.518" not in page.evaluate(TOLD)
    stage.get_by_role("button", name="Step").click()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    column.locator(".comes").get_by_text("Now it is 1.518").wait_for()
    page.wait_for_function(f"({CURVE})().at(0) === 2")  # from step 0 to step 1, no further

    # The list has the place, and takes the page's address back.
    column.get_by_role("button", name="All lessons").click()
    page.get_by_role("button", name="Go on with question 3").wait_for()
    page.wait_for_function("location.search === ''")
    page.get_by_role("button", name="Go on with question 3").click()
    page.wait_for_selector(".gd-lab[data-ready=true]")
    at(page, "~3~B_.27_.A-")


def test_on_a_phone_the_question_stands_above_the_picture_and_a_finger_answers(visit):
    page = begun(visit, viewport=(390, 844), touch=True)
    column = page.locator(".gd-learn")
    bottom, top = (
        page.locator(selector).first.evaluate(f"(e) => e.getBoundingClientRect().{edge}")
        for selector, edge in ((".gd-learn .answers", "bottom"), ("[data-plot=plane]", "top"))
    )
    assert bottom <= top
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for target in column.locator(".answer, button:visible").all():
        assert target.evaluate("(e) => e.getBoundingClientRect().height") >= 40
    column.locator(".answer").nth(2).tap()
    column.get_by_role("button", name="That is my answer").tap()
    column.locator(".comes").get_by_text("and so it is").wait_for()


def test_a_vote_fills_the_screen_and_each_press_shows_a_little_more(visit):
    page = begun(visit, viewport=(1280, 720))
    page.get_by_role("button", name="Present").click()
    vote = page.locator(".gd-learn .vote")
    vote.wait_for()
    page.wait_for_selector(".gd-lab[data-present=true]")
    size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    for selector in ("h1.asks", ".votes li"):
        assert vote.locator(selector).first.evaluate(size) >= 26
    left, right = (
        page.locator(selector).first.evaluate(f"(e) => e.getBoundingClientRect().{edge}")
        for selector, edge in ((".gd-learn .vote", "right"), ("[data-plot=plane]", "left"))
    )
    assert left <= right
    assert page.evaluate(TOLD).count("0.6931") == 1
    press = page.keyboard.press
    press("PageDown")
    vote.locator("li[data-state=right]").wait_for()
    assert vote.locator(".because").count() == 0
    press("PageDown")
    vote.get_by_text("There is no line yet").wait_for()
    press("PageUp")
    vote.get_by_text("There is no line yet").wait_for(state="detached")
    for words in ("There is no line yet", "is no count of mistakes", "whatever its class"):
        press("PageDown")
        vote.get_by_text(words).wait_for()
    press("PageDown")
    vote.get_by_text("Which point pulls hardest").wait_for()
    for bar in ("right", "bottom"):
        assert vote.evaluate(f"(e) => e.getBoundingClientRect().{bar}") <= {"right": 1280, "bottom": 720}[bar]
    press("Escape")
    page.locator(".gd-learn .presses").get_by_role("button", name="This one").wait_for()


def test_what_was_said_is_copied_as_text(visit):
    page = begun(visit)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    at(page, "~1~A")
    page.get_by_role("button", name="All lessons").click()
    page.locator(".my-answers summary").click()
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "First answer: 0: it has made no mistake yet." in text
    assert "/learn?lesson=file/every-kind.toml~1~" in text
    assert text.splitlines()[3].startswith("http://127.0.0.1:")
