"""What all tests share: Hypothesis profiles, "fast" by default and "thorough" with HYPOTHESIS_PROFILE=thorough, what is
no garbage, and which worker runs what."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import WorkStealingScheduling
from xdist.scheduler.worksteal import MIN_PENDING
from xdist.workermanage import WorkerController

settings.register_profile("fast", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """What is there once the tests are collected stays: the garbage collector need not look through it ever again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: see Apart."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return cores + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Apart:
    return Apart(config, log)


class Apart(WorkStealingScheduling):
    """Work stealing where one worker has all the tests without a browser, and none with.

    A test in a browser keeps its core waiting, now and then, for a server or a picture. That is when this worker's
    tests are done, and there are never more browsers than cores. The others may steal from it, but it steals nothing.
    """

    reader: WorkerController | None = None

    def schedule(self) -> None:
        if self.collection is not None or len(self.nodes) < 2 or not self._check_nodes_have_same_collection():
            super().schedule()
            return
        self.collection = self.node2collection[self.nodes[0]]
        browsing = [test.startswith("tests/browser/") for test in self.collection]
        *drivers, self.reader = sorted(self.nodes, key=lambda node: str(node.gateway.id))
        for first, driver in enumerate(drivers):
            share = [i for i, browser in enumerate(browsing) if browser][first :: len(drivers)]
            self._hand(driver, share)
        self._hand(self.reader, [i for i, browser in enumerate(browsing) if not browser])
        self.check_schedule()

    def check_schedule(self) -> None:
        reader = self.reader
        if reader in self.node2pending and len(self.node2pending[reader]) < MIN_PENDING and not reader.shutting_down:
            reader.shutdown()  # it runs the test that it has left, and ends
        super().check_schedule()

    def _hand(self, node: WorkerController, tests: list[int]) -> None:
        self.pending[:0] = tests
        self._send_tests(node, len(tests))
