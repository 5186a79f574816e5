"""Promises both ways, how a broken one is put right, lines of what we heard, guests."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
from actors import ANY, DAYS, PICK, THEIRS, WORDS, Actors
from django.urls import reverse
from django.utils import timezone
from hypothesis.stateful import precondition, rule

from joinery.promises.models import Promise, Recovery

STATES = st.sampled_from(["promised", "reported", "accepted", "declined", "withdrawn", "revoked", "requested", "zz"])
SAID = st.sampled_from(["plan", "fixed", "cost", "agree", "missing", "yes", "not_yet", "zz"])


class PromiseRules(Actors):
    @rule(side=st.sampled_from(["ours", "theirs"]), days=DAYS)
    def promise(self, side: str, days: int) -> None:
        form = {"what": "The seals", "side": side, "person": self.house.dora.public_id}
        form["due_on"] = (timezone.localdate() + timedelta(days=days)).isoformat()
        place = reverse("desk:company_promises", args=[self.house.astoria.public_id])
        before = Promise.objects.count()
        self.house.post("ana", place, **form)
        assert Promise.objects.count() == before + 1
        self.a_guest_sees_what_is_shown_and_nothing_else()

    @rule(who=ANY, number=PICK, state=STATES)
    def step_promise(self, who: str, number: int, state: str) -> None:
        rows = list(Promise.objects.order_by("id"))
        place = rows[number % len(rows)].public_id
        self.post(who, ("promise_steps", place), ("promise", place), state=state, words="So it is")

    @rule(number=PICK, days=DAYS)
    def move_promise(self, number: int, days: int) -> None:
        rows = list(Promise.objects.order_by("id"))
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        self.house.post("ana", reverse("desk:promise_day", args=[rows[number % len(rows)].public_id]), due_on=day)

    @rule(who=st.sampled_from(["ana", "dora"]))
    def break_promise(self, who: str) -> None:
        """We say that it will not be kept, or that it is done and they say that it was not kept."""
        self.promise("ours", 5)
        place = Promise.objects.order_by("-id")[0].public_id
        if who == "dora":
            self.post("ana", ("promise_steps", place), ("promise", place), state="reported", words="It is done")
        state = "revoked" if who == "ana" else "broken"
        self.post(who, ("promise_steps", place), ("promise", place), state=state, words="The lorry stood still")

    @precondition(lambda self: Recovery.objects.exclude(promise=self.house.hidden).exists())
    @rule(who=ANY, number=PICK, said=SAID, words=WORDS)
    def put_right(self, who: str, number: int, said: str, words: str) -> None:
        rows = list(Recovery.objects.exclude(promise=self.house.hidden).order_by("id"))
        place = rows[number % len(rows)].public_id
        name = "recovery_plan" if said == "plan" else "recovery_repair"
        self.post(who, (name, place), ("recovery", place), said=said, words=words, cause=words)

    @rule(who=st.sampled_from(["ana", "dora"]), answer=st.sampled_from(["yes", "not_yet", "nothing"]))
    def break_and_mend(self, who: str, answer: str) -> None:
        """Broken, put right by us, and what they say to that."""
        self.break_promise(who)
        recovery = Recovery.objects.order_by("-id")[0]
        self.house.post("ana", reverse("desk:recovery_plan", args=[recovery.public_id]), words="Another lorry, today")
        self.house.post("ana", reverse("desk:recovery_repair", args=[recovery.public_id]), cause="No spare lorry")
        if answer != "nothing":
            place = self.house.in_room("recovery", recovery.public_id)
            self.house.post("dora", place, said=answer, words="So it is")

    @rule(number=st.integers(0, 1))
    def take_line_back(self, number: int) -> None:
        args = [self.house.astoria.public_id, self.house.lines[number].public_id]
        self.house.post("ana", reverse("desk:room_withdrawal", args=args))
        self.a_guest_sees_what_is_shown_and_nothing_else()

    @rule(who=THEIRS, number=st.integers(0, 1), answer=st.sampled_from(["yes", "not_quite"]), words=WORDS)
    def answer_line(self, who: str, number: int, answer: str, words: str) -> None:
        place = self.house.in_room("answer", self.house.lines[number].public_id)
        self.house.post(who, place, answer=answer, words=words)

    @rule()
    def take_invitation_back(self) -> None:
        args = [self.house.astoria.public_id, self.house.guests["piet"].public_id]
        self.house.post("ana", reverse("desk:room_revocation", args=args))
        self.a_guest_sees_what_is_shown_and_nothing_else()
