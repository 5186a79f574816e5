"""One letter a day at most: at the guest's hour, on working days, about what stands now, and never nagging."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import NOON
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from post_cast import came, reply
from room_cast import invited

from joinery.calls.actions import create_call, send_agenda
from joinery.customers.models import Person
from joinery.gateways.mail import LIVES, Outcome, carry, envelope
from joinery.gateways.models import Letter
from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.rooms.actions import answer_line, revoke_guest
from joinery.rooms.digest import is_time, write_digest
from joinery.rooms.letter_queries import reachable_guests
from joinery.rooms.models import Guest, LetterWish, Reminded
from joinery.rooms.reply_address import read_address
from joinery.rooms.waiting import Moment
from joinery.rooms.wishes import CannotWish, stop_letters, wish_letters

# On a busy machine making examples takes long; that says nothing about what is tested.
BUSY = examples(deadline=None, suppress_health_check=[HealthCheck.too_slow])

pytestmark = pytest.mark.usefixtures("replies_taken")
BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 9, 3, 8, 5, tzinfo=BERLIN)  # a Thursday


@pytest.fixture
def guest(guest):
    Guest.objects.update(invited_at=NOON)
    return guest


@pytest.fixture
def piet(astoria, ana):
    person = Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)
    invited(person, ana)
    Guest.objects.update(invited_at=NOON)
    return Guest.objects.get(person=person)


def days(first=MORNING, count=10):
    return [first + timedelta(days=number) for number in range(count)]


def test_what_waits_is_told_in_the_guests_language(guest, line, reported):
    guest.person.language = "fr"
    guest.person.save(update_fields=["language"])
    letter = write_digest(guest, now=MORNING)

    assert "- Ana Lindqvist dit que ceci est fait\u00a0: The drain positions. Est-ce vrai\u00a0?" in letter.text
    assert "says" not in letter.text


def test_what_waits_is_in_one_letter_and_the_first_question_can_be_answered(guest, line, reported):
    letter = write_digest(guest, now=MORNING)

    assert letter.subject == "2 things wait for you in the room with Wessel Laundry Works"
    assert "- Ana Lindqvist says this is done: The drain positions. Is it?" in letter.text
    assert "- Did we hear this right? “Towels by ten.”" in letter.text
    assert "“Yes” as its first word says it is done: The drain positions." in letter.text
    found = read_address(letter.reply_to)
    assert (found.guest, found.kind, found.subject) == (guest, "p", reported.public_id[:12])


def test_a_yes_to_the_letter_does_what_the_letter_said(guest, line, reported):
    letter = write_digest(guest, now=MORNING)
    came(reply(letter.reply_to, "Yes"), now=MORNING)

    reported.refresh_from_db()
    assert reported.state == State.ACCEPTED


def test_nothing_waits_and_nothing_happened_so_nothing_is_written(guest):
    assert write_digest(guest, now=MORNING) is None


def test_one_letter_a_day_however_often_the_worker_looks(guest, line):
    written = [write_digest(guest, now=MORNING + timedelta(minutes=15 * n)) for n in range(4 * 24)]

    assert [letter for letter in written if letter] == [Letter.objects.get(kind="digest")]


def test_the_same_unchanged_thing_is_told_twice_and_then_not_until_it_changes(guest, reported, ana):
    written = [day.date() for day in days() if write_digest(guest, now=day)]
    assert written == [date(2026, 9, 3), date(2026, 9, 4)]

    promise = step_promise(reported, State.PROMISED, by=guest.person, now=NOON)
    step_promise(promise, State.REPORTED, by=ana, now=NOON)
    later = datetime(2026, 9, 21, 9, 0, tzinfo=BERLIN)
    assert [day.date() for day in days(later, 5) if write_digest(guest, now=day)] == [
        date(2026, 9, 21),
        date(2026, 9, 22),
    ]


def test_what_is_done_is_not_reminded_of(guest, line):
    answer_line(line, guest, "yes", now=NOON)

    assert write_digest(guest, now=MORNING) is None


def test_another_guests_words_and_promises_are_not_asked_of_this_one(guest, line, piet, astoria, ana):
    make_promise(astoria, "The corridor", side="theirs", theirs=guest.person, due_on=MORNING.date(), by=ana, now=NOON)

    assert write_digest(piet, now=MORNING) is None


def test_a_promise_of_theirs_is_told_two_days_before_its_day_and_not_earlier(guest, dora, astoria, ana):
    make_promise(astoria, "The corridor", side="theirs", theirs=dora, due_on=date(2026, 9, 9), by=ana, now=NOON)
    written = [day.date() for day in days(MORNING, 12) if write_digest(guest, now=day)]

    assert written == [date(2026, 9, 7), date(2026, 9, 8)]
    assert "- You promised this by 9 September: The corridor" in Letter.objects.filter(kind="digest").last().text


def test_a_meeting_is_told_when_it_is_near(guest, dora, astoria, ana):
    at = datetime(2026, 9, 4, 14, 30, tzinfo=BERLIN)
    call = create_call(astoria, "The site walk", starts_at=at, people=[dora], by=ana, now=NOON)
    send_agenda(call, by=ana, now=NOON)

    assert (
        "- We meet on Friday, 4 September, 14:30 (Europe/Berlin): The site walk"
        in write_digest(guest, now=MORNING).text
    )


def test_what_others_said_is_news_once(guest, line, piet):
    answer_line(line, piet, "yes", now=NOON + timedelta(hours=1))
    first = write_digest(guest, now=MORNING)

    assert "- Piet Aerts said yes to “Towels by ten.”" in first.text
    assert write_digest(guest, now=MORNING + timedelta(days=1)) is None
    assert write_digest(piet, now=MORNING) is None  # his own answer is no news to him


@pytest.mark.parametrize(
    ("at", "is_due"),
    [
        (datetime(2026, 9, 3, 7, 59, tzinfo=BERLIN), False),
        (datetime(2026, 9, 3, 8, 0, tzinfo=BERLIN), True),
        (datetime(2026, 9, 3, 19, 59, tzinfo=BERLIN), True),
        (datetime(2026, 9, 3, 20, 0, tzinfo=BERLIN), False),
        (datetime(2026, 9, 5, 12, 0, tzinfo=BERLIN), False),  # Saturday
        (datetime(2026, 9, 6, 23, 30, tzinfo=UTC), False),  # Monday 1:30 in Berlin
    ],
)
def test_letters_keep_to_the_hours_of_working_days(guest, line, at, is_due):
    assert (write_digest(guest, now=at) is not None) == is_due


def test_the_hour_is_that_of_the_guests_own_zone(guest, line):
    wish_letters(guest, "daily", hour=9, zone="Pacific/Auckland", now=NOON)

    assert write_digest(guest, now=datetime(2026, 9, 2, 20, 30, tzinfo=UTC)) is None  # 8:30 there
    assert write_digest(guest, now=datetime(2026, 9, 2, 21, 0, tzinfo=UTC)).key.endswith(":2026-09-03")


def test_once_a_week_is_on_the_chosen_day(guest, line, reported):
    wish_letters(guest, "weekly", weekday=2, now=NOON)

    assert [day.date() for day in days(count=14) if write_digest(guest, now=day)] == [
        date(2026, 9, 9),
        date(2026, 9, 16),
    ]


def test_whoever_wants_none_gets_none_and_so_does_whoever_was_sent_away(guest, line, piet, ana):
    stop_letters(guest, now=NOON)
    assert write_digest(guest, now=MORNING) is None

    revoke_guest(piet, by=ana, now=NOON)
    assert list(reachable_guests()) == [guest]


@pytest.mark.parametrize(
    "wrong", [("never", 8, 0, ""), ("daily", 3, 0, ""), ("weekly", 8, 6, ""), ("daily", 8, 0, "Mars/One")]
)
def test_a_wish_that_cannot_be_is_refused(guest, wrong):
    often, hour, weekday, zone = wrong
    with pytest.raises(CannotWish):
        wish_letters(guest, often, hour=hour, weekday=weekday, zone=zone, now=NOON)


def test_a_letter_that_waited_too_long_is_not_sent_in_the_night(guest, line):
    letter = write_digest(guest, now=MORNING)

    assert carry(letter.public_id, url="smtp://127.0.0.1:9", now=MORNING + LIVES["digest"] * 2) == Outcome.OVER


def test_mail_programs_are_told_how_to_end_it(guest, line):
    head = envelope(write_digest(guest, now=MORNING)).message()

    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["List-Unsubscribe"].startswith(f"<http://127.0.0.1:8000/room/{guest.room.public_id}/letters/stop/")
    assert head["Auto-Submitted"] == "auto-generated"


# Invariant 31, whatever the clocks do: in spring and autumn, when somebody moves, when a clock is put right.
ZONES = ["Europe/Berlin", "America/St_Johns", "Pacific/Auckland", "Pacific/Honolulu", "Australia/Lord_Howe"]


CHANGES = [  # a zone, and a Monday before its clock is changed
    ("Europe/Berlin", datetime(2027, 3, 22)),
    ("Europe/Berlin", datetime(2027, 10, 25)),
    ("America/St_Johns", datetime(2027, 3, 8)),
    ("Pacific/Auckland", datetime(2027, 9, 20)),
]


@pytest.mark.parametrize(("zone", "monday"), CHANGES, ids=str)
def test_over_a_change_of_the_clock_each_working_day_has_one_letter_at_the_same_hour(guest, line, zone, monday):
    wish_letters(guest, "daily", zone=zone, now=NOON)
    there, begins = ZoneInfo(zone), monday.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    written = []
    for half_hours in range(9 * 48):
        at = begins + timedelta(minutes=30 * half_hours)
        if write_digest(guest, now=at):
            written.append(at.astimezone(there))
            Reminded.objects.all().delete()

    assert [(at.weekday(), at.hour, at.minute) for at in written] == [(day, 8, 0) for day in (0, 1, 2, 3, 4, 0, 1)]


@BUSY
@given(
    st.lists(
        st.tuples(st.integers(-30, 90), st.sampled_from(ZONES), st.sampled_from(LetterWish.Often.values)), max_size=60
    )
)
def test_no_time_in_the_night_or_at_the_weekend_is_ever_right(steps):
    now = datetime(2027, 3, 20, tzinfo=UTC)
    for hours, zone, often in steps:
        now += timedelta(hours=hours)
        if is_time(LetterWish(often=often), Moment(now, ZoneInfo(zone))):
            there = now.astimezone(ZoneInfo(zone))
            assert (8 <= there.hour < 20, there.weekday() < 5, often != "off") == (True, True, True)


def test_moving_and_clocks_put_back_make_no_second_letter(guest, reported, line):
    first = datetime(2026, 9, 3, 8, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
    wish_letters(guest, "daily", zone="Pacific/Auckland", now=NOON)
    assert write_digest(guest, now=first)

    for zone, hours in [
        ("Pacific/Honolulu", 1),
        ("Europe/Berlin", 12),
        ("Europe/Berlin", -5),
        ("Pacific/Auckland", -19),
    ]:
        wish_letters(guest, "daily", hour=7, zone=zone, now=NOON)
        assert write_digest(guest, now=first + timedelta(hours=hours)) is None, zone
