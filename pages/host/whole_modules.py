"""Keeps Plotly from using a library that another thread is still importing.

Works around: where a figure is made, Plotly looks into `sys.modules` for pandas, and asks what it finds for its
classes. A module is there before its body has run: while one session reads the first file, and so imports pandas, the
figures of all others would fail. Here such a module counts as one that is not there, which is right: nothing made of
its classes can be in a figure yet. Narwhals, which Plotly asks about other libraries, looks in the same way; a late
one looks closer by itself, but Plotly takes any.

In Plotly 7.1. tests/host/test_whole_modules.py fails once Plotly looks whether a module is whole.
"""

from __future__ import annotations

import sys
from types import ModuleType

import plotly.basedatatypes  # noqa: F401  brings those that look

_LOOK = ("_plotly_utils.optional_imports", "narwhals.dependencies")  # who looks into sys.modules, as a figure is made


def see_whole_modules_alone() -> None:
    """Have Plotly, and a Narwhals that looks no closer, find only modules that are imported to their end."""
    for looks in _LOOK:
        vars(sys.modules[looks])["sys"] = _WHOLE


class _WholeModules:
    """`sys.modules` without what is still being imported."""

    def get(self, name: str, default: ModuleType | None = None) -> ModuleType | None:
        module = sys.modules.get(name)
        half = getattr(getattr(module, "__spec__", None), "_initializing", False)
        return default if module is None or half else module


class _Sys:
    """The module `sys` for who looks for libraries."""

    modules = _WholeModules()

    def __getattr__(self, name: str) -> object:
        return getattr(sys, name)


_WHOLE = _Sys()
