"""The joiner: modules in the order of their imports, and a clear word where they can't be joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.stage.bundle import COMPONENTS, WEB, BundleError, component_code, joined, ordered, page


def modules(folder: Path, **sources: str) -> Path:
    """Write made-up modules: `draw_lines="…"` becomes draw/lines.js."""
    for name, text in sources.items():
        path = folder / f"{name.replace('_', '/', 1)}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_modules_are_joined_in_the_order_of_their_imports(tmp_path):
    web = modules(
        tmp_path,
        stage_lab='import { line } from "../draw/lines.js";\nimport { one } from "../core/numbers.js";\n\n'
        "export default line(one);\n",
        draw_lines='// Lines.\nimport {\n  one,\n  two,\n} from "../core/numbers.js";\n\n'
        "/** Draw a line. */\nexport function line(x) {\n  return x + one + two; // both\n}\n",
        core_numbers="export const one = 1;\nexport const two = 2;\nconst [three, four] = [3, 4];\n",
    )
    paths = [module.path for module in ordered(web, "stage/lab.js")]
    assert paths == ["core/numbers.js", "draw/lines.js", "stage/lab.js"]
    assert joined(web, "stage/lab.js") == (
        "const one = 1;\nconst two = 2;\nconst [three, four] = [3, 4];\n\n"
        "function line(x) {\n  return x + one + two; // both\n}\n\n"
        "const entry = line(one);\n"
    )


@pytest.mark.parametrize(
    ("sources", "fault"),
    [
        (
            {"lab": 'import { a } from "./none.js";\n'},
            "stage/lab.js imports stage/none.js, but there is no",
        ),
        (
            {"lab": 'import { a, b } from "./a.js";\n', "a": "export const a = 1;\n"},
            "imports b from stage/a.js",
        ),
        ({"lab": 'import { a } from "plotly";\n'}, "only files of the app are served"),
        (
            {
                "lab": 'import { a } from "./a.js";\n',
                "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "in a circle: stage/a.js → stage/b.js → stage/a.js",
        ),
        (
            {"lab": 'import { a } from "./a.js";\nconst REST = 1;\n', "a": "const REST = 2;\nexport const a = 1;\n"},
            "stage/lab.js and stage/a.js both declare REST",
        ),
        ({"lab": 'import { a } from "./a.js";\nfunction a() {}\n', "a": "export const a = 1;\n"}, "both declare a"),
        ({"lab": "const { left, a } = 1;\nconst [a] = 2;\n"}, "both declare a"),
        ({"lab": 'import * as a from "./a.js";\n'}, r"`import \* as a from"),
        ({"lab": 'import a from "./a.js";\n'}, "`import a from"),
        ({"lab": 'import { b as a } from "./a.js";\n', "a": "export const b = 1;\n"}, "imports b as a"),
        ({"lab": 'const a = await import("./a.js");\n'}, "can't be joined"),
        ({"lab": "export { a };\n"}, "can't be joined"),
        ({"lab": "export const a = import.meta.url;\n"}, "can't be joined"),
        ({"lab": "export const a = 1;\n"}, "needs one line that starts with `export default`"),
    ],
)
def test_what_can_t_be_joined_is_named(tmp_path, sources, fault):
    sources = {f"stage_{name}": text for name, text in sources.items()}
    if "export default" not in fault:
        sources["stage_lab"] += "export default 1;\n"
    with pytest.raises(BundleError, match=fault):
        joined(modules(tmp_path, **sources), "stage/lab.js")


@pytest.mark.parametrize("name", COMPONENTS)
def test_no_two_modules_of_a_component_declare_the_same_name(name):
    code = joined(WEB, COMPONENTS[name].entry)  # raises where two do
    assert not any(line.startswith(("import ", "export ")) for line in code.splitlines())


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_s_file_brings_its_page_and_styles(name):
    code = component_code(name, ".gd-stage{--made-up:1}")
    assert code.count("\nexport default ") == 1
    assert ("--made-up" in code) == bool(COMPONENTS[name].styles)
    assert "{transport}" not in code
    assert "{reveal}" not in code


def test_a_page_has_its_parts_in_their_places():
    assert 'aria-label="Transport"' in page("stage/lab.html")
    assert 'data-do="next"' in page("stage/lab.html")


def test_no_text_of_several_lines_can_be_taken_for_a_comment():
    """The joiner takes off every line that begins with // or /*; in a text of several lines that would be wrong."""
    for path in WEB.rglob("*.js"):
        open_texts = [line for line in path.read_text(encoding="utf-8").splitlines() if line.count("`") % 2]
        assert open_texts == [], path.name
