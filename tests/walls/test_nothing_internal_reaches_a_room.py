"""Nothing that is ours alone, and nothing personal of somebody else, is in any byte that a customer is shown.

Every text field that is internal, or personal and not the guest's own, holds a mark of its own in every row of every
table. Then everybody walks every address of the room, and the letters are read. A new field is in the walk by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from room_broken import CAUSE, SENT_TO_RECOVERIES, what_was_not_kept, write_of_the_hoses
from room_cast import brought_into, draw_shown_blueprint, fill, home_of, invited, let_in, photo, reckoned
from room_plans import draw_hidden_blueprint, is_of_their_plan, live_in, plan_ids

from joinery.beliefs.actions import Heard, believe
from joinery.calls.models import AgendaItem, Attendance, Call, ConsentRequest, Plan, Recording
from joinery.customers.models import Person
from joinery.gateways.mail import envelope
from joinery.gateways.models import Letter
from joinery.promises.actions import make_promise
from joinery.rooms.actions import answer_line, invite_guest, publish_line, withdraw_line
from joinery.rooms.asking import ask_consent, remind_of_consent, token_of
from joinery.rooms.digest import write_digest
from joinery.rooms.incoming import take_in
from joinery.rooms.models import Guest, Pass, Room, Visitor
from joinery.rooms.proofs import ask_code
from joinery.rooms.reply_address import reply_address
from joinery.rooms.wishes import stop_address, wish_letters
from joinery.steps.publish_belief import publish_belief
from joinery.web.room.urls import urlpatterns
from joinery.web.ui import faults

SAID = "I want the towels on the floors by ten."
OURS = [model for model in apps.get_models() if model.__module__.startswith("joinery.")]
TEXT = (models.CharField, models.TextField, models.JSONField)
TOO_SHORT = {"opportunities.opportunity.currency", "customers.person.language"}  # three and five letters hold no mark
SECRETS = {"password", "hashed", "secret_hash", "code_hash", "browser_hash", "sha256"}  # are marks themselves
ONLY_THEIRS = {"promises.promiseevent", "promises.recoveryevent"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def classed(model: type[models.Model], *names: str) -> set[str]:
    found: set[str] = set()
    for base in model.__mro__:
        privacy = base.__dict__.get("privacy")
        found |= {field for name in names for field in (privacy.classes[name] if privacy else ())}
    return found


def hidden_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every text field that must never be read outside; choices are words of ours that say nothing by themselves."""
    for model in OURS:
        hidden = classed(model, "internal", "personal")
        for field in model._meta.concrete_fields:
            if field.name in hidden and isinstance(field, TEXT) and not field.choices:
                yield model, field


def is_theirs(model: type[models.Model], field: str, row: models.Model, guest: Guest) -> bool:
    """What a guest may see of a person: colleagues by name in their own room, themselves, who did what."""
    if isinstance(row, Person):
        return row.company_id == guest.room.company_id and field in {"name", "title", "email"}
    if isinstance(row, Guest):
        return row.room_id == guest.room_id
    if isinstance(row, Visitor):
        return row.room_id == guest.room_id and field == "name"
    if isinstance(row, Pass):
        return row.guest_id == guest.pk and field == "browser"
    if model._meta.app_label == "blueprints" and field in {"by_name", "closed_by", "typed_name", "proof"}:
        return is_of_their_plan(row, guest)
    return model._meta.label_lower in ONLY_THEIRS  # by_name, of promises that are shown


