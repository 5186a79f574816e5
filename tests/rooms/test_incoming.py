"""Letters that come for a room: what they do when they are theirs, and that they do nothing when they are not."""

from datetime import timedelta
from itertools import permutations

import pytest
from conftest import NOON
from post_cast import BORDER, OURS, passed, reply, take_replies
from room_cast import house_as_it_is, invited

from joinery.customers.models import Person
from joinery.firm.models import Deed
from joinery.gateways.models import Letter
from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.rooms.actions import close_room, publish_line, revoke_guest, withdraw_line
from joinery.rooms.incoming import MOST_AN_HOUR, take_in
from joinery.rooms.models import HeardAnswer, IncomingLetter, Message
from joinery.rooms.replies import Question, register
from joinery.rooms.reply_address import read_address, reply_address

QUOTED = (
    "\n\nOn Wed, 2 Sep 2026 at 12:00, Ana Lindqvist <ana@wessel.example> wrote:\n> Did we hear this right?\n> Yes\n"
)


@pytest.fixture(autouse=True)
def replies_are_taken(settings, tmp_path):
    take_replies(settings)
    settings.DATA = tmp_path


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def line(guest, dora, ana):
    return publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)


@pytest.fixture
def reported(guest, dora, astoria, ana):
    promise = make_promise(astoria, "The drain positions", side="ours", theirs=dora, by=ana, now=NOON)
    return step_promise(promise, State.REPORTED, by=ana, now=NOON)


@pytest.fixture
def to_line(guest, line):
    return reply_address(guest, "l", line.public_id)


def came(letter, now=NOON, **more):
    return take_in(letter.as_bytes(), now=now, **more)


def answers():
    return list(HeardAnswer.objects.values_list("answer", "words"))


def messages():
    return list(Message.objects.values_list("words", flat=True))


@pytest.mark.parametrize(
    "words", ["Yes", "Ja, genau so!", "Bonjour Ana,\n\noui, c'est ça. Merci\n\nCordialement\nDora"]
)
def test_yes_to_a_line_confirms_it(guest, line, to_line, words):
    letter = came(reply(to_line, words + QUOTED))

    assert (letter.state, letter.did) == ("taken", "said yes: Towels by ten.")
    assert answers() == [("yes", "")]
    assert messages() == []
    assert Deed.objects.get(verb="answer_line").by_name == "Dora Marković"


def test_a_yes_that_goes_on_confirms_and_the_rest_stands_in_the_room(to_line):
    came(reply(to_line, "Yes. The corridor is free from Monday on."))

    assert answers() == [("yes", "")]
    assert messages() == ["The corridor is free from Monday on."]


def test_not_quite_puts_it_right_in_their_words(to_line):
    came(reply(to_line, "Not quite: the towels must be up by nine."))

    assert answers() == [("not_quite", "the towels must be up by nine.")]
    assert messages() == []


def test_not_quite_without_words_is_kept_as_words(to_line):
    letter = came(reply(to_line, "Not quite."))

    assert answers() == []
    assert messages() == ["Not quite."]
    assert letter.why == "Please put it right in your own words."


def test_what_is_not_plain_is_shown_as_their_words(to_line):
    came(reply(to_line, "Yes, but the drain is on the other side."))

    assert answers() == []
    message = Message.objects.get()
    assert (message.words, message.about, message.by_mail) == (
        "Yes, but the drain is on the other side.", "Towels by ten.", True,
    )  # fmt: skip


def test_stuck_on_what_knows_no_stuck_is_a_message(to_line):
    came(reply(to_line, "Stuck. The electrician does not answer."))

    assert messages() == ["Stuck. The electrician does not answer."]


def test_yes_to_a_promise_reported_done_keeps_it(guest, reported):
    letter = came(reply(reply_address(guest, "p", reported.public_id), "Yes, thank you"))

    assert letter.did == "said it is kept: The drain positions"
    assert Promise.objects.get().state == State.ACCEPTED
    assert Promise.objects.get().events.last().person == guest.person


def test_not_yet_opens_a_promise_again(guest, reported):
    came(reply(reply_address(guest, "p", reported.public_id), "Not yet. Sheet two is missing."))

    event = Promise.objects.get().events.last()
    assert (event.state, event.words) == ("promised", "Sheet two is missing.")


