"""Text as other programs write it, on the Data page: cut by blanks or |, with rows above the data that are none."""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd
import pytest

from logreg_core import load_sample

from .serving import ROOT
from .test_data_page import bring, data_page, in_the_lab, moment, tab

VASO = pd.read_csv(ROOT / "logreg_core" / "points" / "samples" / "vaso.csv")
LINES = [" ".join(map(str, row)) for row in VASO.itertuples(index=False)]
HEADER = "volume,rate,constriction"
BODY = VASO.to_csv(index=False, header=False)


def savetxt() -> bytes:
    file = io.BytesIO()
    np.savetxt(file, VASO.to_numpy(), header=HEADER.replace(",", " "))
    return file.getvalue()


def r_writes() -> bytes:
    rows = [f'"{at}" {line}' for at, line in enumerate(LINES, start=1)]
    return "\n".join(['"volume" "rate" "constriction"', *rows]).encode()


BLANKS = {
    "np.savetxt": savetxt(),
    "R's write.table": r_writes(),
    "copied from a PDF": ("volume  rate   constriction\n" + "\n".join(LINES).replace(" ", "   ")).encode(),
    "pipes": VASO.to_csv(index=False, sep="|").encode(),
}
NO_DATA = {
    "a units row": (f"{HEADER}\nl,l/s,\n{BODY}", "Leave row 2 out"),
    "two header lines": (f"{HEADER}\ninspired,per second,reflex\n{BODY}", "Leave row 2 out"),
    "Orange's .tab": (f"{HEADER}\nc,c,d\n,,class\n{BODY}".replace(",", "\t"), "Leave rows 2 and 3 out"),
    "a title of two cells": (f"Skin,vessels,\n{HEADER}\n{BODY}", "Leave row 1 out"),
}


def assert_vaso(page) -> None:
    page.get_by_role("heading", name="39 points").wait_for()
    page.wait_for_function("location.search.includes('points=')")
    dataset, sample = moment(page).experiment.data.load(), load_sample("vaso")
    assert dataset.X.tolist() == sample.X.tolist()
    assert dataset.y.tolist() == sample.y.tolist()


def test_text_cut_by_blanks_or_pipes_gives_the_same_points(visit):
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    for name, raw in BLANKS.items():
        bring(page, {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": raw}, raw)
        assert_vaso(page)
        page.locator(".gd-draw").get_by_role("button", name="Undo").click()
        page.wait_for_function("location.search.includes('data=iris')")
    bring(page, {"name": "again.txt", "mimeType": "text/plain", "buffer": raw}, raw)
    assert_vaso(page)
    in_the_lab(page).assert_true()


@pytest.mark.parametrize("kind", NO_DATA)
def test_rows_that_are_no_data_are_named_and_left_out_by_one_press(visit, kind):
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    text, words = NO_DATA[kind]
    name = "vaso.csv"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_test_id("stAlert").get_by_text(re.compile(r"Row 2, column .*stands above numbers")).wait_for()
    assert page.get_by_test_id("stAlert").count() == 1  # no other error takes its place
    assert page.get_by_role("button", name="Use this data").count() == 0
    page.get_by_role("button", name=words).click()
    page.get_by_role("button", name="Use this data").click()
    assert_vaso(page)
