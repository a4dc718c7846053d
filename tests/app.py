"""What the page tests share: the app without a browser, driven as a person and a stage would."""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from pages.host.server.page_alone import run_by_app_py
from pages.session.link import moment_of
from pages.session.moment import Moment
from pages.session.session import Session

ROOT = Path(__file__).resolve().parents[1]
SMALL = "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=20"


class _PagesByAppPy(PagesManager):
    """Streamlit's own, of which AppTest makes one for each run, after what the server does at its start."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        run_by_app_py()
        super().__init__(*args, **kwargs)


class App:
    """The app in one session; `at` is Streamlit's own handle on it."""

    def __init__(self, query: str = "", page: str = "", **chosen: str) -> None:
        """Open a link: to a page by its file's name, not by way of the first page; with values chosen for widgets."""
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key, value in parse_qsl(query, keep_blank_values=True):
            self.at.query_params[key] = value
        for key, value in chosen.items():
            self.at.session_state[key] = value
        if page:
            self.at.switch_page(f"pages/{page}.py")
        self.run()

    def run(self) -> App:
        """Run the script, which may not raise."""
        self.at.run()
        return self.checked()

    def checked(self) -> App:
        assert not self.at.exception, self.at.exception[0].value
        return self

    @property
    def remembered(self) -> Session:
        """The session, as it is remembered."""
        kept = self.at.session_state["session"]
        assert isinstance(kept, Session)
        return kept

    @property
    def query(self) -> str:
        """The moment on screen as a link."""
        return str(self.remembered.query)

    @property
    def moment(self) -> Moment:
        moment, notices = moment_of(self.query)
        assert notices == (), "the session holds a moment that its own link can't describe"
        return moment

    @property
    def experiment(self) -> Any:
        return self.moment.experiment

    @property
    def notices(self) -> str:
        """What stands above the stage."""
        return "\n".join(warning.value for warning in self.at.main.warning)

    @property
    def errors(self) -> str:
        return "\n".join(error.value for error in self.at.error)

    def widget(self, key: str) -> Any:
        revised = f"{key} {self.remembered.identity} "  # of a widget that shows what others change too
        keys = (str(getattr(each, "key", "")) for each in self.at._tree)
        return self.at.get_by_key(next((each for each in keys if each.startswith(revised)), key))

    def set(self, key: str, value: object) -> App:
        """Give the widget called `key` a value, as a person would."""
        self.widget(key).set_value(value)
        return self.run()

    def press(self, label: str) -> App:
        (button,) = (button for button in self.at.button if button.label == label)
        button.click()
        return self.run()

    def has_button(self, label: str) -> bool:
        return any(button.label == label for button in self.at.button)

    def upload(self, name: str, raw: bytes, key: str = "file") -> App:
        self.widget(key).set_value((name, raw, "text/csv"))
        self.run()
        while self.has_button("Stop reading"):  # a large file; in a browser the page asks again by itself
            time.sleep(0.05)
            self.run()
        return self

    @property
    def packed(self) -> list[Any]:
        """The components that are sent a header and columns."""
        return [each for each in self.at.get("bidi_component") if each.proto.bytes]

    @property
    def stages(self) -> list[Any]:
        return [each for each in self.at.get("bidi_component") if each.proto.component_name == "gradient_stage"]

    def report(self, report: object, component: str = "gradient_stage") -> App:
        """The stage, or another component, reports over the same wire as in a browser."""
        (sender,) = (each for each in self.at.get("bidi_component") if each.proto.component_name == component)
        return self.sends(sender.proto.id, {"report": report})

    def sends(self, widget: str, value: object) -> App:
        """The widget with this id has this value, as JSON."""
        return self.sends_json(widget, json.dumps(value))

    def sends_json(self, widget: str, text: str) -> App:
        """The widget with this id has the value that this text is, which need not be JSON."""
        states = self.at._tree.get_widget_states()
        sent = states.widgets.add()
        sent.id, sent.json_value = widget, text
        self.at._run(states)
        return self.checked()

    def on_data_page(self) -> App:
        """Go to the Data page."""
        self.at.switch_page("pages/data.py")
        return self.run()

    def on_page(self, name: str) -> App:
        """Go to a page by its file's name."""
        self.at.switch_page(f"pages/{name}.py")
        return self.run()

    def payload(self, label: str) -> bytes:
        """What the one component was sent whose label, for a screen reader, begins so."""
        found = []
        for each in self.packed:
            blob = each.proto.bytes
            header = json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])
            if str(header.get("label", "")).startswith(label):
                found.append(blob)
        (only,) = found
        return bytes(only)

    def open_tab(self, name: str) -> App:
        """Open a tab of the Data page."""
        self.at.session_state["ways to points"] = name
        return self.run()

    def open_code(self, which: str) -> App:
        """Open one of the Chain rule page's codes, "factor" or "saturation"."""
        self.at.session_state[{"factor": "code of a factor", "saturation": "code of saturation"}[which]] = True
        return self.run()

    def draws(self, **request: Any) -> App:
        """A request of the drawing plane."""
        self._reports = getattr(self, "_reports", 0) + 1
        report = {"number": f"draw-{self._reports}", "requests": [{"number": self._reports, **request}]}
        return self.report(report, "gradient_drawing")

    def types_in_table(self, *requests: dict[str, Any]) -> App:
        """What the Data page's table asks for, in one report."""
        self._typed = getattr(self, "_typed", 0)
        numbered = [{"number": self._typed + i, **request} for i, request in enumerate(requests, 1)]
        self._typed += len(requests)
        return self.report({"number": f"typed-{self._typed}", "requests": numbered}, "gradient_grid")

    def sends_string(self, widget: str, value: str) -> App:
        """The widget with this id has this value, as text."""
        states = self.at._tree.get_widget_states()
        sent = states.widgets.add()
        sent.id, sent.string_value = widget, value
        self.at._run(states)
        return self.checked()

    def says(self, **report: Any) -> App:
        """A report with a number of its own."""
        self._reports = getattr(self, "_reports", 0) + 1
        t = report.pop("t", None)
        requests = [{"number": self._reports, "t": t, **report}] if report else []
        return self.report({"number": f"test-{self._reports}", "t": t, "requests": requests})

    @property
    def header(self) -> dict[str, Any]:
        """What the stage was sent, but for the columns."""
        (stage,) = self.stages
        blob = stage.proto.bytes
        return dict(json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")]))


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """AppTest looks for components in every installed package each time that an app is opened: half of a test's time.

    What is installed does not change meanwhile, so it looks once.
    """
    with looking_once():
        yield


@contextmanager
def looking_once() -> Iterator[None]:
    """Meanwhile AppTest looks through installed packages once, for whoever has no fixtures; pages run by app.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_test, "PagesManager", _PagesByAppPy)
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def open_app() -> Callable[..., App]:
    """Opens the app at a link, a small one unless told, to the lab unless told."""

    def open_at(query: str = SMALL, page: str = "") -> App:
        return App(query, page)

    return open_at


@pytest.fixture
def open_examples() -> Callable[..., App]:
    """Opens the Examples page at a link, with one of its tabs open."""

    def open_at(query: str = SMALL + "&t=3", tab: str = "Who contributes") -> App:
        return App(query, "examples", **{"ways to look at examples": tab})

    return open_at
