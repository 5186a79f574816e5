"""The small sheets that open under a turn: to put it right, and to cut a clip from there on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from joinery.calls.actions import Place
from joinery.calls.models import Recording, Voice
from joinery.lib.plain_text import clock, shorten
from joinery.web.ui.forms import Form

NEAR = 24  # turns that a clip may run on for, on the form


def number_in(asked: str, recording: Recording) -> int | None:
    """A turn of the talk, from an address; None where it has no such turn."""
    turns = recording.conversation["turns"]
    is_one = asked.isascii() and asked.isdecimal() and len(asked) < 7 and int(asked) < len(turns)
    return int(asked) if is_one else None


class _UnderTurn(Form):
    turn = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)

    @property
    def at(self) -> int:
        """The turn that the form stands under; -1: none."""
        typed = str(self["turn"].value())
        return int(typed) if typed.isdecimal() else -1


class MendForm(_UnderTurn):
    seen = forms.CharField(max_length=25_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label="What was really said",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="How it was heard is kept beside it, and can be taken back.",
    )
    who = forms.ChoiceField(label="Who said it")

    def __init__(self, voices: Sequence[Voice], *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = [(each.public_id, each.shown_name) for each in voices]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, recording: Recording, voices: Sequence[Voice], asked: Mapping[str, str]) -> MendForm | None:
        number = number_in(asked.get("mend", ""), recording)
        if number is None:
            return None
        turn = recording.conversation["turns"][number]
        who = next((each.public_id for each in voices if each.number == turn["speaker"]), "")
        return cls(voices, initial={"turn": number, "seen": turn["text"], "text": turn["text"], "who": who})


class ClipForm(_UnderTurn):
    first = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)
    ends = forms.ChoiceField(label="It ends with")
    title = forms.CharField(
        label="A name for it", max_length=160, help_text="The customer reads this, once you share it."
    )

    def __init__(self, recording: Recording, begin: int, finish: str, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["ends"].choices = _ends(recording, begin, finish)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, recording: Recording, asked: Mapping[str, str]) -> ClipForm | None:
        """?clip=12, or with the words that were selected ?clip=12:30&to=14:80 (turn and character)."""
        begin, _, first = asked.get("clip", "").partition(":")
        number = number_in(begin, recording)
        if number is None:
            return None
        finish = asked.get("to", "")
        place = _place(recording, finish)
        ends = finish if place and place.turn >= number else _whole(recording, number)
        first = first if first.isascii() and first.isdecimal() and len(first) < 7 else "0"
        return cls(recording, number, ends, initial={"turn": number, "first": int(first), "ends": ends})

    @classmethod
    def typed(cls, recording: Recording, given: Mapping[str, str]) -> ClipForm:
        number = number_in(given.get("turn", ""), recording)
        return cls(recording, number or 0, given.get("ends", ""), given)

    def places(self) -> tuple[Place, Place]:
        given = self.cleaned_data
        turn, _, character = given["ends"].partition(":")
        return Place(given["turn"], given["first"]), Place(int(turn), int(character))


def _place(recording: Recording, written: str) -> Place | None:
    turn, _, character = written.partition(":")
    number = number_in(turn, recording)
    is_one = character.isascii() and character.isdecimal() and len(character) < 7
    return Place(number, int(character)) if number is not None and is_one else None


def _whole(recording: Recording, number: int) -> str:
    return f"{number}:{len(recording.conversation['turns'][number]['text'])}"


def _ends(recording: Recording, begin: int, finish: str) -> list[tuple[str, str]]:
    """The selected place first, then the ends of the turns that follow."""
    turns, place = recording.conversation["turns"], _place(recording, finish)
    chosen = []
    if place and finish != _whole(recording, place.turn):
        said = turns[place.turn]["text"][: place.character].split()
        chosen = [(finish, f"the words selected: … {' '.join(said[-6:])}")]
    last = max(begin + NEAR, place.turn + 1 if place else 0)
    return chosen + [(_whole(recording, n), _named(turns[n])) for n in range(begin, min(last, len(turns)))]


def _named(turn: Mapping[str, object]) -> str:
    start = turn.get("start")
    when = f"{clock(float(start))}  " if isinstance(start, (int, float)) else ""
    text = str(turn["text"])
    return f"{when}{shorten(text, 70)}"
