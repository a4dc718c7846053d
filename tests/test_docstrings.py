"""A public function's docstring says first what the function does, with a verb; a room's, what it is for and offers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The rooms that keep to the rule; a file stands for itself alone.
ROOMS = (
    "app.py",
    "logreg_core/points",
    "logreg_core/files",
    "logreg_core/derivation",
    "pages/words",
    "pages/figures",
)
NOT_YET = {"pages/words/strip.py", "pages/words/exercises.py", "pages/words/numbers.py", "pages/figures/factors.py"}
VERBS = {
    *("Describe", "Draw", "Explain", "Hold", "List", "Propose", "Put", "Raise", "Read", "Record", "Return", "Say"),
    *("Tell", "Work", "Write"),
}  # those in use; a new one is added here
PROPERTIES = {"property", "cached_property"}


def files() -> list[str]:
    """The files of the rooms that keep to the rule."""
    found = [p for room in ROOMS for p in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))]
    return sorted({p.relative_to(ROOT).as_posix() for p in found} - NOT_YET)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The public functions and methods of a module; a method is public where its class is too."""
    inside: list[ast.AST] = [tree]
    while inside:
        for node in ast.iter_child_nodes(inside.pop()):
            if isinstance(node, ast.ClassDef | ast.If) and not getattr(node, "name", "").startswith("_"):
                inside.append(node)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield node


def _is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(decorator).rpartition(".")[2] in PROPERTIES for decorator in node.decorator_list)


def faults(source: str) -> list[str]:
    """Which public functions say nothing, or not what they do."""
    found: list[str] = []
    for node in functions(ast.parse(source)):
        text = ast.get_docstring(node)
        first = text.split()[0].rstrip(".,:;") if text else ""
        if not text:
            found.append(f"line {node.lineno}: {node.name} has no docstring")
        elif first not in VERBS and not _is_property(node):
            found.append(f"line {node.lineno}: {node.name} begins with {first!r}, which is none of the verbs")
    return found


@pytest.mark.parametrize("path", files())
def test_docstrings_begin_with_a_verb(path: str) -> None:
    assert faults((ROOT / path).read_text(encoding="utf-8")) == []


def test_every_verb_is_used() -> None:
    sources = [(ROOT / path).read_text(encoding="utf-8") for path in files()]
    texts = [ast.get_docstring(node) or "" for source in sources for node in functions(ast.parse(source))]
    assert {text.split()[0].rstrip(".,:;") for text in texts if text} >= VERBS


@pytest.mark.parametrize("room", [room for room in ROOMS if not room.endswith(".py")])
def test_a_room_says_what_it_is_for_and_what_it_offers(room: str) -> None:
    tree = ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))
    text = ast.get_docstring(tree) or ""
    unnamed = [p.stem for p in (ROOT / room).glob("*.py") if p.stem != "__init__" and f"`{p.stem}`" not in text]
    assert not unnamed, f"the docstring of {room} says nothing of {', '.join(unnamed)}"
    targets = [ast.unparse(target) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    assert "__all__" in targets


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
