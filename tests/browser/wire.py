"""What the server sends to a page over its websocket, message by message."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

QUIET = 700  # milliseconds without a message after which an answer is complete


class Wire:
    """All messages that a page is sent from now on, bytes as they come out of the socket.

    It has to be there before the page is opened.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(frame if isinstance(frame, bytes) else b""))

    def begin(self) -> None:
        """Forget what has come so far."""
        self.frames.clear()

    def rest(self) -> None:
        """Wait until the page's script has run and nothing more comes."""
        count = -1
        while count != len(self.frames):
            count = len(self.frames)
            self.page.wait_for_timeout(QUIET)
            self.page.wait_for_function(
                "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
            )

    @property
    def bytes(self) -> int:
        """How many bytes have come."""
        return sum(map(len, self.frames))

    @property
    def parts(self) -> Counter[str]:
        """How many bytes have come by what they are for: a component's key, else the kind of the message."""
        found: Counter[str] = Counter()
        for frame in self.frames:
            found[_name(frame)] += len(frame)
        return found

    @property
    def longest_code(self) -> int:
        """How many letters of code and style came with the component that has most of them."""
        found = [0]
        for frame in self.frames:
            element = _message(frame).delta.new_element.bidi_component
            found.append(len(element.js_content) + len(element.css_content))
        return max(found)


def _message(frame: bytes) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(frame)
    return message


def _name(frame: bytes) -> str:
    message = _message(frame)
    kind = str(message.WhichOneof("type"))
    if kind != "delta":
        return kind
    change = str(message.delta.WhichOneof("type"))
    if change != "new_element":
        return f"{change}"
    element = message.delta.new_element
    what = str(element.WhichOneof("type"))
    if what == "bidi_component":
        return f"component {element.bidi_component.id.rpartition('-')[2]}"
    return what
