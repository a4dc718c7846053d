"""Hostile links open to a page that goes on."""

from __future__ import annotations

import random

import pytest

from tests.attack.links import hostile_links, open_hostile

LINKS = list(hostile_links(60, random.Random(20)))


@pytest.mark.parametrize("link", LINKS, ids=range(len(LINKS)))
def test_a_hostile_link_opens_to_a_page_that_goes_on(link: str) -> None:
    open_hostile(link)


def test_the_links_are_the_same_each_time() -> None:
    assert list(hostile_links(60, random.Random(20))) == LINKS
