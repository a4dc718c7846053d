"""Does at the server's start what can't wait for the first page, and has a browser open the app.

Works around: Streamlit runs a script only once somebody has opened a page, and a websocket may come before. What runs
at the start is an `App`, to which `streamlit run` hands over where it finds one in app.py; but then it no longer has a
browser open the app, so that is done here, by the same settings.

In Streamlit 1.67. tests/host/server/test_at_the_start.py fails once `streamlit run` opens the browser for an `App` too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from streamlit import config
from streamlit.cli_util import open_browser
from streamlit.starlette import App
from streamlit.web.server.server_util import get_url

from pages.host.server.ended_sessions import Goodbyes, end_sessions_soon
from pages.host.server.own_address import ask_nobody
from pages.host.server.page_alone import run_by_app_py
from pages.host.server.recent_messages import name_recent_messages
from pages.host.server.style_at_first import StyleAtFirst

AROUND: list[Any] = [
    (Goodbyes, (), {}),
    (StyleAtFirst, (), {}),
]  # what is around the app, each with its arguments, as Starlette takes it


@asynccontextmanager
async def at_the_start(_: App) -> AsyncGenerator[None]:
    """Have the server ask nobody for its address, and do what else this folder is for; open a browser."""
    ask_nobody()
    run_by_app_py()
    name_recent_messages()
    end_sessions_soon()
    if not config.get_option("server.headless"):
        asyncio.get_running_loop().call_soon(open_browser, get_url(config.get_option("browser.serverAddress")))
    yield
