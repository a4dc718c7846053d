"""Memory that is free goes back to the system."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pages.host.free_memory import pass_over_imports
from tests.app import App

ROOT = Path(__file__).resolve().parents[2]

# Arrays of 20 MB come and go in three threads, one after the other, as reruns do; small ones between them stay.
PROGRAM = """
import sys
from pathlib import Path
from threading import Thread
import numpy as np
from pages.host.free_memory import give_back_memory

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

kept = []

def work():
    for _ in range(4):
        arrays = [np.ones(2_500_000) for _ in range(3)]
        kept.append(bytes(2000))
        del arrays

before = megabytes()
for _ in range(3):
    thread = Thread(target=work)
    thread.start()
    thread.join()
held = megabytes() - before
give_back_memory()
print(held, megabytes() - before)
"""


def test_what_three_threads_have_let_go_of_is_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert not done.stderr
    held, left = map(float, done.stdout.split())
    assert held > 20, "the C library keeps nothing by itself any more"
    assert left < 10


def test_a_page_that_opens_has_the_collector_pass_over_what_was_imported(open_app: Callable[..., App]) -> None:
    gc.unfreeze()
    pass_over_imports.cache_clear()
    open_app()
    assert gc.get_freeze_count() > 100_000
