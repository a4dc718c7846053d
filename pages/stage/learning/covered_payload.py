"""The Lab's payload while somebody is asked what comes: it ends at the step on screen."""

from __future__ import annotations

from dataclasses import replace

from logreg_core.descent.run import Run
from logreg_core.learning.predictions.nearby_runs import up_to
from pages.stage.header import SessionHeader
from pages.stage.lab_payload import frames, payload
from pages.stage.learning.covered import covered_curves
from pages.stage.step_cache import StepCache
from pages.stage.surface.map_view import Mapped


def covered_payload(
    run: Run,
    t: int,
    pick: int,
    points: str,
    from_session: SessionHeader,
    step_cache: StepCache | None = None,
    mapped: Mapped | None = None,
) -> bytes:
    """Return what the Lab's stage is sent at step t of a run: nothing past it, no gradient, no J*, no former run.

    points : the plane's picture, as JSON.  from_session : with a `predict`.  step_cache : of the whole run.
    mapped : the bare map of the run so far, where that is what the second picture shows.
    """
    steps = run.steps if from_session.asked is None else from_session.asked
    so_far = up_to(run, t)
    held, shared = frames(so_far.whole, so_far, t, step_cache)
    return payload(
        so_far.whole,
        so_far,
        pick,
        held=held,
        shared=shared,
        drawn={"plane": points, "curve": covered_curves(so_far, steps)},
        from_session=replace(from_session, asked=steps, blanks=0),
        mapped=mapped,
    )
