"""All that is kept about a person, as one archive: what they answered, said, promised and wrote; their voice."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from joinery.beliefs.models import Quote, YellowLight
from joinery.calls import audio_files
from joinery.calls.consents import may_be_played
from joinery.calls.cutting import merged
from joinery.calls.models import Audio, Consent, ConsentRequest, Recording, Voice
from joinery.customers.models import Person
from joinery.gateways.models import Letter
from joinery.promises.models import Promise
from joinery.rooms.models import Guest, HeardAnswer, RoomMessage


def export_person(person: Person) -> bytes:
    """A zip: about.json, and a file of sound for each recording in which they speak and that may be played."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", json.dumps(known_of(person), ensure_ascii=False, indent=2, default=str))
        for audio, stretches in _their_sound(person):
            with tempfile.TemporaryDirectory(dir=audio_files.folder()) as folder:
                from joinery.speech.silencing import only_file  # numpy is loaded when there is something to cut

                target = Path(folder) / "own.ogg"
                only_file(audio_files.copy_of(audio.public_id), target, stretches)
                archive.write(target, f"sound/{audio.public_id}.ogg")
    return packed.getvalue()


def known_of(person: Person) -> dict[str, Any]:
    fields = ("name", "title", "email", "phone", "mobile", "language", "zone", "place", "about", "created_at")
    guests = Guest.objects.filter(person=person)
    return {
        "person": {name: getattr(person, name) for name in fields} | {"company": person.company.name},
        "asked_to_be_recorded": _rows(
            ConsentRequest.objects.filter(person=person), "call__title", "wording", "asked_at", "reminded_at"
        ),
        "answered": _rows(
            Consent.objects.filter(person=person), "call__title", "answer", "how", "wording", "given_at", "quote"
        ),
        "said": [_said(voice) for voice in Voice.objects.filter(person=person).select_related("recording__call")],
        "quoted": _rows(Quote.objects.filter(person=person), "belief__kind", "text", "said_at"),
        "hesitations": _rows(YellowLight.objects.filter(person=person), "words", "noticed_at"),
        "promised": _rows(Promise.objects.filter(giver_person=person), "what", "quote", "due_on", "state", "made_at"),
        "was_promised": _rows(
            Promise.objects.filter(receiver_person=person), "what", "quote", "due_on", "state", "made_at"
        ),
        "answered_in_the_room": _rows(
            HeardAnswer.objects.filter(guest__in=guests), "line__words", "answer", "words", "answered_at"
        ),
        "wrote_in_the_room": _rows(RoomMessage.objects.filter(by_guest__in=guests), "words", "sent_at"),
        "letters": _rows(Letter.objects.filter(to_address__iexact=person.email), "subject", "text", "queued_at")
        if person.email
        else [],
    }


def _rows(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return list(rows.values(*fields))


def _said(voice: Voice) -> dict[str, Any]:
    turns = voice.recording.conversation["turns"]
    theirs = [turn for turn in turns if turn["speaker"] == voice.number and turn["text"]]
    return {
        "call": voice.recording.call.title,
        "file": voice.recording.file_name,
        "turns": [{name: turn.get(name) for name in ("start", "end", "text")} for turn in theirs],
    }


def _their_sound(person: Person) -> list[tuple[Audio, tuple[tuple[float, float], ...]]]:
    """Only what is theirs: nobody's export holds another's voice, as far as the times of the words tell."""
    found = []
    voices = {voice.recording_id: voice.number for voice in Voice.objects.filter(person=person)}
    recordings = {each.pk: each for each in Recording.objects.filter(pk__in=voices)}
    for audio in Audio.objects.filter(recording__in=voices).select_related("recording", "call"):
        turns = recordings[audio.recording_id].conversation["turns"]  # type: ignore[index]
        number = voices[audio.recording_id]  # type: ignore[index]
        times = [(turn.get("start"), turn.get("end")) for turn in turns if turn["speaker"] == number and turn["text"]]
        known = merged((start, end) for start, end in times if start is not None and end is not None)
        if known and may_be_played(audio) and audio_files.copy_of(audio.public_id).is_file():
            found.append((audio, known))
    return found
