"""Joins a component's ES modules, its page and its styles into the one file that a browser loads.

The sources in `web/` are plain modules: Node runs them as they are, in tests. Served one by one they would be thirty
requests, ten times slower at the first opening than one file. So they are joined here: in the order of their imports,
with `import` lines, `export` and comments taken off. All of a component's modules then share one scope, which is why no
two of them may have a top-level name in common.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pages.words.glossary import GLOSSARY, PAGES, symbols

WEB = Path(__file__).parent / "web"


class BundleError(Exception):
    """Modules that can't be joined; the message says which, why and what to do."""


@dataclass(frozen=True)
class Component:
    """What a component is made of, by paths below `web/`: the module that begins it, its page and its styles."""

    entry: str
    page: str
    styles: tuple[str, ...] = ("core/stage.css",)


COMPONENTS = {
    "lab": Component(
        "stage/lab.js",
        "stage/lab.html",
        ("core/stage.css", "fill/fill.css", "stage/lab.css", "stage/asked.css", "learning/predict.css"),
    ),
    "graph": Component("stage/graph.js", "stage/graph.html", ("core/stage.css", "fill/fill.css", "stage/graph.css")),
    "strip": Component("stage/strip.js", "stage/strip.html", ("core/stage.css", "fill/fill.css")),
    "compare": Component(
        "compare/compare.js", "compare/compare.html", ("core/stage.css", "fill/fill.css", "compare/compare.css")
    ),
    "table": Component("table/table.js", "table/table.html", ("core/stage.css", "table/table.css")),
    "panel": Component("panel/panel.js", "panel/panel.html", ("core/stage.css", "panel/panel.css")),
    "print": Component("panel/print.js", "panel/print.html"),
    "copy": Component("panel/copy.js", "panel/copy.html", ("panel/copy.css",)),
    "in_sight": Component("panel/in_sight.js", "panel/in_sight.html", ()),
    "at_rest": Component("panel/at_rest.js", "panel/at_rest.html", ()),
    "learn": Component("learn/learn.js", "learn/learn.html", ("core/stage.css", "learn/learn.css")),
    "drawing": Component("drawing/drawing.js", "drawing/drawing.html", ("core/stage.css", "drawing/drawing.css")),
    "grid": Component("grid/grid.js", "grid/grid.html", ("core/stage.css", "grid/grid.css")),
}


@cache  # the files do not change while the app runs
def component_code(name: str, variables: str) -> str:
    """Return a component's code as one module. Its default export makes of where files are Streamlit's mount function.

    name : one of COMPONENTS;  variables : CSS that stands before the first of its styles.
    Raises BundleError.
    """
    component = COMPONENTS[name]
    styles = [_text(WEB, path) for path in component.styles]
    if styles:
        styles = [variables + styles[0], *styles[1:], _text(WEB, "core/glossary.css")]
    look = json.dumps({"html": page(component.page), "css": styles, "glossary": _glossary()}, ensure_ascii=False)
    return f"{joined(WEB, component.entry)}export default (served) => entry({{ ...served, ...{look} }});\n"


def _glossary() -> dict[str, dict[str, Any]]:
    """What the browser says of terms, and which term each symbol belongs to: core/glossary.js."""
    terms = {
        key: {"title": term.title, "words": term.words, "page": term.page, "more": PAGES[term.page]}
        for key, term in GLOSSARY.items()
    }
    return {"terms": terms, "symbols": symbols()}


def page(path: str) -> str:
    """Return a page with the parts that several have in their places: {transport} is stage/transport.html."""
    return re.sub(r"\{(\w+)\}", lambda part: _text(WEB, f"stage/{part[1]}.html").strip(), _text(WEB, path))


