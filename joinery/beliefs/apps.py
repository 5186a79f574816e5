from django.apps import AppConfig


class Beliefs(AppConfig):
    name = "joinery.beliefs"

    def ready(self) -> None:
        """Evidence goes with the words that it stands on."""
        from joinery.beliefs.taking_back import take_back_evidence
        from joinery.calls.actions.cutting import when_words_are_taken

        when_words_are_taken(take_back_evidence)
