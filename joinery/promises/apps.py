from django.apps import AppConfig


class Promises(AppConfig):
    name = "joinery.promises"

    def ready(self) -> None:
        """Letters of a room may ask about promises."""
        from joinery.promises.replies import PROMISE, promises_news, promises_waiting, recoveries_waiting
        from joinery.rooms.replies import register
        from joinery.rooms.waiting import add_source

        register(PROMISE)
        add_source(promises_waiting, promises_news)
        add_source(recoveries_waiting)
