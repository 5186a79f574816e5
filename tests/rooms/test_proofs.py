"""A code goes to the invited mailbox, lives ten minutes, works once, in the browser that asked."""

from datetime import timedelta

import pytest
from conftest import NOON
from room_cast import code_in, newest_letter

from joinery.gateways.models import Letter
from joinery.rooms.actions import close_room, invite_guest, open_room, revoke_guest
from joinery.rooms.models import Guest, Pass, Proof
from joinery.rooms.proofs import CannotProve, ask_code, end_pass, pass_with, prove

MINUTE = timedelta(minutes=1)


@pytest.fixture
def guest(dora, ana):
    open_room(dora.company, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    return Guest.objects.select_related("room", "person").get()


@pytest.fixture
def code(guest):
    ask_code(guest.room, "Dora@Astoria.example ", "browser", now=NOON)
    return code_in(newest_letter("proof"))


def test_the_right_code_in_the_right_browser_lets_in(guest, code):
    secret = prove(guest.room, code, "browser", now=NOON + MINUTE)

    assert pass_with(secret, NOON + MINUTE).guest == guest


def test_neither_code_nor_pass_stands_in_the_database(guest, code):
    secret = prove(guest.room, code, "browser", now=NOON + MINUTE)

    assert code not in str(Proof.objects.values())
    assert secret not in str(Pass.objects.values())


def test_the_code_goes_to_the_invited_mailbox_even_if_the_address_was_edited(guest, dora):
    dora.email = "ana@wessel.example"
    dora.save()
    ask_code(guest.room, "ana@wessel.example", "browser", now=NOON)
    ask_code(guest.room, "dora@astoria.example", "browser", now=NOON)

    assert [letter.to_address for letter in Letter.objects.filter(kind="proof")] == ["dora@astoria.example"]


def test_a_code_works_once(guest, code):
    prove(guest.room, code, "browser", now=NOON)

    with pytest.raises(CannotProve):
        prove(guest.room, code, "browser", now=NOON)


def test_after_ten_minutes_it_is_over(guest, code):
    with pytest.raises(CannotProve):
        prove(guest.room, code, "browser", now=NOON + 10 * MINUTE)


def test_another_browser_cannot_use_it(guest, code):
    with pytest.raises(CannotProve):
        prove(guest.room, code, "another", now=NOON)


def test_five_wrong_tries_end_it(guest, code):
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        with pytest.raises(CannotProve):
            prove(guest.room, wrong, "browser", now=NOON)

    with pytest.raises(CannotProve):
        prove(guest.room, code, "browser", now=NOON)


def test_at_most_three_letters_an_hour(guest):
    for minute in range(8):
        ask_code(guest.room, "dora@astoria.example", f"browser {minute}", now=NOON + minute * MINUTE)
    assert Letter.objects.filter(kind="proof").count() == 3

    ask_code(guest.room, "dora@astoria.example", "browser", now=NOON + 70 * MINUTE)
    assert Letter.objects.filter(kind="proof").count() == 4


def test_somebody_else_asking_does_not_spoil_my_code(guest, code):
    ask_code(guest.room, "dora@astoria.example", "a stranger's browser", now=NOON)

    assert prove(guest.room, code, "browser", now=NOON)


@pytest.mark.parametrize("address", ["nobody@astoria.example", "", "dorа@astoria.example", "dora@astoria.example."])
def test_an_address_that_is_not_invited_gets_no_letter(guest, address):
    ask_code(guest.room, address, "browser", now=NOON)

    assert Letter.objects.filter(kind="proof").count() == 0


def test_a_guest_sent_away_is_out_at_once_and_stays_out_when_invited_again(guest, code, dora, ana):
    secret = prove(guest.room, code, "browser", now=NOON)
    revoke_guest(guest, by=ana, now=NOON)
    assert pass_with(secret, NOON) is None

    invite_guest(dora, by=ana, now=NOON + MINUTE)
    assert pass_with(secret, NOON + MINUTE) is None


def test_a_code_sent_before_the_room_closed_is_dead(guest, code, ana):
    close_room(guest.room, by=ana, now=NOON)

    with pytest.raises(CannotProve):
        prove(guest.room, code, "browser", now=NOON)


def test_a_pass_ends_after_thirty_days_or_when_they_leave(guest, code):
    secret = prove(guest.room, code, "browser", now=NOON)
    held = pass_with(secret, NOON + timedelta(days=29))
    assert pass_with(secret, NOON + timedelta(days=30)) is None

    end_pass(held, by=guest, now=NOON + MINUTE)
    assert pass_with(secret, NOON + MINUTE) is None
