"""One student without a browser: a session of the app over its own websocket, on this machine alone.

It says what a browser says: it opens a page with the query of its address, and then reports steps of the stage.
What a browser keeps and need not be sent again, this keeps too.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

STAGE = "gradient_stage"
STREAM = "_stcore/stream"
PATIENCE = 30.0  # seconds that any one answer may take


@dataclass
class Student:
    """A session; `port` is the app's on 127.0.0.1.

    async with Student(port, "data=blobs&m=200") as student:
        seconds = await student.step()
    """

    port: int
    query: str = ""
    t: int = 0
    stage_id: str = ""
    fragment_id: str = ""
    received: int = 0  # bytes, of the last answer
    _known: set[str] = field(default_factory=set)  # hashes of the messages that a browser keeps: of two answers
    _used: set[str] = field(default_factory=set)  # those of the last answer
    _page: str = ""
    _line: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        address = f"ws://127.0.0.1:{self.port}/{STREAM}"
        self._line = await connect(address, max_size=None, compression=None, proxy=None, open_timeout=PATIENCE)
        await self._rerun(BackMsg())
        if not self.stage_id:
            raise RuntimeError(f"no stage came with {self.query!r}; is there a run at this address?")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._line is not None
        await self._line.close()

    async def step(self) -> float:
        """Report that the stage stands one step further; seconds until the script has answered it."""
        self.t += 1
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment_id
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.stage_id
        state.json_value = json.dumps({"report": {"number": f"student-{self.t}", "t": self.t, "requests": []}})
        return await self._rerun(message)

    async def _rerun(self, message: BackMsg, patience: float = PATIENCE) -> float:
        assert self._line is not None
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.cached_message_hashes.extend(self._known)
        before, self._used, self.received = self._used, set(), 0
        began = time.perf_counter()
        async with asyncio.timeout(patience):
            await self._line.send(message.SerializeToString())
            while not self._is_last(await self._line.recv()):
                pass
        seconds = time.perf_counter() - began
        self._known = before | self._used
        return seconds

    def _is_last(self, raw: str | bytes) -> bool:
        """Take in one message; whether the script has now run to its end."""
        assert isinstance(raw, bytes)
        self.received += len(raw)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._used.add(message.ref_hash)
        elif message.metadata.cacheable and message.hash:
            self._used.add(message.hash)
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"the page raised {element.exception.type}: {element.exception.message}")
            if element.bidi_component.component_name == STAGE:
                self.stage_id, self.fragment_id = element.bidi_component.id, message.delta.fragment_id
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("the page could not be compiled")
            return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)
        return False


def median(seconds: Sequence[float]) -> float:
    """Return the median of steps, in milliseconds."""
    return 1000 * statistics.median(seconds)


def p95(seconds: Sequence[float]) -> float:
    """Return what 95 of 100 steps stay below, in milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def memory(process: int) -> float:
    """The memory that a process has in use (RSS), in MB; from Linux's own books."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
