"""What a stage is sent: one table has every kind of stage, as those that show it and serve its code have."""

from __future__ import annotations

import pytest

from pages.host import mount
from pages.session import cache
from pages.stage.bundle import COMPONENTS


def test_every_kind_of_stage_has_its_payload_its_component_and_its_code():
    assert {*cache.PAYLOADS, "compare"} == set(mount._STAGES)  # the latter's is of several runs: comparing/
    assert set(mount._STAGES) <= set(COMPONENTS)


def test_an_unknown_kind_is_no_lab():
    with pytest.raises(KeyError, match="labb"):
        cache.payload_of("labb", None, None, (), None)
