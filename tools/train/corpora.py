"""The labelled conversations the ear learns from, with their labels put into the product's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from joinery.engine.conversation import Turn

ACTS = ("ask", "tell", "react", "backchannel", "social", "agree", "other")
OF_AMI = {
    "el.inf": "ask", "el.sug": "ask", "el.ass": "ask", "el.und": "ask", "inf": "tell", "sug": "tell", "off": "agree",
    "ass": "react", "und": "react", "bck": "backchannel", "be.pos": "social", "be.neg": "social",
    "fra": "other", "stl": "other", "oth": "other",
}  # fmt: skip
_ASKS = (
    "ask-org-info ask-donation-procedure ask-persuader-donation-intention task-related-inquiry "
    "personal-related-inquiry source-related-inquiry ask-donation-amount ask-not-donate-reason "
    "non-personal-Task-related-inquiry"
)
_TELLS = (
    "credibility-appeal logical-appeal emotion-appeal donation-information self-modeling personal-story "
    "positive-to-inquiry negative-to-inquiry neutral-to-inquiry"
)
_REACTS = (
    "acknowledgement positive-reaction-to-donation negative-reaction-to-donation neutral-reaction-to-donation "
    "comment-partner disagree-donation disagree-donation-more praise-user"
)
_SOCIAL = "greeting thank closing you-are-welcome"
_AGREES = "agree-donation provide-donation-amount"
# These ask for a step, not for information: neither an ask nor none.
STEPS = frozenset(["proposition-of-donation", "confirm-donation", "ask-donate-more", "foot-in-the-door"])
OF_P4G = {
    label: act
    for act, labels in (("ask", _ASKS), ("agree", _AGREES), ("react", _REACTS), ("social", _SOCIAL), ("tell", _TELLS))
    for label in labels.split()
}


@dataclass(frozen=True)
class Labels:
    """What is known of one utterance; None where its corpus does not say."""

    act: str | None = None
    asks: bool | None = None
    commits: bool | None = None  # says that the speaker will do something
    steps: bool | None = None  # asks for, proposes or promises a deed


@dataclass(frozen=True)
class Talk:
    """One labelled conversation. Talks of one `group` stay on one side of every split."""

    corpus: str
    name: str
    group: str
    turns: tuple[Turn, ...]
    labels: tuple[Labels, ...]


def ami(folder: Path) -> Iterator[Talk]:
    for path in sorted((folder / "ami" / "dev").glob("*.json")):
        spoken = json.loads(path.read_text(encoding="utf-8"))["utterances"]
        speakers = sorted({line["speaker"] for line in spoken})
        turns = tuple(Turn(speakers.index(u["speaker"]), u["text"], u["start"], u["end"]) for u in spoken)
        labels = tuple(Labels(OF_AMI[u["da"]], OF_AMI[u["da"]] == "ask", u["da"] == "off") for u in spoken)
        yield Talk("ami", path.stem, path.stem[:6], turns, labels)


def p4g(folder: Path) -> Iterator[Talk]:
    for name, said in _by_talk(folder / "p4g" / "dev" / "dev.jsonl"):
        turns = tuple(Turn(int(line["role"] == "persuadee"), line["text"]) for line in said)
        yield Talk("p4g", name, name, turns, tuple(_of_p4g(line["labels"]) for line in said))


def _of_p4g(labels: list[str]) -> Labels:
    acts = [OF_P4G[label] for label in labels if label in OF_P4G]
    act = "ask" if "ask" in acts else acts[0] if acts else None
    asks = True if act == "ask" else None if STEPS & set(labels) else False
    return Labels(act, asks, "agree" in acts, True if STEPS & set(labels) or "agree" in acts else None)


def casino(folder: Path) -> Iterator[Talk]:
    for name, said in _by_talk(folder / "casino" / "dev" / "dev.jsonl"):
        turns = tuple(Turn(int(line["speaker"] == "mturk_agent_2"), line["text"]) for line in said)
        yield Talk("casino", name, name, turns, tuple(_of_casino(line) for line in said))


def _of_casino(line: dict[str, Any]) -> Labels:
    labels, questions = set(line["labels"]), "?" in line["text"]
    if "elicit-pref" in labels:
        return Labels("ask", True, False)
    if labels & {"self-need", "other-need", "no-need"} and not questions:
        return Labels("tell", False)
    return Labels(None, None if questions else False)


def email_intent(folder: Path) -> Iterator[Talk]:
    """Sentences that do not belong together; each is told by a stranger."""
    lines = (folder / "email_intent" / "dev" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    for at in range(0, len(said), 50):
        some = said[at : at + 50]
        turns = tuple(Turn(number, line["text"]) for number, line in enumerate(some))
        labels = tuple(Labels(None, None, None, line["intent"] == "Yes") for line in some)
        yield Talk("email_intent", f"sentences {at}", f"sentences {at}", turns, labels)


def _by_talk(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    key: Callable[[dict[str, Any]], str] = lambda line: line["conv"]  # noqa: E731
    for name, said in groupby(sorted(lines, key=key), key):
        yield name, list(said)


CORPORA: dict[str, Callable[[Path], Iterator[Talk]]] = {
    "ami": ami, "p4g": p4g, "casino": casino, "email_intent": email_intent,
}  # fmt: skip
