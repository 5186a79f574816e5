"""The plan is put before both sides, disputed, and signed."""

from __future__ import annotations

import hypothesis.strategies as st
from actors import OURS, PICK, THEIRS, Actors
from django.urls import reverse
from hypothesis.stateful import rule

from joinery.blueprints.agreement import newest
from joinery.blueprints.models import Concern, Signer, SignOff


class SigningRules(Actors):
    @rule(who=st.sampled_from(["dora", "piet", "ana", "emil"]))
    def name_signer(self, who: str) -> None:
        side = "user" if who == "ana" else "person"
        person = getattr(self.house, who)
        place = reverse("desk:blueprint_signers", args=[self.plan.public_id])
        self.house.post("ana", place, who=f"{side}:{person.public_id}")

    @rule(is_back=st.booleans())
    def offer(self, is_back: bool) -> None:
        form = {"withdraw": "1"} if is_back else {"why": "They want to begin"}
        self.house.post("ben", reverse("desk:blueprint_offer", args=[self.plan.public_id]), **form)

    @rule()
    def put_before_both(self) -> None:
        self.name_signer("dora")
        self.name_signer("ana")
        self.offer(False)

    @rule(who=st.sampled_from(["dora", "piet"]), is_old=st.booleans())
    def sign(self, who: str, is_old: bool) -> None:
        seen = newest(self.plan)
        if is_old and seen.parent:
            seen = seen.parent
        before = SignOff.objects.count()
        answer = self.house.sign_in_room(who, seen.commitment)
        if SignOff.objects.count() > before:
            self._was_allowed(seen, who)
        elif answer.status_code == 302:
            assert SignOff.objects.filter(person=getattr(self.house, who)).exists()

    @rule(who=OURS)
    def sign_ours(self, who: str) -> None:
        seen, before = newest(self.plan), SignOff.objects.count()
        form = {"typed_name": who.capitalize(), "seen": seen.commitment}
        self.house.post(who, reverse("desk:blueprint_signature", args=[self.plan.public_id]), **form)
        if SignOff.objects.count() > before:
            self._was_allowed(seen, who)

    @rule(number=PICK, who=THEIRS, signs=st.sampled_from(["dora", "ana"]))
    def dispute_and_sign(self, number: int, who: str, signs: str) -> None:
        """Put before both; one of them disputes a step, and somebody signs all the same."""
        self.put_before_both()
        place = self.step(number).public_id
        self.house.post(who, self.house.in_room("step_concerns", place), kind="dispute", words="Not so")
        if signs == "ana":
            self.sign_ours("ana")
        else:
            self.sign("dora", False)

    def _was_allowed(self, seen, who: str) -> None:
        signed = SignOff.objects.order_by("-id").first()
        assert signed is not None
        assert signed.version_id == newest(self.plan).pk, "6: signed what is no longer the plan"
        assert signed.commitment == seen.commitment, "6: signed what they did not see"
        person = getattr(self.house, who)
        named = Signer.objects.filter(blueprint=self.plan, removed_at__isnull=True)
        assert any(person in (signer.person, signer.user) for signer in named), "6: signed without being asked"
        disputes = Concern.objects.filter(kind="dispute", closed_at__isnull=True, step__blueprint=self.plan)
        assert not disputes.exists(), "10: signed over a dispute"

    @rule()
    def read_plan(self) -> None:
        """Page and print, for both sides: what is said to be agreed is."""
        place = self.plan.public_id
        assert self.house.get("dora", self.house.in_room("plan", place)).status_code in (200, 302, 404)
        assert self.house.get("ana", reverse("desk:blueprint_signing", args=[place])).status_code == 200
