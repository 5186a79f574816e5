"""The pages of a firm's processes, as a manager uses them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from conftest import NOON
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from joinery.blueprints.actions.playbooks import copy_playbook, save_step
from joinery.blueprints.models import Playbook
from joinery.firm.models import Deed
from joinery.method.playbook_edits import stamp_of, step_in
from joinery.method.playbooks import playbooks
from joinery.web.office.process.line import draw

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(client, ben):
    client.force_login(ben, backend=BACKEND)
    return client


@pytest.fixture
def own(ben):
    return copy_playbook(playbooks()["equipment"], "Laundry lines", by=ben, now=NOON)


def at(name, own, *more):
    return reverse(f"office:{name}", args=[own.public_id, *more])


def fields_of(page):
    """What a browser would send back: every field of the page's first large form as it stands."""
    form = next(
        each for each in re.findall(r"<form.*?</form>", page, re.S) if 'name="stamp"' in each or "TOTAL" in each
    )
    found = {}
    for name, value in re.findall(r'<input type="(?:hidden|text|number)" name="([^"]+)" value="([^"]*)"', form):
        found[name] = unescape(value)
    for name, words in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        found[name] = unescape(words)
    for name, inner in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(r'<option value="([^"]*)"', inner)
        found[name] = unescape(chosen[1])
    for tag in re.findall(r'<input type="checkbox"[^>]*\schecked[^>]*>', form):
        name = re.search(r'name="([^"]+)"', tag)[1]
        value = re.search(r'value="([^"]*)"', tag)
        found.setdefault(name, []).append(value[1] if value else "on")
    return found


def test_a_shipped_process_is_read_and_copied(office):
    page = office.get(reverse("office:shipped_playbook", args=["equipment"])).content.decode()
    answer = office.post(reverse("office:playbook_copies"), {"source": "equipment", "name": "Our lines"})

    assert "Sign the plan" in page
    assert answer.headers["Location"] == at("playbook", Playbook.objects.get(name="Our lines"))
    assert office.get(answer.headers["Location"]).status_code == 200


def test_a_step_sent_back_as_it_stands_changes_nothing(office, own):
    for step in own.content["steps"]:
        address = at("playbook_step", own, step["key"])
        answer = office.post(address, fields_of(office.get(address).content.decode()))
        assert answer.status_code == 302, step["key"]

    assert Playbook.objects.get().content == own.content
    assert Deed.objects.filter(verb="change_step").count() == 0


def test_the_package_sent_back_as_it_stands_changes_nothing(office, own):
    address = at("playbook_package", own)
    answer = office.post(address, fields_of(office.get(address).content.decode()))

    assert answer.status_code == 302
    assert Playbook.objects.get().content == own.content


def test_a_new_step_stands_on_the_line_of_time(office, own):
    address = at("new_playbook_step", own) + "?stage=4"
    fields = fields_of(office.get(address).content.decode())
    fields |= {"title": "Bring the milk", "sees": "Milk.", "standard": "It is cold.", "after": ["signature"]}
    fields |= {"evidence-0-what": "The bottle", "evidence-0-kind": "photo", "evidence-0-side": "ours", "takes": "2"}
    answer = office.post(address, fields | {"owner": "ours:expert"})
    made = step_in(Playbook.objects.get().content, "bring_the_milk")

    assert answer.headers["Location"] == at("playbook", own) + "#step-bring_the_milk"
    assert (made["stage"], made["role"], made["after"]) == (4, "expert", ["signature"])
    assert made["evidence"] == [{"what": "The bottle", "kind": "photo", "side": "ours"}]
    assert "Bring the milk" in office.get(at("playbook", own)).content.decode()


