"""Who stands in a room, and what the whole house looks like from outside: for the tests of rooms."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone

from joinery.gateways.models import Letter
from joinery.rooms.models import Guest, Pass
from joinery.rooms.proofs import PASS_LIFE, hashed, new_secret


def invited(person, by):
    from joinery.rooms.actions import invite_guest, open_room

    open_room(person.company, by=by, now=timezone.now())
    invite_guest(person, by=by, now=timezone.now())
    return Guest.objects.select_related("room__company", "person").get(person=person)


def let_in(client, guest, browser="Firefox on Linux"):
    """The browser as it is after the code was typed in."""
    secret, now = new_secret(), timezone.now()
    Pass.objects.create(
        guest=guest, secret_hash=hashed("pass", secret), made_at=now, expires_at=now + PASS_LIFE, browser=browser
    )
    client.cookies["room"] = secret
    return client


def home_of(guest):
    return reverse("room:home", args=[guest.room.public_id])


def code_in(letter: Letter) -> str:
    return next(line for line in letter.text.splitlines() if line.isdigit())


def newest_letter(kind: str) -> Letter | None:
    return Letter.objects.filter(kind=kind).order_by("-id").first()


def house_as_it_is() -> str:
    """One mark over every row of every table."""
    marks = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        rows = sorted(repr(row) for row in model._base_manager.values_list())
        marks.update(f"{model._meta.label}{rows}".encode())
    return marks.hexdigest()


def photo(name="cellar.jpg", says="a secret place"):
    """A photograph that remembers where it was taken."""
    from PIL import Image

    held, exif = BytesIO(), Image.Exif()
    exif[0x010E] = says
    Image.new("RGB", (60, 40), "tan").save(held, "JPEG", exif=exif)
    return ContentFile(held.getvalue(), name=name)


def brought_into(guest, other, line, ana, sam, now):
    """Two rooms with files, faces, letters, somebody at the door and a reader; what is another's holds a mark."""
    from joinery.rooms.entering import come_in_by_name, knock, say_as_visitor, set_guest_photo, visitor_with
    from joinery.rooms.files import keep_file
    from joinery.rooms.messages import write_message
    from joinery.rooms.models import Room, Visitor

    shown = keep_file(guest.room, photo(), by=guest, now=now)
    ours_alone = keep_file(guest.room, photo("OURS ALONE 0file1.jpg"), by=ana, now=now)
    another = keep_file(other.room, photo("ANOTHER 0file2.jpg"), by=other, now=now)
    for one, us in ((guest, ana), (other, sam)):
        set_guest_photo(one, photo(), now=now)
        write_message(one.room, "Mine" if one == guest else "ANOTHER 0letter", by=one, to=us, now=now)
    knock(guest.room, "Jonas", "jonas@astoria.example", "Let me in", now=now)
    guest.room.entry = "link"
    guest.room.save()
    reader = visitor_with(come_in_by_name(Room.objects.get(pk=guest.room_id), "Lea", now=now), guest.room, now)
    say_as_visitor(line, reader, "not_quite", "A reader's word.", now=now)
    Visitor.objects.create(room=other.room, name="X", secret_hash="0visitor", came_at=now, expires_at=now)
    write_message(guest.room, "It rattles.", by=guest, to=ana, now=now)
    versions = (shown, ours_alone, another)
    return {
        "file_id": [*(each.file.public_id for each in versions), "nothing"],
        "version_id": [*(each.public_id for each in versions), "nothing"],
        "picture_id": [guest.photo.public_id, other.photo.public_id, "nothing"],
        "to": ana.public_id,
    }


def reckoned(guest, other, call, ana, sam, now):
    """A value case that is shown here, one that is not in another room, another day asked for and one refused."""
    from joinery.rooms.other_days import ask_other_day, refuse_day
    from joinery.rooms.value import add_value_line, publish_case

    shown = add_value_line(guest.room, "costs", "waiting", "two hours", "Two hours a night.", by=ana, now=now)
    publish_case(shown.case, by=ana, now=now)
    hidden = add_value_line(other.room, "costs", "0figure1", "0figure1", "0figure1", by=sam, now=now)
    call.refresh_from_db()
    ask_other_day(call, guest, now + timedelta(days=8), "The night team is free.", now=now)
    refuse_day(ask_other_day(call, guest, now + timedelta(days=9), now=now), "We are in Graz.", by=ana, now=now)
    return {"figure_id": [shown.public_id, hidden.public_id, "nothing"]}


def draw_shown_blueprint(laundry, dora, *, by):
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.blueprints.actions.signing import name_signer
    from joinery.method.playbooks import playbooks

    now = timezone.now()
    blueprint = draw_blueprint(laundry, playbooks()["equipment"], now.date() + timedelta(days=90), by=by, now=now)
    show_blueprint(blueprint, by=by, now=now)
    name_signer(blueprint, dora, by=by, now=now)
    return blueprint


def fill(model: type[models.Model]) -> models.Model:
    """A row of any model, so that no table is left out of the walk."""
    if row := model._base_manager.first():
        return row
    values = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.has_default() or field.blank:
            continue
        if isinstance(field, models.ForeignKey):
            values[field.name] = fill(field.related_model)
        elif isinstance(field, models.DateTimeField):
            values[field.name] = timezone.now()
        elif isinstance(field, models.DateField):
            values[field.name] = timezone.now().date()
        elif isinstance(field, models.JSONField):
            values[field.name] = {}
        elif isinstance(field, models.BinaryField):
            values[field.name] = b""
        elif isinstance(field, (models.CharField, models.TextField)):
            values[field.name] = (
                field.choices[0][0]
                if field.choices
                else f"0{model._meta.model_name}.{field.name} 1"[: field.max_length]
            )
        else:
            values[field.name] = 1
    if model._meta.label_lower == "calls.attendance":
        values["user"] = fill(apps.get_model("firm.User"))
    if model._meta.label_lower == "rooms.roommessage":
        values |= {"by_guest": fill(Guest), "to_user": fill(apps.get_model("firm.User"))}
    return model._base_manager.create(**values)


def marked(row: models.Model, field: models.Field, mark: str) -> object:
    """The mark as this field holds words: a talk stays a talk, so that what reads it can go on reading."""
    if not isinstance(field, models.JSONField):
        return mark
    if field.name == "reading":
        return {"acts": [], "findings": [], "unsure": [], "measures": {}, "cannot_tell": [], "a": [mark]}
    is_talk = "turns" in (getattr(row, field.name) or "")
    return {"turns": [{"speaker": 0, "text": mark}], "speakers": [{"name": mark}]} if is_talk else {"a": [mark]}


def ask_of(call, dora, ana, now) -> str:
    """Dora is asked whether the next talk may be recorded; what opens the page."""
    from joinery.calls.models import Attendance, Call
    from joinery.rooms.asking import ask_consent, token_of

    about = {"company": call.company, "owner": ana, "title": "The next talk", "created_at": now}
    after = Call.objects.create(**about, starts_at=now + timedelta(days=5))
    Attendance.objects.get_or_create(call=after, person=dora)
    return token_of(ask_consent(after, dora, by=ana, now=now))
