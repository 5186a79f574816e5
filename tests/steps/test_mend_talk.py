"""A mended turn is read anew at once; what was accepted goes with its words; nothing unheard is evidence."""

import pytest
from conftest import NOON
from player_cast import put_in_recording

from joinery.beliefs.models import Belief, Quote, YellowLight
from joinery.calls.actions import CannotMend, MendedMeanwhile, Place, make_clip, note_consent
from joinery.calls.listening import CannotListen, is_unheard, note_listening
from joinery.calls.models import Clip, Listening, Mend, Proposal, Verdict, Voice
from joinery.calls.placed import stretch_at
from joinery.customers.models import Person
from joinery.firm.models import Deed
from joinery.promises.models import Promise
from joinery.search.models import Entry
from joinery.steps.debrief_call import CannotAccept, NotListened, accept, drop
from joinery.steps.keep_words import keep_words
from joinery.steps.mend_talk import confirm_and_hear, mend_and_hear, unmend_and_hear
from joinery.steps.verify_data import verify_all

TABLES = "I want the tables on the floors by ten, without anyone having to ask."
TOWELS = "I want the hand towels on the floors by ten, without anyone having to ask."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def piet(astoria):
    return Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)


@pytest.fixture
def recording(call, ana, dora, piet):
    return put_in_recording(call, ana, people=[dora, piet])[0]


def turn(recording, number):
    recording.refresh_from_db()
    return recording.conversation["turns"][number]


def heard(recording, words, **more):
    return Proposal.objects.filter(recording=recording, quote__contains=words, **more).first()


def mend(recording, number, text, by, **more):
    return mend_and_hear(recording, number, seen=turn(recording, number)["text"], text=text, by=by, now=NOON, **more)


def listen_to(proposal, by):
    start, end = stretch_at(proposal.recording, proposal.turn, proposal.start, proposal.end)
    return note_listening(proposal.recording, start, end, by=by, now=NOON)


def nothing_is_broken():
    return [(each.says, each.broken) for each in verify_all() if each.broken] == []


def test_words_that_were_not_heard_clearly_are_no_evidence_before_somebody_listened(recording, ana, ben):
    proposal = heard(recording, "tables")
    with pytest.raises(NotListened, match="not heard clearly"):
        accept(proposal, by=ana, now=NOON)
    assert Quote.objects.count() == 0
    listen_to(proposal, ben)
    with pytest.raises(NotListened):
        accept(proposal, by=ana, now=NOON)
    listen_to(proposal, ana)
    accept(proposal, by=ana, now=NOON)

    assert Quote.objects.get().text == proposal.quote
    assert Listening.objects.filter(by=ana, at=NOON).count() == 1


def test_a_part_of_the_stretch_is_not_enough_and_parts_that_touch_become_one(recording, ana):
    proposal = heard(recording, "tables")
    start, end = stretch_at(recording, proposal.turn, proposal.start, proposal.end)
    note_listening(recording, start, start + 1, by=ana, now=NOON)
    assert is_unheard(proposal, ana)
    note_listening(recording, start + 1.2, end, by=ana, now=NOON)

    assert not is_unheard(proposal, ana)
    assert [(row.start, row.end) for row in Listening.objects.all()] == [(start, end)]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (float("nan"), 3), (0, float("inf")), (3, 1), (0, 1e9)])
def test_what_is_no_stretch_is_not_noted(recording, ana, start, end):
    with pytest.raises(CannotListen):
        note_listening(recording, start, end, by=ana, now=NOON)


def test_what_may_not_be_played_was_not_listened_to(recording, call, ana, dora):
    note_consent(call, "withdrawn", person=dora, by=ana, now=NOON)
    with pytest.raises(CannotListen, match="no sound"):
        note_listening(recording, 0, 3, by=ana, now=NOON)


def test_words_marked_by_hand_are_no_evidence_unheard_either(recording, ana):
    before = Proposal.objects.count()
    with pytest.raises(CannotAccept, match="not heard clearly"):
        keep_words(recording, 3, "nine hundred euros a day", "impact", by=ana, now=NOON)
    verdict = keep_words(recording, 5, "What worries them most", "impact", by=ana, now=NOON)

    assert verdict.answer == Verdict.Answer.ACCEPTED
    assert Proposal.objects.count() == before + 1


def test_words_that_are_dropped_need_no_listening(recording, ana):
    assert drop(heard(recording, "tables"), by=ana, now=NOON).answer == Verdict.Answer.DROPPED


def test_confirmed_words_may_be_accepted(recording, ana):
    confirm_and_hear(recording, 1, by=ana, now=NOON)
    accept(heard(recording, "tables"), by=ana, now=NOON)

    assert Mend.objects.get().kind == Mend.Kind.CONFIRMED
    assert [each[3:] for each in turn(recording, 1)["words"] if each[0] == "tables"] == [[]]


def test_a_mended_turn_is_read_anew_and_the_original_stays(recording, ana):
    before = turn(recording, 1)
    proposed = set(Proposal.objects.filter(recording=recording).exclude(turn=1).values_list("pk", flat=True))
    mend(recording, 1, TOWELS, ana)
    proposal = heard(recording, "hand towels")

    assert turn(recording, 1)["text"] == TOWELS
    assert (proposal.turn, heard(recording, "tables")) == (1, None)
    assert not is_unheard(proposal, ana)
    assert Mend.objects.get().before == before
    assert proposed <= set(Proposal.objects.values_list("pk", flat=True))
    assert "towels" in Entry.objects.get(kind="said").body
    assert Deed.objects.filter(verb="mend_turn").get().says.endswith("turn 2")
    assert nothing_is_broken()


