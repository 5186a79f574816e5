"""All that a customer's page may show of how a broken promise is put right. A field more is a decision."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """Something they can say now. `words` is the question over the line to write on; empty: a button alone."""

    said: str
    label: str
    words: str = ""
    is_needed: bool = False
    is_main: bool = False


@dataclass(frozen=True)
class RecoveryRow:
    place: str
    says: str  # how it stands, in one sentence
    cost: str  # theirs
    missing: str  # theirs
    plan: str
    plan_says: str
    is_closed: bool
    answer: str  # theirs, when they closed it
    say_to: str
    asks: tuple[Ask, ...]

    @property
    def main(self) -> tuple[Ask, ...]:
        return tuple(ask for ask in self.asks if ask.is_main)

    @property
    def more(self) -> tuple[Ask, ...]:
        return tuple(ask for ask in self.asks if not ask.is_main)
