"""Visitors over the socket: their connections are cut while they ask for something, and they walk at random."""

from __future__ import annotations

import asyncio
import random

from tests.attack.visitor import Visitor
from tests.attack.walking import LINKS, Walk
from tests.browser.serving import Server

SMALL = "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=20"
VISITORS, CUTS = 5, 4  # cuts of each
WALKERS, ACTS = 10, 25


def held(server: Server, before: int) -> None:
    """No traceback was logged since the log was so long."""
    assert "Traceback" not in server.log[before:], server.log[before:]


async def cut_off(port: int, chance: random.Random) -> None:
    """Ask for more steps, again and again, each time cut off; what was asked is said again, and acts once."""
    async with Visitor(port, SMALL) as visitor:
        steps, identity = int(visitor.address["steps"]), visitor.identity
        for number in range(1, CUTS + 1):
            request = {"number": number, "extend": True}
            await visitor.is_cut_off("stage", visitor.report(visitor.number(), request), chance.randrange(20))
            await visitor.comes_back()
            assert visitor.identity == identity
            await visitor.reports("stage", request, t=number)
            steps += 300
            assert visitor.address["steps"] == str(steps)
            await visitor.steps(number + 1)


def test_what_is_asked_for_while_the_connection_is_cut_acts_once(attacked: Server) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*(cut_off(attacked.port, random.Random(seed)) for seed in range(VISITORS)))

    before = len(attacked.log)
    asyncio.run(all_of_them())
    held(attacked, before)


async def walk(port: int, seed: int) -> Walk:
    """Act at random, and step at the end."""
    chance = random.Random(seed)
    async with Visitor(port, chance.choice(LINKS)) as visitor:
        way = Walk(visitor, chance)
        for _ in range(ACTS):
            await way.act()
        await visitor.goes_to("data")
        await visitor.reports("drawing")
        return way


def test_a_random_walk_of_ten_sessions_raises_nothing(attacked: Server) -> None:
    async def all_of_them() -> list[Walk]:
        return await asyncio.gather(*(walk(attacked.port, seed) for seed in range(WALKERS)))

    before = len(attacked.log)
    assert sum(way.acts for way in asyncio.run(all_of_them())) == WALKERS * ACTS
    held(attacked, before)
