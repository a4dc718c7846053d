"""What a stage is sent of numbers that are to be filled in: places, and nothing that tells what they hold."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, HeavyBall, generate, run
from logreg_core.learning.blanks import blank, covered, names
from pages.session.cache import PAYLOADS
from pages.stage.controls import CONTROLS
from pages.stage.example_payloads import graph_payload, strip_payload
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import frames, payload, pictures
from pages.stage.learning.blanks_payload import part_of
from pages.words.learning.blanks import value_text
from pages.words.numbers import number

from .blob import read

DATA = generate("blobs", m=40, seed=3)
PLAIN = run(DATA, Experiment(steps=9))
HEAVY = run(DATA, Experiment(steps=9, rule=HeavyBall(0.8)))
NARROW = Dataset(np.column_stack([DATA.X[:, 0], np.zeros(40)]), DATA.y)  # the second feature is 0 for all
ONE = run(NARROW, Experiment(steps=9))
ROW, T = 4, 5


def sent(kind, blanks, tried=(-1, ()), done=PLAIN, present=False):
    data = done.whole
    held, shared = frames(data, done, 0)
    told = SessionHeader(Command("a-1", T), "", blanks=blanks, tried=tried, present=present)
    if kind == "lab":
        drawn = pictures(data, done)
        return read(payload(data, done, ROW, held=held, shared=shared, drawn=drawn, from_session=told))
    if kind == "graph":
        return read(graph_payload(done, ROW, held=held, shared=shared, from_session=told, factor="loss"))
    return read(strip_payload(done, ROW, held=held, shared=shared, from_session=told))


def said(header):
    """All of the header that is words: without the figures, whose numbers are coordinates."""
    return json.dumps(
        {name: value for name, value in header.items() if name not in ("plane", "curve", "table")}, ensure_ascii=False
    )


every_kind = pytest.mark.parametrize("kind", PAYLOADS)


@every_kind
@pytest.mark.parametrize("blanks", [0, 1, 3, 6, 9, 15])
@pytest.mark.parametrize("done", [PLAIN, HEAVY, ONE], ids=["plain", "heavy ball", "one feature"])
def test_each_covered_number_has_a_place_and_no_other_has(kind, blanks, done):
    got = sent(kind, blanks, done=done)
    header, columns = got.header, got.columns
    there = covered(done.weighted, blanks, part_of(kind, done))
    assert sorted(re.findall(r'data-blank="(\w+)"', header.get("strip", "") + header["blanks"]["list"])) == sorted(
        there
    )
    assert header["blanks"]["asked"] == len(there)
    shows = set(re.findall(r'data-col="(\w+)"(?! data-as="before")', said(header).replace('\\"', '"')))
    for name in set(there) - {"dL_db"}:
        assert name not in shows
        assert name.startswith(("next", "dz")) or name not in columns
    if "dL_dz" in there:
        assert "dL_dz" not in columns
    assert not [name for name in there if f'"{name.removeprefix("next_")}" data-as="after"' in said(header)]


@every_kind
def test_the_words_hold_no_covered_number(kind):
    text = said(sent(kind, 15).header)
    for name in names(PLAIN.weighted, part_of(kind, PLAIN)):
        if not name.startswith("dz_"):
            assert number(blank(PLAIN, T, ROW, name).value) not in text, name


@every_kind
def test_what_was_typed_is_judged_and_only_what_is_found_is_sent(kind):
    right = blank(PLAIN, T, ROW, "dL_dw1")
    header = sent(kind, 15, (T, (("dL_dz", "17"), ("dL_dw1", number(right.value, 3))))).header["blanks"]
    assert (header["t"], header["last"]) == (T, "dL_dw1")
    assert header["tried"]["dL_dw1"]["right"]
    assert header["tried"]["dL_dw1"]["value"] == value_text(right)
    assert not header["tried"]["dL_dz"]["right"]
    assert header["tried"]["dL_dz"]["value"] == ""
    assert not header["tried"]["dL_dz"]["show"]


def test_a_number_is_shown_after_two_tries_and_to_a_class_at_once():
    name, value = "next_w1", value_text(blank(PLAIN, T, ROW, "next_w1"))
    once, twice, shown = ("17",), ("17", "18"), ("17", "18", "")
    tried = [
        sent("lab", 3, (T, tuple((name, typed) for typed in each))).header["blanks"]["tried"][name]
        for each in (once, ("17", ""), twice, shown)
    ]
    assert [each["right"] for each in tried] == [False, False, False, True]
    assert [each["show"] for each in tried] == [False, False, True, False]
    assert value not in tried[2]["says"]
    assert tried[3]["value"] == value
    assert value in tried[3]["says"]
    header = sent("lab", 3, (T, ((name, ""),)), present=True).header
    assert header["blanks"]["tried"][name]["value"] == value
    assert "<input" not in header["strip"]
    assert f'data-show="{name}"' in header["strip"]


def test_a_moment_is_offered_where_mistakes_and_the_right_number_are_one():
    header = sent("lab", 15, (0, (("dyhat_dz", "0.25"),))).header["blanks"]
    t, pick = header["tried"]["dyhat_dz"]["elsewhere"]
    assert not blank(PLAIN, t, pick, "dyhat_dz").coinciding
    assert sent("lab", 15, (T, (("dL_dw1", "17"),))).header["blanks"]["tried"]["dL_dw1"]["elsewhere"] == []


def test_every_kind_of_stage_with_a_chain_has_blanks():
    assert set(PAYLOADS) == set(CONTROLS) - {"compare"}  # which shows no example's chain


def test_with_one_feature_there_is_no_other():
    assert ONE.weighted == (0,)
    header = sent("lab", 15, (T, tuple((name, "17") for name in names((0,)))), done=ONE).header["blanks"]
    assert (header["asked"], header["most"]) == (11, 11)
    assert [level["blanks"] for level in header["levels"]] == [0, 2, 4, 7, 11]
    assert all(tried["says"].startswith("You typed 17:") for tried in header["tried"].values())
    assert "w₂" not in json.dumps(header, ensure_ascii=False)
