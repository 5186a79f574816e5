"""Style, script and fonts: bundled when the server starts, named by their content, kept by the browser."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from joinery.lib.late import late

FOLDER = Path(__file__).parent / "static" / "ui"
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
IMPORT = late(r'@import url\("([^"]+)"\) layer\(([a-z]+)\);')
COMMENT = late(r"/\*.*?\*/\s*", re.S)


@dataclass(frozen=True)
class Asset:
    content: bytes
    packed: bytes
    kind: str
    stamp: str


def address(name: str) -> str:
    """Where a page finds an asset."""
    return f"/static/{all_assets()[name].stamp}/{name}"


@login_not_required
def asset(request: HttpRequest, stamp: str, name: str) -> HttpResponse:
    found = all_assets().get(name)
    if found is None:
        raise Http404
    packs = "gzip" in request.headers.get("Accept-Encoding", "") and len(found.packed) < len(found.content)
    answer = HttpResponse(found.packed if packs else found.content, content_type=found.kind)
    if packs:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    fresh = found.stamp == stamp and not settings.DEBUG
    answer["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    answer["Access-Control-Allow-Origin"] = "*" if name.endswith(".woff2") else "null"
    return answer


def all_assets() -> dict[str, Asset]:
    return _gather.__wrapped__() if settings.DEBUG else _gather()


@cache
def _gather() -> dict[str, Asset]:
    found = {f"fonts/{path.name}": _asset(path.read_bytes(), ".woff2") for path in FOLDER.glob("fonts/*.woff2")}
    found |= {f"pictures/{path.name}": _asset(path.read_bytes(), ".svg") for path in FOLDER.glob("pictures/*.svg")}
    style = _style()
    for name, font in list(found.items()):
        style = style.replace(f'url("{name}")', f'url("/static/{font.stamp}/{name}")')
    found |= {name: _asset(content, ".js") for name, content in _scripts_of_allauth()}
    found |= {
        path.name: _asset(path.read_bytes(), ".js") for path in FOLDER.glob("js/*-*.js") if "htmx" not in path.name
    }
    found["joinery.css"] = _asset(style.encode(), ".css")
    found["joinery.js"] = _asset(_script().encode(), ".js")
    return found


def _scripts_of_allauth() -> Iterator[tuple[str, bytes]]:
    """For passkeys and recovery codes, as the library brings them; its pages ask for them by these names."""
    library = find_spec("allauth")
    for home in library.submodule_search_locations or () if library else ():
        for path in Path(home).glob("*/static/*/js/*.js"):
            yield f"{path.parent.parent.name}/js/{path.name}", path.read_bytes()


def _asset(content: bytes, suffix: str) -> Asset:
    stamp = hashlib.sha256(content).hexdigest()[:12]
    kind = KINDS[suffix] + ("; charset=utf-8" if suffix in {".css", ".js"} else "")
    return Asset(content, gzip.compress(content, 9, mtime=0), kind, stamp)


def _style() -> str:
    """joinery.css with its imports put in their layers, comments left out."""
    css = FOLDER / "css"
    inlined = IMPORT.sub(
        lambda found: f"@layer {found[2]} {{\n{(css / found[1]).read_text()}}}", (css / "joinery.css").read_text()
    )
    return COMMENT.sub("", inlined)


def _script() -> str:
    """htmx first, then each behaviour in a scope of its own, in the order of their names."""
    first = sorted(FOLDER.glob("js/htmx-*.min.js"))
    others = [path for path in sorted(FOLDER.glob("js/*.js")) if path not in first]
    return "\n".join([path.read_text() for path in first] + [f"{{\n{path.read_text()}}}" for path in others])
