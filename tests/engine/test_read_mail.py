"""Mail: each message a turn, in its writer's own words only."""

from datetime import date
from email.message import EmailMessage

import pytest

from joinery.engine.conversation import CannotRead, Conversation, Speaker
from joinery.engine.read import read


def mail(body: str, *, sender: str = "Orla Byrne <orla@hotel.example>", **more: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Sam Keane <sam@washers.example>"
    message["Subject"] = more.pop("subject", "Re: AW: Harbour laundry")
    message["Date"] = more.pop("date", "Wed, 02 Sep 2026 10:00:00 +0200")
    message["Message-ID"] = "<1@hotel.example>"
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(conversation.speakers[turn.speaker].name, turn.text) for turn in conversation.turns]


def own_words(body: str) -> str:
    return read(mail(body).as_bytes(), name="mail.eml").turns[0].text


def test_a_mail_is_one_turn_of_its_writer() -> None:
    conversation = read(mail("August does not work for us.\n").as_bytes(), name="a.eml")

    assert said(conversation) == [("Orla Byrne", "August does not work for us.")]
    assert conversation.speakers == (Speaker("Orla Byrne", "unknown", "orla@hotel.example"),)
    assert (conversation.source, conversation.title, conversation.held_on) == (
        "mail",
        "Harbour laundry",
        date(2026, 9, 2),
    )
    assert conversation.remarks == ()


@pytest.mark.parametrize(
    "history",
    [
        "On Tue, 1 Sep 2026 at 10:00, Sam Keane <sam@washers.example> wrote:\n> You promised to sign.\n",
        "On Tue, 1 Sep 2026 at 10:00, Sam Keane\n<sam@washers.example>\nwrote:\n\n> You promised to sign.\n>\n> Sam\n",
        "Am Di., 1. Sept. 2026 um 10:00 Uhr schrieb Sam Keane <sam@washers.example>:\n\n> You promised to sign.\n",
        "Le mar. 1 sept. 2026 à 10:00, Sam Keane <sam@washers.example> a écrit :\n> You promised to sign.\n",
        "-----Original Message-----\nFrom: Sam Keane\nSent: Tuesday\n\nYou promised to sign.\n",
        "________________________________\nFrom: Sam Keane <s@w.example>\nSent: Tuesday\n\nYou promised to sign.\n",
        "Von: Sam Keane\nGesendet: Dienstag\nAn: Orla\nBetreff: Laundry\n\nYou promised to sign.\n",
        "On Tue, Sam Keane wrote:\n\nYou promised to sign.\n",
        "> You promised to sign, and this line is so long that a mail program wrapped it at\nsome odd place.\n> Sam\n",
        "-- \nOrla Byrne\nYou promised to sign.\n",
        "Kind regards,\nOrla Byrne\nHotel Harbour\n+49 30 1234\n",
        "Thanks\nOrla\n\nSent from my iPhone\n\nOn Tue, Sam Keane wrote:\n> You promised to sign.\n",
    ],
)
def test_quoted_history_and_signatures_are_not_the_writers_words(history: str) -> None:
    assert own_words(f"August does not work for us.\n\n{history}") == "August does not work for us."


def test_answers_between_quotes_are_kept() -> None:
    body = "On Tue, Sam Keane wrote:\n> Can you do Tuesday?\n\nYes.\n\n> And the price?\n\nToo high.\n"

    assert own_words(body) == "Yes.\n\nToo high."


def test_thanks_in_the_middle_ends_nothing() -> None:
    assert own_words("Thanks,\nbut could you send the plan first?\n") == "Thanks,\nbut could you send the plan first?"


