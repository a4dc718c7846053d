"""The words of the Examples page, as HTML: what is selected, what an example changes, what a threshold gives."""

from __future__ import annotations

from collections.abc import Sequence

from logreg_core.at_step.batch_spread import Spread
from logreg_core.at_step.classification import Confusion
from logreg_core.at_step.contributions import Part, Path, Ranking
from logreg_core.at_step.what_if import Gradient
from logreg_core.descent.batches import REPLACEMENT
from logreg_core.descent.rules.rule import Term
from pages.words.numbers import change, exactly, number
from pages.words.strip import all_same, cut, parameters_in

_ALIKE = 1e-9  # relative; a smaller difference is rounding alone
NAMED = 8  # examples of a selection that are named


def percent(part: float) -> str:
    """Write a part of 1 in per cent, to three digits."""
    return f"{number(100 * part, 3)} %"


def listed(numbers: Sequence[int], most: int = NAMED) -> str:
    """List numbers of examples: the first few, and how many more there are."""
    named = ", ".join(f"{i:,}" for i in numbers[:most])
    return named if len(numbers) <= most else f"{named} and {len(numbers) - most:,} more"


def selection(numbers: Sequence[int], part: Part, whole: Part, say: dict[str, str], t: int) -> str:
    """Write what the selected examples, by number from 1, add to the gradient at step t, and what all of them do."""
    one = len(numbers) == 1
    what = f"Example {numbers[0]:,}" if one else f"{len(numbers):,} examples"
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(f'<td class="gradient"><b title="{x!r}">{number(x)}</b></td>' for x in _derivatives(of, say))
        + f'<td><b title="{of.share!r}">{percent(of.share)}</b></td></tr>'
        for name, of in (("the selection’s part", part), (f"all {whole.count:,}", whole))
    )
    button = "" if one else '<button data-request=\'{"select":[]}\' class="quiet">Clear selection</button>'
    return (
        f'<h2>Selected at t = {t:,}: {what}</h2><p class="soft">{"" if one else listed(numbers) + " "}{button}</p>'
        f'<div class="scrolls"><table><tr><th></th>{_heads(say)}<th scope="col">share of all |∂L/∂{_w(say)}|</th></tr>'
        f"{rows}</table></div>"
    )


def _derivatives(part: Part, say: dict[str, str]) -> list[float]:
    return [getattr(part, f"dJ_d{name}") for name in parameters_in(say)]


def _heads(say: dict[str, str]) -> str:
    return "".join(f'<th scope="col" class="gradient"><i>∂J/∂{say[name]}</i></th>' for name in parameters_in(say))


def _w(say: dict[str, str]) -> str:
    return say["b"].replace("b", "w")


def gradients(columns: Sequence[tuple[str, Gradient | None]], say: dict[str, str]) -> str:
    """Write the mean gradient as it is, and as it would be, one column each; a dash where no example would be left."""
    head = "".join(f'<th scope="col">{title}</th>' for title, _ in columns)
    names = [
        *((f"∂J/∂{say[name]}", f"dJ_d{name}", "gradient") for name in parameters_in(say)),
        ("J", "J", "loss"),
    ]
    first = columns[0][1]
    rows = ""
    for title, field, tone in names:
        cells = ""
        for _, found in columns:
            x = getattr(found, field) if found else None
            # as many digits as it takes to see a difference
            if x is None:
                cells += "<td>–</td>"
                continue
            old = getattr(first, field)
            alike = found is first or abs(x - old) <= _ALIKE * abs(old)
            text = number(x) if alike else change(old, x)[1]
            cells += f'<td class="{tone}"><b title="{x!r}">{text}</b></td>'
        rows += f'<tr><th scope="row"><i>{title}</i></th>{cells}</tr>'
    counts = "".join(f"<td>{found.m if found else 0:,}</td>" for _, found in columns)
    return (
        f'<div class="scrolls"><table><tr><th></th>{head}</tr>{rows}'
        f'<tr><th scope="row">examples <i>m</i></th>{counts}</tr></table></div>'
    )


