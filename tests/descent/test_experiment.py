"""An Experiment goes into a link and comes back as it was; what can't be used is said, and nothing else."""

import math
from dataclasses import fields, replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core import GENERATORS, SAMPLES, Experiment, run
from logreg_core.descent.experiment import LONGEST, SCALES, random_start
from logreg_core.points.origins import LARGEST_GENERATED, Edited, Generated, Points, Sampled, Uploaded

starts = st.floats(-1e100, 1e100) | st.sampled_from([-0.0, 5e-324, 1e100])
names = st.text(max_size=20) | st.sampled_from(
    ["a&b=c", "50% #1", "?x=1&y", "Größe in µm", "日本語", "a+b", "\x00\n\t", " "]
)
pairs = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1] and "\0" not in pair[0] + pair[1])
coordinates = st.floats(-1e100, 1e100) | st.sampled_from([-0.0, 5e-324, -2.2250738585072014e-308, 1e100, 0.1 + 0.2])


@st.composite
def generated(draw):
    kind = draw(st.sampled_from(sorted(GENERATORS)))
    return Generated(
        kind,
        draw(st.integers(2, LARGEST_GENERATED)),
        draw(st.floats(*GENERATORS[kind].noise_range)),
        draw(st.floats(0.1, 0.9)),
        draw(st.integers(0, 2**53)),
    )


points = st.builds(
    Points,
    st.lists(st.tuples(coordinates, coordinates, st.integers(0, 1)), min_size=1, max_size=12).map(tuple),
    pairs,
    pairs,
    names,
)
uploads = st.builds(Uploaded, names, names, st.tuples(names, names), names, names, st.none() | names, st.booleans())
bases = generated() | st.sampled_from(sorted(SAMPLES)).map(Sampled) | uploads


@st.composite
def edited_origins(draw):
    """Edits of points that the base may not have: a link says what it says, loading judges."""
    touched = draw(st.dictionaries(st.integers(0, 2**40), st.sampled_from(["flip", "move", "erase"]), max_size=8))
    row = st.tuples(coordinates, coordinates, st.integers(0, 1))
    added = draw(st.lists(row, min_size=0 if touched else 1, max_size=5))
    of = {kind: sorted(i for i, its in touched.items() if its == kind) for kind in ("flip", "move", "erase")}
    changed = tuple((i, *draw(row)) for i in of["move"])
    return Edited(draw(bases), tuple(of["flip"]), changed, tuple(of["erase"]), tuple(added))


origins = bases | points | edited_origins()


@st.composite
def schedules(draw):
    begun = [0, *sorted(draw(st.sets(st.integers(1, 200_000), max_size=4)))]
    rates = st.floats(min_value=0, exclude_min=True, allow_infinity=False)
    return tuple((start, draw(rates)) for start in begun)


experiments = st.builds(
    Experiment,
    data=origins,
    scale=st.sampled_from(SCALES),
    w=st.tuples(starts, starts),
    b=starts,
    learning_rates=schedules(),
    steps=st.integers(0, LONGEST),
    holdout=st.floats(0, 0.5) | st.just(-0.0),
    holdout_seed=st.integers(0, 2**53),
)


def bits(experiment):
    """Every field as text, in which -0.0 is not 0.0 and no digit is lost."""
    return repr(experiment)


# There and back. -------------------------------------------------------------------------------------------


@given(experiments)
@example(Experiment())
@example(Experiment(w=(-0.0, 5e-324), b=-1e100))
def test_a_link_gives_back_the_experiment(experiment):
    query = experiment.to_query()
    back, notices = Experiment.from_query(query)
    assert notices == ()
    assert back == experiment
    assert bits(back) == bits(experiment)
    assert back.to_query() == query
    assert Experiment.from_query("?" + query) == (back, ())


@given(experiments)
def test_a_link_is_plain_text_that_any_channel_carries(experiment):
    query = experiment.to_query()
    assert query.isascii()
    assert not set(query) & set(" #\"'<>\\^`{}|\n\t\x00")


@given(experiments, st.randoms())
def test_order_and_foreign_keys_do_not_count(experiment, random):
    parts = [*experiment.to_query().split("&"), "t=17", "view=log", "utm_source=mail", "pick="]
    random.shuffle(parts)
    assert Experiment.from_query("&".join(parts)) == (experiment, ())


def test_every_field_has_a_default_and_every_default_can_be_run():
    assert Experiment() == Experiment.from_query("")[0]
    for name in (field.name for field in fields(Experiment)):
        assert getattr(Experiment(), name) is not None or name == "batch"  # None: each step takes all rows
    done = run(Experiment().data.load(), Experiment())
    assert done.steps == 300
    assert done.J[-1] < done.J[0]


def test_a_field_that_the_link_leaves_out_has_its_default():
    assert Experiment.from_query("steps=7")[0] == replace(Experiment(), steps=7)
    assert Experiment.from_query("data=moons")[0] == Experiment(
        data=Generated("moons", noise=GENERATORS["moons"].noise)
    )
    assert Experiment.from_query("data=iris&scale=standardize")[0] == Experiment(
        data=Sampled("iris"), scale="standardize"
    )


