from django.apps import AppConfig


class Blueprints(AppConfig):
    name = "joinery.blueprints"

    def ready(self) -> None:
        """Letters of a room tell what of a plan waits, and may ask about a step."""
        from joinery.blueprints.replies import STEP
        from joinery.blueprints.waiting import plans_news, plans_waiting
        from joinery.rooms.replies import register
        from joinery.rooms.waiting import add_source

        register(STEP)
        add_source(plans_waiting, plans_news)
