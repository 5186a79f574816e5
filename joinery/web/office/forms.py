"""What the office asks."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from joinery.firm.models import Role
from joinery.firm.queries import teams
from joinery.lib.zones import zone_names
from joinery.web.ui.forms import Form

CURRENCIES = [
    ("EUR", "Euro"),
    ("USD", "US dollar"),
    ("GBP", "Pound"),
    ("CHF", "Swiss franc"),
    ("PLN", "Złoty"),
    ("SEK", "Swedish krona"),
]


def zones() -> list[tuple[str, str]]:
    known = sorted(name for name in zone_names() if "/" in name and not name.startswith(("Etc/", "posix", "right")))
    return [(name, name.replace("_", " ")) for name in known]


class FirstRun(Form):
    firm_name = forms.CharField(label="The name of your firm", max_length=120)
    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label="Your e-mail address", widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label="A password",
        help_text="Ten characters or more.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    zone = forms.ChoiceField(label="Your time zone", choices=zones, initial="Europe/Berlin")
    currency = forms.ChoiceField(label="Your currency", choices=CURRENCIES)
    code = forms.CharField(
        label="Set-up code",
        max_length=40,
        help_text="Joinery printed it where it was started, and keeps it in its data folder.",
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])


class FirmFacts(Form):
    name = forms.CharField(label="Name", max_length=120)
    trade = forms.CharField(label="What you make", max_length=120, required=False)
    address = forms.CharField(label="Address", required=False, widget=forms.Textarea({"rows": 3}))
    mail_domain = forms.CharField(
        label="Your mail domain",
        max_length=120,
        required=False,
        help_text="Tells your people from the customer's in a recording.",
    )
    zone = forms.ChoiceField(label="Time zone", choices=zones)
    currency = forms.ChoiceField(label="Currency", choices=CURRENCIES)
    consent_wording = forms.CharField(
        label="How you ask to record",
        widget=forms.Textarea({"rows": 3}),
        help_text="Leave it as it is, and everyone is asked in their own language, as their place wants it. Your own "
        "words stand in place of that question. Kept with each answer.",
    )


class Colleague(Form):
    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail address")
    title = forms.CharField(label="What they do", max_length=120, required=False)
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        help_text="Sellers and managers see their team's customers; delivery people those they help with; "
        "administrators all.",
    )
    team = forms.ChoiceField(label="Team", required=False)
    new_team = forms.CharField(label="Or a new team", max_length=80, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["team"]).choices = [("", "No team")] + [
            (team.public_id, team.name) for team in teams()
        ]


class Me(Form):
    name = forms.CharField(label="Name", max_length=120)
    title = forms.CharField(label="What you do", max_length=120, required=False)
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    zone = forms.ChoiceField(label="Your time zone", required=False, choices=lambda: [("", "As the firm"), *zones()])


class Key(Form):
    name = forms.CharField(label="What is it for?", max_length=80)
    scopes = forms.ChoiceField(
        label="What may it do?", choices=[("read", "Read"), ("read write", "Read and write")], initial="read"
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise ValidationError("Give it a name that you will know again.")
        return name
