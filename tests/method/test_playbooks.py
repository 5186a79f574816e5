"""Process templates: what is shipped, what is refused, and the way there and back."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinery.method.playbook_faults import LANGUAGES
from joinery.method.playbook_order import circle_in, what_it_waits_for
from joinery.method.playbook_stages import playbook_stages
from joinery.method.playbooks import (
    Evidence,
    Extra,
    Levels,
    OrderLine,
    PackageItem,
    Playbook,
    PlaybookStep,
    Said,
    Seat,
    as_mapping,
    needed_steps,
    playbooks,
    read_playbook,
)

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


def test_two_trades_are_shipped_and_each_is_short_enough_to_live():
    assert {key: len(playbook.steps) for key, playbook in playbooks().items()} == {"equipment": 19, "made_to_order": 17}
    assert [playbook.warnings for playbook in playbooks().values()] == [[], []]


@pytest.mark.parametrize("playbook", playbooks().values(), ids=playbooks())
def test_a_shipped_process_goes_from_the_welcome_to_the_outcome(playbook):
    assert {step.stage for step in playbook.steps} == set(range(12))
    assert {"walkthrough", "signature", "payment", "package", "kickoff", "expert", "readiness", "inspection",
            "delivery", "handover", "pulse", "outcome"} <= {step.kind for step in playbook.steps}  # fmt: skip


@pytest.mark.parametrize("playbook", playbooks().values(), ids=playbooks())
def test_the_customer_is_asked_before_signing_while_it_is_built_and_at_the_end(playbook):
    asked = {step.kind for step in playbook.steps if step.is_checkpoint}

    assert {"walkthrough", "kickoff", "expert", "inspection", "delivery", "handover", "outcome"} <= asked


@pytest.mark.parametrize("playbook", playbooks().values(), ids=playbooks())
def test_the_signature_comes_after_the_walkthrough_and_everything_built_after_the_signature(playbook):
    after = {step.key: step.after for step in playbook.steps}
    waits = {key: what_it_waits_for(key, after) for key in after}

    assert "walkthrough" in waits[playbook.start.key]
    assert all(playbook.start.key in waits[step.key] for step in playbook.steps if step.stage > 2)


@pytest.mark.parametrize("playbook", playbooks().values(), ids=playbooks())
def test_a_guest_reads_every_shipped_step_in_german_and_french(playbook):
    assert [gap for language in LANGUAGES for gap in gaps(playbook, language)] == []


def test_a_word_that_is_missing_in_a_language_is_named():
    page = as_mapping(playbooks()["equipment"])
    kickoff = next(step for step in page["steps"] if step["key"] == "kickoff")
    kickoff["words"]["de"]["levels"]["mid"] = ""
    kickoff["words"]["fr"]["evidence"] = []
    page["package"][0]["said"]["fr"]["words"] = page["package"][0]["words"]
    del page["extras"][1]["said"]["de"]
    broken = read_playbook(page)

    assert gaps(broken, "de") == ["kickoff.levels.mid in de", "extras.wall_card.what in de"]
    assert gaps(broken, "fr") == ["kickoff.evidence.0 in fr", "kickoff.evidence.1 in fr", "package.0.words in fr"]


def gaps(playbook, language):
    """Every word of ours that the customer reads and that is not there in the language, or the same as in English."""
    found = []
    for step in playbook.steps:
        ours, theirs = (_flat(asdict(said)) for said in (step.said, step.words.get(language, Said("", ""))))
        found += [f"{step.key}.{name}" for name, words in ours.items() if words and theirs.get(name, "") in ("", words)]
    for name in ("extras", "package", "lines"):
        for place, part in enumerate(getattr(playbook, name)):
            there = part.said.get(language, {})
            asked = [each for each in ("what", "words") if getattr(part, each, "")]
            key = getattr(part, "key", place)
            found += [f"{name}.{key}.{each}" for each in asked if there.get(each, "") in ("", getattr(part, each))]
    return [f"{gap} in {language}" for gap in found]


def _flat(said):
    levels = {f"levels.{name}": words for name, words in said.pop("levels").items()}
    evidence = {f"evidence.{place}": words for place, words in enumerate(said.pop("evidence"))}
    return said | levels | evidence


@pytest.mark.parametrize("playbook", playbooks().values(), ids=playbooks())
def test_extras_are_for_every_customer_and_the_package_holds_names_dates_and_files(playbook):
    assert {item.kind for item in playbook.package} == {"names", "dates", "file", "text"}
    assert all(extra.after in {step.key for step in playbook.steps} for extra in playbook.extras)


def test_the_stages_are_twelve_and_each_stands_at_its_own_place():
    assert [stage.number for stage in playbook_stages()] == list(range(12))
    assert playbook_stages()[8].said("de") == "Geliefert wie bestellt"
    assert playbook_stages()[8].said("en") == "Delivered as ordered"


def test_the_smallest_process_is_read():
    playbook = read_playbook(SMALL)

    assert (playbook.start.key, playbook.target.key, playbook.step("bring").after) == ("sign", "bring", ("sign",))
    assert playbook.warnings == ["The customer is never asked whether it matches their picture."]


def test_a_step_not_needed_is_left_out_and_those_after_it_wait_for_what_it_waited_for():
    equipment = playbooks()["equipment"]
    plain = {step.key: step for step in needed_steps(equipment)}
    with_options = {step.key: step for step in needed_steps(equipment, options=True)}

    assert "expert" not in plain
    assert plain["half_built"].after == ("kickoff",)
    assert with_options["half_built"].after == ("kickoff", "expert")
    assert len(with_options) == len(equipment.steps)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
said = st.text("abc xyz äé", min_size=1, max_size=12).filter(str.strip)
evidence = st.builds(Evidence, said, st.sampled_from(["photo", "file"]))
seats = st.sampled_from([Seat("ours", "expert"), Seat("theirs", "user"), Seat("theirs", "everybody")])


@st.composite
def written(draw):
    """Any process that may be written: a signature, a delivery, and steps that wait for earlier ones."""
    keys = [f"step_{number}" for number in range(draw(st.integers(2, 9)))]
    steps = []
    for place, key in enumerate(keys):
        is_target = place == len(keys) - 1
        question = draw(said)
        steps.append(
            PlaybookStep(
                key, draw(st.integers(0, 11)), draw(said), "ours", "seller", draw(said), draw(said),
                kind="signature" if not place else "delivery" if is_target else "step",
                takes=draw(st.integers(0, 250)),
                lag_days=draw(st.integers(0, 90)) if place else 0,
                after=tuple(draw(st.sets(st.sampled_from(keys[:place])))) or (keys[0],) if place else (),
                evidence=tuple(draw(st.lists(evidence, max_size=2))),
                is_start=not place, is_target=is_target, is_checkpoint=draw(st.booleans()), question=question,
                roles_needed=tuple(draw(st.lists(seats, max_size=2))),
                when=draw(st.sampled_from(["", "options"])) if place and not is_target else "",
                levels=draw(st.sampled_from([Levels(), Levels("a", "b", "c")])),
                words=draw(st.sampled_from([{}, {"de": Said("t", "s", "q", "good", Levels("a", "b", "c"))}])),
            )
        )  # fmt: skip
    french = st.sampled_from([{}, {"fr": {"what": "quoi"}}])
    extra = st.builds(Extra, said, said, st.sampled_from(keys), st.integers(0, 400), said=french)
    extras = draw(st.lists(extra, max_size=2))
    package = draw(st.lists(st.builds(PackageItem, said, st.sampled_from(["text", "dates"]), words), max_size=2))
    lines = draw(st.lists(st.builds(OrderLine, said, st.integers(1, 9), words), max_size=2))
    return Playbook("own", draw(said), draw(said), draw(words), tuple(steps), (*extras,), (*package,), (*lines,))


@given(written())
def test_what_is_kept_is_read_back_the_same(playbook):
    assert read_playbook(as_mapping(playbook)) == playbook


@given(written())
def test_leaving_steps_out_leaves_no_wait_for_a_step_that_is_gone(playbook):
    steps = needed_steps(playbook)
    after = {step.key: step.after for step in steps}

    assert all(key in after for waits in after.values() for key in waits)
    assert circle_in(after) == []


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), min_size=6))
def test_a_circle_is_found_where_there_is_one_and_only_there(after):
    circle = circle_in(after)

    assert bool(circle) == any(key in what_it_waits_for(key, after) for key in after)
    assert all(earlier in after[later] for earlier, later in pairwise(circle))
