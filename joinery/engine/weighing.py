"""How sure we are of a cue, from what stands around it: a move inside the talk is no promise."""

from __future__ import annotations

from dataclasses import dataclass

from joinery.engine.conversation import Side
from joinery.engine.deadlines import Deadline
from joinery.lib.late import late, source_of
from joinery.method.signals import Signal

_AUX = r"(?:do|does|did|is|are|was|were|can|could|would|will|shall|should|have|has|had|may|might)"
_QUESTION = late(
    r"(?:and |so |but )?(?:(?:what|how|who|when|where|why|which|whose)(?: (?:kind of|sort of|many|"
    rf"much|long|often|big|time|else) ?(?:[a-z]+ )?| )?(?:'s|'re|(?<= ){_AUX}|{_AUX}) |"
    r"(?:wer|qui) |"
    rf"{_AUX}(?:n't)? (?:you|we|they|i|he|she|it|there|that|this|your|the|our|my|anyone|any) |"
    r"(?:was|wie|wer|wann|wo|warum|welche[rsnm]?|wieviel) |(?:haben|hat|ist|sind|können|könnten|"
    r"würden|gibt|soll|sollen) (?:sie|wir|es|das|ihr|ich) |"
    r"(?:est-ce|qu'est-ce|quel(?:le)?s?|comment|combien|pourquoi|avez-vous|pouvez-vous|pourriez-vous)\b)"
)
_CLEFT = late(r"(?:and |so |but )?(?:what|all) (?:i|we)(?:'d|'m|'re| [a-z']+)? [^?]{2,40}(?: is|'s) [^?]+$")
_TAG = late(r"(?:,| )(?:isn't it|right|don't you|aren't you|oder|nicht wahr|n'est-ce pas)$")
IN_CALL = late(
    r"\b(?:right now|just now|now$|do it now|now that|for now|for a (?:sec|second|moment|minute)|in a (?:sec|"
    r"second|moment|minute|bit)|in (?:five|ten|thirty|twenty|\d+) minutes|in half an hour|"
    r"on (?:the|my|this) (?:screen|board|whiteboard|slide)|(?:my|the) screen|in the chat|in this "
    r"(?:meeting|call|session)|later in|at the end of (?:the|this) (?:meeting|call|presentation)|"
    r"quickly|real quick|briefly|a quick (?:look|overview|tour)|through (?:this|the|it)|next slide|"
    r"powerpoint|presentation|"
    r"kurz|gleich|bildschirm|folie|jetzt|mein écran|l'écran|maintenant|tout de suite|rapidement)\b"
)
AFTER = late(
    r"\b(?:after (?:the|this|our) (?:call|meeting|talk)|afterwards|once we(?:'re| are) (?:done|"
    r"off)|before (?:the|our) next|(?:for|by|in|at) the next (?:meeting|call)|next time|"
    r"as soon as|straight away|by the (?:time|day) of the|"
    r"nach dem (?:gespräch|termin|call)|im anschluss|bis zum nächsten|"
    r"après (?:l'appel|la réunion|notre))\b"
)
FOR_YOU = late(
    r"\b(?:to you|for you|send you|get you|give you|let you|email you|mail you|call you|back to "
    r"you|with you|offer you|bring you|you (?:a|an|the|our|some|two|three|it|that|this|back)|"
    r"your|you guys|to (?:everyone|everybody|all)|ihnen|dir|euch|auf sie|bei ihnen|vous|à vous|vers vous)\b"
)
THIRD = late(
    r"\b(?:with|ask|to|from|bei|mit|avec|à|auprès de) (?:my|our|the|unsere[mnr]?|meine[mnr]?|mon|ma|notre|nos) "
    r"(?:\w+ )?(?:boss|manager|engineers?|technicians?|team|colleagues?|finance|legal|planners?|"
    r"logistics|service|office|director|owner|workshop|planner|boss|supplier|warehouse|accountant|"
    r"head|chef|kolleg\w+|technik\w*|équipe|collègues?|technicien\w*|bureau)"
)
WELCOME = late(
    r"\W*(?:oh |okay |ok |ah )?(?:yes[,.]? please|please do|please|that would be (?:great|good|"
    r"helpful|nice|lovely|perfect|useful)|that'd be|great|perfect|super|excellent|lovely|brilliant|"
    r"wonderful|"
    r"thank|thanks|good|sounds good|fine|appreciate|ja[,.]? (?:bitte|gerne?)|gerne?|danke|prima|"
    r"das wäre|sehr gut|merci|parfait|très bien|volontiers|avec plaisir|ce serait)\b"
)
# In a talk of two sides, one person's "I'll" with a thing to do behind it is rarely about the talk itself.
_ONES_OWN = late(
    r"i(?:'ll| will) (?:(?:also|then|gladly|certainly) )?[a-z]+ (?:the|an?|your?|him|her|them|one|two|three|both) "
    r"(?:[a-z'-]+ )?[a-z]+"
)
UNSURE = late(
    r"\b(?:might|maybe|perhaps|probably|possibly|try to|i think we|i guess|hopefully|vielleicht|"
    r"eventuell|peut-être|on verra)\b"
)
SUPPOSED = late(
    r"^(?:if|when|whenever|because if|wenn|falls|si|like|whatever|in case)\b|\b(?:if i|if we|if "
    r"you|people|users?|he said|she said|they said|whether)\b"
)
_OFFER = late(r"(?:should|shall|soll|darf|dois-je|voulez-vous que je)\b")
STEP_OFFERED = late(
    r"\b(?:shall (?:we|i)|should (?:we|i)|would you like|do you want|could (?:we|you)|can we|can i|"
    r"how about|what about|let's|are you (?:happy|ready|okay|ok|willing|open)|would you be|does "
    r"\w+ work|works? for you|"
    r"i(?:'d| would) (?:suggest|propose)|we propose|sollen wir|wollen wir|könnten (?:wir|sie)|"
    r"möchten sie|passt ihnen|wie wäre|ich schlage vor|voulez-vous|pouvons-nous|pourrions-nous|"
    r"est-ce que vous|on pourrait|je vous propose|souhaitez-vous|ça vous)\b"
)
SOURCES = tuple(map(source_of, (IN_CALL, AFTER, FOR_YOU, THIRD, UNSURE, SUPPOSED, STEP_OFFERED)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A cue and what stands around it; all words in plain form."""

    clause: str
    cue: tuple[int, int]
    side: Side
    asked: bool = False
    reply: str = ""
    before: str = ""
    step_before: bool = False
    late: bool = False
    due: Deadline | None = None


def is_cleft(clause: str) -> bool:
    """ "What I don't want is a folder": begins as a question does, and tells."""
    return _CLEFT.match(clause) is not None


def is_question(clause: str, behind: str) -> bool:
    return (
        behind.startswith("?") or bool(_QUESTION.match(clause)) or bool(_TAG.search(clause, max(0, len(clause) - 16)))
    )


def weigh(signal: Signal, around: Surroundings) -> float:
    """0..1; what each kind asks of its surroundings."""
    sure = signal.confidence
    if signal.kind == "promise":
        sure = _promise(signal, around)
    elif signal.kind in ("request", "call_to_action"):
        sure = _asked_for(signal, around)
    else:
        if around.asked and not signal.questions:
            return 0.0
        if signal.needs == "step" and not (around.step_before or STEP_OFFERED.search(around.before)):
            return 0.0
        if len(around.clause.split()) > 45:
            sure -= 0.1
    if around.side == "unknown" and signal.side != "either":
        sure *= 0.72
    return round(min(sure, 0.97), 2)


def _promise(signal: Signal, around: Surroundings) -> float:
    clause, sure = around.clause, signal.confidence
    if (around.asked or _OFFER.match(clause)) and not WELCOME.match(around.reply):
        return 0.0
    after = bool(around.due or AFTER.search(clause))
    proofs = (
        0.25 * after
        + 0.15 * bool(FOR_YOU.search(clause))
        + 0.1 * bool(THIRD.search(clause))
        + 0.22 * bool(WELCOME.match(around.reply))
        + 0.2 * (signal.needs == "proof" and around.side != "unknown" and bool(_ONES_OWN.match(clause)))
    )
    if signal.needs == "proof" and not proofs:
        return 0.0
    sure += proofs + 0.1 * around.late
    if IN_CALL.search(clause) and not around.due:
        sure -= 0.4
    if SUPPOSED.search(clause[: max(around.cue[1], 12)]):
        sure -= 0.25
    if UNSURE.search(clause):
        sure -= 0.12
    return sure


def _asked_for(signal: Signal, around: Surroundings) -> float:
    sure = signal.confidence
    sure += 0.12 * bool(around.due) + 0.08 * bool(WELCOME.match(around.reply)) + 0.05 * around.late
    if signal.needs == "proof" and not around.due:
        return 0.0
    if IN_CALL.search(around.clause) and not around.due:
        sure -= 0.4
    if SUPPOSED.match(around.clause) and not around.clause.startswith(
        ("if you could", "if you can", "wenn sie", "si vous")
    ):
        sure -= 0.2
    return sure
