"""Colours: both palettes have the same meanings, stand out from their ground, and every figure keeps to them."""

import re
from itertools import combinations

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, optimum, run
from logreg_core.model.gradient_check import error_over_epsilon, gradient_check
from logreg_core.points.origins import Generated
from pages.figures import theme
from pages.figures.check_error import error_curve
from pages.figures.curve import loss_curve, parameter_curves
from pages.figures.factors import factor_bars, factor_of
from pages.figures.plane import plane, view_of
from pages.figures.saturation import size_curves
from pages.figures.squared_error import slope_curves
from pages.figures.tangent import loss_over_y_hat, sigmoid_over_z, z_over_parameter
from pages.figures.theme import DARK, LIGHT, bands, dark_of, escape, veil

PALETTES = {"light": LIGHT, "dark": DARK}
CLEAR = "rgba(0,0,0,0)"


def luminance(rgb):
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def laid_over(fill, ground):
    """What an "rgba(...)" fill looks like on a ground."""
    red, green, blue, opacity = map(float, re.fullmatch(r"rgba\((.*)\)", fill)[1].split(","))
    return [
        opacity * part / 255 + (1 - opacity) * under for part, under in zip((red, green, blue), ground, strict=True)
    ]


def colours_of(thing, under=""):
    """Every value of a figure that stands under a key about colour, or looks like a colour."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key != "template":
                yield from colours_of(value, key)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from colours_of(value, under)
    elif isinstance(thing, str) and ("color" in under or re.match(r"#[0-9a-f]{3,8}$|(rgb|hsl)a?\(", thing, re.I)):
        yield thing


def figures():
    dataset = Generated(m=30).load()
    done = run(dataset, Experiment(steps=30).with_rate(1.0, 10))
    former = run(dataset, Experiment(steps=20, scale="standardize"))
    best = optimum(dataset)
    yield plane(dataset, view_of(dataset))
    for log in (False, True):
        yield loss_curve(done, best, log=log)
        yield loss_curve(done, best, log=log, before=former, before_label="α = 0.1")
    yield parameter_curves(done)
    yield parameter_curves(former)
    yield from chain_figures(dataset)


def chain_figures(dataset):
    """Those of the Chain rule page."""
    factor, killed = factor_of("∂L/∂ŷ", -2.0, of_loss=True), factor_of("∂z/∂w₁", 0.0)
    yield factor_bars((factor, factor_of("∂ŷ/∂z", 0.25), killed), factor_of("∂L/∂w₁", 0.0, of_loss=True))
    yield loss_over_y_hat(1.0, 1, -1.4)
    yield sigmoid_over_z(1.0, 0.2)
    yield z_over_parameter(1.0, 2.0, 0.5, "w₁")
    checks = gradient_check(dataset.X, dataset.y, (0.5, 1.0), 0.1)
    errors = error_over_epsilon(dataset.X, dataset.y, (0.5, 1.0), 0.1, [1e-9, 1e-2])
    yield error_curve(np.array([1e-9, 1e-2]), errors, checks, ("w₁", "w₂", "b"))
    yield slope_curves(1.0, 1)
    yield size_curves(1, (-709.8, 27.6))


def test_every_colour_of_every_figure_has_a_dark_one():
    known = set(dark_of()) | {CLEAR}
    used = {colour for figure in figures() for colour in colours_of(figure.to_plotly_json())}
    assert used <= known, used - known
    assert {LIGHT["class0"], LIGHT["class1"], LIGHT["loss"], LIGHT["ink"], veil(), *bands()} <= used


def test_small_figures_have_nothing_to_drag_or_zoom():
    for figure in chain_figures(Generated(m=30).load()):
        assert figure.layout.dragmode is False
        assert figure.layout.xaxis.fixedrange
        assert figure.layout.yaxis.fixedrange


def test_text_in_figures_is_never_left_to_a_default_colour():
    """What has no colour of its own takes the layout's, which is in the palette."""
    for figure in figures():
        assert figure.layout.font.color == LIGHT["ink"]
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == CLEAR
        for axis in (figure.layout.xaxis, figure.layout.yaxis):
            assert axis.gridcolor == LIGHT["line"]
            assert not axis.zeroline


def test_both_palettes_have_the_same_meanings():
    assert list(LIGHT) == list(DARK)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in [*LIGHT.values(), *DARK.values()])


