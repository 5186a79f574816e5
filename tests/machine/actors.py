"""Who acts, from which pages, and what is remembered of it. The rules stand beside, one file for each part."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from house import House
from hypothesis.stateful import RuleBasedStateMachine
from invariants import Memory

from joinery.blueprints.models import Blueprint, Step

OURS, THEIRS = st.sampled_from(["ana", "ben"]), st.sampled_from(["dora", "piet"])
ANY = st.sampled_from(["ana", "ben", "dora", "piet"])
WORDS = st.sampled_from(["", "It is so.", "Nobody told us", "<b>Ä</b>"])
DAYS = st.integers(5, 90)
PICK = st.integers(0, 8)


class Actors(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="joinery-machine-")
        self.place = override_settings(DATA=Path(self.folder.name))
        self.place.enable()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.house, self.memory = House(), Memory()
        self.old_versions: dict[str, int] = {}  # what a page that stays open still has in its form
        self.titles = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.place.disable()
        self.folder.cleanup()

    @property
    def plan(self) -> Blueprint:
        return Blueprint.objects.get(pk=self.house.blueprint.pk)

    def step(self, number: int) -> Step:
        steps = list(Step.objects.filter(blueprint=self.plan).order_by("id"))
        return steps[number % len(steps)]

    def seen(self, who: str, step: Step, is_old: bool) -> int:
        """An old page has the version that it was opened with."""
        key = f"{who}:{step.pk}"
        if not is_old:
            self.old_versions[key] = step.version
        return self.old_versions.setdefault(key, step.version)

    def post(self, actor: str, ours: tuple[str, str], theirs: tuple[str, ...], **form):
        if actor in ("ana", "ben", "sam"):
            return self.house.post(actor, reverse(f"desk:{ours[0]}", args=[ours[1]]), **form)
        return self.house.post(actor, self.house.in_room(*theirs), **form)

    def is_taken(self, answer) -> bool:
        """Acknowledged: led on to what was written, and not back to the door."""
        return answer.status_code == 302 and answer.url != self.house.in_room("home")

    def is_inside(self, who: str) -> bool:
        return who not in self.house.guests or not self.house.guest(who).revoked_at

    def a_guest_sees_what_is_shown_and_nothing_else(self) -> None:
        answer = self.house.get("dora", self.house.in_room("home"))
        page = answer.content.decode()
        assert "zzhidden" not in page.lower(), "19: not shared, and seen"
        for line in self.house.lines:
            line.refresh_from_db()
            is_in = f"line-{line.public_id}" in page
            assert is_in == (line.withdrawn_at is None), "19: a line that is not shared is seen, or the other way"
        if self.house.guest("piet").revoked_at:
            address = self.house.in_room("plan", self.plan.public_id)
            assert self.house.get("piet", address).status_code in (302, 404), "19: sent away, and still inside"
        assert self.plan.title not in self.house.get("emil", self.house.in_room("home")).content.decode()
