"""Somebody is asked by letter whether a talk may be recorded: a letter, a page, a button."""

from datetime import timedelta

import pytest
from conftest import NOON
from django.test import Client
from django.urls import reverse
from room_cast import let_in

from joinery.calls.actions import expect, hold_call, note_consent
from joinery.calls.consents import may_be_listened_to
from joinery.calls.models import Consent, ConsentRequest
from joinery.gateways.models import Letter
from joinery.rooms.actions import close_room
from joinery.rooms.asking import CannotAsk, answer_consent, ask_consent, remind_of_consent, remind_the_silent, token_of
from joinery.rooms.models import Room

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=5)


@pytest.fixture(autouse=True)
def no_pace(monkeypatch, settings, tmp_path):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)
    settings.DATA = tmp_path


@pytest.fixture
def asked(call, dora, ana):
    expect(call, people=[dora], users=[ana], by=ana, now=BEFORE)
    return ask_consent(call, dora, by=ana, now=BEFORE)


@pytest.fixture
def page(asked):
    return reverse("room:consent", args=[Room.objects.get().public_id, token_of(asked)])


def answers():
    return list(Consent.objects.values_list("answer", "how", "noted_by"))


def test_the_letter_has_the_words_and_two_answers_and_leaves_once(asked, call, dora, ana, page):
    ask_consent(call, dora, by=ana, now=BEFORE)
    letter = Letter.objects.get()

    assert (letter.to_address, letter.kind) == ("dora@astoria.example", "consent")
    assert f"{page}?answer=given" in letter.text
    assert f"{page}?answer=refused" in letter.text
    assert "Wessel Laundry Works record “The basement, step by step”" in letter.text
    assert "take a yes back at any time" in letter.text


@pytest.mark.parametrize(
    ("language", "place", "says", "law"),
    [
        ("de", "DE", "Sie können Nein sagen", "§ 201 StGB"),
        ("fr", "FR", "Vous pouvez dire non", "l’article 226-1 du code pénal"),
        ("en", "US-CA", "You can say no", "California Penal Code § 632"),
    ],
)
def test_it_is_written_in_their_language_by_the_law_of_their_place(call, dora, ana, language, place, says, law):
    dora.language, dora.place = language, place
    dora.save()
    expect(call, people=[dora], users=[ana], by=ana, now=BEFORE)
    ask_consent(call, dora, by=ana, now=BEFORE)
    letter = Letter.objects.get()

    assert says in letter.text
    assert law in letter.text
    assert ConsentRequest.objects.get().place == place


def test_whoever_only_opens_the_addresses_answers_nothing(asked, page):
    """As programs do that look into letters: every address, again and again, with every verb that is no POST."""
    scanner = Client()
    for address in (page, f"{page}?answer=given", f"{page}?answer=refused", f"{page}?answer=withdrawn&sure=yes"):
        for verb in (scanner.get, scanner.head, scanner.options, scanner.put):
            assert verb(address).status_code in (200, 405)

    assert answers() == []


@pytest.mark.parametrize(("answer", "may"), [("given", True), ("refused", False)])
def test_the_button_answers_once_however_often_it_is_pressed(asked, page, call, ana, answer, may):
    note_consent(call, "given", user=ana, by=ana, now=NOON)
    visitor = Client()
    for _ in range(3):
        assert visitor.post(page, {"answer": answer}, follow=True).status_code == 200

    kept = Consent.objects.get(person__isnull=False)
    assert (kept.answer, kept.how, kept.noted_by, kept.wording) == (answer, "page", None, asked.wording)
    assert may_be_listened_to(call) == may


def test_taking_it_back_is_asked_once_more_and_works_without_javascript(asked, page):
    visitor = Client()
    visitor.post(page, {"answer": "given"})
    sure = visitor.post(page, {"answer": "withdrawn"})
    assert (sure.status_code, "It does not come back." in sure.content.decode()) == (200, True)
    assert [each[0] for each in answers()] == ["given"]

    visitor.post(page, {"answer": "withdrawn", "sure": "yes"})
    assert [each[0] for each in answers()] == ["given", "withdrawn"]
    assert "You took your yes back" in visitor.get(page).content.decode()


def test_a_no_after_a_yes_takes_it_back(asked, call, dora):
    answer_consent(call, dora, "given", now=NOON)

    assert answer_consent(call, dora, "refused", now=NOON).answer == "withdrawn"


@pytest.mark.parametrize("said", [{}, {"answer": "maybe"}, {"answer": "withdrawn", "sure": "yes"}])
def test_what_is_no_answer_is_none(asked, page, said):
    assert Client().post(page, said).status_code == 422
    assert answers() == []


def test_a_wrong_or_foreign_address_is_nothing(asked, page, quicklime, sam):
    from joinery.rooms.actions import open_room

    other = open_room(quicklime, by=sam, now=NOON)
    token = token_of(asked)
    wrong = [token[:-1] + "x", token[:18], "a" * 50, "é" * 50]

    room = Room.objects.get(company=asked.call.company)
    addresses = [reverse("room:consent", args=[room.public_id, each]) for each in wrong]
    addresses.append(reverse("room:consent", args=[other.public_id, token]))
    assert {Client().post(each, {"answer": "given"}).status_code for each in addresses} == {404}


