"""The gradient check: the analytic gradient beside the central difference, at every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.descent.run import Run
from logreg_core.model.gradient_check import (
    MOST_EXAMPLES,
    Check,
    epsilons_around,
    error_over_epsilon,
    gradient_check,
    sensible_epsilons,
)
from pages.figures.check_error import error_curve
from pages.session import widgets
from pages.session.session import session
from pages.stage.panel_payload import panel_payload
from pages.words.numbers import exactly, number, ten_to
from pages.words.strip import letters_of

SENSIBLE = "sensible"
POWERS = range(-14, 1)  # of ten, that one may try as ε


def check(run: Run, t: int, mount: Callable[[bytes], None]) -> None:
    """Show both gradients of J at step t, how far they differ, and that error over ε.

    mount : shows a panel's payload.
    """
    say, there = letters_of(run), [*run.weighted, 2]
    names = tuple(say[name] for name in run.parameters)
    which = "examples" if run.held_out is None else "training examples"
    words, choice = st.columns([3, 1], vertical_alignment="center")
    words.markdown("##### Gradient check: is this gradient right?")
    chosen = choice.select_slider(
        "Try another ε",
        [SENSIBLE, *POWERS],
        SENSIBLE,
        key=widgets.EPSILON,
        format_func=lambda p: p if p == SENSIBLE else ten_to(p),
    )
    X, y, w, b = run.X_scaled, run.dataset.y, run.w[t], float(run.b[t])
    found = gradient_check(X, y, w, b, None if chosen == SENSIBLE else float(f"1e{chosen}"), run.l2)
    checks = tuple(found[k] for k in there)
    epsilons = epsilons_around(sensible_epsilons(X, w, b))
    errors = error_over_epsilon(X, y, w, b, epsilons, run.l2)[:, there]
    letter = "F" if run.l2 else "J"
    html = (
        '<div class="columns pair"><div>'
        '<p class="soft"><span data-slot="when"></span>. Move one parameter by a little ε, both ways, and see how '
        f"{letter} changes: this needs no chain rule at all.</p>"
        '<div class="scrolls" data-slot="table"></div><p data-slot="verdict"></p>'
        '<p class="soft" data-slot="regimes"></p></div>'
        '<div><div class="plot" data-plot="epsilon" style="height:300px"></div></div></div>'
    )
    mount(
        panel_payload(
            html,
            key=widgets.CHECK_PANEL,
            session=session().identity,
            label=f"Gradient check at t = {t:,}. {verdict(checks, names)}",
            parts={
                "when": f"All {run.dataset.m:,} {which} at t = {t:,}",
                "table": table(checks, names, at(run, t).gradient_of_F_shown[there].tolist(), letter),
                "verdict": verdict(checks, names),
                "regimes": regimes(run.dataset.m, letter) + _own_term(at(run, t), names),
            },
            figures={"epsilon": error_curve(epsilons, errors, checks, names, letter)},
        )
    )


def _own_term(here: AtStep, names: tuple[str, ...]) -> str:
    """Say what λ has in F's gradient; nothing where there is no penalty."""
    run = here.run
    if not run.l2:
        return ""
    mean, charge = here.shown.gradient, here.penalty_gradient
    each = [
        f"<i>∂F/∂{name}</i> = <i>∂J/∂{name}</i> + <i>λ{name}</i> = {number(mean[k], 6)} + {in_brackets_six(charge[k])}"
        for k, name in zip(run.weighted, names, strict=False)
    ]
    return f" <span class='gradient'>{'; '.join(each)}</span>; <i>{names[-1]}</i> is not charged."


def in_brackets_six(x: float) -> str:
    """Write a number with six digits, a negative one in brackets."""
    return f"({_six(x)})" if x < 0 else _six(x)


def table(checks: tuple[Check, ...], names: tuple[str, ...], shown: Sequence[float], letter: str = "J") -> str:
    """Return the checks as an HTML table. letter : what is looked at, "J" or with a penalty "F"."""
    rows = "".join(
        f"<tr><th scope='row'><i>∂{letter}/∂{name}</i></th><td class='gradient'><b>{_six(analytic)}</b></td>"
        f"<td><b>{_six(check.numeric)}</b></td><td>{exactly_power(check.epsilon)}</td><td>{_error(check)}</td></tr>"
        for check, name, analytic in zip(checks, names, shown, strict=True)
    )
    head = (
        f"<tr><th></th><th scope='col'>chain rule</th><th scope='col'>({letter}(θ + ε) − {letter}(θ − ε)) / 2ε</th>"
        "<th scope='col'>ε</th><th scope='col'>they differ by</th></tr>"
    )
    return f"<table>{head}{rows}</table>"


def verdict(checks: tuple[Check, ...], names: tuple[str, ...]) -> str:
    """Say whether they differ by no more than truncation and rounding leave."""
    off = [name for check, name in zip(checks, names, strict=True) if not check.agrees]
    if not off:
        return "✓ No more than rounding and the step ε can explain: the gradient is right."
    return f"✗ More than rounding and the step ε can explain: the gradient by {', '.join(off)} is wrong."


def regimes(m: int, letter: str = "J") -> str:
    """Say what the curve of the error shows. letter : as in `table`."""
    some = f" The curve is drawn from {MOST_EXAMPLES:,} of the examples." if m > MOST_EXAMPLES else ""
    return (
        f"A smaller ε is not always better. On the right the error falls with ε²: {letter} is curved between θ − ε and "
        f"θ + ε, and less so over a shorter way. On the left it rises again as 1/ε: both values of {letter} are nearly "
        f"the same number, and subtracting them leaves little but their rounding errors. The best ε lies between.{some}"
    )


def exactly_power(epsilon: float) -> str:
    """Write an ε, as a power of ten where it is one."""
    mantissa, _, power = f"{epsilon:e}".partition("e")
    return ten_to(int(power)) if float(mantissa) == 1 else exactly(epsilon)


def _six(x: float) -> str:
    return number(x, 6)


def _error(check: Check) -> str:
    if check.near_zero:
        return f"{number(check.absolute, 2)} <small>absolute: the gradient is near 0</small>"
    return f"{number(check.relative, 2)} <small>relative</small>"
