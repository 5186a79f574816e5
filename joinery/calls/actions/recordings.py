"""Taking in what was recorded, and saying who spoke."""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime

from django.db import transaction

from joinery.calls.actions.consenting import CannotName, cut_withdrawn
from joinery.calls.actions.holding import hold_call
from joinery.calls.knowing import find_known, is_a_name
from joinery.calls.models import Call, Recording, Voice
from joinery.calls.said import index_said
from joinery.calls.stored import conversation_to_json
from joinery.customers.models import Person
from joinery.engine.conversation import Speaker
from joinery.engine.read import read
from joinery.firm.history import note_deed
from joinery.firm.models import User


@transaction.atomic
def take_transcript(call: Call, content: bytes | str, *, file_name: str = "", by: User, now: datetime) -> Recording:
    """Raises CannotRead where the content is no conversation. The same content again is the same recording."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    sha256 = hashlib.sha256(raw).hexdigest()
    if known := Recording.objects.filter(call=call, sha256=sha256).first():
        return known
    conversation = read(content, name=file_name)
    call = hold_call(call, by=by, now=now, held_at=min(call.starts_at, now))
    recording = Recording.objects.create(
        call=call,
        file_name=file_name.replace("\0", "")[-255:],
        source=conversation.source[:30],
        sha256=sha256,
        original=zlib.compress(raw, 6),
        conversation=conversation_to_json(conversation),
        added_by=by,
        added_at=now,
    )
    _make_voices(recording, conversation.speakers)
    says = f"put in what was said: {call.title}"
    note_deed("take_transcript", recording, by=by, now=now, company_id=call.company_id, says=says)
    if cut_withdrawn(recording, by=by, now=now):
        recording.refresh_from_db()
    index_said(recording, now)
    return recording


def _make_voices(recording: Recording, speakers: tuple[Speaker, ...]) -> None:
    people = list(Person.objects.filter(company_id=recording.call.company_id, archived_at__isnull=True))
    users = list(User.objects.filter(is_active=True))
    for number, speaker in enumerate(speakers):
        user = find_known(speaker.name, speaker.email, users, people)
        person = None if user else find_known(speaker.name, speaker.email, people, users)
        side = "seller" if user else "customer" if person else speaker.side
        name = speaker.name[:160]
        Voice.objects.create(recording=recording, number=number, name=name, side=side, person=person, user=user)


@transaction.atomic
def correct_voice(
    voice: Voice, *, by: User, now: datetime, person: Person | None = None, user: User | None = None, side: str = ""
) -> list[Recording]:
    """Who that is: here, and wherever at this customer the same name speaks and nobody has said who it is.
    Returns the recordings that changed; they want to be heard again."""
    company_id = voice.recording.call.company_id
    if person and user:
        raise CannotName("A voice is one of them or one of us, not both.")
    if person and person.company_id != company_id:
        raise CannotName("That person works for another customer.")
    side = "customer" if person else "seller" if user else side or "unknown"
    voices = [voice]
    if is_a_name(voice.name):
        others = Voice.objects.filter(recording__call__company_id=company_id, name=voice.name)
        voices += others.exclude(pk=voice.pk).filter(person__isnull=True, user__isnull=True)
    changed = [each for each in voices if (each.person_id, each.user_id, each.side) != _key(person, user, side)]
    for each in changed:
        each.person, each.user, each.side = person, user, side
        each.save(update_fields=["person", "user", "side"])
    if changed:
        says = f"said who spoke: {voice.name} is {(person or user).name if person or user else side}"  # type: ignore[union-attr]
        note_deed("correct_voice", voice, by=by, now=now, company_id=company_id, says=says)
    return list(Recording.objects.filter(pk__in=[each.recording_id for each in changed]))


def _key(person: Person | None, user: User | None, side: str) -> tuple[int | None, int | None, str]:
    return person.pk if person else None, user.pk if user else None, side
