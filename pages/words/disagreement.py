"""How far the lines of the derivation part from the app's numbers as z grows, and why: worked out, then said."""

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
class Parting:
    """All lines for an example with this z and label y.

    agree, part, broken : how many agree to twelve digits, how many have fewer right, how many have no value;
    furthest : the largest relative difference, no unit.
    """

    z: float
    y: int
    agree: int
    part: int
    broken: int
    furthest: float


@cache  # it is the same for everybody
def partings() -> tuple[Parting, ...]:
    """For each z of SIZES and both labels."""
    return tuple(_parting(z, y) for z in SIZES for y in (1, 0))


def _lines(z: float, y: int) -> list[LineValue]:
    return list(derive([[z, 1.0]], [y], [1.0, 0.0], 0.0, example=0).lines.values())


def _parting(z: float, y: int) -> Parting:
    off = [found.difference for found in _lines(z, y) if found.difference is not None]
    part = [each for each in off if each > NOT_ROUNDING]
    return Parting(z, y, len(off) - len(part), len(part), len(BY_KEY) - len(off), max(off))


def headline() -> str:
    """How far at z = 30, in one line."""
    furthest = max(each.furthest for each in partings() if each.z == FAR)
    return f"How far the lines part: at z = {FAR:.0f} by up to {share(furthest)}. Why?"


@cache
def explanation() -> str:
    """The same for each z, with the reason, in Markdown."""
    (last,) = (found for found in _lines(FAR, 1) if found.line.key == "4.2.8")
    rows = "".join(
        f"| {each.z:.0f} | {each.y} | {each.agree} | {each.part} | "
        f"{share(each.furthest) if each.part else '–'} | {each.broken or '–'} |\n"
        for each in partings()
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
