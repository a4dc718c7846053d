"""Forged reports of every component of every page: what makes no sense changes nothing, and the session goes on."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.attack.reports import KINDS, PAGES, forged_reports

# What takes longer is said less.
NUMBERS = {"": 60, "compare": 30, "data": 60, "chain_rule": 30, "examples": 30, "derivation": 20, "learn": 20}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "lab")
def test_forged_reports_of_a_page(page: str) -> None:
    number = NUMBERS[page]
    assert sum(forged_reports(number, random.Random(f"{page} 1"), (page,)).values()) == number


def test_every_kind_is_among_them() -> None:
    chance = random.Random(1)
    assert len(KINDS) > 12
    assert Counter(chance.choices(KINDS, k=200)).keys() == set(KINDS)
