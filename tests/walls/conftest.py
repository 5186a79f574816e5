"""One of everything, and everybody who might knock."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from conftest import NOON
from django.utils import timezone

from joinery.web.room.entry import PASS

TALK = {
    "speakers": [{"name": "Ana Lindqvist", "side": "seller"}, {"name": "Dora Marković", "side": "customer"}],
    "turns": [
        {
            "speaker": "Ana Lindqvist",
            "start": 0,
            "end": 4,
            "text": "When it works, what will a normal Tuesday look like?",
        },
        {
            "speaker": "Dora Marković",
            "start": 4,
            "end": 9,
            "text": "I want the towels on the floors by ten, without anyone having to ask.",
        },
        {"speaker": "Ana Lindqvist", "start": 9, "end": 12, "text": "I'll send you the drain positions by Thursday."},
    ],
}


def brought_by(guest, line, now):
    """A file, a face, somebody at the door, a reader's word."""
    from room_cast import photo

    from joinery.rooms.entering import knock, set_guest_photo
    from joinery.rooms.files import keep_file
    from joinery.rooms.models import Knock, Visitor, VisitorWord

    version = keep_file(guest.room, photo(), by=guest, now=now)
    set_guest_photo(guest, photo(), now=now)
    knock(guest.room, "Jonas", "jonas@astoria.example", "The night team", now=now)
    visitor = Visitor.objects.create(room=guest.room, name="Lea", secret_hash="v" * 64, came_at=now, expires_at=now)
    word = VisitorWord.objects.create(visitor=visitor, line=line, answer="yes", said_at=now)
    return {
        **asked_and_reckoned(guest, now),
        "file": version.file,
        "version": version,
        "face": guest.photo,
        "knock": Knock.objects.get(),
        "word": word,
    }


def asked_and_reckoned(guest, now):
    """Another day asked for, a figure put before them."""
    from joinery.calls.models import Call
    from joinery.rooms.other_days import ask_other_day
    from joinery.rooms.value import add_value_line, publish_case

    owner, call = guest.room.company.owner, Call.objects.get(title="The site walk")
    line = add_value_line(guest.room, "costs", "waiting", "two hours", "Two hours a night.", by=owner, now=now)
    publish_case(line.case, by=owner, now=now)
    return {"figure": line, "day": ask_other_day(call, guest, now + timedelta(days=5), now=now)}


@pytest.fixture
def cast(monkeypatch, settings, tmp_path, astoria, laundry, call, dora, emil, quicklime, ana, ben, cara, ida, sam):
    from joinery.beliefs.actions import Heard, believe, notice_light
    from joinery.blueprints.actions.concerns import open_concern
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.blueprints.actions.playbooks import copy_playbook
    from joinery.calls.actions import add_agenda_item, create_call, send_agenda, take_transcript
    from joinery.calls.models import Proposal, Voice
    from joinery.firm.actions import make_key
    from joinery.method.playbooks import playbooks
    from joinery.opportunities.actions import add_alternative, add_decision_person
    from joinery.promises.actions import make_promise, step_promise
    from joinery.promises.life import State
    from joinery.rooms.actions import invite_guest, open_room
    from joinery.rooms.models import Guest, Pass
    from joinery.rooms.proofs import let_in
    from joinery.steps.publish_belief import publish_belief

    now, settings.DATA = timezone.now(), tmp_path
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)
    to_come = create_call(astoria, "The site walk", starts_at=now + timedelta(days=2), people=[dora], by=ana, now=now)
    send_agenda(to_come, by=ana, now=now)
    item = add_agenda_item(call, "The drain", by=ana, now=NOON)
    recording = take_transcript(call, json.dumps(TALK), by=ana, now=NOON)
    voice = Voice.objects.get(recording=recording, name="Dora Marković")
    words = TALK["turns"][1]["text"]
    proposal = Proposal.objects.create(
        recording=recording,
        voice=voice,
        kind="concept",
        side="customer",
        turn=1,
        start=0,
        end=len(words),
        quote=words,
        confidence=0.9,
        heard_by="accomplish",
    )
    heard = Heard(recording, 1, 0, len(words), words, now, dora, proposal)
    belief = believe(astoria, "concept", words, heard=heard, opportunity=laundry, by=ana, now=now)
    room, other_room = open_room(astoria, by=ana, now=now), open_room(quicklime, by=sam, now=now)
    for person, by in ((dora, ana), (emil, sam)):
        invite_guest(person, by=by, now=now)
    guest, other = Guest.objects.get(person=dora), Guest.objects.get(person=emil)
    line = publish_belief(belief, by=ana, now=now)
    secrets = {"guest": (room, let_in(guest, now=now)), "other guest": (other_room, let_in(other, now=now))}
    broken = make_promise(astoria, "The seals", side="ours", theirs=dora, by=ana, now=now)
    broken = step_promise(broken, State.REVOKED, by=ana, now=now)
    until = now.date() + timedelta(days=120)
    blueprint = draw_blueprint(laundry, playbooks()["equipment"], until, by=ana, now=now)
    show_blueprint(blueprint, by=ana, now=now)
    step = blueprint.steps.get(key="payment")
    things = {
        "audio": heard_audio(recording, ana, dora),
        "recording": recording,
        "clip": shared_clip(recording, ana),
        **coming_in(call, ida, now),
        "blueprint": blueprint,
        "step": step,
        "concern": open_concern(step, "stuck", "Who signs the transfer?", by=guest, now=now),
        "slip": slipped(blueprint, ana, now),
        **delivered(blueprint, guest, ana, now),
        "company": astoria,
        "person": dora,
        "opportunity": laundry,
        "call": call,
        "to_come": to_come,
        "item": item,
        "voice": voice,
        "proposal": proposal,
        "belief": belief,
        "light": notice_light(astoria, "I'm not sure.", opportunity=laundry, by=ana, now=now),
        "promise": make_promise(astoria, "The drain positions", side="ours", theirs=dora, by=ana, now=now),
        "recovery": broken.recoveries.get(),
        "alternative": add_alternative(laundry, "A lease from Milan", by=ana, now=now),
        "part": add_decision_person(laundry, dora, "funder", by=ana, now=now),
        "guest": guest,
        "line": line,
        "room": room,
        "pass": Pass.objects.get(guest=guest),
        **brought_by(guest, line, now),
        "colleague": ana,
        "playbook": copy_playbook(playbooks()["equipment"], "Ours", by=ida, now=now),
        "key": make_key(ida, "recorder", "read", now=now)[0],
    }
    users = {"seller": ana, "manager": ben, "delivery": cara, "admin": ida, "outsider": sam}
    return SimpleNamespace(
        users=users, things=things, secrets=secrets, places=places(things), let_in=let_in_with(secrets)
    )


