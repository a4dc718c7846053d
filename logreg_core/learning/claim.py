"""Claims and values in a lesson, worked out by the core: "J(21) < J(20) and L(27, 21) > L(27, 20)".

A claim is a small formula. It may hold numbers, the words of `facts.Facts`, the names of the lesson's other moments
before a point ("fast.J(1)"), + - * / **, comparisons, and, or, not, and the functions below. Nothing else is worked
out, so a lesson that somebody else wrote can do nothing but count.

    count(c), mean(v), largest(v), smallest(v)   over all examples j:  count(dL_dw1(j) < 0)
    first(c)                                     the first step s at which c holds:  first(J(s) - J_best < 0.001)
    abs, min, max, round, sqrt, exp, log, log10, sigma
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from logreg_core.learning.facts import Facts, facts_of
from logreg_core.learning.start import Start
from logreg_core.points.dataset import DataError
from logreg_core.points.short_text import quoted

LONGEST = 300  # characters
MOST_PARTS = 300_000  # worked out in one claim, those that are worked out again for each example or step counted anew

Write = Callable[[float, int], str]  # a number with so many significant digits


class ClaimError(ValueError):
    """A claim that can't be worked out: what in it, and why."""


def value(text: str, here: Start, moments: Mapping[str, Start] = MappingProxyType({})) -> float | bool:
    """Return what a formula gives at a moment. Raises ClaimError where it can't be worked out.

    moments : the other moments that it may speak of, by name.
    """
    try:
        facts = facts_of(here)
        names: dict[str, object] = {name: _Later(start) for name, start in moments.items()}
        found = _Working(facts, names).of(_tree(text))
    except ClaimError:
        raise
    except (ValueError, DataError, ArithmeticError, TypeError) as error:
        raise ClaimError(f"{quoted(text, 80)} can't be worked out: {error}") from error
    if callable(found):
        raise ClaimError(
            f"{quoted(text, 80)} lacks its brackets; write {text.strip()}() or name a step, {text.strip()}(20)"
        )
    if not isinstance(found, (bool, int, float)):
        raise ClaimError(f"{quoted(text, 80)} is no number; say what of the run is meant, as in other.J(20)")
    return found


def holds(text: str, here: Start, moments: Mapping[str, Start] = MappingProxyType({})) -> bool:
    """Return whether a claim is true of a moment. Raises ClaimError where it can't be worked out, or is a number."""
    found = value(text, here, moments)
    if not isinstance(found, bool):
        raise ClaimError(f"{quoted(text, 80)} is a number, {found}; a claim compares, as in J(1) > J(0)")
    return found


def accepted(text: str, here: Start, moments: Mapping[str, Start], example: int) -> bool:
    """Return whether a claim about the example i is true of one, numbered from 1."""
    return holds(text, Start(here.experiment, here.t, example - 1, here.query), moments)


def filled(text: str, here: Start, moments: Mapping[str, Start], write: Write) -> str:
    """Return a text with each {formula} replaced by its value; {formula:2} has two significant digits, else four.

    write : writes a number with so many digits; whole numbers of things are written by their digits alone.
    """
    return "".join(
        part if formula is None else _written(formula, here, moments, write) for part, formula in parts(text)
    )


def parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Return a text's parts in order: (words, None), or ("", formula) for what stands in braces.

    Raises ClaimError where a brace is not closed.
    """
    rest = text
    while rest:
        words, brace, rest = rest.partition("{")
        if words:
            yield words, None
        if not brace:
            return
        formula, closed, rest = rest.partition("}")
        if not closed:
            raise ClaimError(f"the brace before {quoted(formula, 40)} is not closed; add a }}")
        yield "", formula


def _written(formula: str, here: Start, moments: Mapping[str, Start], write: Write) -> str:
    formula, colon, digits = formula.partition(":")
    if colon and not (digits.strip().isdecimal() and 1 <= int(digits) <= 17):
        raise ClaimError(f"{quoted(digits, 20)} after the colon is no number of digits; it must be from 1 to 17")
    found = value(formula, here, moments)
    if isinstance(found, bool):
        raise ClaimError(f"{quoted(formula, 80)} is true or false; in a text only a number can stand")
    if isinstance(found, int) and not colon:
        return f"{found:,}".replace("-", "−")
    return write(float(found), int(digits) if colon else 4)


class _Later:
    """Another moment, whose run is worked out when a claim speaks of it."""

    def __init__(self, start: Start) -> None:
        self.start = start


@cache
def words() -> Mapping[str, str]:
    """Return what may stand in a claim of a moment's own: each word of `Facts` and what it means."""
    return {
        name: (member.__doc__ or "").strip()
        for name, member in vars(Facts).items()
        if not name.startswith("_") and (callable(member) or isinstance(member, property))
    }


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ClaimError(f"{quoted(text, 40)} has {len(text)} characters; {LONGEST} are the most")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ClaimError(f"{quoted(text, 80)} is no formula; write it as in J(21) < J(20)") from error


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)


