"""Asking a service outside: one place, with limits to time and size; no redirect is followed, no key sent bare."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from joinery.speech.kinds import CannotHear

CONNECT, ANSWER = 20, 900  # seconds; hearing an hour takes a service a while
LARGEST = 64 * 1024 * 1024
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Service:
    """An address that the administrator chose. It may lie inside the firm's own network; that is why nothing that the
    service answers is ever fetched."""

    name: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise CannotHear(f"JOINERY_SPEECH_URL must look like https://{self.name}.example, without a name in it.")
        if self.headers and parts.scheme == "http" and parts.hostname not in HERE:
            raise CannotHear("JOINERY_SPEECH_URL must begin with https://, or the key could be read on its way.")

    def get(self, path: str, seconds: float = 60) -> dict[str, Any]:
        return self._ask("GET", path, None, {}, seconds)

    def post(self, path: str, body: bytes, media_type: str, seconds: float = ANSWER) -> dict[str, Any]:
        return self._ask("POST", path, body, {"Content-Type": media_type}, seconds)

    def post_json(self, path: str, value: dict[str, Any]) -> dict[str, Any]:
        return self.post(path, json.dumps(value).encode(), "application/json", 60)

    def post_form(self, path: str, wav: bytes, fields: list[tuple[str, str]]) -> dict[str, Any]:
        """A form with one file, as browsers send it."""
        mark = uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields]
        file = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="call.wav"\r\n'
        body = b"".join(
            [*parts, file.encode(), b"Content-Type: audio/wav\r\n\r\n", wav, f"\r\n--{mark}--\r\n".encode()]
        )
        return self.post(path, body, f"multipart/form-data; boundary={mark}")

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], seconds: float
    ) -> dict[str, Any]:
        parts = urlsplit(self.url)
        try:
            line = _connection(parts.scheme, str(parts.hostname), parts.port)
            try:
                line.connect()
                assert line.sock is not None
                line.sock.settimeout(seconds)
                line.request(method, parts.path.rstrip("/") + path, body, {**dict(self.headers), **headers})
                answer = line.getresponse()
                content = answer.read(LARGEST + 1)
            finally:
                line.close()
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            raise CannotHear(f"{self.name} does not answer ({_plain(trouble)}).") from None
        return self._understood(answer.status, content)

    def _understood(self, status: int, content: bytes) -> dict[str, Any]:
        # What stands in a refusal is not shown: it could be the answer of a machine that nobody should ask.
        if status in (401, 403):
            raise CannotHear(f"{self.name} does not take the key (JOINERY_SPEECH_KEY).")
        if status >= 300:
            raise CannotHear(f"{self.name} refused with status {status}.")
        if len(content) > LARGEST:
            raise CannotHear(f"{self.name} answers with more than a transcript.")
        try:
            said = json.loads(content)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise CannotHear(f"{self.name} gives an answer that is no transcript.")
        return said


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=CONNECT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=CONNECT)


def with_query(path: str, **fields: str) -> str:
    given = {name: value for name, value in fields.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; whatever else came is left out."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def chance(value: Any) -> float | None:
    found = number(value)
    return round(found, 3) if found is not None and 0 <= found <= 1 else None


def text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _plain(trouble: BaseException) -> str:
    return " ".join(str(trouble).split())[:120] or type(trouble).__name__
