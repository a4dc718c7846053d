"""What docs/*.md says of moments: each link opens without a notice, and each number beside it is the core's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from logreg_core.learning.claim import value
from logreg_core.learning.start import Start, start_of
from pages.session.link import moment_of
from pages.words.numbers import number

DOCS = Path(__file__).resolve().parents[2] / "docs"
LINK = re.compile(r"(?<![\w/])/(?:\w+)?\?(?=data=)[^\s`)\"|<]+")
SAID = re.compile(r"`([^`]+)` = (−?[\d.]+\d|−?\d+)")
TEACH = (DOCS / "teach.md").read_text(encoding="utf-8")
MOMENT = re.compile(r"^\| ([A-C]\d) \| [^|]+ \| `([^`]+)` \|$", re.MULTILINE)


def links() -> list[tuple[str, str]]:
    return [(path.name, link) for path in sorted(DOCS.glob("*.md")) for link in LINK.findall(path.read_text("utf-8"))]


def moments() -> dict[str, Start]:
    return {name: start_of(link) for name, link in MOMENT.findall(TEACH)}


def rows() -> list[tuple[str, str]]:
    """Each row of a table that says what a moment shows: the moment's name, and the row."""
    return [(found[1], row) for row in TEACH.splitlines() if (found := re.search(r"\| ([A-C]\d) \|$", row))]


@pytest.mark.parametrize(("name", "link"), links())
def test_a_link_opens_without_a_notice(name: str, link: str) -> None:
    query = link.partition("?")[2]
    assert moment_of(query)[1] == (), name
    start_of(query)


def test_there_are_links_and_each_moment_is_used() -> None:
    assert len(links()) >= 18
    assert {name for name, _ in rows()} == set(moments())


@pytest.mark.parametrize(("name", "row"), rows(), ids=lambda each: each[:40])
def test_what_a_moment_shows_is_so(name: str, row: str) -> None:
    """To the digits that stand there: four, or as few as the number has."""
    start, said = moments()[name], SAID.findall(row)
    assert said, "a row says what there is to see"
    for formula, text in said:
        found = value(formula, start)
        shown = number(float(found))
        assert text in {shown, shown.rstrip("0").rstrip("."), f"{found:g}"}, (formula, found)


@pytest.mark.parametrize(("name", "row"), rows(), ids=lambda each: each[:40])
def test_no_number_of_a_row_is_unchecked(name: str, row: str) -> None:
    """Numbers with three or more digits stand behind a formula; those of questions have fewer, or are named here."""
    asked = {"180", "200", "150", "0.001", "3.78", "300", "246", "247", "250", "0.35"}
    rest = SAID.sub("", row)
    left = {each for each in re.findall(r"\d+(?:\.\d+)?", rest) if len(each.replace(".", "").lstrip("0")) >= 3}
    assert left <= asked, left - asked
