"""Links as they were recorded: what they open to in the core, and what of it must be the same today."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

from logreg_core import DataError, Experiment, Uploaded, run

HERE = Path(__file__).parent
LINKS, ADDRESSES, CHANGED = HERE / "links.json", HERE / "addresses.txt", HERE / "changed.json"
OUTCOMES, REWORDED = HERE / "outcomes.json", HERE / "reworded.json"
PARTS = ("main", "sidebar", "controls")
Texts = dict[str, list[str]]  # the lines of each of PARTS


def load() -> dict[str, Any]:
    """All that was recorded: "machine", and "links" from each link to its "core" and "texts"."""
    recorded: dict[str, Any] = json.loads(LINKS.read_text(encoding="utf-8"))
    return recorded


def addresses() -> list[str]:
    """The links to record, each once."""
    lines = ADDRESSES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


# ------------------------------------------------------------------------------------------------------- the core


def machine() -> dict[str, str]:
    """How this machine rounds: what stands behind the last bits of a run, as fingerprints."""
    x = np.linspace(-40, 40, 40_001)
    product = hashlib.sha256()
    for m in (3, 39, 200, 2_000, 16_000):
        rows = (np.arange(4 * (m + 4)) * 7919 % 1009 - 504).reshape(4, m + 4) / 1009
        product.update(rows.dot(rows[0] / 3).tobytes() + (rows[:, 0] / 7).dot(rows).tobytes())
    functions = {"exp": np.exp(x), "log": np.log(x[x > 0]), "log1p": np.log1p(np.exp(-np.abs(x)))}
    sums = {name: hashlib.sha256(values.tobytes()).hexdigest()[:16] for name, values in functions.items()}
    return {**sums, "product": product.hexdigest()[:16]}


def core(link: str) -> dict[str, Any]:
    """What a link opens to, floats in hexadecimal.

    query, notices : the experiment in its one form, and what could not be used.  data : fingerprint of X and y.
    rows : T + 1.  at : w1, w2, b and J at steps 0 and 1, at the link's own and at the last.
    gentle : whether all rates are within 2/smoothness, so that no difference in a last bit grows.
    """
    query = urlsplit(link).query
    experiment, notices = Experiment.from_query(query)
    said = {"query": experiment.to_query(), "notices": list(notices)}
    if isinstance(experiment.data, Uploaded):
        return {**said, "no data": "a file is needed"}
    try:
        dataset = experiment.data.load()
    except DataError as error:
        return {**said, "no data": str(error)}
    history = run(dataset, experiment)
    last = len(history.J) - 1
    steps = sorted({0, min(1, last), min(_step(query), last), last})
    return {
        **said,
        "data": hashlib.sha256(dataset.X.tobytes() + dataset.y.tobytes()).hexdigest(),
        "rows": last + 1,
        "at": {str(t): [float(x).hex() for x in (*history.w[t], history.b[t], history.J[t])] for t in steps},
        "outcome": [history.outcome.kind, history.outcome.sentence],
        "gentle": bool(max(rate for _, rate in experiment.learning_rates) <= 2 / history.smoothness),
    }


def _step(query: str) -> int:
    text = parse_qs(query).get("t", ["0"])[-1]
    return int(text) if text.isdigit() else 0


# ------------------------------------------------------------------------------------------------------ the texts


@dataclass(frozen=True)
class Change:
    """Lines that changed on purpose since the links were recorded.

    old : the lines, one below the other, as recorded;  new : what stands there now, nothing where they went away.
    why : the reason.  links : where; everywhere if empty.
    """

    old: list[str]
    new: list[str]
    why: str
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.old or self.old == self.new or not self.why.strip():
            raise ValueError(f"{self} must name lines, what became of them, and why")

    def counts_for(self, link: str) -> bool:
        """Whether it speaks of this link."""
        return not self.links or link in self.links


def changes() -> list[Change]:
    """What changed.json lists: objects with "old", "new", "why" and, where it is not for all, "links"."""
    listed = json.loads(CHANGED.read_text(encoding="utf-8"))
    return [Change(**{**each, "links": tuple(each.get("links", ()))}) for each in listed]


def outcomes() -> list[dict[str, Any]]:
    """What outcomes.json lists: what is said of a run's end changed on purpose. "link", "kind", "sentence", "why"."""
    listed: list[dict[str, Any]] = json.loads(OUTCOMES.read_text(encoding="utf-8"))
    return listed


