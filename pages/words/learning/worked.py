"""A formula as somebody has worked it out, on one line of HTML: in letters, and with the numbers in their places."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from logreg_core.derivation.expression import (
    Exp,
    Expression,
    Letter,
    Log,
    Neg,
    Number,
    Product,
    Quotient,
    Root,
    Square,
    Sum,
)
from logreg_core.descent.rules.rule import Rule
from pages.words.numbers import DIGITS, exactly, number
from pages.words.rule import kept

_SUM, _PRODUCT, _ATOM = range(3)  # how tightly what is written binds
_NAMES = {"y_hat": "ŷ", "dL_dyhat": "∂L/∂ŷ", "dyhat_dz": "∂ŷ/∂z", "dL_dz": "∂L/∂z"}
_NAMES |= {"sigma_of_y_hat": "σ(ŷ)", "alpha": "α", "ln10": "ln 10"}
_EXACT = ("alpha", "m", "y")
Written = tuple[str, int]
Write = Callable[[str], Written]  # what a letter is written as


@dataclass(frozen=True)
class Letters:
    """How letters are written.  say : those of parameters and features (pages.words.strip);  rule : what a step is.

    charged : whether λ charges the weights, so that a step takes ∂F.
    """

    say: Mapping[str, str]
    rule: Rule
    scaled: bool
    charged: bool = False

    def write(self, name: str) -> Written:
        """Return a letter as HTML, and how tightly it binds."""
        if name == "one_minus_y_hat":
            return "1 − ŷ", _SUM
        if name in _NAMES:
            return _NAMES[name], _ATOM
        if name in self.say:
            return self.say[name], _ATOM
        if name.startswith("raw"):
            return f"unscaled x{'₁₂'[int(name[3]) - 1]}", _ATOM
        stem, _, last = name.rpartition("_d")
        if stem == "dJ" and self.charged:
            return f"∂F/∂{self.say[last]}", _ATOM
        if stem in ("dL", "dJ", "dz"):
            return f"∂{stem[1]}/∂{self.say[last]}", _ATOM
        if name.startswith("next_"):  # what a rule keeps after the step
            return self.write(name.removeprefix("next_"))
        letter, _, parameter = name.partition("_")
        if parameter and letter in self.rule.keeps:
            return kept(letter, parameter, scaled=self.scaled), _ATOM
        settings = {each.name: str(each.metadata["letter"]) for each in fields(self.rule)}
        setting, power, _ = name.partition("^")
        return settings.get(setting, setting) + ("<sup>t+1</sup>" if power else ""), _ATOM


def in_letters(formula: Expression, letters: Letters) -> str:
    """Write a formula in letters."""
    return _written(formula, letters.write, "·")[0]


def in_numbers(formula: Expression, values: Mapping[str, float], settings: Mapping[str, float]) -> str:
    """Write a formula with its letters' numbers, four digits each. settings : those of the rule, which are exact."""

    def write(name: str) -> Written:
        value = values[name]
        if name in _EXACT or name in settings or name.startswith("next_a_"):
            text = f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else exactly(value)
        elif (name in ("y_hat", "sigma_of_y_hat") or "^" in name) and 0.5 < value < 1:
            # so many digits that what is left to 1 has four of them too
            text = number(value, min(17, DIGITS + math.floor(-math.log10(1 - value))))
        else:
            text = number(value)
        return text, _SUM if text.startswith(("−", "-")) else _ATOM

    return _written(formula, write, " × ")[0]


def _written(formula: Expression, write: Write, times: str) -> Written:
    def part(inner: Expression, level: int, *, first: bool = False) -> str:
        text, own = _written(inner, write, times)
        minus = text.startswith("−") and not isinstance(inner, Sum)
        bare = first if minus else own >= level
        return text if bare else f"({text})"

    def alone(inner: Expression) -> str:
        """What a square or a root is taken of: in brackets where only a part of it would seem to be meant."""
        text = part(inner, _ATOM)
        return f"({text})" if any(mark in text for mark in "/×²") and not text.startswith("(") else text

    match formula:
        case Number(whole):
            return str(whole).replace("-", "−"), _ATOM if whole >= 0 else _SUM
        case Letter(name):
            return write(name)
        case Neg(inner):
            return f"−{part(inner, _PRODUCT)}", _SUM
        case Sum(terms):
            text = part(terms[0], _SUM, first=True)
            for term in terms[1:]:
                sign, inner = ("−", term.inner) if isinstance(term, Neg) else ("+", term)
                text += f" {sign} {part(inner, _PRODUCT)}"
            return text, _SUM
        case Product(factors):
            return times.join(part(factor, _PRODUCT, first=not at) for at, factor in enumerate(factors)), _PRODUCT
        case Quotient(top, bottom):
            return f"{part(top, _PRODUCT, first=True)}/{part(bottom, _ATOM)}", _PRODUCT
        case Square(inner):
            return f"{alone(inner)}²", _ATOM
        case Root(inner):
            return f"√{alone(inner)}", _ATOM
        case Exp(inner):
            return f"e<sup>{_written(inner, write, times)[0]}</sup>", _ATOM
        case Log(inner):
            return f"log({_written(inner, write, times)[0]})", _ATOM
        case _:
            raise ValueError(f"a formula that is worked out by hand has no {type(formula).__name__}")


def letters_in(formula: Expression) -> frozenset[str]:
    """Return the names of the letters in a formula."""
    match formula:
        case Letter(name):
            return frozenset({name})
        case Neg(inner) | Square(inner) | Root(inner) | Exp(inner) | Log(inner):
            return letters_in(inner)
        case Sum(parts) | Product(parts):
            return frozenset().union(*map(letters_in, parts))
        case Quotient(top, bottom):
            return letters_in(top) | letters_in(bottom)
        case _:
            return frozenset()
