"""What the server has to say leaves at once."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator

import pytest
from streamlit.web.server.starlette import starlette_server

from pages.host.send_at_once import send_at_once
from tests.app import App


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket as Streamlit opens it."""
    with starlette_server._bind_socket("127.0.0.1", 0, 8) as server:
        server.setblocking(True)
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


def test_what_streamlit_s_server_accepts_would_not_send_at_once(listening: socket.socket) -> None:
    """Asyncio turns Nagle's algorithm off in sockets that have TCP's number; Streamlit's have none."""

    async def accept() -> bool:
        loop = asyncio.get_running_loop()
        accepted: asyncio.Future[bool] = loop.create_future()

        class Accepted(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                accepted.set_result(sends_at_once(transport.get_extra_info("socket")))
                transport.close()

        server = await loop.create_server(Accepted, sock=listening)
        with socket.create_connection(listening.getsockname()):
            answer = await accepted
        server.close()
        return answer

    assert asyncio.run(accept()) is False
