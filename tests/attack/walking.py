"""Visitors who act at random: on every page, with every widget, with honest and with forged reports, cut off at times.

Whatever a page raises, the visitor raises.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.app import SMALL
from tests.attack.reports import EXTREME, Forger
from tests.attack.visitor import Visitor, Widget

LINKS = (
    "data=blobs&m=200&steps=300",
    "data=moons&m=60&steps=90&rates=0:0.4&scale=standardize&pick=3",
    "data=vaso&scale=standardize&rates=0:1.0&steps=100&t=42",
    "data=circles&m=31&steps=40&holdout=0.3&rule=heavy-ball:0.9",
)
LONG = 3_000  # steps of a run, at most
FILES = (
    b"a,b,label\n" + b"".join(b"%d,%d,%s\n" % (i, i * i % 7, b"yes" if i % 3 else b"no") for i in range(40)),
    b"a;b;label\n1,5;2;0\n2,5;1;1\n",
    b"\x00\xff" * 200,
    b"",
)


@dataclass
class Walk:
    """One visitor's way: what it does next hangs on `chance` and on what there is on the page.

    seconds : of each plain step;  acts : how many things were done.
    """

    visitor: Visitor
    chance: random.Random
    seconds: list[float] = field(default_factory=list)
    acts: int = 0
    requests: int = 0  # whose numbers have been given

    async def act(self) -> None:
        """Do one thing."""
        await self.chance.choice(_ACTS)(self)
        self.acts += 1

    async def step(self) -> None:
        """Step, as one does most of all."""
        if "stage" in self.visitor.components:
            self.seconds.append(await self.visitor.steps(self.chance.randrange(30)))

    async def ask(self) -> None:
        """Ask for what a component may ask for; it need not be this one."""
        await self._ask(self.chance.choice((*EXTREME, {"pick": 1}, {"rate": 0.5}, {"flip": 2}, {"undo": True})))

    async def _ask(self, request: dict[str, Any]) -> None:
        there = [key for key in self.visitor.components if key in ("stage", "drawing", "rows", "examples", "factors")]
        if there:
            await self.visitor.reports(self.chance.choice(there), self._numbered(request), t=self.chance.randrange(30))

    def _numbered(self, request: dict[str, Any]) -> dict[str, Any]:
        self.requests += 1
        return {"number": self.requests, **request}

    async def forge(self) -> None:
        """Say what no browser says."""
        if self.visitor.components:
            key = self.chance.choice(tuple(self.visitor.components))
            # None of a million entries: to make them takes this process time, and all visitors are in it.
            forger = Forger(self.chance, self.visitor.identity, count=self.acts, rare=0)
            await self.visitor.sends_json(key, forger.one().text)

    async def choose(self) -> None:
        """Give some widget another value."""
        if self.visitor.widgets:
            widget = self.chance.choice(tuple(self.visitor.widgets.values()))
            if not getattr(widget.told, "disabled", False):
                await self.visitor.chooses(widget, self._value(widget))

    def _value(self, widget: Widget) -> object:
        told, chance = widget.told, self.chance
        options = [getattr(each, "content", each) for each in getattr(told, "options", ())]
        if options:
            return chance.choice(options)
        if widget.kind == "checkbox":
            return chance.random() < 0.5
        if widget.kind == "number_input":
            return float(chance.choice((told.min, told.min + 1, min(told.max, LONG))))
        if widget.kind == "slider":
            return chance.uniform(told.min, told.max)
        return chance.choice(("0.5", "-1e3", "nan", "x1,x2,y\n1,2,0\n2,1,1\n", "", "‮", "<b>"))

    async def go(self) -> None:
        """Go to some page."""
        await self.visitor.goes_to(self.chance.choice(tuple(self.visitor.pages)))

    async def lose(self) -> None:
        """Lose the connection while something is said, and come back."""
        keys = [key for key in self.visitor.components if key in ("stage", "drawing")]
        if keys:
            report = self.visitor.report(self.visitor.number(), self._numbered({"flip": 1}), t=1)
            await self.visitor.is_cut_off(keys[0], report, self.chance.randrange(12))
            await self.visitor.comes_back()

    async def upload(self) -> None:
        """Upload a file, which need not be one."""
        await self.visitor.goes_to("")
        if "Data" in self.visitor.labels:
            await self.visitor.upload(f"{self.chance.choice(('a.csv', 'b.xlsx', '‮.csv'))}", self.chance.choice(FILES))


@asynccontextmanager
async def walker(port: int, chance: random.Random) -> AsyncIterator[Walk]:
    """A visitor at some link who has still to act."""
    async with Visitor(port, chance.choice(LINKS)) as visitor:
        yield Walk(visitor, chance)


async def cut_off(port: int, chance: random.Random, times: int) -> None:
    """Ask for more steps, again and again, each time cut off; what was asked is said again. It acts once.

    Raises AssertionError where it does not.
    """
    async with Visitor(port, SMALL) as visitor:
        steps, identity = int(visitor.address["steps"]), visitor.identity
        for number in range(1, times + 1):
            request = {"number": number, "extend": True}
            await visitor.is_cut_off("stage", visitor.report(visitor.number(), request), chance.randrange(20))
            await visitor.comes_back()
            assert visitor.identity == identity, "another session came back"
            await visitor.reports("stage", request, t=number)
            steps += 300
            assert visitor.address["steps"] == str(steps), f"{visitor.address['steps']} steps, not {steps}"
            await visitor.steps(number + 1)


_ACTS: tuple[Callable[[Walk], Awaitable[None]], ...] = (
    *[Walk.step] * 10,
    *[Walk.ask] * 4,
    *[Walk.choose] * 4,
    *[Walk.go] * 2,
    *(Walk.forge, Walk.forge, Walk.lose, Walk.upload),
)
