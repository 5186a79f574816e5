"""A letter leaves at most once, and what became of it is known."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from conftest import NOON

from joinery.gateways.fake_post import fake_post
from joinery.gateways.letters import write_letter
from joinery.gateways.mail import MAYBE, Outcome, Post, carry, envelope
from joinery.gateways.models import Letter
from joinery.gateways.queries import waiting_letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    with fake_post() as sink:
        yield sink


@pytest.fixture
def letter():
    return write_letter(
        key="a", kind="invitation", to_address="dora@astoria.example", to_name="Dora Marković", subject="The room",
        text="Dear Dora,\n\nüber alles: 10 €.\n", now=NOON,
    )  # fmt: skip


def test_a_letter_arrives_whole_and_once(post, letter):
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.SENT
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.SENT

    got = message_from_bytes(post.letters[0].encode(), policy=policy.default)
    assert len(post.letters) == 1
    assert got.get_content().strip() == "Dear Dora,\n\nüber alles: 10 €."
    assert got["To"].addresses[0].display_name == "Dora Marković"
    assert Letter.objects.get().sent_at == NOON


def test_a_busy_server_is_asked_again(post, letter):
    post.mood = "busy"
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.AGAIN
    assert waiting_letters() == [letter.public_id]

    post.mood = "accept"
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.SENT
    assert Letter.objects.get().trouble == ""


def test_a_server_that_is_away_is_asked_again(letter):
    assert carry(letter.public_id, url="smtp://127.0.0.1:9", now=NOON) == Outcome.AGAIN


def test_a_refused_letter_is_parked_with_the_reason(post, letter):
    post.mood = "refuse"

    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.OVER
    assert Letter.objects.get().trouble == "Refused: 550 nobody here"
    assert waiting_letters() == []


def test_when_the_server_vanishes_at_the_end_no_second_copy_is_sent(post, letter):
    post.mood = "vanish"
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.MAYBE

    post.mood = "accept"
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.MAYBE
    assert (len(post.letters), Letter.objects.get().trouble) == (1, MAYBE)


def test_a_letter_whose_sending_was_cut_off_by_a_crash_is_not_sent_again(post, letter):
    Letter.objects.update(started_at=NOON, tries=1)

    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.MAYBE
    assert post.letters == []


def test_a_code_is_not_sent_when_its_time_is_over_and_not_kept_when_sent(post, letter):
    Letter.objects.update(kind="proof")
    assert carry(letter.public_id, url=post.url, now=NOON + timedelta(minutes=11)) == Outcome.OVER
    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.SENT

    assert "über" not in Letter.objects.get().text


def test_a_line_break_makes_no_header(letter):
    letter.subject, letter.to_name = "Room\r\nBcc: all@evil.example", "Dora\r\nCc: all@evil.example"
    words = envelope(letter).message().as_string()

    assert "\nBcc:" not in words
    assert "\nCc:" not in words


def test_an_address_with_a_line_break_goes_nowhere(post, letter):
    Letter.objects.update(to_address="dora@astoria.example\nBcc: all@evil.example")

    assert carry(letter.public_id, url=post.url, now=NOON) == Outcome.OVER
    assert post.letters == []


def test_a_mail_url_is_read():
    assert Post.of("smtps://us%40er:p%3Aw@mail.example") == Post("mail.example", 465, True, "us@er", "p:w")
