"""Replies are read from a real mailbox (pymap), once each, also when we are cut off before they are marked as read."""

import pytest
from conftest import NOON
from imap_cast import IS_THERE, empty, put, served, unread, url
from post_cast import reply, take_replies
from room_cast import invited

from joinery.gateways.mailbox import CannotLook, Mailbox, opened
from joinery.jobs import post
from joinery.jobs.post import look_into
from joinery.rooms.models import IncomingLetter, RoomMessage
from joinery.rooms.reply_address import reply_address

needs_pymap = pytest.mark.skipif(not IS_THERE, reason="pymap, an IMAP server for tests, is not installed")


@pytest.fixture(scope="module")
def server():
    with served() as port:
        yield port


@pytest.fixture
def mailbox(server, settings, tmp_path):
    """Empty, with everything in it read."""
    take_replies(settings)
    settings.DATA = tmp_path
    empty(server)
    return server


@needs_pymap
@pytest.mark.django_db
def test_replies_in_a_real_mailbox_are_taken_in_and_marked_as_read(mailbox, dora, ana):
    to = reply_address(invited(dora, ana))
    put(mailbox, reply(to, "The key is at the desk.").as_bytes(), b"From: spam@evil.example\r\n\r\nBuy")

    assert look_into(url(mailbox), now=NOON) == 2
    assert look_into(url(mailbox), now=NOON) == 0
    assert RoomMessage.objects.get().words == "The key is at the desk."
    assert sorted(IncomingLetter.objects.values_list("state", flat=True)) == ["lost", "taken"]
    assert unread(mailbox) == 0


@needs_pymap
@pytest.mark.django_db
def test_cut_off_between_commit_and_mark_a_letter_has_one_effect(mailbox, dora, ana, monkeypatch):
    put(mailbox, reply(reply_address(invited(dora, ana)), "The key is at the desk.").as_bytes())

    def cut(self, uid):
        raise ConnectionResetError("the line went dead")

    with monkeypatch.context() as line:
        line.setattr("joinery.gateways.mailbox.OpenMailbox.mark_read", cut)
        with pytest.raises(CannotLook, match="the line went dead"):
            look_into(url(mailbox), now=NOON)
    assert (RoomMessage.objects.count(), unread(mailbox)) == (1, 1)

    assert look_into(url(mailbox), now=NOON) == 1
    assert (RoomMessage.objects.count(), unread(mailbox)) == (1, 0)


@needs_pymap
@pytest.mark.django_db
def test_a_letter_that_breaks_us_is_set_aside_and_the_next_is_read(mailbox, dora, ana, monkeypatch):
    to = reply_address(invited(dora, ana))
    put(mailbox, b"Broken: yes\r\n\r\nx", reply(to, "The key is at the desk.").as_bytes())

    def breaks(raw, **more):
        if raw.startswith(b"Broken"):
            raise RecursionError
        return taken(raw, **more)

    taken = post.take_in
    monkeypatch.setattr(post, "take_in", breaks)

    assert look_into(url(mailbox), now=NOON) == 2
    assert RoomMessage.objects.count() == 1
    assert IncomingLetter.objects.get(state="refused").why == "It could not be read (RecursionError)."


@needs_pymap
@pytest.mark.django_db
def test_a_letter_too_large_is_not_even_fetched(mailbox, dora, ana, monkeypatch):
    monkeypatch.setattr("joinery.gateways.mailbox.MOST_BYTES", 2_000)
    put(mailbox, reply(reply_address(invited(dora, ana)), "Yes\n" + "x " * 4_000).as_bytes())

    with opened(Mailbox.of(url(mailbox))) as box:
        delivery = next(box.unread())
    assert (delivery.is_cut, len(delivery.raw) < 1_000) == (True, True)

    look_into(url(mailbox), now=NOON)
    assert IncomingLetter.objects.get().state == "refused"


@needs_pymap
def test_a_wrong_password_is_said_without_the_password(mailbox):
    with pytest.raises(CannotLook) as trouble:
        look_into(f"imap://dora:wrongword@127.0.0.1:{mailbox}/INBOX", now=NOON)

    assert "wrongword" not in str(trouble.value)


def test_a_mailbox_that_is_away_is_said():
    with pytest.raises(CannotLook):
        look_into("imap://dora:secret@127.0.0.1:9/INBOX", now=NOON)


@pytest.mark.parametrize(
    "wrong", ["imap://user:word@mail.example/INBOX", "http://user:word@mail.example", "imaps://mail.example"]
)
def test_an_address_that_cannot_be_is_refused_before_the_password_is_sent(wrong):
    with pytest.raises(CannotLook, match="JOINERY_INCOMING_URL"):
        Mailbox.of(wrong)


def test_a_mailbox_url_is_read():
    assert Mailbox.of("imaps://us%40er:p%3Aw@mail.example/Room%20post") == Mailbox(
        "mail.example", 993, True, "us@er", "p:w", "Room post"
    )
