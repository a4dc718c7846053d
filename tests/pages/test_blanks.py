"""Numbers to be filled in, on every page with a chain: asked for by a request, and nothing else there tells them."""

from __future__ import annotations

import pytest

from logreg_core import run
from logreg_core.learning.blanks import blank, names
from pages.words.learning.blanks import COVERED, value_text
from pages.words.numbers import number
from tests.app import SMALL

from .test_present import PAGES, header, on


def words_of(app):
    """All that a page says in Markdown, captions and HTML."""
    return "\n".join(str(each.value) for kind in ("markdown", "caption", "html") for each in app.at.get(kind))


def asked(app, name):
    moment = app.moment
    return blank(run(moment.experiment.data.load(), moment.experiment), moment.t, moment.pick, name)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_stage_stands_there_while_there_are_blanks(open_app, page):
    app = on(open_app(SMALL + "&t=3&pick=2&blanks=15"), page)
    assert not app.errors
    told = header(app, PAGES[page])["blanks"]
    assert told["asked"] == told["most"] == (9 if page == "chain_rule" else 15)
    said = words_of(app)
    assert (COVERED in said) == (page != "derivation")
    for name in names((0, 1)):
        if not name.startswith("dz_"):
            assert number(asked(app, name).value) not in said, name
    names_of = {each.proto.component_name for each in app.at.get("bidi_component")}
    assert not names_of & {"gradient_table", "gradient_panel"}


@pytest.mark.parametrize("page", PAGES)
def test_what_is_typed_is_judged_at_its_step_and_forgotten_at_another(open_app, page):
    app = on(open_app(SMALL + "&t=3&pick=2"), page)
    component = PAGES[page]
    app.report({"number": "a-1", "t": 3, "requests": [{"number": 1, "t": 3, "blanks": 9}]}, component)
    assert header(app, component)["blanks"]["asked"] == 9
    assert app.moment.blanks == 9
    found = asked(app, "dL_db")
    typed = [
        {"number": 2, "t": 3, "fill": ["dL_db", "17"]},
        {"number": 3, "t": 3, "fill": ["dL_db", repr(found.value)]},
    ]
    app.report({"number": "a-2", "t": 3, "requests": typed}, component)
    told = header(app, component)["blanks"]
    assert told["t"] == 3
    assert told["tried"]["dL_db"]["right"]
    assert told["tried"]["dL_db"]["value"] == value_text(found)
    app.report({"number": "a-3", "t": 4, "requests": [{"number": 4, "t": 4, "fill": ["dL_dw1", "17"]}]}, component)
    told = header(app, component)["blanks"]
    assert (told["t"], list(told["tried"])) == (4, ["dL_dw1"])


def test_the_lines_of_the_derivation_stay_in_letters(open_app):
    numbers = on(open_app(SMALL + "&t=3&pick=2"), "derivation")
    letters = on(open_app(SMALL + "&t=3&pick=2&blanks=3"), "derivation")
    assert "**7.1**" in words_of(numbers)
    assert "**7.1**" in words_of(letters)
    assert "✓ **" in words_of(numbers)
    assert "✓ **" not in words_of(letters)
    assert not letters.at.main.text_input
