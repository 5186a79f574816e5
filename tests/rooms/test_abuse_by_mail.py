"""Letters by people who mean harm, and by machines: I9 to I12, I15 and I16 of the abuse cases."""

from datetime import timedelta

import pytest
from conftest import NOON
from post_cast import BORDER, OURS, QUOTED, answers, came, messages, passed, reply
from room_cast import house_as_it_is, invited

from joinery.customers.models import Person
from joinery.gateways.models import Letter
from joinery.rooms.actions import close_room, revoke_guest
from joinery.rooms.incoming import MOST_AN_HOUR, take_in
from joinery.rooms.models import IncomingLetter, RoomMessage
from joinery.rooms.reply_address import read_address, reply_address

pytestmark = pytest.mark.usefixtures("replies_taken")

FORGED = {
    "no check at all": "",
    "a check by somebody else": passed().replace(BORDER, "mx.evil.example"),
    "dmarc failed though a signature passed": passed().replace("dmarc=pass", "dmarc=fail"),
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
    assert IncomingLetter.objects.filter(state="taken").count() == MOST_AN_HOUR
    assert RoomMessage.objects.count() < 30

    came(reply(to_line, "Yes", message_id="<z@astoria.example>"), now=NOON + timedelta(minutes=61))
    assert answers() == [("yes", "")]


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
