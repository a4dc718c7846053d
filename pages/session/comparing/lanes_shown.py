"""The lanes of a moment, worked out as the Lab's runs are, and what the Compare page's stage is sent of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import RULES, Dataset, Experiment
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.lanes.comparison import Comparison, comparison_of
from logreg_core.lanes.lane import MOST_LANES, Lane
from logreg_core.lanes.tuning import is_tuned
from pages.session import cache, fitting_rate
from pages.session.files import Files
from pages.session.moment import Moment, lanes_of
from pages.session.session import Session
from pages.session.surface.map_cache import map_of_paths
from pages.session.work import Work
from pages.stage.columns import held_steps
from pages.stage.compare.compare_payload import Surface, compare_payload, mark_html
from pages.stage.header import SessionHeader
from pages.words.comparing.compare_heading import compare_heading
from pages.words.comparing.lane_names import lane_names
from pages.words.comparing.lane_table import LaneRow, ended_in_words

OTHER = "heavy-ball"  # what stands beside the Lab's run at first


def begun(before: Session) -> Session:
    """Return the session with something to compare: where it has no lanes, the Lab's run and one by another rule."""
    moment = before.moment
    if moment.lanes:
        return before
    word = "descent" if moment.experiment.rule.word == OTHER else OTHER
    other = fitting_rate.with_rule(moment.experiment, RULES[word](), before.files)
    return before.at(replace(moment, lanes=(Lane(moment.experiment), Lane(other))))


def works_of(moment: Moment, files: Files) -> list[Work]:
    """Return each lane's run as far as it has been worked out."""
    return [cache.work_of(lane.experiment, files) for lane in lanes_of(moment).all]


def comparison_shown(moment: Moment, files: Files) -> Comparison:
    """Return the moment's lanes with their runs so far."""
    return comparison_of(lanes_of(moment), [work.run for work in works_of(moment, files)])


def payload_of_lanes(here: Moment, files: Files, from_session: SessionHeader) -> bytes:
    """Return what the Compare page's stage needs; a step within what it holds leaves it as it was."""
    works = works_of(here, files)
    first = works[0].run
    key = (*cache.payload_key("compare", first, here.t, 0, from_session), tuple(work.run.steps for work in works))

    def make() -> bytes:
        found = comparison_shown(here, files)
        so_far = steps_so_far(found, works)
        return compare_payload(
            found,
            rows_of(found),
            surface=surface_of(found),
            heading=heading_of(found, here, files, fixed=from_session.present),
            held=held_steps(so_far, min(here.t, so_far)),
            so_far=so_far,
            known=[work.step_cache for work in works],
            from_session=from_session,
            pictures=here.pictures,
        )

    return cache.kept_payload(key, make)


def surface_of(found: Comparison) -> Surface:
    """Return the map that has all lanes' paths in view; where their λ differ it is the first one's."""
    first = found.runs[0]
    return Surface(*map_of_paths(first, found.runs))


def heading_of(found: Comparison, here: Moment, files: Files, *, fixed: bool) -> str:
    """Return what stands above the pictures of the moment's lanes."""
    return compare_heading(found, tuned=bool(found.measure) and all_tuned(here, files), fixed=fixed)


def all_tuned(here: Moment, files: Files) -> bool:
    """Return whether each lane of the moment holds its best rate: as a sweep says, and the first other one ends it."""
    dataset = cache.dataset_of(here.experiment, files)
    lanes = [lane.experiment for lane in lanes_of(here).all]
    if any(len(each.learning_rates) > 1 for each in lanes):
        return False
    return all(_is_tuned(each.to_query(), dataset) for each in sorted(lanes, key=_takes_long))


def _takes_long(experiment: Experiment) -> tuple[bool, bool, int]:
    """Return by what lanes are asked: those by a quick rule first, and of these such with a rate that a person typed.

    That has few letters, and mostly is not the best one.
    """
    rule = experiment.rule
    return rule.linear(1.0) is None, not isinstance(rule, ByCoordinate), len(repr(experiment.rate_at(0)))


@st.cache_resource(scope="session", max_entries=4 * MOST_LANES, show_spinner=False)
def _is_tuned(query: str, _dataset: Dataset) -> bool:
    return is_tuned(_dataset, Lane(Experiment.from_query(query)[0]))


def steps_so_far(found: Comparison, works: list[Work]) -> int:
    """Return up to which step of the comparison all lanes have been worked out, unless they end before."""
    lasts = [
        lane.begins + work.run.steps
        for lane, work in zip(found.lanes.all, works, strict=True)
        if not work.is_done(lane.experiment)
    ]
    return min([found.steps, *lasts])


def rows_of(comparison: Comparison) -> list[LaneRow]:
    """Return what the table says of each lane, whatever the step."""
    rows = []
    names = lane_names(comparison.lanes.all)
    for k, (lane, run) in enumerate(zip(comparison.lanes.all, comparison.runs, strict=True)):
        reach, name = comparison.reaches[k], names[k]
        rows.append(
            LaneRow(
                mark=mark_html(k),
                title=lane.experiment.rule.title,
                name=name[:1].upper() + name[1:],
                experiment=lane.experiment,
                m=run.dataset.m,
                until=reach.step if reach else None,
                again=reach is not None and reach.rises_again,
                gap=run.best.exists,
                ended=ended_in_words(run),
            )
        )
    return rows
