"""Has the server name a large message, instead of sending it again, only where the browser surely has it still.

Works around: a browser keeps large messages, and says with each request which they are; of those the answer only names
one. But it forgets what `global.maxCachedMessageAge` runs have not used, and a run that ends between request and answer
may be the one too many: what is named is gone, and the browser drops its connection ("Cached ForwardMsg MISS"). So an
answer names only what the session's last few runs have sent or named; a browser keeps that for three times as many.

In Streamlit 1.67. tests/host/server/test_recent_messages.py fails once Streamlit looks how old a message is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

RECENT = 10  # runs; .streamlit/config.toml says after how many a browser forgets


@dataclass
class _Session:
    """How many runs a session has begun, and by a message's hash in which of them it was sent or named last."""

    runs: int = 0
    used: dict[str, int] = field(default_factory=dict)

    def begin(self, kept: Collection[str]) -> frozenset[str]:
        """Begin a run; return which of the messages that the browser kept are recent."""
        self.runs += 1
        self.used = {name: run for name, run in self.used.items() if self.runs - run <= RECENT}
        return frozenset(self.used).intersection(kept)


_sessions: WeakKeyDictionary[FragmentStorage, _Session] = (
    WeakKeyDictionary()
)  # each session has one storage, to its end


class _Context(ScriptRunContext):
    """A run's context, which notes what it sends."""

    def reset(self, *args: Any, **others: Any) -> None:
        """Begin a run."""
        kept = others.get("cached_message_hashes") or ()
        super().reset(*args, **others | {"cached_message_hashes": self._session.begin(kept)})

    def enqueue(self, msg: ForwardMsg) -> None:
        """Send a message, or name it."""
        super().enqueue(msg)
        if msg.metadata.cacheable:
            self._session.used[msg.hash] = self._session.runs

    @property
    def _session(self) -> _Session:
        return _sessions.setdefault(self.fragment_storage, _Session())


def name_recent_messages() -> None:
    """Have all sessions from now on name only what is recent. Call before the first one."""
    vars(script_runner)["ScriptRunContext"] = _Context
