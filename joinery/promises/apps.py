from django.apps import AppConfig


class Promises(AppConfig):
    name = "joinery.promises"

    def ready(self) -> None:
        """Letters of a room may ask about promises; words that are cut out of a recording go from promises too."""
        from joinery.calls.actions.cutting import when_words_are_taken
        from joinery.promises.replies import PROMISE, promises_news, promises_waiting, recoveries_waiting
        from joinery.promises.taking_back import take_back_words
        from joinery.rooms.replies import register
        from joinery.rooms.waiting import add_source

        register(PROMISE)
        add_source(promises_waiting, promises_news)
        add_source(recoveries_waiting)
        when_words_are_taken(take_back_words)