def test_a_promise_that_moved_on_is_not_kept_by_an_old_letter(guest, reported, ana):
    step_promise(reported, State.PROMISED, by=guest.person, now=NOON)
    letter = came(reply(reply_address(guest, "p", reported.public_id), "Yes"))

    assert Promise.objects.get().state == State.PROMISED
    assert letter.why == "This promise has moved on meanwhile."
    assert messages() == ["Yes"]


def test_a_line_taken_back_is_not_confirmed(guest, line, to_line, ana):
    withdraw_line(line, by=ana, now=NOON)
    came(reply(to_line, "Yes"))

    assert answers() == []


def test_a_letter_that_asked_nothing_confirms_nothing(guest, line):
    came(reply(reply_address(guest), "Yes"))

    assert answers() == []
    assert messages() == ["Yes"]


def test_enclosed_files_are_kept_and_named_in_the_room(guest, settings):
    letter = reply(reply_address(guest), "The drawing.")
    letter.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../drain ü.pdf")
    kept = came(letter).enclosed

    assert [(each["name"], each["size"]) for each in kept] == [("../../drain ü.pdf", 8)]
    assert (settings.DATA / kept[0]["path"]).read_bytes() == b"%PDF-1.7"
    assert (settings.DATA / kept[0]["path"]).resolve().is_relative_to(settings.DATA.resolve() / "letters")


def test_nobody_signs_by_mail():
    with pytest.raises(ValueError, match="Nobody signs by mail"):
        register(Question("sign_off", "g", lambda guest, beginning: None, str, {}))


# I9: forged senders


FORGED = {
    "no check at all": "",
    "a check by somebody else": "mx.evil.example; dkim=pass header.d=astoria.example; dmarc=pass header.from=astoria.example",
    "dmarc failed though a signature passed": f"{BORDER}; dkim=pass header.d=astoria.example; dmarc=fail header.from=astoria.example",
    "another domain passed": passed("evil.example"),
    "spf alone": f"{BORDER}; spf=pass smtp.mailfrom=astoria.example",
    "passed in a comment": f"{BORDER}; dmarc=none (dmarc=pass header.from=astoria.example)",
    "passed in quotes": f'{BORDER}; none reason="; dmarc=pass header.from=astoria.example"',
    "a domain that only ends alike": passed("notastoria.example"),
}


@pytest.mark.parametrize("checks", FORGED.values(), ids=FORGED)
def test_i9_a_letter_with_a_forged_sender_is_unverified_and_confirms_nothing(to_line, checks):
    letter = came(reply(to_line, "Yes", checks=checks))

    assert (letter.state, letter.words) == ("unverified", "Yes")
    assert (answers(), messages()) == ([], [])
    assert Letter.objects.get(kind="unsure").to_address == "dora@astoria.example"


def test_i9_a_forged_check_below_that_of_our_border_is_not_looked_at(to_line):
    letter = reply(to_line, "Yes", checks=f"{BORDER}; dmarc=fail header.from=astoria.example")
    letter["Authentication-Results"] = passed()

    assert came(letter).state == "unverified"


@pytest.mark.parametrize(
    "sender", ["ana@wessel.example", "Dora <dora@evil.example>", "a@evil.example, dora@astoria.example"]
)
def test_i9_nobody_else_answers_for_the_guest(to_line, sender):
    domain = sender.rpartition("@")[2].rstrip(">")
    letter = came(reply(to_line, "Yes", sender=sender, checks=passed(domain)))

    assert letter.state == "unverified"
    assert answers() == []


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Message-ID", "Content-Type"])
def test_i9_a_head_line_put_in_later_makes_it_unverified(to_line, name):
    raw = reply(to_line, "Yes").as_bytes()
    second = {"Content-Type": b"text/plain"}.get(name, b"<dora@astoria.example>")
    letter = take_in(raw.replace(b"\nFrom:", b"\n" + name.encode() + b": " + second + b"\nFrom:", 1), now=NOON)

    assert letter.state == "unverified"
    assert answers() == []


def test_i9_without_a_border_server_of_ours_nothing_is_proven(to_line, settings):
    settings.INCOMING_AUTHSERV = ""

    assert came(reply(to_line, "Yes", checks="; dmarc=pass header.from=astoria.example")).state == "unverified"


def test_i9_the_letter_about_it_goes_once_a_day(to_line):
    for number in range(3):
        came(reply(to_line, "Yes", checks="", message_id=f"<{number}@x.example>"))
    came(reply(to_line, "Yes", checks="", message_id="<9@x.example>"), now=NOON + timedelta(days=1))

    assert Letter.objects.filter(kind="unsure").count() == 2


