"""Serves Streamlit's page with this app's style in it, so that nothing is ever seen without it.

Works around: a style that a page sends comes with its other elements, and the part of Streamlit that puts it there is
fetched only then. For half a second, or two where there are many formulas, the sidebar stood in another order, under
grey bars. In the body it comes after Streamlit's own styles, which are all in the head, and so counts for more.

In Streamlit 1.67. tests/host/server/test_style_at_first.py fails once Streamlit's page has no body to put it in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pages.host.streamlit_page import STYLE

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answers = Callable[[Message, Receive, Send], Awaitable[None]]

BODY = b"<body>"
_PLAINLY = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}  # what would have it come otherwise


class StyleAtFirst:
    """Around the whole app, puts the style into each page of HTML that somebody opens."""

    def __init__(self, app: Answers) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET" or b"text/html" not in _accepted(scope):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [each for each in scope["headers"] if each[0] not in _PLAINLY], "extensions": {}}
        begun: Message = {}
        parts: list[bytes] = []

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                begun.update(message)
            elif message["type"] == "http.response.body" and begun:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await send_whole(b"".join(parts))
            else:
                await send(message)

        async def send_whole(page: bytes) -> None:
            page = with_style(page)
            headers = [each for each in begun["headers"] if each[0].lower() != b"content-length"]
            await send({**begun, "headers": [*headers, (b"content-length", b"%d" % len(page))]})
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, sent)


def with_style(page: bytes) -> bytes:
    """Return a page of HTML with the style first in its body."""
    return page.replace(BODY, BODY + b"<style>" + STYLE.encode() + b"</style>", 1)


def _accepted(scope: Message) -> bytes:
    return b",".join(value for name, value in scope["headers"] if name == b"accept")


def _is_html(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
