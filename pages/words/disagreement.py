"""How far the lines of the derivation are from the app's numbers as z grows, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from logreg_core.derivation.lines import BY_KEY
from logreg_core.derivation.values import NOT_ROUNDING, LineValue, derive
from pages.words.derivation import share, why_apart
from pages.words.formulas import Style

SIZES = (1.0, 10.0, 20.0, 30.0, 40.0)
FAR = 30.0


@dataclass(frozen=True)
class Disagreement:
    """All lines for an example with this z and label y.

    agree, differ, broken : how many agree to twelve digits, how many have fewer right, how many have no value;
    furthest : the largest relative difference, no unit.
    """

    z: float
    y: int
    agree: int
    differ: int
    broken: int
    furthest: float


@cache  # it depends on nothing
def disagreements() -> tuple[Disagreement, ...]:
    """Work out the disagreement for each z of SIZES and both labels."""
    return tuple(_disagreement(z, y) for z in SIZES for y in (1, 0))


def _lines(z: float, y: int) -> list[LineValue]:
    return list(derive([[z, 1.0]], [y], [1.0, 0.0], 0.0, example=0).lines.values())


def _disagreement(z: float, y: int) -> Disagreement:
    off = [found.difference for found in _lines(z, y) if found.difference is not None]
    differ = sum(each > NOT_ROUNDING for each in off)
    return Disagreement(z, y, len(off) - differ, differ, len(BY_KEY) - len(off), max(off))


def headline() -> str:
    """Say in one line how far the lines are off at z = 30."""
    furthest = max(each.furthest for each in disagreements() if each.z == FAR)
    return f"How far the lines part: at z = {FAR:.0f} by up to {share(furthest)}. Why?"


@cache
def explanation() -> str:
    """Say the same for each z, with the reason, in Markdown."""
    (last,) = (found for found in _lines(FAR, 1) if found.line.key == "4.2.8")
    rows = "".join(
        f"| {each.z:.0f} | {each.y} | {each.agree} | {each.differ} | "
        f"{share(each.furthest) if each.differ else '–'} | {each.broken or '–'} |\n"
        for each in disagreements()
    )
    return (
        "As formulas all lines of a section are equal; as arithmetic of 16 digits they are not. At $z = 30$ in line "
        f"4.2.8: {why_apart(last, Style(), 1, int)}\n\n"
        "| z | y | lines that agree to 12 digits | that part | by up to | that break |\n|--:|--:|--:|--:|--:|--:|\n"
        f"{rows}\n"
        "The error of $1 - \\hat{y}$ grows as $e^z$: a double near 1 knows no steps finer than $1.1 \\times 10^{-16}$, "
        "while $1 - \\hat{y}$ is about $e^{-z}$. From $z \\approx 37$ on $\\hat{y}$ is 1, and what divides by "
        "$1 - \\hat{y}$ or takes its logarithm breaks."
    )
