"""The worksheet's panel: what is on the sheet, that no answer is in its markup, the key, and keys for many seeds."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from logreg_core import Experiment, Generated, run
from logreg_core.learning import Worksheet, key_of, suggested_points, worksheet
from pages.parts.learn.paper_sheet import sheet_html
from pages.parts.learn.sheet_style import PAPERS, space_on
from tests.app import App

FOUR = "data=four_points&rates=0:1.0&steps=20"
NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def a_page(query: str) -> None:
    """A page that is nothing but the panel, as the Learn page shows it."""
    from logreg_core import run
    from pages.parts.learn.worksheet_panel import worksheet_panel
    from pages.session.link import moment_of

    moment, _ = moment_of(query)
    worksheet_panel(moment, run(moment.experiment.data.load(), moment.experiment))  # type: ignore[union-attr]


class Sheet:
    """The panel, as one uses it."""

    def __init__(self, query: str = FOUR) -> None:
        self.at = AppTest.from_function(a_page, kwargs={"query": query}, default_timeout=30)
        self.run()

    def run(self) -> Sheet:
        self.at.run()
        assert not self.at.exception, self.at.exception[0].value
        return self

    def set(self, key: str, value: object) -> Sheet:
        self.at.get_by_key(key).set_value(value)
        return self.run()

    def type(self, label: str, text: str) -> Sheet:
        (box,) = (box for box in self.at.text_input if box.label.partition(",")[0] == label)
        box.set_value(text)
        return self.run()

    @property
    def html(self) -> str:
        (found,) = (each.proto.body for each in self.at.get("html") if 'class="gd-sheet"' in each.proto.body)
        return str(found)

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]+>", " ", self.html))

    @property
    def style(self) -> str:
        return "\n".join(each.proto.body for each in self.at.get("html") if ".gd-sheet {" in each.proto.body)

    @property
    def warnings(self) -> str:
        return "\n".join(each.value for each in self.at.warning).replace("\\", "")

    @property
    def print_button(self) -> str:
        (found,) = (each for each in self.at.get("bidi_component") if "print the sheet" in each.proto.id)
        return str(found.proto)


def test_the_sheet_of_the_four_points_holds_no_answer_and_its_key_all() -> None:
    sheet = Sheet()
    assert "Start: w₁ = 0, w₂ = 0, b = 0" in sheet.text
    assert "α = 1 in every step" in sheet.text
    assert "/?data=four_points" in sheet.text
    assert sheet.html.count('class="blank"></td>') == 2 * 4 * 7
    assert "Print the worksheet" in sheet.print_button
    sheet.set("sheet shown", "key")
    assert "Print the key" in sheet.print_button
    for answer in ("0.6225", "0.1192", "0.4741", "1.137", "0.5312", "−0.08002", "0.001628", "0.02500"):
        assert answer in sheet.text, answer
    assert "w₁ ← 0.5 " in re.sub(r"\s+", " ", sheet.text)
    assert "L: point 4 with 1.137" in sheet.text


def test_seed_points_steps_and_paper_are_chosen() -> None:
    sheet = Sheet("data=iris&rates=0:1.0&steps=20&t=3").type("Points", "1, 2, 60-62")
    assert sheet.html.count('class="blank"></td>') == 2 * 5 * 7
    sheet.type("Seed", "20251234").set("sheet steps", "3").set("sheet paper", "Letter")
    assert "Worksheet: number 20251234" in sheet.text
    assert "Start: w₁ = 0, w₂ = 0, b = 0" in sheet.text
    assert sheet.html.count('class="blank"></td>') == 3 * 5 * 7
    assert "size: 215.9mm 279.4mm" in sheet.style
    one = sheet.html
    assert sheet.type("Seed", "20251235").html != one


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("Points", "1", "That is 1 point; a worksheet has 2 to 6."),
        ("Points", "1-9", "'1-9' is not within 1 to 4, where the points lie"),
        ("Points", "2, 4", "All chosen points are of class 0"),
        ("Seed", "mine", "'mine' is no whole number"),
        ("Seed", "<b>1</b>", "is no whole number"),
    ],
)
def test_what_can_t_be_is_said_in_place_of_the_sheet(label: str, typed: str, said: str) -> None:
    sheet = Sheet().type(label, typed)
    assert said in sheet.warnings
    assert "gd-sheet" not in "".join(each.proto.body for each in sheet.at.get("html") if "<div" in each.proto.body)


def test_the_derivation_page_opens_it() -> None:
    app = App(FOUR, "derivation").press("Worksheet …")
    assert any('class="gd-sheet"' in each.proto.body for each in app.at.get("html"))


def test_another_rule_is_refused_in_a_sentence() -> None:
    sheet = Sheet(FOUR + "&rule=heavy-ball:0.9")
    assert "plain gradient descent" in sheet.warnings
    assert "Choose gradient descent in the sidebar" in sheet.warnings


def test_keys_of_many_seeds_are_a_file() -> None:
    sheet = Sheet().type("Seeds", "1-30, 41")
    (button,) = (each for each in sheet.at.get("download_button") if "Save the key" in each.proto.label)
    assert button.proto.label == "Save the key of 31 as CSV"
    assert "gives the same" not in sheet.warnings
    assert "That is more than 500 seeds" in sheet.type("Seeds", "1-501").warnings


def sheets() -> list[Worksheet]:
    plain = Experiment(Generated(m=30), w=(0.3, -0.7), b=0.2, learning_rates=((0, 0.5),), steps=9)
    done = run(plain.data.load(), plain)
    points = suggested_points(done)
    return [
        worksheet(done, 4, points, 3),
        *(worksheet(done, 0, points, 2, seed) for seed in (0, 7, 4711)),
        worksheet(done, 0, (*points, *(i for i in range(1, 10) if i not in points))[:6], 3, 99),
    ]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: f"seed {sheet.seed}")
@pytest.mark.parametrize("paper", PAPERS)
def test_no_answer_can_be_read_off_a_sheet_s_markup(sheet: Worksheet, paper: str) -> None:
    """Each number in the markup is one that is given; the key has every answer."""
    link = "/?data=blobs"
    blank, key = (sheet_html(sheet, link, key=key, space=space_on(paper)) for key in (False, True))
    tables = "".join(re.findall(r"<tbody>.*?</tbody>", blank))
    cells = re.findall(r"<td([^>]*)>(.*?)</td>", tables)
    assert all(not re.sub(r"<small>.*?</small>", "", text) for kind, text in cells if "blank" in kind)
    assert all(not text for text in re.findall(r"<i(?: [^>]*)?>(.*?)</i>", blank))
    words = unescape(re.sub(r"<[^>]+>", " ", blank))
    given = {x for row in sheet.rows for x in row} | {*sheet.experiment.w, sheet.experiment.b, sheet.rate}
    answers = {value for name, value in key_of(sheet).items() if "_step" in name or name.startswith("J")}
    unsaid = {abs(x) for x in answers - given if abs(x) not in {0.0, 0.5} and x != int(x)}
    said = {abs(float(each.replace("−", "-"))) for each in NUMBER.findall(words) if "×" not in each}
    assert not unsaid & said - {abs(x) for x in given}
    keyed = unescape(re.sub(r"<[^>]+>", " ", key)).replace("−", "-")
    for value in answers:
        assert f"{value:.4g}".rstrip("0").rstrip(".") in keyed or f"{value:.3e}"[:5] in keyed
