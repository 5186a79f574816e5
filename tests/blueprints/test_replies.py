"""A reply to a letter about a step: yes, not quite, stuck; and what of a plan is in the daily letter."""

from datetime import timedelta

import pytest
from post_cast import came, messages, reply, take_replies

from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.models import Concern, Side, Step
from joinery.rooms.digest import write_digest
from joinery.rooms.models import Guest
from joinery.rooms.reply_address import reply_address
from joinery.rooms.wishes import wish_letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def replies_are_taken(settings, tmp_path):
    take_replies(settings)
    settings.DATA = tmp_path


@pytest.fixture
def now(signed):
    return signed.started_at + timedelta(hours=1)


@pytest.fixture
def theirs(signed):
    """A step of theirs that nothing stands before."""
    steps = [step for step in signed.steps.all() if step.side == Side.THEIRS and not step.is_checkpoint]
    step = next(
        step for step in steps if step.state not in (Step.State.DONE, Step.State.LEFT_OUT) and not step.is_start
    )
    Step.objects.filter(pk=step.pk).update(after=[])
    return step.fresh()


@pytest.fixture
def reported(signed, ana, now):
    step = next(step for step in signed.steps.all() if step.is_checkpoint and step.state != Step.State.DONE)
    Step.objects.filter(pk=step.pk).update(after=[], evidence=[], roles_needed=[])
    return finish_step(step.fresh(), by=ana, now=now, reason="in a test")


def answer(guest, step, words, now):
    return came(reply(reply_address(guest, "s", step.public_id), words), now=now)


def test_stuck_reaches_the_named_person_with_their_words(guest, theirs, now):
    letter = answer(guest, theirs, "Stuck. The electrician does not answer.", now)

    concern = Concern.objects.get()
    assert (concern.kind, concern.words, concern.guest) == ("stuck", "The electrician does not answer.", guest)
    assert letter.did == f"said they are stuck: {theirs.title}"
    assert messages() == []


def test_stuck_without_a_why_is_a_message(guest, theirs, now):
    answer(guest, theirs, "Stuck", now)

    assert Concern.objects.count() == 0
    assert messages() == ["Stuck"]


def test_yes_to_a_step_of_theirs_says_it_is_done(guest, theirs, now):
    answer(guest, theirs, "Yes", now)

    assert theirs.fresh().state == Step.State.DONE


def test_not_quite_opens_a_checkpoint_again_and_a_yes_passes_it(guest, reported, ana, now):
    answer(guest, reported, "Not quite: the hose is too short.", now)
    assert reported.fresh().state == Step.State.BEGUN
    assert reported.verdicts.last().words == "the hose is too short."

    finish_step(reported.fresh(), by=ana, now=now, reason="in a test")
    came(reply(reply_address(guest, "s", reported.public_id), "Yes", message_id="<2@astoria.example>"), now=now)
    assert reported.fresh().state == Step.State.DONE


def test_a_checkpoint_that_nobody_called_done_is_not_passed_by_mail(guest, signed, now):
    step = next(step for step in signed.steps.all() if step.is_checkpoint and step.state == Step.State.AHEAD)
    answer(guest, step, "Yes", now)

    assert step.fresh().state == Step.State.AHEAD
    assert messages() == ["Yes"]


def test_a_signature_is_never_given_by_mail(blueprint, guest, signed, now):
    start = next(step for step in signed.steps.all() if step.is_start)
    Step.objects.filter(pk=start.pk).update(state=Step.State.AHEAD, side=Side.THEIRS)
    answer(guest, start, "Yes", now)

    assert start.fresh().state == Step.State.AHEAD


def test_the_daily_letter_holds_their_steps_that_are_due_and_checkpoints(guest, theirs, reported, now):
    Guest.objects.update(invited_at=now - timedelta(days=1))
    Step.objects.filter(pk=theirs.pk).update(
        due_on=now.date() + timedelta(days=1), owner_person=guest.person, state=Step.State.BEGUN
    )
    wish_letters(guest, "daily", zone="UTC", now=now)
    letter = write_digest(guest, now=now)

    assert f"- {reported.title}: {reported.question}" in letter.text
    assert f"- Your step: {theirs.title}" in letter.text
    assert f"“Yes” as its first word says that “{reported.title}” matches your picture" in letter.text
