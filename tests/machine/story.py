"""A story that nobody wrote: Ana, Ben, Sam, Dora, Piet and Emil do anything in any order over HTTP, with old pages too,
and after every step all invariants hold."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from house import House
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from invariants import Memory, borders_hold, names_hold, promises_hold, steps_hold, versions_hold

from joinery.blueprints.agreement import agreement_on, newest
from joinery.blueprints.models import Blueprint, Concern, Deviation, Signer, SignOff, Slip, Step
from joinery.promises.models import Promise

OURS, THEIRS = st.sampled_from(["ana", "ben"]), st.sampled_from(["dora", "piet"])
ANY = st.sampled_from(["ana", "ben", "dora", "piet"])
STRANGERS = st.sampled_from(["sam", "emil", "nobody"])
WORDS = st.sampled_from(["", "It is so.", "Nobody told us", "<b>Ä</b>"])
DAYS = st.integers(5, 90)
PICK = st.integers(0, 8)
STATES = st.sampled_from(["promised", "reported", "accepted", "declined", "withdrawn", "revoked", "requested", "zz"])


class Story(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.house, self.memory = House(), Memory()
        self.old_versions: dict[str, int] = {}  # what a page that stays open still has in its form
        self.titles = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # ── what is at hand ──────────────────────────────────────────────────────────────────────────────────────────

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

    # ── the plan is drawn on by both sides ───────────────────────────────────────────────────────────────────────

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

    # ── it is signed ─────────────────────────────────────────────────────────────────────────────────────────────

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

    # ── it is done ───────────────────────────────────────────────────────────────────────────────────────────────

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
        step = self.step(number)
        self.house.post(who, self.house.in_room("step_answer", step.public_id), answer=answer, words=words)

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

    # ── promises, lines, guests ──────────────────────────────────────────────────────────────────────────────────

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

    # ── strangers ────────────────────────────────────────────────────────────────────────────────────────────────

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

    # ── what must be true ────────────────────────────────────────────────────────────────────────────────────────

    @invariant()
    def all_of_it_holds(self) -> None:
        plan = self.plan
        promises_hold(self.memory)
        versions_hold(self.memory, plan)
        names_hold(self.memory, plan)
        steps_hold(plan)
        borders_hold(plan)
        if plan.started_at:
            signed = [agreement_on(version) for version in plan.versions.filter(sign_offs__isnull=False).distinct()]
            named = Signer.objects.filter(blueprint=plan, removed_at__isnull=True, named_at__lte=plan.started_at)
            names = {(signer.person_id, signer.user_id) for signer in named}
            assert any(names <= {(one.person_id, one.user_id) for one in found.signed} for found in signed), (
                "10: begun without a name that must be under it"
            )

    @rule()
    def a_guest_sees_what_is_shown_and_nothing_else(self) -> None:
        answer = self.house.get("dora", self.house.in_room("home"))
        page = answer.content.decode()
        assert "zzhidden" not in page, "19: not shared, and seen"
        for line in self.house.lines:
            line.refresh_from_db()
            is_in = f"line-{line.public_id}" in page
            assert is_in == (line.withdrawn_at is None), "19: a line that is not shared is seen, or the other way"
        if self.house.guest("piet").revoked_at:
            address = self.house.in_room("plan", self.plan.public_id)
            assert self.house.get("piet", address).status_code in (302, 404), "19: sent away, and still inside"
        assert self.plan.title not in self.house.get("emil", self.house.in_room("home")).content.decode()