# I10: words that are not theirs


@pytest.mark.parametrize(
    "words",
    [
        QUOTED,
        "> Yes\n> Towels by ten.",
        "-----Original Message-----\nFrom: Ana\nSent: today\nTo: Dora\nSubject: x\n\nYes",
        "Von: Ana <ana@wessel.example>\nGesendet: Mittwoch\nAn: Dora\nBetreff: Raum\n\nJa",
        "Le mer. 2 sept. 2026 à 12:00, Ana <ana@wessel.example> a écrit :\n> Oui",
        "Begin forwarded message:\n\nYes",
        "-- \nYes\nDora",
    ],
)
def test_i10_a_yes_that_is_quoted_is_not_theirs(to_line, words):
    came(reply(to_line, words))

    assert answers() == []
    assert messages() == []


def test_i10_a_forwarded_letter_confirms_nothing(to_line):
    came(reply(to_line, "Yes", subject="Fwd: The room"))

    assert answers() == []
    assert messages() == ["Yes"]


# I11: machines


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<all.astoria.example>"},
        {"Return_Path": "<>"},
        {"subject": "Out of office: The room"},
        {"subject": "Automatische Antwort: Der Raum"},
        {"subject": "Réponse automatique : la pièce"},
        {"message_id": "<abc@127.0.0.1>"},
        {"sender": "MAILER-DAEMON@astoria.example"},
        {"sender": OURS},
    ],
    ids=str,
)
def test_i11_what_a_machine_wrote_stays_silent(to_line, headers):
    letters = Letter.objects.count()
    letter = came(reply(to_line, "Yes", **headers))

    assert (letter.state, letter.words) == ("silent", "")
    assert (answers(), messages(), Letter.objects.count()) == ([], [], letters)


def test_i11_after_a_hundred_letters_in_an_hour_a_room_is_silent(guest, to_line):
    for number in range(MOST_AN_HOUR + 2):
        came(reply(reply_address(guest), "Again", message_id=f"<{number}@astoria.example>"))
    assert Message.objects.count() == MOST_AN_HOUR

    came(reply(to_line, "Yes", message_id="<z@astoria.example>"), now=NOON + timedelta(minutes=61))
    assert answers() == [("yes", "")]


# I12: bombs


def test_i12_a_letter_of_50_mb_is_not_read(guest, to_line):
    letter = take_in(reply(to_line, "Yes").as_bytes() + b"x" * 50_000_000, now=NOON)

    assert letter.state == "refused"
    assert letter.why == "The letter is larger than 25 MB and was not read."
    assert (letter.guest, answers()) == (guest, [])


def test_i12_5000_parts_are_kept_as_a_file(to_line, settings):
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nYes\r\n" for _ in range(5_000))
    head = (
        reply(to_line, "")
        .as_bytes()
        .partition(b"\n\n")[0]
        .replace(b'text/plain; charset="utf-8"', b"multipart/mixed; boundary=b")
    )
    letter = take_in(head + b"\n\n" + parts + b"--b--\r\n", now=NOON)

    assert (letter.state, letter.why) == ("refused", "The letter has too many parts and was not read.")
    assert (settings.DATA / letter.enclosed[0]["path"]).stat().st_size > 100_000
    assert answers() == []


def test_i12_100_layers_are_kept_as_a_file(to_line):
    inner = b"Content-Type: text/plain\n\nYes\n"
    for number in range(100):
        mark = f"b{number}".encode()
        inner = (
            b'Content-Type: multipart/mixed; boundary="'
            + mark
            + b'"\n\n--'
            + mark
            + b"\n"
            + inner
            + b"\n--"
            + mark
            + b"--\n"
        )
    head = reply(to_line, "").as_bytes().partition(b"Content-Type")[0]
    letter = take_in(head + inner, now=NOON)

    assert (letter.state, letter.why) == ("refused", "The letter has too many layers and was not read.")


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r", "x-nothing", "\x00\xff", "rot13"])
def test_i12_a_bad_charset_is_read_as_well_as_can_be(guest, charset):
    raw = (
        reply(reply_address(guest), "Grüße aus Triest").as_bytes().replace(b'"utf-8"', f'"{charset}"'.encode("latin-1"))
    )
    letter = take_in(raw, now=NOON)

    assert letter.state == "taken"
    assert len(messages()) == 1


# I15: addresses


