"""Do we fit, and the page of a closed gate."""

from __future__ import annotations


def test_a_closed_gate_says_what_is_missing_and_nothing_moves(ana_client, laundry):
    answer = ana_client.post(f"/opportunities/{laundry.public_id}/stage/", {"stage": "proposal"})
    assert answer.status_code == 409
    assert "Their picture is still our guess" in answer.content.decode()
    assert "Go on with this reason" not in answer.content.decode()
    assert laundry.fresh().stage == "exploring"


def test_a_manager_goes_on_with_a_reason(client, ben, laundry):
    client.force_login(ben)
    reason = {"stage": "proposal", "reason": "Their board wants a rough figure."}
    assert client.post(f"/opportunities/{laundry.public_id}/stage/", reason).status_code == 302
    assert laundry.fresh().stage == "proposal"
    assert (
        "Their board wants a rough figure." in client.get(f"/opportunities/{laundry.public_id}/fit/").content.decode()
    )


def test_a_red_answer_needs_words_and_shows_at_the_gate(ana_client, laundry):
    place = f"/opportunities/{laundry.public_id}/fit/"
    ana_client.post(place, {"item": "capacity", "light": "red", "words": ""})
    assert "Something does not fit" not in ana_client.get(place).content.decode()
    ana_client.post(place, {"item": "capacity", "light": "red", "words": "Nobody is free in November."})
    page = ana_client.get(place).content.decode()
    assert "Something does not fit" in page
    assert "Nobody is free in November." in page


def test_going_back_asks_no_gate(client, ben, laundry):
    client.force_login(ben)
    client.post(f"/opportunities/{laundry.public_id}/stage/", {"stage": "agreement", "reason": "They asked for it."})
    assert client.post(f"/opportunities/{laundry.public_id}/stage/", {"stage": "proposal"}).status_code == 302
    assert laundry.fresh().stage == "proposal"
