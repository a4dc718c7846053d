"""Forged reports: what a component in the browser might be made to say, for each component on a page.

forged_reports(200, random.Random(1))
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pages.session.inbox import acknowledgements
from tests.app import SMALL, App
from tests.attack.holding import goes_on, senders, shown

HUGE, MILLION = 10**400, 1_000_000
PAGES = ("", "compare", "data", "chain_rule", "examples", "derivation", "learn")
IN_A_SESSION = 10
RARE = 0.03  # the share of reports that are very large

# By what a request asks for, values that make no sense for it, besides those that make sense for nothing.
SENSELESS: dict[str, tuple[Any, ...]] = {
    "pick": (-1, 10**9 + 1, "0", True, 0.5),
    "flip": (-1, 10**9 + 1, "0", True, 0.5),
    "rate": (0, -1, -0.0, -1e308, "0.5", True, [0.5]),
    "extend": (1, "true", 0, False, [True]),
    "remedy": (True, "standardize", 1, ["standardise"], {"standardise": 1}),
    "dismiss": (1, "true", 0, [True]),
    "undo": (1, "true", 0, False, [True]),
    "redo": (1, "true", 0, False, [True]),
    "present": (1, 0, "1", [True]),
    "predict": (1, 0, "1", [True]),
    "ask": (1, "true", 0, [True]),
    "guess": ("fall", [], ["J", "fall"], [["J"]], [["J", 1]], [["J", "up"], ["w1", "rise"]], [["J", "rise"]] * 3),
    "factor": ("w3", "W1", 0, True, "__class__", "<b>"),
    "select": (True, 0, "0", [-1], ["0"], [True], [0.5], [[0]], [0, None], [10**9 + 1]),
    "table": ("rows", 0, ["rows"], True),
    "add": (0, [], [0.0, 0.0], [0.0, 0.0, 2], [0.0, 0.0, True], ["0", "0", 1], [0.0, 0.0, 1, 1], [[0.0, 0.0], 1]),
    "move": (0, -1, True, "0", [0]),
    "erase": (0, -1, True, "0", [0, 1]),
    "rows": (0, [-1], ["0"], [True], [0.5], [[0]], [10**9 + 1]),
    "view": ("3d", ["log"], 0),
    "back": (["former"], "start", 0, True),
    "drag": ("a", 1, {"a": 1}),
    "line": (
        1,
        True,
        [],
        [[0, 0], [1, 1]],
        [[0, 0], [0, 0], [1, 0]],
        [[0, 0], [1, 1], [2, 2]],
        [[0, "0"], [1, 1], [2, 0]],
    ),
    "start": (1, True, [], [0, 0], ["0", 0, 0], [True, 0, 0], [0, 0, 0, 0]),
    "held": (1, 0, "true", [True]),
    "draw": (1, 0, "true", [True]),
    "drawn": (
        True,
        0,
        [],
        [2],
        [2, 0.5, 1],
        [3, 0.5, 5, 0.5],
        [2, -1, 5, 1],
        [2, 1e300, 5, 1],
        ["2", 1, "5", 1],
        [[2, 1]],
    ),
    "learn": ("enter", "go", 1, True, ["leave"], "__class__", "choose"),
    "lesson": ("", "nothing", 5, ["a"], "file/x"),
    "lane": (-1, 6, 99, "0", True, 0.5, [0]),
    "fork": (1, "scale", [True], "__class__"),
    "preset": ("", "best", 1, True, ["cars"]),
    "pictures": ("", "map", 1, True, ["plane"], "plane,none,steps"),
    "tune": (1, "true", 0, False, [True]),
    "to": (-1, 0, True, "adam:2", "best", [0.5], 1e400),
    "choice": (-1, 99, "0", True, 0.5),
    "__proto__": ("t", 5),
}
NOTHING: tuple[Any, ...] = (
    *(None, math.nan, math.inf, -math.inf, HUGE, -HUGE, {}, {"a": []}, [], "", "\0", "‮", "\ud800", "é" * 2_000),
    *("<img src=x onerror=alert(1)>", "$\\frac{1}$", [math.nan], [HUGE], [[[[[1]]]]], 2**53 + 1, -(2**63), 2**64),
)
# What makes sense, of anything on screen, and yet goes as far as a browser may go.
EXTREME: tuple[dict[str, Any], ...] = (
    {"pick": 10**9},
    {"pick": 19, "factor": "w2", "present": True},
    {"present": False},
    {"rate": 5e-324},
    {"rate": 1.7976931348623157e308},
    {"rate": 1e6, "from_start": True, "drag": "\ud800"},
    {"rate": 1e-9, "from_start": True, "drag": "é" * 1_000},
    {"start": [1e100, -1e100, 1e100], "drag": "h", "move": "1"},
    {"start": [5e-324, 0, 0], "drag": "h", "move": "\ud800"},
    {"line": [[-1e300, 1e300], [1e300, 0], [0, 1e300]], "drag": "é" * 1_000, "move": "é" * 1_000, "held": True},
    {"line": [[0, 0], [1e-300, 0], [0, 5e-324]], "drag": "i", "move": "2"},
    {"line": [[0, 0], [1, 0], [0, 1]], "drag": "j", "move": "3", "undo": True},
    {"predict": True},
    {"predict": True, "rate": 5e-324},
    {"predict": True, "ask": True, "rate": 1.7976931348623157e308, "from_start": True},
    {"predict": True, "guess": [["J", "fall"], ["w1", "rise"]]},
    {"predict": False},
    {"extend": True},
    {"extend": True, "dismiss": True, "undo": True, "flip": 3},
    {"flip": 0},
    {"flip": 10**9},
    {"draw": True},
    {"draw": False, "undo": True},
    {"drawn": [2, 0.0, 3, 1_000_000, 20, 5e-324]},
    {"undo": True},
    {"redo": True},
    {"select": [10**9, 0, 0, 0]},
    {"select": list(range(10_000))},
    {"select": []},
    {"table": "examples", "rows": [0, 10**9], "sort": ["x₁", True]},
    {"table": "\ud800", "rows": [10**9, 10**9], "sort": ["\ud800", False]},
    {"table": "log", "rows": [5, 5], "sort": ["é" * 1_000, True]},
    {"rows": [10**9], "from1": [0.0], "from2": [0.0], "from_y": [0], "x1": [1.0], "x2": [1.0], "y": [1]},
    {"rows": [], "from1": [], "from2": [], "from_y": [], "x1": [1.7e308], "x2": [5e-324], "y": [2]},
    {"rows": [], "from1": [], "from2": [], "from_y": [], "x1": [0.0] * 9_000, "x2": [0.0] * 9_000, "y": [1] * 9_000},
    {"erase": True, "rows": [0, 0, 0], "from1": [0.0] * 3, "from2": [0.0] * 3, "from_y": [0] * 3},
    {"add": [0.0, 0.0, 1], "range": [[-5e-300, 5e-300], [-5e-300, 5e-300]]},
    {"add": [1e300, -1e300, 0], "range": [[-1e300, 1e300], [-1e300, 1e300]]},
    {"add": [0.25, 0.5, 1], "range": [[-5.0, 5.0], [-5.0, 5.0]]},
    {"learn": "enter", "lesson": "two-hundred-pulls", "beat": 1},
    {"learn": "first"},
    {"learn": "choose", "choice": 0},
    {"learn": "onward", "present": True},
    {"learn": "again"},
    {"learn": "leave"},
)


@dataclass(frozen=True)
class Forged:
    """What a component says, as text that should be JSON.

    kind : what is wrong with it.  senseless : whether it may change nothing.
    """

    kind: str
    text: str
    senseless: bool = True


@dataclass
class Forger:
    """Makes reports of one component.

    identity : the session's own.  last : the number of the report that was taken in last, "" for none.
    rare : the share of very large ones.
    """

    chance: random.Random
    identity: str
    last: str = ""
    count: int = 0
    rare: float = RARE

    def one(self) -> Forged:
        """Return the next report; the same for the same state of `chance` and what was made before."""
        kind = _large if self.chance.random() < self.rare else self.chance.choice(KINDS)
        return kind(self)

    def number(self) -> str:
        """Return the number of a report that is new."""
        self.count += 1
        return f"forged{self.chance.randrange(10**6)}-{self.count}"

    def report(self, *requests: Any, **others: Any) -> dict[str, Any]:
        """Return a report with these requests, of which each object is given the next number."""
        numbered = [
            {"number": i, **request} if isinstance(request, dict) else request for i, request in enumerate(requests, 1)
        ]
        return {"number": self.number(), "session": self.identity, "requests": numbered} | others

    def nonsense(self) -> Any:
        """Return what makes sense nowhere."""
        return self.chance.choice(NOTHING)


def forged_reports(number: int, chance: random.Random, pages: Sequence[str] = PAGES) -> Counter[str]:
    """Have pages say so many forged things, ten in a session; return how many of each kind there were.

    Raises AssertionError where the app does not hold.
    """
    said: Counter[str] = Counter()
    while sum(said.values()) < number:
        page = chance.choice(pages)
        app = App(f"{SMALL}&t=2", page)
        forger = Forger(chance, app.remembered.identity)
        for _ in range(min(IN_A_SESSION, number - sum(said.values()))):
            said[hears(app, forger).kind] += 1
            if chance.random() < 0.3:
                goes_on(app)
        goes_on(app)
    return said


def hears(app: App, forger: Forger) -> Forged:
    """Have some component of the page say something forged. Raises AssertionError where the app does not hold."""
    if app.moment.place is not None:
        app.run()  # a lesson was begun: unless it is the page Learn that is run anew, it is left
    there = senders(app)
    key = forger.chance.choice(tuple(there))
    forger.last = acknowledgements(app.remembered.inbox).get(key, "")
    before, forged = shown(app), forger.one()
    app.sends_json(there[key], forged.text)
    if forged.senseless:
        assert shown(app) == before, f"{forged.kind} from {key} has changed something: {forged.text[:300]}"
    assert app.moment  # which its own link describes
    return forged


# ------------------------------------------------------------------------------------------- what may be wrong with one


def _said(kind: str, report: Any, *, senseless: bool = True) -> Forged:
    return Forged(kind, json.dumps({"report": report}), senseless)


def _no_json(forger: Forger) -> Forged:
    """It can't be read, or is as deep as can just be read."""
    chance = forger.chance
    whole = json.dumps({"report": forger.report({"extend": True})})
    deep = chance.choice((50, 300, 600, 900, 960, 990, 1_000, 5_000, 100_000))
    return Forged(
        "no JSON",
        chance.choice(
            (
                whole[: chance.randrange(len(whole))],
                "",
                "\0",
                '{"report": ' + "[" * deep + "]" * deep + "}",
                '{"report": ' + '{"a":' * deep + "1" + "}" * deep + "}",
                '{"report": {"number": "a-1", "t": ' + "9" * 5_000 + "}}",
                whole + whole,
                whole.replace('"', "'"),
            )
        ),
    )