def test_accepted_words_go_with_the_mend(recording, ana):
    proposal = heard(recording, "tables")
    listen_to(proposal, ana)
    accept(proposal, by=ana, now=NOON)
    mend(recording, 1, f"Well, {TOWELS}", ana)
    quote, proposal = Quote.objects.get(), Proposal.objects.get(pk=proposal.pk)

    assert "hand towels" in quote.text
    assert (quote.text, quote.belief.words) == (proposal.quote, proposal.quote)
    assert Proposal.objects.filter(recording=recording, turn=1, kind=proposal.kind).count() == 1
    assert nothing_is_broken()


def test_a_promise_and_a_light_keep_their_place(recording, ana):
    accept(heard(recording, "drain positions", kind="promise"), by=ana, now=NOON)
    accept(heard(recording, "not sure", kind="yellow_light"), by=ana, now=NOON)
    mend(recording, 2, "Right. I'll send you the new drain positions by Thursday.", ana)
    mend(recording, 4, "Honestly, I am not sure our operators would accept another machine.", ana)
    promise = Promise.objects.get()

    assert promise.quote == turn(recording, 2)["text"][promise.start : promise.end]
    assert "new drain positions" in promise.quote
    assert "another machine" in YellowLight.objects.get().words
    assert nothing_is_broken()


def test_words_that_were_accepted_cannot_be_mended_away(recording, ana):
    accept(heard(recording, "not sure", kind="yellow_light"), by=ana, now=NOON)
    with pytest.raises(CannotMend, match="These words were accepted"):
        mend(recording, 4, "Hm.", ana)

    assert turn(recording, 4)["text"].startswith("I am not sure")
    assert Mend.objects.count() == 0


def test_what_was_dropped_is_not_proposed_again(recording, ana):
    drop(heard(recording, "not sure", kind="yellow_light"), by=ana, now=NOON)
    mend(recording, 4, "I am really not sure our operators would accept a new machine.", ana)

    assert Proposal.objects.filter(turn=4, kind="yellow_light", verdict__isnull=True).count() == 0


def test_who_writes_second_loses_nothing(recording, ana, ben):
    mend(recording, 1, TOWELS, ben)
    with pytest.raises(MendedMeanwhile) as refusal:
        mend_and_hear(recording, 1, seen=TABLES, text="I want the cables.", by=ana, now=NOON)

    assert refusal.value.text == TOWELS
    assert turn(recording, 1)["text"] == TOWELS


def test_another_speaker_of_theirs_takes_the_accepted_words_along(recording, ana, piet):
    accept(heard(recording, "costs us", turn=3) or by_hand(recording, ana), by=ana, now=NOON)
    piets = Voice.objects.get(recording=recording, person=piet)
    mend(recording, 3, turn(recording, 3)["text"], ana, voice=piets)
    quote = Quote.objects.get()

    assert turn(recording, 3)["speaker"] == piets.number
    assert (quote.person, Proposal.objects.get(verdict__isnull=False).voice) == (piet, piets)
    assert Mend.objects.get(kind="speaker").before["speaker"] != piets.number


def by_hand(recording, ana):
    confirm_and_hear(recording, 3, by=ana, now=NOON)
    return heard(recording, "nine hundred", turn=3)


def test_their_accepted_words_do_not_become_ours(recording, ana):
    accept(heard(recording, "not sure", kind="yellow_light"), by=ana, now=NOON)
    anas = Voice.objects.get(recording=recording, user=ana)
    with pytest.raises(CannotMend, match="counts as the words of Piet Aerts"):
        mend(recording, 4, turn(recording, 4)["text"], ana, voice=anas)


def test_a_turn_given_to_somebody_who_did_not_agree_ends_the_reading(recording, call, ana, piet):
    lea = Voice.objects.create(recording=recording, number=3, name="Lea", side="customer")
    mend(recording, 5, turn(recording, 5)["text"], ana, voice=lea)
    recording.refresh_from_db()

    assert recording.reading is None
    assert nothing_is_broken()


def test_a_mend_is_taken_back_and_the_doubt_is_there_again(recording, ana):
    before = turn(recording, 1)
    mend(recording, 1, TOWELS, ana)
    mend(recording, 1, f"{TOWELS} Yes.", ana)
    unmend_and_hear(recording, 1, by=ana, now=NOON)

    assert turn(recording, 1) == before
    assert is_unheard(heard(recording, "tables"), ana)
    assert list(Mend.objects.values_list("kind", flat=True)) == ["words", "words", "back"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_a_turn_is_not_mended_to_nothing(recording, ana, text):
    with pytest.raises(CannotMend, match="Write what was said"):
        mend(recording, 1, text, ana)


def test_a_line_that_the_customer_has_read_is_not_changed_under_their_eyes(recording, ana, astoria):
    from joinery.rooms.actions import open_room
    from joinery.steps.publish_belief import publish_belief

    open_room(astoria, by=ana, now=NOON)
    proposal = heard(recording, "tables")
    listen_to(proposal, ana)
    accept(proposal, by=ana, now=NOON)
    belief = Belief.objects.get()
    line = publish_belief(belief, by=ana, now=NOON)
    mend(recording, 1, TOWELS, ana)
    line.refresh_from_db()
    belief.refresh_from_db()

    assert "tables" in line.words
    assert "tables" in belief.words
    assert "towels" in Quote.objects.get().text


def test_a_clip_tells_the_mended_words(recording, ana):
    clip = make_clip(recording, Place(1, 0), Place(2, 9), "Towels by ten", by=ana, now=NOON)
    mend(recording, 1, TOWELS, ana)
    mend(recording, 2, "So I'll send you the drain positions by Thursday.", ana)
    clip = Clip.objects.get(pk=clip.pk)

    assert [line["says"] for line in clip.lines] == [TOWELS, "So I'll send"]
