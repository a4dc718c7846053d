"""Has the server send what it has to say at once.

Works around: Streamlit opens its listening socket without a protocol number, so asyncio leaves Nagle's algorithm on in
all that it accepts (as does uvicorn where it is given a socket: its issue 3149). An answer is several small messages;
the second then waits until the browser acknowledges the first, which takes 40 ms on Linux: more than all the work of a
step. Streamlit has no setting for it, and gives nobody its sockets, so they are found among all objects.

In Streamlit 1.67. tests/host/test_send_at_once.py fails once what its server accepts sends at once by itself.
"""

from __future__ import annotations

import contextlib
import gc
import socket
from functools import cache

INTERNET = (socket.AF_INET, socket.AF_INET6)


@cache  # connections to come are as the socket that accepts them
def send_at_once() -> None:
    """Turn Nagle's algorithm off in this process's TCP sockets, once."""
    for each in gc.get_objects():
        if type(each) is socket.socket and each.type == socket.SOCK_STREAM and each.family in INTERNET:
            with contextlib.suppress(OSError):  # it is closed; the server goes on meanwhile in a thread of its own
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
