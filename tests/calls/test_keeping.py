"""Days for each kind: what is over goes, is noted, and goes once; what is kept longer has a reason."""

from datetime import date, timedelta

import pytest
from astoria_talk import zoom
from conftest import NOON

from joinery.calls import audio_files
from joinery.calls.actions import expect, note_consent, take_transcript
from joinery.calls.actions.keeping import (
    CannotKeepLonger,
    CannotSetDays,
    keep_longer,
    remove_what_is_over,
    set_days,
)
from joinery.calls.keeping import what_goes
from joinery.calls.models import Audio, Proposal, Recording, Removal
from joinery.firm.models import Deed
from joinery.search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    audio_files.folder().mkdir()
    return audio_files.folder()


@pytest.fixture
def sound(call, ana):
    audio = Audio.objects.create(call=call, kind="wav", size=7, sha256="0", added_by=ana, added_at=NOON, heard_at=NOON)
    for place in (audio_files.original_of(audio.public_id), audio_files.copy_of(audio.public_id)):
        place.write_bytes(b"1234567")
    return audio


@pytest.fixture
def heard(call, ana, dora):
    from joinery.steps.hear_recording import agree_and_hear

    recording = take_transcript(call, zoom(), by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    return recording


def after(days):
    return NOON + timedelta(days=days)


def shown(call):
    return [(one.kind, one.day, one.longer) for one in what_goes(call, call.audios.all(), call.recordings.all())]


def test_the_sound_goes_on_its_day_and_not_before(call, sound, folder, django_capture_on_commit_callbacks):
    assert shown(call) == [("sound", date(2026, 12, 1), "")]
    assert remove_what_is_over(now=after(89)) == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_what_is_over(now=after(90)) == 1
    removal = Removal.objects.get()
    assert (removal.kind, removal.about_id, removal.size, removal.why) == (
        "sound",
        sound.public_id,
        7,
        "Its 90 days were over.",
    )
    assert (Audio.objects.count(), list(folder.iterdir())) == (0, [])
    assert Deed.objects.get(verb="remove_recording").says.startswith("removed the sound of a recording")


def test_it_is_removed_once(call, sound):
    assert [remove_what_is_over(now=after(each)) for each in (90, 90, 900)] == [1, 0, 0]
    assert Removal.objects.count() == 1


def test_the_words_go_and_what_people_took_from_them_stays(call, heard, ana, dora):
    from joinery.beliefs.models import Quote
    from joinery.promises.models import Promise
    from joinery.steps.debrief_call import accept
    from joinery.steps.verify_data import verify_all

    for proposal in Proposal.objects.all()[:6]:
        accept(proposal, by=ana, now=NOON)
    before = Quote.objects.count(), Promise.objects.count()
    assert sum(before) > 1
    assert remove_what_is_over(now=after(730)) == 1

    heard.refresh_from_db()
    assert (heard.conversation["turns"], heard.reading, heard.removed_at) == ([], None, after(730))
    assert (Quote.objects.count(), Promise.objects.count()) == before
    assert Proposal.objects.filter(verdict__isnull=True).count() == 0
    assert Entry.objects.filter(kind="said").count() == 0
    assert {each.says: each.broken for each in verify_all() if each.broken} == {}


def test_what_nobody_may_hear_goes_much_sooner(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    take_transcript(call, zoom(), by=ana, now=NOON)
    Audio.objects.create(call=call, kind="wav", size=7, sha256="0", added_by=ana, added_at=NOON)
    note_consent(call, "refused", person=dora, by=ana, now=NOON)

    assert (remove_what_is_over(now=after(29)), remove_what_is_over(now=after(30))) == (0, 2)
    assert set(Removal.objects.values_list("kind", flat=True)) == {"unused"}
    assert Recording.objects.get().conversation["turns"] == []


def test_the_office_sets_the_days_and_it_holds_for_what_is_here(call, sound, ida):
    set_days({"sound": 10, "transcript": 0, "unused": 30}, by=ida, now=NOON)

    assert shown(call) == [("sound", date(2026, 9, 12), "")]
    assert remove_what_is_over(now=after(10)) == 1
    assert Deed.objects.filter(verb="set_days").count() == 2


def test_text_may_stay_as_long_as_its_call(call, heard, ida):
    set_days({"transcript": 0}, by=ida, now=NOON)

    assert (shown(call), remove_what_is_over(now=after(3000))) == ([], 0)


@pytest.mark.parametrize("days", [{"sound": 0}, {"sound": -1}, {"sound": 99999}, {"voices": 3}])
def test_what_are_no_days_is_refused(ida, db, days):
    with pytest.raises(CannotSetDays):
        set_days(days, by=ida, now=NOON)


def test_kept_longer_for_a_reason_until_a_day(call, sound, ana):
    keep_longer(call, date(2027, 3, 3), "The court wants it.", by=ana, now=NOON)

    assert shown(call) == [("sound", date(2027, 3, 3), "The court wants it.")]
    assert remove_what_is_over(now=after(120)) == 0
    keep_longer(call, None, "", by=ana, now=NOON)
    assert remove_what_is_over(now=after(120)) == 1


def test_without_a_reason_or_a_day_to_come_nothing_is_kept_longer(call, sound, ana):
    with pytest.raises(CannotKeepLonger, match="Say why"):
        keep_longer(call, date(2027, 3, 3), " ", by=ana, now=NOON)
    with pytest.raises(CannotKeepLonger, match="day to come"):
        keep_longer(call, NOON.date(), "Because", by=ana, now=NOON)


def test_whoever_takes_a_yes_back_is_cut_out_of_what_is_kept_longer(call, heard, ana, dora):
    keep_longer(call, date(2030, 1, 1), "The court wants it.", by=ana, now=NOON)
    note_consent(call, "withdrawn", person=dora, by=ana, now=NOON)

    heard.refresh_from_db()
    assert heard.cuts.count() == 1


def test_the_day_is_that_of_the_place_of_the_call(call, sound):
    call.zone = "Pacific/Auckland"
    call.save()
    Audio.objects.update(added_at=NOON.replace(hour=13))

    assert shown(call) == [("sound", date(2026, 12, 2), "")]
