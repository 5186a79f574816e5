"""Gates: what must be known before a proposal or a signature, read from gates.toml, each with its examples."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from joinery.method.belief_kinds import belief_kinds

GATES = Path(__file__).with_name("gates.toml")
BEFORE = ("proposal", "signature")
STANDS_ON = {"quoted": frozenset({"quoted", "confirmed"}), "confirmed": frozenset({"confirmed"})}


class BrokenGate(ValueError):
    """A gate cannot be used; the message names the gate and the reason."""


@dataclass(frozen=True, slots=True)
class Need:
    """Either a kind of belief with the least rung that some line of it must stand on, or a fact."""

    says: str
    belief: str = ""
    rung: str = ""
    fact: str = ""

    @property
    def name(self) -> str:
        return self.belief or self.fact


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an opportunity: for each kind of belief the rungs its lines stand on; the facts that hold."""

    rungs: Mapping[str, Collection[str]] = field(default_factory=dict)
    facts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    key: str
    name: str
    before: str
    says: str
    needs: tuple[Need, ...]
    override: tuple[str, ...]  # roles that may go on with a reason
    ask_reason: str

    def missing(self, known: Known) -> list[Need]:
        """In the order of the file. Empty: the gate is open."""
        return [need for need in self.needs if not _is_met(need, known)]

    def may_override(self, role: str) -> bool:
        return role in self.override


@cache
def gates() -> dict[str, Gate]:
    """By key, in the order of the process."""
    return read_gates(tomllib.loads(GATES.read_text(encoding="utf-8")))


def read_gates(page: Mapping[str, Any]) -> dict[str, Gate]:
    return {gate["key"]: _gate(gate, frozenset(page["facts"])) for gate in page["gate"]}


def gate_examples() -> list[tuple[str, Mapping[str, Any]]]:
    """Each example beside the key of its gate."""
    page = tomllib.loads(GATES.read_text(encoding="utf-8"))
    return [(gate["key"], example) for gate in page["gate"] for example in gate["examples"]]


def _gate(page: Mapping[str, Any], facts: frozenset[str]) -> Gate:
    key = page["key"]
    if unknown := set(page) - {*Gate.__slots__, "examples"}:
        raise BrokenGate(f"gate {key}: “{sorted(unknown)[0]}” is not known here.")
    if page["before"] not in BEFORE:
        raise BrokenGate(f"gate {key}: it stands before a proposal or a signature.")
    if not page["override"]:
        raise BrokenGate(f"gate {key}: say who may go on with a reason.")
    needs = tuple(_need(need, key, facts) for need in page["needs"])
    return Gate(key, page["name"], page["before"], page["says"], needs, tuple(page["override"]), page["ask_reason"])


def _need(page: Mapping[str, str], key: str, facts: frozenset[str]) -> Need:
    if unknown := set(page) - {*Need.__slots__}:
        raise BrokenGate(f"gate {key}: “{sorted(unknown)[0]}” is not known in a need.")
    need = Need(**page)
    if bool(need.belief) == bool(need.fact):
        raise BrokenGate(f"gate {key}: a need is either a belief or a fact.")
    if need.belief and (need.belief not in belief_kinds() or need.rung not in STANDS_ON):
        raise BrokenGate(f"gate {key}: “{need.belief}” on “{need.rung}” is no belief on a rung of evidence.")
    if need.fact and need.fact not in facts:
        raise BrokenGate(f"gate {key}: “{need.fact}” is not one of the facts.")
    return need


def _is_met(need: Need, known: Known) -> bool:
    if need.fact:
        return need.fact in known.facts
    return not STANDS_ON[need.rung].isdisjoint(known.rungs.get(need.belief, ()))