def test_html_alone_is_read_without_what_mail_programs_mark_as_quoted() -> None:
    message = mail("x")
    message.set_content(
        "<html><head><style>p{}</style></head><body><p>August does <b>not</b>\nwork &amp; that is it.</p><!-- no -->"
        '<div style="display: none">preview</div><p>Second<br>line</p>'
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, Sam wrote:</div>'
        "<blockquote>You promised.</blockquote></div>"
        '<div id="divRplyFwdMsg">From: Sam</div><p>You promised to sign.</p></body></html>',
        subtype="html",
    )

    assert said(read(message.as_bytes())) == [("Orla Byrne", "August does not work & that is it.\n\nSecond\nline")]


def test_of_two_forms_the_plain_one_is_read_and_attachments_are_not() -> None:
    message = mail("Plain words.\n")
    message.add_alternative("<p>Rich words.</p>", subtype="html")
    message.add_attachment("Attached words.", filename="notes.txt")

    assert said(read(message.as_bytes())) == [("Orla Byrne", "Plain words.")]


def test_a_mailbox_is_read_in_order_of_time_and_one_address_is_one_person() -> None:
    messages = [
        mail("Third.\n", sender="O. Byrne <ORLA@hotel.example>", date="Thu, 03 Sep 2026 09:00:00 +0000"),
        mail("First.\n", date="Tue, 01 Sep 2026 09:00:00 +0000"),
        mail("Second.\n", sender="Sam Keane <sam@washers.example>"),
    ]
    mailbox = b"".join(b"From x@y Tue Sep  1 09:00:00 2026\n" + message.as_bytes() + b"\n" for message in messages)
    conversation = read(mailbox)

    assert said(conversation) == [("Orla Byrne", "First."), ("Sam Keane", "Second."), ("Orla Byrne", "Third.")]
    assert conversation.held_on == date(2026, 9, 1)
    assert conversation.remarks == ("The messages were not in order of time; they are sorted by the date they carry.",)


def test_an_attached_message_is_a_turn_of_its_own_writer() -> None:
    message = mail("See below.\n")
    message.add_attachment(
        mail("Our offer.\n", sender="Sam Keane <sam@washers.example>", date="Tue, 01 Sep 2026 09:00:00 +0000")
    )

    assert said(read(message.as_bytes())) == [("Sam Keane", "Our offer."), ("Orla Byrne", "See below.")]


@pytest.mark.parametrize("more", [{"Auto_Submitted": "auto-replied"}, {"subject": "Automatic reply: laundry"}])
def test_an_automatic_reply_is_said_to_be_one(more: dict[str, str]) -> None:
    conversation = read(mail("I am away until Monday.\n", **more).as_bytes())

    assert conversation.remarks == ("A message from Orla Byrne is an automatic reply.",)


def test_a_wrong_charset_is_read_as_well_as_it_can_be() -> None:
    head = b"From: =?utf-8?q?J=C3=BCrgen?= <j@x.example>\nMessage-ID: <1@x>\nContent-Type: text/plain; charset="

    assert said(read(head + b"no-such\n\nGr\xc3\xbc\xc3\x9fe an alle hier")) == [("Jürgen", "Grüße an alle hier")]
    wrong = read(head + b"utf-8\n\nSch\xf6n war es")
    assert said(wrong) == [("Jürgen", "Schön war es")]
    assert wrong.remarks == ("A message is not in utf-8 as it says; some letters may be wrong.",)


def test_a_mail_with_nothing_of_its_own_is_refused() -> None:
    with pytest.raises(CannotRead, match="no words of its own"):
        read(mail("> You promised to sign.\n").as_bytes())


def test_a_mail_with_a_hundred_layers_is_refused() -> None:
    layers = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(100))

    with pytest.raises(CannotRead, match="layers"):
        read(b"From: a@b.example\nMessage-ID: <1@b>\n" + layers + b"\nhello there")


def test_a_mail_inside_a_mail_a_hundred_times_is_refused() -> None:
    inside = b"Content-Type: message/rfc822\n\nFrom: c@d.example\n"

    for times in (100, 450, 2_000):
        with pytest.raises(CannotRead, match=r"layers|damaged"):
            read(b"From: a@b.example\nMessage-ID: <1@b>\n" + inside * times + b"\nhello there")
