"""A blueprint drawn, changed by both sides, signed, and done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import NOON

from joinery.blueprints.actions import CannotChange, CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import answer_concern, close_concern, open_concern
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step
from joinery.blueprints.actions.editing import add_step, bring_back, change_step, edited, leave_out, re_date
from joinery.blueprints.actions.signing import CannotSign, ChangedSince, Proven, name_signer, offer_version, sign
from joinery.blueprints.agreement import agreement_on, last_signed, newest
from joinery.blueprints.models import Step, Version
from joinery.blueprints.versions import faults_in
from joinery.lib.records import ChangedMeanwhile

LATER = NOON + timedelta(days=1)


def step(blueprint, **more):
    return blueprint.steps.filter(**more).first()


def test_a_template_becomes_a_plan_with_an_owner_side_and_a_day_on_every_step(blueprint):
    steps = list(blueprint.steps.all())
    assert len(steps) > 10
    assert all(one.due_on and one.side and one.title for one in steps)
    assert step(blueprint, is_target=True).due_on == date(2026, 11, 20)


def test_every_edit_is_the_next_version_and_the_chain_holds(blueprint, guest):
    one = step(blueprint, is_target=True)
    re_date(one, date(2026, 11, 27), one.version, by=guest, now=LATER)
    assert [version.number for version in blueprint.versions.all()] == [1, 2]
    assert "moves 20 → 27 November" in newest(blueprint).says
    assert faults_in(blueprint.versions.all()) == []
    Version.objects.filter(number=1).update(content="{}")
    assert faults_in(blueprint.versions.all()) != []


def test_two_who_write_to_one_step_lose_nothing(blueprint, ana, guest):
    one = step(blueprint, kind="step")
    change_step(one, one.version, by=ana, now=LATER, title="Ana's words")
    stale = one.fresh()
    with pytest.raises(ChangedMeanwhile):
        change_step(stale, stale.version - 1, by=guest, now=LATER, title="Dora's words")
    assert one.fresh().title == "Ana's words"


def test_a_customer_cannot_change_what_makes_it_a_checkpoint(blueprint, guest):
    one = step(blueprint, is_checkpoint=True)
    with pytest.raises(CannotChange):
        change_step(one, one.version, by=guest, now=LATER, is_checkpoint=False)


def test_the_last_name_under_it_starts_the_first_steps_the_same_minute(signed):
    assert signed.started_at is not None
    assert agreement_on(newest(signed)).is_confirmed
    begun = signed.steps.filter(state=Step.State.BEGUN)
    assert begun.exists()
    assert {one.begun_at for one in begun} == {signed.started_at}


def test_an_edit_after_the_signature_is_a_version_that_nobody_signed(signed, ana):
    one = step(signed, is_target=True)
    re_date(one, date(2026, 11, 25), one.version, by=ana, now=LATER)
    assert not agreement_on(newest(signed)).is_confirmed
    assert last_signed(signed).number == 1


def test_who_read_an_older_plan_cannot_sign_the_new_one(blueprint, guest, ana):
    name_signer(blueprint, guest.person, by=ana, now=NOON)
    offer_version(blueprint, by=ana, now=NOON)
    read = newest(blueprint)
    one = step(blueprint, is_target=True)
    re_date(one, date(2026, 11, 25), one.version, by=ana, now=LATER)
    more = {"typed_name": "Dora Marković", "text": "I agree.", "proven": Proven("code")}
    with pytest.raises(ChangedSince):
        sign(read, by=guest, seen=read.commitment, now=LATER, **more)
    with pytest.raises(CannotSign):  # the new one was not put before her yet
        sign(newest(blueprint), by=guest, seen=newest(blueprint).commitment, now=LATER, **more)


def test_a_dispute_keeps_the_plan_from_being_agreed(blueprint, guest, ana):
    open_concern(step(blueprint, kind="step"), "dispute", "That is not how we work.", by=guest, now=LATER)
    name_signer(blueprint, guest.person, by=ana, now=NOON)
    with pytest.raises(CannotSign):
        offer_version(blueprint, by=ana, now=LATER)


def test_we_cannot_pass_a_checkpoint_alone(signed, ana, guest):
    for one in signed.steps.filter(is_checkpoint=False, is_start=False):
        if one.state != Step.State.DONE:
            finish_step(one, by=ana, now=LATER, reason="for the test")
    check = step(signed, is_checkpoint=True, state__in=["ahead", "begun"])
    finish_step(check, by=ana, now=LATER, reason="for the test")
    assert check.fresh().state == Step.State.REPORTED
    answer_checkpoint(check, guest, "not_quite", "The table stands in the way.", now=LATER)
    assert check.fresh().state == Step.State.BEGUN
    assert check.concerns.get().words == "The table stands in the way."
    answer_checkpoint(check, guest, "yes", now=LATER + timedelta(hours=1))
    assert check.fresh().state == Step.State.DONE
    assert check.concerns.get().closed_by == guest.name


def test_done_out_of_order_needs_a_reason_and_is_counted(signed, ana):
    late = signed.steps.filter(state=Step.State.AHEAD, is_checkpoint=False, side="ours").last()
    with pytest.raises(NeedsReason):
        finish_step(late, by=ana, now=LATER)
    finish_step(late, by=ana, now=LATER, reason="The part came early.")
    assert signed.deviations.get().reason == "The part came early."


def test_only_who_opened_a_worry_says_that_it_is_settled(signed, ana, guest):
    worry = open_concern(step(signed, side="theirs"), "stuck", "The electrician is ill.", by=guest, now=LATER)
    assert worry.told is not None
    answer_concern(worry, "Ours comes on Monday.", by=ana, now=LATER)
    with pytest.raises(CannotStep):
        close_concern(worry, by=ana, now=LATER)
    assert close_concern(worry, by=guest, now=LATER).closed_at == LATER


def test_a_step_left_out_needs_a_reason_and_hands_on_what_it_waited_for(blueprint, ana):
    one = blueprint.steps.filter(kind="step").exclude(after=[]).last()
    with pytest.raises(CannotChange):
        leave_out(one, one.version, " ", by=ana, now=LATER)
    leave_out(one, one.version, "Done in 2024.", by=ana, now=LATER)
    assert one.fresh().state == Step.State.LEFT_OUT
    bring_back(one, one.version, by=ana, now=LATER)
    assert not blueprint.deviations.filter(ended_at__isnull=True).exists()


def test_a_customer_adds_a_step_of_their_own(blueprint, guest):
    added = add_step(
        blueprint,
        "Tell the night team",
        by=guest,
        now=LATER,
        side="theirs",
        due_on=date(2026, 11, 2),
        owner=guest.person,
    )
    assert (added.owner_person, added.due_on) == (guest.person, date(2026, 11, 2))
    assert "“Tell the night team” is new" in newest(blueprint).says


def test_a_plan_that_is_only_put_into_another_language_is_no_new_version(signed, ana):
    before = edited(signed, by=ana, now=NOON + timedelta(hours=2))
    for step in signed.steps.all():
        step.words = {**step.words, "fr": {**step.words["fr"], "standard": "Mieux dit."}}
        step.save(update_fields=["words"])

    assert edited(signed, by=ana, now=NOON + timedelta(hours=3)) == before


def test_a_version_of_an_older_template_still_verifies_and_more_words_are_no_change(blueprint, guest, ana):
    for step in blueprint.steps.all():  # an older template had three parts in each language
        step.words = {
            language: {part: said[part] for part in ("title", "sees", "question")}
            for language, said in step.words.items()
        }
        step.save(update_fields=["words"])
    step = change_step(blueprint.steps.get(key="kickoff"), 1, by=ana, now=NOON, title="Kick-off in the hall")
    for each in blueprint.steps.exclude(pk=step.pk):
        each.words = {**each.words, "de": {**each.words["de"], "standard": "Neu gesagt."}}
        each.save(update_fields=["words"])
    change_step(step, step.version, by=ana, now=NOON, title="Kick-off at the bar")

    assert faults_in(blueprint.versions.all()) == []
    assert newest(blueprint).says == "“Kick-off in the hall” is now called “Kick-off at the bar”"
