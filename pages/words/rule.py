"""A rule in words, the letters of what it keeps, and its lines as LaTeX; its lines with live numbers are in `strip`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from logreg_core.descent.rules.rule import Line, Product, Rule
from pages.words.numbers import exactly


def rule_in_words(rule: Rule) -> str:
    """Return the rule's name and its settings: "heavy ball (momentum), β = 0.9"."""
    name = rule.title if rule.named else rule.title[:1].lower() + rule.title[1:]
    return ", ".join([name, *settings_in_words(rule)])


def settings_in_words(rule: Rule) -> list[str]:
    """Return each setting as its letter and value; of a switch only that it is off, since each is on by itself."""
    said = []
    for each in fields(rule):
        value, letter = getattr(rule, each.name), each.metadata["letter"]
        if not each.metadata.get("switch"):
            said.append(f"{letter} = {exactly(value)}")
        elif not value:
            said.append(each.metadata["off"])
    return said


_SAME = ("a",)  # kept for each parameter, and the same for all


def kept(letter: str, parameter: str, *, scaled: bool = False) -> str:
    """Return a kept number as it is written: u₁, u₂ and, of the bias, u with a small b."""
    if letter in _SAME:
        return letter
    index = {"w1": "₁", "w2": "₂", "b": "<sub>b</sub>"}[parameter]
    return f"{letter}{'̃' if scaled else ''}{index}"


def kept_titles(rule: Rule, *, scaled: bool = False, weighted: tuple[int, ...] = (0, 1)) -> dict[int, str]:
    """Return how a table heads what the rule keeps, in plain text, by its place in the state: u₁, u₂, u of b.

    weighted : which features, from 0, have a weight; what is kept for others is left out.
    """
    tilde = "̃" if scaled else ""
    ends = ("₁", "₂", f" of b{tilde}")
    each = {3 * at + k: f"{letter}{tilde}{ends[k]}" for at, letter in enumerate(rule.keeps) for k in (*weighted, 2)}
    same = {3 * at + 2: letter for at, letter in enumerate(rule.keeps) if letter in _SAME}
    gone = {3 * at + k for at, letter in enumerate(rule.keeps) if letter in _SAME for k in (0, 1)}
    return {at: title for at, title in (each | same).items() if at not in gone}


def kept_tex(letter: str, j: int) -> str:
    """Return a kept number of weight j as LaTeX: u_1."""
    return letter if letter in _SAME else f"{letter}_{j}"


def tex_lines(rule: Rule, letters: Mapping[str, str]) -> list[str]:
    """Return the rule's lines for one parameter as LaTeX; what no line makes is said first.

    letters : how "θ", "g" and each kept number are written.
    """
    names = {"α": r"\alpha", **tex_names(rule), **letters}
    names |= {f"{each}'": letters[each] for each in rule.keeps}
    names |= {each: tex_hat(letters[hatless(each)]) for each in rule.works_out}
    given = [rf"{letters[letter]} = {_tex_given(rule, letter, letters)}" for letter in rule.given]
    return given + [
        _tex_line(line, names, made="=" if line.target in rule.works_out else r"\leftarrow") for line in rule.lines
    ]


def tex_settings(rule: Rule) -> dict[str, float]:
    """Return each setting that stands in the rule's lines by its letter as LaTeX."""
    return {
        _tex_setting(each.metadata["letter"]): getattr(rule, each.name)
        for each in fields(rule)
        if not each.metadata.get("switch", False)
    }


def tex_names(rule: Rule) -> dict[str, str]:
    """Return how the numbers of `Rule.known` are written as LaTeX: 1 - \\beta_1^{t+1}."""
    settings = {each.name: _tex_setting(each.metadata["letter"]) for each in fields(rule)}
    found = dict(settings)
    for name in rule.known(0):
        setting, _, power = name.removeprefix("1-").partition("^")
        written = settings[setting] + ("^{t+1}" if power else "")
        found[name] = f"1 - {written}" if name.startswith("1-") else written
    return found


def tex_hat(written: str) -> str:
    r"""Return a kept number's LaTeX with a hat: \hat{m}_1 for m_1."""
    letter, _, index = written.partition("_")
    return rf"\hat{{{letter}}}" + (f"_{index}" if index else "")


def hatless(letter: str) -> str:
    """Return the kept number that one with a hat is worked out of: m for m̂."""
    return letter[0]


def _tex_given(rule: Rule, letter: str, letters: Mapping[str, str]) -> str:
    """A number that no line makes: Newton's direction, and the part of α that he takes."""
    if letter == "a":
        return r"\alpha / 2^k" if rule.settings.get("damped", True) else r"\alpha"
    index = letters[letter].partition("_")[2]
    return r"\left( H^{-1} \frac{\partial J}{\partial \theta} \right)" + (f"_{index}" if index else "")


def _tex_line(line: Line, names: Mapping[str, str], made: str) -> str:
    written = ""
    for product in line.products:
        sign = " - " if product.minus else " + "
        written += (sign if written or product.minus else "") + _tex_product(product, names)
    return rf"{names[line.target]} {made} {written.strip()}"


def _tex_product(product: Product, names: Mapping[str, str]) -> str:
    factors = []
    for each in dict.fromkeys(product.factors):
        written = names[each]
        if each.startswith("1-") and len(product.factors) > 1:
            written = f"({written})"
        if product.factors.count(each) == 2:
            written = rf"\left( {written} \right)^2" if "\\" in written or "_" in written else f"{written}^2"
        factors.append(written)
    top = r" \, ".join(factors)
    if product.root:
        return rf"\frac{{{top}}}{{\sqrt{{{names[product.root]}}} + {names[product.plus]}}}"
    return rf"\frac{{{top}}}{{{names[product.over]}}}" if product.over else top


def _tex_setting(letter: str) -> str:
    greek = {"β": r"\beta", "ρ": r"\rho", "ε": r"\varepsilon", "β₁": r"\beta_1", "β₂": r"\beta_2"}
    return greek.get(letter, letter if len(letter) == 1 else rf"\text{{{letter}}}")
