"""The player on the desk: words with times, doubts, mends, clips; refused where it must be."""

import re

import pytest
from conftest import NOON
from django.urls import reverse
from player_cast import UNCLEAR, put_in_recording

from joinery.beliefs.models import Quote
from joinery.calls.actions import (
    Place,
    drop_audio,
    drop_clips_in,
    forget_mends,
    make_clip,
    note_consent,
    take_transcript,
)
from joinery.calls.models import Clip, Listening, Mend, Proposal, Verdict, Voice
from joinery.calls.placed import stretch_at
from joinery.customers.models import Person
from joinery.lib.records import new_public_id

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOWELS = "I want the towels on the floors by ten, without anyone having to ask."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def piet(astoria):
    return Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)


@pytest.fixture
def recording(call, ana, dora, piet):
    return put_in_recording(call, ana, people=[dora, piet])[0]


def page_of(client, recording, **asked):
    address = reverse("desk:conversation", args=[recording.call.public_id])
    return client.get(address, {"recording": recording.public_id, **asked}).content.decode()


def mending(recording, turn, changes):
    said = recording.conversation["turns"][turn]
    text, who = said["text"], Voice.objects.get(recording=recording, number=said["speaker"]).public_id
    given = {"recording": recording.public_id, "turn": turn, "seen": text, "text": TOWELS, "who": who}
    return reverse("desk:mended", args=[recording.call.public_id]), given | changes


def mend(client, recording, turn=1, **changes):
    return client.post(*mending(recording, turn, changes))


def unclear_slip(recording):
    return Proposal.objects.filter(recording=recording, quote__contains="tables").first()


def verdict(client, proposal, answer="accepted", **headers):
    address = reverse("desk:verdict", args=[proposal.public_id])
    return client.post(address, {"answer": answer, "words": "Towels early"}, headers=headers)


def listen(client, recording, start, end, **more):
    address = reverse("desk:listened", args=[recording.public_id])
    return client.post(address, {"start": start, "end": end, **more})


def test_every_word_says_when_it_was_said_and_the_unclear_ones_are_marked(ana_client, recording):
    page = page_of(ana_client, recording)
    drawn: dict[str, str] = {}  # where a finding ends within a word, its two parts have the same time
    for at, part in re.findall(r'<span(?: class="talk__doubt" title="[^"]+")? data-at="([\d.]+)">([^<]+)</span>', page):
        drawn[at] = drawn.get(at, "") + part.replace("&#x27;", "'")
    told = {f"{word[1]:g}": word[0] for turn in recording.conversation["turns"] for word in turn["words"]}

    assert drawn == told
    assert re.findall(r'<span class="talk__doubt" title="[^"]+" data-at="[^"]+">(\w+)', page) == list(UNCLEAR)
    assert f'src="{reverse("desk:sound", args=[recording.audio.public_id])}"' in page


def test_every_finding_has_its_place_and_the_debrief_leads_there(ana_client, recording):
    page = page_of(ana_client, recording)
    debrief = ana_client.get(reverse("desk:debrief", args=[recording.call.public_id])).content.decode()
    for proposal in Proposal.objects.filter(recording=recording):
        assert page.count(f'id="finding-{proposal.public_id}"') == 1
        assert f"?recording={recording.public_id}#finding-{proposal.public_id}" in debrief


def test_without_sound_the_page_is_the_same_without_a_player(ana_client, recording, ana, monkeypatch):
    drop_audio(recording.audio, by=ana, now=NOON)
    page = page_of(ana_client, recording)

    assert "<talk-player" not in page
    assert "data-at=" not in page
    assert "<talk-ribbon" in page
    assert 'class="talk__doubt"' in page
    assert "mend=1" in page


def test_while_somebody_does_not_agree_nothing_is_played(ana_client, recording, ana, dora):
    note_consent(recording.call, "withdrawn", person=dora, by=ana, now=NOON)

    assert "<talk-player" not in page_of(ana_client, recording)


