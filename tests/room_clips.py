"""Pieces of talks: one that is shown, one that is ours alone, one that somebody did not agree to, another's."""

from __future__ import annotations

from joinery.calls.actions import Place, make_clip, note_consent
from joinery.calls.models import Call, Recording, Voice
from joinery.rooms.clips import share_clip

MARKS = {"0clipcall": "another talk", "0clip1": "ours alone", "0clip2": "not agreed to", "0clip3": "another's"}


def pieces_of(recording, dora, emil, *, ana, sam, now) -> dict[str, list[str]]:
    """What must not be read in it holds a mark of its own."""
    agreed(recording, dora, by=ana, now=now)
    refused = another_talk("A second talk", dora, by=ana, now=now)
    elsewhere = another_talk("0clipcall", emil, by=sam, now=now)
    shown = piece(recording, "A piece for both", ana, now)
    ours = piece(recording, "OURS ALONE 0clip1", ana, now)
    unwanted = piece(refused, "NOT AGREED 0clip2", ana, now)
    others = piece(elsewhere, "ANOTHER 0clip3", sam, now)
    for clip, by in ((shown, ana), (unwanted, ana), (others, sam)):
        share_clip(clip, by=by, now=now)
    note_consent(refused.call, "withdrawn", person=dora, by=ana, now=now)
    return {"clip_id": [*(each.public_id for each in (shown, ours, unwanted, others)), "nothing"]}


def agreed(recording, person, *, by, now) -> None:
    Voice.objects.create(recording=recording, number=0, name=person.name, side="customer", person=person)
    note_consent(recording.call, "given", person=person, by=by, now=now)


def another_talk(title, person, *, by, now) -> Recording:
    call = Call.objects.create(company=person.company, owner=by, title=title, starts_at=now, created_at=now)
    talk = {
        "speakers": [{"name": person.name, "side": "customer"}],
        "turns": [{"speaker": 0, "text": "Quite other words."}],
    }
    values = {"source": "zoom", "sha256": "b" * 64, "original": b"", "conversation": talk}
    recording = Recording.objects.create(call=call, added_by=by, added_at=now, **values)
    agreed(recording, person, by=by, now=now)
    return recording


def piece(recording, title, by, now):
    end = Place(0, len(recording.conversation["turns"][0]["text"]))
    return make_clip(recording, Place(0, 0), end, title, by=by, now=now)