def _no_object(forger: Forger) -> Forged:
    """The value, or the report in it, is something else than an object."""
    value = forger.chance.choice((*NOTHING, 0, 1.5, True, "report", [1, 2], [{"number": "a-1", "t": 1}]))
    if forger.chance.random() < 0.5:
        return _said("no report", value)
    return Forged("no object", json.dumps(value))


def _no_number(forger: Forger) -> Forged:
    """Its number is missing, is none, is doubled in the text, or is that of the last one."""
    chance = forger.chance
    report = forger.report({"extend": True}, {"pick": 1})
    kind = chance.randrange(3)
    if kind == 0:
        del report["number"]
    elif kind == 1:
        report["number"] = chance.choice((*NOTHING, 7, "x", "a-", "-1", "a-1-1", "A-1", "a-1\n", "a-" + "9" * 10, True))
    else:
        good = json.dumps(report)
        return Forged("two numbers", '{"report": ' + good[:-1] + ', "number": "A-1"}}')
    return _said("no number", report)


def _to_another(forger: Forger) -> Forged:
    """It speaks to another session, or to none that there could be."""
    identity = forger.chance.choice((*NOTHING, "00000000", forger.identity[::-1] + "x", forger.identity + " ", 0))
    return _said("to another session", forger.report({"extend": True}, {"pick": 1}, session=identity, t=1))


