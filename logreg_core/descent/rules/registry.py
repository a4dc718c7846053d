"""All rules, by their names in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall, Nesterov
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.rule import Rule
from logreg_core.points.link_numbers import real_number

_RULES: dict[str, type[Rule]] = {
    rule.word: rule for rule in (GradientDescent, HeavyBall, Nesterov, AdaGrad, RMSProp, Adam, Newton)
}
RULES: Mapping[str, type[Rule]] = MappingProxyType(_RULES)


def rule_from_text(text: str) -> Rule:
    """Return the rule that a link describes; a setting left out has its default. Raises ValueError."""
    word, _, values = text.partition(":")
    if word not in RULES:
        raise ValueError(f"there is no rule {word!r:.40}; there are {', '.join(RULES)}")
    rule = RULES[word]
    given = values.split(",") if values else []
    names = [each.name for each in fields(rule)]
    if len(given) > len(names):
        raise ValueError(f"{rule.title} has {len(names)} settings, and {len(given)} are given")
    try:
        numbers: dict[str, Any] = {name: real_number(value) for name, value in zip(names, given, strict=False)}
    except ValueError:
        raise ValueError(f"{values!r:.40} are no numbers, which the settings of {rule.title} are") from None
    return rule(**numbers)
