"""Formulas as LaTeX: in letters, or with one example's numbers instead of letters.

Both are printed from the tree that is evaluated, so what stands on screen is what was worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from logreg_core.derivation.evaluation import Fault
from logreg_core.derivation.expression import (
    DEFINITIONS,
    Derivative,
    Dot,
    Exp,
    Expression,
    FeatureSum,
    Letter,
    Log,
    Mean,
    Neg,
    Number,
    Product,
    Quotient,
    Root,
    Square,
    Sum,
    times,
)
from logreg_core.derivation.values import part_value
from pages.words.numbers import DIGITS, change, number
from pages.words.strip import BOTH

_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_OF_EXAMPLE = ("y", "z", "y_hat", "L")
_SUM, _PRODUCT, _ATOM = range(3)  # how tightly a formula binds
_NOTHING: Mapping[str, float] = {}
_DOT = FeatureSum(times(Letter("x_k"), Letter("w_k")))


@dataclass(frozen=True)
class Style:
    """How a formula is written.

    j : "j", or "1" or "2" where it is chosen;  scaled : whether features are, which gives letters a tilde;
    examples : whether letters carry the example's number, (i);  numbers : what is written instead of the letters, by
    name, empty for none;  free : the letters that stay, since a derivative is taken by them;  k : as j, in a sum.
    weighted : which features, from 0, have a weight; a sum has a term for each.
    """

    j: str = "j"
    scaled: bool = False
    examples: bool = True
    numbers: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    free: tuple[str, ...] = ()
    k: str = "k"
    weighted: tuple[int, ...] = BOTH


def tex_number(x: float, digits: int = DIGITS) -> str:
    """Write a number in LaTeX, as elsewhere on screen."""
    written = number(x, min(digits, 17))
    mantissa, times_ten, power = written.replace("−", "-").partition("×10")
    return f"{mantissa} \\times 10^{{{power.translate(_SUPERSCRIPTS)}}}" if times_ten else mantissa


def tex(formula: Expression, style: Style | None = None) -> str:
    """Write a formula in LaTeX."""
    return _tex(formula, style or Style())[0]


def tex_letter(name: str, style: Style) -> str:
    """Write one letter, with its index."""
    stem, _, index = name.partition("_") if name != "y_hat" else (name, "", "")
    if not index and stem[-1] in "12":
        stem, index = stem[0], stem[-1]
    index = {"j": style.j, "k": style.k}.get(index, index)
    written = {"y_hat": r"\hat{y}"}.get(stem, stem)
    if style.scaled and stem in ("x", "w", "b"):
        written = rf"\tilde{{{written}}}"
    if index:
        written += f"_{index}" if len(index) == 1 else f"_{{{index}}}"
    return written + (r"^{(i)}" if style.examples and (stem == "x" or name in _OF_EXAMPLE) else "")


def _tex(formula: Expression, style: Style) -> tuple[str, int]:
    match formula:
        case Number(whole):
            return str(whole), _ATOM if whole >= 0 else _SUM
        case Letter(name):
            return _letter(name, style)
        case Neg(inner):
            return "-" + _at_least(_PRODUCT, inner, style), _SUM
        case Sum(terms):
            return _sum(terms, style), _SUM
        case Product(factors):
            return _product(factors, style), _PRODUCT
        case Quotient(top, bottom):
            return rf"\frac{{{tex(top, style)}}}{{{tex(bottom, style)}}}", _ATOM
        case Square(inner):
            return _brackets(tex(inner, style)) + "^2", _ATOM
        case Root(inner):
            return rf"\sqrt{{{tex(inner, style)}}}", _ATOM
        case Exp(inner):
            return f"e^{{{tex(inner, style)}}}", _ATOM
        case Log(inner):
            return r"\log " + _brackets(tex(inner, style)), _ATOM
        case Dot():
            if style.numbers:
                return _tex(_DOT, style)
            x, w = (rf"\tilde{{\mathbf{{{v}}}}}" if style.scaled else rf"\mathbf{{{v}}}" for v in "xw")
            return rf"{x}{'^{(i)}' if style.examples else ''} \cdot {w}", _PRODUCT
        case FeatureSum(inner):
            if style.numbers:
                each = [replace(style, k=f"{k + 1}") for k in style.weighted or (0,)]
                return " + ".join(_at_least(_PRODUCT, inner, one, first=not at) for at, one in enumerate(each)), _SUM
            return r"\sum_k " + _at_least(_PRODUCT, inner, style), _PRODUCT
        case Mean(inner):
            if style.numbers:
                return _tex(inner, style)
            return r"\frac{1}{m} \sum_{i=1}^{m} " + _at_least(_PRODUCT, inner, style), _PRODUCT
        case Derivative():
            return _derivative(formula, style)


def _letter(name: str, style: Style) -> tuple[str, int]:
    key = _known_as(name, style)
    if not style.numbers or key in style.free:
        return tex_letter(key if style.numbers else name, style), _ATOM
    value = style.numbers[key] if key in style.numbers else part_value(DEFINITIONS[key], style.numbers, 1)
    if isinstance(value, Fault):
        return r"\text{(breaks)}", _ATOM
    return _number(key, value)


def _number(name: str, value: float) -> tuple[str, int]:
    if name == "y" or (name == "y_hat" and value in (0.0, 1.0)):
        written = str(int(value))
    elif name == "y_hat" and number(value) == number(1.0):
        written = change(1.0, value)[1]  # with enough digits to tell it from 1
    else:
        written = tex_number(value)
    return written, _SUM if written.startswith("-") else _ATOM


def _known_as(name: str, style: Style) -> str:
    for index, chosen in (("_j", style.j), ("_k", style.k)):
        if name.endswith(index):
            return name.removesuffix(index) + chosen if chosen.isdigit() else name
    return name


def _sum(terms: tuple[Expression, ...], style: Style) -> str:
    written = tex(terms[0], style) if isinstance(terms[0], (Neg, Dot)) else _at_least(_SUM, terms[0], style, first=True)
    for term in terms[1:]:
        sign, inner = ("-", term.inner) if isinstance(term, Neg) else ("+", term)
        written += f" {sign} {_at_least(_PRODUCT, inner, style)}"
    return written


def _product(factors: tuple[Expression, ...], style: Style, *, first: bool = True) -> str:
    parts = [_at_least(_PRODUCT, factor, style, first=first and at == 0) for at, factor in enumerate(factors)]
    return (r" \cdot " if style.numbers else r" \, ").join(parts)


def _at_least(level: int, formula: Expression, style: Style, *, first: bool = False) -> str:
    """Write the formula, in brackets where it binds less tightly than `level`; a first minus needs none."""
    if isinstance(formula, Product) and not first:
        return _product(formula.factors, style, first=False)
    written, own = _tex(formula, style)
    minus = written.startswith("-") and not isinstance(formula, Sum)
    return _brackets(written) if own < level and not (first and minus) else written


def _brackets(written: str) -> str:
    return rf"\left({written}\right)"


def _derivative(formula: Derivative, style: Style) -> tuple[str, int]:
    by = _known_as(formula.by.name, style)
    inner = formula.inner.inner if isinstance(formula.inner, Mean) and style.numbers else formula.inner
    kept = replace(style, examples=style.examples and not style.numbers)
    below = rf"\partial {tex_letter(by if style.numbers else formula.by.name, kept)}"
    named = isinstance(inner, Letter) and inner.name in DEFINITIONS
    if named:
        assert isinstance(inner, Letter)
        written = rf"\frac{{\partial {tex_letter(inner.name, kept)}}}{{{below}}}"
    else:
        changing = {"w": ("z", "y_hat", "L"), "b": ("z", "y_hat", "L"), "z": ("y_hat", "L"), "y": ("L",)}[by[0]]
        body, level = _tex(inner, replace(kept, free=(*style.free, by, *changing)))
        alone = not style.numbers and isinstance(inner, (Mean, FeatureSum))
        alone |= level == _ATOM and not body.startswith("-")
        written = rf"\frac{{\partial}}{{{below}}} " + (rf"\, {body}" if alone else rf"\left[{body}\right]")
    if style.numbers and (named or by in ("z", "y_hat")):
        return rf"\left.{written}\right|_{{{tex_letter(by, kept)} = {_number(by, _point(by, style))[0]}}}", _ATOM
    return written, _PRODUCT


def _point(name: str, style: Style) -> float:
    return style.numbers[name]


def factor_values(formula: Expression, style: Style) -> str | None:
    """Write a product of derivatives such as ∂L/∂ŷ as the product of their numbers; None for any other formula."""
    inner = formula.inner if isinstance(formula, Mean) else formula
    if not (isinstance(inner, Product) and all(isinstance(f, Derivative) for f in inner.factors)):
        return None
    written: list[str] = []
    for factor in inner.factors:
        value = part_value(factor, style.numbers, int(style.j))
        text = r"\text{(breaks)}" if isinstance(value, Fault) else "1" if value == 1 else tex_number(value)
        written.append(_brackets(text) if text.startswith("-") and written else text)
    return r" \cdot ".join(written)


def sum_of_numbers(values: tuple[float, ...], m: int) -> str:
    """Write (1/m)(a + b + c + … + z) from the first three numbers and the last."""
    written = ""
    for at, value in enumerate(values):
        text = r"\text{(breaks)}" if abs(value) == float("inf") or value != value else tex_number(value)
        if at == len(values) - 1 and m > len(values):
            written += r" + \dots"
        minus = text.startswith("-")
        written += text if not written else f" - {text[1:]}" if minus else f" + {text}"
    return rf"\frac{{1}}{{{m}}} \left({written}\right)"
