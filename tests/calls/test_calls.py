"""A call from its plan to its recording."""

import zlib
from datetime import date, timedelta

import pytest
from astoria_talk import zoom
from conftest import NOON
from icalendar import Calendar

from joinery.calls.actions import (
    CannotCall,
    CannotPlan,
    CannotSend,
    PlannedWords,
    add_agenda_item,
    call_off,
    create_call,
    drop_agenda_item,
    expect,
    hold_call,
    plan_call,
    send_agenda,
    take_transcript,
)
from joinery.calls.knowing import find_known
from joinery.calls.models import Recording
from joinery.calls.stored import conversation_from_json, conversation_to_json
from joinery.engine.conversation import CannotRead
from joinery.engine.read import read
from joinery.firm.models import Deed
from joinery.gateways.models import Letter
from joinery.lib.records import ChangedMeanwhile
from joinery.method.planning import Draft

WHOLE = Draft(
    benefit="A first sketch of where two washers would stand",
    reason_to_meet="You wanted to show your brother something",
    action_what="walks the basement with us and marks the drain",
    action_measure="The drain is marked on the floor plan",
    action_by=date(2026, 9, 4),
    action_payoff="so that she can show her brother where they stand",
    action_achievable="She has the keys",
    concerns="The night team",
)


def test_a_plan_that_asks_for_nothing_is_refused(call, ana):
    with pytest.raises(CannotPlan, match="Ask the customer to do something"):
        plan_call(call, Draft(benefit="Sees the layout"), by=ana, now=NOON)

    assert not hasattr(call, "plan")


def test_a_plan_keeps_its_questions_in_order(call, ana, dora):
    questions = [PlannedWords("Who else?", "K1"), PlannedWords("How is your brother?")]

    plan = plan_call(call, WHOLE, who=dora, questions=questions, by=ana, now=NOON)

    assert [(each.code, each.words) for each in plan.questions.all()] == [
        ("K1", "Who else?"),
        ("", "How is your brother?"),
    ]
    assert Deed.objects.get(verb="plan_call").says == "planned the call: The basement, step by step"


