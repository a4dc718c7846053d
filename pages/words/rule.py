"""A rule in words, the letters of what it keeps, and its lines as LaTeX; its lines with live numbers are in `strip`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from logreg_core.descent.rules.rule import Line, Rule
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


def kept(letter: str, parameter: str, *, scaled: bool = False) -> str:
    """Return a kept number as it is written: u₁, u₂ and, of the bias, u with a small b."""
    index = {"w1": "₁", "w2": "₂", "b": "<sub>b</sub>"}[parameter]
    return f"{letter}{'̃' if scaled else ''}{index}"


def kept_titles(rule: Rule, *, scaled: bool = False, weighted: tuple[int, ...] = (0, 1)) -> dict[int, str]:
    """Return how a table heads what the rule keeps, in plain text, by its place in the state: u₁, u₂, u of b.

    weighted : which features, from 0, have a weight; what is kept for others is left out.
    """
    tilde = "̃" if scaled else ""
    ends = ("₁", "₂", f" of b{tilde}")
    return {3 * at + k: f"{letter}{tilde}{ends[k]}" for at, letter in enumerate(rule.keeps) for k in (*weighted, 2)}


def tex_lines(rule: Rule, letters: Mapping[str, str]) -> list[str]:
    """Return the rule's lines for one parameter as LaTeX. letters : how "θ", "g" and each kept number are written."""
    names = {"α": r"\alpha"} | {each.name: _tex_setting(each.metadata["letter"]) for each in fields(rule)}
    names |= dict(letters) | {f"{each}'": letters[each] for each in rule.keeps}
    return [_tex_line(line, names) for line in rule.lines]


def tex_settings(rule: Rule) -> dict[str, float]:
    """Return each setting by its letter as LaTeX."""
    return {_tex_setting(each.metadata["letter"]): getattr(rule, each.name) for each in fields(rule)}


def _tex_line(line: Line, names: Mapping[str, str]) -> str:
    written = ""
    for product in line.products:
        sign = " - " if product.minus else " + "
        written += (sign if written or product.minus else "") + r" \, ".join(names[each] for each in product.factors)
    return rf"{names[line.target]} \leftarrow {written.strip()}"


def _tex_setting(letter: str) -> str:
    return {"β": r"\beta", "ρ": r"\rho", "ε": r"\varepsilon"}.get(letter, letter)
