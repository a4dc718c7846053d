"""A worksheet, or its key, as it stands on paper. The worksheet's markup holds what is given, and no answer."""

from __future__ import annotations

import math
from html import escape

from logreg_core.learning import WorkedStep, Worksheet
from pages.parts.learn.sheet_plane import sheet_plane
from pages.words.numbers import exactly, number
from pages.words.strip import letters, listed

LONGEST_LINK = 420  # characters that are printed; a longer one would take half of the page
# In millimetres: a step besides its lines (title, the table's head, where it leads), by how much the plane is higher
# than the formulas beside it, and a line to write in.
STEP, PLANE, COMFORTABLE, HIGHEST = 22.7, 22.0, 7.4, 9.0


def sheet_html(sheet: Worksheet, link: str, *, key: bool, space: float) -> str:
    """Return the sheet as HTML.

    link : the moment's, from its "/?" on;  key : with all answers;
    space : millimetres that steps and plane share, from which it is worked out how high a line to write in is.
    """
    say = letters(sheet.scaled, sheet.weighted)
    plane, line = _room(sheet, space)
    steps = "".join(_step(sheet, t, step, say, key=key) for t, step in enumerate(sheet.steps, 1))
    drawn = f'<div class="plane">{sheet_plane(sheet, _axes(say))}</div>' if plane and len(sheet.weighted) == 2 else ""
    given = f'<div class="given"><div>{_given(sheet, say)}</div>{drawn}</div>'
    high = STEP + line * (len(sheet.rows) + 1)
    return (
        f'<div class="gd-sheet" style="--step: {high:.2f}">{_head(sheet, key=key)}{given}{steps}'
        f'{_last(sheet, key=key)}<div class="foot">{_foot(sheet, link, key=key)}</div></div>'
    )


def _room(sheet: Worksheet, space: float) -> tuple[bool, float]:
    """Return whether the plane is drawn, and how high a line to write in is, in millimetres."""
    lines = sum(len(sheet.rows) + 1 for _ in sheet.steps)
    left = space - STEP * len(sheet.steps)
    with_plane = (left - PLANE) / lines
    return with_plane >= COMFORTABLE, min(HIGHEST, with_plane if with_plane >= COMFORTABLE else left / lines)


def _axes(say: dict[str, str]) -> tuple[str, str]:
    return say.get("x1", ""), say.get("x2", "")


def _head(sheet: Worksheet, *, key: bool) -> str:
    whose = "the data’s own points" if sheet.seed is None else f"number {sheet.seed}"
    title = "Gradient descent by hand" + (": the key" if key else "")
    who = "" if key else '<div class="who"><span>Name</span><i></i><span>Date</span><i class="short"></i></div>'
    return f'<div class="head"><b>{title}</b><span>Worksheet: {whose}</span></div>{who}'


def _given(sheet: Worksheet, say: dict[str, str]) -> str:
    """Return the formulas, and where the first step begins."""
    products = " + ".join(f"{say[f'w{a + 1}']}·{say[f'x{a + 1}']}" for a in sheet.weighted)
    slopes = ", &ensp;".join(
        [f"∂L/∂{say[f'w{a + 1}']} = (ŷ − y)·{say[f'x{a + 1}']}" for a in sheet.weighted] + [f"∂L/∂{say['b']} = ŷ − y"]
    )
    first = sheet.steps[0]
    start = [f"{say[f'w{a + 1}']} = {_short(first.w[a])}" for a in sheet.weighted] + [f"{say['b']} = {_short(first.b)}"]
    w, *more = [*(say[f"w{a + 1}"] for a in sheet.weighted), say["b"]]
    others = listed(more)
    lines = [
        f"z = {products} + {say['b']} &emsp; ŷ = 1 / (1 + e<sup>−z</sup>)",
        "L = −ln ŷ where y = 1, &ensp;L = −ln(1 − ŷ) where y = 0",
        slopes,
        f"J, ∂J/∂{w} and so on are means over the {len(sheet.rows)} points.",
        f"One step: {w} ← {w} − α · ∂J/∂{w}, {others} alike, all at once.",
        f"<b>Start: {', '.join(start)}. &ensp; α = {_short(sheet.rate)} in every step.</b>",
    ]
    if sheet.scaled:
        names = listed([say[f"x{a + 1}"] for a in sheet.weighted])
        lines.append(f"{names}: standardised, with mean 0 and spread 1 over all of the data.")
    lines.append("<small>Write four digits. Go on with what you wrote; a last digit may differ by 1 or 2.</small>")
    return "".join(f"<p>{line}</p>" for line in lines)


