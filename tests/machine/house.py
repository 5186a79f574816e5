"""The small world of the machine: one firm, two customers, their people, a short plan; and how each of them knocks."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import code_in, house_as_it_is, invited, let_in, newest_letter

from joinery.beliefs.actions import believe, notice_light
from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
from joinery.customers.models import Company, Person
from joinery.firm.models import Firm, Team, User
from joinery.method.playbooks import playbooks, read_playbook
from joinery.opportunities.actions import add_opportunity
from joinery.promises.actions import make_promise
from joinery.rooms.actions import publish_line
from joinery.rooms.models import Guest

OURS_ALONE = ["zzguess", "zzlight", "zzhidden", "zzabout", "zzcause", "zzoverride"]  # never in a byte that guests read
KEYS = ("walk", "sign", "draw", "theirs", "check", "deliver", "hand")


def short_plan():
    """Seven steps: a walk, the signature, one of each kind, the delivery that the customer passes, the handover."""
    steps = [
        ("walk", 1, "walkthrough", "ours", "seller", [], {}),
        ("sign", 2, "signature", "ours", "seller", ["walk"], {"is_start": True}),
        ("draw", 5, "step", "ours", "seller", ["sign"], {}),
        ("theirs", 6, "step", "theirs", "user", ["sign"], {}),
        ("check", 7, "inspection", "ours", "delivery", ["draw"], {"is_checkpoint": True, "question": "As pictured?"}),
        ("deliver", 8, "delivery", "ours", "delivery", ["check", "theirs"], {"is_target": True}),
        ("hand", 9, "handover", "ours", "seller", ["deliver"], {"is_checkpoint": True, "question": "Is it yours?"}),
    ]
    rows = [
        {"key": key, "stage": stage, "kind": kind, "title": f"The {key}", "side": side, "role": role, "after": after}
        | {"standard": f"Good {key}", "sees": f"You see the {key}"}
        | more
        for key, stage, kind, side, role, after, more in steps
    ]
    return read_playbook({"key": "short", "name": "Short", "trade": "Any", "about": "For the machine", "steps": rows})


class House:
    def __init__(self) -> None:
        now = timezone.now()
        cache.clear()
        Firm.objects.create(name="Wessel", mail_domain="wessel.example", set_up_at=now)
        team, other = Team.objects.create(name="Hotels"), Team.objects.create(name="Hospitals")
        self.ana, self.ben = self._colleague("Ana", "seller", team), self._colleague("Ben", "manager", team)
        self.sam = self._colleague("Sam", "seller", other)
        self.astoria = self._company("Hotel Astoria", self.ana, team)
        self.quicklime = self._company("Quicklime", self.sam, other)
        self.dora, self.piet = self._person("Dora", self.astoria), self._person("Piet", self.astoria)
        self.emil = self._person("Emil", self.quicklime)
        self.guests = {"dora": invited(self.dora, self.ana), "piet": invited(self.piet, self.ana)}
        self.guests["emil"] = invited(self.emil, self.sam)
        self.room = self.guests["dora"].room
        self._draw(now)
        self._say_what_is_ours_alone(now)
        self.clients = {"nobody": Client()}
        for name in ("ana", "ben", "sam"):
            self.clients[name] = Client()
            self.clients[name].force_login(getattr(self, name))
        for name, guest in self.guests.items():
            self.clients[name] = let_in(Client(), guest)

    def _draw(self, now) -> None:
        self.laundry = add_opportunity(self.astoria, "The laundry", by=self.ana, now=now)
        assert "short" not in playbooks()
        day = timezone.localdate() + timedelta(days=60)
        self.blueprint = draw_blueprint(self.laundry, short_plan(), day, by=self.ana, now=now)
        show_blueprint(self.blueprint, by=self.ana, now=now)

    def _say_what_is_ours_alone(self, now) -> None:
        believe(self.astoria, "concept", "zzguess They want it cheap", by=self.ana, now=now)
        notice_light(self.astoria, "zzlight Perhaps next year", by=self.ana, now=now)
        self.hidden = make_promise(self.astoria, "zzhidden", side="ours", by=self.ana, is_shown=False, now=now)
        self.lines = [
            publish_line(self.room, "concept", f"Words {number} of Dora", by=self.ana, now=now, person=self.dora)
            for number in range(2)
        ]

    def _colleague(self, name, role, team) -> User:
        return User.objects.create_user(f"{name.lower()}@wessel.example", None, name=name, role=role, team=team)

    def _company(self, name, owner, team) -> Company:
        return Company.objects.create(
            name=name, owner=owner, team=team, about="zzabout They pay late", created_at=timezone.now()
        )

    def _person(self, name, company) -> Person:
        address = f"{name.lower()}@{company.name.split()[-1].lower()}.example"
        return Person.objects.create(company=company, name=name, email=address, created_at=timezone.now())

    def in_room(self, name: str, *args: str) -> str:
        return reverse(f"room:{name}", args=[self.room.public_id, *args])

    def get(self, who: str, address: str):
        answer = self.clients[who].get(address)
        if who not in ("ana", "ben", "sam"):
            self.is_clean(answer)
        return answer

    def post(self, actor: str, address: str, **form):
        answer = self.clients[actor].post(address, form)
        if actor not in ("ana", "ben", "sam"):
            self.is_clean(answer)
        return answer

    def denied(self, actor: str, address: str, **form) -> None:
        """Refused, whatever the words; and the house is as it was."""
        before = house_as_it_is()
        answer = self.post(actor, address, **form)
        assert answer.status_code in (302, 403, 404, 405), (actor, address, answer.status_code)
        if answer.status_code == 302:  # to the door
            assert answer.url.startswith(("/sign-in/", f"/room/{self.room.public_id}/")), answer.url
            assert "#" not in answer.url, answer.url
        assert house_as_it_is() == before, f"{actor} was refused at {address}, and something changed all the same"

    def is_clean(self, answer) -> None:
        words = (answer.content.decode(errors="replace") + json.dumps(dict(answer.headers))).lower()  # "Zzhidden" too
        for secret in OURS_ALONE:
            assert secret not in words, f"{secret} is in {answer.request['PATH_INFO']}"

    def sign_in_room(self, who: str, seen: str):
        """A code asked for, typed in, and the name under what was seen."""
        asked = self.post(who, self.in_room("sign_code", self.blueprint.public_id))
        letter = newest_letter("proof")
        code = code_in(letter) if asked.status_code == 302 and letter else "000000"
        form = {"seen": seen, "name": who.capitalize(), "code": code}
        return self.post(who, self.in_room("sign", self.blueprint.public_id), **form)

    def seen_on_sign_page(self, who: str) -> str:
        """The commitment that the form holds, as the signer's browser has it."""
        self.post(who, self.in_room("sign_code", self.blueprint.public_id))
        page = self.get(who, self.in_room("sign", self.blueprint.public_id)).content.decode()
        found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
        return found[1] if found else ""

    def guest(self, who: str) -> Guest:
        return Guest.objects.get(pk=self.guests[who].pk)
