from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from joinery.calls.models import Recording


class DeskPages(AppConfig):
    name = "joinery.web.desk"
    label = "web_desk"

    def ready(self) -> None:
        """Whoever takes words out of a recording cannot reach what reads recordings: it is told here."""
        from joinery.calls.actions.consenting import read_again_with

        read_again_with(_read_again)


def _read_again(recording: Recording, now: datetime) -> None:
    from joinery.steps.hear_recording import hear_recording  # loading it takes longer than most pages

    hear_recording(recording, now=now)
