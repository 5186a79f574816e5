"""The customer's plan: read whole, drawn on by both sides, nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from joinery.blueprints.actions.concerns import answer_concern, open_concern
from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.actions.editing import change_step, leave_out
from joinery.blueprints.actions.slipping import slip_step
from joinery.blueprints.agreement import newest
from joinery.blueprints.models import Concern, Step, StepEvent, Verdict
from joinery.gateways.models import Letter
from joinery.rooms.actions import publish_line


def now():
    return timezone.now()


def a_step(blueprint, **more):
    return blueprint.steps.filter(**more).exclude(state=Step.State.DONE).first()


def words(answer):
    return answer.content.decode()


def test_the_whole_plan_is_read_with_what_they_see_and_what_good_is(dora_client, blueprint, to, ana):
    out = a_step(blueprint, kind="step", is_target=False)
    leave_out(out, out.version, "Done in 2024.", by=ana, now=now())
    page = words(dora_client.get(to("plan", blueprint)))

    for step in blueprint.steps.exclude(state=Step.State.LEFT_OUT):
        assert step.title in page
    one = a_step(blueprint, is_target=True)
    assert one.sees in page
    assert one.standard in page
    assert "You sign and we start." in page
    assert "Done in 2024." in page
    assert "nobody has signed yet" in page


def test_a_plan_that_is_not_shown_is_nowhere(dora_client, blueprint, to):
    blueprint.amend(blueprint.version, shown_at=None)
    step = a_step(blueprint)

    assert dora_client.get(to("plan", blueprint)).status_code == 404
    assert dora_client.get(to("step", step)).status_code == 404
    assert dora_client.post(to("step_words", step), {"words": "Hello"}).status_code == 404


def test_a_step_of_theirs_is_added_with_its_day_and_owner(dora_client, blueprint, to, dora):
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    form = {"title": "Tell the night team", "side": "theirs", "owner": dora.public_id, "day": day}
    answer = dora_client.post(to("plan_steps", blueprint), form)
    added = blueprint.steps.get(title="Tell the night team")

    assert answer.url.endswith(f"#step-{added.public_id}")
    assert (added.owner_person, added.due_on.isoformat()) == (dora, day)
    again = dora_client.post(to("plan_steps", blueprint), form)
    assert again.status_code == 422
    assert 'value="Tell the night team"' in words(again)


@pytest.mark.parametrize("day", ["9999-12-31", "nonsense", "2026-02-30"])
def test_a_day_that_is_none_is_refused_and_kept_in_the_form(dora_client, blueprint, to, day):
    step = a_step(blueprint)
    answer = dora_client.post(to("step_day", step), {"day": day, "seen": step.version, "words": "A reason"})

    assert answer.status_code == 422
    assert "A reason" in words(answer)


def test_another_day_makes_the_next_version(dora_client, blueprint, to):
    step = a_step(blueprint, is_target=True)
    day = step.due_on + timedelta(days=7)
    dora_client.post(to("step_day", step), {"day": day.isoformat(), "seen": step.version, "words": "The fair"})

    assert step.fresh().due_on == day
    assert newest(blueprint).number == 2
    assert newest(blueprint).by_name == "Dora Marković"


def test_whoever_saves_second_sees_both_texts_and_loses_nothing(dora_client, blueprint, to, ana):
    step = a_step(blueprint, side="theirs")
    change_step(step, step.version, by=ana, now=now(), title="Ana's words")
    answer = dora_client.post(to("step_change", step), {"title": "Dora's words", "seen": step.version - 1})

    assert answer.status_code == 409
    assert "Ana&#x27;s words" in words(answer)
    assert "Dora&#x27;s words" in words(answer)
    assert step.fresh().title == "Ana's words"
    merged = {"title": "Ana's and Dora's words", "seen": step.fresh().version}
    assert dora_client.post(to("step_change", step), merged).status_code == 302
    assert step.fresh().title == "Ana's and Dora's words"


def test_a_day_moved_by_somebody_else_first_shows_both_days(dora_client, blueprint, to, ana):
    step = a_step(blueprint, side="theirs")
    change_step(step, step.version, by=ana, now=now(), title="Other words")
    wanted = (step.due_on + timedelta(days=3)).isoformat()
    form = {"day": wanted, "seen": step.version - 1, "words": "Holiday"}
    answer = dora_client.post(to("step_day", step), form)

    assert answer.status_code == 409
    assert f'value="{wanted}"' in words(answer)
    assert "Holiday" in words(answer)


def test_a_step_is_taken_on_and_handed_back(dora_client, blueprint, to, dora, ana):
    step = a_step(blueprint, side="ours", is_start=False)
    dora_client.post(to("step_hands", step), {"hands": "take", "seen": step.version})
    step = step.fresh()
    assert (step.side, step.owner_person) == ("theirs", dora)
    dora_client.post(to("step_hands", step), {"hands": "back", "seen": step.version, "words": "You know it better."})
    step = step.fresh()
    assert (step.side, step.owner_user) == ("ours", ana)
    assert step.events.last().words == "You know it better."


def test_an_owner_is_one_of_their_people_and_nobody_elses(dora_client, blueprint, to, emil):
    step = a_step(blueprint, side="theirs", is_start=False)
    form = {"title": step.title, "owner": emil.public_id, "seen": step.version}

    assert dora_client.post(to("step_change", step), form).status_code == 422
    assert step.fresh().owner_person != emil


def test_the_level_is_their_choice(dora_client, blueprint, to):
    dora_client.post(to("plan_level", blueprint), {"level": "high"})
    assert blueprint.fresh().level == "high"
    assert dora_client.post(to("plan_level", blueprint), {"level": "nonsense"}).status_code == 422


@pytest.mark.parametrize("kind", Concern.Kind.values)
def test_what_is_in_the_way_reaches_the_named_owner(dora_client, blueprint, to, kind):
    step = a_step(blueprint, side="ours", owner_user__isnull=False)
    assert dora_client.post(to("step_concerns", step), {"kind": kind, "words": " "}).status_code == 422
    dora_client.post(to("step_concerns", step), {"kind": kind, "words": "The electrician is ill."})
    concern = step.concerns.get()

    assert concern.told == step.owner_user
    assert Letter.objects.get(kind="concern").to_address == step.owner_user.email
    assert "The electrician is ill." in words(dora_client.get(to("plan", blueprint)))


def test_an_answer_is_read_and_they_say_that_it_is_settled(dora_client, blueprint, to, dora_guest, ana):
    step = a_step(blueprint, side="theirs")
    concern = open_concern(step, "stuck", "No plan of the drains.", by=dora_guest, now=now())
    answer_concern(concern, "Cara brings it on Monday.", by=ana, now=now())

    assert "Cara brings it on Monday." in words(dora_client.get(to("plan", blueprint)))
    dora_client.post(to("concern_settled", concern))
    concern.refresh_from_db()
    assert concern.closed_by == "Dora Marković"


def test_we_cannot_be_told_settled_for_what_we_opened(dora_client, blueprint, to, ana):
    concern = open_concern(a_step(blueprint), "stuck", "We wait.", by=ana, now=now())

    assert dora_client.post(to("concern_settled", concern)).status_code == 409
    concern.refresh_from_db()
    assert concern.closed_at is None


def test_a_new_day_counts_once_they_agree(dora_client, blueprint, to, ana):
    step = a_step(blueprint, is_target=True)
    slip = slip_step(
        step, step.due_on + timedelta(days=4), "late_part", step.version, by=ana, now=now(), words="The drum"
    )
    page = words(dora_client.get(to("plan", blueprint)))
    assert "cannot be kept" in page
    assert "The drum" in page
    for _ in range(2):
        dora_client.post(to("slip_agreed", slip))
    slip.refresh_from_db()
    assert slip.agreed_by.person.name == "Dora Marković"


def test_a_checkpoint_is_held_against_the_picture_of_the_first_call(dora_client, started, to, dora, ana, dora_guest):
    publish_line(dora_guest.room, "concept", "Towels by ten.", person=dora, by=ana, now=now(), sort="accomplish")
    check = a_step(started, is_checkpoint=True)
    finish_step(check, by=ana, now=now(), reason="for the test")
    page = words(dora_client.get(to("step", check)))
    assert "Towels by ten." in page
    assert "Waits for your yes." in words(dora_client.get(to("plan", started)))

    assert dora_client.post(to("step_answer", check), {"answer": "not_quite", "words": ""}).status_code == 422
    dora_client.post(to("step_answer", check), {"answer": "not_quite", "words": "The table is in the way."})
    assert check.fresh().state == Step.State.BEGUN
    dora_client.post(to("step_answer", check), {"answer": "yes", "words": ""})
    assert check.fresh().state == Step.State.DONE
    assert [said.picture for said in Verdict.objects.all()] == ["Towels by ten."] * 2


def test_theirs_is_done_and_out_of_order_needs_a_reason(dora_client, started, to):
    late = started.steps.filter(side="theirs", state=Step.State.AHEAD, is_checkpoint=False).last()
    answer = dora_client.post(to("step_done", late), {"words": "It went well"})
    assert answer.status_code == 422
    assert "It went well" in words(answer)
    assert 'name="reason"' in words(answer)
    for _ in range(2):
        dora_client.post(to("step_done", late), {"words": "It went well", "reason": "It came early"})
    assert late.fresh().state == Step.State.DONE
    assert started.deviations.get().reason == "It came early"
    dora_client.post(to("step_done", late), {"state": "open", "words": "One is missing"})
    assert late.fresh().state == Step.State.BEGUN


def test_ours_is_not_theirs_to_finish(dora_client, started, to):
    ours = a_step(started, side="ours", is_checkpoint=False)

    assert dora_client.post(to("step_done", ours), {}).status_code == 422
    assert ours.fresh().state != Step.State.DONE


def test_a_word_pressed_twice_stands_once(dora_client, blueprint, to):
    step = a_step(blueprint)
    for _ in range(2):
        dora_client.post(to("step_words", step), {"words": "Thank you."})

    assert StepEvent.objects.filter(kind="said").count() == 1


def test_an_open_page_learns_of_a_newer_version(dora_client, blueprint, to, ana):
    mark = f'"{newest(blueprint).seal}"'
    assert dora_client.get(to("plan_version", blueprint), headers={"If-None-Match": mark}).status_code == 304
    step = a_step(blueprint)
    change_step(step, step.version, by=ana, now=now(), title="Other words")
    answer = dora_client.get(to("plan_version", blueprint), headers={"If-None-Match": mark})

    assert answer.status_code == 200
    assert "Ana Lindqvist changed the plan" in words(answer)
    assert answer.headers["ETag"] == f'"{newest(blueprint).seal}"'


@pytest.mark.parametrize("rows", [1, 30])
def test_the_plan_asks_the_database_the_same_number_of_questions(
    dora_client, blueprint, to, ana, rows, django_assert_max_num_queries
):
    for step in list(blueprint.steps.all())[:10]:
        for number in range(rows):
            StepEvent.objects.create(step=step, kind="said", words=str(number), by_name="Ana", at=now(), user=ana)
    with django_assert_max_num_queries(13):
        dora_client.get(to("plan", blueprint))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_step_asks_the_database_the_same_number_of_questions(
    dora_client, blueprint, to, ana, rows, django_assert_max_num_queries
):
    step = a_step(blueprint)
    for number in range(rows):
        StepEvent.objects.create(step=step, kind="said", words=str(number), by_name="Ana", at=now(), user=ana)
    with django_assert_max_num_queries(14):
        dora_client.get(to("step", step))
