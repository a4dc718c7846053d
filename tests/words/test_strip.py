"""The strip and the sentence: every row written out, every place filled from a column, every name made harmless."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, GradientDescent, optimum, run
from logreg_core.points.origins import Generated
from pages.figures.plane import view_of
from pages.stage.bundle import WEB
from pages.stage.columns import pick_columns, run_columns
from pages.words.numbers import in_brackets, number
from pages.words.strip import cut, data_units, figures, letters, revealed, strip

BLOBS = Generated(m=1_200).load()
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</b></span></div>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "&lt;b&gt;",
    "$\\frac{1}{0}$",
    "x" * 1_000,
    "a\nb\tc\x00",
    "",
    "   ",
    "‮evil",
)
HOW = {"number", "integer", "brackets", "word", "factor", "size", "exact", "before", "after"}
FROM_ELSEWHERE = {"t", "alpha"}  # the stage derives these from the header
ATTRIBUTES = {
    *("class", "data-col", "data-as", "data-reveal", "data-alone", "data-every-frame", "data-when"),
    *("data-term", "tabindex", "aria-hidden"),
}


class Reader(HTMLParser):
    """The text, tags and data-col of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.places, self.open = "", set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)
        attributes = dict(attrs)
        assert set(attributes) <= ATTRIBUTES, attributes
        if "data-col" in attributes:
            self.places.append((attributes["data-col"], attributes.get("data-as", "number")))
            self.text += f"[{attributes['data-col']}]"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = Reader(html)
    assert reader.open == [], "a tag is left open"
    assert reader.tags <= {"div", "span", "b", "i", "h2", "small", "dfn"}
    return reader


def shown(scaled, y=1, dataset=BLOBS):
    pick = int((dataset.y == y).argmax())
    done = run(dataset, Experiment(steps=3, scale="standardize" if scaled else "none"))
    x = tuple(done.X_scaled[pick].tolist())
    return read(strip(dataset, pick, x, scaled=scaled, rule=GradientDescent())), pick, x


@pytest.mark.parametrize("scaled", [False, True])
def test_every_place_has_a_column(scaled):
    done = run(BLOBS, Experiment(steps=3, scale="standardize" if scaled else "none"))
    held = np.arange(4)
    columns = set(run_columns(BLOBS, done, held, view_of(BLOBS))) | set(pick_columns(BLOBS, done, held, 0))
    for html in (
        strip(BLOBS, 0, (1.0, 2.0), scaled=scaled, rule=GradientDescent()),
        figures(BLOBS, 3, optimum(BLOBS)),
        data_units(scaled),
    ):
        for column, how in read(html).places:
            assert column in columns | FROM_ELSEWHERE
            assert how in HOW
            assert how not in ("before", "after") or f"next_{column}" in columns


@pytest.mark.parametrize("scaled", [False, True])
def test_the_letters_wear_a_tilde_exactly_where_features_are_scaled(scaled):
    say = letters(scaled)
    assert all(("̃" in letter) == scaled for letter in say.values())
    text = shown(scaled)[0].text
    assert ("̃" in text) == scaled
    for letter in say.values():
        assert letter in text


@pytest.mark.parametrize("scaled", [False, True])
def test_every_row_is_written_out(scaled):
    reader, pick, x = shown(scaled)
    say = letters(scaled)
    text = " ".join(reader.text.split())
    assert f"Example {pick + 1}" in text
    w1, w2, b, x1, x2 = (say[name] for name in ("w1", "w2", "b", "x1", "x2"))
    assert f"z = {w1}·{x1} + {w2}·{x2} + {b} = [w1]·{in_brackets(x[0])} + [w2]·{in_brackets(x[1])} + [b] = [z]" in text
    assert "ŷ = σ(z) = [y_hat]" in text
    assert "∂L/∂ŷ[dL_dyhat]×∂ŷ/∂z[dyhat_dz]=∂L/∂z = ŷ − y[dL_dz]" in text  # each symbol above its number
    assert f"∂z/∂{w1} = {x1} = {number(x[0])}" in text
    assert f"∂z/∂{w2} = {x2} = {number(x[1])}" in text
    assert f"∂z/∂{b} = 1" in text
    for name, product in (("w1", "dL_dw1"), ("w2", "dL_dw2"), ("b", "dL_dz")):
        p = say[name]
        assert f"∂L/∂{p} = [{product}]" in text
        assert f"[{product}][share_{name}]∂J/∂{p} = [dJ_d{name}]" in text
        assert f"{p} ← [{name}] − [alpha] × [dJ_d{name}] = [{name}]" in text
    assert "its share, ÷ 1,200" in text
    assert "mean over all 1,200" in text
    assert "next step, α = [alpha]" in text
    assert "∂z/∂·" not in text


@pytest.mark.parametrize(("y", "formula"), [(1, "−log ŷ"), (0, "−log(1 − ŷ)")])
def test_the_loss_is_that_of_the_example_s_own_class(y, formula):
    text = shown(False, y)[0].text
    assert f"y = {y}" in text
    assert f"L = {formula} = [L]" in text


def test_factors_and_signs_are_written_as_such():
    places = shown(False)[0].places
    assert ("dL_dyhat", "factor") in places
    assert ("dyhat_dz", "factor") in places
    assert ("w1", "brackets") in places
    assert ("w1", "before") in places
    assert ("w1", "after") in places
    assert ("dJ_dw1", "brackets") in places


ALIKE = "every ŷ is [y_hat]: none is told apart"  # shown in place of the count, by the column `alike`


