"""One history of the data: whatever changed them is undone and done again, from any page."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.logger import get_logger

from logreg_core import Dataset, Edited, Experiment, Flip, Generated, Points, Sampled, Uploaded, edited, load_sample
from logreg_core.files import read_table, saved_choice, to_csv, to_dataset
from pages.session import files
from pages.session.history import MOST_REMEMBERED, remember
from pages.session.session import Session
from tests.app import App

Open = Callable[..., App]
BASE = Generated(m=20)


def test_a_label_flipped_in_the_lab_is_another_run_of_the_same_pick(open_app: Open) -> None:
    app = open_app()
    app.says(t=5, pick=3)
    label = app.header["flip"]
    assert app.header["undo"] == ""
    app.says(t=5, flip=3)
    assert app.experiment.data == Edited(BASE, flipped=(3,))
    assert (app.moment.t, app.moment.pick) == (5, 3)
    assert app.header["flip"] != label
    assert app.header["flip"].startswith("Flip 4 to class ")
    assert app.header["undo"] != ""
    assert not app.at.toast
    app.says(undo=True)
    assert app.experiment.data == BASE
    assert app.header["undo"] == ""


def test_that_points_have_changed_is_said_without_a_warning_in_the_log(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(get_logger("root"), "warning", said.append)
    app = open_app().set("noise", 0.5)
    app.says(t=4, undo=True)
    assert [toast.value for toast in app.at.toast] == ["The points have changed: the run starts anew from t = 0."]
    app.says(t=1)
    assert not app.at.toast  # it is said once
    assert said == []


def test_an_empty_plane_is_not_emptied_once_more(open_app: Open) -> None:
    """The button may be pressed again before the browser hears that there are no points left."""
    app = open_app().on_data_page()
    (button,) = (each for each in app.at.button if each.label == "Empty the plane")
    for _ in range(2):
        states = app.at._tree.get_widget_states()
        pressed = states.widgets.add()
        pressed.id, pressed.trigger_value = button.proto.id, True
        app.at._run(states)
        app.checked()
        assert app.experiment.data.rows == ()
        assert len(app.remembered.past) == 1


def test_flipping_twice_is_as_if_nothing_had_been(open_app: Open) -> None:
    app = open_app()
    app.says(t=0, flip=3)
    app.says(t=0, flip=3)
    assert app.experiment.data == BASE
    app.says(undo=True)
    assert app.experiment.data == Edited(BASE, flipped=(3,))


@pytest.mark.parametrize("example", [-1, 20, 10**9, 1.5, True, "3", None])
def test_a_flip_of_what_is_not_there_changes_nothing(open_app: Open, example: object) -> None:
    app = open_app()
    app.says(t=0, flip=example)
    assert app.experiment.data == BASE


def test_an_edit_keeps_the_rate_that_somebody_chose_and_renews_the_one_that_nobody_chose(open_app: Open) -> None:
    app = open_app()
    app.says(t=0, rate=0.7, from_start=True)
    app.says(t=4, rate=2.5)
    app.says(t=4, flip=3)
    assert app.experiment.learning_rates == ((0, 0.7), (4, 2.5))
    app = open_app("data=mtcars&rates=0:0.00002&steps=5")
    fitting = app.experiment.learning_rates
    app.set("data", "blobs").set("data", "mtcars")
    fitting = app.experiment.learning_rates
    app.says(t=0, flip=0)
    app.says(undo=True)
    assert app.experiment.learning_rates == fitting


def test_everything_shares_one_history(open_app: Open) -> None:
    app = open_app()
    app.set("noise", 0.5)
    app.says(t=0, flip=2)
    app.set("data", "vaso")
    app.says(t=0, flip=7)
    app.on_data_page()
    app.open_tab("Prepare").set("holdout", 20.0)
    seen = [app.experiment]
    for _ in range(5):
        app.draws(undo=True)
        seen.append(app.experiment)
    vaso, half = Sampled("vaso"), Generated(m=20, noise=0.5)
    assert [e.data for e in seen] == [
        edited(vaso, Flip(7)),
        edited(vaso, Flip(7)),
        vaso,
        edited(half, Flip(2)),
        half,
        BASE,
    ]
    assert [e.holdout for e in seen] == [0.2, 0, 0, 0, 0, 0]
    app.draws(undo=True)
    assert app.experiment == seen[-1]
    for then in seen[-2::-1]:
        app.draws(redo=True)
        assert app.experiment == then
    app.draws(redo=True)
    assert app.experiment == seen[0]


def test_a_change_after_undo_ends_what_could_be_done_again(open_app: Open) -> None:
    app = open_app()
    app.says(t=0, flip=2)
    app.says(undo=True)
    app.says(t=0, flip=5)
    app.on_data_page()
    app.draws(redo=True)
    assert app.experiment.data == Edited(BASE, flipped=(5,))


def test_more_points_than_a_link_holds_become_a_file_of_this_session(open_app: Open) -> None:
    rows = tuple((i / 8, -i / 4, i % 2) for i in range(300))
    app = open_app(Experiment(data=Points(rows), steps=5).to_query(), "data")
    app.draws(add=[0.123, 4.0, 1], range=[[-1, 40], [-80, 5]])
    data = app.experiment.data
    assert isinstance(data, Edited)
    assert isinstance(data.base, Uploaded)
    assert len(data.added) == 1
    digest, name, raw = app.remembered.files[-1]
    assert digest == data.base.digest
    assert name == data.base.filename == "points.csv"
    frame = read_table(raw, name)
    choice = saved_choice(frame)
    assert choice is not None
    dataset = to_dataset(
        frame, features=choice.features, label=choice.label, positive=choice.positive, negative=choice.negative
    )
    assert np.array_equal(dataset.X, np.array([row[:2] for row in rows]))
    assert np.array_equal(dataset.y, [row[2] for row in rows])
    app.draws(undo=True)
    assert app.experiment.data == Points(rows)
    app.draws(redo=True)
    assert app.experiment.data == data


def test_saving_names_the_saved_file_in_the_link(open_app: Open) -> None:
    rows = tuple((i / 8, -i / 4, i % 2) for i in range(300))
    app = open_app(Experiment(data=Points(rows), steps=5).to_query(), "data")
    app.draws(add=[0.123, 4.0, 1], range=[[-1, 40], [-80, 5]])
    before = app.experiment.data
    app.at.get("download_button")[0].click()
    app.run()
    data = app.experiment.data
    assert isinstance(data, Uploaded)
    assert data.filename == "points edited.csv"
    x1, x2, y = zip(*rows, before.added[0], strict=True)
    whole = Dataset(np.column_stack([x1, x2]), np.array(y, float))
    assert app.remembered.files[-1] == (data.digest, "points edited.csv", to_csv(whole))


def test_files_beyond_what_is_kept_are_those_not_used_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_KEPT", 10)
    kept: files.Files = ()
    for name, size in (("a", 4), ("b", 4), ("a", 4), ("c", 4)):
        kept = files.keep(kept, name, b"x" * size, name)
    assert kept == (("a", "a", b"xxxx"), ("c", "c", b"xxxx"))
    assert files.file_of(kept, "b") is None
    assert files.file_of(kept, "a") == ("a", "a", b"xxxx")
    kept = files.keep(kept, "large", b"x" * 99, "large")
    assert [file[0] for file in kept] == ["large"]


def test_the_history_is_bounded() -> None:
    past = remember(Session(), tuple(map(str, range(MOST_REMEMBERED + 5))), ()).past
    assert len(past) == MOST_REMEMBERED
    assert past[-1] == str(MOST_REMEMBERED + 4)


def test_an_edit_of_a_sample_is_one_in_the_link(open_app: Open) -> None:
    app = open_app("data=iris&steps=5")
    app.says(t=0, flip=10)
    other = open_app(app.query)
    assert other.notices == ""
    assert other.experiment.data.load().y[10] == 1 - load_sample("iris").y[10]
