"""What is asked about a step of a process, and about what every customer gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms

from joinery.method.playbook_edits import Content
from joinery.method.playbook_faults import LANGUAGES, LONGEST, Fault
from joinery.web.office.process import words as said
from joinery.web.ui.forms import Form

FIELD_OF = {"side": "owner", "role": "owner", "levels": "low", "words": "de_title", "is_start": "kind"}
LEVELS = {"low": "From afar", "mid": "At the checkpoints", "high": "Closely"}
# What is also said in other languages, with the most letters of it.
SAID = {
    "title": ("What is done", 160),
    "sees": ("What the customer sees", 600),
    "standard": ("What good is", 600),
    "question": ("The question", 200),
    **{name: (label, 300) for name, label in LEVELS.items()},
}


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
            for name, (label, size) in SAID.items():
                widget = lines() if size > 300 else None
                field = forms.CharField(label=label, max_length=size, required=False, widget=widget)
                self.fields[f"{language}_{name}"] = field
        for each in self.fields.values():
            if not isinstance(each.widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
                each.widget.attrs.setdefault("class", "field__line")

    def in_languages(self, evidence: Any) -> list[tuple[str, list[Any], list[Any]]]:
        """By language: what is asked of the step, and of each row of the evidence that is there."""
        rows = [row for row in evidence if row["what"].value()]
        return [
            (
                said.LANGUAGE_NAMES[each],
                [self[f"{each}_{name}"] for name in SAID],
                [(row["what"].value(), row[f"{each}_what"]) for row in rows],
            )
            for each in LANGUAGES
        ]

    def step(self, key: str, evidence: list[Content], was: Mapping[str, Any]) -> Content:
        """As it is kept. `was`: the step before; what this form does not ask stays."""
        filled = self.cleaned_data
        shown = {
            language: [each.get("said", {}).get(language, {}).get("what", "") for each in evidence]
            for language in LANGUAGES
        }
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
            "evidence": [{name: each[name] for name in ("what", "kind", "side")} for each in evidence],
            "roles_needed": [
                dict(zip(("side", "role"), seat.split(":"), strict=True)) for seat in filled["roles_needed"]
            ],
            "levels": {name: filled[name] for name in LEVELS},
            "words": {each: self._words(each, shown[each]) for each in LANGUAGES if self._is_said(each, shown[each])},
        }

    def _is_said(self, language: str, shown: Sequence[str]) -> bool:
        return any(shown) or any(self.cleaned_data[f"{language}_{name}"] for name in SAID)

    def _words(self, language: str, shown: Sequence[str]) -> Content:
        filled = {name: self.cleaned_data[f"{language}_{name}"] for name in SAID}
        levels = {name: filled.pop(name) for name in LEVELS}
        return {**filled, "levels": levels, "evidence": list(shown) if any(shown) else []}

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
        start |= {f"{language}_{name}": value for name, value in {**words, **words.get("levels", {})}.items()}
    return start


def evidence_of(step: Mapping[str, Any]) -> list[Content]:
    """The rows, each with its words in other languages."""
    kept = [{**each, "said": {}} for each in step.get("evidence", ())]
    for language, words in step.get("words", {}).items():
        for row, what in zip(kept, words.get("evidence", ()), strict=False):
            row["said"][language] = {"what": what}
    return kept


class Row(Form):
    """A row among others: left empty, it is not there. `tells`: what shows that somebody meant to fill it."""

    tells: tuple[str, ...] = ()
    said_in: ClassVar[dict[str, int]] = {"what": 200}  # what is also said in other languages, with the most letters

    what = forms.CharField(label="What", max_length=200, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        there = self.initial.get("said", {})
        for language in LANGUAGES:
            for name, most in self.said_in.items():
                label = f"{self.fields[name].label}, in {said.LANGUAGE_NAMES[language]}"
                start = there.get(language, {}).get(name, "")
                widget = lines(1) if most > 300 else forms.TextInput()
                widget.attrs["class"] = "field__line"
                field = forms.CharField(label=label, max_length=most, required=False, initial=start, widget=widget)
                self.fields[f"{language}_{name}"] = field

    @property
    def in_languages(self) -> list[Any]:
        return [self[f"{language}_{name}"] for language in LANGUAGES for name in self.said_in]

    def kept(self) -> Content:
        """As it is kept: the words in other languages by language, those that are there."""
        plain = dict(self.cleaned_data)
        there = {each: {name: plain.pop(f"{each}_{name}") for name in self.said_in} for each in LANGUAGES}
        return {**plain, "said": {language: words for language, words in there.items() if any(words.values())}}

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
    said_in: ClassVar[dict[str, int]] = {"what": 200, "words": 600}
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
    return [row.kept() for row in formset if row.cleaned_data.get("what")]


class FactsForm(Form):
    name = forms.CharField(label="Name", max_length=120)
    trade = forms.CharField(label="Trade", max_length=120)
    about = forms.CharField(label="What it is for", widget=lines(), required=False, max_length=1000)