def test_a_count_of_right_answers_is_not_shown_where_every_y_hat_is_the_same():
    html = figures(BLOBS, 3, optimum(BLOBS), held_out=4)
    counts = re.findall(r'<span data-when="alike:(\d)"(?: data-reveal="2")?>(.*?)</span>', html)
    assert [when for when, _ in counts] == ["0", "1", "0"]
    assert '<span data-when="alike:1" data-reveal="2">every ŷ is' in html  # covered with the factors, since it is one
    assert [re.findall(r'data-col="(\w+)"', inner) for _, inner in counts] == [["correct"], ["y_hat"], ["correct_test"]]
    assert "correct" not in re.sub(r'<span data-when="alike:.*?</span>', "", html)


def test_where_no_y_hat_is_told_its_place_is_not_there_to_say_0():
    html = figures(BLOBS, 3, optimum(BLOBS), covered=("strip",))
    assert "every ŷ is the same: none is told apart" in html
    assert "y_hat" not in html


def test_the_figures_say_how_much_is_left_to_gain():
    text = read(figures(BLOBS, 12_300, optimum(BLOBS))).text
    best = number(optimum(BLOBS).J)
    assert text == (
        f"step [t] of 12,300 J [J] ▼▲= [change] [gap] above {best}, the lowest any line can reach"
        " · [correct] of 1,200 classified correctly" + ALIKE
    )


def test_the_figures_say_what_the_held_out_examples_say():
    text = read(figures(BLOBS, 3, optimum(BLOBS), held_out=1_400)).text
    assert text.endswith(f"classified correctly{ALIKE} · held out: [J_test], [correct_test] of 1,400")


def test_the_figures_promise_no_minimum_where_there_is_none():
    separable = Dataset([[0, 0], [1, 0], [3, 1], [4, 1]], [0, 0, 1, 1])
    text = read(figures(separable, 3, optimum(separable))).text
    assert "[gap]" not in text
    assert "as near to 0 as you like" in text
    touching = Dataset([[0, 0], [1, 0], [1, 0], [4, 1]], [0, 0, 1, 1])
    text = read(figures(touching, 3, optimum(touching))).text
    assert "[gap]" not in text
    assert "near to 0" not in text
    assert "no smallest value" in text


def test_current_parameters_stand_in_both_units():
    assert read(data_units(False)).text == "w₁ = [w1], w₂ = [w2], b = [b]"
    text = read(data_units(True)).text
    assert text.startswith("scaled: w̃₁ = [w1]")
    assert "in the data's units: w₁ = [data_w1], w₂ = [data_w2], b = [data_b]" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_a_file_stay_text(name):
    pair = (name.replace("\0", ""), name.replace("\0", "") + " ")  # a dataset's names differ and have no NUL
    dataset = Dataset([[0, 0], [1, 1], [0, 1]], [0, 1, 1], pair, pair, name)
    clean = Dataset([[0, 0], [1, 1], [0, 1]], [0, 1, 1], ("a", "b"), ("c", "d"))
    for pick in (0, 1):
        reader, plain = (
            read(strip(d, pick, (0.5, -1.5), scaled=False, rule=GradientDescent())) for d in (dataset, clean)
        )
        assert reader.tags == plain.tags
        assert reader.places == plain.places
        assert len(reader.text) < len(plain.text) + 40
    assert read(figures(dataset, 3, optimum(dataset))).text == read(figures(clean, 3, optimum(clean))).text


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("longest", [1, 16, 24, 60])
def test_a_cut_name_is_short_plain_and_on_one_line(name, longest):
    text = read(f"<b>{cut(name, longest)}</b>").text
    assert 0 < len(text) <= max(longest, len("(no name)"))
    assert "\n" not in text
    assert "\t" not in text


def test_a_class_called_by_its_number_is_not_named_twice():
    assert "small" not in shown(False)[0].tags
    named = Dataset(BLOBS.X, BLOBS.y, class_names=("no", "yes"))
    assert "yes" in shown(False, 1, named)[0].text


def test_each_column_is_revealed_and_has_its_place_in_the_style():
    html = strip(BLOBS, 3, (1.0, 2.0), scaled=False, rule=GradientDescent())
    numbers = [int(number) for number in re.findall(r'data-reveal="(\d+)"', html)]
    assert set(numbers) == set(range(1, revealed() + 1))
    rows = re.findall(r'<div class="row(?: head)?">(.*?)</div>', html)
    columns = {len(re.findall("data-reveal", row)) for row in rows}
    style = (WEB / "core" / "stage.css").read_text(encoding="utf-8")
    (narrow,) = re.findall(r"^\.gd-stage \.rows {[^}]*grid-template-columns: repeat\((\d), auto\)", style, re.MULTILINE)
    assert (len(rows), columns) == (4, {int(narrow) + 1})


def test_numbers_that_a_head_explains_say_it_themselves_where_the_screen_is_too_narrow_for_heads():
    html = strip(BLOBS, 3, (1.0, 2.0), scaled=False, rule=GradientDescent())
    assert re.findall(r'data-alone="([^"]*)"', html) == ["÷ 1,200 = ", "mean over all 1,200: "] * 3
    style = (WEB / "core" / "stage.css").read_text(encoding="utf-8")
    (narrow,) = (part for part in style.split("@container")[1:] if ".row.head { display: none; }" in part)
    assert ".chip[data-alone]::before { content: attr(data-alone)" in narrow
