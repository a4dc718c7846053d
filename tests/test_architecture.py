"""Who may import what: the table of the house, and a few rules that no reviewer should have to remember."""

from __future__ import annotations

import ast
import functools
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ("logreg_core", "pages")
FOLDERS = (*HOUSE, "tests", "benchmarks")
LONGEST = 400  # lines; past about 250 a file asks to be two

# What each room may import besides the standard library; the most specific room counts, for the importing file and
# for the imported name alike. The core's rooms build on each other in this order, and so do those of the pages.
POINTS, FILES, MODEL = "logreg_core.points", "logreg_core.files", "logreg_core.model"
DESCENT, AT_STEP, DERIVATION = "logreg_core.descent", "logreg_core.at_step", "logreg_core.derivation"
LANES, LEARNING = "logreg_core.lanes", "logreg_core.learning"
CORE = {"logreg_core", POINTS, MODEL, DESCENT, LANES, AT_STEP, DERIVATION, LEARNING}  # without files
WORDS, FIGURES, STAGE = "pages.words", "pages.figures", "pages.stage"
HOST, SESSION, FRAME, PARTS = "pages.host", "pages.session", "pages.frame", "pages.parts"
DRAWN = {*CORE, WORDS, FIGURES, STAGE, "numpy", "plotly"}
ROOMS: dict[str, set[str]] = {
    "logreg_core": CORE,
    POINTS: {POINTS, "numpy"},
    FILES: {POINTS, FILES, "numpy", "pandas", "python_calamine", "pyarrow"},
    MODEL: {POINTS, MODEL, "numpy"},
    DESCENT: {POINTS, MODEL, DESCENT, "numpy"},
    LANES: {POINTS, MODEL, DESCENT, LANES, "numpy"},
    AT_STEP: {POINTS, MODEL, DESCENT, AT_STEP, "numpy"},
    DERIVATION: {*CORE, "numpy"} - {LEARNING},
    LEARNING: {*CORE, "numpy"},
    WORDS: {WORDS, *CORE},
    FIGURES: {WORDS, FIGURES, *CORE, "numpy", "plotly", "contourpy"},
    STAGE: {WORDS, FIGURES, STAGE, *CORE, "numpy", "plotly"},
    HOST: {HOST, *DRAWN, "streamlit"},
    SESSION: {HOST, SESSION, *DRAWN, FILES, "streamlit"},
    FRAME: {HOST, SESSION, FRAME, *DRAWN, "streamlit"},
    PARTS: {HOST, SESSION, FRAME, PARTS, *DRAWN, FILES, "streamlit"},
    "pages": {HOST, SESSION, FRAME, PARTS, *DRAWN, FILES, "streamlit"} - {"numpy", "plotly"},
    "app": {HOST, FRAME, "streamlit"},
}
MOST_MODULES = 16  # in a folder, beside its __init__
# Modules of different rooms that share a name, for they are about the very same thing.
SAME_THING = {
    *("chain_rule", "contributions", "derivation", "examples", "exercises", "graph", "lines", "outcome", "saturation"),
    *("data", "files", "lab", "along_step", "learning", "expected_curve", "learn", "own_numbers", "blanks"),
    *("challenges", "next_step", "surface", "rule", "compare", "comparing", "s_curve"),
}
KEEPER = "pages/session/store.py"  # the only file that touches session state and the address
KEPT = {"session_state", "query_params"}
NO_CLOCK = {"time", "datetime", "random", "secrets"}  # the core knows none of these


def room_of(path: str) -> str:
    """The room that a file of the house is in."""
    module = path.removesuffix(".py").replace("/", ".")
    found = _longest(module)
    if found is None or (found == "pages" and path.count("/") > 1):
        raise AssertionError(f"{path} is in no room of the table; give it one or move it")
    return found


