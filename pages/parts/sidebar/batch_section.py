"""The sidebar's settings of batches: how many examples a step takes, in which order, and by which seed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core.descent import BATCH_ORDERS, compare_orders
from logreg_core.points import NotANumberError, typed_number
from logreg_core.points.dataset import DataError
from logreg_core.points.seeds import LARGEST_SEED
from pages.session import cache, showing, widgets
from pages.session.changes import change_run
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.batch.batch_settings import (
    ALL,
    ORDER_HELP,
    ORDER_TITLES,
    SEED_HELP,
    SIZE_HELP,
    batch_of_all,
    orders_in_words,
    without_batches,
)
from pages.words.escape import in_markdown, one_line


def batch_section(moment: Moment) -> None:
    """Show the settings of batches, once a step takes one; until then their box is behind "More settings"."""
    if moment.experiment.batch is not None:
        st.header("Batch", anchor=False)
        batch_box()
        _which()
        _remark(moment)
        _compare(moment)
    if wrong := session().batch_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, batch_error=""))


def batch_box() -> None:
    """Show the box for how many examples a step takes."""
    st.text_input(
        "Batch size B",
        help=SIZE_HELP,
        **showing.shows(widgets.BATCH, lambda now: _written(now.moment.experiment.batch), _with_size),
    )


def _which() -> None:
    st.selectbox(
        "Order of the examples",
        BATCH_ORDERS,
        format_func=ORDER_TITLES.__getitem__,
        help=ORDER_HELP,
        **showing.shows(widgets.BATCH_ORDER, lambda now: now.moment.experiment.batch_order, _with_order),
    )
    st.number_input(
        "Seed of the batches",
        min_value=0,
        max_value=LARGEST_SEED,
        step=1,
        help=SEED_HELP,
        **showing.shows(widgets.BATCH_SEED, lambda now: now.moment.experiment.batch_seed, _with_seed),
    )


def _remark(moment: Moment) -> None:
    """Say where the batch is none."""
    experiment = moment.experiment
    if not experiment.rule.takes_batches:
        st.caption(without_batches(experiment.rule))
    elif (m := _examples(session())) is not None and (said := batch_of_all(experiment, m)):
        st.caption(said)


def _compare(moment: Moment) -> None:
    """Offer to work out what reshuffling is worth with these points."""
    if not moment.experiment.rule.takes_batches:
        return
    if st.button("What is reshuffling worth here?", type="tertiary", key=widgets.COMPARE_ORDERS):
        try:
            run = cache.work_of(moment.experiment, session().files).run
        except DataError:
            return
        st.caption(orders_in_words(compare_orders(run), "F" if run.l2 else "J"))


def _written(batch: int | None) -> str:
    return ALL if batch is None else f"{batch}"


def _examples(now: Session) -> int | None:
    """How many examples descent sees; None where the data are not here."""
    try:
        return cache.training_size(now.moment.experiment, now.files)
    except DataError:
        return None


def _with_size(before: Session, text: str) -> Session:
    experiment, most = before.moment.experiment, _examples(before)
    if text.strip().lower() in ("", ALL):
        return change_run(before, replace(experiment, batch=None))
    try:
        size = typed_number(text)
        if size != int(size) or size < 1 or (most is not None and size > most):
            highest = "" if most is None else f" to {most:,}"
            raise NotANumberError(f"{one_line(text, 40)} is no whole number from 1{highest}.")
    except NotANumberError as wrong:
        kept = _written(experiment.batch)
        return replace(before, batch_error=f"{one_line(str(wrong), 200)} B stays at {kept}; {ALL!r} takes all.")
    return change_run(before, replace(experiment, batch=int(size)))


def _with_order(before: Session, order: str) -> Session:
    return change_run(before, replace(before.moment.experiment, batch_order=order))


def _with_seed(before: Session, seed: int) -> Session:
    return change_run(before, replace(before.moment.experiment, batch_seed=seed))