def test_i15_only_a_signed_address_leads_to_a_room(guest, line, to_line):
    before = house_as_it_is()
    token = to_line.removeprefix("room+").removesuffix("@in.example")
    guessed = [
        OURS,
        f"room+{guest.room.public_id}@in.example",
        f"room+l{guest.public_id[:12]}{line.public_id[:12]}@in.example",
        f"room+{token[:-1]}{'2' if token[-1] != '2' else '3'}@in.example",
        f"room+p{token[1:]}@in.example",
        f"room+{token}@evil.example",
        f"other+{token}@in.example",
        "room+" + "ü" * 45 + "@in.example",
    ]
    assert [read_address(address) for address in guessed] == [None] * len(guessed)

    letters = [came(reply(address, "Yes", message_id=f"<{n}@a.example>")) for n, address in enumerate(guessed[:-1])]
    assert {letter.state for letter in letters} == {"lost"}
    assert {letter.words for letter in letters} == {""}
    IncomingLetter.objects.all().delete()
    assert house_as_it_is() == before


def test_i15_a_message_id_of_ours_threads_nothing(guest, line):
    sent = Letter.objects.get(kind="invitation")
    letter = came(
        reply(OURS, "Yes", In_Reply_To=f"<{sent.public_id}@127.0.0.1>", References=f"<{sent.public_id}@127.0.0.1>")
    )

    assert letter.state == "lost"


def test_i15_an_address_of_another_room_does_not_reach_this_line(guest, line, emil, sam):
    other = invited(emil, sam)
    letter = came(
        reply(
            reply_address(other, "l", line.public_id),
            "Yes",
            sender="emil@quicklime.example",
            checks=passed("quicklime.example"),
        )
    )

    assert (letter.state, answers()) == ("taken", [])


def test_i15_the_address_survives_capital_letters_and_fits_in_64(to_line):
    assert read_address(to_line.upper()).subject == read_address(to_line).subject
    assert len(to_line.partition("@")[0]) <= 64


def test_i15_an_address_seen_only_by_the_mail_server_proves_nothing(to_line):
    assert came(reply("somebody@else.example", "Yes", Delivered_To=to_line)).state == "unverified"


def test_a_guest_who_was_sent_away_and_a_closed_room_are_nowhere(guest, line, to_line, ana, astoria):
    piet = invited(
        Person.objects.create(company=astoria, name="Piet", email="piet@astoria.example", created_at=NOON), ana
    )
    to_piet = reply_address(piet)
    revoke_guest(guest, by=ana, now=NOON)
    assert came(reply(to_line, "Yes")).state == "lost"

    close_room(guest.room, by=ana, now=NOON)
    assert (
        came(reply(to_piet, "Hello", sender="piet@astoria.example", message_id="<2@astoria.example>")).state == "lost"
    )
    assert answers() == []


# I16: invitations


def test_i16_an_invitation_to_a_calendar_is_a_file_and_confirms_nothing(to_line):
    letter = reply(to_line, "Yes")
    letter.add_alternative(
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nORGANIZER:mailto:ana@wessel.example\n"
        "DESCRIPTION:<script>alert(1)</script>\nEND:VEVENT\nEND:VCALENDAR",
        subtype="calendar",
    )
    taken = came(letter)

    assert answers() == []
    assert [each["name"] for each in taken.enclosed] == ["invitation.ics"]
    assert messages() == ["Yes"]


# one letter, one effect


def test_the_same_letter_ten_times_in_any_order_has_one_effect(guest, to_line):
    first, second = reply(to_line, "Yes"), reply(to_line, "The key is at the desk.", message_id="<2@astoria.example>")
    for order in permutations([first, second]):
        for letter in order * 5:
            came(letter)

    assert answers() == [("yes", "")]
    assert messages() == ["The key is at the desk."]
    assert IncomingLetter.objects.count() == 2


def test_a_letter_without_an_id_is_known_by_its_bytes(guest):
    letter = reply(reply_address(guest), "Hello", message_id="")
    came(letter)
    came(letter)

    assert messages() == ["Hello"]


def test_without_an_incoming_address_no_letter_can_be_answered(guest, settings):
    settings.INCOMING_ADDRESS = ""

    assert reply_address(guest) == ""
    assert came(reply(OURS, "Yes")).state == "lost"


def test_every_letter_of_a_room_says_where_a_reply_goes(guest):
    found = read_address(Letter.objects.get(kind="invitation").reply_to)

    assert (found.guest, found.kind, found.subject) == (guest, "n", "")
