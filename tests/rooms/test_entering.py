"""Who may come in: four levels, those who knock, guests of guests."""

from datetime import timedelta

import pytest
from conftest import NOON
from room_cast import code_in, invited, newest_letter, photo

from joinery.customers.models import Person
from joinery.firm.models import Picture
from joinery.gateways.models import Letter
from joinery.rooms.actions import CannotAnswer, CannotInvite, publish_line, revoke_guest
from joinery.rooms.entering import (
    CannotKnock,
    CannotOpen,
    come_in_by_name,
    decide_knock,
    hide_word,
    invite_as_guest,
    knock,
    say_as_visitor,
    set_entry,
    set_guest_photo,
    visitor_with,
)
from joinery.rooms.models import Guest, HeardAnswer, Knock, Room, Visitor, VisitorWord
from joinery.rooms.proofs import CannotProve, ask_code, prove


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def room(guest):
    return guest.room


def by_domain(room, ana):
    set_entry(room, "domain", "@Astoria.example", by=ana, now=NOON)


def come(room, address, name=""):
    ask_code(room, address, "browser", now=NOON)
    return prove(room, code_in(newest_letter("proof")), "browser", now=NOON, name=name)


def test_a_room_begins_with_proven_mailboxes(room):
    assert room.entry == Room.Entry.PROVEN


def test_somebody_of_an_allowed_firm_becomes_a_guest_by_proving_the_mailbox(room, ana):
    by_domain(room, ana)
    come(room, "Piet@astoria.example", "Piet Aerts")

    guest = Guest.objects.get(mailbox="piet@astoria.example")
    assert (guest.person.name, guest.person.company, guest.invited_by) == ("Piet Aerts", room.company, None)


def test_before_the_mailbox_is_proven_nobody_is_added(room, ana):
    by_domain(room, ana)
    ask_code(room, "piet@astoria.example", "browser", now=NOON)

    assert Person.objects.filter(email="piet@astoria.example").count() == 0


def test_a_person_we_know_is_not_added_twice(room, ana, astoria):
    by_domain(room, ana)
    Person.objects.create(company=astoria, name="Piet Aerts", email="Piet@Astoria.example", created_at=NOON)
    come(room, "piet@astoria.example", "Somebody else")

    assert [guest.name for guest in Guest.objects.order_by("id")] == ["Dora Marković", "Piet Aerts"]


@pytest.mark.parametrize("address", ["eve@evil.example", "eve@astoria.example.evil", "a@b@astoria.example", "@"])
def test_another_mailbox_gets_no_code(room, ana, address):
    by_domain(room, ana)
    ask_code(room, address, "browser", now=NOON)

    assert newest_letter("proof") is None


def test_who_was_sent_away_does_not_come_back_by_the_domain(room, guest, ana):
    by_domain(room, ana)
    revoke_guest(guest, by=ana, now=NOON)
    ask_code(room, "dora@astoria.example", "browser", now=NOON)

    assert newest_letter("proof") is None


def test_a_code_dies_when_the_domain_is_taken_off(room, ana):
    by_domain(room, ana)
    ask_code(room, "piet@astoria.example", "browser", now=NOON)
    set_entry(room, "proven", by=ana, now=NOON)

    with pytest.raises(CannotProve):
        prove(room, code_in(newest_letter("proof")), "browser", now=NOON)


def test_codes_to_new_people_of_a_firm_are_counted(room, ana, monkeypatch):
    monkeypatch.setattr("joinery.rooms.proofs.NEW_AN_HOUR", 2)
    by_domain(room, ana)
    for number in range(4):
        ask_code(room, f"p{number}@astoria.example", "browser", now=NOON)

    assert Letter.objects.filter(kind="proof").count() == 2


@pytest.mark.parametrize(
    ("domains", "says"),
    [
        ("", "after the @"),
        ("gmail.com", "Anybody can have a mailbox at gmail.com"),
        ("astoria", "not the end of a mail address"),
        ("wessel.example", "is ours"),
    ],
)
def test_a_domain_that_says_nothing_is_refused(room, ana, domains, says):
    with pytest.raises(CannotOpen, match=says):
        set_entry(room, "domain", domains, by=ana, now=NOON)


def test_a_reader_by_the_link_gives_a_name_and_confirms_nothing(room, dora, ana):
    set_entry(room, "link", by=ana, now=NOON)
    line = publish_line(room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)
    visitor = visitor_with(come_in_by_name(room, "Dora Marković", now=NOON), room, NOON)
    say_as_visitor(line, visitor, "yes", "", now=NOON)

    assert (VisitorWord.objects.count(), HeardAnswer.objects.count()) == (1, 0)


def test_a_room_for_proven_mailboxes_takes_no_name(room):
    with pytest.raises(CannotKnock):
        come_in_by_name(room, "Dora", now=NOON)


def test_when_the_room_gets_stricter_readers_are_out(room, ana):
    set_entry(room, "link", by=ana, now=NOON)
    secret = come_in_by_name(room, "Lea", now=NOON)
    set_entry(room, "proven", by=ana, now=NOON)
    set_entry(room, "link", by=ana, now=NOON)

    assert visitor_with(secret, room, NOON) is None


