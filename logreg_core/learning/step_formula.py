"""A parameter after the next step as one formula: the rule's lines put into each other, letter by letter."""

from __future__ import annotations

from logreg_core.derivation.expression import ONE, Expression, Letter, Neg, Quotient, Root, Square, add, times
from logreg_core.descent.rules.rule import Rule

ALPHA = Letter("alpha")


def step_of(rule: Rule, parameter: str, gradient: Expression | None = None) -> Expression:
    """Return a parameter after the next step as a formula; gradient : what stands in the place of ∂J by it."""
    return add(Letter(parameter), *change_of(rule, parameter, gradient))


def change_of(rule: Rule, parameter: str, gradient: Expression | None = None) -> list[Expression]:
    """Return the terms that a step adds to a parameter; what the rule keeps anew stands there as it is worked out."""
    known: dict[str, Expression] = {
        "θ": Letter(parameter),
        "g": gradient or Letter(f"dJ_d{parameter}"),
        "α": ALPHA,
        **{each: Letter(f"{each}_{parameter}") for each in rule.keeps},
        **{f"{each}'": Letter(f"next_{each}_{parameter}") for each in rule.given},
        **{name: _known(name) for name in rule.known(0)},
    }
    for line in rule.lines:
        terms = []
        for product in line.products:
            if line.target == "θ" and product.factors == ("θ",) and not product.minus:
                continue
            factors = [
                Square(known[each]) if product.factors.count(each) == 2 else known[each]
                for each in dict.fromkeys(product.factors)
            ]
            term = factors[0] if len(factors) == 1 else times(*factors)
            if product.over:
                term = Quotient(term, known[product.over])
            if product.root:
                term = Quotient(term, add(Root(known[product.root]), known[product.plus]))
            terms.append(Neg(term) if product.minus else term)
        if line.target == "θ":
            return terms
        known[line.target if line.target in rule.works_out else f"{line.target}'"] = sum_of(terms)
    raise ValueError(f"the lines of {rule.title} don't say where θ goes; its last one must")


def _known(name: str) -> Expression:
    """A number of `Rule.known` as a formula."""
    return add(ONE, Neg(Letter(name[2:]))) if name.startswith("1-") else Letter(name)


def without_rate(terms: list[Expression]) -> list[Expression] | None:
    """Return the same terms without α; None where it is no factor of each."""
    without: list[Expression] = []
    for term in terms:
        inner = term.inner if isinstance(term, Neg) else term
        top = inner.top if isinstance(inner, Quotient) else inner
        factors = getattr(top, "factors", (top,))
        if ALPHA not in factors:
            return None
        left = [factor for factor in factors if factor != ALPHA]
        rest = left[0] if len(left) == 1 else times(*left)
        if isinstance(inner, Quotient):
            rest = Quotient(rest, inner.bottom)
        without.append(Neg(rest) if isinstance(term, Neg) else rest)
    return without


def sum_of(terms: list[Expression]) -> Expression:
    """Return the sum of terms; of one, that one."""
    return terms[0] if len(terms) == 1 else add(*terms)
