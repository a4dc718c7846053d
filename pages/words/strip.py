"""The chain-rule strip and the figures above the pictures, as HTML whose numbers the stage fills in.

An element with data-reveal is shown from that number on where factors are revealed one at a time.
An element with data-col shows that column at the step on screen; data-as says how it is written: number (the
default), integer, brackets (a negative one in brackets), word (looked up in the stage's words), factor (by its
power of ten where `extreme` is set), exact (as it was typed, if short), and before / after (a pair with enough
digits to tell the two apart).

What a column of the parameters' rows touches: its name in `_COLUMNS`, its head in `strip` and its chip in `_row`, from
which `revealed` counts what there is to reveal; its number, a column of `pick_columns` in pages/stage/columns.py; and
the number of columns of `.rows` in pages/stage/web/core/stage.css.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from html import escape

from logreg_core import Dataset
from logreg_core.descent.batches import Batches
from logreg_core.descent.optimum import Optimum
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.points.short_text import short_name
from pages.words.batch.batch_places import mean_head, share_head, share_in_batch
from pages.words.glossary import explained
from pages.words.learning.blank_places import NOTHING, Places
from pages.words.next_step.live_lines import are_long, in_rows, live_lines
from pages.words.numbers import LARGEST_PLAIN, exactly, in_brackets, number, power_of_ten
from pages.words.rule import settings_in_words

_TILDE = "̃"
BOTH = (0, 1)  # the features that have a weight, where both do
FORWARD, FIRST_COLUMN = 3, 7  # of the things revealed: the forward pass, and the first column of the parameters' rows
_COLUMNS = ("branch", "product", "share", "mean", "step")


def letters(scaled: bool, weighted: tuple[int, ...] = BOTH) -> dict[str, str]:
    """Return how parameters and features are written: with a tilde where descent moves in scaled units.

    weighted : which features, from 0, have a weight; of the others neither feature nor weight is among them.
    """
    tilde = _TILDE if scaled else ""
    weights = {f"w{k + 1}": f"w{tilde}{'₁₂'[k]}" for k in weighted}
    return weights | {"b": f"b{tilde}"} | {f"x{k + 1}": f"x{tilde}{'₁₂'[k]}" for k in weighted}


def letters_of(run: Run) -> dict[str, str]:
    """Return how a run's parameters and features are written."""
    return letters(run.experiment.scale != "none", run.weighted)


