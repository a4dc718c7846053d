"""Figures are made while another thread imports a library that Plotly knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each child is a process in which nothing of the library is imported yet: one thread imports it, and waits at its first
# modules, and at each tenth, until another has made a figure. What the figures said of that is written down.
CHILDREN = """
import os, sys, threading, traceback
from pages.figures.tangent import loss_over_y_hat
from pages.stage.packing import figure_json

library, times, guard = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "guarded"
if guard:
    from pages.host.whole_modules import see_whole_modules_alone
    see_whole_modules_alone()
figure_json(loss_over_y_hat(0.5, 1, -1.6))
assert library not in sys.modules

EVERY = 10
asked, made = threading.Semaphore(0), threading.Semaphore(0)

class Waits:
    modules = figures = 0

    def find_spec(self, name, path=None, target=None):
        if not name.startswith(library + "."):
            return
        self.modules += 1
        if self.modules <= 3 or self.modules % EVERY == 0:
            asked.release()
            assert made.acquire(timeout=5)
            self.figures += 1

def child():
    sys.meta_path.insert(0, waits := Waits())
    thread = threading.Thread(target=__import__, args=(library,))
    thread.start()
    while thread.is_alive():
        if asked.acquire(timeout=0.01):
            figure_json(loss_over_y_hat(0.5, 1, -1.6))
            made.release()
    thread.join()
    assert library in sys.modules and waits.figures > 1, waits.figures

failed = 0
for _ in range(times):
    pid = os.fork()
    if pid == 0:
        try:
            child()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    failed += os.waitpid(pid, 0)[1] != 0
print(failed)
"""


def failures(library: str, times: int, *, guarded: bool) -> tuple[int, str]:
    """In how many of so many processes a figure failed, and what they said."""
    command = [sys.executable, "-c", CHILDREN, library, str(times), "guarded" if guarded else "bare"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    return int(done.stdout or -1), done.stderr


@pytest.mark.parametrize(("library", "times"), [("pandas", 20), ("pyarrow", 2)])
def test_no_figure_fails_while_another_thread_imports(library: str, times: int) -> None:
    assert failures(library, times, guarded=True) == (0, "")


def test_plotly_by_itself_would_use_what_is_half_there() -> None:
    """When this fails Plotly looks closer, and pages/host/whole_modules.py is no longer needed."""
    failed, said = failures("pandas", 1, guarded=False)
    assert failed == 1
    assert "has no attribute" in said
