"""Frees a session soon after its page was left; one whose line was cut is kept for its return.

Works around: Streamlit keeps each session that has lost its browser for two minutes, in case it comes back, and looks
for those that are too old only when another one is lost: a class that has gone leaves its files behind. Here a session
whose browser said goodbye, as it does where a tab is closed, a page reloaded or another address opened, ends within ten
seconds. Where nothing was said the line was cut, and the session waits for two minutes, as in Streamlit; then it ends.

In Streamlit 1.67. tests/host/server/test_ended_sessions.py fails once Streamlit tells the two apart.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from pages.host.free_memory import give_back_memory

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Answers = Callable[[Message, Receive, Any], Awaitable[None]]

AFTER_GOODBYE, AFTER_CUT = 8.0, 120.0  # seconds
TOGETHER = 1.0  # seconds after a session's end in which others may end too, until their memory is given back
GOODBYES = (1000, 1001)  # how a websocket says that it is done, or that its page goes away

_said_goodbye = ContextVar("said_goodbye", default=False)


class Goodbyes:
    """Around the whole app, notes of each websocket whether the browser said goodbye, for what ends with it."""

    def __init__(self, app: Answers) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Any) -> None:
        """Answer a request, or serve a websocket to its end."""

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                _said_goodbye.set(message.get("code") in GOODBYES)
            return message

        await self._app(scope, heard if scope["type"] == "websocket" else receive, send)


@dataclass(frozen=True)
class _Kept:
    info: SessionInfo
    ends: asyncio.TimerHandle


class LostSessions(SessionStorage):
    """The sessions that have lost their browser, each until its time is over."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._tidying: asyncio.TimerHandle | None = None

    def get(self, session_id: str) -> SessionInfo | None:
        """Return a session, None where there is none of that name."""
        kept = self._kept.get(session_id)
        return None if kept is None else kept.info

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session, for a while."""
        name = session_info.session.id
        if name in self._kept:
            self.delete(name)
        seconds = AFTER_GOODBYE if _said_goodbye.get() else AFTER_CUT
        ends = asyncio.get_running_loop().call_later(seconds, self._end, name)
        self._kept[name] = _Kept(session_info, ends)

    def delete(self, session_id: str) -> None:
        """Keep a session no longer: it has a browser again, or is at its end. Raises KeyError."""
        self._kept.pop(session_id).ends.cancel()

    def list(self) -> list[SessionInfo]:
        """Return all sessions that are kept."""
        return [kept.info for kept in self._kept.values()]

    def _end(self, name: str) -> None:
        get_instance().close_session(name)
        if self._tidying is None:
            self._tidying = asyncio.get_running_loop().call_later(TOGETHER, self._tidy)

    def _tidy(self) -> None:
        self._tidying = None
        gc.collect()  # a session and its parts know each other
        give_back_memory()


def end_sessions_soon() -> None:
    """Have the server keep lost sessions here, from now on. Call at its start, in its event loop."""
    manager = get_instance()._session_mgr
    if isinstance(manager, WebsocketSessionManager):
        manager._session_storage = LostSessions()
