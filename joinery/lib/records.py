"""What every stored thing has in common: an address, a version against lost updates, a class for each field."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, QuerySet

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: ids are read out on the telephone


Row = TypeVar("Row", bound=models.Model)


def new_public_id() -> str:
    """Eighteen characters of 31: 89 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(18))


class Privacy:
    """Who may ever see a field. Every field of every model is in exactly one class; a test holds it.

    internal: ours alone, never in a customer's room. shared: may be shown to the customer it belongs to.
    public: ids and states that say nothing. personal: about a person; exported to and erased for that person.
    """

    CLASSES = ("internal", "shared", "public", "personal")

    def __init__(self, *, internal: str = "", shared: str = "", public: str = "", personal: str = "") -> None:
        self.classes = {
            name: words.split() for name, words in zip(self.CLASSES, (internal, shared, public, personal), strict=True)
        }


def the_one(rows: QuerySet[Row]) -> Row | None:
    """The one row that there can be. first() would have it put in order: with wide rows Django takes longer over that
    than over the question."""
    return next(iter(rows.order_by()[:1]), None)


class Record(models.Model):
    """A thing with an address."""

    public_id = models.CharField(max_length=18, unique=True, editable=False, default=new_public_id)
    privacy: ClassVar[Privacy] = Privacy(public="id public_id")

    class Meta:
        abstract = True


class OnlyAdded(models.Model):
    """A row that is never rewritten."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **more: Any) -> None:
        if self.pk is not None:
            raise TypeError("This is never rewritten.")
        super().save(*args, **more)


class ChangedMeanwhile(Exception):
    """Somebody else saved first. Carries the record as it stands now, so that a page can show both."""

    def __init__(self, record: models.Model) -> None:
        super().__init__("Somebody else changed this while you were writing. Both texts are below; nothing is lost.")
        self.record = record


class Versioned(Record):
    """A record that two people may edit at once: whoever saves second is shown both texts."""

    version = models.PositiveIntegerField(default=1, editable=False)
    privacy: ClassVar[Privacy] = Privacy(public="version")

    class Meta:
        abstract = True

    def amend(self, seen: int, **values: Any) -> dict[str, list[str]]:
        """Write the values that differ, if nobody saved since version `seen`. Returns {field: [before, after]}."""
        changes = {
            name: [_plain(getattr(self, name)), _plain(value)]
            for name, value in values.items()
            if getattr(self, name) != value
        }
        if not changes:
            return {}
        rows = type(self)._default_manager.filter(pk=self.pk, version=seen)
        if not rows.update(version=F("version") + 1, **{name: values[name] for name in changes}):
            raise ChangedMeanwhile(self.fresh())
        for name in changes:  # what was written is known: no need to read it again
            self._take(name, values[name])
        self.version = seen + 1
        return changes

    def _take(self, name: str, value: Any) -> None:
        field = self._meta.get_field(name)
        if isinstance(field, models.Field) and not field.is_relation:
            value = field.to_python(value)
        setattr(self, name, value)

    def fresh(self) -> Self:
        return type(self)._default_manager.get(pk=self.pk)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
