"""The plan is drawn on by both sides, from fresh pages and from old ones."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
from actors import ANY, DAYS, PICK, THEIRS, WORDS, Actors
from django.urls import reverse
from django.utils import timezone
from hypothesis.stateful import rule

from joinery.blueprints.models import Step


class PlanRules(Actors):
    @rule(who=ANY, number=PICK, is_old=st.booleans())
    def rename(self, who: str, number: int, is_old: bool) -> None:
        step, self.titles = self.step(number), self.titles + 1
        title, seen = f"Named {self.titles}", self.seen(who, step, is_old)
        if who in ("ana", "ben"):
            owner = f"user:{step.owner_user.public_id}" if step.owner_user else step.side
            if step.owner_person:
                owner = f"person:{step.owner_person.public_id}"
            form = {"title": title, "owner": owner, "takes": step.takes, "lag_days": step.lag_days, "after": step.after}
            form |= {"standard": step.standard, "sees": step.sees, "version": seen, "was": "{}"}
        else:
            form = {"title": title, "seen": seen}
        answer = self.post(who, ("plan_step", step.public_id), ("step_change", step.public_id), **form)
        stands = Step.objects.get(pk=step.pk)
        if self.is_taken(answer):
            assert stands.title == title, "13: acknowledged, and not written"
            self.memory.edits.append((step.key, "title", title))
        if seen != step.version and who in ("dora", "piet"):
            assert not self.is_taken(answer), "13: written over what somebody else wrote"
            assert stands.title == step.title

    @rule(number=PICK, first=THEIRS, second=ANY, days=DAYS)
    def two_at_once(self, number: int, first: str, second: str, days: int) -> None:
        """Both open the same step; the second saves, then the first."""
        self.old_versions[f"{first}:{self.step(number).pk}"] = self.step(number).version
        self.rename(second, number, False)
        self.rename(first, number, True)
        self.move(first, number, days, True)

    @rule(who=ANY, number=PICK, days=DAYS, is_old=st.booleans())
    def move(self, who: str, number: int, days: int, is_old: bool) -> None:
        step, day = self.step(number), (timezone.localdate() + timedelta(days=days)).isoformat()
        form = {"day": day, "version": self.seen(who, step, is_old), "seen": self.seen(who, step, is_old)}
        answer = self.post(who, ("plan_step_day", step.public_id), ("step_day", step.public_id), **form)
        if self.is_taken(answer):
            self.memory.edits.append((step.key, "due_on", day))
            assert form["seen"] == step.version or step.due_on.isoformat() == day, "13: moved over what another wrote"

    @rule(who=ANY, days=DAYS)
    def add(self, who: str, days: int) -> None:
        self.titles += 1
        title, day = f"Added {self.titles}", (timezone.localdate() + timedelta(days=days)).isoformat()
        ours = {"title": title, "owner": "ours", "due_on": day, "takes": 1}
        theirs = {"title": title, "side": "theirs", "day": day}
        place = self.plan.public_id
        form = ours if who in ("ana", "ben") else theirs
        answer = self.post(who, ("blueprint_steps", place), ("plan_steps", place), **form)
        if not self.is_inside(who):
            return
        assert answer.status_code == 302, answer.status_code
        self.memory.edits.append((Step.objects.get(title=title).key, "title", title))

    @rule(number=PICK, first=PICK)
    def make_wait(self, number: int, first: int) -> None:
        step, other = self.step(number), self.step(first)
        owner = f"user:{step.owner_user.public_id}" if step.owner_user else step.side
        form = {"title": step.title, "owner": owner, "takes": step.takes, "lag_days": 0, "version": step.version}
        form |= {"after": [*step.after, other.key], "standard": step.standard, "sees": step.sees, "was": "{}"}
        self.house.post("ana", reverse("desk:plan_step", args=[step.public_id]), **form)

    @rule(who=ANY, number=PICK, deed=st.sampled_from(["take", "hand_over", "leave_out", "bring_back"]), words=WORDS)
    def hands(self, who: str, number: int, deed: str, words: str) -> None:
        step = self.step(number)
        form = {"deed": deed, "version": step.version, "seen": step.version, "words": words}
        form["hands"] = {"take": "take", "hand_over": "back"}.get(deed, "")
        self.post(who, ("plan_step_deeds", step.public_id), ("step_hands", step.public_id), **form)
        if deed == "leave_out" and not words:
            assert Step.objects.get(pk=step.pk).state == step.state, "left out without a reason"

    @rule(who=THEIRS, level=st.sampled_from(["low", "mid", "high", "most"]))
    def choose_level(self, who: str, level: str) -> None:
        self.house.post(who, self.house.in_room("plan_level", self.plan.public_id), level=level)
