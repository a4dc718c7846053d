"""The words of the computational graph: one sentence for each thing that is revealed, with live numbers.

Elements with data-col are filled by the stage, as in `pages.words.strip`.
"""

from __future__ import annotations

from logreg_core import Dataset
from pages.words.glossary import explained
from pages.words.learning.blank_places import NOTHING, Places
from pages.words.numbers import exactly, in_brackets, number
from pages.words.strip import BOTH, cut, letters, value


def graph_sentence(
    dataset: Dataset,
    row: int,
    example: int,
    x: float,
    *,
    scaled: bool,
    weighted: tuple[int, ...] = BOTH,
    places: Places = NOTHING,
    l2: float = 0.0,
) -> str:
    """Describe the picked example at the step on screen: ŷ, its error and its pull on the first weight.

    row : where it stands in dataset, from 0;  example : its number on screen, from 0.
    weighted : which features, from 0, have a weight;  x : the first of these, as z sees it.
    places : which numbers are to be filled in.  l2 : λ, whose part of the weight's gradient no example has.
    """
    say, y = letters(scaled, weighted), int(dataset.y[row])
    pull = ""
    if weighted:
        k = weighted[0]
        pull = (
            f"its {explained('pull')} on <i>{explained(say[f'w{k + 1}'])}</i> is "
            f"that error × <i>{say[f'x{k + 1}']}</i> = "
            f"{places.said('dL_dz', value('dL_dz', 'brackets', 'gradient'))} × "
            f"{in_brackets(x)} = {places.said(f'dL_dw{k + 1}', value(f'dL_dw{k + 1}', kind='gradient'))}."
        )
        if l2:
            w = say[f"w{k + 1}"]
            pull += (
                f" To the mean of all pulls the step adds {explained('λ')}·<i>{w}</i> = {exactly(l2)} × "
                f"{value(f'w{k + 1}', 'brackets')} = {value(f'charge_w{k + 1}', kind='gradient')}."
            )
    name = dataset.class_names[y]
    named = "" if name == str(y) else f" ({cut(name, 18)})"
    return (
        f'Example {example + 1:,} at step {value("t", "integer")}: <span data-reveal="2"><i>{explained("ŷ")}</i> = '
        f"{value('y_hat')} "
        f'</span>for a point of class {y}{named}. <span data-reveal="6">Its error is <i>{explained("ŷ − y")}</i> = '
        f'{places.said("dL_dz", value("dL_dz", kind="gradient"))}; </span><span data-reveal="7">{pull}</span>'
    )


def reveals(
    y: int,
    x: tuple[float, float],
    *,
    scaled: bool,
    weighted: tuple[int, ...] = BOTH,
    places: Places = NOTHING,
) -> list[str]:
    """Write a sentence for each of the nine things: z, ŷ, L; then ∂L/∂ŷ, ∂ŷ/∂z, ∂L/∂z and the three parameters'.

    y : the example's label;  x : its features as z sees them.
    weighted : which of these, from 0, have a weight; of others there is no sentence.
    places : which numbers are to be filled in.
    """
    say = letters(scaled, weighted)
    b = say["b"]
    loss, steep = ("−log ŷ", "−1/ŷ") if y == 1 else ("−log(1 − ŷ)", "1/(1 − ŷ)")
    wrong = "below 1" if y == 1 else "above 0"
    pulls = [
        f"<i>{say[w]}</i> reaches <i>z</i> times <i>{say[f]}</i>: "
        f"<i>{explained(f'∂z/∂{say[w]}')} = {say[f]}</i> = {places.said(f'dz_d{w}', number(v))}. "
        f"The pull on <i>{say[w]}</i> is error × <i>{say[f]}</i> = "
        f"{places.said(f'dL_d{w}', value(f'dL_d{w}', kind='gradient'))}"
        for w, f, v in ((f"w{k + 1}", f"x{k + 1}", x[k]) for k in weighted)
    ]
    if pulls:
        pulls[0] += ": a far point with a small error can pull as hard as a near one with a large error."
    if len(pulls) == 2:
        pulls[1] += f": where <i>{say['x2']}</i> is 0, this example leaves <i>{say['w2']}</i> alone."
    return [
        f"Forward: weigh the features and add: <i>{explained('z')}</i> = {value('z')}. "
        "Above 0 it speaks for class 1, below 0 for class 0.",
        f"The sigmoid turns <i>z</i> into a probability of class 1: "
        f"<i>{explained('ŷ')} = {explained('σ(z)')}</i> = {value('y_hat')}.",
        f"The label is <i>{explained('y')}</i> = {y}, so one term of the loss is left: "
        f"<i>{explained('L')} = {loss}</i> = "
        f"{value('L', kind='loss')}. It grows the further <i>ŷ</i> is {wrong}.",
        f"Backward: how <i>L</i> answers to a small change of <i>ŷ</i>: <i>{explained('∂L/∂ŷ')} = {steep}</i> = "
        f"{places.said('dL_dyhat', value('dL_dyhat', 'factor', 'gradient'))}. "
        "The surer the model is of the wrong class, the larger.",
        f"How <i>ŷ</i> answers to a small change of <i>z</i>: <i>{explained('∂ŷ/∂z')} = ŷ(1 − ŷ)</i> = "
        f"{places.said('dyhat_dz', value('dyhat_dz', 'factor'))}. "
        "It is largest, ¼, where <i>ŷ</i> = ½, and nearly 0 where the sigmoid is flat.",
        f"Multiply the two: <i>{explained('∂L/∂z')} = ŷ − y</i> = "
        f"{places.said('dL_dz', value('dL_dz', kind='gradient'))}. All else cancels: "
        "what is left is the error, and every parameter gets it.",
        *pulls,
        f"<i>{say['b']}</i> is added as it is, so <i>{explained(f'∂z/∂{b}')}</i> = {places.said('dz_db', '1')} and "
        f"<i>{explained(f'∂L/∂{b}')}</i> is the error "
        f"itself: {places.said('dL_db', value('dL_dz', kind='gradient'))}.",
    ]
