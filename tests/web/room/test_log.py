"""What happened, page by page: nothing twice, nothing left out, the same number of questions however long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from room_cast import invited, let_in

from joinery.promises.actions import make_promise
from joinery.rooms.actions import answer_line, publish_line, withdraw_line
from joinery.rooms.messages import write_message
from joinery.rooms.models import HeardLine, RoomMessage
from joinery.web.room.happenings import happenings_of


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


def pages(guest, limit):
    mark, found = "", []
    while True:
        happened, mark = happenings_of(guest, limit, mark)
        found += happened
        if not mark:
            return found


def many(guest, ana, number, same_moment=False):
    now = timezone.now()
    for model, more in (
        (RoomMessage, lambda at: {"by_guest": guest, "to_user": ana, "sent_at": at}),
        (HeardLine, lambda at: {"kind": "need", "published_by": ana, "published_at": at}),
    ):
        model.objects.bulk_create(
            model(room=guest.room, words=f"W{each}", **more(now - timedelta(minutes=0 if same_moment else each)))
            for each in range(number)
        )


@pytest.mark.parametrize("same_moment", [True, False])
def test_each_thing_is_told_once(guest, ana, same_moment):
    many(guest, ana, 20, same_moment)
    found = pages(guest, 7)

    assert len(found) == len(set(found)) == 41  # and the invitation
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)


def test_two_thousand_things_take_no_more_questions_than_two(client, guest, ana, django_assert_max_num_queries):
    inside, place = let_in(client, guest), reverse("room:log", args=[guest.room.public_id])
    for number in (1, 1000):
        many(guest, ana, number)
        with django_assert_max_num_queries(10):
            answer = inside.get(place)

    assert answer.content.decode().count('class="history__day"') == 50


def test_both_kinds_of_deed_are_told_in_words(client, guest, ana, dora, astoria):
    now = timezone.now()
    line = publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=now)
    answer_line(line, guest, "yes", now=now)
    make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=now)
    write_message(guest.room, "When do you come?", by=guest, to=ana, now=now)
    page = let_in(client, guest).get(reverse("room:log", args=[guest.room.public_id])).content.decode()

    told = (
        "wrote down: “Towels by ten.”",
        "said yes to",
        "promised The seals",
        "wrote to Ana Lindqvist",
        "invited Dora",
    )
    assert [words for words in told if words not in page] == []


def test_what_was_taken_back_is_told_no_more(guest, ana, dora):
    now = timezone.now()
    line = publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=now)
    answer_line(line, guest, "yes", now=now)
    withdraw_line(line, by=ana, now=now)

    assert [each.says for each in pages(guest, 10)] == ["invited Dora Marković"]


@pytest.mark.parametrize("mark", ["x", "~~", "2026-09-02~line~x", "2026-99-99T00:00:00+00:00~line~x", "'; --"])
def test_a_mark_that_is_none_is_the_first_page(guest, mark):
    assert happenings_of(guest, 5, mark) == happenings_of(guest, 5)
