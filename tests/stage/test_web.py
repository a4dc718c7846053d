"""The browser's side of the house: which folder's modules may import which, and how many a folder may have."""

from __future__ import annotations

import re

import pytest

import pages.stage
from pages.stage.bundle import COMPONENTS, WEB, ordered, read

MAY = {
    "core": {"core"},
    "draw": {"draw", "core"},
    "fill": {"fill", "core"},
    **{folder: {folder, "draw", "core"} for folder in ("learning", "table", "panel", "drawing", "grid", "learn")},
    "views": {"views", "draw", "core"},
    "hand": {"hand", "draw", "core"},
    "compare": {"compare", "stage", "draw", "core"},
    "stage": {"stage", "views", "hand", "learning", "fill", "draw", "core"},
}
MOST = 16  # modules in a folder
ALL = sorted(path.relative_to(WEB).as_posix() for path in WEB.rglob("*.js"))
TYPES_ALONE = {path for path in ALL if (WEB / path).read_text(encoding="utf-8").endswith("\nexport {};\n")}
PATHS = [path for path in ALL if path not in TYPES_ALONE]


def violations(path: str, imports: list[str]) -> list[str]:
    """What a module imports that its folder may not."""
    room = path.split("/")[0]
    return [f"{path}: {room} may not import {target}" for target in imports if target.split("/")[0] not in MAY[room]]


@pytest.mark.parametrize("path", PATHS)
def test_a_module_keeps_to_its_folder(path):
    assert violations(path, list(read(WEB, path).imports)) == []


@pytest.mark.parametrize(
    ("path", "target"),
    [("core/fields.js", "draw/plotting.js"), ("draw/plotting.js", "stage/lab.js"), ("table/table.js", "stage/keys.js")],
)
def test_the_checker_catches(path, target):
    assert violations(path, ["core/numbers.js", target]) == [f"{path}: {path.split('/')[0]} may not import {target}"]


@pytest.mark.parametrize("folder", MAY)
def test_a_folder_holds_no_more_than_one_can_oversee(folder):
    assert 0 < len([path for path in ALL if path.startswith(f"{folder}/")]) <= MOST


def test_every_module_is_in_a_folder_and_of_some_component():
    used = {module.path for component in COMPONENTS.values() for module in ordered(WEB, component.entry)}
    assert used == set(PATHS)


def test_the_room_lists_what_stages_are_made_of():
    listed = re.findall(r"\b\w+\.js\b", pages.stage.__doc__)
    rooms = {"core", "draw", "views", "hand", "stage", "learning"}
    made_of = [path.split("/")[1] for path in ALL if path.split("/")[0] in rooms]
    assert sorted(listed) == sorted(made_of)


@pytest.mark.parametrize("path", ALL)
def test_every_module_s_types_are_checked(path):
    assert (WEB / path).read_text(encoding="utf-8").startswith("// @ts-check\n")