def test_a_fault_stands_beside_its_line_and_nothing_typed_is_lost(office, own):
    address = at("playbook_step", own, "payment")
    fields = fields_of(office.get(address).content.decode())
    answer = office.post(address, fields | {"after": ["delivery"], "title": "Pay half"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "wait for each other in a circle" in page
    assert 'value="Pay half"' in page
    assert Playbook.objects.get().version == 1


def test_the_line_of_time_is_drawn_again_while_somebody_writes_and_nothing_is_kept(office, own):
    fields = fields_of(office.get(at("playbook_step", own, "half_built")).content.decode())
    address = at("playbook_step_line", own, "half_built")

    assert "9 weeks from signature" in office.post(address, fields | {"takes": "24"}).content.decode()
    assert "in a circle" in office.post(address, fields | {"after": ["delivery"]}).content.decode()
    assert "Working days it takes" in office.post(address, fields | {"takes": "many"}).content.decode()
    assert Playbook.objects.get().version == 1


def test_two_who_write_the_same_step_see_both_texts_and_saving_again_keeps_mine(office, own, ida):
    address = at("playbook_step", own, "payment")
    fields = fields_of(office.get(address).content.decode())
    step = step_in(own.content, "payment")
    save_step(own, {**step, "title": "Pay a third"}, seen=stamp_of(step), by=ida, now=NOON)
    answer = office.post(address, fields | {"title": "Pay half"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "<td>Pay a third</td><td>Pay half</td>" in page
    assert office.post(address, fields_of(page)).status_code == 302
    assert step_in(Playbook.objects.get().content, "payment")["title"] == "Pay half"


def test_a_step_taken_out_while_somebody_wrote_in_it_can_be_put_back(office, own):
    address = at("playbook_step", own, "teach")
    fields = fields_of(office.get(address).content.decode())
    office.post(at("playbook_step_absence", own, "teach"))
    answer = office.post(address, fields)

    assert (answer.status_code, office.get(address).status_code) == (409, 404)
    assert office.post(address, fields_of(answer.content.decode())).status_code == 302
    assert step_in(Playbook.objects.get().content, "teach")["title"] == fields["title"]


def test_a_step_is_moved_and_what_changed_takes_it_back(office, own):
    office.post(at("playbook_step_place", own, "test_run"), {"way": "up"})
    keys = [step["key"] for step in Playbook.objects.get().content["steps"]]
    page = office.get(at("playbook_history", own)).content.decode()
    office.post(at("playbook_history", own), {"before": re.search(r'name="before" value="(\d+)"', page)[1]})

    assert keys.index("test_run") < keys.index("half_built")
    assert Playbook.objects.get().content == own.content


def test_a_deed_of_another_process_takes_nothing_back(office, own, ben):
    other = copy_playbook(playbooks()["equipment"], "Other", by=ben, now=NOON)
    deed = Deed.objects.get(about_id=other.public_id)

    assert office.post(at("playbook_history", own), {"before": deed.pk}).status_code == 404


def test_the_signature_cannot_be_taken_out_and_the_page_says_why(office, own):
    answer = office.post(at("playbook_step_absence", own, "signature"), follow=True)

    assert "the signature that starts the work" in unescape(answer.content.decode())


def test_put_away_and_brought_back(office, own):
    office.post(at("playbook_presence", own), {"here": "no"})
    away = office.get(reverse("office:playbooks")).content.decode()
    office.post(at("playbook_presence", own), {"here": "yes"})

    assert "Bring back" in away
    assert "Bring back" not in office.get(reverse("office:playbooks")).content.decode()


@pytest.mark.parametrize(
    "query", ["", "?without=options", "?without=nonsense", "?without=options&without=customisation"]
)
def test_the_line_of_time_is_drawn_with_and_without_options(office, own, query):
    page = office.get(at("playbook", own) + query).content.decode()

    assert ("Left out without options" in page) == ("options" in query)
    assert "NaN" not in page


@pytest.mark.parametrize("key", playbooks())
def test_every_step_has_its_place_on_the_line_in_order(key):
    line = draw(playbooks()[key], options=True, customisation=True)
    ends = {each.step.key: float(each.ends_at.rstrip("%")) for each in line.placed}

    assert all(0 <= end <= 100 for end in ends.values())
    assert all(ends[first] <= ends[each.step.key] for each in line.placed for first in each.step.after)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_number_of_questions(office, ben, count):
    for number in range(count):
        copy_playbook(playbooks()["made_to_order"], f"Own {number}", by=ben, now=NOON + timedelta(days=number))
    with CaptureQueriesContext(connection) as asked:
        office.get(reverse("office:playbooks"))

    assert len(asked) <= 5


@pytest.mark.parametrize("stage", ["x", "99", "-1", "²", "9" * 5000])
def test_a_stage_that_is_none_is_left_aside(office, own, stage):
    assert office.get(at("new_playbook_step", own), {"stage": stage}).status_code == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"title": "Only a title"},
        {"evidence-TOTAL_FORMS": "x"},
        {"evidence-TOTAL_FORMS": "99999999"},
        {"owner": "ours:funder"},
        {"owner": "nobody"},
        {"stage": "12"},
        {"takes": "1e9"},
        {"after": ["payment", "never"]},
        {"title": "\x00"},
        {"roles_needed": ["ours"]},
        {"kind": "signature"},
    ],
)
def test_whatever_a_program_sends_is_refused_with_the_form(office, own, broken):
    address = at("playbook_step", own, "payment")
    fields = broken if "title" in broken else fields_of(office.get(address).content.decode()) | broken
    answer = office.post(address, fields)

    assert answer.status_code == 422
    assert Playbook.objects.get().version == 1


def test_a_step_is_written_in_other_languages_with_all_its_parts(office, own):
    form = fields_of(office.get(at("playbook_step", own, "kickoff")).content.decode())
    german = {"de_standard": "Alle sind da.", "de_mid": "Zwei Stunden.", "evidence-1-de_what": "Ihr Bild"}
    assert form.keys() >= german.keys()

    office.post(at("playbook_step", own, "kickoff"), form | german)

    words = step_in(own.fresh().content, "kickoff")["words"]
    was = step_in(own.content, "kickoff")["words"]
    assert words["fr"] == was["fr"]
    assert words["de"] == was["de"] | {
        "standard": "Alle sind da.",
        "levels": was["de"]["levels"] | {"mid": "Zwei Stunden."},
        "evidence": [was["de"]["evidence"][0], "Ihr Bild"],
    }


def test_evidence_taken_out_takes_its_words_in_other_languages_with_it(office, own):
    form = fields_of(office.get(at("playbook_step", own, "readiness")).content.decode())

    office.post(at("playbook_step", own, "readiness"), form | {"evidence-0-what": ""})

    now, was = step_in(own.fresh().content, "readiness"), step_in(own.content, "readiness")
    assert now["evidence"] == was["evidence"][1:]
    assert now["words"]["fr"]["evidence"] == was["words"]["fr"]["evidence"][1:]


def test_the_package_is_written_in_other_languages(office, own):
    form = fields_of(office.get(at("playbook_package", own)).content.decode())

    office.post(at("playbook_package", own), form | {"package-0-fr_words": "Appelez-les.", "lines-0-what": "A press"})

    content, was = own.fresh().content, own.content
    assert content["package"][0]["said"]["fr"] == was["package"][0]["said"]["fr"] | {"words": "Appelez-les."}
    assert content["lines"][0]["said"] == was["lines"][0]["said"]
    assert content["extras"] == was["extras"]
