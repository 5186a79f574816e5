"""The value case in the room: their figures, the words they come from, and what they say to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from joinery.rooms.case_queries import value_lines_for
from joinery.rooms.models import Guest, HeardAnswer, ValueLine


@dataclass(frozen=True)
class FigureRow:
    place: str
    words: str
    figure: str
    quote: str
    speaker: str
    said_on: date | None
    state: str  # open, yes, put_right
    answer_to: str
    answered_by: str = ""
    answered_at: datetime | None = None
    correction: str = ""
    fault: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Figures:
    costs: tuple[FigureRow, ...]
    brings: tuple[FigureRow, ...]

    @property
    def sides(self) -> tuple[tuple[str, tuple[FigureRow, ...]], ...]:
        """Only the sides that say something."""
        both = ((_("What it costs you today"), self.costs), (_("What it brings"), self.brings))
        return tuple((title, rows) for title, rows in both if rows)

    @property
    def waiting(self) -> tuple[FigureRow, ...]:
        return tuple(row for row in (*self.costs, *self.brings) if row.state == "open")

    def with_fault(self, place: str, fault: str, typed: str) -> Figures:
        mark = lambda row: replace(row, fault=fault, typed=typed) if row.place == place else row  # noqa: E731
        return Figures(tuple(map(mark, self.costs)), tuple(map(mark, self.brings)))


def figures_of(guest: Guest) -> Figures | None:
    """None until somebody of us put the case before them."""
    lines = list(value_lines_for(guest))
    if not lines:
        return None
    rows = {side: tuple(_row(line, guest) for line in lines if line.side == side) for side in ValueLine.Side.values}
    return Figures(rows["costs"], rows["brings"])


def _row(line: ValueLine, guest: Guest) -> FigureRow:
    newest = next(reversed(line.answers.all()), None)
    row = FigureRow(
        place=f"figure-{line.public_id}",
        words=line.words,
        figure=line.figure,
        quote=line.quote,
        speaker=line.person.name if line.person else "",
        said_on=line.said_on,
        state="open",
        answer_to=reverse("room:figure_answer", args=[guest.room.public_id, line.public_id]),
    )
    if newest is None:
        return row
    is_yes = newest.answer == HeardAnswer.Answer.YES
    return replace(
        row,
        state="yes" if is_yes else "put_right",
        answered_by=newest.guest.person.first_name,
        answered_at=newest.answered_at,
        correction=newest.words,
    )
