"""Rooms are opened, people invited, lines put before them and answered."""

from datetime import timedelta

import pytest
from conftest import NOON

from joinery.calls.models import Call
from joinery.firm.models import Deed
from joinery.gateways.models import Letter
from joinery.rooms.actions import (
    CannotAdd,
    CannotAnswer,
    CannotInvite,
    CannotShow,
    add_guest_agenda_item,
    answer_line,
    close_room,
    invite_guest,
    open_room,
    publish_line,
    revoke_guest,
    withdraw_line,
)
from joinery.rooms.models import Guest, Pass

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def room(astoria, ana):
    return open_room(astoria, by=ana, now=NOON)


@pytest.fixture
def guest(room, dora, ana):
    invite_guest(dora, by=ana, now=NOON)
    return Guest.objects.get(person=dora)


@pytest.fixture
def line(room, dora, ana):
    return publish_line(room, "concept", "Towels by ten.", person=dora, said_on=NOON.date(), by=ana, now=NOON)


def test_a_room_is_opened_once(room, astoria, ana):
    assert open_room(astoria, by=ana, now=LATER) == room
    assert Deed.objects.filter(verb="open_room").count() == 1


def test_the_invitation_holds_the_address_and_no_key(room, dora, ana, settings):
    letter = invite_guest(dora, by=ana, now=NOON)

    assert f"{settings.BASE_URL}/room/{room.public_id}/" in letter.text
    assert letter.to_address == "dora@astoria.example"
    assert Pass.objects.count() == 0


def test_an_invitation_pressed_twice_is_one_letter(room, dora, ana):
    invite_guest(dora, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON + timedelta(minutes=5))

    assert Letter.objects.count() == 1


def test_nobody_is_invited_into_a_room_that_is_not_open(dora, ana):
    with pytest.raises(CannotInvite, match="Open the room first"):
        invite_guest(dora, by=ana, now=NOON)


def test_one_of_us_cannot_be_a_guest(room, dora, ana):
    dora.email = "ana@wessel.example"
    dora.save()

    with pytest.raises(CannotInvite, match="an address of ours"):
        invite_guest(dora, by=ana, now=NOON)


def test_two_guests_never_share_a_mailbox(guest, astoria, ana):
    from joinery.customers.models import Person

    piet = Person.objects.create(company=astoria, name="Piet Aerts", email="DORA@astoria.example", created_at=NOON)

    with pytest.raises(CannotInvite, match="Dora Marković is already invited at this address"):
        invite_guest(piet, by=ana, now=NOON)


def test_who_moves_a_guest_to_another_mailbox_is_told_on_at_the_old_one(guest, dora, ana):
    Pass.objects.create(guest=guest, secret_hash="x", made_at=NOON, expires_at=LATER)
    dora.email = "dora@elsewhere.example"
    dora.save()
    invite_guest(dora, by=ana, now=LATER)

    moved = Letter.objects.get(kind="moved")
    assert moved.to_address == "dora@astoria.example"
    assert Pass.objects.get().ended_at == LATER


def test_a_line_break_in_a_name_makes_no_header_and_no_new_line(room, dora, ana):
    dora.name = "Dora\r\nBcc: everyone@evil.example"
    dora.save()
    letter = invite_guest(dora, by=ana, now=NOON)

    assert letter.to_name == "Dora Bcc: everyone@evil.example"
    assert "\nBcc" not in letter.text


def test_taking_back_an_invitation_ends_every_way_in(guest, ana):
    Pass.objects.create(guest=guest, secret_hash="x", made_at=NOON, expires_at=LATER)
    revoke_guest(guest, by=ana, now=NOON)

    assert Pass.objects.get().ended_at == NOON


def test_only_kinds_that_may_be_shared_are_put_before_them(room, ana):
    with pytest.raises(CannotShow, match="ours alone"):
        publish_line(room, "money", "They have 90,000", by=ana, now=NOON)


def test_a_closed_room_takes_no_lines(room, ana):
    close_room(room, by=ana, now=NOON)

    with pytest.raises(CannotShow, match="closed"):
        publish_line(room, "concept", "Towels by ten.", by=ana, now=NOON)


def test_somebody_elses_words_are_not_shown(room, emil, ana):
    with pytest.raises(CannotShow, match="somebody else's"):
        publish_line(room, "concept", "Towels by ten.", person=emil, by=ana, now=NOON)


def test_not_quite_needs_their_words(line, guest):
    with pytest.raises(CannotAnswer, match="in your own words"):
        answer_line(line, guest, "not_quite", "  ", now=NOON)


def test_the_same_answer_twice_is_one_answer(line, guest):
    first = answer_line(line, guest, "yes", now=NOON)

    assert answer_line(line, guest, "yes", now=LATER) == first
    assert Deed.objects.filter(verb="answer_line").count() == 1


def test_every_answer_is_kept_and_the_newest_counts(line, guest):
    answer_line(line, guest, "yes", now=NOON)
    answer_line(line, guest, "not_quite", "Towels by ten, sheets by noon.", now=LATER)

    assert [given.answer for given in line.answers.all()] == ["yes", "not_quite"]


def test_a_line_taken_back_cannot_be_answered(line, guest, ana):
    withdraw_line(line, by=ana, now=NOON)

    with pytest.raises(CannotAnswer, match="no longer here"):
        answer_line(line, guest, "yes", now=NOON)


def test_a_guest_adds_to_the_agenda_once(call, guest):
    Call.objects.filter(pk=call.pk).update(agenda_sent_at=NOON, starts_at=LATER)
    first = add_guest_agenda_item(call, guest, " How loud\nit is ", now=NOON)

    assert first.words == "How loud it is"
    assert add_guest_agenda_item(call, guest, "How loud it is", now=NOON) == first


def test_nothing_is_added_to_a_call_that_they_do_not_know_of(call, guest):
    Call.objects.filter(pk=call.pk).update(starts_at=LATER)

    with pytest.raises(CannotAdd):
        add_guest_agenda_item(call, guest, "How loud it is", now=NOON)