def _longest(name: str) -> str | None:
    rooms = [room for room in ROOMS if name == room or name.startswith(room + ".")]
    return max(rooms, key=len, default=None)


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each imported name in full, with its line: "numpy", "logreg_core.files.tables.read_table"."""
    package = path.removesuffix(".py").removesuffix("/__init__").split("/")
    if not path.endswith("__init__.py"):
        package = package[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def violations(path: str, source: str) -> list[str]:
    """What a file of the house does that it may not."""
    tree = ast.parse(source, path)
    room = room_of(path)
    may = ROOMS[room]
    found: list[str] = []
    for line, name in imports(path, tree):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names:
            if room.startswith("logreg_core") and top in NO_CLOCK:
                found.append(f"{path}:{line}: the core knows no clock and no global random state, but imports {top}")
            continue
        origin = _longest(name) or top
        if origin not in may:
            found.append(f"{path}:{line}: {room} may not import {name}")
    return [*found, *_other_rules(path, tree)]


def _other_rules(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        where = f"{path}:{getattr(node, 'lineno', 0)}"
        touched = {node.attr} if isinstance(node, ast.Attribute) else set()
        if isinstance(node, ast.ImportFrom):
            touched = {alias.name for alias in node.names}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            touched = {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
        if path != KEEPER and touched & KEPT:
            yield f"{where}: only {KEEPER} touches {', '.join(touched & KEPT)}"
        if touched & {"import_module"} or (isinstance(node, ast.Name) and node.id == "__import__"):
            yield f"{where}: an import by name hides from this table"
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield f"{where}: unsafe_allow_html lets data become code"


def files() -> list[str]:
    found = [ROOT / "app.py", *(p for room in HOUSE for p in (ROOT / room).rglob("*.py"))]
    return sorted(p.relative_to(ROOT).as_posix() for p in found if p.exists() and "__pycache__" not in p.parts)


@functools.cache
def offered(room: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names, and the modules, in the `__all__` of a room; a module is what its `__init__` imports no name of.

    A folder of a room's is offered like a module, with all the modules that it lists.
    """
    folder = ROOT / room.replace(".", "/")
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    (listed,) = (
        frozenset(ast.literal_eval(node.value))
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]
    )
    bound = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    places = {name: (folder / f"{name}.py", folder / name / "__init__.py") for name in listed - bound}
    modules = frozenset(name for name, found in places.items() if any(place.exists() for place in found))
    return listed - modules, modules


def private_uses(path: str, source: str) -> list[str]:
    """What a file takes from rooms, other than pages and parts themselves, that they don't offer."""
    found = []
    for line, name in imports(path, ast.parse(source, path)):
        room = _longest(name)
        if room in {None, name, "pages", PARTS}:
            continue
        names, modules = offered(room)
        first, *more = name.removeprefix(f"{room}.").split(".")
        last = more[-1] if more else first
        if last not in names | modules and not (more and first in modules and not last.startswith("_")):
            found.append(f"{path}:{line}: {room} does not offer {name}")
    return found


@pytest.mark.parametrize("path", files())
def test_a_file_keeps_to_its_room(path: str) -> None:
    found = violations(path, (ROOT / path).read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_holds_something(room: str) -> None:
    assert room in {room_of(path) for path in files()}


@pytest.mark.parametrize("path", [path for path in files() if room_of(path) in {"pages", PARTS}])
def test_pages_and_parts_use_what_rooms_offer(path: str) -> None:
    """A room offers what its `__all__` lists: a name, or a module with all its names that don't begin with "_".

    Names are listed where they are imported as the room is, or where it imports them when they are asked for; modules,
    where a page needs few of them. Who uses a name imports it from the module that defines it.
    """
    assert private_uses(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"pages", "app", PARTS}))
def test_a_room_has_what_it_offers(room: str) -> None:
    names, modules = offered(room)
    found = importlib.import_module(room)
    assert [name for name in names if not hasattr(found, name)] == []
    assert names | modules


def test_names_that_stay() -> None:
    stay = {"Dataset", "DataError", "GENERATORS", "generate", "SAMPLES", "load_sample"}
    stay |= {"forward", "chain_rule", "optimum", "Experiment", "run", "at", "snapshot", "race", "RULES"}
    assert stay <= offered("logreg_core")[0]


def books(root: Path) -> list[str]:
    """The files that are too long to be one file."""
    sources = [root / "app.py", *(p for folder in FOLDERS for p in (root / folder).rglob("*"))]
    sources = [p for p in sources if p.suffix in {".py", ".js", ".css"} and p.is_file()]
    lines = {p.relative_to(root).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in sources}
    return [f"{name}: {count} lines; make two files of it" for name, count in lines.items() if count > LONGEST]


def test_no_file_is_a_book() -> None:
    assert books(ROOT) == []


def test_a_book_is_found(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "short.py").write_text("x = 1\n" * LONGEST)
    (tmp_path / "pages" / "long.js").write_text("x = 1\n" * (LONGEST + 1))
    assert books(tmp_path) == [f"pages/long.js: {LONGEST + 1} lines; make two files of it"]