def _no_step(forger: Forger) -> Forged:
    """The step on screen is none, and so is that of a request."""
    t = (*NOTHING, -1, 10**6, 0.5, "1", True, [1])
    report = forger.report({"t": forger.chance.choice(t), "key": 1}, t=forger.chance.choice(t))
    return _said("no step", report | {"playing": forger.nonsense()})


def _no_requests(forger: Forger) -> Forged:
    """What should be a list of requests is something else."""
    requests = forger.chance.choice((*NOTHING, 7, "all", {"number": 1, "extend": True}, True, [7, "k", None, [], [{}]]))
    return _said("no requests", forger.report() | {"requests": requests})


def _no_request(forger: Forger) -> Forged:
    """The number of a request is none."""
    number = forger.chance.choice((*NOTHING, "1", -1, 0, 0.5, True, 2**60, [1]))
    return _said("a request without a number", forger.report({"extend": True, "number": number}))


def _senseless(forger: Forger) -> Forged:
    """Its requests ask for what makes no sense."""
    requests = []
    for _ in range(forger.chance.choice((1, 1, 3, 20))):
        what = forger.chance.choice(tuple(SENSELESS))
        value = forger.chance.choice(SENSELESS[what]) if forger.chance.random() < 0.6 else forger.nonsense()
        requests.append({what: value if value != [] else None})  # to select none makes sense
    return _said("senseless requests", forger.report(*requests))


