"""Letters that come for a room: what they do when they are theirs, and that they do nothing when they are not."""

from itertools import permutations

import pytest
from conftest import NOON
from post_cast import OURS, QUOTED, answers, came, messages, reply

from joinery.firm.models import Deed
from joinery.gateways.models import Letter
from joinery.promises.actions import step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.rooms.actions import withdraw_line
from joinery.rooms.models import IncomingLetter, Message
from joinery.rooms.replies import Question, register
from joinery.rooms.reply_address import read_address, reply_address

pytestmark = pytest.mark.usefixtures("replies_taken")


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
