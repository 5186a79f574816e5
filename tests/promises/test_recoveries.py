"""A broken promise of ours is put right with the customer, and only they say that it is."""

from __future__ import annotations

import pytest
from conftest import NOON
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from room_cast import invited, newest_letter

from joinery.firm.models import Deed
from joinery.gateways.models import Letter
from joinery.promises.actions import CannotStep, make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.models import Recovery
from joinery.promises.recoveries import CannotRecover, open_recovery, say_to_recovery
from joinery.promises.recovery_life import NEEDS_WORDS, OURS, Said, Stage, replay
from joinery.rooms.wishes import stop_letters
from joinery.steps.verify_data import verify_all


@pytest.fixture
def promise(astoria, ana, dora):
    return make_promise(astoria, "The drain positions", side="ours", by=ana, theirs=dora, due_on=NOON.date(), now=NOON)


@pytest.fixture
def recovery(promise, dora):
    return step_promise(promise, State.BROKEN, by=dora, words="The plumber stood idle.", now=NOON).recoveries.get()


def broken_invariants() -> dict[str, list[str]]:
    return {each.says: each.broken for each in verify_all() if each.broken}


def test_what_we_cannot_keep_opens_one_recovery_in_the_name_of_the_giver(promise, ana):
    step_promise(promise, State.REVOKED, by=ana, now=NOON)

    assert [(row.owner, row.found_by, row.stage) for row in promise.recoveries.all()] == [(ana, "ours", "open")]
    assert Deed.objects.filter(verb="open_recovery", by_name=ana.name).count() == 1


def test_what_they_say_was_not_kept_opens_one_and_its_owner_is_told(recovery, ana):
    letter = newest_letter("recovery_owner")

    assert (recovery.found_by, recovery.missing) == ("theirs", "The plumber stood idle.")
    assert (letter.to_address, "“The plumber stood idle.”" in letter.text) == (ana.email, True)


def test_where_the_giver_has_left_whoever_keeps_the_customer_puts_it_right(astoria, ana, cara, dora):
    promise = make_promise(astoria, "The valves", side="ours", by=cara, theirs=dora, now=NOON)
    cara.is_active = False
    cara.save()
    step_promise(promise, State.BROKEN, by=dora, now=NOON)

    assert promise.recoveries.get().owner == ana


def test_their_own_broken_promise_opens_nothing(astoria, ana, dora):
    theirs = make_promise(astoria, "The corridor", side="theirs", by=ana, theirs=dora, now=NOON)
    with pytest.raises(CannotStep):
        step_promise(theirs, State.BROKEN, by=ana, now=NOON)
    step_promise(theirs, State.REVOKED, by=dora, now=NOON)

    assert Recovery.objects.count() == 0


def test_the_database_holds_no_second_open_recovery(recovery, ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        open_recovery(recovery.promise, by=ana, actor=ana, now=NOON)


def test_when_it_cannot_be_opened_the_promise_is_not_broken_either(promise, ana, dora):
    Recovery.objects.create(promise=promise, owner=ana, opened_at=NOON, found_by="ours")
    with pytest.raises(IntegrityError), transaction.atomic():
        step_promise(promise, State.BROKEN, by=dora, now=NOON)
    promise.refresh_from_db()

    assert promise.state == State.PROMISED


def test_nobody_of_ours_closes_it(recovery, ana):
    with pytest.raises(CannotRecover, match="Only the other side"):
        say_to_recovery(recovery, Said.YES, by=ana, now=NOON)


def test_we_cannot_say_it_is_put_right_without_a_plan_or_without_a_cause(recovery, ana):
    with pytest.raises(CannotRecover, match="moved on"):
        say_to_recovery(recovery, Said.FIXED, cause="A wrong day in the calendar.", by=ana, now=NOON)
    planned = say_to_recovery(recovery, Said.PLAN, words="By Friday.", by=ana, now=NOON)
    with pytest.raises(CannotRecover, match="Say why it came to this"):
        say_to_recovery(planned, Said.FIXED, by=ana, now=NOON)


def test_not_yet_opens_it_again_with_their_words_and_nothing_said_before_is_lost(recovery, ana, dora):
    for said, by in ((Said.PLAN, ana), (Said.AGREE, dora), (Said.FIXED, ana), (Said.NOT_YET, dora)):
        recovery = say_to_recovery(recovery, said, words=f"{said}.", cause="A wrong day.", by=by, now=NOON)

    assert (recovery.stage, recovery.missing, recovery.plan_agreed_at, recovery.fixed_at) == (
        "open",
        "not_yet.",
        None,
        None,
    )
    assert [event.words for event in recovery.events.all()] == [
        "The plumber stood idle.",
        "plan.",
        "agree.",
        "fixed.",
        "not_yet.",
    ]


def test_a_plan_shows_a_promise_that_was_hidden(astoria, ana, dora):
    hidden = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, is_shown=False, now=NOON)
    recovery = step_promise(hidden, State.REVOKED, by=ana, now=NOON).recoveries.get()
    say_to_recovery(recovery, Said.PLAN, words="On Monday.", by=ana, now=NOON)
    hidden.refresh_from_db()

    assert hidden.shown_at == NOON


