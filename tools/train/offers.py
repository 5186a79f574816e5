"""How well commitments are heard: for each corpus the F1 at the threshold that was best on the choosing part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from joinery.engine.acts import heard
from joinery.engine.ear.network import Network
from joinery.engine.ear.weights import chances_of
from joinery.method.acts import load_acts
from tools.train.corpora import Talk
from tools.train.noise import bare

# Corpus, what is looked for, and which chance and label tell.
LOOKED_FOR = (
    ("ami", "AMI offers", "commits"),
    ("p4g", "PersuasionForGood: agrees to give, or says how much", "commits"),
    ("email_intent", "e-mail: asks for, proposes or promises a deed", "steps"),
)


def commitments(parts: Mapping[str, Sequence[Talk]], network: Network) -> str:
    lines = ["", "| what | marks | utterances | labelled | precision | recall | F1 | threshold |", "|---" * 8 + "|"]
    for corpus, name, head in LOOKED_FOR:
        for punctuated in (True, False):
            choose, test = (
                list(pairs_of([talk for talk in parts[part] if talk.corpus == corpus], network, head, punctuated))
                for part in ("choose", "test")
            )
            threshold = max((step / 50 for step in range(1, 50)), key=lambda at: scores_at(choose, at)[2])
            precision, recall, f1 = scores_at(test, threshold)
            lines.append(
                f"| {name} | {'as written' if punctuated else 'none'} | {len(test)} | {sum(true for _, true in test)} "
                f"| {precision:.3f} | {recall:.3f} | {f1:.3f} | {threshold:.2f} |"
            )
    return "\n".join(lines)


def pairs_of(talks: Sequence[Talk], network: Network, head: str, punctuated: bool) -> Iterator[tuple[float, bool]]:
    cues = load_acts()
    for talk in talks:
        turns = talk.turns if punctuated else tuple(replace(turn, text=bare(turn.text)) for turn in talk.turns)
        _, chances = heard(turns, cues, lambda *talked: chances_of(*talked, network=network))
        for of_turn, labels in zip(chances, talk.labels, strict=True):
            true = getattr(labels, head)
            if true is not None:
                yield max((one.get(head, 0.0) for one in of_turn), default=0.0), true


def scores_at(pairs: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    hit = sum(chance >= threshold and true for chance, true in pairs)
    precision = hit / max(1, sum(chance >= threshold for chance, _ in pairs))
    recall = hit / max(1, sum(true for _, true in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
