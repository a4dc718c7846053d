"""The factors of one example's gradient: the one that was clicked, and all of them by size."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from logreg_core.at_step.example import ExampleAt
from pages.figures.factors import HEIGHT, Factor, factor_bars, factor_of, in_words
from pages.figures.tangent import loss_over_y_hat, sigmoid_over_z, z_over_parameter
from pages.parts.chain_rule.code_panel import show_code
from pages.parts.chain_rule.source_code import OF_FACTOR
from pages.session import widgets
from pages.session.session import session
from pages.stage.panel_payload import panel_payload
from pages.words.chain_rule import aligned, cancellation, link, product_of, size_of_gradient
from pages.words.numbers import number, sized
from pages.words.strip import letters, parameters_in

Mount = Callable[[bytes], None]
_HEAD = '<h2 class="title"><span data-slot="title"></span> <small data-slot="when"></small></h2>'
_PLOT = '<div class="plot" data-plot="{name}" style="height:{height}px"></div>'


def details(here: ExampleAt, factor: str, when: str, mount: Mount) -> None:
    """Show one factor: its formula, in letters and with the example's numbers, its slope as a tangent, and its code.

    when : the example and the step, in words;  mount : shows a panel's payload.
    """
    said = link(factor, here)
    figure, words = _tangent(here, factor)
    html = _HEAD + '<p class="soft" data-slot="sentence"></p>' + _PLOT.format(name="tangent", height=270)
    mount(
        panel_payload(
            html,
            key=widgets.TANGENT_PANEL,
            session=session().identity,
            label=f"{said.title}. {words}",
            parts={"title": said.title, "when": when, "sentence": said.sentence},
            figures={"tangent": figure},
        )
    )
    st.latex(aligned(said.step, said.slope))
    show_code("The code that computes it", widgets.CODE_OF_FACTOR, *OF_FACTOR[factor])


def factors(here: ExampleAt, factor: str, parameter: str, when: str, mount: Mount) -> None:
    """Show all three factors of ∂L/∂parameter as bars, their product, and why the first two of them cancel."""
    say = letters(here.scaled, here.weighted)
    each, product = _bars(here, parameter)
    html = (
        f"{_HEAD}"
        '<p class="soft">Each bar begins where the one above it ends: to multiply is to add lengths. '
        "The sign stands beside the name.</p>"
        + _PLOT.format(name="bars", height=HEIGHT)
        + '<div class="buttons" role="group" aria-label="Which factor is explained" data-slot="buttons"></div>'
    )
    mount(
        panel_payload(
            html,
            key=widgets.FACTOR_PANEL,
            session=session().identity,
            label=in_words(each, product),
            parts={
                "title": f"The factors of ∂L/∂{say[parameter]}, by size",
                "when": when,
                "buttons": _buttons(factor, say),
            },
            figures={"bars": factor_bars(each, product)},
        )
    )
    st.latex(aligned(product_of(parameter, here)))
    st.markdown("**Why the first two make ŷ − y**")
    st.latex(aligned(cancellation(here)))


def _tangent(here: ExampleAt, factor: str) -> tuple[go.Figure, str]:
    """The factor's function with its tangent, and what it shows in words."""
    if factor == "loss":
        slope = sized(here.dL_dyhat, here.log10.dL_dyhat)
        words = f"L over ŷ for y = {here.y}; at ŷ = {number(here.y_hat)} the tangent's slope is {slope}."
        return loss_over_y_hat(here.z, here.y, here.dL_dyhat), words
    if factor == "sigma":
        slope = sized(here.dyhat_dz, here.log10.dyhat_dz)
        return sigmoid_over_z(
            here.z, here.dyhat_dz
        ), f"σ over z; at z = {number(here.z)} the tangent's slope is {slope}."
    name, value = letters(here.scaled)[factor], {"w1": here.w1, "w2": here.w2, "b": here.b}[factor]
    slope_of_z = here.slope_of_z(factor)
    words = f"z over {name}: a straight line of slope {number(slope_of_z)}."
    return z_over_parameter(value, slope_of_z, here.z, name), words


def _bars(here: ExampleAt, parameter: str) -> tuple[tuple[Factor, ...], Factor]:
    say, slope = letters(here.scaled)[parameter], here.slope_of_z(parameter)
    size = size_of_gradient(parameter, here)
    each = (
        factor_of("∂L/∂ŷ", here.dL_dyhat, of_loss=True, log10=here.log10.dL_dyhat),
        factor_of("∂ŷ/∂z", here.dyhat_dz, log10=here.log10.dyhat_dz),
        factor_of(f"∂z/∂{say}", slope),
    )
    gradient = here.dL_by(parameter)
    return each, factor_of(f"∂L/∂{say}", gradient, of_loss=True, log10=-math.inf if size is None else size)


def _buttons(chosen: str, say: dict[str, str]) -> str:
    """One for each factor there is, which has it explained."""
    names = {"loss": "∂L/∂ŷ", "sigma": "∂ŷ/∂z"} | {p: f"∂z/∂{say[p]}" for p in parameters_in(say)}
    return "<span>Explain</span>" + "".join(
        f"<button type='button' data-request='{json.dumps({'factor': name})}' "
        f"aria-pressed='{'true' if name == chosen else 'false'}'>{names[name]}</button>"
        for name in names
    )
