"""Forms of opportunities: the record, its stage, who decides, what else they could do."""

from __future__ import annotations

from typing import Any

from django import forms

from joinery.firm.models import User
from joinery.firm.queries import colleagues_for
from joinery.method.fit import fit_items
from joinery.method.stages import stages
from joinery.opportunities.models import Alternative, DecisionPerson, FitMark, Opportunity
from joinery.web.desk.forms.knowledge import PeopleForm
from joinery.web.ui.forms import DayInput, Form

CURRENCIES = [(code, code) for code in ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF")]


class OpportunityForm(Form):
    name = forms.CharField(max_length=160, help_text="What they would have, if it goes well")
    amount = forms.DecimalField(max_digits=15, decimal_places=2, min_value=0, required=False, label="Worth")
    currency = forms.ChoiceField(choices=CURRENCIES, initial="EUR")
    close_on = forms.DateField(widget=DayInput, required=False, label="They decide by")
    probability = forms.IntegerField(
        min_value=0, max_value=100, required=False, label="How likely", help_text="Percent, your own guess"
    )
    kind = forms.ChoiceField(choices=[("new", "First order"), ("repeat", "Repeat order")], initial="new")
    next_step = forms.CharField(max_length=200, required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), to_field_name="public_id", label="Looked after by", empty_label=None
    )
    about = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Good to know", max_length=10_000
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = colleagues_for(user)  # type: ignore[attr-defined]

    def clean_amount(self) -> int | None:
        """Kept in cents."""
        amount = self.cleaned_data["amount"]
        return None if amount is None else int(amount * 100)


def opportunity_values(opportunity: Opportunity) -> dict[str, Any]:
    values = {name: getattr(opportunity, name) for name in OpportunityForm.base_fields if name != "owner"}
    if opportunity.amount is not None:
        whole, cents = divmod(opportunity.amount, 100)
        values["amount"] = f"{whole}.{cents:02}" if cents else str(whole)
    return values | {"owner": opportunity.owner.public_id}


class StageForm(Form):
    stage = forms.ChoiceField(choices=lambda: [(stage.key, stage.title) for stage in stages().values()])
    why = forms.CharField(required=False, max_length=2_000, label="Why it ended, as you see it")
    their_words = forms.CharField(required=False, max_length=2_000, label="What they said about it, in their words")
    reason = forms.CharField(required=False, max_length=2_000, label="Why it is right to go on all the same")


class FitForm(Form):
    item = forms.ChoiceField(choices=lambda: [(item.key, item.title) for item in fit_items().values()])
    light = forms.ChoiceField(choices=FitMark.Light.choices)
    words = forms.CharField(required=False, max_length=500)


class PartForm(PeopleForm):
    field_order = ("person", "part", "influence", "wins")
    person = forms.ChoiceField(label="Who of theirs")
    part = forms.ChoiceField(choices=DecisionPerson.Part.choices)
    influence = forms.ChoiceField(
        choices=[("", "Not known"), ("high", "High"), ("medium", "Medium"), ("low", "Low")], required=False
    )
    wins = forms.CharField(required=False, max_length=500, label="What they would gain themselves")


class AlternativeForm(Form):
    name = forms.CharField(max_length=160, label="Which other way")
    kind = forms.ChoiceField(choices=Alternative.Kind.choices)
    better_at = forms.CharField(required=False, max_length=500, label="What it does better than ours")
    was_asked = forms.BooleanField(required=False, label="They told us, because we asked")
