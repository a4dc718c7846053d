"""The derivation's last section, where λ charges the weights: ∂F/∂w = ∂J/∂w + λw, in letters and in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pages.words.derivation import INTRODUCTIONS
from pages.words.formulas import Style, tex_letter, tex_number
from pages.words.numbers import exactly

SECTION_8 = "8 · The penalty"
_MAKES_J_SMALL = "Descent makes J small, so it needs J’s derivative by each weight and by the bias."
_MAKES_F_SMALL = (
    "Descent makes F = J + λ/2·|w|² small here, so it needs J’s derivative by each weight and by the bias, and "
    "section 8 adds the penalty’s."
)


def introduction(section: str, *, charged: bool) -> str:
    """Return what a section begins with. charged : whether λ charges the weights."""
    words = INTRODUCTIONS[section]
    return words.replace(_MAKES_J_SMALL, _MAKES_F_SMALL) if charged else words


def of_F(l2: float, w: Sequence[float], dJ: Sequence[float], dF: Sequence[float], style: Style) -> str:
    """Return the section in Markdown: each weight's line with its numbers, and the bias's.

    l2 : λ;  w : the two weights;  dJ, dF : the gradients by w1, w2 and b, over all examples;  style : how letters are
    written.
    """
    plain = replace(style, examples=False)
    F = rf"F = J + \frac{{\lambda}}{{2}} \left({' + '.join(f'{_w(k, plain)}^2' for k in plain.weighted)}\right)"
    lines = [rf"{F}, \qquad \lambda = {exactly(l2).replace('−', '-')}"] if plain.weighted else []
    for k in plain.weighted:
        letter = _w(k, plain)
        lines.append(
            rf"{_by('F', letter)} = {_by('J', letter)} + \lambda \, {letter} = {tex_number(dJ[k])} + "
            rf"{_bracketed(l2 * w[k])} = {tex_number(dF[k])}"
        )
    b = tex_letter("b", plain)
    lines.append(rf"{_by('F', b)} = {_by('J', b)} = {tex_number(dF[2])}")
    formulas = "\n\n".join(rf"$\displaystyle {line}$" for line in lines)
    return (
        "The derivative of λ/2 times the square of a weight is λ times the weight: it pulls every weight towards 0. "
        f"The bias is not charged. Over all examples:\n\n{formulas}"
    )


def _w(k: int, style: Style) -> str:
    return tex_letter(f"w{k + 1}", style)


def _by(top: str, letter: str) -> str:
    return rf"\frac{{\partial {top}}}{{\partial {letter}}}"


def _bracketed(x: float) -> str:
    return f"({tex_number(x)})" if x < 0 else tex_number(x)