def _large(forger: Forger) -> Forged:
    """It holds very much."""
    kind = forger.chance.randrange(5)
    if kind == 0:
        return _said("a million requests", forger.report() | {"requests": [0] * MILLION})
    if kind == 1:
        return _said("a list of a million", forger.report({"select": [0] * MILLION}, {"rows": [0] * MILLION}))
    if kind == 2:
        return _said("a text of a million", forger.report({"factor": "a" * MILLION, "table": "a" * MILLION}))
    if kind == 3:
        return _said("a million entries", forger.report({str(i): i for i in range(MILLION // 10)} | {"extend": True}))
    return _said("100,000 requests", forger.report(*[{"extend": 1}] * (MILLION // 10)))


def _again(forger: Forger) -> Forged:
    """It has the number of the report that was taken in last."""
    if not forger.last:
        return _no_number(forger)
    return _said(
        "the last number again", forger.report({"extend": True}, {"pick": 1}) | {"number": forger.last, "t": 1}
    )


def _doubled(forger: Forger) -> Forged:
    """Requests share a number: only the first of them is one."""
    report = forger.report({"extend": 1})
    report["requests"] += [{"number": 1, "extend": True}, {"number": 0, "flip": 1}, {"number": -5, "pick": 1}]
    return _said("doubled requests", report)


def _extreme(forger: Forger) -> Forged:
    """What it asks for makes sense, at least to some component, and goes far."""
    requests = forger.chance.sample(EXTREME, forger.chance.choice((1, 2, 4)))
    t = forger.chance.choice((None, 0, 1, 20))
    return _said("extreme requests", forger.report(*({"t": t, **each} for each in requests), t=t), senseless=False)


KINDS: tuple[Callable[[Forger], Forged], ...] = (
    *[_senseless] * 5,
    *[_extreme] * 6,
    *(_no_json, _no_json, _no_object, _no_object, _no_number, _no_number, _to_another, _no_step, _no_step),
    *(_no_requests, _no_requests, _no_request, _no_request, _doubled, _again),
)