def test_a_link_says_nothing_of_a_holdout_that_is_not():
    assert "holdout" not in Experiment().to_query()
    assert "split" not in Experiment(holdout=0.3).to_query()
    assert Experiment(holdout=0.3, holdout_seed=1).to_query().endswith("&holdout=0.3&split=1")


# What can't be used. ---------------------------------------------------------------------------------------


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda raw: raw.decode("latin-1")))
@example("?")
@example("&&&===")
@example("data=points&points=" + "A" * 5000)
@example("steps=" + "9" * 5000)
@example("rates=0:0.1,0:0.2")
@example("rates=0:0.1,x,:,5")
@example("w=1&w=2,3")
@example("data=%ff%fe&steps=%00")
def test_no_text_at_all_raises(text):
    experiment, notices = Experiment.from_query(text)
    assert isinstance(experiment, Experiment)
    assert all(isinstance(notice, str) and notice.endswith(".") for notice in notices)
    assert Experiment.from_query(experiment.to_query()) == (experiment, ())


@st.composite
def damaged(draw):
    """A good query with a few characters changed, left out or put in."""
    query = list(draw(experiments).to_query())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(query)))
        query[at : at + draw(st.integers(0, 2))] = draw(st.text("0123456789.,:-=&%einfa\x00é", max_size=2))
    return "".join(query)


OWN = {"scale", "w", "b", "rates", "steps", "holdout", "split", "edits"}


@given(damaged())
def test_a_damaged_link_says_exactly_what_it_could_not_use(query):
    experiment, notices = Experiment.from_query(query)
    given_ = dict(parse_qsl(query, keep_blank_values=True))
    data_notices = [notice for notice in notices if notice.startswith("The link's data could")]
    about = {notice.split("The link's ")[1].split(" (")[0] for notice in notices if notice not in data_notices}
    assert len(data_notices) <= 1
    assert len(notices) == len(data_notices) + len(about)
    assert about <= OWN & set(given_)
    if data_notices:
        assert experiment.data == Generated()
    assert isinstance(experiment.data, Edited) == ("edits" in given_ and not data_notices and "edits" not in about)
    for key in OWN & set(given_) - about - {"edits"}:  # what is not complained of has been taken as it stands
        alone, said = Experiment.from_query(f"{key}=" + "".join(f"%{byte:02X}" for byte in given_[key].encode()))
        assert said == ()
        name = {"rates": "learning_rates", "split": "holdout_seed"}.get(key, key)
        assert bits(getattr(alone, name)) == bits(getattr(experiment, name))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("steps=-1", ["steps", "'-1'", "not a whole number", "300 is used instead"]),
        ("steps=100001", ["steps", "100001", "0 to 100,000", "300 is used instead"]),
        ("steps=1e3", ["'1e3'", "not a whole number"]),
        ("steps=٣", ["not a whole number"]),  # int() would read this digit
        ("scale=max", ["scale", "'max'", "none, standardize"]),
        ("w=1", ["w", "two numbers with a comma"]),
        ("w=nan,1", ["w", "nan"]),
        ("w=1,2,3", ["w", "'2,3'"]),
        ("b=inf", ["b", "inf"]),
        ("w=1e101,0", ["w", "1e+100"]),
        ("b=", ["b", "not a number"]),
        ("rates=0:0", ["rates", "0.0", "positive"]),
        ("rates=0:-1", ["rates", "positive"]),
        ("rates=0:inf", ["rates", "positive"]),
        ("rates=5:0.1", ["rates", "ascend from 0"]),
        ("rates=0:1,9:1,4:1", ["rates", "ascend"]),
        ("rates=0:1,4:1,4:2", ["rates", "ascend"]),
        ("rates=", ["rates", "not a whole number"]),
        ("data=nosuch", ["data", "nosuch", "default data"]),
        ("data=blobs&m=1", ["data", "m is 1", "2 to 100,000"]),
        ("data=blobs&noise=99", ["data", "noise", "0.1 to 2"]),
        ("data=blobs&balance=nan", ["data", "balance", "0.1 to 0.9"]),
        ("data=blobs&seed=x", ["data", "'x'"]),
        ("data=upload&file=a.csv", ["data", "leaves out", "sha"]),
        ("data=points&points=abc", ["data", "can't be read", "ask for the link again"]),
        ("data=points", ["data", "can't be read"]),
        ("holdout=0.6", ["holdout", "0.6", "0 to 0.5", "0.0 is used instead"]),
        ("holdout=nan", ["holdout", "nan", "0 to 0.5"]),
        ("split=-1", ["split", "not a whole number"]),
        ("split=9007199254740993", ["split", "seed of the split"]),
        ("edits=d", ["edits", "'d'", "can't be read", "shown without them"]),
        ("edits=", ["edits", "can't be read"]),
        ("edits=" + "A" * 5000, ["edits", "does not begin as it should"]),
    ],
)
def test_a_bad_value_is_named_and_the_rest_is_kept(query, words):
    plain, _ = Experiment.from_query("b=0.5")
    experiment, notices = Experiment.from_query(query + ("&b=0.5" if not query.startswith("b=") else ""))
    assert len(notices) == 1
    assert all(word in notices[0] for word in words), notices[0]
    if not query.startswith("b="):
        assert experiment == plain


