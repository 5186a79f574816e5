"""Forms of a blueprint: drawing one, a step, another day, a name under it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from joinery.blueprints.models import Concern, Level, Side, Step
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.method.causes import causes
from joinery.method.playbooks import Playbook
from joinery.web.ui.forms import DayInput, Form


class DrawForm(Form):
    playbook = forms.ChoiceField(label="Which process")
    target_on = forms.DateField(widget=DayInput, label="The customer’s day")
    has_options = forms.BooleanField(required=False, label="There are options to choose from")
    has_customisation = forms.BooleanField(required=False, label="Something is made for them alone")
    level = forms.ChoiceField(
        choices=Level.choices,
        widget=forms.RadioSelect,
        initial=Level.MID,
        label="How closely do they want to take part?",
    )

    def __init__(self, *args: Any, playbooks: Iterable[Playbook], **more: Any) -> None:
        super().__init__(*args, **more)
        self.playbooks = {playbook.key: playbook for playbook in playbooks}
        self.fields["playbook"].choices = [  # type: ignore[attr-defined]
            (key, playbook.name) for key, playbook in self.playbooks.items()
        ]

    @property
    def chosen(self) -> Playbook:
        return self.playbooks[self.cleaned_data["playbook"]]


class Owners:
    """Whoever may own a step: a name of ours, a name of theirs, or a side as a whole."""

    def __init__(self, users: Sequence[User], people: Sequence[Person], company: str) -> None:
        self._known: dict[str, tuple[str, User | None, Person | None]] = {}
        self._known |= {f"user:{user.public_id}": (Side.OURS, user, None) for user in users}
        self._known |= {f"person:{person.public_id}": (Side.THEIRS, None, person) for person in people}
        self._known |= {"theirs": (Side.THEIRS, None, None), "ours": (Side.OURS, None, None)}
        self.choices = [
            (company, [(f"person:{one.public_id}", one.name) for one in people] + [("theirs", "One of theirs")]),
            ("We", [(f"user:{one.public_id}", one.name) for one in users] + [("ours", "One of us")]),
        ]

    def __getitem__(self, key: str) -> dict[str, Any]:
        side, user, person = self._known[key]
        return {"side": side, "owner_user": user, "owner_person": person}


def owner_key(step: Step) -> str:
    if step.owner_user:
        return f"user:{step.owner_user.public_id}"
    return f"person:{step.owner_person.public_id}" if step.owner_person else str(step.side)


class StepForm(Form):
    """A step as it is planned. `was`: what stood on the page, so that only what the writer changed is written."""

    title = forms.CharField(max_length=160, label="What will be done")
    owner = forms.ChoiceField(label="Who does it")
    takes = forms.IntegerField(min_value=0, max_value=250, label="Working days that it takes")
    lag_days = forms.IntegerField(min_value=0, max_value=1500, required=False, label="Days to wait before it")
    after = forms.MultipleChoiceField(required=False, label="What comes before it")
    standard = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label="What good is"
    )
    sees = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), label="What they see of it"
    )
    was = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owners: Owners, others: Iterable[Step], step: Step, **more: Any) -> None:
        stands = planned_values(step)
        more.setdefault("auto_id", f"{step.public_id}_%s")
        super().__init__(*args, initial={**stands, "was": json.dumps(stands)}, **more)
        self.owners = owners
        self.fields["owner"].choices = owners.choices  # type: ignore[attr-defined]
        earlier = [(other.key, other.title) for other in others if other.key != step.key]
        self.fields["after"].choices = earlier  # type: ignore[attr-defined]
        self.fields["after"].widget.attrs["size"] = 4

    def clean_lag_days(self) -> int:
        return self.cleaned_data["lag_days"] or 0

    def clean_was(self) -> dict[str, Any]:
        try:
            read = json.loads(self.cleaned_data["was"] or "{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def written(self) -> dict[str, Any]:
        """What the writer changed, by name of the form's field."""
        mine = {name: value for name, value in self.cleaned_data.items() if name != "was"}
        was = self.cleaned_data["was"]
        return {name: value for name, value in mine.items() if name not in was or was[name] != value}


def planned_values(step: Step) -> dict[str, Any]:
    """As the form has them."""
    names = ("title", "takes", "lag_days", "standard", "sees")
    return {**{name: getattr(step, name) for name in names}, "owner": owner_key(step), "after": list(step.after)}


class AddStepForm(Form):
    title = forms.CharField(max_length=160, label="What will be done")
    owner = forms.ChoiceField(label="Who does it")
    due_on = forms.DateField(widget=DayInput, required=False, label="By which day")
    takes = forms.IntegerField(min_value=1, max_value=250, initial=1, label="Working days that it takes")
    after = forms.ChoiceField(required=False, label="After")

    def __init__(self, *args: Any, owners: Owners, others: Iterable[Step], **more: Any) -> None:
        super().__init__(*args, **more)
        self.owners = owners
        self.fields["owner"].choices = owners.choices  # type: ignore[attr-defined]
        earlier = [("", "Nothing in particular"), *((other.key, other.title) for other in others)]
        self.fields["after"].choices = earlier  # type: ignore[attr-defined]


def cause_choices() -> list[tuple[str, str]]:
    return [("", "It is not late"), *((cause.key, cause.title) for cause in causes().values())]


class DayForm(Form):
    """Another day. Once it is signed, later than agreed needs its cause, and waits for their yes."""

    day = forms.DateField(widget=DayInput, label="New day")
    words = forms.CharField(max_length=1000, required=False, label="A word to them about it")
    cause = forms.ChoiceField(
        required=False,
        choices=lambda: cause_choices(),
        label="If it is later than agreed: why. Only we read this",
    )


class DeedForm(Form):
    deed = forms.CharField(max_length=12)
    words = forms.CharField(max_length=4000, required=False)
    reason = forms.CharField(max_length=2000, required=False)


class ConcernForm(Form):
    kind = forms.ChoiceField(choices=Concern.Kind.choices)
    words = forms.CharField(max_length=4000)


class SignForm(Form):
    typed_name = forms.CharField(max_length=160, label="Your name, as you sign")
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
