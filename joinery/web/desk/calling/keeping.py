"""The form for words marked by hand, and what it starts with."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from joinery.calls.models import Recording
from joinery.method.belief_kinds import belief_kinds
from joinery.web.ui.forms import DayInput, Form

OTHER_KINDS = {"promise": "A promise", "yellow_light": "A yellow light"}


def kinds_to_keep() -> dict[str, str]:
    return {**{name: kind.title for name, kind in belief_kinds().items()}, **OTHER_KINDS}


class KeepForm(Form):
    turn = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)
    words = forms.CharField(
        label="The words, exactly as they were said",
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Cut away what does not belong. What stays is kept letter by letter.",
    )
    kind = forms.ChoiceField(label="Keep them as")
    due = forms.DateField(label="Due, for a promise", required=False, widget=DayInput())

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = list(kinds_to_keep().items())  # type: ignore[attr-defined]

    @property
    def at(self) -> int:
        """The turn that the form stands under; -1: none."""
        typed = str(self["turn"].value())
        return int(typed) if typed.isdecimal() else -1


def form_for(recording: Recording, asked: Mapping[str, str]) -> KeepForm | None:
    """Starts with the words that were selected, if they stand in the turn, else with the whole turn."""
    number, turns = asked.get("keep", ""), recording.conversation["turns"]
    if not (number.isdecimal() and len(number) < 7 and int(number) < len(turns)):
        return None
    text, chosen = turns[int(number)]["text"], asked.get("words", "").strip()
    return KeepForm(initial={"turn": int(number), "words": chosen if chosen and chosen in text else text})
