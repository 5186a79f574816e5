"""A file that a player may jump about in: whole, or the part that it asks for (RFC 9110, one range)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def sound_response(request: HttpRequest, path: Path, media_type: str, name: str) -> HttpResponseBase:
    """Played by a page of ours, saved when opened by itself, and never run as anything."""
    return _answer(request, path.open("rb"), path.stat().st_size, media_type, name)


def sound_in_memory(request: HttpRequest, content: bytes, media_type: str, name: str) -> HttpResponseBase:
    """The same for a sound that is made for this request, and kept nowhere."""
    return _answer(request, BytesIO(content), len(content), media_type, name)


def _answer(request: HttpRequest, file: IO[bytes], size: int, media_type: str, name: str) -> HttpResponseBase:
    wanted = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    span = _span(wanted[1], wanted[2], size) if wanted else None
    if wanted and span is None:
        file.close()
        answer: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif span is None:
        answer = FileResponse(file, content_type=media_type)
        answer["Content-Length"] = str(size)
    else:
        first, last = span
        part = _part(file, first, last - first + 1)
        answer = StreamingHttpResponse(part, status=206, content_type=media_type)
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
        answer["Content-Length"] = str(last - first + 1)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None where there are none such."""
    if not first and not last:
        return None
    if not first:  # so many from the end
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
    return (start, end) if start <= end and start < size else None


def _part(file: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
