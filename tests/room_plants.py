"""A leak of each kind, put in on purpose: the walk through the room must find every one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from django.http import JsonResponse
from django.test import Client
from room_cast import let_in
from room_walk import Answer, answered, fresh, posted

from joinery.blueprints.models import Blueprint, Version
from joinery.gateways.models import Letter
from joinery.rooms.models import FileVersion
from joinery.web.ui import faults

PLANTED = "0qplanted"


def plants(world, patch) -> Iterator[tuple[str, Callable[[], Answer]]]:
    """A leak of each kind, and the one answer that it is in."""
    guest, inside = fresh(world), let_in(Client(), world["guest"])
    room = f"/room/{guest.room.public_id}"

    def look(place, browser=inside):
        return lambda: answered(place, browser.get(place))

    patch.setattr("joinery.web.room.home._seen", lambda guests: PLANTED)
    yield "page", look(f"{room}/")
    patch.undo()
    patch.setattr("joinery.web.room.views.letters.told", lambda why: PLANTED)
    yield "refused form", lambda: answered("refused", inside.post(f"{room}/letters/", {"often": "never ever"}))
    patch.undo()
    patch.setitem(faults.SAYINGS_OUTSIDE, 404, (PLANTED, "says"))
    yield "error page", look(f"{room}/steps/nothing/")
    patch.undo()
    patch.setattr("joinery.web.room.views.meetings.firm_name", lambda: PLANTED)
    yield "ICS", look(f"{room}/meetings/{world['call_id'][0]}/meeting.ics")
    patch.undo()
    patch.setattr("joinery.web.ui.health.JsonResponse", lambda body, **more: JsonResponse({**body, "why": PLANTED}))
    yield "JSON", look("/healthz")
    patch.undo()
    shown = world["blueprint_id"][1]
    Blueprint.objects.filter(public_id=shown).update(title=PLANTED)
    for version in Version.objects.filter(blueprint__public_id=shown):
        content = json.dumps({**json.loads(version.content), "title": PLANTED})
        Version.objects.filter(pk=version.pk).update(content=content)
    yield "PDF text", look(f"{room}/blueprints/{shown}/plan.pdf")
    FileVersion.objects.filter(public_id=world["version_id"][0]).update(name=f"{PLANTED}.jpg")
    yield "file name", look(f"{room}/versions/{world['version_id'][0]}/")
    letter = Letter(kind="agenda", to_address="dora@astoria.example", subject="The site walk", text="Dear Dora")
    for kind, field, value in (
        ("letter text", "text", f"Grüße {PLANTED}"),
        ("letter header", "to_name", f"Grüße {PLANTED}"),
        ("letter's leaf", "calendar", f"BEGIN:VCALENDAR\r\nX:Grüße {PLANTED}\r\nEND:VCALENDAR\r\n"),
    ):
        setattr(letter, field, value)
        yield kind, lambda: posted(letter)
        setattr(letter, field, "")
