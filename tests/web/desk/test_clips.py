"""Clips on the desk: cut out of a talk, shared when everybody in them agreed, taken back."""

import pytest
from conftest import NOON
from django.urls import reverse
from player_cast import put_in_recording

from joinery.calls.actions import Place, make_clip, note_consent
from joinery.calls.models import Clip
from joinery.customers.models import Person
from joinery.rooms.actions import open_room
from joinery.rooms.clips import share_clip

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CLIP_DOORS = ("clip_sharing", "clip_back", "clip_away")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def piet(astoria):
    return Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)


@pytest.fixture
def recording(call, ana, dora, piet):
    return put_in_recording(call, ana, people=[dora, piet])[0]


def cut(client, recording, **changes):
    given = {"recording": recording.public_id, "turn": 3, "first": 8, "ends": "4:54", "title": "What a day costs"}
    return client.post(reverse("desk:clips", args=[recording.call.public_id]), given | changes)


def test_a_clip_is_cut_shared_and_taken_back(ana_client, recording, ana, astoria):
    open_room(astoria, by=ana, now=NOON)
    answer = cut(ana_client, recording)
    clip = Clip.objects.get()
    assert answer["Location"].endswith(f"#clip-{clip.public_id}")
    assert [line["who"] for line in clip.lines] == ["Dora Marković", "Piet Aerts"]
    assert clip.lines[0]["says"] == "nine hundred euros a day, that is what it costs us."
    assert (clip.start, round(clip.seconds)) == (recording.conversation["turns"][3]["words"][2][1], 7)
    page = ana_client.post(reverse("desk:clip_sharing", args=[clip.public_id]), follow=True).content.decode()
    assert "In their room since" in page
    page = ana_client.post(reverse("desk:clip_back", args=[clip.public_id]), follow=True).content.decode()
    assert "Share it with them" in page
    ana_client.post(reverse("desk:clip_away", args=[clip.public_id]))

    assert Clip.objects.count() == 0


def test_a_clip_is_shared_only_when_everybody_who_is_heard_in_it_agreed(ana_client, recording, ana, piet, astoria):
    open_room(astoria, by=ana, now=NOON)
    cut(ana_client, recording)
    note_consent(recording.call, "refused", person=piet, by=ana, now=NOON)
    clip = Clip.objects.get()
    page = ana_client.post(reverse("desk:clip_sharing", args=[clip.public_id]), follow=True).content.decode()

    assert "Not yet: Piet Aerts has not agreed to it." in page
    assert "It cannot be shared: Piet Aerts has not agreed." in page
    clip.refresh_from_db()
    assert clip.shared_at is None


def test_a_yes_taken_back_takes_the_clip_with_it(ana_client, recording, ana, piet, astoria):
    cut(ana_client, recording)
    note_consent(recording.call, "withdrawn", person=piet, by=ana, now=NOON)

    assert Clip.objects.count() == 0


def test_who_talks_in_between_is_heard_too(ana_client, recording, ana, piet, astoria):
    """Piet speaks while Dora does: his words are not in the clip, his voice is."""
    turns = recording.conversation["turns"]
    turns[4]["start"] = turns[3]["end"] - 0.5
    recording.save(update_fields=["conversation"])
    open_room(astoria, by=ana, now=NOON)
    cut(ana_client, recording, ends="3:52")
    note_consent(recording.call, "refused", person=piet, by=ana, now=NOON)
    page = ana_client.post(reverse("desk:clip_sharing", args=[Clip.objects.get().public_id]), follow=True)

    assert "Not yet: Piet Aerts has not agreed to it." in page.content.decode()


def test_without_a_room_nothing_is_shared(ana_client, recording):
    cut(ana_client, recording)
    page = ana_client.post(reverse("desk:clip_sharing", args=[Clip.objects.get().public_id]), follow=True)

    assert "Open the room first." in page.content.decode()


@pytest.mark.parametrize(
    "changes", [{"title": " "}, {"turn": "99"}, {"turn": "x"}, {"ends": "99:1"}, {"ends": ""}, {"first": "-1"}]
)
def test_what_is_no_clip_is_refused_with_the_form(ana_client, recording, changes):
    assert cut(ana_client, recording, **changes).status_code == 422
    assert Clip.objects.count() == 0


def test_another_team_finds_nothing(client, sam, recording, ana):
    clip = make_clip(recording, Place(0, 0), Place(1, 9), "Ours", by=ana, now=NOON)
    client.force_login(sam, backend=BACKEND)
    doors = [client.post(reverse(f"desk:{name}", args=[clip.public_id])).status_code for name in CLIP_DOORS]

    assert [cut(client, recording).status_code, *doors] == [404] * 4
    assert Clip.objects.count() == 1


def test_sharing_twice_is_once(recording, ana, astoria):
    open_room(astoria, by=ana, now=NOON)
    clip = make_clip(recording, Place(0, 0), Place(1, 9), "Twice", by=ana, now=NOON)
    first = share_clip(clip, by=ana, now=NOON).shared_at

    assert share_clip(clip, by=ana, now=NOON).shared_at == first
