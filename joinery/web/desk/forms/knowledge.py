"""Forms of beliefs, yellow lights, promises and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from joinery.beliefs.models import LightChange
from joinery.customers.models import Person
from joinery.method.belief_kinds import belief_kinds
from joinery.web.ui.forms import DayInput, Form


class PeopleForm(Form):
    """A form with a person of theirs in it. The people are handed in as a list: one page has many such forms."""

    person = forms.ChoiceField(required=False, label="Who of theirs")

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        more.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **more)
        self.people = {person.public_id: person for person in people}
        choices = [(public_id, person.name) for public_id, person in self.people.items()]
        if not self.fields["person"].required:
            choices = [("", "Nobody in particular"), *choices]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])


class BeliefForm(PeopleForm):
    field_order = ("words", "kind", "how", "person")
    words = forms.CharField(max_length=2_000, label="What do we believe?", widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(choices=lambda: _kinds(), label="What is it about?")
    how = forms.ChoiceField(
        choices=[("guess", "It is a guess of ours"), ("reported", "One of theirs told us")], label="How do we know?"
    )

    @property
    def kind_and_sort(self) -> tuple[str, str]:
        kind, _, sort = self.cleaned_data["kind"].partition(":")
        return kind, sort


def _kinds() -> list[tuple[str, str]]:
    """Each kind, or each of its sorts where it has any."""
    choices: list[tuple[str, str]] = []
    for kind in belief_kinds().values():
        if kind.sorts:
            choices += [(f"{kind.name}:{sort}", f"{kind.title}: {title.lower()}") for sort, title in kind.sorts.items()]
        else:
            choices.append((kind.name, kind.title))
    return choices


class GiveUpForm(Form):
    why = forms.CharField(max_length=1_000, label="Why do we no longer believe it?")


class LightForm(PeopleForm):
    field_order = ("words", "sort", "person")
    words = forms.CharField(max_length=1_000, label="What made you think that they hesitate?")
    sort = forms.ChoiceField(
        choices=[("unknown", "Not known yet"), ("timing", "Timing"), ("price", "Price"), ("people", "People"),
                 ("risk", "Risk"), ("politics", "Politics"), ("fit", "Fit")], label="About"
    )  # fmt: skip


class LightChangeForm(Form):
    state = forms.ChoiceField(choices=LightChange.State.choices)
    their_words = forms.CharField(required=False, max_length=2_000, label="What they said about it, in their words")
    safeguard = forms.CharField(required=False, max_length=1_000, label="What keeps them safe from it")


class PromiseForm(PeopleForm):
    field_order = ("what", "side", "person", "due_on", "done_when")
    what = forms.CharField(max_length=300, label="What will be done")
    side = forms.ChoiceField(choices=[("ours", "We promise it"), ("theirs", "They promise it")], label="Whose promise")
    due_on = forms.DateField(widget=DayInput, required=False, label="By")
    done_when = forms.CharField(max_length=300, required=False, label="How the other side sees that it is done")


class StepForm(Form):
    state = forms.CharField(max_length=12)
    words = forms.CharField(max_length=1_000, required=False)


class NewDayForm(Form):
    due_on = forms.DateField(widget=DayInput, label="New day")
    words = forms.CharField(max_length=500, required=False, label="Why, and what they said")


class NoteForm(Form):
    words = forms.CharField(max_length=10_000, label="Note", widget=forms.Textarea(attrs={"rows": 3}))
