"""Forms of companies and people."""

from __future__ import annotations

from typing import Any

from django import forms

from joinery.customers.models import Company, Person, Source
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for
from joinery.lib.zones import zone_names
from joinery.method.consent_rules import places
from joinery.web.ui.forms import Form

LANGUAGES = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("it", "Italian"),
    ("es", "Spanish"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("sl", "Slovene"),
    ("hr", "Croatian"),
]
TEXT = forms.Textarea(attrs={"rows": 3})


class CompanyForm(Form):
    name = forms.CharField(max_length=160)
    domain = forms.CharField(max_length=160, required=False, help_text="What stands behind the @ of their mail")
    phone = forms.CharField(max_length=40, required=False)
    website = forms.URLField(max_length=200, required=False, assume_scheme="https")
    street = forms.CharField(max_length=200, required=False)
    postcode = forms.CharField(max_length=20, required=False)
    city = forms.CharField(max_length=120, required=False)
    country = forms.CharField(max_length=80, required=False)
    industry = forms.CharField(max_length=120, required=False)
    employees = forms.IntegerField(min_value=0, max_value=9_999_999, required=False)
    annual_revenue = forms.IntegerField(min_value=0, max_value=10**15, required=False, help_text="A year, whole units")
    source = forms.ChoiceField(choices=Source.choices, label="How we met", initial=Source.UNKNOWN)
    owner = forms.ModelChoiceField(
        User.objects.none(), to_field_name="public_id", label="Looked after by", empty_label=None
    )
    about = forms.CharField(widget=TEXT, required=False, label="About them", max_length=10_000)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = colleagues_for(user)  # type: ignore[attr-defined]


def company_values(company: Company) -> dict[str, Any]:
    return {name: getattr(company, name) for name in CompanyForm.base_fields if name != "owner"} | {
        "owner": company.owner.public_id
    }


class PersonForm(Form):
    name = forms.CharField(max_length=160)
    title = forms.CharField(max_length=120, required=False, label="What they do there")
    email = forms.EmailField(required=False)
    phone = forms.CharField(max_length=40, required=False)
    mobile = forms.CharField(max_length=40, required=False)
    language = forms.ChoiceField(choices=LANGUAGES, initial="en")
    zone = forms.CharField(max_length=60, required=False, label="Time zone", help_text="Europe/Rome, for example")
    place = forms.ChoiceField(
        choices=lambda: [("", "As their firm"), *((one.code, one.name) for one in places().values())],
        required=False,
        label="Where they are",
        help_text="Says how they must be asked before a call is recorded.",
    )
    about = forms.CharField(widget=TEXT, required=False, label="Good to know", max_length=10_000)

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone and zone not in zone_names():
            raise forms.ValidationError("There is no such time zone. Write it like Europe/Rome.")
        return str(zone)


def person_values(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonForm.base_fields}