def test_a_notice_does_not_repeat_a_whole_book():
    _, notices = Experiment.from_query("b=" + "x" * 100_000 + "&data=" + "y" * 100_000)
    assert len(notices) == 2
    assert max(map(len, notices)) < 300


# Built by hand: errors name the field, what it got and what is allowed. ----------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scale": "max"}, ["scale", "'max'", "none, standardize"]),
        ({"w": (math.nan, 0.0)}, ["w", "nan", "three"]),
        ({"w": (0.0, 0.0, 0.0)}, ["w", "three"]),
        ({"b": math.inf}, ["b", "inf", "three"]),
        ({"b": -1.1e100}, ["b", "-1.1e+100", "1e+100"]),
        ({"w": (0.0, 1e308)}, ["w", "1e+308", "1e+100"]),  # J would not be finite
        ({"learning_rates": ()}, ["schedule", "ascend from 0"]),
        ({"learning_rates": ((1, 0.1),)}, ["schedule", "[1]"]),
        ({"learning_rates": ((0, 0.0),)}, ["learning rate", "0.0", "positive"]),
        ({"learning_rates": ((0, math.nan),)}, ["learning rate", "nan", "positive"]),
        ({"steps": -1}, ["steps", "-1", "100,000"]),
        ({"holdout": -0.1}, ["held-out share", "-0.1", "0 to 0.5"]),
        ({"holdout": math.nan}, ["held-out share", "nan"]),
        ({"holdout_seed": -1}, ["seed of the split", "-1"]),
        ({"steps": LONGEST + 1}, ["steps", "100001", "100,000"]),
    ],
)
def test_an_error_names_the_field(changes, words):
    with pytest.raises(ValueError, match="must") as raised:
        Experiment(**changes)
    assert all(word in str(raised.value) for word in words), str(raised.value)


def test_an_experiment_is_frozen_and_hashable():
    with pytest.raises(AttributeError):
        Experiment().steps = 5
    assert len({Experiment(), Experiment(steps=300), Experiment(steps=301)}) == 2


# The schedule. -----------------------------------------------------------------------------------------------


@given(schedules(), st.integers(0, 250_000))
def test_the_rate_at_a_step_is_the_last_one_begun(schedule, t):
    experiment = Experiment(learning_rates=schedule)
    expected = next(rate for start, rate in reversed(schedule) if start <= t)
    assert experiment.rate_at(t) == expected


@given(schedules(), st.floats(1e-9, 1e9), st.integers(0, 250_000), st.integers(0, 250_000))
def test_a_new_rate_acts_from_its_step_on_and_rewrites_nothing_before(schedule, rate, t, other):
    before = Experiment(learning_rates=schedule)
    after = before.with_rate(rate, t)
    assert after.rate_at(other) == (rate if other >= t else before.rate_at(other))
    assert replace(after, learning_rates=schedule) == before  # and touches nothing else
    rates = [entry for _, entry in after.learning_rates]
    starts = [start for start, _ in after.learning_rates]
    assert t not in starts or starts[-1] == t
    assert after.with_rate(rate, t) == after
    if t > 0:  # a rate that is no change leaves no mark at its step
        assert len(rates) < 2 or rates[-1] != rates[-2] or starts[-1] != t


def test_changing_twice_at_one_step_keeps_the_second():
    assert Experiment().with_rate(1.0, 40).with_rate(2.0, 40).learning_rates == ((0, 0.1), (40, 2.0))


def test_going_back_forgets_the_rates_that_came_later():
    experiment = Experiment().with_rate(1.0, 40).with_rate(3.0, 80)
    assert experiment.with_rate(2.0, 60).learning_rates == ((0, 0.1), (40, 1.0), (60, 2.0))
    assert experiment.with_rate(2.0, 20).learning_rates == ((0, 0.1), (20, 2.0))
    assert experiment.with_rate(0.1, 40).learning_rates == ((0, 0.1),)


def test_from_the_start_there_is_one_rate():
    assert Experiment().with_rate(1.0, 40).with_rate(0.3, 0).learning_rates == ((0, 0.3),)


def test_a_run_with_a_new_rate_shares_the_rows_before_it():
    data = Generated(m=50).load()
    plain, changed = run(data, Experiment()), run(data, Experiment().with_rate(1.0, 40))
    assert (plain.w[:41] == changed.w[:41]).all()
    assert (plain.w[41] != changed.w[41]).all()
    assert changed.rates.tolist() == [0.1] * 40 + [1.0] * 260


def test_a_random_start_hangs_on_its_seed_alone():
    assert random_start(3) == random_start(3)
    assert random_start(3) != random_start(4)
    w, b = random_start(2**53)
    assert Experiment(w=w, b=b).w == w
