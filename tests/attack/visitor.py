"""A visitor without a browser, who knows what is on the page, can use all of it, and loses the connection.

It says what a browser says: with each message the values of all widgets that it has used, and those alone that are
still there.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.student import PATIENCE, STREAM
from benchmarks.uploader import Uploader

PAUSE = 0.5  # seconds until a browser connects again
USED = frozenset(
    {"selectbox", "slider", "number_input", "checkbox", "button", "button_group", "text_input", "text_area", "radio"}
)
_WHOLE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_ACKNOWLEDGED = re.compile(r'data-acknowledged-([^=]+)="([^"]*)"')
_KEYED = re.compile(r".*-[0-9a-f]{32}-(.+)")


@dataclass(frozen=True)
class Widget:
    """A widget on the page: of which kind, in which fragment, and what Streamlit says of it."""

    kind: str
    fragment: str
    told: Any

    @property
    def id(self) -> str:
        """Streamlit's name for it."""
        return str(self.told.id)


@dataclass
class Visitor(Uploader):
    """A session that uses the whole page.

    async with Visitor(port, "data=blobs&m=20&steps=20") as visitor:
        await visitor.reports("stage", {"number": 1, "pick": 5}, t=3)
    """

    widgets: dict[str, Widget] = field(default_factory=dict)  # by id
    components: dict[str, Widget] = field(default_factory=dict)  # by key
    pages: dict[str, str] = field(default_factory=dict)  # hashes, by the file's name
    header: dict[str, Any] = field(default_factory=dict)  # what the stage was sent last, but for the columns
    count: int = 0  # of the reports
    acknowledged: dict[str, str] = field(default_factory=dict)  # by component, the last report that was taken in
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)  # what has been made, by id, of what is being made:
    _fragments: frozenset[str] = frozenset()  # these fragments, or the whole page
    _messages: dict[str, ForwardMsg] = field(default_factory=dict)  # what a browser keeps, by their hashes

    @property
    def identity(self) -> str:
        """The session's own name."""
        return str(self.header["command"]["number"]).partition("-")[0]

    @property
    def address(self) -> dict[str, str]:
        """The fields of the link that the stage was given last."""
        return {key: values[-1] for key, values in parse_qs(self.header["address"], keep_blank_values=True).items()}

    @property
    def labels(self) -> set[str]:
        """The labels of the widgets on the page."""
        return {str(getattr(widget.told, "label", "")) for widget in self.widgets.values()}

    def number(self) -> str:
        """Return the number of the next report."""
        self.count += 1
        return f"visitor-{self.count}"

    async def reports(self, key: str, *requests: dict[str, Any], t: object = None) -> float:
        """Have a component report and ask for what it has not asked for yet; seconds until the script has answered.

        It is heard, however much of other answers is still under way.
        """
        number = self.number()
        seconds = await self.sends_json(key, json.dumps({"report": self.report(number, *requests, t=t)}))
        assert self._line is not None
        async with asyncio.timeout(PATIENCE):
            while self.acknowledged.get(key) != number:
                while not self._is_last(await self._line.recv()):
                    pass
        return seconds

    def report(self, number: str, *requests: dict[str, Any], t: object = None) -> dict[str, Any]:
        """Return a report; each request has its number, unless it was given one."""
        return {"number": number, "session": self.identity, "t": t, "requests": [{"t": t} | each for each in requests]}

    async def sends_json(self, key: str, text: str) -> float:
        """Have a component send a text, which need not be JSON."""
        return await self._rerun(self._saying(key, text))

    async def steps(self, t: int) -> float:
        """Report that the stage stands at another step; seconds until the script has answered."""
        return await self.reports("stage", t=t)

    async def chooses(self, widget: Widget, value: object) -> float:
        """Give a widget a value of its kind; a button none."""
        message = BackMsg()
        message.rerun_script.fragment_id = widget.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = widget.id
        if widget.kind == "button":
            state.trigger_value = True
        elif widget.kind == "checkbox":
            state.bool_value = bool(value)
        elif isinstance(value, (int, float)):
            if widget.kind == "slider":
                state.double_array_value.data.append(value)
            else:
                state.double_value = value
        elif widget.kind in ("button_group", "slider"):
            state.string_array_value.data.append(str(value))
        else:
            state.string_value = str(value)
        return await self._rerun(message)

    async def goes_to(self, page: str) -> float:
        """Go to a page, by its file's name."""
        self._page = self.pages[page]
        return await self._rerun(BackMsg())

    async def is_cut_off(self, key: str, report: dict[str, Any], after: int) -> None:
        """Report, read so many messages of the answer at most, and lose the connection."""
        assert self._line is not None
        message = self._saying(key, json.dumps({"report": report}))
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._page
        await self._line.send(message.SerializeToString())
        for _ in range(after):
            if self._is_last(await self._line.recv()):
                break
        self._line.transport.abort()
        await self._line.wait_closed()

    async def comes_back(self) -> float:
        """Connect again, as a browser does: to the same session, if the server still has it. Seconds for its answer."""
        await asyncio.sleep(PAUSE)
        address = f"ws://127.0.0.1:{self.port}/{STREAM}"
        names = [Subprotocol(name) for name in ("streamlit", "none", self._session)]
        self._line = await connect(
            address, max_size=None, compression=None, proxy=None, open_timeout=PATIENCE, subprotocols=names
        )
        # What was under way when the connection was lost comes first, and may look like the answer.
        await self._rerun(BackMsg())
        return await self._rerun(BackMsg())

    def _saying(self, key: str, text: str) -> BackMsg:
        component = self.components[key]
        message = BackMsg()
        message.rerun_script.fragment_id = component.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.json_value = component.id, text
        return message

    async def _rerun(self, message: BackMsg, patience: float = PATIENCE) -> float:
        said = message.rerun_script.widget_states.widgets
        new = {state.id: state for state in said}
        there = {*self.widgets, *(each.id for each in self.components.values())}
        said.extend(state for name, state in self._states.items() if name in there and name not in new)
        seconds = await super()._rerun(message, patience)
        self._states |= {name: state for name, state in new.items() if state.WhichOneof("value") != "trigger_value"}
        self._states = {name: state for name, state in self._states.items() if name in there}
        self._messages = {name: kept for name, kept in self._messages.items() if name in self._known}
        return seconds

    def _is_last(self, raw: str | bytes) -> bool:
        assert isinstance(raw, bytes)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._take_in(self._messages[message.ref_hash])
        elif kind == "new_session":
            self._made, self._fragments = set(), frozenset(message.metadata.run.fragment_ids)
        elif kind == "script_finished" and message.script_finished in _WHOLE:
            self.widgets = {name: widget for name, widget in self.widgets.items() if self._is_there(widget)}
            self.components = {key: widget for key, widget in self.components.items() if self._is_there(widget)}
        elif kind == "navigation":
            self.pages = {each.url_pathname: each.page_script_hash for each in message.navigation.app_pages}
        elif kind == "delta":
            if message.metadata.cacheable and message.hash:
                self._messages[message.hash] = message
            self._take_in(message)
        return super()._is_last(raw)

    def _take_in(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        fragment = message.delta.fragment_id
        if kind in USED:
            self._keep(Widget(kind, fragment, getattr(element, kind)))
        elif kind == "html":
            self.acknowledged |= dict(_ACKNOWLEDGED.findall(element.html.body))
        elif kind == "bidi_component":
            self._keep(Widget(kind, fragment, element.bidi_component))

    def _keep(self, widget: Widget) -> None:
        self._made.add(widget.id)
        if widget.kind in USED:
            self.widgets[widget.id] = widget
            if getattr(widget.told, "set_value", False):
                self._states.pop(widget.id, None)
        elif match := _KEYED.fullmatch(widget.id):
            self.components[match[1]] = widget
            if match[1] == "stage":
                blob = widget.told.bytes
                self.header = json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])
                self.stage_id, self.fragment_id = widget.id, widget.fragment

    def _is_there(self, widget: Widget) -> bool:
        elsewhere = bool(self._fragments) and widget.fragment not in self._fragments
        return elsewhere or widget.id in self._made
