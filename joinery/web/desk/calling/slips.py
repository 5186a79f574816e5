"""A proposal on its slip: the exact words in their sentence, what they would become, how sure the rule is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from joinery.calls.models import Proposal, Verdict
from joinery.method.belief_kinds import belief_kinds
from joinery.method.book import load_method
from joinery.web.desk.calling.unclear import Unclear
from joinery.web.ui.kinds import Kind, kind_of

AROUND = 170  # characters of the same turn shown beside the words, cut at the ends of sentences


@dataclass(frozen=True)
class Slip:
    proposal: Proposal
    kind: Kind
    title: str
    before: str
    words: str
    after: str
    who: str
    is_ours: bool
    seconds: float | None
    sureness: str
    heard_by: str
    cues: str
    becomes: str
    needs_name: bool
    verdict: Verdict | None
    unclear: Unclear | None = None  # what has to be listened to first

    @property
    def answer(self) -> str:
        return self.verdict.answer if self.verdict else ""


def slip_of(proposal: Proposal, unclear: Unclear | None = None) -> Slip:
    turn = proposal.recording.conversation["turns"][proposal.turn]
    before, after = said_around(turn["text"], proposal.start, proposal.end)
    unnamed = proposal.side == "customer" and proposal.voice.person_id is None
    return Slip(
        proposal=proposal,
        kind=kind_of(proposal.kind),
        title=title_of(proposal),
        before=before,
        words=proposal.quote,
        after=after,
        who=proposal.voice.shown_name,
        is_ours=proposal.side == "seller",
        seconds=turn.get("start"),
        sureness=sureness_of(proposal.tier),
        heard_by=hearer_of(proposal.heard_by),
        cues=", ".join(proposal.cues),
        becomes=becomes(proposal),
        needs_name=proposal.side == "unknown" or (unnamed and proposal.kind in belief_kinds()),
        verdict=getattr(proposal, "verdict", None),
        unclear=unclear,
    )


def sureness_of(tier: str) -> str:
    return {"sure": "sure", "likely": "likely"}.get(tier, "not sure")


def hearer_of(name: str) -> str:
    """Who or what heard it; a rule of the method by its name, under which it stands in its file."""
    return f"the rule “{name}”" if name in {signal.name for signal in load_method().signals} else name


def title_of(proposal: Proposal) -> str:
    if proposal.kind == "promise" and proposal.side != "unknown":
        return "We promised" if proposal.side == "seller" else "They promised"
    if proposal.kind == "request" and proposal.side != "unknown":
        return "We asked them for something" if proposal.side == "seller" else "They asked us for something"
    kind = belief_kinds().get(proposal.kind)
    sort = kind.sorts.get(proposal.sort, "") if kind else ""
    title = kind.title if kind else kind_of(proposal.kind).title
    return f"{title}: {sort.lower()}" if sort else title


def becomes(proposal: Proposal) -> str:
    """What accepting would make of it, in a sentence."""
    due = f", due {in_words(proposal.due)}" if proposal.due else ""
    if proposal.kind == "promise":
        closes = "They say when it is kept." if proposal.side == "seller" else "You say when it is kept."
        return f"Becomes a promise{due}. {closes}"
    if proposal.kind in ("request", "call_to_action"):
        whose = "them" if proposal.side == "seller" else "us"
        return (
            f"Becomes a request to {whose}{due}. It is a promise once they say yes."
            if whose == "them"
            else (f"Becomes a request to {whose}{due}. It is a promise once we say yes.")
        )
    if proposal.kind == "yellow_light":
        return "Stays with us, as a light to slow down for. Ask about it before anything is pulled forward."
    if proposal.kind == "competitor":
        return "Adds to the other ways they have."
    if proposal.kind in ("yes", "no"):
        return "Is kept with this call, as their answer."
    if proposal.side == "seller":
        return f"Is noted under “{_kind_title(proposal)}” as told by us. It is no evidence."
    return f"Becomes a line under “{_kind_title(proposal)}”, with these words as its evidence."


def _kind_title(proposal: Proposal) -> str:
    return belief_kinds()[proposal.kind].title if proposal.kind in belief_kinds() else "Also good to know"


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def said_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence, and of its neighbours while they are short; cut only where sentences end."""
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        near = before[-AROUND:]
        cut = max((near.find(sign + " ") for sign in ".?!"), default=-1)
        before = near[cut + 2 :] if cut >= 0 else "… " + near.split(" ", 1)[-1]
    if len(after) > AROUND:
        near = after[:AROUND]
        cut = max(near.rfind(sign) for sign in ".?!")
        after = near[: cut + 1] if cut >= 0 else near.rsplit(" ", 1)[0] + " …"
    return before, after
