"""A person is erased: their words out of every recording, their name out of every row, their way into the room closed.
What they signed stays, as the paper that it is; what was promised stays a promise."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import models, transaction

from joinery.calls.actions import note_consent
from joinery.calls.actions.cutting import cut_voice
from joinery.calls.keeping import kept_longer
from joinery.calls.models import Call, Consent, Cut, Proposal, Recording, Voice
from joinery.calls.not_again import remember, remembered
from joinery.customers.models import Person
from joinery.firm.history import note_deed, strike_words
from joinery.firm.models import Deed, User
from joinery.gateways.models import Letter
from joinery.rooms.actions import revoke_guest
from joinery.rooms.models import Guest, HeardAnswer, IncomingLetter, Pass, Proof, RoomMessage
from joinery.search import actions as search

NOBODY = "Somebody who was erased"
SIGNED = "blueprints.signoff"  # a signature is kept for as long as the contract is


class CannotErase(Exception):
    """Something of theirs is kept longer for a reason; the message says which."""


@transaction.atomic
def erase_person(person: Person, *, by: User | None, now: datetime) -> None:
    person = Person.objects.select_for_update().select_related("company").get(pk=person.pk)
    if person.erased_at:
        return
    calls = list(_calls_of(person))
    if held := kept_longer(call.pk for call in calls):
        reason = next(iter(held.values()))
        refused = f"asked to erase {person.name}; it is kept: {reason.why}"
        note_deed("erase_refused", person, by=by, now=now, company_id=person.company_id, says=refused)
        raise CannotErase(f"What was recorded is kept until {reason.until:%d.%m.%Y}: {reason.why}")
    for call in calls:
        note_consent(call, Consent.Answer.WITHDRAWN, person=person, by=by, now=now)
    for voice in Voice.objects.filter(person=person):
        cut_voice(voice, Cut.Why.ERASED, by=by, now=now)
        _forget_voice(voice)
    wrote = _close_the_room(person, by=by, now=now)
    for row, fields in _rows_of(person, now):
        type(row)._base_manager.filter(pk=row.pk).update(**fields)
    search.forget(person)
    strike_words(person.company_id, {person.name, person.email, *wrote}, least=2)
    _forget_the_name(person)
    public_id = person.public_id
    note_deed("erase_person", person, by=by, now=now, company_id=person.company_id, says="erased somebody on request")
    transaction.on_commit(lambda: remember("erased", person=public_id))


def _forget_the_name(person: Person) -> None:
    """Where others were told of them, or were heard to speak of them."""
    colleagues = Person.objects.filter(company=person.company_id).exclude(email="").values("email")
    for letter in Letter.objects.filter(text__contains=person.name, to_address__in=colleagues):
        Letter.objects.filter(pk=letter.pk).update(text=letter.text.replace(person.name, NOBODY))
    heard = Proposal.objects.filter(recording__call__company=person.company_id, owner_name=person.name)
    heard.update(owner_name=NOBODY)


def _calls_of(person: Person) -> models.QuerySet[Call]:
    voices = Voice.objects.filter(person=person).values("recording__call")
    there = models.Q(attendances__person=person) | models.Q(consents__person=person) | models.Q(pk__in=voices)
    return Call.objects.filter(there).distinct()


def _forget_voice(voice: Voice) -> None:
    """Also as the file names them."""
    recording = Recording.objects.get(pk=voice.recording_id)
    speakers = [dict(one) for one in recording.conversation.get("speakers", ())]
    if voice.number < len(speakers):
        speakers[voice.number] |= {"name": NOBODY, "email": ""}
    recording.conversation = {**recording.conversation, "speakers": speakers}
    recording.original = zlib.compress(json.dumps(recording.conversation, ensure_ascii=False).encode(), 6)
    recording.save(update_fields=["conversation", "original"])
    Voice.objects.filter(pk=voice.pk).update(name=NOBODY)


def _close_the_room(person: Person, *, by: User | None, now: datetime) -> set[str]:
    """What they wrote in it."""
    wrote: set[str] = set()
    for guest in Guest.objects.filter(person=person):
        if by:
            revoke_guest(guest, by=by, now=now)
        Guest.objects.filter(pk=guest.pk).update(revoked_at=guest.revoked_at or now, mailbox="", photo=None)
        Pass.objects.filter(guest=guest).delete()
        Proof.objects.filter(guest=guest).delete()
        wrote |= set(HeardAnswer.objects.filter(guest=guest).values_list("words", flat=True))
        wrote |= set(RoomMessage.objects.filter(by_guest=guest).values_list("words", flat=True))
        HeardAnswer.objects.filter(guest=guest).exclude(words="").update(words=NOBODY)
        RoomMessage.objects.filter(by_guest=guest).update(words=NOBODY)
        IncomingLetter.objects.filter(guest=guest).update(sender="", subject="", words="", enclosed=[])
        Deed.objects.filter(by_kind="guest", by_id=guest.public_id).update(by_name=NOBODY)
    Deed.objects.filter(by_kind="person", by_id=person.public_id).update(by_name=NOBODY)
    if person.email:
        Letter.objects.filter(to_address__iexact=person.email).delete()
    return wrote


def _rows_of(person: Person, now: datetime) -> Iterator[tuple[models.Model, dict[str, object]]]:
    """Every row about this person, with what is personal in it made empty."""
    yield (
        person,
        {
            **dict.fromkeys(("title", "email", "phone", "mobile", "zone", "place", "about"), ""),
            "name": NOBODY,
            "archived_at": person.archived_at or now,
            "erased_at": now,
        },
    )
    for model in apps.get_models():
        personal = _personal(model)
        if model is Person or not personal or model._meta.label_lower == SIGNED:
            continue
        links = [field.name for field in model._meta.fields if field.related_model in (Person, Guest)]
        for link in links:
            who = person if model._meta.get_field(link).related_model is Person else None
            found = model._base_manager.filter(**({link: who} if who else {f"{link}__person": person}))
            for row in found:
                yield row, {name: NOBODY if "name" in name else "" for name in personal}


def _personal(model: type[models.Model]) -> list[str]:
    named = {
        name for base in model.__mro__ if (kept := base.__dict__.get("privacy")) for name in kept.classes["personal"]
    }
    texts = (models.CharField, models.TextField)
    return [field.name for field in model._meta.fields if field.name in named and isinstance(field, texts)]


def do_again(*, now: datetime) -> int:
    """After an older backup was restored: what was taken back or erased since is taken back and erased once more."""
    done = 0
    for line in remembered():
        person = Person.objects.filter(public_id=line.get("person", "")).first()
        if line.get("kind") == "erased" and person and not person.erased_at:
            erase_person(person, by=None, now=now)
            done += 1
        elif line.get("kind") == "withdrawn" and person and not person.erased_at:
            done += _withdraw_again(line.get("call", ""), person, now)
    return done


def _withdraw_again(call_id: str, person: Person, now: datetime) -> int:
    call = Call.objects.filter(public_id=call_id).first()
    if call is None:
        return 0
    newest = Consent.objects.filter(call=call, person=person).last()
    if newest and Consent.objects.filter(call=call, person=person, answer=Consent.Answer.WITHDRAWN).exists():
        return 0
    note_consent(call, Consent.Answer.WITHDRAWN, person=person, now=now)
    return 1