def expected_core(link: str, then: dict[str, Any], listed: list[dict[str, Any]]) -> dict[str, Any]:
    """What a link opened to, with what changed on purpose of what is said of the run's end; no number changes."""
    new = [[each["kind"], each["sentence"]] for each in listed if each["link"] == link]
    return {**then, "outcome": new[0]} if new else then


def expected(link: str, texts: Texts, changed: list[Change]) -> tuple[Texts, set[int]]:
    """A link's recorded texts with what changed on purpose, and which of the changes were of use."""
    used: set[int] = set()
    now = dict(texts)
    for number, change in enumerate(changed):
        if change.counts_for(link):
            for part in PARTS:
                lines = _replaced(now[part], change)
                if lines != now[part]:
                    used.add(number)
                now[part] = lines
    return now, used


def _replaced(lines: list[str], change: Change) -> list[str]:
    size, found, at = len(change.old), [], 0
    while at < len(lines):
        if lines[at : at + size] == change.old:
            found += change.new
            at += size
        else:
            found.append(lines[at])
            at += 1
    return found


# ---------------------------------------------------------------------------------------------- numbers, not words

_NUMBER = re.compile(r"−?\d+(?:,\d{3})*(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_TICK = re.compile(r"−?[\d,.]+k?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")  # a line of an axis: there are as many as there is room for


@dataclass(frozen=True)
class Reworded:
    """Words with a number, or a control, that no longer stand on a page since the links were recorded, on purpose.

    old : a regular expression for them, within a line;  new : what is still asked for instead.
    why : the reason.  links : where; everywhere if empty.
    """

    old: str
    why: str
    new: str = ""
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.old or not self.why.strip():
            raise ValueError(f"{self} must name words, and why they have gone")

    def applied(self, link: str, line: str) -> str:
        """What of a recorded line is still asked for."""
        return line if self.links and link not in self.links else re.sub(self.old, self.new, line)


def reworded() -> list[Reworded]:
    """What reworded.json lists: objects with "old", "why" and, where it is so, "new" and "links"."""
    listed = json.loads(REWORDED.read_text(encoding="utf-8"))
    return [Reworded(**{**each, "links": tuple(each.get("links", ()))}) for each in listed]


def numbers(lines: list[str]) -> set[str]:
    """All numbers in some lines, as they are written."""
    return {number for line in lines for number in _NUMBER.findall(line)}


def differences(link: str, recorded: dict[str, Any], now: Texts, *, run: bool = True) -> list[str]:
    """What of a link's numbers and controls is not as recorded, each after the link.

    recorded : its "core" and "texts"; of the run's end the core is asked, in tests/links/test_links.py.
    run : whether numbers that hang on the run are asked for.
    """
    then, _ = expected(link, recorded["texts"], changes())
    _, end = recorded["core"].get("outcome", ("", ""))
    if end:
        then = {part: [line.replace(end, "") for line in lines] for part, lines in then.items()}
    words = reworded()
    wrong = set_otherwise(link, then, now, words)
    wrong += lost(link, then, now, words) if run else []
    return [link, *(f"  {line}" for line in wrong)] if wrong else []


def asked(link: str, lines: list[str], words: list[Reworded]) -> dict[str, str]:
    """Each recorded line, once, but for an axis's, and what of it is still asked for."""
    now = {line: line for line in lines if not _TICK.fullmatch(line)}
    for each in words:
        now = {line: each.applied(link, left) for line, left in now.items()}
    return now


def lost(link: str, then: Texts, now: Texts, words: list[Reworded]) -> list[str]:
    """The numbers of a link's page that no longer stand anywhere on it, each with its line."""
    there = numbers(now["main"])
    return [
        f"main: {', '.join(gone)} of {line!r}"
        for line, left in asked(link, then["main"], words).items()
        if (gone := [number for number in _NUMBER.findall(left) if number not in there])
    ]


def set_otherwise(link: str, then: Texts, now: Texts, words: list[Reworded]) -> list[str]:
    """The controls of a link's page that say something else, or are gone; a row of a table may only be written anew."""
    controls = dict(line.rpartition(": ")[::2] for line in now["controls"])
    there = numbers(now["main"])
    wrong = []
    for line, left in asked(link, then["controls"], words).items():
        label, _, value = left.rpartition(": ")
        row = len(found := numbers([label])) >= 5 and found <= there
        if left and not row and controls.get(label) != value:
            wrong.append(f"controls: {line!r}, and now {controls.get(label)!r}")
    return wrong