@pytest.fixture
def world(settings, tmp_path, astoria, dora, ana, cara, emil, sam, laundry, call):
    """Two rooms with something of everything in them; Dora is the guest who looks."""
    now, settings.DATA = timezone.now(), tmp_path
    guest, other = invited(dora, ana), invited(emil, sam)
    piet = Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=now)
    let_in(Client(), invited(piet, ana), "Chrome on Windows")
    ask_code(guest.room, "piet@astoria.example", "a browser", now=now)
    talk = {"speakers": [{"name": "Dora", "side": "customer"}], "turns": [{"speaker": 0, "text": SAID}]}
    recording = Recording.objects.create(
        call=call, source="zoom", sha256="a" * 64, original=b"", conversation=talk, added_by=ana, added_at=now
    )
    heard = Heard(recording, 0, 0, len(SAID), SAID, now, dora)
    line = publish_belief(believe(astoria, "concept", "Our wording", by=ana, now=now, heard=heard), by=ana, now=now)
    waits = publish_line(guest.room, "need", "A line that waits.", person=piet, by=ana, now=now)
    taken = publish_line(guest.room, "need", "TAKEN BACK 0taken1", person=piet, by=ana, now=now)
    withdraw_line(taken, by=ana, now=now)
    answer_line(line, guest, "not_quite", "Sheets may be noon.", now=now)
    shown = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, quote="We send seals", now=now)
    theirs = make_promise(astoria, "The corridor", side="theirs", by=ana, theirs=piet, now=now)
    hidden = make_promise(astoria, "HIDDEN 0hidden1", side="ours", by=cara, is_shown=False, now=now)
    not_kept = what_was_not_kept(dora, ana)
    Call.objects.filter(pk=call.pk).update(agenda_sent_at=now, starts_at=now + timedelta(days=3))
    Plan.objects.create(call=call, purpose="advance", benefit="You see it run.", planned_by=ana, planned_at=now)
    secret_call = Call.objects.create(
        company=astoria, owner=ana, title="UNANNOUNCED 0secret1", starts_at=now + timedelta(days=1), created_at=now
    )
    Attendance.objects.create(call=call, person=piet)
    AgendaItem.objects.create(call=call, words="How loud it is", person=piet, added_at=now)
    more = {**brought_into(guest, other, line, ana, sam, now), **reckoned(guest, other, call, ana, sam, now)}
    plan = live_in(draw_shown_blueprint(laundry, dora, by=ana), guest, by=ana)
    plans = [plan, draw_hidden_blueprint(astoria, by=ana), draw_hidden_blueprint(emil.company, by=sam)]
    asked = ask_of(call, dora, ana, now)
    for model in OURS:
        fill(model)
    return {
        "ask_token": [asked, asked[:-1] + "0", "nothing"],
        "asked_id": [call.public_id, secret_call.public_id, "nothing"],
        **{"pass_id": ["nothing"], **more, **plan_ids(plans)},
        "guest": guest,
        "other": other,
        "line_id": [line.public_id, waits.public_id, taken.public_id, "nothing"],
        "promise_id": [shown.public_id, theirs.public_id, *not_kept["late"], hidden.public_id, "nothing"],
        "recovery_id": not_kept["recovery_id"],
        "call_id": [call.public_id, secret_call.public_id, "nothing"],
        "token": [stop_address(guest).split("/")[-2], stop_address(other).split("/")[-2], "nothing"],
        "room_id": [guest.room.public_id, other.room.public_id, "nothing"],
    }


def ask_of(call: Call, dora: Person, ana, now) -> str:  # type: ignore[no-untyped-def]
    """Dora is asked whether the next talk may be recorded; what opens the page."""
    Attendance.objects.get_or_create(call=call, person=dora)
    return token_of(ask_consent(call, dora, by=ana, now=now))


def mark_everything(guest: Guest) -> dict[str, str]:
    """Mark to where it stands. Public ids have no 0, so no mark can be in one by chance."""
    marks: dict[str, str] = {
        "0taken1": "a line taken back",
        "0hidden1": "a promise not shown",
        "0secret1": "a call",
        "0letter": "a letter",
        "0figure1": "a figure that is not shown",
        "0plan1": "a plan that is not shown",
    }
    marks |= {"0file1": "a file that is ours alone", "a secret place": "where a photograph was taken"}
    for model, field in hidden_fields():
        where = f"{model._meta.label_lower}.{field.name}"
        for row in model._base_manager.all():
            if where in TOO_SHORT or is_theirs(model, field.name, row, guest):
                continue
            if field.name in SECRETS:
                marks[str(getattr(row, field.name))] = where
                continue
            mark = f"0q{len(marks):04}"
            assert field.max_length is None or field.max_length >= len(mark), where
            value = {"a": [mark]} if isinstance(field, models.JSONField) else mark
            model._base_manager.filter(pk=row.pk).update(**{field.name: value})
            marks[mark] = where
    return {mark: where for mark, where in marks.items() if len(mark) > 5}


