"""Companies, their people, and who of us works with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.firm.models import Team, User
from joinery.lib.records import Privacy, Record, Versioned


class Source(models.TextChoices):
    """How we first met."""

    INTRODUCED = "introduced", "Introduced by someone"
    REFERRAL = "referral", "Recommended"
    INBOUND = "inbound", "They called us"
    EVENT = "event", "Met at an event"
    COLD = "cold", "We called first"
    UNKNOWN = "unknown", "Not known"


class Company(Versioned):
    name = models.CharField(max_length=160, db_index=True)
    domain = models.CharField(max_length=160, blank=True, db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=80, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    annual_revenue = models.BigIntegerField(null=True, blank=True)  # whole units of the firm's currency
    source = models.CharField(max_length=12, choices=Source, default=Source.UNKNOWN)
    about = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="companies")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="companies")
    helpers = models.ManyToManyField(User, blank=True, related_name="helps_companies")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="domain industry employees annual_revenue source about team helpers created_at archived_at",
        shared="name phone website street postcode city country owner",
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name


class Person(Versioned):
    """Somebody at a customer's."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=160, db_index=True)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True, db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="en")
    zone = models.CharField(max_length=60, blank=True)
    place = models.CharField(
        max_length=6, blank=True
    )  # "DE", "US-CA": whose law says how they are asked to be recorded
    about = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="about created_at archived_at erased_at",
        shared="company",
        personal="name title email phone mobile language zone place",
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class CompanyNote(Record):
    """A note of ours on a company: what somebody of us reported, not what they said."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="company words by written_at")

    class Meta:
        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        return self.words[:60]