def verdicts(counted: Confusion, class_names: tuple[str, str], threshold: float, which: str) -> str:
    """Write the confusion matrix at a threshold, and accuracy, recall and precision in words."""
    zero, one = (f"class {label}{_named(name, label)}" for label, name in enumerate(class_names))
    table = (
        '<div class="scrolls"><table class="matrix"><tr><th></th>'
        f'<th scope="col">called {one}<br>ŷ ≥ {threshold:g}</th>'
        f'<th scope="col">called {zero}<br>ŷ &lt; {threshold:g}</th></tr>'
        f'<tr><th scope="row"><span class="class1">is {one}</span></th>'
        f'<td data-cell="true_1"><b>{counted.true_1:,}</b> correct</td>'
        f'<td data-cell="false_0"><b>{counted.false_0:,}</b> wrong: missed</td></tr>'
        f'<tr><th scope="row"><span class="class0">is {zero}</span></th>'
        f'<td data-cell="false_1"><b>{counted.false_1:,}</b> wrong: false alarms</td>'
        f'<td data-cell="true_0"><b>{counted.true_0:,}</b> correct</td></tr></table></div>'
    )
    said = [
        f"{counted.true_1 + counted.true_0:,} of {counted.m:,} {which} are classified correctly: "
        f"accuracy <b>{number(counted.accuracy)}</b>.",
        f"Of the {counted.of_class_1:,} of {one}, {counted.true_1:,} are found: recall {_part(counted.recall)}.",
        f"Of the {counted.called_1:,} called {one}, {counted.true_1:,} are: precision {_part(counted.precision)}.",
        f"Of the {counted.of_class_0:,} of {zero}, {counted.false_1:,} are false alarms: rate "
        f"{_part(counted.false_alarms)}.",
    ]
    return table + "".join(f"<p>{line}</p>" for line in said)


def _part(part: float | None) -> str:
    return "not defined, as there are none" if part is None else f"<b>{number(part)}</b>"


def _named(name: str, label: int) -> str:
    return "" if name == str(label) else f" ({cut(name, 16)})"


# What stands around the figures. ---------------------------------------------------------------------------------

_ARROWS = (
    '<div><h2>Where each example wants the line to move</h2><div class="plot" data-plot="arrows"></div>'
    '<p class="soft">An arrow has length <i>|ŷ − y|</i>: the error, which is <span class="gradient">∂L/∂z</span> '
    "without its sign. Class 1 pushes the line towards class 0, so that it gets more room, and the other way round. "
    'A mark’s area is <span class="gradient">|∂L/∂w|</span>. Click one, or drag a box around some.'
    '<span data-slot="drawn"></span></p></div>'
)
_STEP = (
    '<div><h2>The next step, made of everyone’s contribution</h2><div class="plot" data-plot="step"></div>'
    '<p class="soft" data-slot="step"></p></div>'
)
_SELECTION = '<div data-slot="selection"></div>'
PULLS = f'<div class="card">{_SELECTION}</div><div class="card columns tall">{_ARROWS}{_STEP}</div>'
PULLS_ALONE = (
    f'<div class="card">{_SELECTION}</div><div class="card tall">{_ARROWS}<p class="soft" data-slot="step"></p></div>'
)
LIFE = (
    '<div class="card"><p data-slot="said"></p><div class="columns broad">'
    + "".join(f'<div class="plot" data-plot="{name}"></div>' for name in ("y_hat", "loss", "factors", "derivatives"))
    + "</div></div>"
)
THRESHOLD = (
    '<div class="card columns"><div><h2 data-slot="title"></h2><div data-slot="verdicts"></div></div>'
    '<div><h2 data-slot="over"></h2><div class="plot" data-plot="roc" style="height:330px"></div></div></div>'
)
THRESHOLD_ALONE = (
    '<div class="card"><h2 data-slot="title"></h2><div data-slot="verdicts"></div>'
    '<p class="soft" data-slot="over"></p></div>'
)
WHAT_IF = '<div class="card"><p data-slot="said"></p><div data-slot="gradients"></div></div>'


def ranked_html(say: dict[str, str]) -> str:
    """Return the card of the largest contributions: a place for words and one for bars, for each parameter."""
    places = (
        f'<div><div data-slot="{name}"></div><div class="plot" data-plot="{name}"></div></div>'
        for name in parameters_in(say)
    )
    head = '<div class="card"><p class="soft" data-slot="said"></p><div class="columns">'
    return f"{head}{''.join(places)}</div></div>"


_PLAIN = "−α·∂J/∂θ"  # what the gradient's step is where each example has α/m of its own gradient in it


