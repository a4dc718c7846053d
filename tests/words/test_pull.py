"""On w and on b not the same example pulls hardest, so whatever a page says of it names which."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "pages"
UNNAMED = re.compile(r"pulls? hardest(?! on (<i>)?(w|b)\b)")


def said() -> dict[str, str]:
    """All that the pages may say, by file: strings but for docstrings, the pages' HTML, and the scripts' code."""
    texts = {}
    for path in PAGES.rglob("*"):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            texts[str(path)] = "\n".join(n.value for n in strings if id(n) not in unsaid)
        elif path.suffix == ".html":
            texts[str(path)] = path.read_text(encoding="utf-8")
        elif path.suffix == ".js":
            texts[str(path)] = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return texts


def test_what_pulls_hardest_does_so_on_w_or_on_b() -> None:
    found = said()
    assert sum("hardest on w" in text for text in found.values()) >= 4, "the search finds what there is"
    assert [path for path, text in found.items() if UNNAMED.search(text)] == []
