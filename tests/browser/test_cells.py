"""What a file's cells hold, as the Data page says it."""

from __future__ import annotations

import re

from logreg_core import Points

from .test_data_page import bring, data_page, in_the_lab, moment, tab


def test_blanks_around_a_label_split_no_class(visit, tmp_path):
    raw = "x1,x2,l\n1,2,yes\n3,5,yes \n5,6,no\n7,8,\u00a0no\n9,9,yes\ufeff\n2,7,YES\n".encode()
    file = tmp_path / "answers.csv"
    file.write_bytes(raw)
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("6 points: 4 of class 1 (yes), 2 of class 0 (no).").wait_for()
    page.get_by_text("Blanks around entries are no part of them and were left out").wait_for()
    page.get_by_role("button", name="Keep them apart").click()
    page.get_by_text(re.compile(r"6 points: . of class 1 \((yes|YES)\), . of class 0 \(not (yes|YES)\)")).wait_for()
    page.get_by_role("button", name="Read the file as it is").click()
    page.get_by_text("6 points: 4 of class 1 (yes), 2 of class 0 (no).").wait_for()
    bring(page, file, raw)
    page.wait_for_function("location.search.includes('points=')")
    data = moment(page).experiment.data
    assert isinstance(data, Points)
    assert data.load().y.tolist() == [1, 1, 0, 0, 1, 1]
    assert data.load().class_names == ("no", "yes")
    in_the_lab(page).assert_true()


def test_where_too_few_columns_are_numbers_each_other_one_is_named_with_row_and_reason(visit, tmp_path):
    file = tmp_path / "units.csv"
    file.write_bytes(b"age;rate;size;kind\n1;45 kg;950;cat\n2;45 lb;1.200;dog\n3;45 lb;1.400;dog\n")
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    page.locator("input[type=file]").set_input_files(file)
    said = page.get_by_text("Columns of numbers here: age.")
    said.wait_for()
    assert "'rate' has 45 kg in row 2 and 45 lb in row 3" in said.inner_text()
    assert "'size' has 1.200 in row 3, which is 1.2 or 1200" in said.inner_text()
    assert "'kind' has 'cat' in row 2, which is no number" in said.inner_text()
    page.get_by_role("button", name="Read as 1200").click()
    page.get_by_text("3 points: 2 of class 1 (dog), 1 of class 0 (cat).").wait_for()
