"""A name under the plan: exactly what was shown, proven by a code now, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import NOON  # noqa: F401
from django.test import Client
from django.utils import timezone
from room_cast import code_in, house_as_it_is, let_in, newest_letter

from joinery.blueprints.actions.editing import change_step, re_date
from joinery.blueprints.agreement import agreement_on, newest
from joinery.blueprints.models import SignOff, Step
from joinery.gateways.models import Letter
from joinery.rooms.actions import revoke_guest
from joinery.rooms.models import Guest, Proof


def words(answer):
    return answer.content.decode()


def ask(client, blueprint, to):
    client.post(to("sign_code", blueprint))
    return code_in(newest_letter("proof"))


def form(blueprint, code, **more):
    return {"seen": newest(blueprint).commitment, "name": "Dora Marković", "code": code} | more


def a_step(blueprint):
    return blueprint.steps.filter(is_target=True).get()


def test_what_is_signed_is_shown_from_the_version_itself(dora_client, offered, to):
    step = offered.steps.first()
    Step.objects.filter(pk=step.pk).update(title="A row that moved behind the version")
    page = words(dora_client.get(to("sign", offered)))

    assert step.title in page
    assert "A row that moved behind the version" not in page
    assert newest(offered).commitment not in page  # the form with it opens once a code is on its way


def test_a_name_a_code_and_one_post_make_a_signature(dora_client, offered, to):
    code = ask(dora_client, offered, to)
    answer = dora_client.post(to("sign", offered), form(offered, code))
    signed = SignOff.objects.get()

    assert answer.url == to("seal", offered)
    assert (signed.typed_name, signed.version, signed.commitment) == (
        "Dora Marković",
        newest(offered),
        newest(offered).commitment,
    )
    assert "d…@astoria.example" in signed.proof
    assert signed.text.startswith("I have read version 1 of the plan")
    assert agreement_on(newest(offered)).is_confirmed
    assert offered.fresh().started_at is not None
    seal = words(dora_client.get(to("seal", offered)))
    assert "Signed. We start." in seal
    assert signed.proof in seal


def test_m21_a_double_click_is_one_signature(dora_client, offered, to):
    code = ask(dora_client, offered, to)
    answers = [dora_client.post(to("sign", offered), form(offered, code)) for _ in range(2)]

    assert [answer.url for answer in answers] == [to("seal", offered)] * 2
    assert SignOff.objects.count() == 1


def test_m17_a_form_of_an_older_version_is_409_with_the_differences(dora_client, offered, to, ana):
    code = ask(dora_client, offered, to)
    old = form(offered, code)
    step = a_step(offered)
    re_date(step, step.due_on + timedelta(days=7), step.version, by=ana, now=timezone.now())
    answer = dora_client.post(to("sign", offered), old)

    assert answer.status_code == 409
    assert "The plan has changed since you read it." in words(answer)
    assert "moves" in words(answer)
    assert SignOff.objects.count() == 0


def test_m17_an_old_form_cannot_be_replayed_onto_a_later_version(dora_client, started, to, ana):
    signed = SignOff.objects.get()
    step = a_step(started)
    change_step(step, step.version, by=ana, now=timezone.now(), title="Something else")
    answer = dora_client.post(to("sign", started), {"seen": signed.commitment, "name": "Dora", "code": "123456"})

    assert answer.status_code == 302  # that version carries her name already
    assert list(SignOff.objects.values_list("version__number", flat=True)) == [1]
    assert not agreement_on(newest(started)).is_confirmed


@pytest.mark.parametrize("code", ["", "000000", "' OR 1=1"])
def test_without_the_right_code_nothing_is_signed(dora_client, offered, to, code):
    right = ask(dora_client, offered, to)
    answer = dora_client.post(to("sign", offered), form(offered, code if code != right else "111111"))

    assert answer.status_code == 422
    assert 'value="Dora Marković"' in words(answer)
    assert SignOff.objects.count() == 0


def test_five_wrong_codes_end_the_code(dora_client, offered, to):
    right = ask(dora_client, offered, to)
    wrong = "111111" if right != "111111" else "222222"
    for _ in range(5):
        dora_client.post(to("sign", offered), form(offered, wrong))

    assert dora_client.post(to("sign", offered), form(offered, right)).status_code == 422
    assert SignOff.objects.count() == 0


def test_a_code_of_another_browser_signs_nothing(dora_client, offered, to, dora_guest):
    code = ask(dora_client, offered, to)
    elsewhere = let_in(Client(), dora_guest)

    assert elsewhere.post(to("sign", offered), form(offered, code)).status_code == 422
    assert SignOff.objects.count() == 0


def test_a_code_is_too_old_after_ten_minutes(dora_client, offered, to):
    code = ask(dora_client, offered, to)
    Proof.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert dora_client.post(to("sign", offered), form(offered, code)).status_code == 422


def test_m18_a_seller_cannot_sign_for_the_customer(ana_client, offered, to):
    before = house_as_it_is()
    answer = ana_client.post(to("sign", offered), form(offered, "123456"))

    assert answer.status_code == 404
    assert ana_client.post(to("sign_code", offered)).status_code == 404
    assert house_as_it_is() == before


def test_m20_the_page_cannot_be_framed(dora_client, offered, to):
    answer = dora_client.get(to("sign", offered))

    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_m7_whose_invitation_was_taken_back_finds_nothing(dora_client, offered, to, dora_guest, ana):
    code = ask(dora_client, offered, to)
    revoke_guest(dora_guest, by=ana, now=timezone.now())

    assert dora_client.post(to("sign", offered), form(offered, code)).status_code == 404
    assert SignOff.objects.count() == 0


def test_who_is_not_named_reads_and_cannot_sign(dora_client, blueprint, to):
    page = dora_client.get(to("sign", blueprint))
    assert "Your name is not among those who sign" in words(page)
    assert dora_client.post(to("sign_code", blueprint)).status_code == 409
    assert Proof.objects.count() == 0


def test_who_has_no_mailbox_never_signs(dora_client, offered, to):
    Guest.objects.update(mailbox="")

    assert "no mailbox" in words(dora_client.get(to("sign", offered)))
    assert dora_client.post(to("sign_code", offered)).status_code == 409


def test_a1_the_neighbour_finds_no_plan_of_ours(offered, to, emil, sam):
    from room_cast import invited

    neighbour = let_in(Client(), invited(emil, sam))
    step = a_step(offered)
    before = house_as_it_is()
    for name, one in (("plan", offered), ("sign", offered), ("seal", offered), ("step", step)):
        assert neighbour.get(to(name, one)).status_code == 404
    his = to("plan", offered).replace(offered.company.room.public_id, emil.company.room.public_id)
    assert neighbour.get(his).status_code == 404
    crafted = to("step_words", step).replace(offered.company.room.public_id, emil.company.room.public_id)
    assert neighbour.post(crafted, {"words": "Hello"}).status_code == 404
    assert house_as_it_is() == before


def test_the_letter_to_the_signers_holds_the_fingerprint(dora_client, started, to):
    signed = SignOff.objects.get()
    letters = {letter.to_address: letter for letter in Letter.objects.filter(kind="signed")}

    assert set(letters) == {"dora@astoria.example"}
    assert all(signed.commitment[:4] in letter.text for letter in letters.values())


def test_offering_writes_to_each_signer_once(offered, ana):
    from joinery.blueprints.actions.signing import offer_version

    offer_version(offered, by=ana, now=timezone.now())
    assert [letter.to_address for letter in Letter.objects.filter(kind="sign")] == ["dora@astoria.example"]
