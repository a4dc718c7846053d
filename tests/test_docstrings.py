"""A public function's docstring says first what the function does, with a verb; a room's, what it is for and offers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = (ROOT / "app.py", ROOT / "logreg_core", ROOT / "pages")
VERBS = {
    *("Apply", "Begin", "Describe", "Descend", "Draw", "Explain", "Forget", "Hand", "Have", "Hold", "Keep", "List"),
    *(
        "Make",
        "Name",
        "Propose",
        "Put",
        "Raise",
        "Read",
        "Record",
        "Remove",
        "Replace",
        "Return",
        "Run",
        "Say",
        "Select",
    ),
    *("Set", "Show", "Take", "Tell", "Turn", "Work", "Write"),
}  # those in use; a new one is added here
PROPERTIES = {"property", "cached_property", "_once"}


def files() -> list[str]:
    """Every Python file of the house."""
    found = [p for place in HOUSE for p in ([place] if place.suffix else place.rglob("*.py"))]
    return sorted(p.relative_to(ROOT).as_posix() for p in found)


def rooms() -> list[str]:
    """The rooms, their folders among them."""
    return [path.removesuffix("/__init__.py") for path in files() if path.endswith("/__init__.py")]


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The public functions and methods of a module; a method is public where its class is too."""
    inside: list[ast.AST] = [tree]
    while inside:
        for node in ast.iter_child_nodes(inside.pop()):
            if isinstance(node, ast.ClassDef | ast.If) and not getattr(node, "name", "").startswith("_"):
                inside.append(node)
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and not node.name.startswith("_")
                and "overload" not in _decorators(node)
            ):
                yield node


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}


def faults(source: str) -> list[str]:
    """Which public functions say nothing, or not what they do."""
    found: list[str] = []
    for node in functions(ast.parse(source)):
        text = ast.get_docstring(node)
        first = text.split()[0].rstrip(".,:;") if text else ""
        if not text:
            found.append(f"line {node.lineno}: {node.name} has no docstring")
        elif first not in VERBS and not PROPERTIES & _decorators(node):
            found.append(f"line {node.lineno}: {node.name} begins with {first!r}, which is none of the verbs")
    return found


@pytest.mark.parametrize("path", files())
def test_docstrings_begin_with_a_verb(path: str) -> None:
    assert faults((ROOT / path).read_text(encoding="utf-8")) == []


def test_every_verb_is_used() -> None:
    sources = [(ROOT / path).read_text(encoding="utf-8") for path in files()]
    texts = [ast.get_docstring(node) or "" for source in sources for node in functions(ast.parse(source))]
    assert {text.split()[0].rstrip(".,:;") for text in texts if text} >= VERBS


@pytest.mark.parametrize("room", rooms())
def test_a_room_says_what_each_of_its_modules_is_for(room: str) -> None:
    text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = [p.stem for p in (ROOT / room).glob("*.py") if p.stem != "__init__"]
    unnamed = [name for name in modules if f"`{name}`" not in text]
    assert not unnamed, f"the docstring of {room} says nothing of {', '.join(unnamed)}"


# The checker itself.
@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f():\n    '''The number.'''", "line 1: f begins with 'The'"),
        ("def f():\n    '''Returns the number.'''", "f begins with 'Returns'"),
        ("def f():\n    pass", "f has no docstring"),
        ("class C:\n    def f(self):\n        '''It is one.'''", "line 2: f begins with 'It'"),
        ("if True:\n    async def f():\n        '''A number.'''", "line 2: f begins with 'A'"),
    ],
)
def test_the_checker_finds(source: str, fault: str) -> None:
    (found,) = faults(source)
    assert fault in found


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    '''Return the number.'''",
        "def _f():\n    pass",
        "class _C:\n    def f(self): ...",
        "class C:\n    '''A number.'''\n    @property\n    def f(self):\n        '''The number.'''",
        "import functools\nclass C:\n    @functools.cached_property\n    def f(self):\n        '''The number.'''",
        "def f():\n    '''Return a function.'''\n    def g():\n        pass",
    ],
)
def test_the_checker_lets_pass(source: str) -> None:
    assert faults(source) == []
