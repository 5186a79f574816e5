from django.apps import AppConfig


class Rooms(AppConfig):
    name = "joinery.rooms"

    def ready(self) -> None:
        """What a room shows of a recording goes with the words."""
        from joinery.calls.actions.cutting import when_words_are_taken
        from joinery.rooms.taking_back import take_back_quotes

        when_words_are_taken(take_back_quotes)
