"""What is proposed of a table, one made-up table for each rule, and which value is class 1."""

import pytest

from logreg_core.files import guess_columns, likely_positive, read_table, to_dataset
from logreg_core.files.label_words import IDS, LABELS, NEGATIVE, POSITIVE, ROW_NUMBERS, is_id, is_row_number, label_rank

ROWS = range(24)


def table(**columns):
    """A table with these columns, 24 rows of them at most."""
    return from_columns(*columns.items())


def from_columns(*columns):
    rows = zip(*([str(value) for value in values][: len(ROWS)] for _, values in columns), strict=True)
    lines = [",".join(name for name, _ in columns), *map(",".join, rows)]
    return read_table("\n".join(lines).encode(), "some.csv")


def numbers(seed):
    """Different numbers, with decimals and in no order."""
    return [(i * seed % 29) + 0.5 for i in ROWS]


A, B, C = numbers(5), numbers(11), numbers(17)
BIT, OTHER_BIT = [i % 2 for i in ROWS], [i // 2 % 2 for i in ROWS]
YES, SEX, KINDS = ["no", "yes"] * 12, ["f", "m", "m"] * 8, ["a", "b", "c"] * 8
COUNT = list(ROWS)


# Rows' numbers and IDs are no features


@pytest.mark.parametrize(
    "name", ["id", "ID", "Id", "PassengerId", "customer_id", "User ID", "Loan-ID", "patient.id", "customerID", "userid"]
)
def test_an_id_is_no_feature(name):
    ids = [i * 7 % 24 for i in ROWS]
    assert guess_columns(from_columns((name, ids), ("a", A), ("b", B), ("l", YES))) == (("a", "b"), "l")
    assert guess_columns(from_columns(("a", A), (name, ids), ("b", B), ("l", YES))) == (("a", "b"), "l")


@pytest.mark.parametrize("name", ["width", "acid", "humidity", "idle", "Sid", "covid", "liquidity", "Idaho"])
def test_id_counts_as_a_word_only(name):
    assert guess_columns(from_columns((name, A), ("b", B), ("l", YES))) == ((name, "b"), "l")


@pytest.mark.parametrize("name", ["", "Unnamed: 0", "index", "rownames", "column 1", "Nr.", "No", "obs", "lfd. Nr."])
def test_a_column_without_a_name_of_its_own_that_counts_is_no_feature(name):
    numbers_of_rows = [3 * i + 2 for i in ROWS]
    assert guess_columns(from_columns((name, numbers_of_rows), ("a", A), ("b", B), ("l", YES))) == (("a", "b"), "l")


def test_a_column_called_number_with_numbers_of_something_is_a_feature():
    assert guess_columns(table(number=[i // 2 for i in ROWS], b=B, l=YES)) == (("number", "b"), "l")


@pytest.mark.parametrize("first", [0, 1])
def test_a_column_that_counts_the_rows_is_no_feature(first):
    assert guess_columns(table(a=A, line=[first + i for i in ROWS], b=B, l=YES)) == (("a", "b"), "l")


def test_a_few_rows_may_count_by_chance():
    assert guess_columns(read_table(b"hours,tries,passed\n1,5,no\n2,2,no\n3,3,yes", "a.csv")) == (
        ("hours", "tries"),
        "passed",
    )


def test_whole_numbers_all_different_and_far_from_0_in_the_first_column_are_an_id():
    far = [15_624_510 + i * 7919 % 1000 for i in ROWS]
    assert guess_columns(table(user=far, a=A, b=B, l=YES)) == (("a", "b"), "l")
    assert guess_columns(table(a=A, user=far, b=B, l=YES)) == (("a", "user"), "l")
    assert guess_columns(table(user=[*far[:-1], far[0]], a=A, b=B, l=YES)) == (("user", "a"), "l")
    assert guess_columns(table(pay=[1000 + int(20 * i) for i in A], a=A, b=B, l=YES)) == (("pay", "a"), "l")


def test_what_is_not_proposed_can_be_chosen():
    frame = table(id=COUNT, a=A, b=B, l=YES)
    assert to_dataset(frame, features=("id", "b"), label="l").X[:, 0].tolist() == COUNT


# The features


def test_columns_with_few_values_come_after_the_others():
    assert guess_columns(table(bit=BIT, few=[i % 5 for i in ROWS], a=A, b=B, l=YES)) == (("a", "b"), "l")
    assert guess_columns(table(bit=BIT, few=[i % 5 for i in ROWS], a=A, l=YES)) == (("a", "few"), "l")
    assert guess_columns(table(fixed=[7] * 24, bit=BIT, a=A, l=YES)) == (("a", "bit"), "l")


@pytest.mark.parametrize("name", ["Year", "pickup_week", "WeekOfPurchase", "Jahr"])
def test_when_it_was_is_seldom_a_feature(name):
    assert guess_columns(from_columns((name, C), ("a", A), ("b", B), ("l", YES))) == (("a", "b"), "l")
    assert guess_columns(from_columns((name, C), ("bit", BIT), ("a", A), ("l", YES))) == (("a", name), "l")


def test_a_column_that_is_always_the_same_comes_last():
    assert guess_columns(table(fixed=[7] * 24, few=[i % 5 for i in ROWS], bit=BIT, l=YES)) == (("few", "bit"), "l")


def test_the_first_two_are_taken_in_the_order_of_the_table():
    assert guess_columns(table(c=C, l=YES, a=A, b=B)) == (("c", "a"), "l")


def test_one_feature_where_there_is_one_column_of_numbers():
    assert guess_columns(table(a=A, l=YES)) == (("a",), "l")
    assert guess_columns(table(id=COUNT, sex=SEX, survived=BIT, a=A)) == (("a",), "survived")
    assert guess_columns(table(line=COUNT, a=A, l=YES)) == (("a",), "l")
    assert guess_columns(read_table(b"hours,passed\n1,0\n2,0\n3,1", "a.csv")) == (("hours",), "passed")
    assert guess_columns(read_table(b"a,b,c\n1,2,x\n3,4,x", "a.csv")) is None  # else b would be the label


# The label


@pytest.mark.parametrize("name", sorted(set().union(*LABELS)))
def test_a_label_is_known_by_its_name(name):
    """Though another column has two values, and stands at the end."""
    assert guess_columns(from_columns(("a", A), (name, KINDS), ("b", B), ("bit", BIT))) == (("a", "b"), name)


@pytest.mark.parametrize("name", ["Loan_Default", "HasDied", "DEATH_EVENT", "default payment next month", "is.fraud"])
def test_a_label_is_known_by_a_word_of_its_name(name):
    assert guess_columns(from_columns(("a", A), (name, BIT), ("b", B), ("l", YES))) == (("a", "b"), name)


@pytest.mark.parametrize("name", ["marital_status", "VisitorType", "classy", "workclass", "poutcome", "y2", "grouped"])
def test_other_names_are_no_label(name):
    assert label_rank(name) is None
    assert guess_columns(from_columns((name, KINDS), ("a", A), ("b", B), ("l", YES))) == (("a", "b"), "l")


def test_the_likelier_name_goes_first():
    frame = table(survived=BIT, pclass=KINDS, a=A, b=B, **{"class": YES, "alive": YES})
    assert guess_columns(frame) == (("a", "b"), "survived")
    assert guess_columns(table(default=YES, a=A, b=B, housing=YES, y=YES)) == (("a", "b"), "y")


def test_y_beside_x_is_a_coordinate():
    assert guess_columns(table(x=A, y=BIT, l=YES)) == (("x", "y"), "l")
    assert guess_columns(table(y=BIT, x1=A, x2=B, l=YES)) == (("x1", "x2"), "y")


def test_a_named_label_has_two_to_ten_values():
    assert guess_columns(table(a=A, b=B, target=C, l=YES)) == (("a", "b"), "l")
    assert guess_columns(table(a=A, b=B, target=[1] * 24, l=YES)) == (("a", "b"), "l")


def test_without_a_known_name_two_values_at_an_end_go_first():
    assert guess_columns(table(l=YES, a=A, b=B, bit=BIT, c=C)) == (("a", "b"), "l")
    assert guess_columns(table(l=YES, a=A, b=B, bit=BIT)) == (("a", "b"), "bit")
    assert guess_columns(table(l=YES, a=A, b=B, bit=BIT, other=OTHER_BIT)) == (("a", "b"), "l")
    assert guess_columns(table(l=YES, more=BIT, a=A, b=B, bit=BIT, other=OTHER_BIT)) == (("a", "b"), "other")
    assert guess_columns(table(a=A, l=YES, b=B, bit=BIT, c=C)) == (("a", "b"), "bit")
    assert guess_columns(table(kinds=KINDS, a=A, bit=BIT, b=B)) == (("a", "b"), "bit")
    assert guess_columns(table(a=A, kinds=KINDS, b=B)) == (("a", "b"), "kinds")


def test_the_sex_is_the_label_only_where_nothing_else_is():
    assert guess_columns(table(a=A, l=YES, b=B, Sex=SEX)) == (("a", "b"), "l")
    assert guess_columns(table(Sex=SEX, a=A, b=B)) == (("a", "b"), "Sex")


def test_a_row_number_is_no_label():
    assert guess_columns(read_table(b"id,a,b,l\n1,5,2,x\n2,3,4,y", "a.csv")) == (("a", "b"), "l")
    assert guess_columns(read_table(b"a,b,l,id\n1.5,5,x,1\n2,3,y,2\n3,7,y,3", "a.csv")) == (("a", "b"), "l")


def test_a_table_with_no_label_has_no_proposal():
    assert guess_columns(table(a=A, b=B, c=C)) is None


# Class 1


@pytest.mark.parametrize(
    ("values", "one"),
    [
        (("+", "-"), "+"),
        (("ja", "nein"), "ja"),
        (("j", "n"), "j"),
        (("no", "yes"), "yes"),
        (("FALSE", "TRUE"), "TRUE"),
        (("0", "1"), "1"),
        (("-1", "1"), "1"),
        (("1", "2"), "2"),
        (("1", "none"), "1"),
        (("absent", "present"), "present"),
        (("benign", "malignant"), "malignant"),
        (("negative", "positive"), "positive"),
        (("Approved", "Rejected"), "Approved"),
        (("case", "control"), "case"),
        (("arthritis", "healthy"), "arthritis"),
        (("flu", "no flu"), "flu"),
        (("member", "nonmember"), "member"),
        (("agree", "disagree"), "agree"),
        (("abnormal", "normal"), "abnormal"),
        (("maybe", "no", "yes"), "yes"),
        (("ja", "keine Angabe", "nein"), "ja"),
        (("0", "1", "unknown"), "1"),
        (("a", "b"), "b"),
        (("a", "b", "c"), "c"),
        (("0", "1", "2"), "2"),
    ],
)
def test_class_1_is_the_value_that_says_yes(values, one):
    assert likely_positive(values) == one


def test_of_two_values_to_dataset_takes_that_one():
    frame = table(a=A, b=B, l=["ja", "nein", "nein"] * 8)
    assert to_dataset(frame, features=("a", "b"), label="l").class_names == ("nein", "ja")
    assert to_dataset(frame, features=("a", "b"), label="l", negative="ja").class_names == ("ja", "nein")


def test_the_tables_of_words_hold_words_that_can_be_met():
    assert all(is_id(word) for word in IDS)
    assert all(is_row_number(word) for word in ROW_NUMBERS)
    assert not POSITIVE & NEGATIVE
    assert all(word == word.casefold() for word in {*POSITIVE, *NEGATIVE, *IDS, *ROW_NUMBERS, *set().union(*LABELS)})
