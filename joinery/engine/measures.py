"""The measures of one talk: how the time, the questions and the pauses were shared out (method.md F2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from joinery.engine.conversation import Conversation, Side
from joinery.engine.reading import Act, Finding
from joinery.engine.spoken import Spoken, spoken_in, stretches, together
from joinery.engine.talk import Talk
from joinery.lib.median import median

BREATH = 2.0  # seconds: shorter gaps do not end a monologue
NOTED = 10.0  # seconds: a longer gap is not patience but a break
AFTER_OBJECTION = 30.0  # seconds in which the speech rate is watched
OBJECTIONS = ("yellow_light", "no")
PICTURES = ("need", "concept")


def talk_share(talk: Talk) -> float | None:
    """Seller's seconds of speech over all seconds of speech, 0 to 1; silence left out, overlap counts for both. F2."""
    if not (talk.timed and talk.by_side):
        return None
    ours, theirs = (together(talk.of(side)) for side in ("seller", "customer"))
    return ours / (ours + theirs) if ours + theirs else None


def words_share(talk: Talk) -> float | None:
    """Seller's words over all words, 0 to 1. The next best where the source has no times. F2."""
    if not talk.by_side:
        return None
    return sum(said.words for said in talk.of("seller")) / sum(said.words for said in talk.spoken)


def longest_monologue(talk: Talk) -> float | None:
    """Seconds of the seller's longest stretch: gaps up to 2 s merged, the customer's "mm-hm" ignored. F2."""
    return _longest(talk, "seller", lambda said: said.is_noise)


def customer_longest_turn(talk: Talk) -> float | None:
    """Seconds of the customer's longest stretch; clarifying questions up to 5 s do not break it. F2."""
    return _longest(talk, "customer", lambda said: said.is_noise or (said.asks and said.seconds <= 5.0))


def _longest(talk: Talk, side: Side, passes: Callable[[Spoken], bool]) -> float | None:
    if not (talk.timed and talk.by_side):
        return None
    lasting = [s.end - s.start for s in stretches(talk.in_time, passes, BREATH) if s.side == side]
    return max(lasting, default=0.0)


def interactivity(talk: Talk) -> float | None:
    """Changes of side per minute, listener's noises left out. F2."""
    if not (talk.has_starts and talk.by_side) or talk.span <= 0:
        return None
    sides = [said.side for said in talk.in_time if not said.is_noise]
    return sum(a != b for a, b in zip(sides, sides[1:], strict=False)) * 60.0 / talk.span


def patience(talk: Talk) -> float | None:
    """Median seconds from the end of a customer's turn to the seller's start; overlap is 0, over 10 s left out. F2."""
    if not (talk.timed and talk.by_side):
        return None
    pairs = zip(talk.in_time, talk.in_time[1:], strict=False)
    gaps = [max(0.0, b.began - a.ended) for a, b in pairs if a.side == "customer" and b.side == "seller"]
    gaps = [gap for gap in gaps if gap <= NOTED]
    return median(gaps) if gaps else None


def thinking_pause_1(talk: Talk) -> float | None:
    """Median seconds between the seller's question and the customer's answer; overlap is 0, over 10 s left out. F2."""
    gaps = [first.began - asked.ended for asked, first, _, _ in talk.answered]
    return _median_gap(gaps)


def thinking_pause_2(talk: Talk) -> float | None:
    """Median seconds between the customer's answer and the seller's next word, as above. F2."""
    gaps = [back.began - last.ended for _, _, last, back in talk.answered if back is not None]
    return _median_gap(gaps)


def _median_gap(gaps: Sequence[float]) -> float | None:
    noted = [max(0.0, gap) for gap in gaps if gap <= NOTED]
    return median(noted) if noted else None


def self_answered(talk: Talk) -> float | None:
    """How many of the seller's questions the seller goes on telling after, with no answer between. F2."""
    if not talk.by_side:
        return None
    return float(sum(_asks(one) and following.startswith("tell") for one, following in talk.kept_by_seller))


def stacked(talk: Talk) -> float | None:
    """How many of the seller's questions are followed by another of the seller's, with no answer between. F2."""
    if not talk.by_side:
        return None
    return float(sum(_asks(one) and _asks(following) for one, following in talk.kept_by_seller))


def _asks(kind: str) -> bool:
    return kind.startswith("ask")


def question_rate(talk: Talk) -> float | None:
    """The seller's questions per hour of talk. F2."""
    if not (talk.has_starts and talk.by_side) or talk.span <= 0:
        return None
    return sum(said.questions for said in talk.of("seller")) * 3600.0 / talk.span


