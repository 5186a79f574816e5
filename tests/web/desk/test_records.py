"""The desk's records through HTTP: who sees them, who changes them, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from conftest import NOON

from joinery.beliefs.actions import believe, notice_light
from joinery.beliefs.models import Belief, LightChange, YellowLight
from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.models import Deed
from joinery.opportunities.actions import add_alternative, add_decision_person
from joinery.opportunities.models import Alternative, DecisionPerson, Opportunity, StageMove
from joinery.promises.actions import make_promise
from joinery.promises.models import Promise

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def promise(astoria, laundry, dora, ana):
    return make_promise(
        astoria, "Drain positions", side="ours", theirs=dora, due_on=NOON.date(), opportunity=laundry, by=ana, now=NOON
    )


@pytest.fixture
def belief(astoria, laundry, ana):
    return believe(astoria, "timing", "Before the fairs", opportunity=laundry, by=ana, now=NOON)


@pytest.fixture
def light(astoria, laundry, ana):
    return notice_light(astoria, "I would have to see", opportunity=laundry, by=ana, now=NOON)


@pytest.fixture
def places(astoria, dora, laundry, promise, belief, light, ana):
    """Every address of a record, and whether it is read or written."""
    other = add_alternative(laundry, "A lease", by=ana, now=NOON)
    part = add_decision_person(laundry, dora, "funder", by=ana, now=NOON)
    company, opportunity = f"/customers/{astoria.public_id}/", f"/opportunities/{laundry.public_id}/"
    person, owed, slow = f"/people/{dora.public_id}/", f"/promises/{promise.public_id}/", f"/lights/{light.public_id}/"
    read = [
        company, f"{company}?see=know", f"{company}?see=people", f"{company}?see=opportunities",
        f"{company}?see=promises", f"{company}?see=notes", f"{company}?kind=promises", f"{company}edit/",
        f"{company}people/new/", f"{company}opportunities/new/", person, f"{person}edit/", opportunity,
        f"{opportunity}edit/", owed, slow,
    ]  # fmt: skip
    written = [
        f"{company}away/", f"{company}notes/", f"{company}helpers/", f"{company}promises/", f"{company}beliefs/",
        f"{person}away/", f"{opportunity}away/", f"{opportunity}stage/", f"{opportunity}beliefs/",
        f"{opportunity}lights/", f"{opportunity}promises/", f"{opportunity}parts/", f"{opportunity}alternatives/",
        f"/alternatives/{other.public_id}/asking/", f"/parts/{part.public_id}/away/",
        f"/beliefs/{belief.public_id}/giving-up/", f"{slow}changes/", f"{owed}steps/", f"{owed}day/",
    ]  # fmt: skip
    return read, written


def test_the_owner_reads_every_page(places, ana_client):
    for address in places[0]:
        assert ana_client.get(address).status_code == 200, address


@pytest.mark.parametrize("stranger", ["sam", "cara"])
def test_whom_it_does_not_concern_meets_nothing_anywhere(stranger, places, client, request):
    client.force_login(request.getfixturevalue(stranger), backend=BACKEND)

    for address in places[0]:
        assert client.get(address).status_code == 404, address
    for address in places[1]:
        assert client.post(address, {"state": "reported", "stage": "concept", "words": "x"}).status_code == 404, address


def test_a_delivery_colleague_sees_the_customers_they_help_with(places, astoria, cara, client):
    astoria.helpers.add(cara)
    client.force_login(cara, backend=BACKEND)

    for address in places[0]:
        assert client.get(address).status_code == 200, address


def test_the_desk_is_for_those_who_signed_in(places, client):
    for address in [*places[0], "/", "/customers/", "/people/", "/opportunities/", "/promises/", "/search/?q=a"]:
        answer = client.get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/login/"), address


def test_what_writes_is_posted_only(places, ana_client):
    for address in places[1]:
        assert ana_client.get(address).status_code == 405, address


def test_pages_keep_to_the_strict_policy(places, ana_client):
    for address in [*places[0], "/", "/customers/", "/opportunities/?view=board", "/search/?q=drain"]:
        page = ana_client.get(address).content.decode()
        for forbidden in (" style=", " onclick=", " onsubmit=", "<script>", "<style", "javascript:"):
            assert forbidden not in page, (address, forbidden)


def test_a_new_customer_is_made_and_shown(ana_client, ana):
    answer = ana_client.post(
        "/customers/new/", {"name": "Haus Edelweiss", "city": "Graz", "source": "event", "owner": ana.public_id}
    )

    made = Company.objects.get(name="Haus Edelweiss")
    assert (answer.url, made.team, made.source) == (f"/customers/{made.public_id}/", ana.team, "event")


def test_the_history_says_who_did_it(astoria, ana, ana_client):
    ana_client.post(f"/customers/{astoria.public_id}/notes/", {"words": "Calls before nine"})

    assert [(deed.by_kind, deed.by_id, deed.by_name) for deed in Deed.objects.all()] == [
        ("user", ana.public_id, "Ana Lindqvist")
    ]


def test_a_form_that_does_not_hold_keeps_what_was_written(ana_client, ana):
    answer = ana_client.post("/customers/new/", {"name": "", "city": "Graz", "owner": ana.public_id})

    assert answer.status_code == 422
    assert 'value="Graz"' in answer.content.decode()


def edited(company, version, **more):
    return {"name": company.name, "source": "unknown", "owner": company.owner.public_id, "version": version, **more}


def test_whoever_saves_second_is_shown_both_texts(astoria, ana_client):
    address = f"/customers/{astoria.public_id}/edit/"
    assert ana_client.post(address, edited(astoria, 1, city="Trieste")).status_code == 302

    answer = ana_client.post(address, edited(astoria, 1, city="Udine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Trieste</td><td>Udine</td>" in page
    assert 'name="version" value="2"' in page
    assert ana_client.post(address, edited(astoria, 2, city="Udine")).status_code == 302
    assert astoria.fresh().city == "Udine"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_none_overwrites_nothing(version, astoria, ana_client):
    answer = ana_client.post(f"/customers/{astoria.public_id}/edit/", edited(astoria, version, city="Udine"))

    assert (answer.status_code, astoria.fresh().city) == (409, "")


def test_a_customer_put_away_can_be_brought_back_at_once(astoria, ana_client):
    answer = ana_client.post(f"/customers/{astoria.public_id}/away/", follow=True)
    assert "Hotel Astoria is put away" in answer.content.decode()
    assert ana_client.get(f"/customers/{astoria.public_id}/").status_code == 404

    ana_client.post(f"/customers/{astoria.public_id}/away/", {"bring_back": "1"})
    assert ana_client.get(f"/customers/{astoria.public_id}/").status_code == 200


def test_people_and_opportunities_are_put_away_and_brought_back(astoria, dora, laundry, ana_client):
    for place, record in ((f"/people/{dora.public_id}/", dora), (f"/opportunities/{laundry.public_id}/", laundry)):
        assert ana_client.post(f"{place}away/").status_code == 302
        assert ana_client.get(place).status_code == 404
        ana_client.post(f"{place}away/", {"bring_back": "1"})
        assert ana_client.get(place).status_code == 200, record


def test_somebody_is_added_and_changed(astoria, ana_client):
    ana_client.post(f"/customers/{astoria.public_id}/people/new/", {"name": "Piet Aerts", "language": "nl"})
    piet = Person.objects.get(name="Piet Aerts")
    values = {"name": "Piet Aerts", "language": "nl", "zone": "Mars/Olympus", "version": 1}
    assert ana_client.post(f"/people/{piet.public_id}/edit/", values).status_code == 422

    ana_client.post(f"/people/{piet.public_id}/edit/", {**values, "zone": "Europe/Rome"})
    assert piet.fresh().zone == "Europe/Rome"


def test_an_opportunity_is_opened_in_whole_units_and_kept_in_cents(astoria, ana, ana_client):
    ana_client.post(
        f"/customers/{astoria.public_id}/opportunities/new/",
        {"name": "Dryers", "amount": "75000.50", "currency": "EUR", "kind": "new", "owner": ana.public_id},
    )

    assert Opportunity.objects.get(name="Dryers").amount == 7_500_050


def test_a_stage_is_moved_and_moved_back(laundry, ana_client):
    address = f"/opportunities/{laundry.public_id}/stage/"
    for back in ({}, {"back": "/opportunities/?view=board"}):
        answer = ana_client.post(address, {"stage": "concept", **back}, follow=True)
        assert "Back to exploring" in answer.content.decode(), back
        answer = ana_client.post(address, {"stage": "exploring", "undo": "1", **back}, follow=True)
        assert "Back to" not in answer.content.decode(), back

    assert [(m.before, m.after) for m in StageMove.objects.all()] == [
        ("exploring", "concept"),
        ("concept", "exploring"),
    ] * 2


def test_an_end_without_a_reason_is_refused_on_the_page(laundry, ana_client):
    answer = ana_client.post(f"/opportunities/{laundry.public_id}/stage/", {"stage": "lost"}, follow=True)

    assert "Say why it ended" in answer.content.decode()
    assert laundry.fresh().stage == "exploring"


def test_nobody_is_sent_to_another_house(laundry, ana_client):
    for place in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = ana_client.post(f"/opportunities/{laundry.public_id}/stage/", {"stage": "concept", "back": place})
        assert answer.url.split("?")[0] == f"/opportunities/{laundry.public_id}/", place


def test_a_guess_is_added_given_up_with_why_and_taken_back(laundry, ana_client):
    place = f"/opportunities/{laundry.public_id}/"
    ana_client.post(f"{place}beliefs/", {"words": "No surprises", "kind": "concept:avoid", "how": "guess"})
    belief = Belief.objects.get()
    assert (belief.kind, belief.sort, belief.origin, belief.opportunity) == ("concept", "avoid", "guess", laundry)

    ana_client.post(f"/beliefs/{belief.public_id}/giving-up/", {"why": ""})
    assert belief.fresh().given_up_at is None
    answer = ana_client.post(f"/beliefs/{belief.public_id}/giving-up/", {"why": "She said noon"}, follow=True)
    assert "Take it back" in answer.content.decode()
    assert belief.fresh().given_up_why == "She said noon"
    ana_client.post(f"/beliefs/{belief.public_id}/giving-up/", {"take_back": "1"})
    assert belief.fresh().given_up_at is None


def test_a_guess_is_never_set_as_a_quote(laundry, belief, ana_client):
    page = ana_client.get(f"/opportunities/{laundry.public_id}/").content.decode()

    assert '<p class="belief__guess">Before the fairs</p>' in page
    assert "quote__words" not in page


def test_a_report_by_hand_is_reported_and_not_quoted(laundry, dora, ana_client):
    said = {"words": "The family decides", "kind": "decision", "how": "reported", "person": dora.public_id}
    ana_client.post(f"/opportunities/{laundry.public_id}/beliefs/", said)

    assert [(b.origin, b.person) for b in Belief.objects.all()] == [("reported", dora)]


def test_a_person_of_another_customer_cannot_be_named(laundry, emil, ana_client):
    said = {"words": "x", "kind": "decision", "how": "reported", "person": emil.public_id}
    ana_client.post(f"/opportunities/{laundry.public_id}/beliefs/", said)
    ana_client.post(f"/opportunities/{laundry.public_id}/parts/", {"person": emil.public_id, "part": "user"})

    assert (Belief.objects.count(), DecisionPerson.objects.count()) == (0, 0)


def test_a_light_turns_green_by_their_words_only(light, ana_client):
    address = f"/lights/{light.public_id}/changes/"
    answer = ana_client.post(address, {"state": "green"}, follow=True)
    assert "in their words" in answer.content.decode()
    assert LightChange.objects.count() == 0

    ana_client.post(address, {"state": "green", "their_words": "They like it.", "safeguard": "A trial week"})
    assert [(c.state, c.their_words, c.safeguard) for c in LightChange.objects.all()] == [
        ("green", "They like it.", "A trial week")
    ]


def test_a_light_noticed_by_hand_is_not_their_words(laundry, ana_client):
    ana_client.post(f"/opportunities/{laundry.public_id}/lights/", {"words": "Went quiet", "sort": "price"})

    assert [(light.words, light.is_quote, light.sort) for light in YellowLight.objects.all()] == [
        ("Went quiet", False, "price")
    ]


def test_only_the_receiver_closes_a_promise(promise, ana_client):
    ana_client.post(f"/promises/{promise.public_id}/steps/", {"state": "accepted"})
    assert promise.fresh().state == "promised"

    answer = ana_client.post(f"/promises/{promise.public_id}/steps/", {"state": "reported"}, follow=True)
    assert promise.fresh().state == "reported"
    assert "Waiting for Dora Marković to say so" in answer.content.decode()


def test_what_they_promised_is_closed_by_us(astoria, dora, ana, ana_client):
    theirs = make_promise(astoria, "Floor plan", side="theirs", theirs=dora, by=ana, now=NOON)
    answer = ana_client.post(
        f"/promises/{theirs.public_id}/steps/", {"state": "accepted"}, headers={"HX-Request": "true"}
    )

    assert "Ana Lindqvist said it is kept, Today" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_another_day_is_agreed_and_a_wrong_one_is_told(promise, ana_client):
    address = f"/promises/{promise.public_id}/day/"
    answer = ana_client.post(address, {"due_on": "soon"}, headers={"HX-Request": "true"})
    assert "Choose the new day" in answer.content.decode()

    ana_client.post(address, {"due_on": "2026-09-09", "words": "She asked for it"})
    assert str(promise.fresh().due_on) == "2026-09-09"


def test_a_promise_is_written_down_by_hand(laundry, dora, ana_client):
    ana_client.post(
        f"/opportunities/{laundry.public_id}/promises/",
        {"what": "Floor plan", "side": "theirs", "person": dora.public_id, "due_on": "2026-09-04"},
    )

    made = Promise.objects.get()
    assert (made.side, made.giver_person, made.opportunity) == ("theirs", dora, laundry)


def test_the_competition_is_asked_about(laundry, ana_client):
    place = f"/opportunities/{laundry.public_id}/"
    assert "We have not asked yet" in ana_client.get(place).content.decode()

    ana_client.post(f"{place}alternatives/", {"nobody": "1"})
    assert [other.kind for other in Alternative.objects.all()] == ["nothing"]
    assert "We have not asked yet" not in ana_client.get(place).content.decode()


def test_a_note_is_written_and_a_colleague_asked_to_help(astoria, sam, client, ana_client):
    ana_client.post(f"/customers/{astoria.public_id}/notes/", {"words": "Calls before nine"})
    assert [note.words for note in CompanyNote.objects.all()] == ["Calls before nine"]

    ana_client.post(f"/customers/{astoria.public_id}/helpers/", {"who": sam.public_id})
    assert list(astoria.helpers.all()) == [sam]
    ana_client.post(f"/customers/{astoria.public_id}/helpers/", {"who": sam.public_id, "remove": "1"})
    assert list(astoria.helpers.all()) == []


def test_the_timeline_is_narrowed_by_kind(astoria, promise, belief, ana_client):
    place = f"/customers/{astoria.public_id}/"
    everything = ana_client.get(place).content.decode()
    promises = ana_client.get(f"{place}?kind=promises").content.decode()

    assert ("noted: Before the fairs" in everything, "noted: Before the fairs" in promises) == (True, False)
    assert "noted the promise: Drain positions" in promises


def test_a_late_promise_says_so(promise, ana_client):
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        page = ana_client.get("/promises/").content.decode()

    assert "Two days late" in page
