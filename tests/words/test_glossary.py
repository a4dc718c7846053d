"""Each symbol that stands on any page is explained in the glossary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest

from logreg_core import Experiment, HeavyBall, run
from pages.parts.examples.examples_table import CORRECT
from pages.parts.lab.lab_tables import examples_table, log_table
from pages.words.glossary import GLOSSARY, PAGES, explained, symbols, term_of
from tests.app import App

INDEX = "\u0303?[₁₂]?"
SYMBOL = re.compile(
    rf"∂[LJŷz]/∂[ŷzwb]{INDEX}|J\*|[αβσρελ]|ŷ|[wx]\u0303?[₁₂]|\bb\u0303|(?<![\w'’])[JLmTz](?![\w\u0302\u0303'’.₀-₉])"
)
TEX = {r"\alpha": "α", r"\beta": "β", r"\sigma": "σ", r"\hat{y}": "ŷ", r"\rho": "ρ", r"\varepsilon": "ε"}
LINK = "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=20&t=3"
PLACES = [
    *product(["", "chain_rule", "derivation", "data"], [{}]),
    *product(["examples"], [{"ways to look at examples": tab} for tab in ("Who contributes", "What if", "Threshold")]),
    ("examples", {"ways to look at examples": "The example’s life"}),
    ("", {"tables": "Log of steps"}),
]


def headers(app: App) -> Iterator[dict[str, Any]]:
    for each in app.packed:
        blob = each.proto.bytes
        yield json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])


def texts(value: object) -> Iterator[str]:
    """All that is written in a header, as text; what is drawn comes with it."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]*>", " ", value)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ("address", "dark", "data", "command"):
                yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def on_page(page: str, chosen: dict[str, str], query: str) -> Iterator[str]:
    app = App(query, page, **chosen)
    for header in headers(app):
        yield from texts(header)
        for column in header.get("columns", []):
            yield column["title"]
    for kind in ("markdown", "caption", "header", "title"):
        for each in app.at.get(kind):
            yield re.sub(r"\$[^$]*\$", lambda tex: "".join(TEX[name] for name in TEX if name in tex[0]), each.value)


@pytest.mark.parametrize(("page", "chosen"), PLACES, ids=str)
@pytest.mark.parametrize("more", ["", "&scale=standardize&rule=heavy-ball:0.9&holdout=0.2"])
def test_each_symbol_on_a_page_is_in_it(page: str, chosen: dict[str, str], more: str) -> None:
    found = {symbol for text in on_page(page, chosen, LINK + more) for symbol in SYMBOL.findall(text)}
    assert len(found) > 3 or page == "data"
    assert {symbol: term_of(symbol) for symbol in found}


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_each_column_s_head_is_in_it(scale: str) -> None:
    experiment = Experiment(scale=scale, rule=HeavyBall(0.9), steps=3, holdout=0.2)
    history = run(experiment.data.load(), experiment)
    scaled = scale != "none"
    titles = {
        *examples_table(history, 1, np.arange(3), scaled=scaled, extreme=True),
        *log_table(history, np.arange(3), 0, scaled=scaled),
        "share",
        CORRECT,
    }
    assert all(term_of(title) in GLOSSARY for title in titles)


@pytest.mark.parametrize("key", GLOSSARY)
def test_a_term_is_one_or_two_sentences_and_has_a_way_on(key: str) -> None:
    term = GLOSSARY[key]
    assert 1 <= len(re.findall(r"[.?!](?: |$)", term.words)) <= 3
    assert len(term.words) <= 190
    assert term.page in PAGES
    assert not re.search(r"best possible|guaranteed|local limit", term.words)


def test_y_hat_leaves_it_to_the_data_whether_it_is_a_probability() -> None:
    assert "whether it deserves the name is a question to the data" in GLOSSARY["y_hat"].words


def test_a_symbol_in_html() -> None:
    assert explained("∂z/∂w̃₁") == '<dfn data-term="dz_dw" tabindex="0">∂z/∂w̃₁</dfn>'
    assert explained("J*", "<i>J</i>*") == '<dfn data-term="J_star" tabindex="0"><i>J</i>*</dfn>'


def test_one_that_is_not_there_says_where_to_add_it() -> None:
    with pytest.raises(KeyError, match="glossary"):
        term_of("∂Q/∂w")


def test_no_symbol_stands_for_two_terms() -> None:
    assert len(symbols()) >= sum(1 for _ in GLOSSARY)
