"""Answers for this machine when Streamlit wants to know its addresses.

Works around: a websocket whose page has another origin makes Streamlit look up the addresses of this machine, in case
the page comes from one of them: it asks a service outside over HTTP, up to two seconds in which the server answers
nobody, and asks again at each such websocket until it was told. No setting prevents that (at the start
`browser.serverAddress` does, in .streamlit/config.toml). It keeps what it was told in two variables. With the loopback
in them it asks nobody; pages of the loopback are let in anyway, and so are all whose origin is the host that they ask,
under whatever name that is reached.

In Streamlit 1.67. tests/host/server/test_own_address.py fails once Streamlit looks up nothing at a websocket.
"""

from __future__ import annotations

from streamlit import net_util

LOOPBACK = "127.0.0.1"


def ask_nobody() -> None:
    """Have this process know as its own address the loopback alone, and look for no other."""
    net_util._internal_ip = net_util._external_ip = LOOPBACK