def test_a_light_colour_has_one_dark_one():
    """`dark_of` is looked up by colour, so two meanings may share one only where no figure uses both."""
    shared = {name for name, other in combinations(LIGHT, 2) if LIGHT[name] == LIGHT[other]}
    assert shared <= {"page"}
    for name in set(LIGHT) - shared:
        assert dark_of()[LIGHT[name]] == DARK[name]
    assert len(dark_of()) == len(LIGHT) - len(shared) + len(bands()) + 1
    assert [dark_of()[fill] for fill in bands(LIGHT)] == list(bands(DARK))


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("name", ["ink", "soft", "loss", "gradient"])
@pytest.mark.parametrize("ground", ["surface", "page"])
def test_words_stand_out_from_their_ground(scheme, name, ground):
    palette = PALETTES[scheme]
    assert contrast(rgb(palette[name]), rgb(palette[ground])) >= 4.5


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("name", ["ink", "loss", "gradient"])
def test_numbers_stand_out_from_their_chips(scheme, name):
    palette = PALETTES[scheme]
    assert contrast(rgb(palette[name]), rgb(palette["chip"])) >= 4.5


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("name", ["class0", "class1"])
def test_points_stand_out_from_their_ground(scheme, name):
    palette = PALETTES[scheme]
    assert contrast(rgb(palette[name]), rgb(palette["surface"])) >= 3


@pytest.mark.parametrize("scheme", PALETTES)
def test_labels_and_boundary_stand_out_from_every_band(scheme):
    palette = PALETTES[scheme]
    for fill in bands(palette):
        assert contrast(rgb(palette["ink"]), laid_over(fill, rgb(palette["surface"]))) >= 4.5


@pytest.mark.parametrize("scheme", PALETTES)
def test_a_pressed_button_s_words_can_be_read(scheme):
    palette = PALETTES[scheme]
    assert contrast(rgb(palette["pressed"]), rgb(palette["surface"])) >= 7


@pytest.mark.parametrize("scheme", PALETTES)
def test_bands_grow_stronger_outwards_and_have_the_classes_colours(scheme):
    palette = PALETTES[scheme]
    fills = bands(palette)
    ground = rgb(palette["surface"])
    away = [np.linalg.norm(np.array(laid_over(fill, ground)) - ground) for fill in fills]
    assert away[0] > away[1] > away[2]
    assert away[5] > away[4] > away[3]
    for fill, name in zip(fills, ("class0",) * 3 + ("class1",) * 3, strict=True):
        parts = tuple(int(palette[name][i : i + 2], 16) for i in (1, 3, 5))
        assert fill.startswith("rgba({},{},{},".format(*parts))


def test_classes_differ_by_symbol_too():
    assert theme.SYMBOLS[0] != theme.SYMBOLS[1]


def test_the_page_gets_both_palettes():
    css = theme.css_variables()
    for name in LIGHT:
        assert f"--{name}:{LIGHT[name]};" in css.split("[data-theme")[0]
        assert f"--{name}:{DARK[name]};" in css.split('.gd-stage[data-theme="dark"]')[1]


@pytest.mark.parametrize(
    "name",
    [
        "<b>bold</b>", "<a href='javascript:alert(1)'>x</a>", "a & b", "$x^2$", "%{x}", "%{customdata}%{y:.3f}",
        "<extra>", "x" * 1_000, "a\nb", "", " ", "\x00", "&lt;b&gt;", "<br>",
    ],
)  # fmt: skip
def test_a_name_leaves_nothing_that_plotly_reads(name):
    text = escape(name)
    assert not set("<>$\n") & set(text)
    assert "%{" not in text
    assert not re.search(r"&(?!(amp|lt|gt|#\d+);)", text)
    assert 0 < len(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) <= 80
    plain = Dataset([[0, 0], [1, 1]], [0, 1])
    pair = (name.replace("\0", ""), name.replace("\0", "") + " ")  # a dataset's names differ and have no NUL
    figure = plane(Dataset(plain.X, plain.y, pair, pair), view_of(plain))
    for trace in figure.data:
        assert trace.hovertemplate.count("%{") == 3
        assert trace.hovertemplate.count("<") == trace.hovertemplate.count(">") == 5  # 3 <br>, <extra></extra>


def test_before_its_script_runs_the_stage_has_the_page_s_own_scheme():
    css = theme.css_variables()
    waiting = css[css.index(".gd-stage:not([data-theme])") :]
    for name, light in theme.LIGHT.items():
        assert f"--{name}:light-dark({light}, {theme.DARK[name]});" in waiting, name
