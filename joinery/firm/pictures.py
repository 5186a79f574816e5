"""Small pictures for pages: faces, and the firm's mark. Small enough to lie in the database."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import transaction

from joinery.firm.history import note_deed
from joinery.firm.models import Firm, Picture, User
from joinery.lib.pictures import Drawn, NoPicture, drawn_small, drawn_square

LIMIT = 12 * 1024 * 1024
FACE, MARK = 192, 480


class CannotTakePicture(Exception):
    """No picture, or too large. Says which."""


@transaction.atomic
def set_photo(user: User, upload: IO[bytes] | None, *, by: User, now: datetime) -> None:
    """None takes it away: initials stand there again."""
    before = user.photo
    user.photo = face_from(upload, now=now) if upload else None
    user.save(update_fields=["photo"])
    if before:
        before.delete()
    says = "put a photograph of themselves here" if upload else "took their photograph away"
    note_deed("set_photo", user, by=by, now=now, says=says)


@transaction.atomic
def set_logo(firm: Firm, upload: IO[bytes] | None, *, by: User, now: datetime) -> None:
    before = firm.logo
    logo = _kept(drawn_small, upload, MARK, now) if upload else None
    Firm.objects.filter(pk=firm.pk).update(logo=logo)
    if before:
        before.delete()
    says = "put the firm's mark here" if upload else "took the firm's mark away"
    note_deed("set_logo", firm, by=by, now=now, says=says)


def face_from(upload: IO[bytes], *, now: datetime) -> Picture:
    """The middle of what was sent, square and small."""
    return _kept(drawn_square, upload, FACE, now)


def _kept(draw, upload: IO[bytes], size: int, now: datetime) -> Picture:  # type: ignore[no-untyped-def]
    content = upload.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise CannotTakePicture(f"A picture may have {LIMIT // 1024 // 1024} MB. This one is larger.")
    try:
        drawn: Drawn = draw(content, size)
    except NoPicture as why:
        raise CannotTakePicture(str(why)) from why
    return Picture.objects.create(
        content=drawn.content, kind=drawn.kind, width=drawn.width, height=drawn.height, made_at=now
    )
