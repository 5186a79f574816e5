"""Replies are read from a real mailbox (pymap), once each, also when we are cut off before they are marked as read."""

import imaplib
import socket
import subprocess
import sys
import time
from contextlib import closing
from importlib.util import find_spec

import pytest
from conftest import NOON
from post_cast import reply, take_replies
from room_cast import invited

from joinery.gateways.mailbox import CannotLook, Mailbox, opened
from joinery.jobs import post
from joinery.jobs.post import look_into
from joinery.rooms.models import IncomingLetter, RoomMessage
from joinery.rooms.reply_address import reply_address

needs_pymap = pytest.mark.skipif(find_spec("pymap") is None, reason="pymap, an IMAP server for tests, is not installed")
USER = ("dora", "secret")


def free_port():
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    port = free_port()
    command = [sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-service", "managesieve", "--no-service", "admin", "dict", "--demo-data"]
    command += ["--demo-user", USER[0], "--demo-password", USER[1]]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield wait_for(port)
    finally:
        running.kill()
        running.wait()


def wait_for(port):
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
        except OSError:
            time.sleep(0.2)
        else:
            return port
    raise AssertionError("pymap did not start")


@pytest.fixture
def mailbox(server, settings, tmp_path):
    """Empty, with everything in it read."""
    take_replies(settings)
    settings.DATA = tmp_path
    with OpenBox(server) as box:
        box.uid("STORE", "1:*", "+FLAGS", r"(\Seen)")
    return server


class OpenBox:
    def __init__(self, port):
        self.box = imaplib.IMAP4("127.0.0.1", port, timeout=10)

    def __enter__(self):
        self.box.login(*USER)
        self.box.select("INBOX")
        return self.box

    def __exit__(self, *_):
        self.box.logout()


def put(port, *letters):
    with OpenBox(port) as box:
        for letter in letters:
            box.append("INBOX", None, None, letter)


def url(port):
    return f"imap://{USER[0]}:{USER[1]}@127.0.0.1:{port}/INBOX"


def unread(port):
    with OpenBox(port) as box:
        return len(box.uid("SEARCH", "UNSEEN")[1][0].split())


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