def addresses(world: dict) -> Iterator[str]:
    """Every address of the room, with what is theirs, what is hidden, what is another's, and what is nothing."""
    for pattern in urlpatterns:
        names = re.findall(r"<str:(\w+)>", str(pattern.pattern))
        for room in world["room_id"]:
            for value in world[names[1]] if len(names) > 1 else [None]:
                yield reverse(f"room:{pattern.name}", args=[room, *([value] if value else [])])


SENT = [
    {},
    {"answer": "yes"},
    {"answer": "not_quite"},
    {"title": "Ours", "day": "2026-12-24", "side": "theirs", "seen": "1", "kind": "stuck", "hands": "take"},
    {"answer": "nonsense", "state": "nonsense", "words": "x" * 400},
    {"answer": "not_quite", "words": "Not as you wrote it.", "state": "reported", "address": "nobody@astoria.example"},
    {"day": "2030-12-24", "hour": "10:00", "words": "The night team", "answer": "not_quite"},
    {"state": "accepted", "address": "dora@astoria.example", "code": "000000"},
    *SENT_TO_RECOVERIES,
    {"state": "revoked", "address": "nonsense", "code": "' OR 1=1"},
    {"answer": "no", "words": "One door opens to the wrong side.", "shown": "92 cm", "owner": "nobody"},
    {"name": "Jonas", "address": "jonas@astoria.example", "words": "Please", "answer": "yes"},
]


def everything_a_customer_reads(world: dict) -> Iterator[tuple[str, str]]:
    guest, mine = world["guest"], f"/room/{world['room_id'][0]}/"
    walkers = {"guest": let_in(Client(), guest), "stranger": Client(), "neighbour": let_in(Client(), world["other"])}
    for who, browser in walkers.items():
        browser.raise_request_exception = False
        for place in addresses(world):
            if "/leave/" in place or (who == "neighbour" and world["room_id"][1] in place):
                continue  # his own name in his own room is no leak
            is_inside = who == "guest" and place.startswith(mine)
            for verb in ("get", "head", "put", "options") if is_inside else ("get",):
                yield f"{who} {verb} {place}", whole(getattr(browser, verb)(place))
            for sent in SENT if is_inside else [SENT[-3], SENT[-1]]:
                yield f"{who} post {place} {sent}", whole(browser.post(place, sent))
            if is_inside and "/messages/" in place:
                yield f"{who} writes", whole(browser.post(place, {"to": world["to"], "words": "Hello"}))
            if is_inside and "/files/" in place:
                yield f"{who} brings a file to {place}", whole(browser.post(place, {"file": photo()}))
                yield f"{who} brings a program to {place}", whole(browser.post(place, {"file": ContentFile(b"MZ")}))
            if is_inside and "nothing" not in place:
                yield f"home after {place}", whole(browser.get(home_of(guest)))
    strict = let_in(Client(enforce_csrf_checks=True), guest)
    yield "forged", whole(strict.post(reverse("room:leave", args=[guest.room.public_id])))
    for number in (400, 403, 404, 419, 500):
        yield f"fault {number}", whole(faults.fault(RequestFactory().get(home_of(guest)), number))
    yield "leaving", whole(walkers["guest"].post(reverse("room:leave", args=[guest.room.public_id]), follow=True))


def whole(answer) -> str:  # type: ignore[no-untyped-def]
    """Body and headers, without the forms' tokens, which are random."""
    kept = [f"{name}: {value}" for name, value in answer.headers.items()]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return TOKEN.sub("", content.decode(errors="replace")) + "\n".join(kept)


@pytest.fixture(autouse=True)
def no_pace(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)


def found_in(words: str, marks: dict[str, str]) -> set[str]:
    return {where for mark, where in marks.items() if mark in words}