def test_the_one_it_was_promised_to_gets_the_plan_by_letter_and_the_cause_never(recovery, ana, dora):
    invited(dora, ana)
    planned = say_to_recovery(recovery, Said.PLAN, words="The drawing on Friday.", by=ana, now=NOON)
    say_to_recovery(planned, Said.FIXED, cause="We forgot.", by=ana, now=NOON)
    letters = {kind: newest_letter(kind) for kind in ("recovery_plan", "recovery_fixed")}

    assert {letter.to_address for letter in letters.values()} == {dora.email}
    assert "The drawing on Friday." in letters["recovery_plan"].text
    assert "We forgot." not in "".join(letter.text for letter in letters.values())


def test_its_letters_are_in_the_language_of_the_one_it_was_promised_to(recovery, ana, dora):
    invited(dora, ana)
    dora.language = "de"
    dora.save(update_fields=["language"])
    say_to_recovery(recovery, Said.PLAN, words="The drawing on Friday.", by=ana, now=NOON)
    letter = newest_letter("recovery_plan")

    assert letter.subject == "Wie wir es in Ordnung bringen"
    assert letter.text.startswith("Guten Tag Dora")
    assert "So wollen wir es in Ordnung bringen:\n\nThe drawing on Friday." in letter.text


def test_whoever_wants_no_letters_gets_none(recovery, ana, dora):
    stop_letters(invited(dora, ana), now=timezone.now())
    say_to_recovery(recovery, Said.PLAN, words="The drawing on Friday.", by=ana, now=NOON)

    assert Letter.objects.filter(kind="recovery_plan").count() == 0


def test_verify_names_a_broken_promise_that_nobody_puts_right(recovery):
    assert broken_invariants() == {}
    Recovery.objects.all().delete()

    assert list(broken_invariants()) == ["A broken promise of ours has exactly one open recovery until it is closed"]


def test_verify_names_a_recovery_that_one_of_ours_closed(recovery, ana):
    recovery.events.create(said="yes", user=ana, by_name=ana.name, at=NOON)
    Recovery.objects.update(stage="closed", closed_at=NOON)

    assert list(broken_invariants()) == [
        "Only the customer closed a recovery, and each said only what was theirs to say"
    ]


SPOKEN = st.tuples(
    st.sampled_from([said for said in Said if said != Said.OPENED]), st.booleans(), st.sampled_from(["", "Words."])
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(talk=st.lists(SPOKEN, max_size=12))
def test_whatever_is_said_in_any_order_one_is_open_until_the_customer_says_yes(talk, astoria, ana, dora):
    promise = make_promise(astoria, "The drain positions", side="ours", by=ana, theirs=dora, now=NOON)
    recovery = step_promise(promise, State.BROKEN, by=dora, now=NOON).recoveries.get()
    has_yes = False
    for said, is_ours, words in talk:
        before = (recovery.stage, recovery.events.count())
        try:
            recovery = say_to_recovery(recovery, said, words=words, cause=words, by=ana if is_ours else dora, now=NOON)
        except CannotRecover:
            recovery.refresh_from_db()
            assert (recovery.stage, recovery.events.count()) == before
            continue
        assert not has_yes
        assert is_ours == (said in OURS)
        assert words or said not in NEEDS_WORDS | {Said.FIXED} or recovery.cause
        has_yes = said == Said.YES
    promise.refresh_from_db()

    assert (recovery.stage == Stage.CLOSED, recovery.closed_by == dora) == (has_yes, has_yes)
    assert promise.recoveries.filter(closed_at=None).count() == (0 if has_yes else 1)
    assert replay([Said(event.said) for event in recovery.events.all()]) == recovery.stage
    assert broken_invariants() == {}
