"""What is written about a call: making it, planning it, putting in what was said, finishing its debrief."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from joinery.calls.models import Call, Debrief, Plan
from joinery.customers.models import Company
from joinery.customers.queries import companies_for, people_for
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for
from joinery.method.planning import Draft
from joinery.opportunities.queries import opportunities_for
from joinery.web.ui.forms import DayInput, Form, MomentInput

LARGEST = 64 * 1024 * 1024
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def ask(form: forms.Form, *names: str) -> None:
    """Wanted, so the label does not say "if you like"; but what is missing is said by the method, not by Django."""
    for name in names:
        field = form.fields[name]
        field.required = True
        field.validate = lambda value: None  # type: ignore[method-assign]


class CustomerForm(Form):
    """Whose call it is: asked first, because people and opportunities hang on it."""

    customer: forms.Field = forms.ModelChoiceField(None, to_field_name="public_id", empty_label="Choose a customer")

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["customer"].queryset = companies_for(user)  # type: ignore[attr-defined]


class CallForm(Form):
    title = forms.CharField(label="What the call is about", max_length=160, help_text="The customer reads this.")
    opportunity: forms.Field = forms.ModelChoiceField(
        None, required=False, to_field_name="public_id", empty_label="None yet"
    )
    kind = forms.ChoiceField(label="How", choices=Call.Kind.choices, initial=Call.Kind.VISIT)
    starts_at = forms.DateTimeField(label="When", widget=MomentInput(), input_formats=MOMENTS)
    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=600, initial=45)
    place = forms.CharField(label="Where", max_length=300, required=False)
    people: forms.Field = forms.ModelMultipleChoiceField(
        None,
        label="Who of them comes",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    users: forms.Field = forms.ModelMultipleChoiceField(
        None,
        label="Who of us comes along",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, company: Company, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: dict[str, Any] = {
            "opportunity": opportunities_for(user).filter(company=company),
            "people": people_for(user).filter(company=company),
            "users": colleagues_for(user),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class TranscriptForm(Form):
    use_required_attribute = False
    file = forms.FileField(
        label="A file",
        required=False,
        help_text="Zoom, Teams, Meet, Otter, Gong, Fireflies, Whisper, subtitles, a mail thread, or plain text. "
        "Up to 64 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".vtt,.srt,.txt,.json,.docx,.eml,.mbox,.md"}),
    )
    text = forms.CharField(
        label="Or the words themselves",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "Dora: In June we drove the sheets…\nAna: How often?"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ask(self, "file", "text")  # either of them

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text", "")
        if not file and not text.strip() and not self.errors:
            raise forms.ValidationError("Choose a file, or paste what was said.")
        if file and file.size > LARGEST:
            self.add_error("file", "This file is larger than 64 MB.")
        return given

    @property
    def content(self) -> bytes | str:
        file = self.cleaned_data.get("file")
        content: bytes | str = file.read() if file else self.cleaned_data["text"]
        return content

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return file.name if file else ""


class RecordingForm(Form):
    file = forms.FileField(
        label="A recording",
        help_text="wav, mp3, m4a, mp4, webm, ogg or flac, up to four hours.",
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*,video/mp4,video/webm"}),
        error_messages={"required": "Choose a recording. One larger than is allowed is not taken in at all."},
    )
    voices = forms.IntegerField(
        label="How many people speak in it",
        required=False,
        min_value=1,
        max_value=8,
        help_text="If you know. Otherwise it is found out.",
    )


class UnplannedForm(TranscriptForm):
    title = forms.CharField(label="What the call was about", max_length=160)
    held_at = forms.DateTimeField(label="When it was", widget=MomentInput(), input_formats=MOMENTS)
    kind = forms.ChoiceField(label="How", choices=Call.Kind.choices, initial=Call.Kind.PHONE)
    customer: forms.Field = forms.ModelChoiceField(None, to_field_name="public_id", empty_label="Choose a customer")
    field_order = ("customer", "title", "held_at", "kind", "file", "text")

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["customer"].queryset = companies_for(user)  # type: ignore[attr-defined]

    def clean_held_at(self) -> Any:
        held_at = self.cleaned_data["held_at"]
        if held_at > timezone.now():
            raise forms.ValidationError("This moment is still to come. Arrange the call instead.")
        return held_at


def area(label: str, hint: str = "", rows: int = 2, placeholder: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "placeholder": placeholder} if placeholder else {"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=4000, widget=widget)


def line(label: str, hint: str = "", placeholder: str = "") -> forms.CharField:
    attrs = {"placeholder": placeholder} if placeholder else {}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=300, widget=widget)


NEEDED = (
    *("benefit", "action_who", "action_what", "action_measure", "action_by", "action_payoff"),
    *("action_achievable", "to_learn", "in_it_for_them"),
)


class PlanForm(Form):
    """Nothing is refused here: whether it is a plan is for the method to say."""

    use_required_attribute = False

    purpose = forms.ChoiceField(
        label="What is the call for?", choices=Plan.Purpose.choices, widget=forms.RadioSelect, initial="advance"
    )
    benefit = area("What will they have from it that they did not have before?")
    reason_to_meet = area("Why meet, in their terms", "Stands in the agenda that they get.")
    action_who: forms.Field = forms.ModelChoiceField(
        None, label="Who of them", required=False, to_field_name="public_id", empty_label="Choose"
    )
    action_what = line("Does what", placeholder="walks the basement with us and marks the drain")
    action_measure = line("How you both see that it is done", placeholder="The drain is marked on the floor plan")
    action_by = forms.DateField(label="By when", required=False, widget=DayInput())
    action_payoff = line("So that they …", placeholder="can show the owners where the washers stand")
    action_achievable = line("Why they can do it", placeholder="He has the keys and is there on Fridays")
    least_step = line("If that is too much, the least step", placeholder="sends us the floor plan")
    to_learn = area("What you want to learn or to show")
    in_it_for_them = area("What is in it for them")
    concerns = area("What may worry them")
    use_of_answers = area("What we will do with their answers", "Stands in the agenda that they get.")
    required: forms.Field = forms.ModelMultipleChoiceField(
        None,
        label="Without whom is it not worth holding?",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    own_questions = area("Your own questions", "One on each line.", rows=3)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, call: Call, **more: Any) -> None:
        super().__init__(*args, **more)
        people = people_for(user).filter(company_id=call.company_id)
        for name in ("action_who", "required"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        ask(self, *(name for name in NEEDED if name in self.fields))
        self.call = call

    def draft(self) -> Draft:
        given = self.cleaned_data if self.is_bound else self.initial
        who = given.get("action_who")
        words = (
            *("benefit", "reason_to_meet", "action_what", "action_measure", "action_payoff", "action_achievable"),
            *("least_step", "to_learn", "in_it_for_them", "concerns", "use_of_answers"),
        )
        return Draft(
            purpose=given.get("purpose") or "advance",
            action_who=getattr(who, "name", who) or "",
            action_by=given.get("action_by"),
            held_on=self.call.starts_at.date(),
            **{name: given.get(name, "") for name in words},
        )


def plan_initial(call: Call, plan: Plan | None) -> dict[str, Any]:
    required = call.attendances.filter(is_required=True, person__isnull=False).select_related("person")
    initial: dict[str, Any] = {"required": [each.person.public_id for each in required if each.person]}
    if plan is None:
        return initial
    names = [name for name in PlanForm.base_fields if hasattr(plan, name)]
    initial |= {name: getattr(plan, name) for name in names}
    initial["action_who"] = plan.action_who.public_id if plan.action_who else None
    initial["own_questions"] = "\n".join(each.words for each in plan.questions.all() if not each.code)
    return initial


class AgendaForm(Form):
    words = forms.CharField(label="What should be talked about", max_length=300)


HOWS = [("call", "Said on the call"), ("mail", "Wrote it"), ("contract", "Agreed beforehand")]


class ConsentForm(Form):
    how = forms.ChoiceField(label="How they said it", choices=HOWS, initial="call")
    wording = area("What they were asked", rows=2)


class FinishForm(Form):
    benefit_given = forms.ChoiceField(
        label="Did they get what you had planned for them?",
        choices=Debrief.Given.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    benefit_words = line("How it showed")
    action_result = forms.ChoiceField(
        label="What became of the step?", choices=Debrief.Action.choices, required=False, widget=forms.RadioSelect
    )
    action_words = line("What they said, or offered instead")
    learned = area("What you know now that you did not know before")
    next_title = line("What it is about")
    next_at = forms.DateTimeField(label="When", required=False, widget=MomentInput(), input_formats=MOMENTS)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("next_title", "").strip() and not given.get("next_at") and "next_at" not in self.errors:
            self.add_error("next_at", "Say when, even roughly. It can be moved.")
        if given.get("next_at") and not given.get("next_title", "").strip():
            self.add_error("next_title", "Say what the next call is about.")
        return given
