"""Saturation: a thought experiment with z from -800 to 800, textbook code beside stable code, number by number."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import streamlit as st

from logreg_core.model.saturation import BROKEN, FARTHEST, NAMES, broken, first_breaks, log10_sizes, stable, textbook
from pages.figures.saturation import size_curves
from pages.parts.chain_rule.code_panel import show_code
from pages.parts.chain_rule.source_code import OF_SATURATION
from pages.session import widgets
from pages.session.session import session
from pages.stage.columns import Columns
from pages.stage.panel_payload import Dial, panel_payload
from pages.words.numbers import number

_SCREEN = {
    "y_hat": ("ŷ", "1/(1 + e⁻ᶻ)"),
    "one_minus_y_hat": ("1 − ŷ", "1 − ŷ"),
    "L": ("L", "−y log ŷ − (1 − y) log(1 − ŷ)"),
    "dL_dyhat": ("∂L/∂ŷ", "−y/ŷ + (1 − y)/(1 − ŷ)"),
    "dyhat_dz": ("∂ŷ/∂z", "ŷ (1 − ŷ)"),
    "dL_dz": ("∂L/∂z", "∂L/∂ŷ · ∂ŷ/∂z"),
}
_TONES = {"L": "loss", "dL_dyhat": "gradient", "dL_dz": "gradient"}


def saturation(mount: Callable[[bytes], None]) -> None:
    """Show the dial with both columns of numbers; mount shows a panel's payload."""
    words, choice = st.columns([3, 1], vertical_alignment="center")
    words.markdown("##### Saturation: what the textbook's code would have printed")
    label = choice.segmented_control(
        "Label",
        [0, 1],
        default=1,
        key=widgets.THOUGHT_LABEL,
        format_func=lambda y: f"y = {y}",
        label_visibility="collapsed",
    )
    mount(_payload(1 if label is None else int(label), session().identity))
    show_code("Both codes", widgets.CODE_OF_SATURATION, *OF_SATURATION)


def columns(y: int) -> Columns:
    """Return a row for each whole z from -800 to 800: textbook_*, the stable numbers, log10_*, and broken_*, 1 or 0."""
    z = np.arange(-FARTHEST, FARTHEST + 1, dtype=np.float64)
    naive, right, sizes, wrong = textbook(z, y), stable(z, y), log10_sizes(z, y), broken(z, y)
    found: Columns = {"z": z.astype(np.float32)}
    for name in NAMES:
        found[f"textbook_{name}"] = getattr(naive, name)
        found[name] = getattr(right, name)
        found[f"log10_{name}"] = getattr(sizes, name).astype(np.float32)
        found[f"broken_{name}"] = wrong[name].astype(np.uint8)
    return found


def moments(y: int) -> dict[int, float]:
    """Return, by side of 0, -1 and 1, the z at which the first of the textbook's numbers breaks."""
    return {side: side * min(at for at in first_breaks(y, side).values() if at is not None) for side in (-1, 1)}


@lru_cache(maxsize=8)
def _payload(y: int, identity: str) -> bytes:
    first = moments(y)
    held = columns(y)
    wrong = np.sum([held[f"broken_{name}"] for name in NAMES], axis=0)
    says = tuple(
        f"z = {z:.0f}: " + (f"{count} of {len(NAMES)} textbook numbers are broken" if count else "both codes agree")
        for z, count in zip(held["z"].tolist(), wrong.tolist(), strict=True)
    )
    return panel_payload(
        _html(),
        key=widgets.SATURATION_PANEL,
        session=identity,
        label="Saturation: a thought experiment",
        parts={"marks": _marks(first), "since": _since(y, first), **{f"breaks_{n}": _breaks(y, n) for n in NAMES}},
        figures={"sizes": size_curves(y, tuple(first.values()))},
        dial=Dial(
            held,
            FARTHEST,
            says,
            words={f"broken_{name}": ("", "✗ wrong") for name in NAMES},
            cursors={"sizes": ("cursor", "z")},
        ),
    )


def _html() -> str:
    rows = "".join(
        f"<tr><th scope='row'><i>{name}</i> <small>{formula}</small></th>"
        f"<td><b data-col='textbook_{key}' data-as='raw'></b> "
        f"<span class='flag' data-col='broken_{key}' data-as='word'></span></td>"
        f"<td><b data-col='{key}' data-as='sized' class='{_TONES.get(key, '')}'></b></td>"
        f"<td data-slot='breaks_{key}'></td></tr>"
        for key, (name, formula) in _SCREEN.items()
    )
    return (
        '<div class="dial"><label><span>z = <b data-col="z" data-as="number"></b></span>'
        f'<input type="range" min="0" max="{2 * FARTHEST}" step="1" data-dial aria-label="z of the thought experiment">'
        '</label><div class="marks" data-slot="marks"></div></div>'
        '<div class="columns pair wide"><div><div class="scrolls"><table class="codes"><tr><th></th>'
        '<th scope="col">textbook code</th><th scope="col">stable code</th>'
        '<th scope="col">first breaks at <i>z</i></th></tr>'
        f"{rows}</table></div>"
        f"<p>By powers of ten, |<i>∂L/∂ŷ</i>| · <i>∂ŷ/∂z</i> = {_power('dL_dyhat')} × {_power('dyhat_dz')} = "
        f"{_power('dL_dz')}: a product of numbers that no double holds can still be an ordinary number.</p>"
        '<p class="soft" data-slot="since"></p></div>'
        '<div><div class="plot" data-plot="sizes" style="height:300px"></div></div></div>'
    )


def _power(name: str) -> str:
    return f"<b data-col='log10_{name}' data-as='power' class='{_TONES.get(name, '')}'></b>"


def _marks(first: dict[int, float]) -> str:
    """Where on the dial the textbook's first number breaks."""
    return "".join(
        f"<span class='{'left' if side < 0 else 'right'}' style='left:{50 + 50 * z / FARTHEST:.2f}%'>"
        f"{'◂ ' if side < 0 else ''}breaks at {number(z)}{' ▸' if side > 0 else ''}</span>"
        for side, z in first.items()
    )


def _breaks(y: int, name: str) -> str:
    found = [side * at for side in (-1, 1) if (at := first_breaks(y, side)[name]) is not None]
    return ", ".join(number(z) for z in found) or "never"


def _since(y: int, first: dict[int, float]) -> str:
    sure, other = ("right", "wrong") if y == 1 else ("wrong", "right")
    return (
        f"A number counts as broken when it is not finite, or off by more than {BROKEN:.2%} of its true size. "
        f"For z > 0, where the model is {sure}, 1 − ŷ is a difference of nearly equal numbers: from "
        f"z = {number(first[1])} on it has lost its digits, though some still come out right by luck. For z < 0, where "
        f"it is {other}, e⁻ᶻ is too large for a double from z = {number(first[-1])} on. The stable code never "
        "subtracts, and has L from z; what no double can hold is written as a power of ten."
    )
