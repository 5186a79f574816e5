"""The search: everything written and everything said, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from joinery.calls.said import turns_of
from joinery.customers.queries import companies_for
from joinery.search.queries import Hit, find
from joinery.web.ui.visitor import reader

GROUPS = {
    "company": ("Customers", "/customers/"),
    "person": ("People", "/people/"),
    "opportunity": ("Opportunities", "/opportunities/"),
    "call": ("Calls", "/calls/"),
    "belief": ("What we know", "/beliefs/"),
    "promise": ("Promises", "/promises/"),
    "note": ("Notes", ""),
}


@dataclass(frozen=True)
class Found:
    hit: Hit
    href: str
    whose: str

    @property
    def piece(self) -> SafeString | str:
        """The piece around the hit, unless it only says again what stands above it."""
        plain = _plain(strip_tags(self.hit.snippet))
        return "" if plain in {_plain(self.hit.title), _plain(self.whose), ""} else self.hit.snippet


@dataclass(frozen=True)
class Group:
    title: str
    hits: list[Found]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    user, typed = reader(request), request.GET.get("q", "")[:400]
    companies = companies_for(user)
    hits = find(typed, companies, 60, but=["said"])
    said = turns_of(find(typed, companies, 12, kinds=["said"]), user) if typed else []
    names = {
        pk: (public_id, name)
        for pk, public_id, name in companies.filter(
            pk__in={hit.company_id for hit in hits} | {one.hit.company_id for one in said}
        ).values_list("pk", "public_id", "name")
    }
    groups = [
        Group(title, [_leading(hit, place, names) for hit in hits if hit.kind == kind][:12])
        for kind, (title, place) in GROUPS.items()
    ]
    page = {"typed": typed, "groups": [group for group in groups if group.hits], "said": said, "names": names}
    template = "desk/search.html#found" if request.headers.get("HX-Request") else "desk/search.html"
    return render(request, template, page)


def _leading(hit: Hit, place: str, names: dict[int, tuple[str, str]]) -> Found:
    public_id, name = names.get(hit.company_id, ("", ""))
    if hit.kind == "note":
        return Found(hit, f"/customers/{public_id}/?see=notes", name)
    return Found(hit, f"{place}{hit.about_id}/", "" if hit.kind == "company" else name)


def _plain(words: str) -> str:
    return words.strip("… .").casefold()
