"""What is refused in a process template, and how it is said."""

from __future__ import annotations

import copy

import pytest

from joinery.method.playbooks import CannotReadPlaybook, read_playbook

SMALL = {
    "key": "small",
    "name": "Small",
    "trade": "Any",
    "steps": [
        {"key": "sign", "stage": 2, "title": "Sign", "side": "theirs", "role": "funder", "standard": "Signed.",
         "sees": "Their name.", "kind": "signature", "is_start": True},
        {"key": "bring", "stage": 8, "title": "Bring", "side": "ours", "role": "delivery", "standard": "On the day.",
         "sees": "It comes.", "kind": "delivery", "is_target": True, "after": ["sign"]},
    ],
}  # fmt: skip


def small(**changes):
    """The small process, with `sign` or `bring` changed, or a whole key of it."""
    page = copy.deepcopy(SMALL)
    for name, value in changes.items():
        step = next((step for step in page["steps"] if step["key"] == name), None)
        if step is None:
            page[name] = value
        else:
            step.update(value)
    return page


def more(**step):
    """The small process with one more step."""
    page = copy.deepcopy(SMALL)
    page["steps"].append({**page["steps"][1], "kind": "step", "is_target": False, "key": "more", **step})
    return page


def german(**more):
    return {"words": {"de": {"title": "Bringen", "sees": "Es kommt.", **more}}}


def faults_of(page):
    with pytest.raises(CannotReadPlaybook) as refused:
        read_playbook(page, file="own.toml")
    return refused.value