def _step(sheet: Worksheet, t: int, step: WorkedStep, say: dict[str, str], *, key: bool) -> str:
    names = [f"w{a + 1}" for a in sheet.weighted]
    start = "from the start" if t == 1 else f"from where step {t - 1} led"
    if key:
        values = [f"{say[n]} = {_answer(step.w[int(n[1]) - 1])}" for n in names] + [f"{say['b']} = {_answer(step.b)}"]
        start = f"from {', '.join(values)}"
    heads = ['<th class="which">point</th>']
    heads += [f'<th class="x">{say[f"x{a + 1}"]}</th>' for a in sheet.weighted] + ['<th class="y">y</th>']
    found = ["z", "ŷ", "ŷ − y", "L", *(f"∂L/∂{say[n]}" for n in names), f"∂L/∂{say['b']}"]
    rows = []
    for at, (x, point) in enumerate(zip(sheet.rows, step.points, strict=True)):
        given = "".join(f"<td>{_short(x[a])}</td>" for a in sheet.weighted)
        answers = [point.z, point.y_hat, point.dL_dz, point.L, *(point.dL_dw[a] for a in sheet.weighted), point.dL_db]
        blanks = "".join(f'<td class="blank">{_answer(answer) if key else ""}</td>' for answer in answers)
        rows.append(f"<tr><td>{sheet.numbers[at]}</td>{given}<td>{x[2]}</td>{blanks}</tr>")
    means = [("J", step.J), *((f"∂J/∂{say[n]}", step.dJ_dw[int(n[1]) - 1]) for n in names)]
    means.append((f"∂J/∂{say['b']}", step.dJ_db))
    mean = "".join(
        f'<td class="blank sum"><small>{name}</small>{_answer(value) if key else ""}</td>' for name, value in means
    )
    left = f'<td class="mean" colspan="{5 + len(names)}">mean of each column</td>'
    nexts = [(say[n], step.next_w[int(n[1]) - 1]) for n in names] + [(say["b"], step.next_b)]
    leads = "".join(f"<span>{name} ← <i>{_answer(value) if key else ''}</i></span>" for name, value in nexts)
    heads += [f"<th>{name}</th>" for name in found]
    table = f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}<tr>{left}{mean}</tr></tbody>"
    return (
        f'<div class="step"><p><b>Step {t}</b>, {start}</p><table>{table}</table>'
        f'<div class="leads"><span>The step leads to</span>{leads}</div></div>'
    )


def _last(sheet: Worksheet, *, key: bool) -> str:
    """Return the question at the end, which is for words."""
    last, count = sheet.steps[-1], len(sheet.steps)
    question = f"In step {count}: which point has the largest L, which pulls hardest on w, and why?"
    if not key:
        return f'<div class="last"><span>{question}</span><i></i></div>'
    costs = _largest(sheet, [point.L for point in last.points])
    pulls = _largest(sheet, [math.hypot(*point.dL_dw) for point in last.points])
    after = f"After step {count}, J = {_answer(sheet.J_after)}."
    return f'<div class="last"><span>{question} L: {costs}. Pull, |∂L/∂w|: {pulls}. {after}</span></div>'


def _largest(sheet: Worksheet, values: list[float]) -> str:
    """Return which points have the largest value, and the value."""
    most = max(values)
    alike = [f"{name}" for name, value in zip(sheet.numbers, values, strict=True) if math.isclose(value, most)]
    return f"point{'s' * (len(alike) > 1)} {listed(alike)} with {_answer(most)}"


def _foot(sheet: Worksheet, link: str, *, key: bool) -> str:
    of = "" if sheet.seed is None else f"Worksheet number {sheet.seed}. "
    shown = f"/?{sheet.experiment.to_query()}" if key else link
    if len(shown) > LONGEST_LINK:
        return f"{of}The moment’s link is too long for paper: “Copy link” in the app’s sidebar has it."
    what = "These points and steps" if key else "Made from the moment"
    return f"{of}{what}, behind the app’s address: <span>{escape(shown)}</span>"


def _answer(x: float) -> str:
    """Write a number to be found: with four digits, or as short as it is."""
    rounded = float(f"{x:.4g}")
    return _short(x) if math.isclose(x, rounded, rel_tol=1e-12, abs_tol=1e-15) else number(x)


def _short(x: float) -> str:
    """Write a number with four digits at most, and without zeros at its end."""
    return exactly(float(f"{x:.4g}") + 0.0).replace("-", "−")
