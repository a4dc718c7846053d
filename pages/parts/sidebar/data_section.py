"""The sidebar's first section: which points descent runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from logreg_core import GENERATORS, SAMPLES, DataError, Edited, Generated, Points, Sampled, Uploaded
from logreg_core.points.edits import base_of
from logreg_core.points.origins import Base, Origin
from logreg_core.points.reshaping import AS_MADE, Reshaping
from logreg_core.points.seeds import LARGEST_SEED
from pages.session import cache, history, showing, widgets
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown, one_line

HERE, UPLOAD = "points here", "upload"  # choices beside the names of generators and samples
SIZES = (2, 5, 10, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000)


def data_choice(moment: Moment) -> None:
    """Show the choice of data."""
    st.header("Data", anchor=False)
    data = moment.experiment.data
    titles = _titles(base_of(data))  # edits leave the sidebar as it is, but for a word of them
    st.selectbox(
        "Data",
        list(titles),
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        **showing.shows(widgets.DATA, _data_shown, _chosen),
    )


def count(moment: Moment) -> None:
    """Say how many points there are, where they are here."""
    try:
        m = cache.dataset_of(moment.experiment, session().files).m
    except DataError:
        return
    st.caption(", ".join([f"{m:,} points", *shape_in_words(shape_of(moment.experiment.data))]), width="content")


def data_settings(moment: Moment) -> None:
    """Show the settings of the data chosen, or what there is to say about them; the rare ones behind one press."""
    data = moment.experiment.data
    base = base_of(data)
    if session().upload_open:
        from pages.parts.data.upload import upload_panel

        upload_panel()
    elif isinstance(base, Generated):
        _size_and_noise(base)
        with _row():
            st.caption(", ".join([f"Seed {base.seed}", *shape_in_words(base.shape)]), width="content")
            _another_draw()
            with _more(data):
                st.caption(in_markdown(GENERATORS[base.name].sentence))
                _balance()
    elif isinstance(base, Sampled):
        _sampled(moment, base)
    else:
        _held(data, base)


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small")


@contextmanager
def _more(data: Origin) -> Iterator[None]:
    """What is seldom needed, behind one press, and the way to the page that has all."""
    with st.popover("More", type="tertiary"), st.container(width=290):
        yield
        edited = f"Edited: {edits_in_words(data)}" if isinstance(data, Edited) else "Draw, edit, hold out"
        st.page_link("pages/data.py", label=edited)


def _titles(data: Base | Points) -> dict[str, str]:
    titles = {name: kind.title for name, kind in GENERATORS.items()}
    titles |= {name: sample.title for name, sample in SAMPLES.items()}
    if isinstance(data, Points):
        titles = {HERE: one_line(data.source or "Points in the link", 60)} | titles
    elif isinstance(data, Uploaded):
        titles = {HERE: one_line(data.filename, 60)} | titles
    return titles | {UPLOAD: "Upload a file…"}


def _name(data: Origin) -> str:
    data = base_of(data)
    return data.name if isinstance(data, (Generated, Sampled)) else HERE


def _data_shown(now: Session) -> str:
    return UPLOAD if now.upload_open else _name(now.moment.experiment.data)


def _chosen(before: Session, choice: str) -> Session:
    uploads, now = choice == UPLOAD, base_of(before.moment.experiment.data)
    after = replace(before, upload_open=uploads, settings_wait=before.settings_wait and not uploads)
    if choice in (HERE, UPLOAD, _name(now)):
        return after
    return history.change(after, Sampled(choice)) if choice in SAMPLES else _generate(after, choice)


# --------------------------------------------------------------------------------------------------- generators


def _generated(data: Generated) -> None:
    st.caption(in_markdown(GENERATORS[data.name].sentence))
    _size_and_noise(data, widgets.MADE)
    _balance(widgets.MADE)
    with _row():
        st.caption(f"Seed {data.seed}", width="content", help="The same seed always draws the same points.")
        _another_draw()


def _size_and_noise(data: Generated, names: tuple[str, str, str] = widgets.GENERATED) -> None:
    m, noise, _ = names
    kind = GENERATORS[data.name]
    low, high = kind.noise_range
    st.select_slider(
        "Points m",
        sorted({*SIZES, data.m}),  # a link may hold any number
        format_func="{:,}".format,
        **showing.shows(m, _setting("m"), _with_setting, "m"),
    )
    step = 0.01 if high < 1 else 0.05 if high <= 2 else 0.5
    st.slider(
        kind.noise_title,
        low,
        high,
        step=step,
        format="%.4g",
        **showing.shows(noise, _setting("noise"), _with_setting, "noise"),
    )


def _balance(names: tuple[str, str, str] = widgets.GENERATED) -> None:
    st.slider(
        "Share of class 1",
        0.1,
        0.9,
        step=0.05,
        format="%.4g",
        help="0.5 means as many points of class 1 as of class 0.",
        **showing.shows(names[2], _setting("balance"), _with_setting, "balance"),
    )


def _another_draw() -> None:
    st.button(
        "Another draw",
        type="tertiary",
        on_click=update,
        args=(_draw,),
        help="The same settings with the next seed. The same seed always draws the same points.",
    )


def generator_panel(data: Origin) -> None:
    """Show every generator, and the settings of the one that made the points in the plane, if one did."""
    base = base_of(data)
    now = base if isinstance(base, Generated) else None
    st.selectbox(
        "Kind of points",
        list(GENERATORS),
        format_func=lambda name: GENERATORS[name].title,
        index=0 if now else None,
        placeholder="Choose a kind of points",
        **showing.shows(widgets.KIND, _setting("name"), _generate),
    )
    if now:
        _generated(now)
    else:
        st.caption("The points in the plane come from elsewhere. Choosing a kind puts made points in their place.")


def _generate(before: Session, name: str) -> Session:
    now = before.moment.experiment.data
    base = now if isinstance(now, Generated) else Generated()
    return history.change(before, replace(base, name=name, noise=GENERATORS[name].noise, shape=AS_MADE))


def samples_panel(data: Origin) -> None:
    """Show every sample: what it is, what it asks, its units and source, and a button that shows it."""
    for name, sample in SAMPLES.items():
        with st.container(border=True, gap="xsmall"):
            title, button = st.columns([3, 1], vertical_alignment="center")
            title.markdown(f"**{in_markdown(sample.title)}**")
            here = data == Sampled(name)
            button.button(
                "Shown" if here else "Show",
                key=widgets.sample_button(name),
                disabled=here,
                width="stretch",
                on_click=update,
                args=(history.change, Sampled(name)),
            )
            st.markdown(f"{in_markdown(sample.what)} *{in_markdown(sample.question)}*")
            st.caption(f"Units: {in_markdown(sample.units)}  \nSource: {in_markdown(sample.source)}")


def _setting(name: str) -> Callable[[Session], str | float | None]:
    """What a generator's points have it be; None where no generator made them."""

    def now(session: Session) -> str | float | None:
        data = base_of(session.moment.experiment.data)
        setting: str | float | None = getattr(data, name) if isinstance(data, Generated) else None
        return setting

    return now


