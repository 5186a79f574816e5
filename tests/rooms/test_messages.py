"""From one named person to another, and how long they waited."""

from datetime import timedelta

import pytest
from conftest import NOON
from room_cast import invited, newest_letter

from joinery.gateways.models import Letter
from joinery.rooms.actions import revoke_guest
from joinery.rooms.messages import CannotWrite, waiting_since, waits_for_answer, write_message
from joinery.rooms.models import RoomMessage
from joinery.rooms.queries import messages_in

MINUTE = timedelta(minutes=1)


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


def write(guest, words, by, to, minutes=0):
    return write_message(guest.room, words, by=by, to=to, now=NOON + minutes * MINUTE)


def test_a_letter_goes_to_the_one_it_is_for(guest, ana):
    write(guest, "When do you come?", guest, ana)
    assert newest_letter("message").to_address == "ana@wessel.example"
    write(guest, "On Thursday.", ana, guest)

    assert newest_letter("message").to_address == "dora@astoria.example"
    assert "On Thursday." in newest_letter("message").text


def test_an_answer_from_the_desk_stands_in_the_room(guest, ana):
    asked = write(guest, "When do you come?", guest, ana)
    write_message(guest.room, "On Thursday.", by=ana, to=guest, now=NOON, answer_to=asked)

    assert [message.words for message in messages_in(guest.room)] == ["When do you come?", "On Thursday."]
    assert RoomMessage.objects.last().answer_to == asked


def test_pressed_twice_it_is_one(guest, ana):
    for _ in range(2):
        write(guest, "When do you come?", guest, ana)

    assert (RoomMessage.objects.count(), Letter.objects.filter(kind="message").count()) == (1, 1)


def test_words_cannot_pass_for_a_letter_of_ours(guest, ana):
    write(guest, "x\r\n\r\nKind regards\r\nAna Lindqvist", guest, ana)

    assert "\n    Kind regards\n" in newest_letter("message").text


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4001])
def test_nothing_and_too_much_are_refused(guest, ana, words):
    with pytest.raises(CannotWrite):
        write(guest, words, guest, ana)


def test_ours_do_not_write_to_ours_here(guest, ana, ben):
    with pytest.raises(CannotWrite):
        write(guest, "Push harder", ana, ben)


def test_nobody_writes_to_who_was_sent_away(guest, ana):
    revoke_guest(guest, by=ana, now=NOON)

    with pytest.raises(CannotWrite):
        write(guest, "Hello", ana, guest)


def test_nobody_writes_into_another_room(guest, ana, emil, sam):
    other = invited(emil, sam)

    with pytest.raises(CannotWrite):
        write_message(other.room, "Hello", by=guest, to=ana, now=NOON)


def test_letters_an_hour_are_counted(guest, ana, monkeypatch):
    monkeypatch.setattr("joinery.rooms.messages.AN_HOUR", 2)
    for number in range(2):
        write(guest, f"{number}", guest, ana)

    with pytest.raises(CannotWrite, match="Please telephone"):
        write(guest, "3", guest, ana)


def test_the_wait_runs_from_their_first_word_to_our_first(guest, ana, ben):
    write(guest, "Hello", ana, guest)
    write(guest, "When?", guest, ana, 10)
    write(guest, "Please.", guest, ben, 15)
    write(guest, "Thursday.", ben, guest, 22)
    write(guest, "At ten.", ana, guest, 25)
    write(guest, "Thank you.", guest, ana, 60)
    messages = list(messages_in(guest.room))

    assert waits_for_answer(messages) == [12.0]
    assert waiting_since(messages) == NOON + 60 * MINUTE
