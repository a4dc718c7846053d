"""What the server has to say leaves at once."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from pages.host.send_at_once import send_at_once
from tests.app import App


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket as Streamlit opens it: without a protocol number."""
    with socket.socket(socket.AF_INET) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def sends_at_once(sock: socket.socket) -> bool:
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_page_that_opens_has_all_connections_send_at_once(
    listening: socket.socket, open_app: Callable[..., App]
) -> None:
    send_at_once.cache_clear()
    address = listening.getsockname()
    with socket.create_connection(address), socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket() as gone:
        before, _ = listening.accept()
        gone.close()
        assert not sends_at_once(before)
        open_app()
        with before, socket.create_connection(address):
            after, _ = listening.accept()
            with after:
                assert sends_at_once(before)
                assert sends_at_once(after)
