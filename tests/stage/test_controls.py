"""Which controls are shown: lists of names, each the data-control of something in a stage's HTML."""

from __future__ import annotations

import re

import pytest

from pages.stage.bundle import WEB
from pages.stage.controls import CONTROLS, controls_of

FILES = {**{kind: f"stage/{kind}.html" for kind in ("lab", "graph", "strip")}, "compare": "compare/compare.html"}


def html_of(kind: str) -> str:
    html = (WEB / FILES[kind]).read_text()
    for part in ("transport", "reveal", "outcome", "fill_in"):
        html = html.replace("{" + part + "}", (WEB / "stage" / f"{part}.html").read_text())
    return html


@pytest.mark.parametrize("kind", CONTROLS)
def test_each_control_of_a_stage_has_a_name_and_each_name_a_control(kind):
    named = re.findall(r'data-control="(\w+)"', html_of(kind))
    assert sorted(named) == sorted(CONTROLS[kind])


@pytest.mark.parametrize("kind", CONTROLS)
def test_every_button_and_field_is_part_of_a_control(kind):
    depth, inside, loose = 0, [], []
    for close, tag, attributes, empty in re.findall(r"<(/?)(\w+)([^>]*?)(/?)>", html_of(kind)):
        if close:
            depth -= 1
            inside = [at for at in inside if at < depth]
            continue
        if "data-control" in attributes:
            inside.append(depth)
        elif tag in {"button", "input"} and not inside:
            loose.append(re.search(r'data-(?:do|slot)="(\w+)"', attributes)[1])
        if tag == "input" or empty:
            inside = [at for at in inside if at < depth]
        else:
            depth += 1
    assert loose == []


@pytest.mark.parametrize("kind", CONTROLS)
@pytest.mark.parametrize("present", [False, True])
def test_what_is_shown_is_a_part_of_all_in_its_order_and_always_has_the_transport(kind, present):
    shown = controls_of(kind, present=present)
    assert shown == [name for name in CONTROLS[kind] if name in shown]
    assert {"reset", "back", "play", "step", "speed", "scrub", "t"} <= set(shown)
    assert ("present" in shown) == present  # which ends it: the button that begins it is at the sidebar's foot
    assert ("reveal" in shown) == ((present or kind == "graph") and kind != "compare")  # several runs have no one chain
    assert ({"flip", "undo"} <= set(shown)) == (kind == "lab")  # to a class, too
