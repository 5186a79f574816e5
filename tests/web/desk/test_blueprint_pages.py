"""The pages of a blueprint on the desk, over HTTP."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from conftest import NOON
from django.urls import reverse
from django.utils import timezone

from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.drawing import draw_blueprint
from joinery.blueprints.actions.editing import change_step, re_date
from joinery.blueprints.models import Blueprint, Deviation, Step
from joinery.lib.records import Record
from joinery.method.playbooks import playbooks

FAR = "2027-03-19"


def at(name, *ids):
    return reverse(f"desk:{name}", args=[one.public_id if isinstance(one, Record) else one for one in ids])


def drawing(**more):
    return {"playbook": "equipment", "target_on": FAR, "level": "mid", **more}


def step(blueprint, **more):
    return blueprint.steps.filter(**more).first()


def form_of(page):
    """What the form to change a step holds, as a browser would send it."""
    html = page.content.decode()
    form = html[html.index('name="was"') - 3000 :]
    was = re.search(r'name="was" value="([^"]*)"', form)[1]
    return {"was": was.replace("&quot;", '"').replace("&amp;", "&").replace("&#x27;", "'")}


def test_the_days_are_shown_before_anything_is_drawn(ana_client, laundry):
    page = ana_client.get(at("blueprint_new", laundry), drawing()).content.decode()
    assert "as they would fall" in page
    assert "19 March 2027" in page
    assert Blueprint.objects.count() == 0


def test_a_plan_is_drawn_from_a_template(ana_client, laundry):
    answer = ana_client.post(at("blueprint_new", laundry), drawing(has_options="on"))
    drawn = Blueprint.objects.get()
    assert answer.url == at("blueprint", drawn)
    assert drawn.steps.filter(key="expert").exists()
    assert ana_client.get(at("blueprint_new", laundry)).url == at("blueprint", drawn)


def test_too_few_days_are_told_with_the_first_day_that_could_be(ana_client, laundry):
    soon = (timezone.localdate() + timedelta(days=7)).isoformat()
    answer = ana_client.post(at("blueprint_new", laundry), drawing(target_on=soon))
    assert answer.status_code == 422
    assert "the first day that could be is" in answer.content.decode()
    ana_client.post(at("blueprint_new", laundry), drawing(target_on=soon, all_the_same="1"))
    assert Blueprint.objects.count() == 1


def test_a_day_that_is_over_is_told(ana_client, laundry):
    answer = ana_client.post(at("blueprint_new", laundry), drawing(target_on="2020-01-01"))
    assert answer.status_code == 422
    assert "This day is over already" in answer.content.decode()


def test_htmx_gets_the_days_alone(ana_client, laundry):
    page = ana_client.get(at("blueprint_new", laundry), drawing(), headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<section class="stack" id="preview"')


def test_a_drawing_that_they_have_seen_stays(ana_client, blueprint):
    ana_client.post(at("blueprint_away", blueprint))
    assert Blueprint.objects.count() == 1
    ana_client.post(at("blueprint_showing", blueprint), {"hide": "1"})
    ana_client.post(at("blueprint_away", blueprint))
    assert Blueprint.objects.get() == blueprint


def test_a_drawing_that_nobody_saw_is_gone(ana_client, laundry, ana):
    drawn = draw_blueprint(laundry, playbooks()["equipment"], date(2027, 3, 19), by=ana, now=NOON)
    one = step(drawn, kind="step")
    change_step(one, one.version, by=ana, now=NOON, title="Another name")
    assert ana_client.post(at("blueprint_away", drawn)).url == at("opportunity", laundry)
    assert Blueprint.objects.count() == 0


def test_the_sheet_shows_every_step_and_today(ana_client, signed):
    page = ana_client.get(at("blueprint", signed)).content.decode()
    for one in signed.steps.all():
        assert f'id="step-{one.public_id}"' in page
    assert "You sign and we start. Delivery in" in page
    assert "steps__today" in page
    assert "signed by Dora Marković and Ana Lindqvist" in page


def test_the_sheet_asks_a_bounded_number_of_questions(ana_client, signed, django_assert_max_num_queries):
    ana_client.get(at("blueprint", signed))
    with django_assert_max_num_queries(15):
        ana_client.get(at("blueprint", signed))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(ana_client, astoria, ana, count, django_assert_max_num_queries):
    from joinery.opportunities.models import Opportunity

    for number in range(count):
        opportunity = Opportunity.objects.create(
            company=astoria, name=f"Laundry {number}", owner=ana, stage_since=NOON, created_at=NOON
        )
        draw_blueprint(opportunity, playbooks()["equipment"], date(2027, 3, 19), by=ana, now=NOON)
    with django_assert_max_num_queries(8):
        page = ana_client.get(at("blueprints")).content.decode()
    assert page.count('class="list__name"') == count


def test_the_list_names_whose_move_it_is_and_narrows(ana_client, signed):
    assert "The laundry" in ana_client.get(at("blueprints")).content.decode()
    assert "The laundry" not in ana_client.get(at("blueprints"), {"only": "ended"}).content.decode()
    assert "No blueprint like that" in ana_client.get(at("blueprints"), {"q": "dishes"}).content.decode()


def test_a_step_is_added_and_its_place_is_asked_for(ana_client, blueprint, dora):
    more = {"title": "Tell the night team", "owner": f"person:{dora.public_id}", "takes": "1"}
    ana_client.post(at("blueprint_steps", blueprint), more)
    assert step(blueprint, title="Tell the night team").owner_person == dora
    answer = ana_client.post(at("blueprint_steps", blueprint), {**more, "title": ""})
    assert answer.status_code == 422


def edit(client, one, version, page, **more):
    stands = {
        "title": one.title,
        "owner": f"user:{one.owner_user.public_id}" if one.owner_user else one.side,
        "takes": one.takes,
        "lag_days": one.lag_days,
        "after": one.after,
        "standard": one.standard,
        "sees": one.sees,
    }
    return client.post(at("plan_step", one), {**stands, **page, "version": version, **more})


def test_a_step_is_changed_on_its_own_page(ana_client, blueprint):
    one = step(blueprint, key="first_parts")
    page = form_of(ana_client.get(at("plan_step", one)))
    answer = edit(ana_client, one, one.version, page, title="Order the long parts")
    assert answer.status_code == 302
    assert one.fresh().title == "Order the long parts"


def test_two_who_change_different_lines_both_have_theirs(ana_client, blueprint, guest):
    one = step(blueprint, key="first_parts")
    page = form_of(ana_client.get(at("plan_step", one)))
    change_step(one.fresh(), one.version, by=guest, now=NOON, title="Dora’s words")
    answer = edit(ana_client, one, one.version, page, takes=4)
    assert answer.status_code == 302
    assert (one.fresh().title, one.fresh().takes) == ("Dora’s words", 4)


def test_two_who_change_the_same_line_see_both_and_choose(ana_client, blueprint, guest):
    one = step(blueprint, key="first_parts")
    page = form_of(ana_client.get(at("plan_step", one)))
    change_step(one.fresh(), one.version, by=guest, now=NOON, title="Dora’s words")
    answer = edit(ana_client, one, one.version, page, title="Ana’s words")
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Dora’s words</td><td>Ana’s words</td>" in shown
    assert one.fresh().title == "Dora’s words"
    again = re.search(r'action="/steps/[^"]+/" .*?name="version" value="(\d+)"', shown, re.S)[1]
    assert edit(ana_client, one, again, page, title="Ana’s words").status_code == 302
    assert one.fresh().title == "Ana’s words"


def test_htmx_gets_both_texts_into_the_sheet_of_the_step(ana_client, blueprint, guest):
    one = step(blueprint, key="first_parts")
    page = form_of(ana_client.get(at("plan_step", one)))
    change_step(one.fresh(), one.version, by=guest, now=NOON, title="Dora’s words")
    ana_client.defaults["HTTP_HX_REQUEST"] = "true"
    answer = edit(ana_client, one, one.version, page, title="Ana’s words")
    assert answer.headers["HX-Retarget"] == f"#open-{one.public_id}"
    assert "<html" not in answer.content.decode()


def test_steps_that_would_wait_for_each_other_are_refused(ana_client, blueprint):
    one = step(blueprint, key="first_parts")
    page = form_of(ana_client.get(at("plan_step", one)))
    answer = edit(ana_client, one, one.version, page, after=["delivery"])
    assert answer.status_code == 422
    assert "would wait for each other" in answer.content.decode()
    assert one.fresh().after == ["signature"]


def test_a_step_moves_and_what_waits_for_it_follows(ana_client, blueprint):
    one = step(blueprint, is_target=True)
    ana_client.post(at("plan_step_day", one), {"day": "2026-11-27", "version": one.version, "words": "The fair."})
    assert one.fresh().due_on == date(2026, 11, 27)


def test_two_who_move_one_step_see_both_days(ana_client, blueprint, guest):
    one = step(blueprint, is_target=True)
    seen = one.version
    re_date(one, date(2026, 11, 25), seen, by=guest, now=NOON)
    answer = ana_client.post(at("plan_step_day", one), {"day": "2026-11-27", "version": seen})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "It stands on 25 November now; you chose 27 November" in said
    assert one.fresh().due_on == date(2026, 11, 25)


def test_after_the_signature_a_late_day_has_its_cause(ana_client, signed):
    one = step(signed, is_target=True)
    more = {"day": "2026-11-27", "version": one.version, "cause": "late_part"}
    ana_client.post(at("plan_step_day", one), more)
    assert one.slips.get().cause == "late_part"


def test_out_of_order_asks_for_a_reason_and_keeps_what_was_typed(ana_client, signed):
    one = signed.steps.filter(state=Step.State.AHEAD, is_checkpoint=False, side="ours", kind="step").last()
    answer = ana_client.post(at("plan_step_deeds", one), {"deed": "done", "words": "All in the van."})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "If it was done all the same, say why." in said
    assert 'value="All in the van."' in said
    ana_client.post(at("plan_step_deeds", one), {"deed": "done", "reason": "The part came early."})
    assert one.fresh().state == Step.State.DONE
    ana_client.post(at("plan_step_deeds", one), {"deed": "again", "words": "One is missing."})
    assert one.fresh().state == Step.State.BEGUN


def test_a_step_is_left_out_with_a_reason_and_brought_back(ana_client, blueprint):
    one = step(blueprint, key="site_look")
    answer = ana_client.post(at("plan_step_deeds", one), {"deed": "leave_out", "version": one.version})
    assert answer.status_code == 422
    more = {"deed": "leave_out", "version": one.version, "words": "Measured in 2024."}
    ana_client.post(at("plan_step_deeds", one), more)
    assert Deviation.objects.get().reason == "Measured in 2024."
    assert "Measured in 2024." in ana_client.get(at("blueprint", blueprint)).content.decode()
    ana_client.post(at("plan_step_deeds", one), {"deed": "bring_back", "version": one.fresh().version})
    assert one.fresh().state == Step.State.AHEAD


def test_what_is_in_their_way_stands_on_the_sheet_and_is_answered_there(ana_client, signed, guest):
    one = step(signed, key="payment")
    worry = open_concern(one, "stuck", "Who signs the transfer?", by=guest, now=NOON)
    assert "Who signs the transfer?" in ana_client.get(at("blueprint", signed)).content.decode()
    ana_client.post(at("plan_concern", worry), {"words": "Your bookkeeper has the invoice."})
    worry.refresh_from_db()
    assert worry.answer == "Your bookkeeper has the invoice."
    assert ana_client.post(at("plan_concern", worry), {"words": " "}).status_code == 422


def test_ours_is_opened_and_settled_by_us(ana_client, signed):
    one = step(signed, key="first_parts")
    ana_client.post(at("plan_step_concerns", one), {"kind": "stuck", "words": "The supplier is silent."})
    worry = one.concerns.get()
    ana_client.post(at("plan_concern", worry), {"words": "They called.", "settled": "1"})
    worry.refresh_from_db()
    assert worry.closed_by == "Ana Lindqvist"


def test_a_newer_version_is_told_within_one_small_question(ana_client, blueprint, guest, django_assert_max_num_queries):
    place = at("blueprint_newer", blueprint)
    answer = ana_client.get(place, {"seen": "1"})
    assert answer.status_code == 204
    assert ana_client.get(place, {"seen": "1"}, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    one = step(blueprint, is_target=True)
    re_date(one, date(2026, 11, 27), one.version, by=guest, now=NOON)
    with django_assert_max_num_queries(4):
        told = ana_client.get(place, {"seen": "1"})
    assert "<strong>Dora Marković</strong> changed the plan" in told.content.decode()


def test_sheets_that_are_open_stay_open_when_the_plan_is_loaded_anew(ana_client, blueprint):
    one = step(blueprint, key="first_parts")
    page = ana_client.get(at("blueprint", blueprint), {"open": one.public_id}).content.decode()
    assert f'id="open-{one.public_id}" hx-preserve' in page


def test_the_level_and_the_name_are_theirs_to_choose(ana_client, blueprint):
    ana_client.post(at("blueprint_level", blueprint), {"level": "high"})
    ana_client.post(at("blueprint_name", blueprint), {"title": "Towels by ten", "version": blueprint.fresh().version})
    fresh = blueprint.fresh()
    assert (fresh.level, fresh.title) == ("high", "Towels by ten")


def test_another_team_finds_nothing(client, sam, signed):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")
    one = step(signed, key="first_parts")
    places = [at(name, signed) for name in ("blueprint", "blueprint_newer", "blueprint_versions", "blueprint_signing")]
    for place in (*places, at("plan_step", one), at("blueprint_version", signed, 1), at("blueprint_paper", signed, 1)):
        assert client.get(place).status_code == 404, place
