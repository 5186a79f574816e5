"""Letters that come for a room: what they do when they are theirs, and that they do nothing when they are not."""

from datetime import timedelta
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
from joinery.rooms.messages import write_message
from joinery.rooms.models import FileVersion, IncomingLetter, RoomMessage
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


def test_what_is_not_plain_goes_to_whoever_asked_as_their_words(guest, line, to_line):
    came(reply(to_line, "Yes, but the drain is on the other side."))

    assert answers() == []
    message = RoomMessage.objects.get()
    assert message.words == "Yes, but the drain is on the other side."
    assert (message.by, message.to) == (guest, line.published_by)


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


def test_enclosed_files_become_files_of_the_room(guest):
    letter = reply(reply_address(guest), "The drawing.")
    letter.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../drain ü.pdf")
    letter.add_attachment(b"MZ\x90\x00" + b"x" * 90, maintype="application", subtype="pdf", filename="price.pdf")
    taken = came(letter)

    kept = FileVersion.objects.get()
    assert (kept.name, kept.by_guest, kept.shared_at) == ("drain ü.pdf", guest, NOON)
    assert taken.enclosed[0] == {"name": "drain ü.pdf", "size": 8, "version": kept.public_id}
    assert taken.enclosed[1]["why"] == "This is a program. Programs are not passed on here."


def test_files_of_somebody_unproven_are_named_and_not_kept(guest):
    letter = reply(reply_address(guest), "The drawing.", checks="")
    letter.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="drain.pdf")

    assert came(letter).enclosed == [{"name": "drain.pdf", "size": 8, "why": "It is not proven whose it is."}]
    assert FileVersion.objects.count() == 0


def test_an_answer_to_a_letter_from_one_of_us_goes_to_that_person(guest, cara):
    asked = write_message(guest.room, "When can I come?", by=cara, to=guest, now=NOON)
    came(reply(Letter.objects.get(kind="message").reply_to, "On Monday."), now=NOON + timedelta(hours=1))

    answer = RoomMessage.objects.last()
    assert (answer.words, answer.by, answer.to, answer.answer_to) == ("On Monday.", guest, cara, asked)


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