def test_whoever_saves_a_plan_second_is_shown_both(call, ana, ben, dora):
    plan = plan_call(call, WHOLE, who=dora, by=ana, now=NOON)
    plan_call(call, Draft(**{**_fields(WHOLE), "benefit": "A drawing to keep"}), who=dora, seen=1, by=ben, now=NOON)

    with pytest.raises(ChangedMeanwhile):
        plan_call(call, WHOLE, who=dora, seen=plan.version, by=ana, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        plan_call(call, WHOLE, who=dora, by=ana, now=NOON)


def test_a_plan_is_frozen_once_the_call_is_held(call, ana, dora):
    plan = plan_call(call, WHOLE, who=dora, by=ana, now=NOON)
    hold_call(call, by=ana, now=NOON)

    with pytest.raises(CannotPlan, match="A plan is made before the call"):
        plan_call(call, WHOLE, who=dora, seen=plan.version, by=ana, now=NOON)
    plan.refresh_from_db()
    assert plan.frozen_at == NOON


def test_nobody_from_another_customer_is_asked_to_act_or_to_come(call, ana, emil):
    with pytest.raises(CannotPlan, match="another customer"):
        plan_call(call, WHOLE, who=emil, by=ana, now=NOON)
    with pytest.raises(CannotCall, match="another customer"):
        expect(call, people=[emil], users=[ana], by=ana, now=NOON)


def test_a_call_off_is_not_held_and_a_held_call_is_not_called_off(call, ana):
    held = hold_call(call, by=ana, now=NOON)
    with pytest.raises(CannotCall):
        call_off(held, by=ana, now=NOON)

    other = create_call(call.company, "Another", starts_at=NOON, by=ana, now=NOON)
    call_off(other, by=ana, now=NOON)
    with pytest.raises(CannotCall):
        hold_call(other, by=ana, now=NOON)


@pytest.fixture
def invited(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    plan_call(call, WHOLE, who=dora, by=ana, now=NOON)
    add_agenda_item(call, "Where the drain is", by=ana, now=NOON)
    return call


def test_the_agenda_goes_once_to_each_person_however_often_it_is_sent(invited, ana):
    assert [letter.to_address for letter in send_agenda(invited, by=ana, now=NOON)] == ["dora@astoria.example"]
    assert send_agenda(invited, by=ana, now=NOON) == []

    invited.refresh_from_db()
    assert (Letter.objects.count(), invited.agenda_sent_at) == (1, NOON)


def test_a_changed_agenda_goes_again_as_an_update_of_the_same_entry(invited, ana):
    (first,) = send_agenda(invited, by=ana, now=NOON)
    add_agenda_item(invited, "Who else is asked", by=ana, now=NOON)
    (second,) = send_agenda(invited, by=ana, now=NOON)

    events = [Calendar.from_ical(letter.calendar).events[0] for letter in (first, second)]
    assert events[0]["uid"] == events[1]["uid"]
    assert [event["sequence"] for event in events] == [0, 1]
    assert events[0].start == NOON


def test_the_agenda_says_what_is_in_it_for_them_and_nothing_that_is_ours_alone(invited, ana):
    (letter,) = send_agenda(invited, by=ana, now=NOON)

    assert WHOLE.benefit in letter.text
    assert "Where the drain is" in letter.text
    for ours in (WHOLE.concerns, WHOLE.action_what, WHOLE.action_achievable):
        assert ours not in letter.text + letter.calendar


def test_an_agenda_with_nobody_to_read_it_is_refused(call, ana):
    with pytest.raises(CannotSend, match="who should be there"):
        send_agenda(call, by=ana, now=NOON)


def test_a_line_of_the_customers_stays_on_the_agenda(call, ana, dora):
    item = add_agenda_item(call, "The smell", by=dora, now=NOON)

    with pytest.raises(CannotSend, match="It stays"):
        drop_agenda_item(item, by=ana, now=NOON)


def test_a_transcript_is_kept_as_it_came_and_only_once(call, ana, dora):
    first = take_transcript(call, zoom().encode(), file_name="call.vtt", by=ana, now=NOON)
    again = take_transcript(call, zoom().encode(), file_name="renamed.vtt", by=ana, now=NOON)

    assert first == again
    assert Recording.objects.count() == 1
    assert zlib.decompress(first.original).decode() == zoom()
    assert conversation_from_json(first.conversation) == read(zoom(), name="call.vtt")


def test_known_people_and_colleagues_are_found_by_their_names(call, ana, dora):
    recording = take_transcript(call, zoom(), by=ana, now=NOON)

    assert [(voice.user, voice.person, voice.side) for voice in recording.voices.all()] == [
        (ana, None, "seller"),
        (None, dora, "customer"),
    ]


def test_what_is_no_talk_leaves_nothing_behind(call, ana):
    with pytest.raises(CannotRead):
        take_transcript(call, b"\x00\x01\x02" * 500, file_name="call.vtt", by=ana, now=NOON)

    call.refresh_from_db()
    assert (Recording.objects.count(), call.held_at) == (0, None)


def test_putting_in_what_was_said_holds_the_call(call, ana):
    take_transcript(call, zoom(), by=ana, now=NOON + timedelta(hours=3))

    call.refresh_from_db()
    assert call.held_at == call.starts_at


def test_a_name_that_two_people_have_is_left_to_a_person_to_decide(dora, ana):
    assert find_known("Dora", "", [dora], [ana]) == dora
    assert find_known("dora markovic (Guest)", "", [dora], []) == dora
    assert find_known("Speaker 1", "", [dora], []) is None
    assert find_known("D.", "dora@astoria.example", [dora], []) == dora


def test_a_conversation_comes_back_from_json_as_it_was():
    conversation = read('{"speakers":[{"name":"A","side":"seller"}],"turns":[{"speaker":0,"start":1.5,"text":"Hi"}]}')

    assert conversation_from_json(conversation_to_json(conversation)) == conversation


def _fields(draft):
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}
