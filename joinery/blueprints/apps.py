from django.apps import AppConfig


class Blueprints(AppConfig):
    name = "joinery.blueprints"

    def ready(self) -> None:
        """Letters of a room may ask about steps."""
        from joinery.blueprints.replies import STEP, steps_news, steps_waiting
        from joinery.rooms.replies import register
        from joinery.rooms.waiting import add_source

        register(STEP)
        add_source(steps_waiting, steps_news)
