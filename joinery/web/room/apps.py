from django.apps import AppConfig


class RoomPages(AppConfig):
    name = "joinery.web.room"
    label = "web_room"

    def ready(self) -> None:
        from joinery.web.room import delivery_sources, plan_sources, recovery_sources, sources  # noqa: F401 - what there is to tell is told from here
