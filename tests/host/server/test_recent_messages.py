"""Large messages are named only where the browser surely has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from pages.host.server.recent_messages import RECENT, name_recent_messages
from tests.app import ROOT


class Pages:
    """As much of them as a context asks for."""

    current_page_script_hash = main_script_hash = ""

    def set_current_page_script_hash(self, page: str) -> None:
        """Take note of nothing."""


class Session:
    """A session whose browser says that it has kept all that it was ever sent."""

    def __init__(self, context: type[ScriptRunContext], state: Any) -> None:
        self.sent: list[ForwardMsg] = []
        self.kept: frozenset[str] = frozenset()
        others = dict.fromkeys(["session_id", "query_string", "main_script_path", "user_info", "uploaded_file_mgr"], "")
        self.context = context(
            **others, _enqueue=self.sent.append, session_state=state, fragment_storage=MemoryFragmentStorage(),
            pages_manager=Pages(),
        )  # fmt: skip

    def run(self, *texts: str) -> list[bool]:
        """Begin a run that sends these; return which of them were only named."""
        self.sent.clear()
        self.context.reset(page_script_hash="other", cached_message_hashes=self.kept)
        for text in texts:
            message = ForwardMsg()
            message.delta.new_element.html.body = text
            self.context.enqueue(message)
            self.kept |= {message.hash}
        return [bool(message.ref_hash) for message in self.sent]


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Session]:
    """Begin a session as the server does."""

    class Query:
        def query_params(self) -> Query:
            return self

        def __enter__(self) -> Query:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(script_runner, "ScriptRunContext", script_runner.ScriptRunContext)
    return lambda: Session(script_runner.ScriptRunContext, Query())


LARGE, OTHER = "style" * 4000, "other" * 4000


def test_what_recent_runs_used_is_named_and_what_they_did_not_is_sent_again(begin: Callable[[], Session]) -> None:
    name_recent_messages()
    session = begin()
    assert session.run(LARGE, "small") == [False, False]
    for _ in range(3 * RECENT):
        assert session.run(LARGE, "small") == [True, False]  # which keeps it recent
    for _ in range(RECENT - 1):
        assert session.run(OTHER)
    assert session.run(LARGE, OTHER) == [True, True]
    for _ in range(RECENT):
        assert session.run(OTHER) == [True]
    assert session.run(LARGE, OTHER) == [False, True]
    assert session.run(LARGE) == [True]


def test_what_the_browser_does_not_say_that_it_kept_is_sent_and_sessions_know_nothing_of_each_other(
    begin: Callable[[], Session],
) -> None:
    name_recent_messages()
    session, other = begin(), begin()
    session.run(LARGE)
    other.kept = session.kept
    assert other.run(LARGE) == [False]
    session.kept = frozenset()
    assert session.run(LARGE) == [False]


def test_a_browser_keeps_what_is_recent_with_runs_to_spare() -> None:
    told = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f"maxCachedMessageAge = {3 * RECENT} " in told
    assert config._config_options_template["global.minCachedMessageSize"].default_val < len(LARGE)


def test_streamlit_would_name_what_was_last_used_long_ago(begin: Callable[[], Session]) -> None:
    session = begin()
    session.run(LARGE)
    for _ in range(100):
        session.run("small")
    assert session.run(LARGE) == [True]
