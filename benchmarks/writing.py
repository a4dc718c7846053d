"""Puts what a benchmark has found between its two marks in docs/performance.md, and says how busy the machine was."""

from __future__ import annotations

import os
import platform
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"


def marks(name: str) -> tuple[str, str]:
    """Between which two lines the tables called `name` stand."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def between(whole: str, name: str) -> str:
    """What stands between the marks. Raises ValueError where one is missing."""
    begin, end = marks(name)
    _, first, rest = whole.partition(begin)
    inside, second, _ = rest.partition(end)
    if not (first and second):
        raise ValueError(f"there is no {begin} with {end} after it to write between")
    return inside.strip()


def replaced(whole: str, name: str, text: str) -> str:
    """The whole page with `text` between the marks. Raises ValueError where one is missing."""
    between(whole, name)
    begin, end = marks(name)
    before, _, rest = whole.partition(begin)
    return f"{before}{begin}\n\n{text}\n{end}{rest.partition(end)[2]}"


def write(name: str, text: str) -> None:
    """Put `text` between the marks called `name` in docs/performance.md."""
    try:
        whole = replaced(PAGE.read_text(encoding="utf-8"), name, text)
    except ValueError as error:
        raise SystemExit(f"{PAGE}: {error}.") from error
    PAGE.write_text(whole, encoding="utf-8")


def load() -> float:
    """How many processes have wanted a core over the last minute; nan where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def circumstances(before: float, after: float) -> str:
    """One sentence on the machine, and on what else it had to do while something was measured."""
    cores = os.cpu_count() or 1
    said = f"{cores} cores, Python {platform.python_version()}; load {before:.1f} before and {after:.1f} after."
    if before > cores:
        said += f" **More than {cores} processes wanted the {cores} cores before this began: the times are too long.**"
    return said
