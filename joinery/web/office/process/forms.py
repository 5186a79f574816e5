"""What is asked about a step of a process, and about what every customer gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from joinery.method.playbook_edits import Content
from joinery.method.playbook_faults import LANGUAGES, LONGEST, Fault
from joinery.web.office.process import words as said
from joinery.web.ui.forms import Form

FIELD_OF = {"side": "owner", "role": "owner", "levels": "low", "words": "de_title", "is_start": "kind"}


def lines(rows: int = 2) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class StepForm(Form):
    title = forms.CharField(label="What is done", max_length=160)
    sees = forms.CharField(label="What the customer sees of it", widget=lines(), max_length=600)
    standard = forms.CharField(
        label="What good is", widget=lines(), max_length=600, help_text="One sentence that both of you can check."
    )
    owner = forms.ChoiceField(label="Who does it", choices=said.owner_choices)
    stage = forms.TypedChoiceField(label="Stage", choices=said.stage_choices, coerce=int)
    kind = forms.ChoiceField(label="What it is", choices=said.KIND_NAMES)
    when = forms.ChoiceField(label="When it is needed", choices=said.WHEN_NAMES, required=False)
    takes = forms.IntegerField(label="Working days it takes", min_value=0, max_value=LONGEST, initial=1)
    after = forms.MultipleChoiceField(
        label="It waits for", required=False, widget=forms.CheckboxSelectMultiple({"class": "ticks"})
    )
    lag_days = forms.IntegerField(
        label="Days to wait after these",
        min_value=0,
        max_value=3660,
        required=False,
        help_text="In calendar days: 30 for a question a month later.",
    )
    is_target = forms.BooleanField(label="This is on the day that the customer names", required=False)
    is_checkpoint = forms.BooleanField(label="Here the customer is asked whether it fits", required=False)
    question = forms.CharField(
        label="The question",
        max_length=200,
        required=False,
        help_text="“Does it match the picture in your mind?” They answer yes, not quite, or no, with words.",
    )
    roles_needed = forms.MultipleChoiceField(
        label="Who must be there",
        required=False,
        choices=said.seat_choices,
        widget=forms.CheckboxSelectMultiple({"class": "ticks"}),
    )
    low = forms.CharField(label="From afar", required=False, max_length=300)
    mid = forms.CharField(label="At the checkpoints", required=False, max_length=300)
    high = forms.CharField(label="Closely", required=False, max_length=300)

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.MultipleChoiceField, self.fields["after"]).choices = others
        for language in LANGUAGES:
            for name, label, size in (("title", "What is done", 160), ("sees", "What the customer sees", 600)):
                widget = lines() if name == "sees" else None
                field = forms.CharField(label=label, max_length=size, required=False, widget=widget)
                self.fields[f"{language}_{name}"] = field
            self.fields[f"{language}_question"] = forms.CharField(label="The question", max_length=200, required=False)
        for each in self.fields.values():
            if not isinstance(each.widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
                each.widget.attrs.setdefault("class", "field__line")

    @property
    def in_languages(self) -> list[tuple[str, list[Any]]]:
        names = ("title", "sees", "question")
        return [(said.LANGUAGE_NAMES[each], [self[f"{each}_{name}"] for name in names]) for each in LANGUAGES]

    def step(self, key: str, evidence: list[Content], was: Mapping[str, Any]) -> Content:
        """As it is kept. `was`: the step before; what this form does not ask stays."""
        filled = self.cleaned_data
        side, _, role = filled["owner"].partition(":")
        plain = ("title", "sees", "standard", "stage", "kind", "when", "takes", "is_checkpoint", "question")
        return {
            **was,
            **{name: filled[name] for name in plain},
            "key": key,
            "side": side,
            "role": role,
            "after": filled["after"],
            "lag_days": filled["lag_days"] or 0,
            "is_start": filled["kind"] == "signature",
            "is_target": filled["is_target"],
            "evidence": evidence,
            "roles_needed": [
                dict(zip(("side", "role"), seat.split(":"), strict=True)) for seat in filled["roles_needed"]
            ],
            "levels": {name: filled[name] for name in ("low", "mid", "high")},
            "words": {language: words for language in LANGUAGES if any((words := self._words(language)).values())},
        }

    def _words(self, language: str) -> dict[str, str]:
        return {name: self.cleaned_data[f"{language}_{name}"] for name in ("title", "sees", "question")}

    def add_faults(self, faults: Sequence[Fault], key: str) -> None:
        """Each beside the line that it is about; what is about another step is said above."""
        for fault in faults:
            field = FIELD_OF.get(fault.field, fault.field)
            if fault.step == key and field in self.fields:
                self.add_error(field, fault.says)
            else:
                self.add_error(None, fault.says if fault.step in ("", key) else str(fault))


def initial_of(step: Mapping[str, Any]) -> dict[str, Any]:
    """A step as the form shows it."""
    start = {**step, **step.get("levels", {}), "owner": f"{step.get('side', 'ours')}:{step.get('role', 'seller')}"}
    start["roles_needed"] = [f"{seat['side']}:{seat['role']}" for seat in step.get("roles_needed", ())]
    for language, words in step.get("words", {}).items():
        start |= {f"{language}_{name}": value for name, value in words.items()}
    return start


class Row(Form):
    """A row among others: left empty, it is not there. `tells`: what shows that somebody meant to fill it."""

    tells: tuple[str, ...] = ()

    what = forms.CharField(label="What", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        if not filled.get("what") and any(filled.get(name) for name in self.tells):
            self.add_error("what", "Say what it is, or empty this row.")
        return filled


class EvidenceRow(Row):
    what = forms.CharField(label="What it shows", max_length=200, required=False)
    kind = forms.ChoiceField(label="As", choices=said.EVIDENCE_NAMES, required=False)
    side = forms.ChoiceField(label="Who brings it", choices=said.SIDE_NAMES, required=False)


class PackageRow(Row):
    tells = ("words",)
    kind = forms.ChoiceField(label="As", choices=said.PACKAGE_NAMES, required=False)
    words = forms.CharField(label="In words", max_length=600, required=False, widget=lines(1))


class ExtraRow(Row):
    tells = ("days",)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    days = forms.IntegerField(label="Days after it", min_value=0, max_value=3660, required=False)
    after = forms.ChoiceField(label="After which step", required=False)
    for_whom = forms.ChoiceField(label="For whom", choices=said.WHOM_NAMES, required=False)


class LineRow(Row):
    tells = ("quantity", "unit")
    quantity = forms.IntegerField(label="How many", min_value=1, max_value=100_000, required=False)
    unit = forms.CharField(label="Of", max_length=40, required=False)


def rows(kind: type[Row], prefix: str, posted: Any, kept: Sequence[Mapping[str, Any]]) -> Any:
    """The rows that are there, and two more to write in."""
    made = forms.formset_factory(kind, extra=2, max_num=60, absolute_max=80)
    return made(posted, prefix=prefix, initial=[dict(each) for each in kept])


def filled(formset: Any) -> list[Content]:
    return [dict(row.cleaned_data) for row in formset if row.cleaned_data.get("what")]


class FactsForm(Form):
    name = forms.CharField(label="Name", max_length=120)
    trade = forms.CharField(label="Trade", max_length=120)
    about = forms.CharField(label="What it is for", widget=lines(), required=False, max_length=1000)
