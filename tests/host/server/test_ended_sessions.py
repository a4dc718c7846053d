"""A session ends soon after its page was left, and later where its line was cut."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from pages.host.server import ended_sessions
from pages.host.server.ended_sessions import Goodbyes, LostSessions


class Runtime:
    """Closes sessions as Streamlit does."""

    def __init__(self) -> None:
        self.storage, self.closed = LostSessions(), list[str]()
        self.all_closed = asyncio.Event()

    def close_session(self, name: str) -> None:
        self.closed.append(name)
        self.storage.delete(name)
        self.all_closed.set()


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Runtime:
    made = Runtime()
    monkeypatch.setattr(ended_sessions, "get_instance", lambda: made)
    return made


def info(name: str) -> Any:
    return SimpleNamespace(session=SimpleNamespace(id=name))


async def lost(runtime: Runtime, name: str, code: int | None) -> None:
    """A websocket that ends with this code, after which its session is lost, as in Streamlit's own handler."""
    ends = [{"type": "websocket.connect"}, {"type": "websocket.disconnect"} | ({"code": code} if code else {})]

    async def receive() -> Any:
        return ends.pop(0)

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["type"] != "websocket.disconnect":
            pass
        runtime.storage.save(info(name))

    await asyncio.create_task(Goodbyes(serve)({"type": "websocket"}, receive, None))


def seconds_left(runtime: Runtime, name: str) -> float:
    return runtime.storage._kept[name].ends.when() - asyncio.get_running_loop().time()


@pytest.mark.parametrize(("code", "most"), [(1000, 10), (1001, 10), (1006, 120), (1011, 120), (None, 120)])
def test_how_long_a_session_waits_hangs_on_whether_the_browser_said_goodbye(
    runtime: Runtime, code: int | None, most: float
) -> None:
    async def main() -> None:
        await lost(runtime, "one", code)
        assert most - 30 < seconds_left(runtime, "one") <= most
        assert runtime.storage.get("one").session.id == "one"

    asyncio.run(main())


def test_it_ends_by_itself_once_its_time_is_over_and_others_stay(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ended_sessions, "AFTER_GOODBYE", 0.01)

    async def main() -> None:
        await lost(runtime, "cut", 1006)
        await lost(runtime, "left", 1001)
        await asyncio.wait_for(runtime.all_closed.wait(), 30)
        assert runtime.closed == ["left"]
        assert [kept.session.id for kept in runtime.storage.list()] == ["cut"]

    asyncio.run(main())


def test_one_that_comes_back_does_not_end(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ended_sessions, "AFTER_GOODBYE", 0.01)

    async def main() -> None:
        await lost(runtime, "back", 1001)
        timer = runtime.storage._kept["back"].ends
        runtime.storage.delete("back")
        assert timer.cancelled()
        assert runtime.storage.get("back") is None
        with pytest.raises(KeyError):
            runtime.storage.delete("back")

    asyncio.run(main())


def test_a_session_that_is_lost_twice_waits_from_the_second_time_on(runtime: Runtime) -> None:
    async def main() -> None:
        await lost(runtime, "one", 1001)
        first = runtime.storage._kept["one"].ends
        await lost(runtime, "one", 1006)
        assert first.cancelled()
        assert seconds_left(runtime, "one") > 100

    asyncio.run(main())


def test_streamlit_by_itself_makes_no_difference() -> None:
    """When this fails Streamlit tells a page that was left from a line that was cut."""
    storage = MemorySessionStorage()
    assert storage._cache.ttl == 120
    storage.save(info("one"))
    assert storage.get("one").session.id == "one"
