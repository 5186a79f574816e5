"""What was agreed is done, looked at, worried about, and slips."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
from actors import ANY, DAYS, PICK, THEIRS, WORDS, Actors
from django.urls import reverse
from django.utils import timezone
from hypothesis.stateful import precondition, rule

from joinery.blueprints.models import Concern, Deviation, Slip, Step


class DeliveryRules(Actors):
    @rule(who=ANY, number=PICK, reason=WORDS)
    def finish(self, who: str, number: int, reason: str) -> None:
        step, before = self.step(number), Deviation.objects.count()
        form = {"deed": "done", "words": "", "reason": reason, "version": step.version}
        self.post(who, ("plan_step_deeds", step.public_id), ("step_done", step.public_id), **form)
        if Deviation.objects.count() > before:
            assert reason, "12: out of order without a reason"

    @rule(who=ANY, number=PICK, words=WORDS)
    def open_again(self, who: str, number: int, words: str) -> None:
        step = self.step(number)
        form = {"deed": "again", "state": "open", "words": words, "version": step.version}
        self.post(who, ("plan_step_deeds", step.public_id), ("step_done", step.public_id), **form)

    @rule(who=THEIRS, number=PICK, answer=st.sampled_from(["yes", "not_quite", "no", "zz"]), words=WORDS)
    def look(self, who: str, number: int, answer: str, words: str) -> None:
        points = [*Step.objects.filter(blueprint=self.plan, is_checkpoint=True).order_by("id"), self.step(number)]
        place = points[number % len(points)].public_id
        self.house.post(who, self.house.in_room("step_answer", place), answer=answer, words=words)

    @rule(who=THEIRS, number=PICK, answer=st.sampled_from(["yes", "not_quite", "no"]))
    def show_and_look(self, who: str, number: int, answer: str) -> None:
        """We say that a checkpoint is ready, and they say what they see."""
        points = list(Step.objects.filter(blueprint=self.plan, is_checkpoint=True).order_by("id"))
        self.finish("ana", list(self.plan.steps.order_by("id")).index(points[number % len(points)]), "They were there")
        place = points[number % len(points)].public_id
        self.house.post(who, self.house.in_room("step_answer", place), answer=answer, words="As I see it")

    @rule(who=ANY, number=PICK, kind=st.sampled_from(["stuck", "wrong", "dispute"]), words=WORDS)
    def worry(self, who: str, number: int, kind: str, words: str) -> None:
        place, form = self.step(number).public_id, {"kind": kind, "words": words}
        self.post(who, ("plan_step_concerns", place), ("step_concerns", place), **form)

    @precondition(lambda self: Concern.objects.exists())
    @rule(who=ANY, number=PICK)
    def settle(self, who: str, number: int) -> None:
        worries = list(Concern.objects.order_by("id"))
        place = worries[number % len(worries)].public_id
        self.post(who, ("plan_concern", place), ("concern_settled", place), settled="1", words="Good.")

    @rule(number=PICK, days=DAYS)
    def slip(self, number: int, days: int) -> None:
        step, day = self.step(number), timezone.localdate() + timedelta(days=days)
        form = {"day": day.isoformat(), "cause": "late_part", "words": "Late", "version": step.version}
        self.house.post("ana", reverse("desk:plan_step_day", args=[step.public_id]), **form)

    @precondition(lambda self: Slip.objects.exists())
    @rule(who=THEIRS)
    def agree(self, who: str) -> None:
        slip = Slip.objects.order_by("id").last()
        self.house.post(who, self.house.in_room("slip_agreed", slip.public_id))