def heard_audio(recording, ana, dora):
    """A recording that was heard, and may be played."""
    import numpy as np

    from joinery.calls.actions import expect, note_consent
    from joinery.calls.audio_files import copy_of
    from joinery.calls.models import Audio
    from joinery.speech.copying import write_copy
    from joinery.speech.sound import RATE, Sound

    call = recording.call
    expect(call, people=[dora], users=[], by=ana, now=NOON)
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    note_consent(call, "given", user=ana, by=ana, now=NOON)
    about = {"call": call, "recording": recording, "kind": "wav", "size": 1, "sha256": "0"}
    audio = Audio.objects.create(**about, added_by=ana, added_at=NOON, heard_at=NOON)
    copy_of(audio.public_id).parent.mkdir(exist_ok=True)
    write_copy(Sound(np.zeros((12 * RATE, 1), "<i2")), copy_of(audio.public_id))
    return audio


def shared_clip(recording, ana):
    """A piece of the talk that everybody in it agreed to, in the room."""
    from joinery.calls.actions import Place, make_clip
    from joinery.rooms.clips import share_clip

    clip = make_clip(recording, Place(0, 0), Place(1, 40), "A normal Tuesday", by=ana, now=NOON)
    return share_clip(clip, by=ana, now=NOON)


def coming_in(call, ida, now):
    """Somebody on the list, what they answered, a recording that comes in parts."""
    from joinery.calls.actions.uploads import begin_upload

    coming = begin_upload(call, size=9, file_name="call.wav", mark="a", voices=None, by=ida, now=now)
    return {
        "attendance": call.attendances.get(person__isnull=False),
        "consent": call.consents.first(),
        "upload": coming,
    }


def slipped(blueprint, ana, now):
    from joinery.blueprints.actions.slipping import slip_step

    target = blueprint.steps.get(is_target=True)
    return slip_step(target, target.due_on + timedelta(days=7), "late_part", target.version, by=ana, now=now)


def delivered(blueprint, guest, ana, now):
    """What must be ready, a seat of theirs, a line of the order, an extra they got, the package."""
    from joinery.blueprints.actions.extras import give_extra
    from joinery.blueprints.actions.ordering import add_order_line, deliver_line
    from joinery.blueprints.actions.paying import send_package
    from joinery.blueprints.actions.readiness import take_seat
    from joinery.blueprints.models import ReadyItem, Seat

    line = add_order_line(blueprint, "Washer, 18 kg", 2, by=ana, now=now)
    seat = Seat.objects.filter(step__blueprint=blueprint, side="theirs").first()
    return {
        "order_line": deliver_line(line, line.version, 2, now.date(), by=ana, now=now),
        "ready_item": ReadyItem.objects.filter(step__blueprint=blueprint, side="theirs").first(),
        "seat": take_seat(seat, guest.person, by=ana, now=now),
        "extra": give_extra(blueprint.extras.first(), by=ana, now=now),
        "package": send_package(blueprint, by=ana, now=now),
    }


def places(things):
    def of(row):
        return {
            name: things[thing].public_id if thing in things else thing for name, thing in row.get("at", {}).items()
        }

    return of


def let_in_with(secrets):
    def carry(visitor, actor):
        if actor in secrets:
            visitor.cookies[PASS] = secrets[actor][1]

    return carry