def names() -> dict[str, list[str]]:
    """The house's modules and folders by name: where each stands; a room's leading module is its folder."""
    found: dict[str, list[str]] = {}
    for path in files():
        module = Path(path)
        if module.name == "__init__.py":
            found.setdefault(module.parent.name, []).append(module.parent.as_posix())
        elif module.stem != module.parent.name:
            found.setdefault(module.stem, []).append(path)
    return found


def room_in_pages(path: str) -> str:
    return path.split("/")[1] if path.startswith("pages/") and path.count("/") > 1 else path


@pytest.mark.parametrize("name", sorted(name for name, places in names().items() if len(places) > 1))
def test_two_modules_share_a_name_only_where_they_are_about_the_same_thing(name: str) -> None:
    places = names()[name]
    in_core = [place for place in places if place.startswith("logreg_core")]
    in_pages = [room_in_pages(place) for place in places if place.startswith("pages")]
    assert len(in_core) <= 1, f"{in_core}: inside the core a name stands once"
    assert len(in_pages) == len(set(in_pages)), f"{places}: inside a room a name stands once"
    assert name in SAME_THING, f"{places}: are these about the very same thing? Else rename all but one"


def test_the_list_of_shared_names_is_needed() -> None:
    assert {name for name, places in names().items() if len(places) > 1} == SAME_THING


def test_no_folder_is_crowded() -> None:
    counts: dict[str, int] = {}
    for path in files():
        if not path.endswith("__init__.py"):
            folder = Path(path).parent.as_posix()
            counts[folder] = counts.get(folder, 0) + 1
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}


def test_each_room_says_what_it_is_for() -> None:
    rooms = [path for path in files() if path.endswith("__init__.py")]
    said = {path: ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or "" for path in rooms}
    assert [path for path, text in said.items() if len(text) < 40] == []


