"""Every service on this machine, answering as the real ones do: stands for the world outside in tests."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = (("Hello,", 0.1, 0.4), ("this", 0.5, 0.6), ("is", 0.6, 0.7), ("Orla.", 0.7, 1.0), ("Yes.", 1.4, 1.7))
SPOKEN_BY = (0, 0, 0, 0, 1)
CHANCES = (0.98, 0.97, 0.96, 0.41, 0.9)


class Services:
    """`mood`: fine, moved (a redirect), refused, broken (no JSON), odd (JSON of another shape), cut.
    `asked` holds what has arrived, answered or not; `slowness` is how long an answer takes."""

    def __init__(self) -> None:
        self.url, self.mood = "", "fine"
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.polled, self.slowness = 0, 0.0


def _timed(name: str, per_second: int = 1) -> list[dict[str, Any]]:
    return [{name: text, "start": start * per_second, "end": end * per_second} for text, start, end in WORDS]


def _openai() -> dict[str, Any]:
    words = [{**each, "word": each["word"].strip(".,")} for each in _timed("word")]
    said = " ".join(text for text, _, _ in WORDS)
    segments = [{"id": 0, "start": 0.1, "end": 1.7, "text": " " + said}]
    return {"task": "transcribe", "language": "english", "text": said, "words": words, "segments": segments}


def _whisper_cpp() -> dict[str, Any]:
    tokens = [
        {"word": f" {text[:-1]}", "start": start, "end": end - 0.05, "probability": chance, "t_dtw": -1}
        for (text, start, end), chance in zip(WORDS, CHANCES, strict=True)
    ]
    ends = [
        {"word": text[-1], "start": end - 0.05, "end": end, "probability": 0.99, "t_dtw": -1} for text, _, end in WORDS
    ]
    mixed = [token for pair in zip(tokens, ends, strict=True) for token in pair]
    return {"language": "english", "text": "", "segments": [{"id": 0, "text": "", "words": mixed}]}


def _deepgram() -> dict[str, Any]:
    words = [
        {**each, "punctuated_word": each["word"], "word": each["word"].lower(), "confidence": chance, "speaker": who}
        for each, chance, who in zip(_timed("word"), CHANCES, SPOKEN_BY, strict=True)
    ]
    channel = {"detected_language": "en", "alternatives": [{"transcript": "", "confidence": 1, "words": words}]}
    return {"metadata": {"channels": 1}, "results": {"channels": [channel]}}


def _assemblyai() -> dict[str, Any]:
    words = [
        {**each, "confidence": chance, "speaker": "AB"[who]}
        for each, chance, who in zip(_timed("text", 1000), CHANCES, SPOKEN_BY, strict=True)
    ]
    return {"id": "5551722-f677", "status": "completed", "language_code": "en_us", "words": words}


class _Desk(BaseHTTPRequestHandler):
    services: Services

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _serve(self, body: bytes) -> None:
        services = self.services
        services.asked.append((self.command, self.path, dict(self.headers), body))
        time.sleep(services.slowness)
        if services.mood == "cut":
            self.connection.close()
        elif services.mood in ("refused", "moved"):
            self.send_response(401 if services.mood == "refused" else 307)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(b"the password of the inside is 1234")
        elif services.mood == "broken":
            self._answer(b"<html>not today</html>")
        elif services.mood == "odd":
            self._answer(b'{"results": [1], "words": {"a": 2}, "segments": [null, 3], "id": "../../secret"}')
        else:
            self._answer(json.dumps(self._said()).encode())

    def _said(self) -> dict[str, Any]:
        path = self.path.partition("?")[0]
        if path == "/v2/transcript/5551722-f677":
            self.services.polled += 1
            return _assemblyai() if self.services.polled > 1 else {"id": "5551722-f677", "status": "processing"}
        said: dict[str, Callable[[], dict[str, Any]]] = {
            "/v1/audio/transcriptions": _openai,
            "/inference": _whisper_cpp,
            "/v1/listen": _deepgram,
            "/v2/upload": lambda: {"upload_url": "https://cdn.assemblyai.example/upload/1"},
            "/v2/transcript": lambda: {"id": "5551722-f677", "status": "queued"},
        }
        return said[path]()

    def _answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *told: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def fake_services() -> Iterator[Services]:
    services = Services()
    desk = type("Desk", (_Desk,), {"services": services})
    with ThreadingHTTPServer(("127.0.0.1", 0), desk) as server:
        services.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield services
        finally:
            server.shutdown()
