"""A mail server that keeps what it gets, on this machine only: stands for the world outside in tests."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Sink:
    """What came, and how this server behaves: accept, busy (451), refuse (550), vanish (no answer at the end)."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.mood = "accept"
        self.slowness = 0.0
        self.url = ""


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self._say("220 sink")
        while line := self.rfile.readline().decode(errors="replace").strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self._take(sink)
                if sink.mood == "vanish":
                    return
            elif verb == "RCPT" and sink.mood in {"busy", "refuse"}:
                self._say("451 later" if sink.mood == "busy" else "550 nobody here")
                continue
            self._say("221 bye" if verb == "QUIT" else "250 ok")

    def _take(self, sink: Sink) -> None:
        lines: list[str] = []
        while (line := self.rfile.readline().decode(errors="replace").rstrip("\r\n")) != ".":
            lines.append(line)
        sink.letters.append("\n".join(lines))
        time.sleep(sink.slowness)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def fake_post() -> Iterator[Sink]:
    sink = Sink()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink = sink  # type: ignore[attr-defined]
        sink.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield sink
        finally:
            server.shutdown()