def test_a_transcript_without_times_is_shown_word_for_word(ana_client, call, ana):
    words = "Ana Lindqvist: What's <b>new</b>?\nDora Marković: A lot & nothing.\nAna Lindqvist: Good."
    recording = take_transcript(call, words, by=ana, now=NOON)
    page = page_of(ana_client, recording)

    assert "What&#x27;s &lt;b&gt;new&lt;/b&gt;?" in page
    assert "A lot &amp; nothing." in page
    assert "<talk-player" not in page


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_the_same_however_much_is_in_it(ana_client, recording, ana, times, django_assert_max_num_queries):
    for number in range(times):
        mend(ana_client, recording, 0, text=f"What will Tuesday look like, take {number}?", seen=text_of(recording, 0))
        make_clip(recording, Place(number, 0), Place(3, 50), f"Clip {number}", by=ana, now=NOON)
        recording.refresh_from_db()
    with django_assert_max_num_queries(24):
        page_of(ana_client, recording)


def text_of(recording, turn):
    recording.refresh_from_db()
    return recording.conversation["turns"][turn]["text"]


def test_a_turn_is_mended_on_the_page_and_read_anew(ana_client, recording):
    answer = mend(ana_client, recording)
    page = ana_client.get(answer["Location"]).content.decode()

    assert answer["Location"].endswith("#turn-1")
    assert text_of(recording, 1) == TOWELS
    assert "It was heard as “I want the tables on the floors" in page
    assert "Mended by Ana Lindqvist" in page
    assert unclear_slip(recording) is None
    assert Proposal.objects.filter(recording=recording, quote__contains="towels").exists()


def test_what_was_mended_is_taken_back(ana_client, recording):
    before = text_of(recording, 1)
    mend(ana_client, recording)
    ana_client.post(reverse("desk:unmended", args=[recording.public_id, "1"]))

    assert text_of(recording, 1) == before
    assert "Mended by" not in page_of(ana_client, recording)
    assert ana_client.post(reverse("desk:unmended", args=[recording.public_id, "99"])).status_code == 404
    assert ana_client.post(reverse("desk:unmended", args=[recording.public_id, "x"])).status_code == 404


def test_a_speaker_is_mended(ana_client, recording, piet):
    voice = Voice.objects.get(recording=recording, person=piet)
    mend(ana_client, recording, text=text_of(recording, 1), who=voice.public_id)

    recording.refresh_from_db()
    assert recording.conversation["turns"][1]["speaker"] == voice.number
    assert Mend.objects.get().kind == "speaker"
    assert unclear_slip(recording).voice == voice


def test_two_who_mend_at_once_lose_nothing(ana_client, recording, ben):
    seen = text_of(recording, 1)
    mend(ana_client, recording)
    answer = mend(ana_client, recording, seen=seen, text="I want the cables on the floors.")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Somebody else mended this turn while you were writing." in page
    assert "I want the cables on the floors.</textarea>" in page
    assert f'name="seen" value="{TOWELS}"' in page
    assert text_of(recording, 1) == TOWELS


@pytest.mark.parametrize("changes", [{"turn": "4000"}, {"turn": "-1"}, {"text": "  "}, {"who": "nobody"}])
def test_what_cannot_be_mended_is_refused(ana_client, recording, changes):
    assert ana_client.post(*mending(recording, 1, changes)).status_code == 422
    assert Mend.objects.count() == 0


def test_the_forms_open_under_their_turn(ana_client, recording):
    assert page_of(ana_client, recording, mend="1").count("<textarea") == 1
    assert "It ends with" in page_of(ana_client, recording, clip="1")
    for asked in ({"mend": "99"}, {"mend": "x"}, {"clip": "99"}, {"clip": "²"}, {"clip": ""}):
        page = page_of(ana_client, recording, **asked)
        assert "<textarea" not in page
        assert "It ends with" not in page