def test_readers_and_their_words_are_counted(room, dora, ana, monkeypatch):
    monkeypatch.setattr("joinery.rooms.entering.VISITORS_A_DAY", 1)
    monkeypatch.setattr("joinery.rooms.entering.WORDS_A_DAY", 1)
    set_entry(room, "link", by=ana, now=NOON)
    line = publish_line(room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)
    visitor = visitor_with(come_in_by_name(room, "Lea", now=NOON), room, NOON)
    with pytest.raises(CannotKnock):
        come_in_by_name(room, "Tom", now=NOON)
    say_as_visitor(line, visitor, "yes", "", now=NOON)
    with pytest.raises(CannotAnswer):
        say_as_visitor(line, visitor, "not_quite", "By noon.", now=NOON)


def test_what_a_reader_wrote_can_be_taken_off(room, dora, ana):
    set_entry(room, "link", by=ana, now=NOON)
    line = publish_line(room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)
    visitor = Visitor.objects.create(room=room, name="Lea", secret_hash="x", came_at=NOON, expires_at=NOON)
    word = say_as_visitor(line, visitor, "not_quite", "Buy pills", now=NOON)
    hide_word(word, by=ana, now=NOON)

    assert VisitorWord.objects.get().hidden_at == NOON


def test_a_knock_is_told_to_the_owner_once(room):
    for _ in range(2):
        knock(room, "Jonas", "Jonas@astoria.example", "I run the night team", now=NOON)

    assert [letter.to_address for letter in Letter.objects.filter(kind="knock")] == ["ana@wessel.example"]
    assert Knock.objects.get().mailbox == "jonas@astoria.example"


def test_a_guest_who_knocks_changes_nothing(room):
    knock(room, "Dora", "dora@astoria.example", "", now=NOON)

    assert Knock.objects.count() == 0


def test_knocks_are_counted(room, monkeypatch):
    monkeypatch.setattr("joinery.rooms.entering.KNOCKS_A_DAY", 2)
    for number in range(4):
        knock(room, "X", f"x{number}@evil.example", "", now=NOON)

    assert Letter.objects.filter(kind="knock").count() == 2


def test_a_knock_with_line_breaks_makes_no_header(room):
    knock(room, "X\r\nBcc: all@evil.example", "x@evil.example", "a\nb", now=NOON)

    assert "\n" not in newest_letter("knock").subject


def test_let_in_they_get_the_invitation(room, ana):
    knock(room, "Jonas", "jonas@astoria.example", "", now=NOON)
    decide_knock(Knock.objects.get(), lets_in=True, by=ana, now=NOON)

    assert newest_letter("invitation").to_address == "jonas@astoria.example"
    assert Guest.objects.get(mailbox="jonas@astoria.example").invited_by == ana


def test_not_let_in_they_get_a_kind_letter_once(room, ana):
    knock(room, "Jonas", "jonas@astoria.example", "", now=NOON)
    for _ in range(2):
        decide_knock(Knock.objects.get(), lets_in=False, by=ana, now=NOON)

    assert [letter.to_address for letter in Letter.objects.filter(kind="not_now")] == ["jonas@astoria.example"]
    assert Guest.objects.count() == 1


def test_a_guest_asks_a_colleague_in_and_the_owner_is_told(room, guest):
    new = invite_as_guest(guest, "Piet Aerts", "Piet@astoria.example", now=NOON)

    assert (new.invited_by_guest, new.invited_by, new.mailbox) == (guest, None, "piet@astoria.example")
    assert newest_letter("guest_of_guest").to_address == "ana@wessel.example"
    assert "Dora Marković asks you into the room" in newest_letter("invitation").text


def test_a_guest_asks_in_five(room, guest, monkeypatch):
    monkeypatch.setattr("joinery.rooms.entering.GUESTS_OF_A_GUEST", 1)
    invite_as_guest(guest, "Piet", "piet@astoria.example", now=NOON)

    with pytest.raises(CannotInvite, match="Ask Ana for more"):
        invite_as_guest(guest, "Lea", "lea@astoria.example", now=NOON)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sam@wessel.example", "need no invitation"),
        ("dora@astoria.example", "is invited already"),
        ("nonsense", "A name and a mail address"),
    ],
)
def test_some_are_not_asked_in(room, guest, address, says):
    with pytest.raises(CannotInvite, match=says):
        invite_as_guest(guest, "X", address, now=NOON)


def test_a_guest_cannot_bring_back_whom_we_sent_away(room, guest, ana):
    revoke_guest(invite_as_guest(guest, "Piet", "piet@astoria.example", now=NOON), by=ana, now=NOON)

    with pytest.raises(CannotInvite, match="Please ask Ana"):
        invite_as_guest(guest, "Piet", "piet@astoria.example", now=NOON)


def test_a_face_is_square_small_and_replaced_not_kept(guest):
    set_guest_photo(guest, photo(), now=NOON)
    set_guest_photo(guest, photo(), now=NOON + timedelta(days=1))

    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.kind) == (192, 192, "image/webp")
    assert b"a secret place" not in bytes(picture.content)
    set_guest_photo(guest, None, now=NOON)
    assert Picture.objects.count() == 0
