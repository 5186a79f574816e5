"""People of another team, of another customer, and of nowhere knock."""

from __future__ import annotations

import hypothesis.strategies as st
from actors import PICK, Actors
from django.urls import reverse
from django.utils import timezone
from hypothesis.stateful import rule

from joinery.blueprints.agreement import newest

STRANGERS = st.sampled_from(["sam", "emil", "nobody"])


class StrangerRules(Actors):
    @rule(who=STRANGERS, number=PICK, place=st.sampled_from(["step_day", "step_done", "step_answer", "step_concerns"]))
    def stranger_in_room(self, who: str, number: int, place: str) -> None:
        step, day = self.step(number), timezone.localdate().isoformat()
        form = {"day": day, "seen": step.version, "answer": "yes", "kind": "stuck", "words": "Me", "reason": "So"}
        self.house.denied(who, self.house.in_room(place, step.public_id), **form)

    @rule(number=PICK, place=st.sampled_from(["plan_step", "plan_step_day", "plan_step_deeds", "plan_step_concerns"]))
    def stranger_on_desk(self, number: int, place: str) -> None:
        step = self.step(number)
        form = {"deed": "done", "reason": "So", "words": "Me", "day": "2030-01-02", "kind": "stuck"}
        address = reverse(f"desk:{place}", args=[step.public_id])
        self.house.denied("sam", address, version=step.version, **form)

    @rule(who=st.sampled_from(["ana", "emil", "nobody", "sam"]))
    def stranger_signs(self, who: str) -> None:
        """Ours least of all: a name of theirs is theirs."""
        form = {"seen": newest(self.plan).commitment, "name": "Dora", "code": "123456"}
        self.house.denied(who, self.house.in_room("sign", self.plan.public_id), **form)
