"""What the tests of the Examples page share: what its components were sent, and what they say."""

from __future__ import annotations

import base64
import re

import numpy as np

from logreg_core import Experiment, Points, at, run
from pages.session.link import query_of
from pages.session.moment import Moment
from tests.app import SMALL

from ..stage.blob import read

TABS = "ways to look at examples"
HELD = SMALL + "&t=3&holdout=0.3"


def shot_of(app):
    dataset = app.experiment.data.load()
    done = run(dataset, app.experiment)
    return done, at(done, app.moment.t)


def panel(app, label):
    return read(app.payload(label)).header


def table(app):
    """Titles and columns of the table, as sent."""
    found = read(app.payload("Examples at t ="))
    columns = {each["title"]: found.columns[each["name"]] for each in found.header["columns"]}
    return found.header, columns


def texts(html):
    """The numbers that a panel's words show, in their order."""
    return re.findall(r"<b title=[^>]*>([^<]*)</b>", html)


def asks(app, label, number, **request):
    """A request of the component with this label."""
    (sender,) = (
        each
        for each in app.packed
        if each.proto.component_name in ("gradient_panel", "gradient_table")
        and bytes(each.proto.bytes) == app.payload(label)
    )
    return app.sends(
        sender.proto.id, {"report": {"number": f"test-{number}", "requests": [{"number": number, **request}]}}
    )


def selected(app):
    """The numbers, from 1, that the table marks as selected."""
    return sorted((read(app.payload("Examples at t =")).columns["selected"] + 1).tolist())


def unpacked(values):
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).tolist()
    return values


def of_points(*rows, names=("x1", "x2"), classes=("0", "1"), **experiment):
    """A link to points drawn by hand."""
    drawn = Points(tuple((float(x1), float(x2), y) for x1, x2, y in rows), names, classes)
    return query_of(Moment(Experiment(data=drawn, steps=3, **experiment)))
