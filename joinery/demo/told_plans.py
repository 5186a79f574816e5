"""The blueprints of the demo story: drawn, changed by both sides, signed, and done step by step."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from joinery.blueprints.actions.concerns import answer_concern, close_concern, open_concern
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step, say_to_step
from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
from joinery.blueprints.actions.editing import leave_out, re_date
from joinery.blueprints.actions.playbooks import copy_playbook
from joinery.blueprints.actions.signing import Proven, name_signer, offer_version, sign
from joinery.blueprints.agreement import newest, words_to_sign
from joinery.blueprints.models import Blueprint, Step
from joinery.customers.models import Person
from joinery.demo.story import FIRM
from joinery.demo.told_deliveries import all_were_there, deliver, shows
from joinery.demo.works_time import moment
from joinery.firm.models import User
from joinery.method.playbooks import Playbook, read_playbook
from joinery.opportunities.models import Opportunity
from joinery.rooms.actions import invite_guest, open_room
from joinery.rooms.models import Guest, Room

PLANS = FIRM / "plans"


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan of the story; days count from today."""

    opportunity: str
    drawn: int
    target: int
    level: str
    signers: tuple[str, ...]
    deeds: tuple[Mapping[str, Any], ...]
    signed: int | None = None


def plans_told() -> dict[str, PlanTold]:
    """By opportunity."""
    rows = tomllib.loads((PLANS / "told.toml").read_text(encoding="utf-8"))["plan"]
    return {row["opportunity"]: PlanTold(**{**row, "deeds": tuple(row["deeds"])}) for row in rows}


def way_of_the_firm() -> Playbook:
    return read_playbook(tomllib.loads((PLANS / "laundry.toml").read_text(encoding="utf-8")))


@dataclass
class PlanTeller:
    """Tells one plan after the other through the actions that people use."""

    users: Mapping[str, User]
    people: Mapping[str, Person]
    today: date = field(default_factory=timezone.localdate)
    way: Playbook = field(init=False)

    def keep_process(self, *, by: User, now: datetime) -> None:
        """As the office keeps it, and as the plans are drawn from it."""
        way = way_of_the_firm()
        self.way = read_playbook(copy_playbook(way, way.name, by=by, now=now).content)

    def tell(self, told: PlanTold, opportunity: Opportunity) -> None:
        owner = opportunity.owner
        drawn_at = self.at(told.drawn, time(9, 30))
        target_on = self.day(told.target)
        more: dict[str, Any] = {"level": told.level, "by": owner, "now": drawn_at}
        blueprint = draw_blueprint(opportunity, self.way, target_on, **more)
        show_blueprint(blueprint, by=owner, now=drawn_at + timedelta(minutes=20))
        before = [deed for deed in told.deeds if told.signed is None or deed["on"] < told.signed]
        for deed in before:
            self.do(deed, blueprint)
        self.sign(told, blueprint)
        for deed in told.deeds[len(before) :]:
            self.do(deed, blueprint)

    def sign(self, told: PlanTold, blueprint: Blueprint) -> None:
        owner = blueprint.opportunity.owner
        offered_at = self.at(told.signed if told.signed is not None else -1, time(17, 5))
        for key in told.signers:
            name_signer(blueprint, self.users.get(key) or self.people[key], by=owner, now=offered_at)
        offer_version(blueprint, by=owner, now=offered_at)
        if told.signed is None:
            return
        version = newest(blueprint)
        for number, key in enumerate(told.signers, 1):
            by = self.users.get(key) or self.guest(key, owner, offered_at)
            proof = f"signed in as {by.email}" if isinstance(by, User) else f"code to {_masked(by.mailbox)}"
            signed_at = offered_at + timedelta(minutes=35 * number)
            more = {"typed_name": by.name, "text": words_to_sign(version), "seen": version.commitment}
            sign(version, by=by, proven=Proven(proof), now=signed_at, **more)

    def do(self, deed: Mapping[str, Any], blueprint: Blueprint) -> None:
        at = self.at(deed["on"], time(10 if deed["does"] == "ready" else 15, 20))
        by = self.users.get(deed["by"]) or self.guest(deed["by"], blueprint.opportunity.owner, at)
        if "step" not in deed:
            deliver(deed, blueprint.fresh(), by=by, now=at)
            return
        step = Step.objects.select_related("blueprint__opportunity__owner", "owner_user").get(
            blueprint=blueprint, key=deed["step"]
        )
        self.do_to_step(deed, step, by, at)

    def do_to_step(self, deed: Mapping[str, Any], step: Step, by: User | Guest, at: datetime) -> None:
        words = deed.get("words", "")
        match deed["does"]:
            case "there":
                all_were_there(step, by=by, now=at)
            case "shows":
                shows(deed, step, by=by, now=at)
            case "left_out":
                leave_out(step, step.version, words, by=by, now=at)
            case "moved":
                re_date(step, self.day(deed["after"]), step.version, by=by, now=at, words=words)
            case "says":
                say_to_step(step, words, by=by, now=at)
            case "ready" | "done":
                finish_step(step, by=by, now=at, words=words, reason="The days of the house do not wait for ours.")
            case "yes" | "not_quite" if isinstance(by, Guest):
                answer_checkpoint(step, by, deed["does"], words, now=at)
            case "wrong" if isinstance(by, Guest):
                self.worry(deed, step, by, at)
            case other:
                raise LookupError(f"Nobody can do “{other}” to “{step.title}”.")

    def worry(self, deed: Mapping[str, Any], step: Step, by: Guest, at: datetime) -> None:
        concern = open_concern(step, "wrong", deed["words"], by=by, now=at)
        if "answer" in deed and concern.told:
            answered_at = max(self.at(deed["answered"], time(16, 10)), at + timedelta(minutes=25))
            answer_concern(concern, deed["answer"], by=concern.told, now=answered_at)
        if "settled" in deed:
            close_concern(concern, by=by, now=self.at(deed["settled"], time(17)))

    def guest(self, key: str, owner: User, now: datetime) -> Guest:
        person = self.people[key]
        room = Room.objects.filter(company=person.company).first() or open_room(person.company, by=owner, now=now)
        if not Guest.objects.filter(room=room, person=person).exists():
            invite_guest(person, by=owner, now=now)
        return Guest.objects.select_related("room", "person").get(room=room, person=person)

    def day(self, days: int) -> date:
        """Nobody works at the weekend: the Friday before, or the Monday after."""
        day = self.today + timedelta(days=days)
        if day.weekday() > 4:
            day += timedelta(days=4 - day.weekday() if days < 0 else 7 - day.weekday())
        return day

    def at(self, days: int, clock: time) -> datetime:
        return min(moment(self.day(days), clock), timezone.now())


def _masked(mailbox: str) -> str:
    name, _, domain = mailbox.partition("@")
    return f"{name[:1]}…@{domain}"
