"""Photos and files put to a step, as both sides see them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from joinery.blueprints.models import Evidence
from joinery.web.room.plan_pages import PhotoRow


def photo_rows(evidence: Iterable[Evidence], room: str) -> tuple[PhotoRow, ...]:
    return tuple(_photo(one, room) for one in evidence)


def _photo(one: Evidence, room: str) -> PhotoRow:
    at, file = [room, one.file.public_id], one.file
    return PhotoRow(
        name=file.name,
        words=one.words,
        by=one.by_name,
        at=one.at,
        get=reverse("room:version", args=at),
        picture=reverse("room:version_picture", args=at) if file.is_picture else "",
        small=reverse("room:version_small", args=at) if file.is_picture else "",
        width=file.width,
        height=file.height,
    )
