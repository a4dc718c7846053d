"""The attack: hostile links, forged reports, cut connections and sessions that act at random; tried and held.

    python benchmarks/attack.py [--links 600] [--reports 5000] [--cuts 120] [--sessions 60] [--minutes 5] [--seed 1]

Held is a link, a report or a cut after which no page has raised, nothing has changed that should not have, what was
asked for has been done once, and the session steps on. A session of the walk does something every ten seconds: it
steps, asks, forges, chooses, goes to another page, uploads, is cut off. Its steps are timed until the script ends. The
memory is the server's: before the walk, once all that it needs is imported; at most; and once its sessions have left
and the server has let go of them. In a small form it is part of the tests, tests/attack/.
Not a test. It takes some 25 minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.student import median, memory, p95  # noqa: E402
from benchmarks.writing import circumstances, load  # noqa: E402
from tests.app import looking_once  # noqa: E402
from tests.attack.links import hostile_links, open_hostile  # noqa: E402
from tests.attack.reports import IN_A_SESSION, forged_reports  # noqa: E402
from tests.attack.walking import Walk, cut_off, walker  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

EVERY = 10.0  # seconds between the beginnings of one session's acts
TOGETHER = 4  # sessions that come, or are cut off, at once
CUTS = 4  # of one session
KEPT = 20.0  # seconds until the server has let go of sessions that said goodbye
P95, GROWTH = 250.0, 60.0  # ms of a step, MB


@dataclass
class Tried:
    """How often something was tried, how often it held, and what was said where it did not."""

    what: str
    tried: int = 0
    held: int = 0
    said: list[str] = field(default_factory=list)

    def count(self, tried: int, failure: BaseException | None, about: str) -> None:
        """Count so many that were tried together."""
        self.tried += tried
        if failure is None:
            self.held += tried
        else:
            self.said.append(f"{about}: {type(failure).__name__}: {failure}"[:600])
            print(f"  {self.what}, {self.said[-1]}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Walked:
    """What a walk found: seconds of its steps, and the server's memory in MB before, at most and after."""

    seconds: tuple[float, ...]
    before: float
    most: float
    after: float

    @property
    def p50(self) -> float:
        """The median of a step, in milliseconds."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """What 95 of 100 steps stay below, in milliseconds."""
        return p95(self.seconds)


def attempted(what: str, things: Iterable[tuple[int, str, Callable[[], object]]]) -> Tried:
    """Try each of the things, (how many it counts for, what to call it, what to do); all that they raise is counted."""
    tried = Tried(what)
    for many, about, do in things:
        try:
            do()
        except Exception as failure:  # whatever it is, it is told
            tried.count(many, failure, about)
        else:
            tried.count(many, None, about)
    return tried


def try_links(number: int, seed: int) -> Tried:
    """Open so many hostile links."""

    def one(link: str) -> Callable[[], object]:
        return lambda: open_hostile(link)

    links = hostile_links(number, random.Random(seed))
    return attempted("links", ((1, link[:200], one(link)) for link in links))


def try_reports(number: int, seed: int) -> Tried:
    """Have components say so many forged things, each session of them counting as one that holds or does not."""

    def one(own: int, many: int) -> Callable[[], object]:
        return lambda: forged_reports(many, random.Random(own))

    sizes = [min(IN_A_SESSION, number - start) for start in range(0, number, IN_A_SESSION)]
    own = [seed * 1_000_003 + i for i in range(len(sizes))]
    return attempted("reports", ((many, f"seed {i}", one(i, many)) for i, many in zip(own, sizes, strict=True)))


async def try_cuts(port: int, number: int, seed: int) -> Tried:
    """Cut so many connections while something is asked for."""
    tried, gate = Tried("cuts"), asyncio.Semaphore(TOGETHER)

    async def one(own: int, many: int) -> None:
        async with gate:
            failure: Exception | None = None
            try:
                await cut_off(port, random.Random(own), many)
            except Exception as error:  # whatever it is, it is told
                failure = error
            tried.count(many, failure, f"seed {own}")

    sizes = [min(CUTS, number - start) for start in range(0, number, CUTS)]
    await asyncio.gather(*(one(seed * 1_000_003 + i, many) for i, many in enumerate(sizes)))
    return tried


async def try_walk(server: Server, sessions: int, minutes: float, seed: int) -> tuple[Tried, Walked]:
    """Have so many sessions act at random for so long; of each act it is counted whether it held."""
    tried, gate = Tried("acts of a walk"), asyncio.Semaphore(TOGETHER)
    async with walker(server.port, random.Random(seed)) as first:  # all is imported
        for page in first.visitor.pages:
            await first.visitor.goes_to(page)
        await first.upload()
    before = most = memory(server.process)
    ends = time.monotonic() + 60 * minutes
    seconds: list[float] = []

    async def acts(way: Walk) -> None:
        while (began := time.monotonic()) < ends:
            await way.act()
            tried.count(1, None, "")
            await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))

    async def one(own: int) -> None:
        chance = random.Random(own)
        await asyncio.sleep(chance.uniform(0, EVERY))
        while time.monotonic() < ends:  # one that has failed is followed by another
            try:
                async with gate:
                    coming = walker(server.port, chance)
                    way = await coming.__aenter__()
                try:
                    await acts(way)
                finally:
                    seconds.extend(way.seconds)
                    await coming.__aexit__(None, None, None)
            except Exception as failure:  # whatever it is, it is told
                tried.count(1, failure, f"seed {own}")

    async def look() -> None:
        nonlocal most
        while True:
            most = max(most, memory(server.process))
            await asyncio.sleep(1)

    looking = asyncio.create_task(look())
    await asyncio.gather(*(one(seed * 1_000_003 + i) for i in range(sessions)))
    looking.cancel()
    print(f"  all have left; {KEPT:.0f} s until they are let go of", file=sys.stderr, flush=True)
    await asyncio.sleep(KEPT)
    return tried, Walked(tuple(seconds), before, most, memory(server.process))


def table(rows: Iterable[Tried], walked: Walked | None, tracebacks: int, said: str) -> str:
    """What was tried and what held, as Markdown, with the walk's figures and whether they are as they should be."""
    lines = [said, "", "| | tried | held |", "|---|---:|---:|"]
    lines += [f"| {row.what} | {row.tried:,} | {row.held:,} |" for row in rows]
    lines += ["", f"Tracebacks in the server's log: {tracebacks}."]
    if walked is not None and len(walked.seconds) > 1:
        grown = walked.after - walked.before
        lines += [
            "",
            "| steps of the walk | p50, ms | p95, ms | memory before, MB | at most, MB | after, MB |",
            "|---:|---:|---:|---:|---:|---:|",
            f"| {len(walked.seconds):,} | {walked.p50:.0f} | {walked.p95:.0f} "
            f"| {walked.before:.0f} | {walked.most:.0f} | {walked.after:.0f} |",
            "",
            f"Targets: p95 below {P95:g} ms: {'met' if walked.p95 < P95 else '**MISSED**'}; "
            f"within {GROWTH:g} MB once they have left: {'met' if grown <= GROWTH else '**MISSED**'}, {grown:+.0f} MB.",
        ]
    return "\n".join(lines)


def main() -> None:
    """Attack, and print what was tried and what held."""
    parser = argparse.ArgumentParser(description="What is hostile, tried and held.")
    parser.add_argument("--links", type=int, default=600)
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--cuts", type=int, default=120)
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    busy = load()
    rows: list[Tried] = []
    walked: Walked | None = None
    with looking_once():
        rows += [try_links(asked.links, asked.seed), try_reports(asked.reports, asked.seed)]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "streamlit.log")
        try:
            server.start()
            rows.append(asyncio.run(try_cuts(server.port, asked.cuts, asked.seed)))
            if asked.sessions and asked.minutes:
                walk, walked = asyncio.run(try_walk(server, asked.sessions, asked.minutes, asked.seed))
                rows.append(walk)
        finally:
            server.stop()
        tracebacks = server.log.count("Traceback")
        if tracebacks:
            print(server.log[-20_000:], file=sys.stderr)
    print(table(rows, walked, tracebacks, circumstances(busy, load())))


if __name__ == "__main__":
    main()
