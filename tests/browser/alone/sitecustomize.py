"""Python imports this first where PYTHONPATH names this folder: a process that can reach its own machine alone.

Each name that it looks up, and each address beyond the loopback that it connects or sends to, is refused, and noted in
the file that $ALONE_LOG names. What listens on every address listens on 127.0.0.1, as all servers in tests do.
"""

import os
import socket
import sys
from typing import Any

REACHES = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKS_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
EVERYWHERE = {"::": "::ffff:127.0.0.1", "0.0.0.0": "127.0.0.1"}  # IPv6's socket takes IPv4 too


def here(host: object) -> bool:
    host = host.decode() if isinstance(host, bytes) else host
    return host is None or str(host).removeprefix("::ffff:").startswith("127.") or host in ("", "::1", "localhost")


def on_event(event: str, args: tuple[Any, ...]) -> None:
    if event in REACHES:
        address = args[1]  # a tuple, or a path on this machine
        asked = address[0] if isinstance(address, tuple) else None
    elif event in LOOKS_UP:
        asked = args[0][0] if event == "socket.getnameinfo" else args[0]
    else:
        return
    if not here(asked):
        with open(os.environ["ALONE_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event}: {asked!r}\n")
        raise PermissionError(f"{event} of {asked!r}: nothing may leave this machine")


def bind(self: socket.socket, address: Any, /) -> None:
    if isinstance(address, tuple) and address[0] in EVERYWHERE:
        address = (EVERYWHERE[address[0]], *address[1:])
    super(socket.socket, self).bind(address)


socket.socket.bind = bind  # type: ignore[method-assign]
sys.addaudithook(on_event)
