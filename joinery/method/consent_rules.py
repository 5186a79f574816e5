"""What the law asks for before a talk is recorded, by the place of each person, and how they are asked: consent/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Asks = Literal["all", "one"]
LANGUAGES = ("en", "de", "fr")


@dataclass(frozen=True)
class Place:
    """`law` names it in each language. A place that is not known has no code, and is as strict as the strictest."""

    code: str
    name: str
    asks: Asks
    law: dict[str, str]
    fact: str
    source: str
    also: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.code)


UNKNOWN = Place(
    "",
    "Place not known",
    "all",
    {},
    "Nobody said where this person is, so the strictest rule holds: everyone agrees before anything is recorded.",
    "",
)


@dataclass(frozen=True)
class Wording:
    """All that a person is shown or told when they are asked, in one language."""

    letter: str
    say: str
    right: str
    because: str  # which law of their place asks for it; empty where the place is not known

    @property
    def whole(self) -> str:
        """What is kept beside an answer that was given in writing."""
        return "\n\n".join(filter(None, (self.letter, self.right, self.because)))


@cache
def places() -> dict[str, Place]:
    page = _page("places.toml")
    known = {row["code"]: _place(row) for row in page["place"]}
    country = known["US"]
    for group in page["state"]:
        for row in group["states"]:
            law = row.get("law") or group["law"]
            known[row["code"]] = Place(
                row["code"],
                f"{row['name']} (US)",
                group["asks"],
                dict.fromkeys(country.law, law),
                group["fact"],
                row.get("source") or group["source"],
            )
    return known


def place_of(chosen: str = "", country: str = "", zone: str = "") -> Place:
    """What was chosen wins; else the country by its name or code; else the time zone; else not known."""
    known = places()
    if chosen in known:
        return known[chosen]
    said = " ".join(country.split()).casefold()
    for place in known.values():
        if said and (said in place.also or said.upper() == place.code or said.upper().split("-")[0] == place.code):
            return place
    return next((place for place in known.values() if zone and zone in place.zones), UNKNOWN)


def strictest(there: Iterable[Place]) -> Asks:
    """For one call: as strict as the strictest of all who take part."""
    return "all" if any(place.asks == "all" for place in there) else "one"


def wording_for(place: Place, language: str, *, firm: str, call: str, days: int, own: str = "") -> Wording:
    """`own` is the firm's own way of asking; it stands in place of ours, and what they may do stays beside it."""
    said = language if language in LANGUAGES else "en"
    words = _page("wording.toml")[said]
    named = {"firm": firm, "call": call, "days": days}
    return Wording(
        letter=own or words["letter"].format(**named),
        say=own or words["say"].format(**named),
        right=words["right"],
        because=words["place"].format(law=place.law[said]) if place.law else "",
    )


def _place(row: dict[str, Any]) -> Place:
    return Place(**{**row, "also": tuple(row["also"]), "zones": tuple(row["zones"])})


@cache
def _page(name: str) -> dict[str, Any]:
    return tomllib.loads(files("joinery.method").joinpath("consent", name).read_text("utf-8"))