def _sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


_TWO: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: _power,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ONE: Mapping[type, Callable[[Any], Any]] = {ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Not: operator.not_}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "min": min,
    "max": max,
    "round": round,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "log10": math.log10,
    "sigma": _sigma,
}
_OVER_EXAMPLES: Mapping[str, Callable[[list[Any]], Any]] = {
    "count": lambda found: sum(1 for each in found if each is True),
    "mean": lambda found: math.fsum(found) / len(found),
    "largest": max,
    "smallest": min,
}


class _Working:
    """One claim while it is worked out."""

    def __init__(self, facts: Facts, names: Mapping[str, object]) -> None:
        self._facts, self._names = facts, dict(names)
        self._left = MOST_PARTS

    def of(self, node: ast.expr) -> Any:
        """Return the value of a part of the formula."""
        self._left -= 1
        if self._left < 0:
            raise ClaimError("it takes too long to work out; ask about fewer steps or examples")
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return number
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=base, attr=name):
                return self._word(self._run(base), name)
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self._called(function, arguments)
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _ONE:
                return _ONE[type(op)](self.of(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _TWO:
                return _TWO[type(op)](self.of(left), self.of(right))
            case ast.BoolOp(op=ast.And(), values=values):
                return all(self._claim(each) for each in values)
            case ast.BoolOp(op=ast.Or(), values=values):
                return any(self._claim(each) for each in values)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _TWO for op in ops):
                row = [self.of(each) for each in (left, *others)]
                return all(bool(_TWO[type(op)](*pair)) for op, pair in zip(ops, pairwise(row), strict=True))
        raise ClaimError(f"{quoted(ast.unparse(node), 40)} is nothing that a claim may hold")

    def _claim(self, node: ast.expr) -> bool:
        found = self.of(node)
        if not isinstance(found, bool):
            raise ClaimError(f"{quoted(ast.unparse(node), 40)} is a number; beside and, or there must be a comparison")
        return found

    def _named(self, name: str) -> Any:
        if name in self._names:
            return self._names[name]
        return self._word(self._facts, name)

    def _run(self, node: ast.expr) -> Facts:
        found = self.of(node)
        if isinstance(found, _Later):
            return facts_of(found.start)
        if not isinstance(found, Facts):
            raise ClaimError(f"{quoted(ast.unparse(node), 40)} is no moment; only a moment has words after a point")
        return found

    def _word(self, facts: Facts, name: str) -> Any:
        if name not in words():
            raise ClaimError(f"{quoted(name, 40)} is no word of a claim; docs/lessons.md has them all")
        return getattr(facts, name)

    def _called(self, function: ast.expr, arguments: list[ast.expr]) -> Any:
        if isinstance(function, ast.Name):
            if function.id in _OVER_EXAMPLES and len(arguments) == 1:
                over = range(1, self._facts.m + 1)
                return _OVER_EXAMPLES[function.id]([self._with("j", j, arguments[0]) for j in over])
            if function.id == "first" and len(arguments) == 1:
                return self._first(arguments[0])
            if function.id in _FUNCTIONS:
                return _FUNCTIONS[function.id](*(self.of(each) for each in arguments))
        method = self.of(function)
        if not callable(method):
            raise ClaimError(f"{quoted(ast.unparse(function), 40)} stands alone, without brackets")
        found = method(*(self.of(each) for each in arguments))
        if isinstance(found, Facts):
            self._left -= found.m * found.steps // 1000  # another run takes its time
        return found

    def _with(self, name: str, bound: int, node: ast.expr) -> Any:
        outer = self._names
        self._names = {**outer, name: bound}
        self._left -= self._facts.m // 200  # each step's numbers are those of all examples
        try:
            return self.of(node)
        finally:
            self._names = outer

    def _first(self, node: ast.expr) -> int:
        for s in range(self._facts.steps + 1):
            if self._with("s", s, node) is True:
                return s
        raise ClaimError(f"{quoted(ast.unparse(node), 60)} holds at no step of this run")