def parameters_in(say: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of "w1", "w2" and "b" there are among letters."""
    return tuple(name for name in ("w1", "w2", "b") if name in say)


def listed(words: Sequence[str]) -> str:
    """List words as a sentence does: "w₁, w₂ and b"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def cut(text: str, longest: int = 24) -> str:
    """Return a name from a file on one line, shortened, safe inside HTML."""
    return escape(short_name(text, longest))


def value(column: str, how: str = "number", kind: str = "") -> str:
    """Return a place for a column's number, as HTML."""
    as_ = "" if how == "number" else f' data-as="{how}"'
    class_ = f' class="{kind}"' if kind else ""
    return f'<b data-col="{column}"{as_}{class_}></b>'


def told_apart(m: int, *, with_y_hat: bool = True) -> str:
    """Write how many of m examples are classified correctly; where every ŷ is the same, that none is told apart.

    with_y_hat : whether that ŷ is told.
    """
    same = value("y_hat", "exact") if with_y_hat else "the same"
    return (
        f'<span data-when="alike:0">{value("correct", "integer")} of {m:,} {explained("classified correctly")}</span>'
        f'<span data-when="alike:1" data-reveal="2">{all_same(same)}</span>'
    )


def all_same(y_hat: str) -> str:
    """Say that every ŷ is the same: then a count of right answers tells nothing."""
    return f"every ŷ is {y_hat}: none is told apart"


def figures(
    dataset: Dataset,
    steps: int,
    best: Optimum | None,
    *,
    held_out: int = 0,
    covered: Collection[str] = frozenset(),
    l2: float = 0.0,
) -> str:
    """Write the two large figures, step and mean loss, and a small line after them: what is left, how many are right.

    Where λ charges the weights the second is F, and its two parts are in the small line.

    dataset : the examples that descent sees;  held_out : how many it does not see;
    best : None where that is not to be told.
    covered : what is not told, of "J", "best", "correct" and "strip", without which no ŷ is.
    l2 : λ.
    """
    F = "F" if l2 else "J"
    if best is None:
        rest = ""
    elif best.exists and l2:
        rest = f"{value('gap')} above {number(best.F)}, the {explained('lowest F any line can reach', 'lowest F')}"
    elif best.exists:
        rest = f"{value('gap')} above {number(best.J)}, the {explained('lowest any line can reach')}"
    elif l2:
        rest = "it can come as near to 0 as you like at any λ: there is one class alone, and b is free"
    elif best.separation == "complete":
        rest = "it can come as near to 0 as you like: a line separates the classes"
    else:
        rest = "it has no smallest value: a line separates the classes but for points on it"
    right = told_apart(dataset.m, with_y_hat="strip" not in covered)
    test = (
        f"{explained('held out')}: {value('J_test', kind='loss')}"
        f'<span data-when="alike:0">, {value("correct_test", "integer")} of {held_out:,}</span>'
    )
    J = "<b>?</b>" if "J" in covered else f"{value(F)} {_CHANGE}"
    parts = f"<i>{explained('J')}</i> {value('J')} + {explained('λ/2·|w|²')} {value('penalty')}"
    rests = [parts] if l2 and "J" not in covered else []
    rests += [] if best is None or {"J", "best"} & set(covered) else [rest]
    rests += [] if "correct" in covered else [right]
    rests += [test] if held_out and not {"J", "correct"} & set(covered) else []
    return (
        f'<span class="figure" data-every-frame>{explained("step")} {value("t", "integer")} of {steps:,}</span> '
        f'<span class="figure loss" data-every-frame><i>{explained(F)}</i> {J}</span> '
        f'<span class="rest">{" · ".join(rests)}</span>'
    )


# Of the last step, shown by the column `why`, as pages/words/why.py has it.
_CHANGE = (
    '<span class="change" aria-hidden="true" data-when="why:!0"><span data-when="why:2|3|4">▼</span>'
    '<span data-when="why:!0|1|2|3|4">▲</span>'
    f'<span data-when="why:1">=</span> <span data-when="why:!1">{value("change", "size")}</span></span>'
)


def revealed() -> int:
    """Return how many things of a strip are revealed one at a time."""
    return FIRST_COLUMN + len(_COLUMNS) - 1


def strip(
    dataset: Dataset,
    pick: int,
    x: tuple[float, float],
    *,
    scaled: bool,
    rule: Rule,
    example: int | None = None,
    weighted: tuple[int, ...] = BOTH,
    places: Places = NOTHING,
    batch: Batches | None = None,
    l2: float = 0.0,
    surprise: str = "",
) -> str:
    """Write, as HTML, the picked example's forward pass, five components and their products, and the next step.

    pick : the example, counted from 0;  x : its features as z sees them;  rule : what a step is.
    example : the number, from 0, by which it goes on screen, where that is another one.
    weighted : which features, from 0, have a weight.  places : which numbers are to be filled in.  l2 : λ; where it is
    not 0, λw has a column of its own.
    batch : which rows a step takes; all where it is None.
    surprise : what has to be said of the next step, as HTML; see `next_step.surprises`.
    """
    say = letters(scaled, weighted)
    in_letters = [*(f"{say[f'w{k + 1}']}·{say[f'x{k + 1}']}" for k in weighted), say["b"]]
    in_numbers = [f"{_plain(f'w{k + 1}', 'brackets')}·{in_brackets(x[k])}" for k in weighted]
    y = int(dataset.y[pick])
    loss = "−log ŷ" if y == 1 else "−log(1 − ŷ)"
    arrow = '<span class="sign" aria-hidden="true" data-reveal="{}">→</span>'
    forward = (
        f'<div class="forward"><h2>Example {(pick if example is None else example) + 1}</h2>'
        f'<span class="y"><i>{explained("y")}</i> = <b>{y}</b>{_named(dataset, y)}</span>'
        f'<span data-reveal="1"><i>{explained("z")}</i> <span class="symbols">= '
        f"<i>{' + '.join(in_letters)}</i> </span>= "
        f"{' + '.join([*in_numbers, _plain('b', 'brackets')])} = {value('z')}</span>{arrow.format(2)}"
        f'<span data-reveal="2"><i>{explained("ŷ")}</i> = <i>{explained("σ(z)")}</i> = {value("y_hat")}</span>'
        f'{arrow.format(3)}<span data-reveal="3"><i>{explained("L")}</i> = <i>{loss}</i> = '
        f"{value('L', kind='loss')}</span></div>"
    )
    error = value("dL_dz", kind="gradient")
    shared = (
        f'<div class="shared"><span class="head" data-reveal="4">'
        f'the same for {listed([say[name] for name in parameters_in(say)])}</span><div class="product">'
        f"{_factor(4, '∂L/∂ŷ', places.of('dL_dyhat', value('dL_dyhat', 'factor')))}"
        f'<span class="sign" data-reveal="5">×</span>'
        f"{_factor(5, '∂ŷ/∂z', places.of('dyhat_dz', value('dyhat_dz', 'factor')))}"
        f'<span class="sign" data-reveal="6">=</span>'
        f"{_factor(6, '∂L/∂z', places.of('dL_dz', error), '' if 'dL_dz' in places else ' = ŷ − y')}"
        '</div></div><span class="bracket" aria-hidden="true" data-reveal="7"></span>'
    )
    heads = {
        "branch": "× own branch",
        "product": "= this example",
        "share": f"{explained('its share')}, ÷ {dataset.m:,}" if batch is None else share_head(),
        "mean": f"mean over all {dataset.m:,}" if batch is None else mean_head(),
        "charge": f"+ {explained('λ·w')}, {explained('λ')} = {exactly(l2)}",
        "step": ", ".join(
            [f"{explained('next step')}, {explained('α')} = {_plain('alpha', 'exact')}", *settings_in_words(rule)]
        ),
    }
    at = {column: number for number, column in enumerate(_COLUMNS, FIRST_COLUMN)}
    if l2:
        at = {**{c: at[c] for c in _COLUMNS[:-1]}, "charge": at["mean"], _COLUMNS[-1]: at[_COLUMNS[-1]]}
    head = "".join(f'<span data-reveal="{number}">{heads[column]}</span>' for column, number in at.items())
    alone = {"share": f"÷ {dataset.m:,} = ", "mean": f"mean over all {dataset.m:,}: ", "charge": "λ·w: "}
    if batch is not None:
        alone |= {"share": "its share: ", "mean": "mean over the batch: "}
    names = parameters_in(say)
    rows = "".join(
        _row(
            name,
            say,
            x,
            at,
            alone,
            rule_lines(rule, name, scaled=scaled, places=places, among=names, charged=l2 > 0),
            places,
            batch,
        )
        for name in names
    )
    kinds = (" long" if are_long(rule) else "") + (" charged" if l2 else "")
    said = f'<p class="surprise" data-reveal="{at["step"]}">{surprise}</p>' if surprise else ""
    return (
        f'{forward}<div class="chain">{shared}<div class="rows{kinds}"><div class="row head">{head}</div>{rows}</div>'
        f"{said}</div>"
    )


def _factor(reveal: int, symbol: str, number: str, also: str = "") -> str:
    """A factor of the product: its symbol above its number."""
    return f'<span class="factor" data-reveal="{reveal}"><i>{explained(symbol)}{also}</i>{number}</span>'


def _named(dataset: Dataset, y: int) -> str:
    name = dataset.class_names[y]
    return "" if name == str(y) else f" <small>{cut(name, 16)}</small>"


def rule_lines(
    rule: Rule,
    parameter: str,
    *,
    scaled: bool,
    places: Places = NOTHING,
    among: tuple[str, ...] = ("w1", "w2", "b"),
    charged: bool = False,
) -> str:
    """Return the rule's lines for one parameter, with live numbers and what each comes to, one below another.

    among : the parameters that there are; what they have in common stands with the first.
    charged : whether λ charges the weights, so that the gradient is ∂F.
    """
    say, name = letters(scaled), f"next_{parameter}"
    lines = live_lines(
        rule,
        parameter,
        say[parameter],
        scaled=scaled,
        old=_plain(parameter, "number" if name in places else "before"),
        after=places.of(name, value(parameter, "after")),
        first=parameter == among[0],
        charged=charged,
    )
    others = listed([say[each] for each in among[1:]]) if among[1:2] == (parameter,) else ""
    return in_rows(lines, others, first=parameter == among[0])


def _row(
    name: str,
    say: dict[str, str],
    x: tuple[float, float],
    at: dict[str, int],
    alone: dict[str, str],
    step: str,
    places: Places,
    batch: Batches | None,
) -> str:
    """A parameter's row.

    at : which columns there are, and from which number on each is shown;  alone : what stands before a column's number
    on a screen too narrow for heads above it;  step : the last column.
    """
    p = say[name]
    feature, written = ("", "1") if name == "b" else (say[f"x{name[1]}"], number(x[int(name[1]) - 1]))
    column = {"w1": "dL_dw1", "w2": "dL_dw2", "b": "dL_dz"}[name]
    branch = places.of(f"dz_d{name}", f"<b>{written}</b>")
    product = places.of(f"dL_d{name}", value(column, kind="gradient"))
    share = value("share_" + name, kind="gradient")
    equals = f" = {feature}" if feature and f"dz_d{name}" not in places else ""
    chips = {
        "branch": f"× <i>{explained(f'∂z/∂{p}')}{equals}</i> = {branch}",
        "product": f"= <i>{explained(f'∂L/∂{p}')}</i> = {product}",
        "share": places.of(f"share_{name}", share)
        if batch is None
        else share_in_batch(places.of(f"share_{name}", share)),
        "mean": f"<i>{explained(f'∂J/∂{p}')}</i> = {value('dJ_d' + name, kind='gradient')}",
        "charge": "+ 0" if name == "b" else f"+ {value('charge_' + name, 'brackets', 'gradient')}",
        "step": step,
    }
    narrow = {column: f' data-alone="{words}"' for column, words in alone.items()}
    shown = "".join(
        f'<span class="chip"{narrow.get(c, "")} data-reveal="{number}">{chips[c]}</span>' for c, number in at.items()
    )
    return f'<div class="row">{shown}</div>'


def _plain(column: str, how: str = "number") -> str:
    as_ = "" if how == "number" else f' data-as="{how}"'
    return f'<span data-col="{column}"{as_}></span>'


def odds(run: Run, t: int) -> str:
    """Say, as HTML, what one unit more of each feature that has a weight does to the odds of class 1 at step t."""
    each = [
        f"{'one' if at else 'one unit more'} of {'x₁' if k == 0 else 'x₂'}"
        + ("" if at else f" multiplies the {explained('odds')} of class 1")
        for at, k in enumerate(run.weighted)
    ]
    w = run.w_in_data_units[t, list(run.weighted)].tolist()
    return ", ".join(f"{words} by {_times(w_k)}" for words, w_k in zip(each, w, strict=True))


def _times(w: float) -> str:
    """Write e to the power of w with three digits, more where it would look like 1; a huge one by its power of ten."""
    log10 = w / math.log(10)
    if abs(log10) > LARGEST_PLAIN:
        return power_of_ten(log10)
    texts = (number(math.exp(w), digits) for digits in range(3, 16) if number(math.exp(w), digits) != number(1, digits))
    return next(texts, number(1, 3))


def data_units(scaled: bool, weighted: tuple[int, ...] = BOTH) -> str:
    """Write the current parameters as HTML, in both units where they differ. weighted : as in `letters`."""
    say, own = letters(scaled, weighted), letters(False, weighted)
    names = parameters_in(say)
    here = ", ".join(f"{say[name]} = {_plain(name)}" for name in names)
    if not scaled:
        return here
    there = ", ".join(f"{own[name]} = {_plain(f'data_{name}')}" for name in names)
    return f"<span class='scaled'>scaled: {here} · in the data's units: </span>{there}"
