"""One written contract: each payload is a typed dictionary in Python and a JSDoc type in JavaScript, and both agree."""

from __future__ import annotations

import inspect
import re
import types
import typing
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
import plotly.graph_objects as go
import pytest

from logreg_core import Experiment, load_sample, run
from pages.host import acknowledgements
from pages.session import inbox
from pages.stage import (
    drawing_payload,
    example_payloads,
    grid_payload,
    header,
    lab_payload,
    packing,
    panel_payload,
    rest_payload,
    table_payload,
)
from pages.stage.bundle import WEB
from pages.stage.compare import compare_payload
from pages.stage.learning import expected_curve, gate
from pages.stage.next_step import sweep_payload
from pages.stage.sigma import sigma_view
from pages.stage.surface import map_view
from pages.stage.under_hand import handles

from .blob import made, read
from .test_example_payloads import sent as sent_example

TWINS: dict[str, tuple[ModuleType, ...]] = {  # where the types of a JavaScript module stand in Python
    "core/unpacking.js": (packing,),
    "stage/payload.js": (
        *(header, gate, lab_payload, map_view, sigma_view, example_payloads),
        *(rest_payload, expected_curve, handles, sweep_payload),
    ),
    "table/payload.js": (table_payload,),
    "panel/payload.js": (panel_payload,),
    "drawing/payload.js": (drawing_payload,),
    "grid/payload.js": (grid_payload,),
    "compare/payload.js": (compare_payload,),
}
OWN = {"Figure": "globals.d.ts", "Payload": "what JavaScript makes of a stage's payload"}  # no twin to compare with
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean"}
Fields = dict[str, str]


def entries(dictionary: Any) -> dict[str, tuple[Any, bool]]:
    """Each entry's type, and whether it must be there. What a class says of that itself is wrong under 3.11."""
    found = get_type_hints(dictionary, include_extras=True)
    inner = {name: (get_args(kind)[0], False) for name, kind in found.items() if get_origin(kind) is typing.NotRequired}
    return {name: (kind, True) for name, kind in found.items()} | inner


def fields_of(dictionary: Any) -> Fields:
    """A typed dictionary's entries as JavaScript writes them: "[words]": "string[]" for one that may be missing."""
    return {name if there else f"[{name}]": script_of(kind) for name, (kind, there) in entries(dictionary).items()}


def script_of(kind: Any) -> str:
    """A Python type as JSDoc writes it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        element = script_of(inner[0])
        return f"({element})[]" if " | " in element else f"{element}[]"
    if origin is tuple:
        return f"[{', '.join(map(script_of, inner))}]"
    if origin is dict:
        assert inner[0] is str
        return f"Record<string, {script_of(inner[1])}>"
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if isinstance(kind, types.UnionType):
        return " | ".join(map(script_of, inner))
    if typing.is_typeddict(kind):
        return str(kind.__name__)
    return PLAIN[kind]


def typedefs(source: str) -> dict[str, Fields]:
    """The JSDoc types of a module that are made of properties."""
    found: dict[str, Fields] = {}
    for block in re.findall(r"/\*\*(.*?)\*/", source, re.DOTALL):
        name = re.search(r"@typedef \{object\} (\w+)", block)
        if name:
            properties = re.findall(r"@property \{(.+)\} (\[?\w+\]?)", block)
            found[name[1]] = {field: re.sub(r'import\("[^"]*"\)\.', "", kind) for kind, field in properties}
    return found


def dictionaries(modules: tuple[ModuleType, ...]) -> dict[str, Any]:
    """The typed dictionaries that modules define."""
    return {
        name: thing
        for module in modules
        for name, thing in vars(module).items()
        if typing.is_typeddict(thing) and thing.__module__ == module.__name__
    }


@pytest.mark.parametrize("path", TWINS)
def test_both_sides_have_the_same_names_and_types(path):
    script = typedefs((WEB / path).read_text(encoding="utf-8"))
    script = {name: fields for name, fields in script.items() if name not in OWN}
    python = {name: fields_of(thing) for name, thing in dictionaries(TWINS[path]).items() if name not in OWN}
    optional_here = {"plane", "curve", "figures"}  # Python has these as JSON already
    for fields in python.values():
        for name in optional_here & {field.strip("[]") for field in fields}:
            fields[name] = fields.pop(f"[{name}]")
    assert script == python


def test_every_module_of_types_has_a_twin():
    typed = {path.relative_to(WEB).as_posix() for path in WEB.rglob("payload.js")}
    assert typed == set(TWINS) - {"core/unpacking.js"}


def test_a_difference_is_found():
    source = "/**\n * @typedef {object} Ring\n * @property {number} xanchor\n * @property {string} [yanchor]\n */\n"
    assert typedefs(source) == {"Ring": {"xanchor": "number", "[yanchor]": "string"}}
    assert typedefs(source)["Ring"] != fields_of(lab_payload.Ring)


def test_a_report_s_entries_have_the_same_names_on_both_sides():
    """In JavaScript the type checker holds what is sent to these types, and tests/web/outbox.test.js looks at it."""
    types = typedefs((WEB / "core/outbox.js").read_text(encoding="utf-8"))
    report, request = ({name.strip("[]") for name in types[kind]} for kind in ("Report", "NumberedRequest"))
    assert report == {inbox.NUMBER, inbox.IDENTITY, inbox.STEP, inbox.PLAYING, inbox.REQUESTS}
    assert request == {inbox.NUMBER, inbox.STEP}


def test_the_marks_of_acknowledgements_have_the_same_name_on_both_sides():
    page = (WEB / "core/streamlit_page.js").read_text(encoding="utf-8")
    assert "`data-acknowledged-${key}`" in page
    assert "data-acknowledged-{key}" in inspect.getsource(acknowledgements.acknowledge)


# What is really sent -----------------------------------------------------------------------------------------------


def faults(value: Any, kind: Any, where: str = "header") -> list[str]:
    """Where a value read from JSON is not of a Python type."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return []
    if isinstance(kind, types.UnionType):
        return min((faults(value, each, where) for each in inner), key=len)
    if typing.is_typeddict(kind):
        known = entries(kind)
        wrong = [f"{where} has no {name}" for name, (_, there) in known.items() if there and name not in value]
        wrong += [f"{where} has {name}, which {kind.__name__} does not name" for name in value if name not in known]
        for name in known.keys() & value.keys():
            wrong += faults(value[name], known[name][0], f"{where}.{name}")
        return wrong
    if origin is list and isinstance(value, list):
        return [w for i, each in enumerate(value) for w in faults(each, inner[0], f"{where}[{i}]")]
    if origin is tuple and isinstance(value, list) and len(value) == len(inner):
        return [w for i, each in enumerate(value) for w in faults(each, inner[i], f"{where}[{i}]")]
    if origin is dict and isinstance(value, dict):
        return [w for name, each in value.items() for w in faults(each, inner[1], f"{where}.{name}")]
    right = value in inner if origin is Literal else isinstance(value, PLAIN_IN_JSON.get(kind, ()))
    return [] if right else [f"{where} is {value!r}, not {kind}"]