def _third(number: int) -> Callable[[Talk], float | None]:
    def share(talk: Talk) -> float | None:
        counts = talk.questions_by_third
        return counts[number] / sum(counts) if sum(counts) else None

    share.__doc__ = (
        f"Share of the seller's questions that fall in third {number + 1} of the talk (by time, else by words). F2."
    )
    return share


def ask_tell(talk: Talk) -> float | None:
    """The seller's seconds of asking and acknowledging per second of telling; by words where no times are. F2."""
    if not talk.by_side:
        return None
    asked = sum(said.share_of("ask", "react", timed=talk.timed) for said in talk.of("seller"))
    told = sum(said.share_of("tell", timed=talk.timed) for said in talk.of("seller"))
    return asked / told if told else None


def premature_telling(talk: Talk) -> float | None:
    """Seconds the seller tells of the product before the customer's first need or picture (all, if none comes). F2."""
    if not (talk.timed and talk.by_side):
        return None
    pictured = {finding.turn for finding in talk.findings if finding.side == "customer" and finding.kind in PICTURES}
    first = min((said.began for said in talk.spoken if said.turn in pictured), default=float("inf"))
    return sum(said.share_of("tell.product", timed=True) for said in talk.of("seller") if said.began < first)


def speech_rate_jump(talk: Talk) -> float | None:
    """Seller's words per minute in the 30 s after an objection, less the seller's own median in this talk. F2."""
    if not (talk.timed and talk.by_side):
        return None
    ours = sorted(
        (said for said in talk.of("seller") if said.words >= 5 and said.seconds >= 1.0), key=lambda s: s.began
    )
    if not ours:
        return None
    objected = {finding.turn for finding in talk.findings if finding.side == "customer" and finding.kind in OBJECTIONS}
    starts = [said.began for said in ours]
    after: dict[int, Spoken] = {}
    for objection in (said for said in talk.spoken if said.turn in objected):
        for said in ours[bisect_left(starts, objection.ended) :]:
            if said.began > objection.ended + AFTER_OBJECTION:
                break
            after[said.turn] = said
    if not after:
        return None
    rate = 60.0 * sum(said.words for said in after.values()) / sum(said.seconds for said in after.values())
    return rate - median(60.0 * said.words / said.seconds for said in ours)


MEASURES: dict[str, Callable[[Talk], float | None]] = {
    "talk_share": talk_share,
    "words_share": words_share,
    "longest_monologue": longest_monologue,
    "customer_longest_turn": customer_longest_turn,
    "interactivity": interactivity,
    "patience": patience,
    "thinking_pause_1": thinking_pause_1,
    "thinking_pause_2": thinking_pause_2,
    "self_answered": self_answered,
    "stacked": stacked,
    "question_rate": question_rate,
    "questions_first_third": _third(0),
    "questions_middle_third": _third(1),
    "questions_last_third": _third(2),
    "ask_tell": ask_tell,
    "premature_telling": premature_telling,
    "speech_rate_jump": speech_rate_jump,
}


def measures_of(
    conversation: Conversation, acts: Sequence[Sequence[Act]], findings: Sequence[Finding]
) -> tuple[dict[str, float], tuple[str, ...]]:
    """The measures that this talk supports, and the names of those it does not."""
    talk = Talk(spoken_in(conversation, acts), len(conversation.speakers), tuple(findings))
    measured: dict[str, float] = {}
    cannot_tell: list[str] = []
    for name, measure in MEASURES.items():
        value = measure(talk) if talk.spoken else None
        if value is None:
            cannot_tell.append(name)
        else:
            measured[name] = float(value)
    measured.update(_of_each_speaker(talk))
    return measured, tuple(cannot_tell)


def _of_each_speaker(talk: Talk) -> dict[str, float]:
    """`words:0`, `seconds:0`, `share:0` (of seconds, else of words), `questions:0`, `getting:0` (words that ask over
    words that ask or tell), by the speaker's number. F2: calls with several sellers are split by speaker."""
    all_of: dict[int, list[Spoken]] = {number: [] for number in range(talk.speakers)}
    for said in talk.spoken:
        all_of[said.speaker].append(said)
    words = {number: float(sum(said.words for said in those)) for number, those in all_of.items()}
    seconds = {number: together(those) for number, those in all_of.items()} if talk.timed else {}
    of_all = seconds if sum(seconds.values()) else words
    figures: dict[str, float] = {}
    for number, those in all_of.items():
        figures[f"words:{number}"] = words[number]
        figures[f"questions:{number}"] = float(sum(said.questions for said in those))
        if talk.timed:
            figures[f"seconds:{number}"] = seconds[number]
        if whole := sum(of_all.values()):
            figures[f"share:{number}"] = of_all[number] / whole
        asked, told = (float(sum([said.words_of(kind) for said in those])) for kind in ("ask", "tell"))
        if asked + told:
            figures[f"getting:{number}"] = asked / (asked + told)
    return figures