def test_words_that_were_not_heard_clearly_cannot_be_accepted_by_a_page_that_pretends(ana_client, recording):
    answer = verdict(ana_client, unclear_slip(recording), **{"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Some of these words were not heard clearly." in answer.content.decode()
    assert (Verdict.objects.count(), Quote.objects.count()) == (0, 0)
    assert verdict(ana_client, unclear_slip(recording), "changed", **{"HX-Request": "true"}).status_code == 422


def test_whoever_listened_for_one_slip_has_listened_for_the_other_on_the_same_words(ana_client, recording):
    proposal = unclear_slip(recording)
    other = unclear_slip(recording)
    other.pk, other.public_id, other.kind = None, new_public_id(), "timing"
    other.save()
    start, end = stretch_at(recording, proposal.turn, proposal.start, proposal.end)
    address = reverse("desk:listened", args=[recording.public_id])
    given = {"start": start, "end": end, "proposal": proposal.public_id}
    slip = ana_client.post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert f'<div id="unclear-{other.public_id}" hx-swap-oob="delete"></div>' in slip


def test_after_listening_the_slip_can_be_accepted(ana_client, recording, ana):
    proposal = unclear_slip(recording)
    debrief = ana_client.get(reverse("desk:debrief", args=[recording.call.public_id])).content.decode()
    start, end = stretch_at(recording, proposal.turn, proposal.start, proposal.end)
    assert f'data-start="{start}" data-end="{end}"' in debrief
    assert listen(ana_client, recording, start, end - 1).status_code == 204
    assert verdict(ana_client, proposal, **{"HX-Request": "true"}).status_code == 422
    assert listen(ana_client, recording, start, end).status_code == 204
    assert verdict(ana_client, proposal, **{"HX-Request": "true"}).status_code == 200

    row = Listening.objects.get()
    assert (row.by, row.start, row.end) == (ana, start, end)


def test_the_slip_comes_back_when_its_words_were_played(ana_client, recording):
    proposal = unclear_slip(recording)
    start, end = stretch_at(recording, proposal.turn, proposal.start, proposal.end)
    address = reverse("desk:listened", args=[recording.public_id])
    given = {"start": start, "end": end, "proposal": proposal.public_id}
    slip = ana_client.post(address, given, headers={"HX-Request": "true"})

    assert slip.status_code == 200
    assert f'id="slip-{proposal.public_id}"' in slip.content.decode()
    assert "Not heard clearly" not in slip.content.decode()


@pytest.mark.parametrize(("start", "end"), [("", ""), ("a", "b"), ("nan", "3"), ("5", "1"), ("-4", "1")])
def test_nonsense_is_no_listening(ana_client, recording, start, end):
    assert listen(ana_client, recording, start, end).status_code == 422
    assert Listening.objects.count() == 0


def test_whoever_was_there_may_say_that_the_words_are_right(ana_client, recording):
    answer = ana_client.post(reverse("desk:words_right", args=[unclear_slip(recording).public_id]))
    page = page_of(ana_client, recording)

    assert answer["Location"].split("#")[0] == reverse("desk:debrief", args=[recording.call.public_id])
    assert "Said to be right by Ana Lindqvist" in page
    assert verdict(ana_client, unclear_slip(recording), **{"HX-Request": "true"}).status_code == 200


def test_of_a_turn_that_was_cut_out_nothing_is_shown_that_it_once_was(ana_client, recording, ana):
    mend(ana_client, recording)
    clip = make_clip(recording, Place(0, 0), Place(1, 40), "Towels", by=ana, now=NOON)
    recording.refresh_from_db()
    recording.conversation["turns"][1] |= {"text": "", "words": []}
    recording.save(update_fields=["conversation"])
    page = page_of(ana_client, recording)
    assert '<p class="talk__cut">Cut out</p>' in page
    assert "It was heard as" not in page
    assert ana_client.post(reverse("desk:unmended", args=[recording.public_id, "1"])).status_code == 302
    assert text_of(recording, 1) == ""
    forget_mends(recording, [1])
    drop_clips_in(recording, [1])

    assert (Mend.objects.count(), Clip.objects.filter(pk=clip.pk).count()) == (0, 0)


def test_another_team_finds_nothing(client, sam, recording):
    client.force_login(sam, backend=BACKEND)

    assert (mend(client, recording).status_code, listen(client, recording, 0, 3).status_code) == (404, 404)
    assert (Mend.objects.count(), Listening.objects.count()) == (0, 0)
