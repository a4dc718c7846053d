"""Hostile links: links that people have, with something in each that is not as it should be.

for link in hostile_links(60, random.Random(1)):
    open_hostile(link)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

from tests.app import App
from tests.attack.holding import goes_on
from tests.attack.reports import PAGES
from tests.links.recorded import addresses

FIELDS = (
    *("data", "m", "noise", "balance", "seed", "scale", "w", "b", "rates", "steps", "rule", "holdout", "split"),
    *("t", "view", "speed", "pick", "start", "present", "factor", "before", "drawn", "lesson", "points", "edits", "l2"),
    *("batch", "goal", "lanes", "turned", "copies", "pictures"),
    *("file", "sha", "x1", "x2", "label", "one", "zero", "gaps"),
)
LONG = 500_000  # letters; Streamlit itself leaves aside a query that is longer than 524,288

# As they stand in the address: what is no percent-encoding is read in some way all the same.
NUMBERS = (
    *("nan", "-nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1e-400", "-0", "-0.0", "-1", "1e308", "1.5", "0"),
    *("9" * 400, "9" * 5_000, "1" + "0" * 16, "0x10", "1_000", "+5", "%205", "5%20", "1e", ".", "1,5", "1.2.3", "--1"),
    *("%D9%A3", "%EF%BC%91%EF%BC%92", "%E2%88%92%31", "%C2%BD", "%E2%85%A8", "True", "None", "null"),
)
TEXTS = (
    *("", "%", "%2", "%zz", "%ff%fe", "%00", "%F0%9F", "%C0%AF", "%ED%A0%80", "%0A%0D", "%25%32%35", "+", "%2B"),
    *("%E2%80%AEabc", "%E2%80%8B", "%7Bt%7D", "%7B0.__class__%7D", "{t}", "{", "}", "{}", "%s", "../../etc/passwd"),
    *(
        "<script>alert(1)</script>",
        "%3Cimg%20src=x%20onerror=alert(1)%3E",
        "%24%5Cfrac%7B1%24",
        "%5Binput%5D(javascript:)",
    ),
    *("two-hundred-pulls~1~", "two-hundred-pulls~1~B-", "file/x~2~", "two-hundred-pulls~99~", "~~", "~1~", "file/~1~"),
    *("blobs,blobs", "0:0.1,", ",", ":", "0:", ":0.1", "0:0.1,0:0.2", "5:0.1", "0:0.1,-1:1", "0:1,1e3:1", "0:nan"),
    *("w1", "w3", "fast", "log", "points", "upload", "four_points", "standardize", "heavy-ball:2", "heavy-ball:nan"),
    *("J:0.25,steps:20", "J:nan,steps:20", "correct:1e308,steps:100000", "rise:1e400,steps:1"),
    *("gap:-0,steps:0,flips:1", "J:0.25,steps:20,of:0a1b2c.0a1b2c,flipped:999999999", "J:0.25,steps:20,flipped:3.2"),
    *("J:0.25,steps:9,at:100000", "heavy-ball:0.9:0.9", "data=blobs%26m=3"),
    *("same~", "~".join(["same"] * 7), "rule:adam;rates:0:0.1", "w:1e400,0", "begins:999999", "rule:best~same", ";;"),
    *("scale%3Dnone%26w%3Dnan%2C0%26rates%3D0%3A0.1", "before%3Dbefore%3D"),
)


def hostile_links(number: int, chance: random.Random) -> Iterator[str]:
    """So many links, "/page?query"; the same for the same state of `chance`."""
    known = [urlsplit(link) for link in addresses()]
    for _ in range(number):
        good = chance.choice(known)
        path = good.path if chance.random() < 0.7 else "/" + chance.choice(PAGES)
        pieces = [piece for piece in good.query.split("&") if piece]
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            chance.choice(_CHANGES)(pieces, chance)
        query = "&".join(pieces)
        if chance.random() < 0.1:
            query = query[: chance.randrange(len(query) + 1)]  # in the middle of a field, or of a percent-encoding
        yield f"{path}?{query}"


def open_hostile(link: str) -> App:
    """Open a link; what comes of it is a page that goes on. Raises AssertionError where it does not."""
    parts = urlsplit(link)
    app = App(parts.query, parts.path.strip("/"))
    goes_on(app)
    return app


# ------------------------------------------------------------------------------------------------- what goes wrong


def _a_value(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(NUMBERS)
    if kind < 0.9:
        return chance.choice(TEXTS)
    if kind < 0.97:
        return quote(chance.randbytes(chance.randrange(1, 40)))
    return chance.choice(("a", "9", "%F0%9F%98%80", "0:0.1,", "0,", "&", "a=1&", "%00"))


def _some_place(pieces: list[str], chance: random.Random) -> int:
    return chance.randrange(len(pieces) + 1)


def _set(pieces: list[str], chance: random.Random) -> None:
    """A field of the link, or one that it lacks, has another value."""
    value = _a_value(chance)
    if pieces and chance.random() < 0.7:
        place = chance.randrange(len(pieces))
        pieces[place] = f"{pieces[place].partition('=')[0]}={value}"
    else:
        pieces.insert(_some_place(pieces, chance), f"{chance.choice(FIELDS)}={value}")


def _drop(pieces: list[str], chance: random.Random) -> None:
    if pieces:
        pieces.pop(chance.randrange(len(pieces)))


def _double(pieces: list[str], chance: random.Random) -> None:
    if pieces:
        key = chance.choice(pieces).partition("=")[0]
        pieces.insert(_some_place(pieces, chance), f"{key}={_a_value(chance)}")


def _spoil(pieces: list[str], chance: random.Random) -> None:
    """A few letters of a value are others, or gone."""
    if pieces:
        place = chance.randrange(len(pieces))
        key, _, value = pieces[place].partition("=")
        letters = list(value)
        for _ in range(chance.randrange(1, 4)):
            if letters:
                at = chance.randrange(len(letters))
                letters[at : at + 1] = chance.choice(("", "A", "%", "-", "9", "é", ",", letters[at] * 2))
        pieces[place] = f"{key}={''.join(letters)}"


def _swap(pieces: list[str], chance: random.Random) -> None:
    """Two fields have each other's value."""
    if len(pieces) > 1:
        one, other = chance.sample(range(len(pieces)), 2)
        (a, _, x), (b, _, y) = pieces[one].partition("="), pieces[other].partition("=")
        pieces[one], pieces[other] = f"{a}={y}", f"{b}={x}"


def _unknown(pieces: list[str], chance: random.Random) -> None:
    pieces.insert(_some_place(pieces, chance), f"{chance.choice(('', 'T', 'data%00', '__proto__', '=', 'é'))}=1")


def _long(pieces: list[str], chance: random.Random) -> None:
    """A field is as long as a book; with what stands around it the link may be too long."""
    part = chance.choice(("a", "9", "%41", "0:0.1,", "0.5,", "%F0%9F%98%80"))
    size = chance.choice((LONG // 100, LONG // 10, LONG, 2 * LONG))
    pieces.append(f"{chance.choice(FIELDS)}={part * (size // len(part))}")


def _many(pieces: list[str], chance: random.Random) -> None:
    """Very many fields."""
    pieces.extend(f"k{i}=1" for i in range(chance.choice((100, 900, 1_100))))  # Streamlit leaves aside over 1,000


_Change = Callable[[list[str], random.Random], None]
_CHANGES: tuple[_Change, ...] = (
    *[_set] * 12,
    *[_spoil] * 5,
    *[_double] * 3,
    *(_drop, _drop, _swap, _swap, _unknown, _long, _many),
)