PLAIN_IN_JSON: dict[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (int, float), bool: (bool,)}


def both(one: Any, other: Any) -> Any:
    """The entries of two typed dictionaries; where both have one, the second's."""
    hints = get_type_hints(one, include_extras=True) | get_type_hints(other, include_extras=True)
    return typing.TypedDict(f"{one.__name__} and {other.__name__}", hints)  # type: ignore[operator]


@pytest.mark.parametrize("before", [None, Experiment(steps=9)])
def test_the_lab_s_header_keeps_the_contract(before):
    _, got = made(load_sample("vaso"), before=before, steps=5, scale="standardize", holdout=0.2)
    assert faults(got.header, both(header.StageHeader, lab_payload.LabHeader)) == []


def test_an_example_s_headers_keep_the_contract():
    dataset = load_sample("vaso")
    graph, strip = sent_example(dataset, run(dataset, Experiment(steps=5)))
    assert faults(graph.header, both(header.StageHeader, example_payloads.GraphHeader)) == []
    assert faults(strip.header, both(header.StageHeader, example_payloads.StripHeader)) == []


def test_a_table_s_header_keeps_the_contract():
    rows = {"i": np.arange(1, 4), "ŷ": np.linspace(0, 1, 3), "right": np.array([True, False, True])}
    filters = table_payload.Filters(np.array([True, False, True]), np.array([0, 1, 1]), np.arange(3), ("a", "b"))
    for more in ({}, {"picks": "i", "selecting": table_payload.Selecting((1,), "x-1"), "filters": filters}):
        blob = table_payload.table_payload(rows, label="Rows", says="Three", marked=-1, **more)
        assert faults(read(blob).header, table_payload.TableHeader) == []


def test_a_panel_s_header_keeps_the_contract():
    dial = panel_payload.Dial(
        {"z": np.linspace(0, 1, 3)}, 1, ("a", "b", "c"), {"one": ("cursor", "z")}, {"z": ("no", "yes")}
    )
    blob = panel_payload.panel_payload(
        "<p></p>", key="k", session="s", label="l", figures={"one": go.Figure()}, dial=dial
    )
    assert faults(read(blob).header, panel_payload.PanelHeader) == []


def test_the_grid_s_header_keeps_the_contract():
    dataset = load_sample("vaso")
    for each in (dataset, None):
        sent = read(grid_payload.grid_payload(each, ("a", "b"), ("0", "1"), data="d", most=5, largest=1e100))
        assert faults(sent.header, grid_payload.GridHeader) == []
        assert sent.columns["x1"].tolist() == (dataset.X[:, 0].tolist() if each else [])
        assert sent.columns["y"].tolist() == (dataset.y.tolist() if each else [])


def test_the_drawing_plane_s_header_keeps_the_contract():
    dataset = load_sample("vaso")
    drawing = drawing_payload.Drawing(dataset, dataset.feature_names, dataset.class_names, np.arange(dataset.m))
    for each in (drawing, drawing_payload.Drawing(None, ("a", "b"), ("0", "1"))):
        assert faults(read(drawing_payload.drawing_payload(each)).header, drawing_payload.DrawingHeader) == []


def test_a_header_that_breaks_it_is_found():
    assert faults({"xanchor": 1.0, "y": 2}, lab_payload.Ring) == [
        "header has no yanchor",
        "header has y, which Ring does not name",
    ]
    assert faults({"xanchor": "1", "yanchor": 2}, lab_payload.Ring) == ["header.xanchor is '1', not <class 'float'>"]
