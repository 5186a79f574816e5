"""Bugs put in on purpose, one at a time. The machine must find each; one that it misses is a fault of the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from joinery.blueprints import agreement, dates, schedule, versions
from joinery.blueprints import queries as plan_doors
from joinery.blueprints.actions import concerns, doing, editing, signing
from joinery.blueprints.models import SignOff, Step, Version
from joinery.customers import queries as walls
from joinery.firm.models import Deed
from joinery.lib.records import Versioned
from joinery.promises import actions as promising
from joinery.promises import recoveries
from joinery.promises.models import Promise, Recovery
from joinery.rooms import files
from joinery.rooms import queries as room_doors
from joinery.rooms.models import FileVersion
from joinery.web.desk.views import plan_steps
from joinery.web.room import home
from joinery.web.room.views import steps as room_steps


@dataclass(frozen=True)
class Bug:
    """`invariant`: the number in the list of invariants that it breaks."""

    name: str
    invariant: str
    plant: Callable[[], Any]  # a context manager


@contextmanager
def instead(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    """These names mean something else for a while, in every module that has them."""
    before = [(place, name, getattr(place, name)) for place, name, _ in changes]
    try:
        for place, name, new in changes:
            setattr(place, name, new)
        yield
    finally:
        for place, name, old in before:
            setattr(place, name, old)


def no_version_check() -> Any:
    def amend(self, seen, **values):
        changed = {name: [str(getattr(self, name)), str(value)] for name, value in values.items()}
        type(self)._default_manager.filter(pk=self.pk).update(version=models.F("version") + 1, **values)
        self.refresh_from_db()
        return changed

    return instead((Versioned, "amend", amend))


def edits_without_version() -> Any:
    return instead((editing, "keep_version", lambda blueprint, *_, **__: blueprint.versions.last()))


def versions_rewritten() -> Any:
    def write(blueprint, parent, content, **more):
        if parent is None:
            return _write(blueprint, parent, content, **more)
        Version.objects.filter(pk=parent.pk).update(content=versions.canonical(content))
        return parent.__class__.objects.get(pk=parent.pk)

    return instead((versions, "_write", write))


def fork_of_versions() -> Any:
    def write(blueprint, parent, content, **more):
        made = _write(blueprint, parent, content, **more)
        if made.number > 2:
            Version.objects.filter(pk=made.pk).update(number=made.number + 1)
        return made

    return instead((versions, "_write", write))


def seal_without_parent() -> Any:
    return instead((versions, "seal_of", lambda parent, number, commitment: commitment))


def signs_what_was_not_seen() -> Any:
    def sign(version, **more):
        return _sign(
            agreement.newest(version.blueprint), **{**more, "seen": agreement.newest(version.blueprint).commitment}
        )

    from joinery.web.room.views import signing as page

    return instead(
        (page, "sign_version", sign), (page, "_changed", lambda request, version, seen: _forced(request, version))
    )


def _forced(request, version):
    """The page that lets an old form through."""
    from django.shortcuts import redirect

    SignOff.objects.create(
        version=version, person=request.guest.person, guest=request.guest, typed_name="x", text="x",
        commitment=request.POST.get("seen", "")[:64], proof="none", at=version.made_at,
    )  # fmt: skip
    return redirect("/")


def anybody_signs() -> Any:
    return instead((signing, "_refuse", lambda *_: None), (_sign_words(), "why_not_yet", lambda *_: ""))


def _sign_words() -> Any:
    from joinery.web.room import signing as words

    return words


def signs_over_a_dispute() -> Any:
    def agreed(version):
        found = _agreement_on(version)
        return agreement.Agreement(found.version, found.offer, found.signers, found.signed, ())

    return instead((signing, "agreement_on", agreed), (_sign_words(), "agreement_on", agreed))


def starts_with_the_first_name() -> Any:
    return instead((agreement.Agreement, "missing", property(lambda self: ())))


def we_pass_checkpoints() -> Any:
    def finish(step, *, by, now, words="", reason=""):
        if step.is_checkpoint:
            Step.objects.filter(pk=step.pk).update(state="done", done_at=now, done_on=now.date())
            return step
        return _finish(step, by=by, now=now, words=words, reason=reason)

    return instead((plan_steps, "finish_step", finish))


def not_quite_passes() -> Any:
    def answer(step, guest, said, words="", *, now, picture=None):
        found = _answer(step, guest, said, words, now=now, picture=picture)
        Step.objects.filter(pk=step.pk).update(state="done", done_at=now, done_on=now.date())
        return found

    from joinery.web.room.views import doing as page

    return instead((page, "answer_checkpoint", answer))


def out_of_order_unsaid() -> Any:
    return instead((doing, "_flag_deviation", lambda *_, **__: None))


def rings_accepted() -> Any:
    def in_order(known):
        try:
            return _in_order(known)
        except schedule.Cycle as ring:
            return [key for key in known if key not in ring.keys]

    def planned(blueprint, steps, not_before=None):
        return {}

    return instead((schedule, "_in_order", in_order), (dates, "planned", planned))


def giver_lets_go() -> Any:
    return instead((promising, "may_step", lambda *_: True))


def step_without_event() -> Any:
    return instead((promising, "_add_event", lambda *_, **__: None))


def earlier_day_forgotten() -> Any:
    def new_day(promise, due_on, **_):
        Promise.objects.filter(pk=promise.pk).update(due_on=due_on)
        return promise

    from joinery.web.desk.views import promises as page

    return instead((page, "agree_new_day", new_day))


def promise_disappears() -> Any:
    def step(promise, state, **more):
        found = _step_promise(promise, state, **more)
        if state == "declined" or state == "revoked":
            Promise.objects.filter(pk=promise.pk).delete()
        return found

    from joinery.web.desk.views import promises as page

    return instead((page, "step_promise", step))


def hidden_promise_shown() -> Any:
    return instead((home, "shown_promises", lambda company: Promise.objects.filter(company=company)))


def line_taken_back_stays() -> Any:
    from joinery.rooms.models import HeardLine

    def lines(guest):
        return room_doors._with_answers(HeardLine.objects.filter(room=guest.room))

    return instead((home, "lines_as_read", lines))


def sent_away_and_inside() -> Any:
    def revoke(guest, *, by, now):
        guest.revoked_at = now
        guest.save()

    from joinery.rooms import proofs
    from joinery.rooms.models import Pass
    from joinery.web.desk.views import room as page

    def passes(secret_hash, now):
        return Pass.objects.filter(secret_hash=secret_hash).select_related(
            "guest__person", "guest__room__company__owner"
        )

    return instead((page, "revoke_guest", revoke), (proofs, "open_passes", passes))


def other_team_sees() -> Any:
    return instead((walls, "seen_by", lambda user, company: Q()), (plan_doors, "seen_by", lambda user, company: Q()))


def refused_and_written() -> Any:
    def steps_for(user):
        if user.name == "Sam":
            Deed.objects.create(at=user.joined_at, by_kind="user", by_name="Sam", verb="look", about="step", says="x")
        return _steps_for(user)

    return instead((plan_steps, "steps_for", steps_for))


def our_words_leak() -> Any:
    return instead(
        (home, "_part", lambda user, is_owner: user.companies.first().about if user.companies.first() else "")
    )


def wrong_side_settles() -> Any:
    return instead((concerns, "side_of", lambda by: "theirs" if hasattr(by, "is_manager") else "ours"))


def stranger_owns_a_step() -> Any:
    from joinery.customers.models import Person

    def take(step, seen, *, by, now):
        found = _take_on(step, seen, by=by, now=now)
        if stranger := Person.objects.filter(name="Emil").first():
            Step.objects.filter(pk=step.pk).update(owner_person=stranger)
        return found

    return instead((plan_steps, "take_on", take), (room_steps, "take_on", take))


def broken_and_left() -> Any:
    return instead((promising, "open_recovery", lambda *_, **__: None))


def we_close_a_recovery() -> Any:
    def say(recovery, said, **more):
        found = _say(recovery, said, **more)
        if said == "fixed":
            Recovery.objects.filter(pk=recovery.pk).update(closed_at=more["now"], stage="closed")
        return found

    from joinery.web.desk.views import recoveries as page

    return instead((page, "say_to_recovery", say))


def sweeps_what_is_named() -> Any:
    def sweep(*, now):
        for path in files.kept_before(now - files.GRACE):
            path.unlink(missing_ok=True)

    return instead((file_rules(), "sweep_files", sweep))


def sweeps_at_once() -> Any:
    return instead((files, "GRACE", timedelta(0)))


def file_not_shown_opens() -> Any:
    from joinery.web.room.views import files as page

    return instead((page, "versions_for", lambda guest: FileVersion.objects.filter(file__room=guest.room)))


def file_rules() -> Any:
    import file_rules as rules

    return rules


_say = recoveries.say_to_recovery
_write, _sign, _agreement_on = versions._write, signing.sign, agreement.agreement_on
_finish, _answer, _in_order = doing.finish_step, doing.answer_checkpoint, schedule._in_order
_step_promise, _take_on, _steps_for = promising.step_promise, editing.take_on, plan_doors.steps_for

BUGS = (
    Bug("a stale page writes over what somebody else wrote", "13", no_version_check),
    Bug("an edit that makes no version", "13", edits_without_version),
    Bug("a version rewritten in place", "7, 8", versions_rewritten),
    Bug("a gap in the numbers of versions", "9", fork_of_versions),
    Bug("a seal that does not hold the one before", "7", seal_without_parent),
    Bug("an old form signs the new plan", "6", signs_what_was_not_seen),
    Bug("somebody signs who was not asked", "6", anybody_signs),
    Bug("signed over an open dispute", "10", signs_over_a_dispute),
    Bug("begun with the first of two names", "10", starts_with_the_first_name),
    Bug("our side passes a checkpoint alone", "11", we_pass_checkpoints),
    Bug("not quite passes a checkpoint", "11", not_quite_passes),
    Bug("done out of order, and nobody says so", "12", out_of_order_unsaid),
    Bug("steps that wait for each other are taken", "12", rings_accepted),
    Bug("the giver releases themselves of a promise", "2", giver_lets_go),
    Bug("a promise steps on without its event", "1", step_without_event),
    Bug("a new day forgets the one before", "3", earlier_day_forgotten),
    Bug("a promise disappears", "1", promise_disappears),
    Bug("a promise that is not shared stands in the room", "19", hidden_promise_shown),
    Bug("a line taken back stands in the room", "19", line_taken_back_stays),
    Bug("a guest sent away is still inside", "19", sent_away_and_inside),
    Bug("another team's steps open", "22", other_team_sees),
    Bug("refused, and written all the same", "22", refused_and_written),
    Bug("words of ours alone in the room", "18", our_words_leak),
    Bug("the wrong side settles a worry", "2", wrong_side_settles),
    Bug("a stranger owns a step", "20", stranger_owns_a_step),
    Bug("a broken promise is left at that", "5", broken_and_left),
    Bug("we close what only the customer closes", "5", we_close_a_recovery),
    Bug("sweeping takes a file that a row names", "21", sweeps_what_is_named),
    Bug("sweeping takes what came this minute", "21", sweeps_at_once),
    Bug("a file that was not shown opens in the room", "21", file_not_shown_opens),
)
