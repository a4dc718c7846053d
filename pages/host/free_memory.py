"""Gives memory that is free back to the system.

Works around: after large arrays have come and gone, the C library and pyarrow keep their room for what may come. Each
thread has such room of its own, and Streamlit answers each session in another thread: three large files leave some
300 MB that nobody uses. Python gives nobody a way to give it back.

In Streamlit 1.67. tests/host/test_free_memory.py fails once a thread's room is given back by itself.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache


@cache
def pass_over_imports() -> None:
    """Have the garbage collector pass over all that there is now, once: modules, which stay, are most of it.

    Else each full collection looks through them, and holds the interpreter for longer than a step may take.
    """
    gc.freeze()


def give_back_memory() -> None:
    """Have the C library, if it is one that can, and pyarrow give back what they hold for nobody."""
    if arrow := sys.modules.get("pyarrow"):
        arrow.default_memory_pool().release_unused()
    if trim := getattr(ctypes.CDLL(None) if sys.platform == "linux" else None, "malloc_trim", None):
        trim(0)
