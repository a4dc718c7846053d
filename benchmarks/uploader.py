"""One more student, who uploads a file: the same session over the websocket, and the file as a browser sends it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import secrets
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.student import PATIENCE, Student

HEALTH = "/_stcore/health"
LONGEST, AGAIN = 600.0, 0.25  # seconds that reading may take, and between two questions


@dataclass
class Uploader(Student):
    """A session that has chosen to upload a file.

    async with Uploader(port, "data=blobs&m=200") as student:
        await student.upload("a.csv", raw)
    """

    labelled: dict[str, str] = field(default_factory=dict)  # the ids of widgets, by their labels
    said: list[str] = field(default_factory=list)  # errors on the page
    _session: str = ""
    _asks_again: str = ""  # the fragment that does
    _is_to_ask: str = ""  # the same, in the page that is made

    async def upload(self, name: str, raw: bytes) -> float:
        """Upload a file; seconds until what it holds is on the page, or why it is refused."""
        await self._choose("Data", "Upload a file…")
        where = await self._place(name)
        await asyncio.to_thread(self._send, where.upload_url, name, raw)
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = next(key for label, key in self.labelled.items() if label.startswith("A file"))
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = where.file_id, name, len(raw)
        info.file_urls.CopyFrom(where)
        began = time.monotonic()
        await self._rerun(message, patience=LONGEST)
        while self._asks_again:  # while it is read, the page asks how far that is
            if time.monotonic() - began > LONGEST:
                raise TimeoutError(f"{name} was not read in {LONGEST:g} s")
            await asyncio.sleep(AGAIN)
            message = BackMsg()
            message.rerun_script.fragment_id = self._asks_again
            await self._rerun(message, patience=LONGEST)
        return time.monotonic() - began

    async def _choose(self, label: str, title: str) -> None:
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.labelled[label], title
        await self._rerun(message)

    async def _place(self, name: str) -> FileURLs:
        """Where the file is to go."""
        assert self._line is not None
        message = BackMsg()
        message.file_urls_request.request_id = secrets.token_hex(4)
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        await self._line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                raw = await self._line.recv()
                assert isinstance(raw, bytes)
                answer = ForwardMsg.FromString(raw)
                if answer.WhichOneof("type") == "file_urls_response":
                    where: FileURLs = answer.file_urls_response.file_urls[0]
                    return where

    def _send(self, url: str, name: str, raw: bytes) -> None:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)) as line:
            self._put(line, url, name, raw)

    def _put(self, line: http.client.HTTPConnection, url: str, name: str, raw: bytes) -> None:
        line.request("GET", HEALTH)
        answer = line.getresponse()
        answer.read()
        cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
        border = secrets.token_hex(16)
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + raw + f"\r\n--{border}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
        }
        line.request("PUT", url, body, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"the upload was answered by {answer.status} {answer.reason}")

    def _is_last(self, raw: str | bytes) -> bool:
        assert isinstance(raw, bytes)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            self._is_to_ask = message.auto_rerun.fragment_id
        elif kind == "new_session":
            self._session, self._is_to_ask = message.new_session.initialize.session_id, ""
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._asks_again = self._is_to_ask  # the whole page was made anew
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "selectbox":
                self.labelled[element.selectbox.label] = element.selectbox.id
            elif element.WhichOneof("type") == "file_uploader":
                self.labelled[element.file_uploader.label] = element.file_uploader.id
            elif element.WhichOneof("type") == "alert":
                self.said.append(element.alert.body)
        return super()._is_last(raw)