def _with_setting(before: Session, chosen: float, name: str) -> Session:
    now = base_of(before.moment.experiment.data)
    if not isinstance(now, Generated):
        return before
    # The browser's sliders add up steps: 0.1 + 0.05 = 0.15000000000000002.
    setting: dict[str, Any] = {name: round(chosen, 6)}
    return history.change(before, replace(now, **setting))


def _draw(before: Session) -> Session:
    now = base_of(before.moment.experiment.data)
    if not isinstance(now, Generated):
        return before
    return history.change(before, replace(now, seed=now.seed + 1 if now.seed < LARGEST_SEED else 0))


# ------------------------------------------------------------------------------------------ samples and uploads


def _sampled(moment: Moment, data: Sampled) -> None:
    sample = SAMPLES[data.name]
    st.markdown(f"**{in_markdown(sample.question)}**")
    with _row():
        count(moment)
        with _more(moment.experiment.data):
            st.markdown(in_markdown(sample.what))
            st.caption(f"Units: {in_markdown(sample.units)}  \nSource: {in_markdown(sample.source)}")


def _held(data: Origin, base: Points | Uploaded) -> None:
    if isinstance(base, Points):
        features: tuple[str, ...] = base.feature_names[:1] if base.has_one_feature else base.feature_names
        classes = base.class_names
        count, travels = f"{len(base.rows):,} points", "They travel in the link."
    else:
        features = base.features
        zero = base.negative if base.negative is not None else f"not {base.positive}"
        classes, count = (zero, base.positive), "Points of a file"
        travels = "A link names this file but can't hold it: whoever opens the link needs the file."
        try:
            dataset = cache.dataset_of(session().moment.experiment, session().files)
            count = ", ".join([f"{dataset.m:,} points", *shape_in_words(base.shape)])
            classes = dataset.class_names
        except DataError:
            count = "The file is not here yet"
    st.markdown(
        f"{count}. " + ", ".join(f"x{'₁₂'[k]} is **{in_markdown(name, 60)}**" for k, name in enumerate(features)) + "; "
        f"class 1 is **{in_markdown(classes[1], 60)}**, class 0 is **{in_markdown(classes[0], 60)}**."
    )
    with _row():
        st.button("Other columns or file", type="tertiary", on_click=update, args=(_open_upload,))
        with _more(data):
            st.caption(travels)


def _open_upload(before: Session) -> Session:
    return replace(before, upload_open=True)


def shape_of(data: Origin) -> Reshaping:
    """Return what was done to all points before any edit."""
    base = base_of(data)
    return AS_MADE if isinstance(base, Points) else base.shape


def shape_in_words(shape: Reshaping) -> list[str]:
    """Return what was done to all points, a part for each; none where nothing was."""
    turned = [f"turned {shape.degrees}°"] if shape.turns else []
    return turned + ([f"each {shape.copies} times" if shape.doubled > 1 else "all twice"] if shape.doubled else [])


def edits_in_words(data: Edited) -> str:
    """Return how many points were edited by hand, and how."""
    parts = (
        (len(data.added), "added"),
        (len(data.changed), "moved"),
        (len(data.flipped), "in the other class"),
        (len(data.removed), "erased"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in parts if count)