def laid(
    path: Path,
    t: int,
    rate: float,
    others: Sequence[Term] = (),
    of: str = "w",
    made: Term | None = None,
    batch: int | None = None,
) -> str:
    """Explain the pieces in the plane of weights.

    others : parts of the step that no example has a share in.  of : what the plane's two axes are together.
    made : the part that the examples make together.  batch : of how many examples the step's gradient is
    the mean, where not of all.
    """
    divided = "m" if batch is None else f"{batch:,}"
    who = "one example" if batch is None else f"one example of this step’s batch of {batch:,}"
    rest = (
        f", the {len(path.rows):,} longest singly, the other {path.others:,} together (dotted)" if path.others else ""
    )
    first = "".join(f"first {each.name}, <i>{each.formula}</i> (dashed); then " for each in others)
    share = "one example’s share of" if batch is None else f"what {who} has of"
    piece = f"<i>−(α/{divided})·<span class='gradient'>∂L/∂{of}</span></i> of {who}, α = {exactly(rate)}"
    if made is not None and made.formula != _PLAIN:
        piece = (
            f"{share} {made.name}, <i>{made.formula}</i>, with its own "
            f"<i>(1/{divided})·<span class='gradient'>∂L/∂θ</span></i> in place of <i>∂J/∂θ</i>, α = {exactly(rate)}"
        )
    return (
        f"From <i>{of}</i> at t = {t:,}: {first}"
        f"each piece is {piece}, ordered by direction{rest}. They end where the step does (thick): a slim bow "
        "where all pull alike, a full one where they pull against each other."
    )


def spread_in_words(spread: Spread, m: int) -> str:
    """Explain where other batches would lead: the pale arrow and the ellipse."""
    how = "S·(m − 1)/(m·B)" if spread.order == REPLACEMENT else "(1 − B/m)·S/B"
    return (
        f" The pale arrow is where all {m:,} together lead. The dotted ellipse is <i>α</i> times two standard "
        f"deviations of a batch’s mean gradient round <i>∂J/∂θ</i>, in each direction: their covariance is {how} with "
        f"B = {spread.size:,}, m = {m:,} and S that of the examples’ gradients."
    )


def summed(title: str, ranked: Ranking) -> str:
    """Write a derivative of J as the heading of its bars, and the sums of these and of all others."""
    bars = ranked.total - ranked.rest
    of = f"these {len(ranked.rows):,}: {number(bars)}, the other {ranked.others:,}: {number(ranked.rest)}"
    return (
        f'<h2><i class="gradient">{title}</i> = <b class="gradient" title="{ranked.total!r}">{number(ranked.total)}'
        f'</b></h2><p class="soft">{of if ranked.others else "all of it is here"}</p>'
    )


def ranked(t: int, m: int, batch: int | None = None) -> str:
    """Explain the bars. batch : how many examples the step takes, where not all."""
    step = "" if batch is None else f" The step from here takes the mean over its batch of {batch:,} in their place."
    return (
        f"At t = {t:,} each derivative of J is the sum of {m:,} contributions, each (1/m) times the example’s own "
        "derivative. These are the largest. "
        f"Click a bar to pick its example.{step}"
    )


def life(example: int, y: int, x: Sequence[float], t: int, steps: int, say: dict[str, str]) -> str:
    """Say which example the curves belong to, and which step is shown."""
    slopes = [
        f"∂z/∂{say[name]} = " + (f"{say[f'x{name[1]}']} = {number(x[int(name[1]) - 1])}" if name != "b" else "1")
        for name in parameters_in(say)
    ]
    return (
        f"<b>Example {example:,}</b> (<i>y</i> = {y}) over steps 0 to {steps:,}; the dotted line is at t = {t:,}. "
        f"Its other components never change: {', '.join(slopes)}."
    )


def same_parameters(example: int, t: int, *, scaled: bool) -> str:
    """Say at which parameters the gradient is compared, and with which changes."""
    kept = " Features are scaled as they are now; a change of the data scales them anew." if scaled else ""
    return (
        f"The gradient at the <i>w</i> and <i>b</i> of t = {t:,}, with example {example:,}, without it, and with it "
        f"changed.{kept}"
    )


def not_told_apart(y_hat: float) -> str:
    """Say, as HTML, why there is nothing to count where every ŷ is the same."""
    same = all_same(f"<b>{exactly(y_hat)}</b>")
    return f"<p>{same[:1].upper()}{same[1:]}. Whatever the threshold is, all of them are called the same.</p>"