# The checker itself: each made-up file breaks one rule, and its fault is named.
@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        ("logreg_core/model/forward.py", "import streamlit", "logreg_core.model may not import streamlit"),
        ("logreg_core/model/forward.py", "import pandas as pd", "may not import pandas"),
        ("logreg_core/model/forward.py", "from scipy.special import expit", "may not import scipy"),
        (
            "logreg_core/model/forward.py",
            "def f():\n    import plotly.io",
            ":2: logreg_core.model may not import plotly",
        ),
        (
            "logreg_core/model/forward.py",
            "from logreg_core.files import read_table",
            "may not import logreg_core.files",
        ),
        ("logreg_core/model/forward.py", "from logreg_core import files", "may not import logreg_core.files"),
        ("logreg_core/model/forward.py", "from ..files import tables", "may not import logreg_core.files.tables"),
        (
            "logreg_core/model/forward.py",
            "from logreg_core.descent.run import Run",
            "may not import logreg_core.descent",
        ),
        ("logreg_core/model/forward.py", "from logreg_core import run", "may not import logreg_core.run"),
        ("logreg_core/points/edits.py", "from logreg_core.model.forward import J", "may not import logreg_core.model"),
        (
            "logreg_core/descent/run.py",
            "from logreg_core.at_step.at_step import at",
            "may not import logreg_core.at_step",
        ),
        ("logreg_core/__init__.py", "from .files import to_dataset", "may not import logreg_core.files"),
        ("logreg_core/__init__.py", "import numpy", "may not import numpy"),
        ("logreg_core/model/forward.py", "from pages.figures import theme", "may not import pages.figures"),
        ("logreg_core/model/forward.py", "import time", "no clock"),
        ("logreg_core/files/tables.py", "import streamlit", "may not import streamlit"),
        ("pages/figures/curve.py", "import streamlit as st", "pages.figures may not import streamlit"),
        ("pages/figures/curve.py", "import pandas", "may not import pandas"),
        ("pages/figures/curve.py", "from pages.stage import columns", "may not import pages.stage"),
        ("pages/figures/curve.py", "from ..session import state", "may not import pages.session.state"),
        ("pages/figures/curve.py", "from logreg_core.files import read_table", "may not import logreg_core.files"),
        ("pages/stage/columns.py", "import streamlit", "pages.stage may not import streamlit"),
        ("pages/stage/columns.py", "from pages.host.mount import mount", "may not import pages.host.mount"),
        ("pages/words/formulas.py", "import numpy", "pages.words may not import numpy"),
        ("pages/host/mount.py", "from pages.session import state", "may not import pages.session"),
        ("pages/host/mount.py", "import pandas", "may not import pandas"),
        ("pages/session/cache.py", "from pages.frame.notices import notices", "may not import pages.frame"),
        ("pages/session/cache.py", "import pandas", "may not import pandas"),
        ("pages/frame/notices.py", "from pages.parts import sidebar", "may not import pages.parts"),
        ("pages/frame/notices.py", "from logreg_core.files import read_table", "may not import logreg_core.files"),
        ("pages/parts/lab/tables.py", "from pages import lab", "may not import pages.lab"),
        ("pages/lab.py", "import numpy as np", "pages may not import numpy"),
        ("pages/lab.py", "import plotly", "pages may not import plotly"),
        ("app.py", "from logreg_core import run", "app may not import logreg_core.run"),
        ("app.py", "from pages import figures", "may not import pages.figures"),
        ("app.py", "import pages.lab", "may not import pages.lab"),
        ("pages/lab.py", "import streamlit as st\nst.session_state['t'] = 1", f":2: only {KEEPER}"),
        ("pages/lab.py", "import streamlit as st\nst.query_params.clear()", "touches query_params"),
        ("pages/frame/page.py", "from streamlit import session_state", "touches session_state"),
        ("pages/frame/page.py", "getattr(st, 'query_params')", "touches query_params"),
        ("pages/lab.py", "import streamlit as st\nst.markdown('x', unsafe_allow_html=True)", "data become code"),
        ("pages/figures/curve.py", "import importlib\nimportlib.import_module('streamlit')", "import by name"),
        ("pages/figures/curve.py", "__import__('streamlit')", "import by name"),
    ],
)
def test_the_checker_catches(path: str, source: str, fault: str) -> None:
    found = violations(path, source)
    assert len(found) == 1, found
    assert fault in found[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("logreg_core/model/forward.py", "import math\nimport numpy as np\nfrom logreg_core.points import dataset"),
        ("logreg_core/files/tables.py", "import pandas\nfrom logreg_core.points.dataset import DataError"),
        ("pages/figures/curve.py", "import plotly.graph_objects as go\nfrom logreg_core.at_step.at_step import at"),
        ("pages/stage/columns.py", "from pages.figures import theme\nfrom pages.words.numbers import number"),
        ("pages/host/mount.py", "import streamlit as st\nfrom pages.figures.theme import css_variables"),
        (KEEPER, "import streamlit as st\nst.session_state.t = 1\nst.query_params.clear()"),
        ("pages/session/files.py", "import streamlit as st\nfrom logreg_core.files import read_table"),
        ("pages/lab.py", "from logreg_core import run\nfrom pages.parts.lab import lab_tables"),
        (
            "app.py",
            "from pages.frame.navigation import navigation\nfrom pages.host.server.at_the_start import at_the_start",
        ),
    ],
)
def test_the_checker_lets_pass(path: str, source: str) -> None:
    assert violations(path, source) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from logreg_core.descent.loop import continued", "logreg_core.descent does not offer"),
        ("from logreg_core import separation", "logreg_core does not offer logreg_core.separation"),
        ("from pages.session.store import read", "pages.session does not offer pages.session.store.read"),
        ("from pages.session import store", "pages.session does not offer pages.session.store"),
        ("from pages.words.numbers import _plain", "pages.words does not offer pages.words.numbers._plain"),
    ],
)
def test_a_private_use_is_found(source: str, fault: str) -> None:
    (found,) = private_uses("pages/lab.py", source)
    assert fault in found


@pytest.mark.parametrize(
    "source",
    [
        "from logreg_core.descent.rules.linear_rules import HeavyBall\nfrom logreg_core.descent import HeavyBall",
        "from logreg_core.model import forward\nfrom logreg_core.model.forward import Forward",
        "from logreg_core.files import read_table\nfrom pages.session.session import session",
        "import numpy\nfrom pages.parts.chosen_part import chosen_part",
    ],
)
def test_a_public_use_is_none(source: str) -> None:
    assert private_uses("pages/lab.py", source) == []


@pytest.mark.parametrize("path", ["utils.py", "pages/lessons/first.py"])
def test_a_file_outside_every_room_is_a_fault(path: str) -> None:
    with pytest.raises(AssertionError, match="in no room"):
        room_of(path)
