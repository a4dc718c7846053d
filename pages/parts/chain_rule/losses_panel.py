"""Cross-entropy or squared error: the same example and the same step with both."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from logreg_core.at_step.at_step import at
from logreg_core.at_step.example import ExampleAt
from logreg_core.at_step.rounding import shown_after
from logreg_core.descent.local import Gradient
from logreg_core.descent.run import Run
from logreg_core.model.losses import squared_error
from logreg_core.model.penalty import charged_gradient
from logreg_core.points.dataset import Floats
from pages.figures.squared_error import slope_curves
from pages.session import widgets
from pages.session.session import session
from pages.stage.panel_payload import panel_payload
from pages.words.numbers import change, exactly, sized
from pages.words.rule import settings_in_words
from pages.words.strip import letters


def losses(run: Run, t: int, here: ExampleAt, when: str, mount: Callable[[bytes], None]) -> None:
    """Show both losses' factors for one example and the next step of both; mount shows a panel's payload."""
    html = (
        '<h2 class="title">Cross-entropy or squared error? <small data-slot="when"></small></h2>'
        '<div class="columns pair"><div><div class="scrolls" data-slot="table"></div><p data-slot="stalls"></p></div>'
        '<div><div class="plot" data-plot="slopes" style="height:280px"></div></div></div>'
    )
    mount(
        panel_payload(
            html,
            key=widgets.LOSSES_PANEL,
            session=session().identity,
            label=f"Cross-entropy and squared error for {when}.",
            parts={"when": when, "table": table(run, t, here), "stalls": stalls(here)},
            figures={"slopes": slope_curves(here.z, here.y)},
        )
    )


def table(run: Run, t: int, here: ExampleAt) -> str:
    """Return both losses side by side as an HTML table: this example's factors, then the step of all examples."""
    say = letters(here.scaled, here.weighted)
    alone = squared_error([[here.x1, here.x2]], [here.y], [here.w1, here.w2], here.b)
    loss = ("−log ŷ" if here.y == 1 else "−log(1 − ŷ)"), "(ŷ − y)²/2"
    first = ("−1/ŷ" if here.y == 1 else "1/(1 − ŷ)"), "ŷ − y"
    rows = [
        _row("L", (loss[0], sized(here.L, here.log10.L)), (loss[1], _by_log(alone.L, alone.log_L)), "loss"),
        _row(
            "∂L/∂ŷ",
            (first[0], sized(here.dL_dyhat, here.log10.dL_dyhat)),
            (first[1], _error(here)),
            "gradient",
        ),
        _row("∂ŷ/∂z", ("ŷ(1 − ŷ)", _extra(here)), ("ŷ(1 − ŷ)", _extra(here)), ""),
        _row(
            "∂L/∂z",
            ("ŷ − y", _error(here)),
            ("(ŷ − y) · <mark>ŷ(1 − ŷ)</mark>", _by_log(alone.dL_dz, alone.log_abs_dL_dz)),
            "gradient",
        ),
    ]
    return (
        "<table><tr><th></th><th scope='col'>cross-entropy</th><th scope='col'>squared error</th></tr>"
        + "".join(rows + _steps(run, t, say))
        + "</table>"
    )


def stalls(here: ExampleAt) -> str:
    """Say what the extra factor does to this example's pull."""
    return (
        f"Squared error keeps the factor <mark><i>ŷ(1 − ŷ)</i></mark> = <b>{_extra(here)}</b> that cross-entropy "
        "cancels: here its pull is that many times as strong. Where the model is sure and wrong, at the flat end of σ, "
        "the factor is nearly 0, and learning stalls just where there is most to learn."
    )


def _steps(run: Run, t: int, say: dict[str, str]) -> list[str]:
    """Rows with where the next step leads, from the same parameters, by the mean gradient of each loss."""
    here, rate, rule = at(run, t), run.experiment.rate_at(t), run.experiment.rule
    ends: list[Floats] = [shown_after(run, np.array([t]))[0][0, :3]]
    if not rule.given:
        other = squared_error(here.X, here.y, here.w, here.b)
        start, gradient = np.append(here.w, here.b), np.append(other.dJ_dw, other.dJ_db)
        gradient = charged_gradient(gradient, here.w, run.l2)
        ends.append(rule.update(Gradient(gradient), start, here.state, rate, t)[0])
    old = dict(zip(("w1", "w2", "b"), here.shown.rows.tolist(), strict=False))
    which = "examples" if run.held_out is None else "training examples"
    charged = [f"λ = {exactly(run.l2)}"] if run.l2 else []
    settings = ", ".join([f"α = {exactly(rate)}", *charged, *settings_in_words(rule)])
    title = f"next step, from all {run.dataset.m:,} {which} with {settings}"
    rows = [
        f"<tr><th scope='row'><i>{say[name]}</i></th>"
        + "".join(f"<td>{_from_to(old[name], float(end[k]))}</td>" for end in ends)
        + ("<td>–</td>" if len(ends) == 1 else "")
        + "</tr>"
        for k, name in enumerate(old)
        if name in say
    ]
    why = [] if len(ends) > 1 else [f"<tr><td colspan='3' class='soft'>{_OWN_CURVATURE}</td></tr>"]
    return [f"<tr><th colspan='3' scope='rowgroup'>{title}</th></tr>", *rows, *why]


_OWN_CURVATURE = (
    "Newton’s step also takes the loss’s curvature; that of squared error may be negative, so there is no step of its."
)


def _from_to(old: float, new: float) -> str:
    before, after = change(old, new)
    return f"{before} → <b>{after}</b>"


def _row(name: str, one: tuple[str, str], other: tuple[str, str], tone: str) -> str:
    cells = "".join(f"<td><i>{formula}</i> = <b class='{tone}'>{value}</b></td>" for formula, value in (one, other))
    return f"<tr><th scope='row'><i>{name}</i></th>{cells}</tr>"


def _extra(here: ExampleAt) -> str:
    return sized(here.dyhat_dz, here.log10.dyhat_dz)


def _error(here: ExampleAt) -> str:
    return sized(here.dL_dz, here.log10.dL_dz)


def _by_log(value: Floats, log: Floats) -> str:
    return sized(float(value[0]), float(log[0]) / math.log(10))
