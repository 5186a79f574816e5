"""Gates: each example of the file is run, and a broken gate is refused."""

from __future__ import annotations

import pytest

from joinery.method.gates import BrokenGate, Known, gate_examples, gates, read_gates

GOOD = {"key": "g", "name": "G", "before": "proposal", "says": "Why.", "override": ["admin"], "ask_reason": "Why?"}
NEED = {"belief": "concept", "rung": "quoted", "says": "Ask."}


def names_missing(key, **known):
    return [need.name for need in gates()[key].missing(Known(**known))]


@pytest.mark.parametrize(("key", "example"), gate_examples(), ids=[example["name"] for _, example in gate_examples()])
def test_an_example_of_a_gate_holds(key, example):
    known = {"rungs": example.get("rungs", {}), "facts": example.get("facts", [])}

    assert names_missing(key, **known) == example["missing"]


def test_no_proposal_before_concept_evidence_and_impact_are_in_their_words():
    assert names_missing("proposal") == ["concept", "success_measure", "impact"]


def test_a_stale_line_opens_no_gate():
    assert "concept" in names_missing("signature", rungs={"concept": ["stale", "quoted"]})


def test_every_need_is_met_by_some_example_and_missing_in_another():
    for gate in gates().values():
        missed = {name for key, example in gate_examples() if key == gate.key for name in example["missing"]}
        open_ones = [example for key, example in gate_examples() if key == gate.key and not example["missing"]]
        assert open_ones, gate.key
        assert missed <= {need.name for need in gate.needs}


def test_only_those_named_may_go_on_and_a_reason_is_asked():
    for gate in gates().values():
        assert gate.may_override("manager")
        assert not gate.may_override("seller")
        assert gate.ask_reason.endswith(("?", "."))
        assert all(need.says for need in gate.needs)


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        ({"colour": "red"}, "“colour” is not known here"),
        ({"before": "lunch"}, "before a proposal or a signature"),
        ({"override": []}, "say who may go on"),
        ({"needs": [{**NEED, "rung": "guess"}]}, "no belief on a rung"),
        ({"needs": [{**NEED, "belief": "hope"}]}, "no belief on a rung"),
        ({"needs": [{"fact": "sun_shines", "says": "Wait."}]}, "not one of the facts"),
        ({"needs": [{**NEED, "fact": "no_red_fit"}]}, "either a belief or a fact"),
        ({"needs": [{**NEED, "colour": "red"}]}, "“colour” is not known in a need"),
    ],
)
def test_a_broken_gate_is_refused_by_name(gate, reason):
    with pytest.raises(BrokenGate, match=f"gate g: .*{reason}"):
        read_gates({"facts": ["no_red_fit"], "gate": [{**GOOD, "needs": [NEED], **gate}]})
