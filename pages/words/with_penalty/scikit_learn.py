"""Why are scikit-learn's weights not mine? Its four reasons, each with the numbers of the data on screen."""

from __future__ import annotations

from collections.abc import Mapping

from logreg_core.descent.elsewhere import Fits
from logreg_core.descent.optimum import Optimum
from pages.words.numbers import exactly, number


def reasons(fits: Fits, say: Mapping[str, str]) -> tuple[str, ...]:
    """Return the four reasons in Markdown, each with its numbers.

    say : how parameters are written in the data's own units, as `strip.letters` gives them.
    """
    m = fits.m
    if not fits.usual.exists:
        return (
            "All examples belong to one class, so there is no best line at any λ: scikit-learn refuses such data, and "
            "here b grows without end.",
        )
    yours = f"λ = {exactly(fits.l2)} is `C={number(1 / (m * fits.l2))}`" if fits.l2 else "λ = 0 is `C=np.inf`"
    without = (
        f"Without a penalty the best is {_weights(fits.none, say)}."
        if fits.none.exists and fits.none.unique
        else "Without a penalty these data have no single best line."
    )
    charged = exactly(fits.l2) if fits.l2 else number(fits.charged)
    return (
        f"**C = 1.0 is a penalty.** scikit-learn’s default `C=1.0` is λ = 1/(m·C) = 1/{m:,} = {number(1 / m)}; here "
        f"{yours}. At C = 1.0 the best line has {_weights(fits.usual, say)}. {without} No penalty is `C=np.inf`.",
        "**It stops early.** Its `tol=1e-4` lets it stop once no derivative is larger than 0.0001. On these data w and "
        f"b may then still be up to about {number(fits.apart, 2)} away from the best: digits may differ from there on. "
        "`tol=1e-12` gives them all.",
        f"**λ charges the weights of the features it is given.** At λ = {charged} the best of the data’s own features "
        f"is {_weights(fits.plain, say)}; of standardised ones, in the same units, {_weights(fits.scaled, say)}. Here "
        f"{'the standardised ones are' if fits.scale != 'none' else 'the data’s own are'} charged.",
        f"**More data weaken C’s penalty, not λ’s.** With each example there twice, the best at λ = {number(1 / m)} "
        "stays the same. "
        f"C = 1.0 is then λ = 1/{2 * m:,} = {number(1 / (2 * m))}, half of it, and the best has "
        f"{_weights(fits.twice, say)}.",
    )


def _weights(best: Optimum, say: Mapping[str, str]) -> str:
    values = {"w1": float(best.w[0]), "w2": float(best.w[1]), "b": best.b}
    return ", ".join(f"{say[name]} = {number(value)}" for name, value in values.items() if name in say)
