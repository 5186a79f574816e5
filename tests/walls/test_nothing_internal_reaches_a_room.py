"""Nothing that is ours alone, and nothing personal of somebody else, is in any byte that a customer is shown.

Every text field that is internal, or personal and not the guest's own, holds a mark of its own in every row of every
table. Then everybody walks every address of the room, and the letters are read. A new field is in the walk by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_broken import CAUSE, what_was_not_kept
from room_cast import (
    ask_of,
    brought_into,
    draw_shown_blueprint,
    fill,
    home_of,
    invited,
    let_in,
    marked,
    reckoned,
)
from room_clips import MARKS, pieces_of
from room_plans import draw_hidden_blueprint, is_of_their_plan, live_in, plan_ids
from room_plants import PLANTED, plants
from room_walk import (
    KINDS,
    LETTER_KINDS,
    Answer,
    answered,
    every_letter,
    everything_a_customer_reads,
    fresh,
    leaks_in,
)

from joinery.beliefs.actions import Heard, believe
from joinery.calls.models import AgendaItem, Attendance, Call, Plan, Recording
from joinery.customers.models import Person
from joinery.gateways.models import Letter
from joinery.promises.actions import make_promise
from joinery.rooms.actions import answer_line, publish_line, withdraw_line
from joinery.rooms.feeds import make_feed
from joinery.rooms.models import Guest, Pass, Room, Visitor
from joinery.rooms.proofs import ask_code
from joinery.rooms.wishes import stop_address
from joinery.steps.publish_belief import publish_belief

SAID = "I want the towels on the floors by ten."
OURS = [model for model in apps.get_models() if model.__module__.startswith("joinery.")]
TEXT = (models.CharField, models.TextField, models.JSONField)
TOO_SHORT = {"opportunities.opportunity.currency", "customers.person.language"}  # three and five letters hold no mark
TOO_SHORT |= {"beliefs.belief.kind"}  # a key of the method: what stands on it must go on standing
SECRETS = {"password", "hashed", "secret_hash", "code_hash", "browser_hash", "sha256"}  # are marks themselves
ONLY_THEIRS = {"promises.promiseevent", "promises.recoveryevent"}


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
    more |= pieces_of(recording, dora, emil, ana=ana, sam=sam, now=now)
    make_feed(guest, now=now)
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
        "call": call,
        "call_id": [call.public_id, secret_call.public_id, "nothing"],
        "token": [stop_address(guest).split("/")[-2], stop_address(other).split("/")[-2], "nothing"],
        "room_id": [guest.room.public_id, other.room.public_id, "nothing"],
    }


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
    marks |= {"0file1": "a file that is ours alone", "a secret place": "where a photograph was taken", **MARKS}
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
            model._base_manager.filter(pk=row.pk).update(**{field.name: marked(row, field, mark)})
            marks[mark] = where
    assert len(marks) < 10_000  # numbers of four digits
    return {mark: where for mark, where in marks.items() if len(mark) > 5}


@pytest.fixture(autouse=True)
def no_pace(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)


def test_no_mark_is_in_anything_that_a_customer_reads(world):
    """Pages, forms refused, redirects, errors, JSON, papers, calendars, pictures, headers, file names."""
    marks = mark_everything(fresh(world))
    answers = list(everything_a_customer_reads(world))
    marks[CAUSE] = "promises.recovery.cause"
    broken = [one.name for one in answers if "That is our mistake" in one.read[0][1] and "fault" not in one.name]
    print("\n", len(answers), "answers:", dict(sorted(kinds_in(answers).items())))

    assert leaks_in(answers, marks) == {}
    assert broken == []
    assert set(kinds_in(answers)) == KINDS
    assert len(answers) >= 2000


def test_no_mark_is_in_a_letter(world, ana, dora, settings):
    """Head, text, leaf and file name of each kind of letter that they are written."""
    guest = fresh(world)
    Letter.objects.all().delete()
    marks = mark_everything(guest)
    letters = every_letter(world, ana, dora, settings)

    to_them = [
        "agenda",
        "consent",
        "digest",
        "invitation",
        "moved",
        "proof",
        "recovery_fixed",
        "recovery_plan",
        "unsure",
    ]
    assert sorted({letter.name.removeprefix("letter ") for letter in letters}) == to_them
    assert leaks_in(letters, marks | {CAUSE: "promises.recovery.cause"}) == {}
    assert set(kinds_in(letters)) == LETTER_KINDS


def kinds_in(answers: list[Answer]) -> Counter[str]:
    bare = ("redirect", "nothing to read")
    return Counter(kind for one in answers for kind, words in one.read if words or kind in bare)


def test_a_leak_of_each_kind_would_be_found(world, monkeypatch):
    found = {}
    for kind, ask in plants(world, monkeypatch):
        found[kind] = {leak.split(":")[0] for leak in leaks_in([ask()], {PLANTED: "planted"})}

    assert {kind: kind in met for kind, met in found.items()} == dict.fromkeys(found, True)
    without = {"redirect", "nothing to read", "picture", "header", "letter's file name"}
    assert set(found) == (KINDS | LETTER_KINDS) - without


def test_the_walk_sees_the_room_and_every_field_is_marked(world):
    """The walk is worth something: it stands in the room, and each hidden field holds a mark somewhere."""
    guest = Guest.objects.select_related("room__company").get(pk=world["guest"].pk)
    marks = mark_everything(guest)
    page = let_in(Client(), guest).get(home_of(guest)).content.decode()

    shown = (SAID, "Sheets may be noon.", "The seals", "How loud it is", "It rattles.", "Piet Aerts", "The hoses")
    shown += ("A piece for both",)
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
    pages = {"before": answered("before", stranger.get(home_of(guest)))}
    for line in world["line_id"]:
        place = reverse("room:word", args=[guest.room.public_id, line])
        for sent in ({}, {"answer": "yes"}, {"name": "Tom", "answer": "not_quite"}, {"name": "Tom", "answer": "yes"}):
            pages[f"{line} {sent}"] = answered(f"{line} {sent}", stranger.post(place, sent))
    pages["after"] = answered("after", stranger.get(home_of(guest)))

    assert "A line that waits." in pages["after"].read[0][1]
    assert leaks_in(list(pages.values()), marks) == {}
