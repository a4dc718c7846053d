"""The stage's formatter writes every number as Python's does."""

from __future__ import annotations

import json
import math
import random

import pytest

from pages.stage.bundle import WEB, read
from pages.words.numbers import change, exactly, in_brackets, number, power_of_ten

from .serving import ROOT

CASES = json.loads((ROOT / "tests" / "data" / "numbers.json").read_text(encoding="utf-8"))
SCRIPT = "core/numbers.js"
WRITE = """(cases) => cases.map((c) => {
    if ('text' in c) return writeNumber(Number(c.x.replace('inf', 'Infinity')), c.digits);
    if ('texts' in c) return writeChange(Number(c.before), Number(c.after));
    if ('power' in c) return writePowerOfTen(Number(c.log10));
    if ('sized' in c) return writeSized(Number(c.x.replace('inf', 'Infinity')), Number(c.log10));
    if ('brackets' in c) return writeInBrackets(Number(c.x));
    return writeExactly(Number(c.x));
})"""


@pytest.fixture
def formatter(browsers):
    """A page that knows the stage's formatter and nothing else."""
    page = browsers(False).new_page()
    page.add_script_tag(content=read(WEB, SCRIPT).code)
    yield page
    page.close()


def test_the_table_of_cases(formatter):
    wanted = [
        next(case[key] for key in ("text", "texts", "power", "sized", "brackets", "exactly") if key in case)
        for case in CASES
    ]
    written = formatter.evaluate(WRITE, CASES)
    wrong = [(case, text) for case, text, right in zip(CASES, written, wanted, strict=True) if text != right]
    assert wrong == []
    assert len(CASES) >= 60


def awkward_numbers(count: int) -> list[float]:
    """Numbers of every size, many of them near a change in the last digit or in how they are written."""
    draw = random.Random(20260)
    found: list[float] = []
    for _ in range(count):
        x = draw.choice(
            (
                draw.uniform(-10, 10),
                draw.uniform(0.99, 1.01) * 10.0 ** draw.randint(-7, 8),
                float(f"{draw.randint(1000, 9999)}5e{draw.randint(-12, 6)}"),
                draw.randint(-(2**20), 2**20) / 2.0 ** draw.randint(0, 24),
                math.ldexp(draw.uniform(-1, 1), draw.randint(-1020, 1023)),
            )
        )
        found.append(draw.choice((x, -x, math.nextafter(x, math.inf))))
    return found


def test_thousands_of_awkward_numbers(formatter):
    numbers = awkward_numbers(4000)
    texts = [{"x": repr(x), "digits": digits, "text": ""} for x in numbers for digits in (4, 9)]
    written = formatter.evaluate(WRITE, texts)
    right = [number(x, digits) for x in numbers for digits in (4, 9)]
    assert [(c, a, b) for c, a, b in zip(texts, written, right, strict=True) if a != b] == []

    pairs = [(x, x * (1 + 10.0 ** -(i % 17))) for i, x in enumerate(numbers[:2000])]
    pairs = [(before, after) for before, after in pairs if math.isfinite(after)]
    written = formatter.evaluate(WRITE, [{"before": repr(a), "after": repr(b), "texts": []} for a, b in pairs])
    assert [(p, w) for p, w in zip(pairs, written, strict=True) if list(change(*p)) != w] == []

    for key, of, name in (
        ("brackets", in_brackets, "x"),
        ("exactly", exactly, "x"),
        ("power", power_of_ten, "log10"),
    ):
        written = formatter.evaluate(WRITE, [{name: repr(x), key: ""} for x in numbers if abs(x) < 1e15])
        assert [(x, w) for x, w in zip((x for x in numbers if abs(x) < 1e15), written, strict=True) if of(x) != w] == []
