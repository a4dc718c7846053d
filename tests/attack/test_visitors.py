"""Visitors over the socket: their connections are cut while they ask for something, and they walk at random."""

from __future__ import annotations

import asyncio
import random

from tests.attack.walking import Walk, cut_off, walker
from tests.browser.serving import Server

VISITORS, CUTS = 5, 4  # cuts of each
WALKERS, ACTS = 10, 12


def held(server: Server, before: int) -> None:
    """No traceback was logged since the log was so long."""
    assert "Traceback" not in server.log[before:], server.log[before:]


def test_what_is_asked_for_while_the_connection_is_cut_acts_once(attacked: Server) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*(cut_off(attacked.port, random.Random(seed), CUTS) for seed in range(VISITORS)))

    before = len(attacked.log)
    asyncio.run(all_of_them())
    held(attacked, before)


async def walk(port: int, seed: int) -> Walk:
    """Act at random, and step at the end."""
    async with walker(port, random.Random(seed)) as way:
        for _ in range(ACTS):
            await way.act()
        await way.visitor.goes_to("data")
        assert "drawing" in way.visitor.components
        await way.visitor.reports("drawing")
        return way


def test_a_random_walk_of_ten_sessions_raises_nothing(attacked: Server) -> None:
    async def all_of_them() -> list[Walk]:
        return await asyncio.gather(*(walk(attacked.port, seed) for seed in range(WALKERS)))

    before = len(attacked.log)
    assert sum(way.acts for way in asyncio.run(all_of_them())) == WALKERS * ACTS
    held(attacked, before)