def test_a_forged_form_is_refused(asked, page):
    assert Client(enforce_csrf_checks=True).post(page, {"answer": "given"}).status_code in (403, 419)
    assert answers() == []


def test_the_page_shows_nothing_else_of_the_room(asked, page, dora, ana):
    from joinery.rooms.actions import publish_line

    publish_line(Room.objects.get(), "need", "Towels by ten.", person=dora, by=ana, now=NOON)

    shown = Client().get(page).content.decode()
    assert "The basement, step by step" in shown
    assert "Towels by ten." not in shown


def test_who_is_in_the_room_sees_every_talk_and_takes_back_there(call, dora, ana, client):
    from room_cast import invited

    expect(call, people=[dora], users=[ana], by=ana, now=BEFORE)
    guest = let_in(client, invited(dora, ana))
    place = reverse("room:consents", args=[Room.objects.get().public_id])
    assert "Nobody has asked you yet." in guest.get(place).content.decode()

    note_consent(call, "given", person=dora, by=ana, now=NOON)
    assert "Take my yes back" in guest.get(place).content.decode()
    mine = reverse("room:consent_answer", args=[Room.objects.get().public_id, call.public_id])
    assert "It does not come back." in guest.post(mine, {"answer": "withdrawn"}).content.decode()
    guest.post(mine, {"answer": "withdrawn", "sure": "yes"})

    assert (Consent.objects.last().answer, Consent.objects.last().noted_by) == ("withdrawn", None)


def test_in_the_room_nobody_answers_for_somebody_else(call, dora, ana, astoria, client):
    from room_cast import invited

    from joinery.customers.models import Person

    piet = Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    guest = let_in(client, invited(piet, ana))
    place = reverse("room:consent_answer", args=[Room.objects.get().public_id, call.public_id])

    assert guest.post(place, {"answer": "withdrawn", "sure": "yes"}).status_code == 404
    assert [each[0] for each in answers()] == ["given"]


@pytest.mark.parametrize("calls", [1, 3])
def test_the_page_of_a_guest_asks_the_same_however_many_talks(
    calls, astoria, dora, ana, client, django_assert_max_num_queries
):
    from room_cast import invited

    from joinery.calls.actions import create_call

    guest = let_in(client, invited(dora, ana))
    for number in range(calls):
        one = create_call(astoria, f"Talk {number}", starts_at=NOON, people=[dora], by=ana, now=BEFORE)
        ask_consent(one, dora, by=ana, now=BEFORE)
    with django_assert_max_num_queries(10):
        guest.get(reverse("room:consents", args=[Room.objects.get().public_id]))


def test_the_silent_are_reminded_once_the_day_before(asked, call, dora):
    early, day_before = NOON - timedelta(days=2), NOON - timedelta(hours=20)

    assert [remind_the_silent(now=at) for at in (early, day_before, day_before, NOON - timedelta(hours=1))] == [
        0,
        1,
        0,
        0,
    ]
    assert remind_of_consent(asked, now=NOON) is False
    assert [letter.kind for letter in Letter.objects.all()] == ["consent", "consent"]


def test_whoever_answered_is_not_reminded(asked, call, dora):
    answer_consent(call, dora, "refused", now=BEFORE)

    assert remind_the_silent(now=NOON - timedelta(hours=20)) == 0


def test_who_cannot_be_asked_by_letter(call, dora, ana, astoria):
    with pytest.raises(CannotAsk, match="not on the list"):
        ask_consent(call, dora, by=ana, now=BEFORE)
    expect(call, people=[dora], users=[ana], by=ana, now=BEFORE)
    dora.email = ""
    with pytest.raises(CannotAsk, match="no mail address"):
        ask_consent(call, dora, by=ana, now=BEFORE)
    dora.refresh_from_db()
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    with pytest.raises(CannotAsk, match="answered already"):
        ask_consent(call, dora, by=ana, now=BEFORE)
    with pytest.raises(CannotAsk, match="over"):
        ask_consent(hold_call(call, by=ana, now=NOON), dora, by=ana, now=NOON)


def test_a_room_that_was_closed_is_not_opened_for_it(call, dora, ana, astoria):
    from joinery.rooms.actions import open_room

    close_room(open_room(astoria, by=ana, now=BEFORE), by=ana, now=BEFORE)
    expect(call, people=[dora], users=[ana], by=ana, now=BEFORE)

    with pytest.raises(CannotAsk, match="closed"):
        ask_consent(call, dora, by=ana, now=BEFORE)


@pytest.mark.parametrize("words", ["Yes", "Yes, you may record it.", "given"])
def test_a_letter_that_says_yes_is_no_button(asked, dora, ana, settings, words):
    """Whoever forwards or forges a letter agrees to nothing: their words stand in the room, the answer does not."""
    from post_cast import take_replies
    from room_cast import invited

    from joinery.rooms.incoming import take_in
    from joinery.rooms.reply_address import reply_address

    take_replies(settings)
    to = reply_address(invited(dora, ana))
    take_in(f"From: dora@astoria.example\nTo: {to}\nSubject: Re: May we record\n\n{words}".encode(), now=NOON)

    assert answers() == []