@pytest.mark.parametrize(
    ("page", "at", "field", "says"),
    [
        (small(colour="red"), "", "colour", "“colour” is not known here."),
        (small(sign={"colour": "red"}), "sign", "colour", "“colour” is not known here."),
        (small(sign={"takes": True}), "sign", "takes", "“takes” must be a whole number."),
        (small(sign={"takes": -1}), "sign", "takes", "It takes 0 to 250 working days."),
        (small(sign={"lag_days": 30}), "sign", "lag_days", "There is a wait, yet no step after which to wait."),
        (small(sign={"stage": 12}), "sign", "stage", "The stage is a number from 0 to 11."),
        (small(sign={"key": "Two Words"}), "Two Words", "key",
         "The key is a short word in small letters, such as “kickoff”."),
        (small(bring=german(evidence=["Ein Foto"])), "bring", "words",
         "Give every line of the evidence in “de”, in the same order, or none."),
        (small(bring=german(levels={"mid": 3})), "bring", "words", "“mid” must be words."),
        (small(bring={"words": {"nl": {"title": "Brengen", "sees": "Het komt."}}}), "bring", "words",
         "“nl” is not one of: de, fr."),
        (small(extras=[{"key": "x", "what": "A card", "after": "bring", "said": {"de": {"words": "Karte"}}}]),
         "", "extras", "“words” is not known here."),
        (small(lines=[{"what": "A box", "said": {"nl": {"what": "Doos"}}}]),
         "", "lines", "“nl” is not one of: de, fr."),
        (small(sign={"title": " "}), "sign", "title", "Say what is done."),
        (small(sign={"title": "x" * 161}), "sign", "title", "161 letters are more than 160. Say it shorter."),
        (small(sign={"standard": ""}), "sign", "standard", "Say in one sentence what good is."),
        (small(sign={"sees": ""}), "sign", "sees", "Say what the customer sees of it."),
        (small(sign={"side": ""}), "sign", "side", "Say whose step it is: “ours” or “theirs”."),
        (small(sign={"role": "seller"}), "sign", "role",
         "Say who does it. On their side that is one of: funder, user, checker, guide, site, everybody."),
        (small(sign={"kind": "party"}), "sign", "kind",
         "“party” is not one of: step, walkthrough, signature, payment, package, kickoff, expert, readiness, "
         "inspection, delivery, handover, pulse, outcome."),
        (small(sign={"kind": "step"}), "sign", "is_start",
         "The step that starts the work is the signature, and only that."),
        (small(bring={"kind": "step"}), "bring", "is_target", "The step on the customer's date is a delivery."),
        (small(bring={"when": "options"}), "bring", "when",
         "The signature and the delivery are needed in every order."),
        (small(bring={"is_checkpoint": True}), "bring", "question", "Write what the customer is asked here."),
        (small(bring={"evidence": [{"what": "It", "kind": "smell"}]}), "bring", "evidence",
         "“smell” is not one of: photo, measure, file, words."),
        (small(bring={"levels": {"low": "Reads"}}), "bring", "levels",
         "Say what the customer does at each level: low, mid and high; or at none."),
        (small(bring={"words": {"xx": {}}}), "bring", "words", "“xx” is not one of: de, fr."),
        (small(bring={"words": {"de": {"title": "Bringen"}}}), "bring", "words",
         "Give both title and what they see in “de”, or neither."),
        (more(kind="kickoff"), "more", "roles_needed", "Say who must be there, of both sides."),
        (small(steps=[]), "", "steps", "A process has at least one step."),
        (small(extras=[{"key": "card", "what": "A card", "after": "sign", "for_whom": "friends"}]), "", "extras",
         "“friends” is not one of: everyone, funder, user, checker, guide, site."),
        (small(extras=[{"key": "card", "what": "A card", "after": "never"}]), "", "extras",
         "“A card” comes after a step that is not here."),
        (more(key="sign"), "sign", "key", "Two steps have this key."),
        (small(bring={"after": ["sing"]}), "bring", "after", "It waits for “sing”, which is not here."),
        (small(bring={"is_target": False}), "", "is_target",
         "No steps are the delivery on the customer's date; there must be exactly one."),
        (more(kind="delivery", is_target=True), "more", "is_target",
         "2 steps are the delivery on the customer's date; there must be exactly one."),
        (more(kind="signature", is_start=True), "more", "is_start",
         "2 steps are the signature that starts the work; there must be exactly one."),
        (small(bring={"after": []}), "bring", "after",
         "The delivery must come after the signature, directly or through others."),
        (small(sign={"after": ["bring"]}), "sign", "after",
         "These wait for each other in a circle: “sign” → “bring” → “sign”. Take one wait away."),
        (more(after=["more"]), "more", "after",
         "These wait for each other in a circle: “more” → “more”. Take one wait away."),
        (more(after=[]), "more", "after",
         "No date can reach it: it comes after nothing, and the delivery does not wait for it."),
    ],
)  # fmt: skip
def test_a_fault_names_its_step_its_field_and_what_to_do(page, at, field, says):
    first = faults_of(page).faults[0]

    assert (first.step, first.field, first.says) == (at, field, says)


def test_the_refusal_names_file_step_and_reason_and_every_fault_at_once():
    page = small(sign={"title": "", "takes": 999})

    assert str(faults_of(page)) == ("own.toml: step sign: Say what is done. step sign: It takes 0 to 250 working days.")


def test_more_than_forty_steps_are_refused_and_more_than_twenty_warned_of():
    def of(count):
        chain = [{**SMALL["steps"][1], "kind": "step", "is_target": False, "key": f"s{n}"} for n in range(count - 2)]
        return small(steps=[*SMALL["steps"], *chain])

    assert faults_of(of(41)).faults[0].says == (
        "41 steps are more than 40. A plan lives when it is short: put some together."
    )
    assert read_playbook(of(21)).warnings[0] == (
        "21 steps are many. Plans live when they are short; twenty is a good most."
    )


@pytest.mark.parametrize(
    "page", [[], "x", {}, {"steps": 1}, {"steps": [1]}, {"steps": [{"after": [1]}]}, small(words=1)]
)
def test_whatever_is_no_process_is_refused_with_a_reason(page):
    assert faults_of(page).faults
