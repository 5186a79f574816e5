from datetime import datetime

from django.apps import AppConfig

from joinery.lib.records import Record


class DeskPages(AppConfig):
    name = "joinery.web.desk"
    label = "web_desk"

    def ready(self) -> None:
        """Whoever takes words out of a recording cannot reach what reads recordings: it is told here."""
        from joinery.calls.actions.consenting import read_again_with

        read_again_with(_read_again)


def _read_again(recording: Record, now: datetime) -> None:
    from joinery.steps.hear_recording import hear_recording  # loading it takes longer than most pages

    hear_recording(recording, now=now)  # type: ignore[arg-type]