_NAME = r"[A-Za-z_$][\w$]*"
_IMPORT = re.compile(r'^import \{([\w$,\s]+)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(rf"^export (?=(?:async )?(?:function|class|const|let) (?:\*\s*)?({_NAME}))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=\S)", re.MULTILINE)
_DECLARED = re.compile(
    rf"^(?:async )?(?:function\*?|class|const|let|var) ({_NAME}|\[[^\]]*\]|\{{[^}}]*\}})", re.MULTILINE
)
_NOT_JOINED = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*|\bimport\.meta\b.*", re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ?")  # inside a line
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Module:
    """One source: the names it imports, by the path they come from; those it exports; all at its top; and its code."""

    path: str
    imports: dict[str, tuple[str, ...]]
    exports: frozenset[str]
    names: tuple[str, ...]
    code: str


def joined(web: Path, entry: str) -> str:
    """Return the modules that `entry` needs as one scope, in the order of their imports; `entry` is its default export.

    web : the folder that paths are below;  entry : such a path.
    Raises BundleError where a module or a name that is imported is not there, where modules import each other in a
    circle, and where two declare the same name.
    """
    modules = ordered(web, entry)
    declared: dict[str, str] = {"entry": "the joined file itself"}
    for module in modules:
        for name in module.names:
            if name in declared:
                raise BundleError(
                    f"{module.path} and {declared[name]} both declare {name}, and in one file there can be but one. "
                    "Rename one of them."
                )
            declared[name] = module.path
    last = modules[-1].code
    if len(_DEFAULT.findall(last)) != 1:
        raise BundleError(f"{entry} begins a component, so it needs one line that starts with `export default`.")
    code = [module.code for module in modules[:-1]] + [_DEFAULT.sub("const entry = ", last)]
    return "\n".join(code)


def ordered(web: Path, entry: str) -> list[Module]:
    """Return the modules that `entry` needs, each after those it imports. Raises BundleError."""
    found: dict[str, Module] = {}

    def visit(path: str, way: tuple[str, ...]) -> None:
        if path in way:
            raise BundleError(
                f"Modules import each other in a circle: {' → '.join([*way[way.index(path) :], path])}. "
                "Move what both need into a module of its own."
            )
        if path in found:
            return
        module = read(web, path, way[-1] if way else "")
        for target, names in module.imports.items():
            visit(target, (*way, path))
            missing = sorted(set(names) - found[target].exports)
            if missing:
                raise BundleError(f"{path} imports {', '.join(missing)} from {target}, which does not export that.")
        found[path] = module

    visit(entry, ())
    return list(found.values())


def read(web: Path, path: str, importer: str = "") -> Module:
    """Return a module, read. Raises BundleError where it is not there or holds an import that can't be joined."""
    try:
        text = _text(web, path)
    except OSError as error:
        whose = f"{importer} imports {path}" if importer else path
        raise BundleError(f"{whose}, but there is no such file below {web}.") from error
    imports: dict[str, tuple[str, ...]] = {}
    for names, target in _IMPORT.findall(text):
        if not target.startswith("."):
            raise BundleError(
                f"{path} imports from {target!r}; only files of the app are served, such as './stage.js'."
            )
        wanted = tuple(name.strip() for name in names.split(",") if name.strip())
        imports[posixpath.normpath(posixpath.join(posixpath.dirname(path), target))] = wanted
    code = _TYPE.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", _IMPORT.sub("", text))))
    exports = frozenset(_EXPORT.findall(code))
    code = _EXPORT.sub("", code)
    unknown = _NOT_JOINED.search(_DEFAULT.sub("", code))
    if unknown:
        raise BundleError(
            f'{path}: `{unknown[0]}` can\'t be joined. Write imports as `import {{ a, b }} from "./file.js";` '
            "and exports as `export function`, `export class` or `export const`."
        )
    return Module(path, imports, exports, _declared(code), code.lstrip("\n"))


def _declared(code: str) -> tuple[str, ...]:
    """All names that code declares at its top level: `const [A, B]` and `const { a, b }` declare two each."""
    return tuple(name for found in _DECLARED.findall(code) for name in re.findall(_NAME, found))


def _text(web: Path, path: str) -> str:
    return (web / path).read_text(encoding="utf-8")
