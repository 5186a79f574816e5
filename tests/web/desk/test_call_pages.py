"""Calls on the seller's desk, as a browser without JavaScript meets them."""

from datetime import timedelta

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinery.beliefs.models import Belief
from joinery.calls.actions import create_call, expect, take_transcript
from joinery.calls.models import Call, Debrief, Plan, Proposal, Recording, Verdict, Voice
from joinery.gateways.models import Letter
from joinery.promises.models import Promise
from joinery.steps.hear_recording import agree_and_hear

FAR = NOON + timedelta(days=3650)


@pytest.fixture
def to_come(call, ana, dora):
    Call.objects.filter(pk=call.pk).update(starts_at=FAR)
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    call.refresh_from_db()
    return call


@pytest.fixture
def heard(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    return recording


def at(name, *args):
    return reverse(f"desk:{name}", args=args)


def plan_form(dora, **changes):
    day = (FAR + timedelta(days=2)).date().isoformat()
    return {
        "purpose": "advance",
        "benefit": "A first sketch of where two washers would stand",
        "action_who": dora.public_id,
        "action_what": "walks the basement with us and marks the drain",
        "action_measure": "The drain is marked on the floor plan",
        "action_by": day,
        "action_payoff": "so that she can show her brother where they stand",
        "action_achievable": "She has the keys",
        "ask": ["K1"],
        "words-K1": "Who else is asked to look at this?",
        "own_questions": "How is your brother?",
        **changes,
    }


def test_a_call_is_arranged_and_then_planned(ana_client, astoria, dora, laundry):
    assert "With whom" in ana_client.get(at("call_new")).content.decode()
    wanted = {
        "customer": astoria.public_id,
        "title": "The basement",
        "kind": "visit",
        "starts_at": "2036-09-02T11:00",
        "minutes": 45,
        "people": [dora.public_id],
        "opportunity": laundry.public_id,
    }

    answer = ana_client.post(at("call_new"), wanted)

    call = Call.objects.get(title="The basement")
    assert answer["Location"] == at("plan", call.public_id)
    assert [each.name for each in call.attendances.all()] == ["Dora Marković", "Ana Lindqvist"]


def test_they_just_need_to_know_this_is_refused_and_nothing_typed_is_lost(ana_client, to_come, dora):
    typed = plan_form(dora, benefit="They just need to know this", concerns="The night team")

    answer = ana_client.post(at("plan", to_come.public_id), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There are two ways out" in page
    assert "The night team" in page
    assert "Who else is asked to look at this?" in page
    assert Plan.objects.count() == 0


def test_a_step_that_is_none_is_refused_part_by_part(ana_client, to_come, dora):
    answer = ana_client.post(at("plan", to_come.public_id), plan_form(dora, action_what="think about it"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "0 of 5 parts are there" in page
    assert "First it must be a step that they take." in page


def test_a_whole_plan_is_kept_with_its_questions(ana_client, to_come, dora):
    answer = ana_client.post(at("plan", to_come.public_id), plan_form(dora, required=[dora.public_id]))

    plan = Plan.objects.get()
    assert answer["Location"] == at("call", to_come.public_id)
    assert [(each.code, each.words) for each in plan.questions.all()] == [
        ("K1", "Who else is asked to look at this?"),
        ("", "How is your brother?"),
    ]
    assert to_come.attendances.get(person=dora).is_required


def test_the_step_is_checked_while_it_is_written(ana_client, to_come, dora):
    answer = ana_client.post(
        at("plan_check", to_come.public_id),
        plan_form(dora, action_what="think about it"),
        headers={"HX-Request": "true"},
    )

    assert "0 of 5 parts are there" in answer.content.decode()
    assert Plan.objects.count() == 0


def test_whoever_saves_second_sees_both_texts(ana_client, to_come, dora):
    ana_client.post(at("plan", to_come.public_id), plan_form(dora))
    ana_client.post(at("plan", to_come.public_id), plan_form(dora, version=1, benefit="A drawing for her to keep"))

    answer = ana_client.post(at("plan", to_come.public_id), plan_form(dora, version=1, benefit="A model to touch"))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A drawing for her to keep" in page
    assert "A model to touch" in page
    assert Plan.objects.get().benefit == "A drawing for her to keep"
    version = Plan.objects.get().version
    ana_client.post(at("plan", to_come.public_id), plan_form(dora, version=version, benefit="A model to touch"))
    assert Plan.objects.get().benefit == "A model to touch"


def test_the_agenda_is_shown_as_they_will_read_it_and_sent_once(ana_client, to_come, dora):
    ana_client.post(at("plan", to_come.public_id), plan_form(dora))
    ana_client.post(at("agenda", to_come.public_id), {"words": "Where the drain is"})
    page = ana_client.get(at("agenda", to_come.public_id)).content.decode()
    assert "Dear Dora Marković," in page
    assert "1. Where the drain is" in page

    ana_client.post(at("agenda_letter", to_come.public_id))
    ana_client.post(at("agenda_letter", to_come.public_id))

    assert Letter.objects.count() == 1
    entry = ana_client.get(at("call_calendar", to_come.public_id))
    assert entry["Content-Type"] == "text/calendar; charset=utf-8"


def test_a_transcript_waits_for_consent_and_is_then_heard(ana_client, call, dora, ana):
    file = SimpleUploadedFile("call.vtt", zoom().encode())
    answer = ana_client.post(at("transcript", call.public_id), {"file": file})

    recording = Recording.objects.get()
    assert answer["Location"] == at("voices", call.public_id)
    assert (recording.reading, Proposal.objects.count()) == (None, 0)
    assert "Nothing is heard yet" in ana_client.get(at("debrief", call.public_id)).content.decode()

    answers = {f"answer-{voice.public_id}": "given" for voice in Voice.objects.all()}
    answer = ana_client.post(at("consent", call.public_id), {**answers, "how": "call", "wording": "May we?"})

    assert answer["Location"] == at("debrief", call.public_id)
    assert Proposal.objects.count() > 5
    assert {consent.wording for consent in call.consents.all()} == {"May we?"}


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 500, b"{not json"])
def test_a_file_that_is_no_talk_says_so_and_leaves_nothing(ana_client, call, content):
    answer = ana_client.post(at("transcript", call.public_id), {"file": SimpleUploadedFile("a.json", content)})

    assert answer.status_code == 422
    assert 'class="field__fault"' in answer.content.decode()
    assert Recording.objects.count() == 0


def test_a_call_that_nobody_planned_goes_in_with_its_words_at_once(ana_client, astoria, dora, laundry):
    wanted = {
        "customer": astoria.public_id,
        "title": "She rang",
        "held_at": "2026-09-01T10:00",
        "kind": "phone",
        "text": zoom(),
    }

    answer = ana_client.post(at("call_unplanned"), wanted)

    call = Call.objects.get(title="She rang")
    assert answer["Location"] == at("voices", call.public_id)
    assert call.held_at is not None
    page = ana_client.get(at("debrief", call.public_id)).content.decode()
    assert "This call had no plan" in page


def test_a_broken_transcript_leaves_no_empty_call(ana_client, astoria):
    wanted = {
        "customer": astoria.public_id,
        "title": "She rang",
        "held_at": "2026-09-01T10:00",
        "kind": "phone",
        "file": SimpleUploadedFile("x.vtt", b"\0\1\2" * 99),
    }

    assert ana_client.post(at("call_unplanned"), wanted).status_code == 422
    assert Call.objects.count() == 0


def test_who_spoke_is_said_once(ana_client, heard, dora, ana):
    voice = heard.voices.get(number=1)

    ana_client.post(at("voice", voice.public_id), {"who": "side:customer"})
    voice.refresh_from_db()
    assert (voice.person, voice.side) == (None, "customer")
    ana_client.post(at("voice", voice.public_id), {"who": f"person:{dora.public_id}"})
    voice.refresh_from_db()
    assert voice.person == dora


def test_the_debrief_is_one_screen_with_the_exact_words(ana_client, heard):
    page = ana_client.get(at("debrief", heard.call.public_id)).content.decode()

    count = Proposal.objects.count()
    assert f"{count} of {count} still to look at" in page
    assert "<mark>I&#x27;ll send you the drain positions by Thursday</mark>" in page
    assert 'class="ribbon__picture"' in page
    assert Debrief.objects.count() == 0


def decide(client, proposal, answer, **more):
    return client.post(at("verdict", proposal.public_id), {"answer": answer, **more})


def test_accept_change_drop_and_undo(ana_client, heard):
    ours, theirs = heard.proposals.filter(kind="promise")
    light = heard.proposals.filter(kind="yellow_light").order_by("start")[0]

    answer = decide(ana_client, ours, "accepted")
    assert answer["Location"] == at("debrief", heard.call.public_id) + f"#slip-{ours.public_id}"
    decide(ana_client, theirs, "changed", words="The floor plan, by Friday")
    decide(ana_client, light, "dropped")

    assert [promise.what for promise in Promise.objects.order_by("pk")] == [ours.quote, "The floor plan, by Friday"]
    assert Promise.objects.get(what="The floor plan, by Friday").quote == theirs.quote
    assert Verdict.objects.filter(answer="dropped").count() == 1
    decide(ana_client, ours, "undo")
    assert Promise.objects.count() == 1
    assert ours.pk not in Verdict.objects.values_list("proposal", flat=True)


def test_a_verdict_by_htmx_answers_with_the_slip_and_the_count(ana_client, heard):
    impact = heard.proposals.filter(kind="impact").first()
    count = heard.proposals.count()

    answer = ana_client.post(
        at("verdict", impact.public_id), {"answer": "accepted"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert answer.startswith(f'<article class="slip slip--done" id="slip-{impact.public_id}"')
    assert f"{count - 1} of {count} still to look at" in answer
    assert Belief.objects.get().words == impact.quote


def test_a_refusal_says_what_to_do_first(ana_client, heard, ana):
    voice = heard.voices.get(number=1)
    ana_client.post(at("voice", voice.public_id), {"who": "side:customer"})
    impact = heard.proposals.filter(kind="impact").first()

    answer = ana_client.post(at("verdict", impact.public_id), {"answer": "accepted"}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Say first who Dora Marković is" in answer.content.decode()
    assert Belief.objects.count() == 0


def test_the_debrief_ends_with_the_next_call(ana_client, heard):
    wanted = {"learned": "Two days lost in June", "next_title": "The basement", "next_at": "2036-09-08T09:00"}

    answer = ana_client.post(at("debrief", heard.call.public_id), wanted)

    following = Call.objects.get(title="The basement")
    assert answer["Location"] == at("plan", following.public_id)
    assert Debrief.objects.get().learned == "Two days lost in June"


def test_whoever_finishes_second_sees_both_texts(ana_client, heard):
    ana_client.post(at("debrief", heard.call.public_id), {"learned": "First"})
    seen = Debrief.objects.get().version
    ana_client.post(at("debrief", heard.call.public_id), {"learned": "Second", "version": seen})

    answer = ana_client.post(at("debrief", heard.call.public_id), {"learned": "Third", "version": seen})

    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    assert "Third" in answer.content.decode()
    assert Debrief.objects.get().learned == "Second"


def test_the_whole_talk_is_there_to_read_with_its_marks(ana_client, heard):
    page = ana_client.get(at("conversation", heard.call.public_id)).content.decode()

    assert page.count('class="talk__turn') == 16
    assert "We drove the sheets to Monfalcone" in page


def every_address(call, recording):
    proposal, voice = recording.proposals.first(), recording.voices.first()
    names = ["call", "call_edit", "plan", "agenda", "call_calendar", "transcript", "voices", "debrief", "conversation"]
    gets = [at(name, call.public_id) for name in names]
    posts = [at(name, call.public_id) for name in ["call_held", "call_off", "plan_check", "agenda_letter", "consent"]]
    posts += [*gets, at("voice", voice.public_id), at("verdict", proposal.public_id)]
    return gets, posts


def test_a_seller_of_another_team_meets_nothing_of_it(client, sam, heard):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")
    gets, posts = every_address(heard.call, heard)

    assert {client.get(url).status_code for url in gets} == {404}
    assert {client.post(url, {"answer": "accepted"}).status_code for url in posts if "calendar" not in url} <= {
        404,
        405,
    }
    assert "The basement" not in client.get(at("calls") + "?who=all&show=held").content.decode()
    assert Verdict.objects.count() == 0


def test_a_stranger_is_sent_to_sign_in(client, heard):
    gets, posts = every_address(heard.call, heard)

    assert {client.get(url).status_code for url in [*gets, at("calls"), at("call_new"), at("call_unplanned")]} == {302}
    assert {client.post(url).status_code for url in posts} == {302}


def test_looking_changes_nothing(ana_client, heard, django_assert_num_queries):
    from django.apps import apps
    from django.contrib.sessions.models import Session

    def everything():
        models = [model for model in apps.get_models() if model is not Session]
        return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}

    before = everything()
    gets, _ = every_address(heard.call, heard)
    for url in [*gets, at("calls"), at("call_new"), at("call_unplanned")]:
        ana_client.get(url)
    assert everything() == before


def _queries(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_the_list_asks_the_database_the_same_number_of_questions(ana_client, call, astoria, ana, dora):
    Call.objects.filter(pk=call.pk).update(starts_at=FAR)
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    one = _queries(ana_client, at("calls"))
    for title in ("Second", "Third"):
        create_call(astoria, title, starts_at=FAR, people=[dora], by=ana, now=NOON)

    assert _queries(ana_client, at("calls")) == one <= 12


def test_the_debrief_asks_the_same_whatever_was_heard(ana_client, heard):
    many = _queries(ana_client, at("debrief", heard.call.public_id))
    heard.proposals.exclude(pk=heard.proposals.first().pk).delete()

    assert _queries(ana_client, at("debrief", heard.call.public_id)) == many <= 16