def test_no_mark_is_in_anything_that_a_customer_reads(world, ana, dora):
    guest = Guest.objects.select_related("room__company").get(pk=world["guest"].pk)
    Letter.objects.all().delete()
    marks = mark_everything(guest)
    read, leaks, faults_met = 0, {}, []
    for name, words in everything_a_customer_reads(world):
        read += 1
        faults_met += [name] if "That is our mistake" in words and not name.startswith("fault") else []
        if where := found_in(words, marks):
            leaks[name] = where

    assert leaks == {}
    assert faults_met == []
    assert read > 300


def test_no_mark_is_in_a_letter(world, ana, dora, settings):
    guest = Guest.objects.select_related("room__company").get(pk=world["guest"].pk)
    Letter.objects.all().delete()
    marks = mark_everything(guest)
    Client().post(reverse("room:code", args=[guest.room.public_id]), {"address": "dora@astoria.example"})
    dora.refresh_from_db()
    dora.email = "dora@new.example"
    dora.save()
    invite_guest(dora, by=ana, now=timezone.now())
    settings.INCOMING_ADDRESS = "room@in.example"
    take_in(b"From: x@evil.example\nTo: " + reply_address(guest).encode() + b"\n\nYes", now=timezone.now())
    wish_letters(guest, "daily", zone="UTC", now=timezone.now())
    ConsentRequest.objects.update(reminded_at=None)
    assert remind_of_consent(ConsentRequest.objects.first(), now=timezone.now())
    write_of_the_hoses(ana)
    marks[CAUSE] = "promises.recovery.cause"
    days = [timezone.now().replace(hour=9) + timedelta(days=number) for number in range(4)]
    assert any([write_digest(guest, now=at) for at in days])
    letters = {letter.kind: envelope(letter).message().as_string() for letter in Letter.objects.all()}

    to_them = ["consent", "digest", "invitation", "moved", "proof", "recovery_fixed", "recovery_plan", "unsure"]
    assert sorted(letters) == to_them
    assert {kind: found_in(words, marks) for kind, words in letters.items()} == dict.fromkeys(letters, set())


def test_the_walk_sees_the_room_and_every_field_is_marked(world):
    """The walk is worth something: it stands in the room, and each hidden field holds a mark somewhere."""
    guest = Guest.objects.select_related("room__company").get(pk=world["guest"].pk)
    marks = mark_everything(guest)
    page = let_in(Client(), guest).get(home_of(guest)).content.decode()

    shown = (SAID, "Sheets may be noon.", "The seals", "How loud it is", "It rattles.", "Piet Aerts", "The hoses")
    assert [words for words in shown if words not in page] == []
    fields = {f"{model._meta.label_lower}.{field.name}" for model, field in hidden_fields()}
    only_theirs = {f"{label}.by_name" for label in ONLY_THEIRS}
    only_theirs |= {"blueprints.signoff.typed_name", "blueprints.signoff.proof", "blueprints.evidence.by_name"}
    assert fields - set(marks.values()) - TOO_SHORT - only_theirs == set()
    assert len(fields) > 80


def test_a_reader_by_the_link_meets_no_mark_not_even_a_colleagues_name(world, ana):
    """A reader has proven nothing: what is personal of anybody is hidden too, of this room and of any other."""
    guest = Guest.objects.select_related("room__company").get(pk=world["guest"].pk)
    nobody = Guest(room=Room(pk=0, company_id=0), person=Person(pk=0))
    marks = mark_everything(nobody)
    stranger = Client()
    pages = {"before": whole(stranger.get(home_of(guest)))}
    for line in world["line_id"]:
        place = reverse("room:word", args=[guest.room.public_id, line])
        for sent in ({}, {"answer": "yes"}, {"name": "Tom", "answer": "not_quite"}, {"name": "Tom", "answer": "yes"}):
            pages[f"{line} {sent}"] = whole(stranger.post(place, sent))
    pages["after"] = whole(stranger.get(home_of(guest)))

    assert "A line that waits." in pages["after"]
    assert {name: found_in(words, marks) for name, words in pages.items() if found_in(words, marks)} == {}
